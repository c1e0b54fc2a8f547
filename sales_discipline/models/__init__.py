from . import sales_discipline_day
from . import sales_discipline_day_closing
from . import sales_discipline_day_correction
from . import sales_discipline_day_line
