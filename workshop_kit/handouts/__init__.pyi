from .buttons import file_buttons as file_buttons
from .exporting import Exported as Exported
from .exporting import export as export
from .exporting import open_edition as open_edition
from .pdf import write_pdf as write_pdf
from .slides import write_slides as write_slides
from .tables import write_workbook as write_workbook
