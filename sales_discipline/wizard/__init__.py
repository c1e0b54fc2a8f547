from . import mail_activity_schedule
from . import sales_discipline_assign
from . import sales_discipline_done
from . import sales_discipline_erase
from . import sales_discipline_meeting
from . import sales_discipline_reopen
from . import sales_discipline_reward_decision
