from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _merge_dependences_history(self, opportunities):
        """Finished activities will move along too: stock Odoo takes the open ones and
        deletes the others with their deals.

        They move when the merged deals go. Odoo's assignment merges deals one by one
        and deletes them in bulk, so that looking here would cost a query each time.
        """
        merged = self.env["mail.activity"]._discipline_memo()["merged"]
        # A deal that takes others in stays, even if it was to go before.
        merged.pop(self.id, None)
        merged.update(dict.fromkeys(opportunities.ids, self.id))
        return super()._merge_dependences_history(opportunities)

    def unlink(self):
        merged = self.env["mail.activity"]._discipline_memo()["merged"]
        if going := merged.keys() & set(self.ids):
            self._discipline_move_finished(going, merged)
        return super().unlink()

    def _discipline_move_finished(self, going, merged):
        """Finished activities on deals that go live on with whatever took these in."""
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        domain = [
            ("res_model", "=", self._name),
            ("res_id", "in", list(going)),
            ("active", "=", False),
        ]
        for deal, finished in activities.search(domain).grouped("res_id").items():
            while deal in merged:
                deal = merged[deal]
            if self.browse(deal).exists():
                finished.write({"res_id": deal})
