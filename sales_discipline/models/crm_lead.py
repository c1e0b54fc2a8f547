from odoo import api, fields, models

# Set by the server alone.
GUARDED = ("discipline_closed_at", "discipline_closed_user_id")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # Not read along with everything else of a deal: reports alone ask for it.
    discipline_closed_at = fields.Datetime(
        "Won or Lost On",
        readonly=True,
        copy=False,
        help="When the deal became what it is, won or lost.",
        prefetch="discipline_closed",
    )
    discipline_closed_user_id = fields.Many2one(
        "res.users",
        "Owner When Won or Lost",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="Whose the outcome is, whoever owns the deal today.",
        prefetch="discipline_closed",
    )

    # Used by closing: what was won and lost since an instant.
    _discipline_closed_idx = models.Index(
        "(discipline_closed_at) WHERE discipline_closed_at IS NOT NULL"
    )

    # ------------------------------------------------------------
    # WON AND LOST
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # Given explicitly, so that no default, from whatever source, takes their place.
        nothing = dict.fromkeys(GUARDED, False)
        return super().create([{**vals, **nothing} for vals in vals_list])

    def write(self, vals):
        if not vals.keys().isdisjoint(GUARDED):
            vals = {name: vals[name] for name in vals if name not in GUARDED}
        return super().write(vals)

    def _handle_won_lost(self, old_status_by_lead, new_status_by_lead):
        """Keep when a deal was won or lost and whose it was then."""
        result = super()._handle_won_lost(old_status_by_lead, new_status_by_lead)
        changed = self.filtered(
            lambda lead: (
                _end(old_status_by_lead.get(lead.id))
                != _end(new_status_by_lead.get(lead.id))
            )
        )
        # A salesperson may have given the deal away by the same act.
        ended = changed.sudo().filtered(lambda lead: _end(new_status_by_lead[lead.id]))
        for owner, leads in ended.grouped("user_id").items():
            leads._discipline_stamp_end(self.env.cr.now(), owner)
        (changed - ended)._discipline_stamp_end(False, self.env["res.users"])
        return result

    def _discipline_stamp_end(self, at, owner):  # pylint: disable=missing-return
        """Past our own write, which lets nobody set it."""
        if self:
            # pylint: disable=super-method-mismatch
            super(CrmLead, self.sudo()).write(
                {"discipline_closed_at": at, "discipline_closed_user_id": owner.id}
            )

    # ------------------------------------------------------------
    # MERGED DEALS
    # ------------------------------------------------------------

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
            self._discipline_move_finished(going)
            heads = {deal_id: self._discipline_head(deal_id) for deal_id in going}
            self.env["sales.discipline.plan.start"]._move(heads)
        return super().unlink()

    def _discipline_move_finished(self, going):
        """Finished activities on deals that go live on with whatever took these in."""
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        domain = [
            ("res_model", "=", self._name),
            ("res_id", "in", list(going)),
            ("active", "=", False),
        ]
        for deal, finished in activities.search(domain).grouped("res_id").items():
            head = self.browse(self._discipline_head(deal))
            if head.exists():
                finished.write({"res_id": head.id})

    @api.model
    def _discipline_head(self, deal_id):
        """The deal into which this transaction has in the end merged another."""
        merged = self.env["mail.activity"]._discipline_memo()["merged"]
        while deal_id in merged:
            deal_id = merged[deal_id]
        return deal_id


def _end(status):
    """What a deal has come to: "is_won", "is_lost" or, while it is open, None."""
    return next((name for name, holds in (status or {}).items() if holds), None)
