from . import sales_discipline_done
