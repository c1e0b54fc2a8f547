"""The ceilings of docs/scale.md on what one action costs, in queries.

That nothing grows with people, days or activities is tested beside each part
(test_engine_cost, test_journal_cost, test_replay, test_day_bar).
"""

from .journal_case import JournalCase, hour

# Of Odoo alone, and how many more the addon may make.
STOCK = {"create": 8, "reschedule": 5, "finish": 17, "cancel": 9}
MORE = {"create": 0, "reschedule": 1, "finish": 1, "cancel": 1}


class TestScaleCost(JournalCase):
    def cost(self, act):
        """Of ``act`` on one activity, the second time: Odoo's own caches are filled."""
        counts = []
        for _time in range(2):
            with self.at(hour(9)):
                record = self.plan(self.anna, "2027-03-05")
            with self.at(hour(10)):
                self.env.flush_all()
                self.env.invalidate_all()
                mine = record.with_user(self.anna)
                mine.env.user.partner_id.read(["name"])  # as the session has done
                before = self.cr.sql_log_count
                act(mine)
                self.env.flush_all()
                counts.append(self.cr.sql_log_count - before)
        return counts[-1]

    def test_one_action_costs_at_most_what_is_promised(self):
        values = {
            "activity_type_id": self.call.id,
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
            "res_id": self.deal.id,
            "user_id": self.anna.id,
            "summary": "Call",
            "date_deadline": "2027-03-05",
        }
        actions = {
            "create": lambda found: found.create(values),
            "reschedule": lambda found: found.write({"date_deadline": "2027-03-08"}),
            "finish": lambda found: found.action_feedback(
                feedback="They take forty desks on Friday"
            ),
            "cancel": lambda found: found.unlink(),
        }
        for name, act in actions.items():
            with self.subTest(name):
                self.assertLessEqual(self.cost(act), STOCK[name] + MORE[name])
