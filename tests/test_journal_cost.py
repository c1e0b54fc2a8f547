"""The journal costs a constant number of queries, however many change at once."""

from odoo import Command

from .journal_case import JournalCase, hour

FEW, MANY = 2, 22


class TestJournalCost(JournalCase):
    def queries(self, prepare, act, count):
        """What ``act`` costs on ``count`` records, in a fresh transaction."""
        with self.at(hour(9)):
            records = prepare(count)
        with self.at(hour(10)):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            act(records)
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

    def journal_queries(self, prepare, act, count):
        """Those of them that concern the journal."""
        seen = []
        cr, execute = self.env.cr, type(self.env.cr).execute

        def spy(cursor, query, *args, **kwargs):
            text = query if isinstance(query, (str, bytes)) else str(query)
            seen.append(text if isinstance(text, str) else text.decode())
            return execute(cursor, query, *args, **kwargs)

        with self.at(hour(9)):
            records = prepare(count)
        self.patch(type(cr), "execute", spy)
        with self.at(hour(10)):
            act(records)
        self.patch(type(cr), "execute", execute)
        return [text for text in seen if "sales_discipline_journal" in text]

    def activities(self, count):
        return self.plan(self.anna, "2027-03-05", count=count)

    def meetings(self, count):
        return self.env["calendar.event"].create(
            [
                {
                    "name": f"Visit {number}",
                    "start": "2027-03-04 07:00:00",
                    "stop": "2027-03-04 08:00:00",
                    "user_id": self.anna.id,
                    "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                    "res_id": self.deal.id,
                }
                for number in range(count)
            ]
        )

    def deals(self, count):
        deals = self.deal.create(
            [
                {"name": f"Deal {number}", "user_id": False, "team_id": self.team.id}
                for number in range(count)
            ]
        )
        for deal in deals:
            self.plan(self.anna, "2027-03-05", res_id=deal.id)
        return deals

    def people(self, count):
        users = self.env["res.users"].create(
            [
                {
                    "name": f"Guest {number}",
                    "login": f"sd_guest_{count}_{number}",
                    "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
                    "company_id": self.company.id,
                    "company_ids": [Command.set(self.company.ids)],
                }
                for number in range(count)
            ]
        )
        for user in users:
            self.plan(user, "2027-03-05", by=self.head)
        return users

    def test_one_insert_for_any_number(self):
        """And none for creating and finishing, which leave no row."""
        cases = {
            "reschedule": (
                1,
                self.activities,
                lambda found: found.write({"date_deadline": "2027-03-08"}),
            ),
            "give away": (
                1,
                self.activities,
                lambda found: found.write({"user_id": self.oleg.id}),
            ),
            "finish": (0, self.activities, lambda found: found.action_archive()),
            "cancel": (1, self.activities, lambda found: found.unlink()),
            "create": (0, lambda count: count, self.activities),
            "meetings": (
                1,
                self.meetings,
                lambda found: found.write(
                    {"start": "2027-03-09 07:00:00", "stop": "2027-03-09 08:00:00"}
                ),
            ),
            "meetings deleted": (1, self.meetings, lambda found: found.unlink()),
            "deals lost": (1, self.deals, lambda found: found.action_archive()),
            "deals deleted": (1, self.deals, lambda found: found.unlink()),
            "people archived": (
                1,
                self.people,
                lambda found: found.write({"active": False}),
            ),
        }
        for name, (inserts, prepare, act) in cases.items():
            for count in (FEW, MANY):
                with self.subTest(name, count=count):
                    found = self.journal_queries(prepare, act, count)
                    self.assertEqual(len(found), inserts, found)

    def test_changes_of_many_cost_as_much_as_of_few(self):
        cases = {
            "reschedule": lambda found: found.write({"date_deadline": "2027-03-08"}),
            "finish": lambda found: found.action_archive(),
            "reopen": lambda found: found.action_unarchive(),
            "cancel": lambda found: found.unlink(),
        }
        for name, act in cases.items():
            with self.subTest(name):
                self.queries(self.activities, act, FEW)  # fills Odoo's own caches
                few = self.queries(self.activities, act, FEW)
                many = self.queries(self.activities, act, MANY)
                self.assertLessEqual(many, few + 1)

    def test_losing_many_deals_costs_as_much_as_few(self):
        def sync(deals):
            activities = self.env["mail.activity"]._discipline_of_documents(deals)
            activities._discipline_sync_dropped()

        def lost(count):
            deals = self.deals(count)
            self.env.cr.execute(
                "UPDATE crm_lead SET active = FALSE WHERE id = ANY(%s)", [deals.ids]
            )
            return deals

        self.queries(lost, sync, FEW)
        few = self.queries(lost, sync, FEW)
        self.assertLessEqual(self.queries(lost, sync, MANY), few + 1)
