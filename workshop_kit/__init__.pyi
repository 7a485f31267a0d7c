from . import gaps as gaps
from . import journey as journey
from . import kano as kano
from . import loyalty as loyalty
from . import persona as persona
from . import plan as plan
from .workshop import Workshop as Workshop
from .workshop import open_workshop as open_workshop
