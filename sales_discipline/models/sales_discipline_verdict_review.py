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
        reviews = self.env["sales.discipline.review"]
        lines = self.env["sales.discipline.review.line"].sudo()
        lines = lines.search([("verdict_id", "in", self.ids)])
        reviews._note_undone(self)
        result = super().unlink()
        # What was said of an earlier day counts again.
        earlier = self.search(
            [
                ("user_id", "in", lines.user_id.ids),
                ("author_id", "in", lines.review_id.user_id.ids),
                ("date", "in", lines.review_id._dates()),
            ]
        )
        reviews._note_verdicts(earlier)
        return result
