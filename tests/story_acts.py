"""What the people of a random plot may do to activities, deals and meetings."""


class Acts:
    """One method per act; two numbers pick whom and what.

    What Odoo refuses, or what has no meaning, does not happen.
    """

    gone_types = away = False

    # -- one activity

    def act_move(self, first, second):
        if activity := self.activity(first):
            self.story.move(activity, self.day(second - 2))

    def act_give(self, first, second):
        activity = self.activity(first)
        # A private to-do cannot be given to others.
        if activity and self.story.state(activity).document[0]:
            self.story.give(activity, self.user(second))

    def act_finish(self, first, second):
        activity = self.activity(first)
        if activity and self.story.state(activity).status in ("open", "dropped"):
            self.story.finish(activity, "Agreed on the price" if second % 2 else None)

    def act_reopen(self, first, second):
        activity = self.activity(first)
        if activity and self.story.state(activity).status == "done":
            self.story.reopen(activity)
            if second % 3 == 0:
                # In one transaction: it was never open.
                self.story.finish(activity)

    def act_remove(self, first, second):
        if activity := self.activity(first):
            self.story.remove(activity)

    def act_write_result(self, first, second):
        if activity := self.activity(first):
            self.story.write_result(activity, f"Told them {second} times")

    def act_change_type(self, first, second):
        if activity := self.activity(first):
            self.story.change_type(activity, self.type(second))

    def act_change_hours(self, first, second):
        if activity := self.activity(first):
            self.story.change_hours(activity, ("0", "0.7", "3")[second % 3])

    def act_change_document(self, first, second):
        activity, documents = self.activity(first), self.documents()
        if activity and documents:
            document = documents[second % len(documents)]
            self.story.change_document(activity, document)

    # -- documents

    def _deal(self, number, active):
        deals = self.case.deals.exists().filtered(lambda deal: deal.active == active)
        return deals[number % len(deals)] if deals else None

    def act_lose(self, first, second):
        if deal := self._deal(first, True):
            self.story.lose(deal)

    def act_restore(self, first, second):
        if deal := self._deal(first, False):
            self.story.restore(deal)

    def act_archive_partner(self, first, second):
        if self.case.partner.active:
            self.story.lose(self.case.partner)

    def act_restore_partner(self, first, second):
        if not self.case.partner.active:
            self.story.restore(self.case.partner)

    def act_delete_deal(self, first, second):
        if deal := self._deal(first, bool(second % 3)):
            self.story.delete(deal)

    def act_merge(self, first, second):
        deals = self.case.deals.exists().filtered("active")
        if len(deals) > 1:
            self.story.merge(deals[:2])

    # -- meetings

    def act_move_meeting(self, first, second):
        if meeting := self.meeting(first):
            span = self.span(self.day(second - 2), 1 + second % 5)
            self.story.move_meeting(meeting, *span)

    def act_archive_meeting(self, first, second):
        meeting = self.meeting(first)
        if meeting and not meeting.archived:
            self.story.archive_meeting(meeting)

    def act_restore_meeting(self, first, second):
        meeting = self.meeting(first)
        if meeting and meeting.archived:
            self.story.restore_meeting(meeting)

    def act_delete_meeting(self, first, second):
        if meeting := self.meeting(first):
            self.story.delete_meeting(meeting)

    def act_cancel_with_meeting(self, first, second):
        activity = self.activity(first)
        meeting = activity and self.story.meetings.get(activity.key)
        if meeting and meeting.record.exists():
            self.story.cancel_with_meeting(activity)

    def act_change_organiser(self, first, second):
        if meeting := self.meeting(first):
            self.story.change_organiser(meeting, self.user(second))

    # -- the outsider, the type that goes, Odoo's cleaning

    def act_archive_outsider(self, first, second):
        self._send_away(button=False)

    def act_fire_outsider(self, first, second):
        self._send_away(button=True)

    def _send_away(self, button):
        if not self.away and self.story.actor != self.case.will:
            self.away = True
            self.story.archive_user(self.case.will, button)

    def act_restore_outsider(self, first, second):
        if self.away:
            self.away = False
            self.story.restore_user(self.case.will)

    def act_delete_type(self, first, second):
        kind = self.case.internal
        if not self.gone_types and not self.is_kept_by_a_finished_one(kind):
            self.gone_types = True
            self.story.delete_type(kind)

    def is_kept_by_a_finished_one(self, kind):
        """The database refuses to delete a type that finished activities have."""
        states = [self.story.state(activity) for activity in self.story.living()]
        return any(each.type == kind.id and each.status == "done" for each in states)

    def act_clean_up(self, first, second):
        self.story.clean_up()
