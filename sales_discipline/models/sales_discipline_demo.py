from odoo import api, models

from ..simulation.demo import Demo


class SalesDisciplineDemo(models.AbstractModel):
    """Lets the demo file start the simulator; nobody can call it from outside."""

    _name = "sales.discipline.demo"
    _description = "Sales Discipline Demo Data"

    @api.model
    def _install(self):
        """Create two teams with six weeks of history, once."""
        team = self.env.ref("sales_discipline.demo_team_boris", False)
        if not team:
            Demo(self.env).install()
