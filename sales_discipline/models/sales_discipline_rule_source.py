"""What is kept of the rules is read anew once one of their sources changes."""

from odoo import api, models


class SalesDisciplineRuleSource(models.AbstractModel):
    """For models whose records decide who is controlled and by which numbers."""

    _name = "sales.discipline.rule.source"
    _description = "Source of Rules"
    # The fields that decide; empty: each of them
    _rule_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        res = super().write(vals)
        if not self._rule_fields or vals.keys() & set(self._rule_fields):
            self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res
