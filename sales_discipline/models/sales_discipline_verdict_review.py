from odoo import api, models


class SalesDisciplineVerdict(models.Model):
    """A word about a person is a step of the reviews that wait for it."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.verdict"

    @api.model_create_multi
    def create(self, vals_list):
        verdicts = super().create(vals_list)
        self.env["sales.discipline.review"]._note_verdicts(verdicts)
        return verdicts

    def write(self, vals):
        result = super().write(vals)
        if {"author_id", "verdict", "message", "is_bulk"} & vals.keys():
            self.env["sales.discipline.review"]._note_verdicts(self)
        return result

    def unlink(self):
        self.env["sales.discipline.review"]._note_undone(self)
        return super().unlink()
