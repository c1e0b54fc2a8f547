"""Meetings made in the Calendar app become activities, if their owner wants it."""

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine import clock
from ..engine.people import read_people


class CalendarEvent(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "calendar.event"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_make_activity(self):
        """Make an activity of one's own meeting, once however often it is called.

        :return: True once there is one, else the action that asks for a document
        :raises AccessError: for a meeting that is not one's own, is private or was
            declined, and where nobody controls the caller
        :raises UserError: for a meeting of a day that is over
        """
        self.ensure_one()
        self._discipline_check_own()
        if self._discipline_activities():
            return True
        document = self._discipline_document()
        if document:
            self._discipline_make_activity(document)
            return True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Count a Meeting"),
            "res_model": "sales.discipline.meeting",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_event_id": self.id},
        }

    # ------------------------------------------------------------
    # WHICH MEETINGS
    # ------------------------------------------------------------

    @api.model
    def _discipline_offers(self, tz, dates):
        """The caller's own meetings on local ``dates`` that could be counted.

        :return: dicts; ``document`` names the deal or contact on which one press
            counts the meeting, without one the press asks
        """
        offers = []
        for event in self._discipline_without_activity(tz, dates):
            document = event._discipline_document()
            offers.append(
                {
                    "id": event.id,
                    "name": event.name,
                    "date": event._discipline_date(tz),
                    "start": event.start,
                    "allday": event.allday,
                    "document": document.display_name if document else False,
                }
            )
        return offers

    @api.model
    def _discipline_without_activity(self, tz, dates):
        """The caller's own meetings on local ``dates`` that no activity stands for."""
        bounds = [clock.day_bounds(date, tz) for date in dates]
        begins = [
            leaf
            for start, end in bounds
            for leaf in ("&", ("start", ">=", start), ("start", "<", end))
        ]
        domain = [
            ("user_id", "=", self.env.uid),
            ("active", "=", True),
            ("activity_ids", "=", False),
            "|",
            "&",
            ("allday", "=", True),
            ("start_date", "in", dates),
            "&",
            ("allday", "=", False),
            *["|"] * (len(bounds) - 1),
            *begins,
        ]
        # Finished activities stand for their meeting as well.
        events = self.sudo().with_context(active_test=False)
        found = self.browse(events.search(domain, order="start, id")._ids)
        return found.filtered(lambda event: event._discipline_is_business())

    def _discipline_is_business(self):
        """Whether the caller holds it, and it is no private matter."""
        event = self.sudo()
        mine = event.attendee_ids.filtered(
            lambda attendee: attendee.partner_id == self.env.user.partner_id
        )
        return (
            event.user_id == self.env.user
            and event.effective_privacy != "private"
            and "declined" not in mine.mapped("state")
        )

    def _discipline_check_own(self):
        person = read_people(self.sudo().env, self.env.user).get(self.env.uid)
        event = self.sudo().exists()
        if not person or not event.active or not self._discipline_is_business():
            raise AccessError(
                self.env._("Only your own meetings can be counted, and no private one.")
            )
        today = clock.local_date(self.env.cr.now(), person.tz)
        if event._discipline_date(person.tz) < today:
            raise UserError(
                self.env._("That day is over: it shows what was recorded on it.")
            )
        return person

    def _discipline_date(self, tz):
        """The local date on which the meeting begins."""
        return self.start_date if self.allday else clock.local_date(self.start, tz)

    # ------------------------------------------------------------
    # ON WHICH DOCUMENT
    # ------------------------------------------------------------

    def _discipline_document(self):
        """The deal or contact that the meeting is about, as far as it says so.

        Its document, else the only guest from outside; nothing that the caller may
        not plan on.
        """
        event = self.sudo()
        tracked = self.env["sales.discipline.day"]._tracked_models()
        if event.opportunity_id:
            found = event.opportunity_id
        elif event.res_model in tracked and event.res_id:
            found = self.env[event.res_model].sudo().browse(event.res_id).exists()
        else:
            guests = event.partner_ids.filtered(
                lambda partner: not partner.user_ids.filtered(lambda u: not u.share)
            )
            found = guests if len(guests) == 1 else guests.browse()
        document = found.with_env(self.env)
        is_open = document and document[document._active_name]
        return document if is_open and document.has_access("write") else False

    def _discipline_make_activity(self, document):
        """One activity of the meeting on ``document``; whose it is has been checked.

        Touching the meeting first lets a second press at the same moment begin anew
        and find the activity of the first.
        """
        person = self._discipline_check_own()
        self.env.execute_query(
            SQL("UPDATE calendar_event SET id = id WHERE id = %s RETURNING id", self.id)
        )
        if self._discipline_activities():
            return
        kind = self._discipline_meeting_type(document._name)
        if not kind:
            raise UserError(self.env._("No type of meeting counts."))
        model_id = self.env["ir.model"]._get_id(document._name)
        self.env["mail.activity"].create(
            {
                "activity_type_id": kind.id,
                "calendar_event_id": self.id,
                "res_model_id": model_id,
                "res_id": document.id,
                "summary": self.name,
                "user_id": self.env.uid,
                "date_deadline": self._discipline_date(person.tz),
            }
        )
        if not self.res_id:
            values = {"res_model_id": model_id, "res_id": document.id}
            if document._name == "crm.lead":
                values["opportunity_id"] = document.id
            self.write(values)

    @api.model
    def _discipline_meeting_type(self, model):
        domain = [
            ("category", "=", "meeting"),
            ("is_tracked", "=", True),
            ("res_model", "in", [False, model]),
        ]
        return self.env["mail.activity.type"].search(domain, limit=1)
