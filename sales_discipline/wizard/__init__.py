from . import sales_discipline_assign
from . import sales_discipline_done
from . import sales_discipline_reopen
