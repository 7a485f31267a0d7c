from .chapters import contents as contents
from .page import build_report as build_report
from .part import Figure as Figure
from .part import Line as Line
from .part import Part as Part
from .part import Sheet as Sheet
from .progress import standing as standing
from .progress import summary_lines as summary_lines
