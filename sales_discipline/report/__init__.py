from . import sales_discipline_day
from . import sales_discipline_day_line_report
from . import sales_discipline_day_report
from . import sales_discipline_study
from . import sales_discipline_study_words
from . import sales_discipline_statement
from . import sales_discipline_head_record
from . import sales_discipline_standing
