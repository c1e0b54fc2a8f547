"""The monthly statement on paper and as a spreadsheet, and what My Rewards says."""

from ast import literal_eval

from lxml import etree

from .reward_case import MONDAY, TUESDAY, WEDNESDAY, RewardCase


class TestStatement(RewardCase):
    def setUp(self):
        super().setUp()
        self.reward = self.proposed()
        with self.at(f"{TUESDAY} 15:42", self.TZ):
            self.reward.with_user(self.head).action_grant(False, "Thank you")
        with self.at(f"{TUESDAY} 17:00", self.TZ):
            self.rewards._pass_time()
        self.close()
        statements = self.env["sales.discipline.statement"]
        self.row = statements.search([("user_id", "=", self.anna.id)])

    def test_sums_of_the_month(self):
        self.assertRecordValues(
            self.row,
            [
                {
                    "user_id": self.anna.id,
                    "team_id": self.team.id,
                    "currency_id": self.company.currency_id.id,
                    "month_text": "March 2027",
                    "day_count": 2,
                    "reward_count": 1,
                    "leave_hours": 1.0,
                    "penalty_count": 0,
                }
            ],
        )

    def test_the_details_are_as_many_as_the_row_counts(self):
        other = self.reward.sudo().copy(
            {"state": "refused", "date_start": MONDAY, "date_end": MONDAY}
        )
        self.env.flush_all()
        action = self.row.with_user(self.head).action_view_rewards()
        self.assertEqual(action["context"], {"search_default_counted": 1})
        rewards = self.rewards.with_user(self.head)
        self.assertEqual(rewards.search(action["domain"]), self.reward | other)
        search = etree.fromstring(rewards.get_view(view_type="search")["arch"])
        counted = literal_eval(search.find(".//filter[@name='counted']").get("domain"))
        self.assertEqual(
            rewards.search_count(action["domain"] + counted),
            self.row.reward_count + self.row.penalty_count,
        )

    def test_prints_as_the_reader_may_see_it(self):
        report = self.env["ir.actions.report"].with_user(self.anna)
        html, _kind = report._render_qweb_html(
            "sales_discipline.statement_document", self.row.ids
        )
        text = html.decode()
        self.assertIn("March 2027", text)
        self.assertIn("Leave 1 h early", text)
        self.assertIn("Thank you", text)
        self.assertIn("proposal for payroll", text)

    def test_prints_numbers_as_the_reader_s_language_does(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        row = self.row.with_context(lang="ru_RU")
        self.assertEqual(row._score_text(), f"{row.score:.1f}".replace(".", ","))

    def test_exports_for_payroll(self):
        self.head.group_ids += self.env.ref("base.group_allow_export")
        names = ["user_id/login", "month", "score", "leave_hours", "payable"]
        rows = self.row.with_user(self.head).export_data(names)["datas"]
        self.assertEqual(rows[0][0], "sd_anna")
        self.assertEqual(rows[0][3:], [1.0, 0.0])

    def test_my_rewards_say_what_is_in_reach(self):
        self.shipped("week").active = True
        self.full_plan(self.anna, "2027-03-04", when=f"{WEDNESDAY} 08:00", count=1)
        with self.at(f"{WEDNESDAY} 09:00", self.TZ):
            reach = self.env["sales.discipline.reward.reach"].with_user(self.anna)
            found = reach.get_reach()
        leave, week = found["cards"]
        self.assertEqual(leave["title"].replace("\u202f", " "), "Leave at 4:00 PM")
        self.assertEqual(
            [(step["state"], step["text"]) for step in leave["steps"]],
            [("open", "finish 5"), ("open", "plan tomorrow (4 more, 1.4 h)")],
        )
        self.assertEqual(week["title"], "Badge “Nothing overdue all week”")
        self.assertIn("1 h left early", found["month"])

    def test_a_week_that_is_spoilt_says_when_the_next_chance_is(self):
        self.shipped("week").active = True
        self.full_plan(self.oleg, TUESDAY)
        self.close("2027-03-04 03:00")
        with self.at("2027-03-04 09:00", self.TZ):
            reach = self.env["sales.discipline.reward.reach"].with_user(self.oleg)
            week = reach.get_reach()["cards"][1]
        self.assertEqual(week["steps"][0]["state"], "gone")
        self.assertEqual(week["steps"][-1]["text"], "Next chance: Mar 8 to Mar 14")


class TestTitle(RewardCase):
    """A reward keeps its words, in each language that the rule has them in."""

    def setUp(self):
        super().setUp()
        self.rule = self.shipped("week")
        self.rule.title = "Tidy"
        definition = self.rule._get_definition()
        self.reward = self.rewards.new(
            {"rule_id": self.rule.id, "definition": definition}
        ).with_context(lang="ru_RU")
        self.env["res.lang"]._activate_lang("ru_RU")
        self.rule.with_context(lang="ru_RU").title = "Чисто"

    def test_a_language_installed_since_has_the_rule_s_words(self):
        self.assertEqual(self.reward._get_definition()["title"], "Чисто")

    def test_what_the_rule_says_by_now_is_not_what_was_given(self):
        self.rule.title = "Very tidy"
        self.assertEqual(self.reward._get_definition()["title"], "Tidy")
