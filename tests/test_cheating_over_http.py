"""(1) of ``test_cheating`` over HTTP, with real requests: no effect."""

import json
from datetime import timedelta

from .live_day_case import LiveDayCase


class TestForgingFromOutside(LiveDayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_call = cls.env["mail.activity"].search(
            [("user_id", "=", cls.anna.id), ("date_deadline", "=", cls.today)], limit=1
        )
        keys = cls.env["res.users.apikeys"].with_user(cls.anna).sudo()
        cls.key = keys._generate("rpc", "Cheating", cls.now + timedelta(days=1))
        yesterday = str(cls.now - timedelta(days=1))[:19]
        cls.forged = {
            "done_at": yesterday,
            "done_by_id": cls.anna.id,
            "date_done": yesterday[:10],
            "create_date": yesterday,
            "first_deadline": str(cls.today + timedelta(days=9)),
            "postpone_count": -5,
            "dropped_at": yesterday,
            "result_cleared_by_id": cls.head.id,
            "result_flag": False,
        }

    def setUp(self):
        super().setUp()
        self.before = self.figures()
        self.assertEqual(self.before["planned_count"], 5)

    def json2(self, model, method, **arguments):
        answer = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"Bearer {self.key}",
                "Content-Type": "application/json",
            },
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def call_kw(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertNotIn("error", answer, answer)
        return answer["result"]

    def figures(self):
        """Her day as anybody outside would read it."""
        found = self.json2("sales.discipline.day.bar", "get_lines")
        names = ("planned_count", "due_count", "done_count", "overdue_count", "score")
        return {name: found[name] for name in names}

    def values(self):
        return {
            "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
            "res_id": self.deal.id,
            "user_id": self.anna.id,
            "date_deadline": str(self.today),
            "summary": "Forged",
        }

    def assertUntouched(self):
        self.env.invalidate_all()
        self.assertEqual(self.figures(), self.before)
        activities = self.env["mail.activity"].with_context(active_test=False)
        forged = activities.search([("summary", "=", "Forged")]) | self.open_call
        self.assertFalse(forged.filtered("done_at"))
        self.assertFalse(forged.filtered("dropped_at"))
        self.assertFalse(forged.filtered("result_cleared_by_id"))
        self.assertEqual(set(forged.mapped("postpone_count")), {0})
        self.assertEqual(set(forged.mapped("first_deadline")), {self.today})

    def test_json_2(self):
        defaults = {f"default_{name}": value for name, value in self.forged.items()}
        model = "mail.activity"
        self.json2(model, "write", ids=self.open_call.ids, vals=self.forged)
        self.json2(model, "create", vals_list=[{**self.values(), **self.forged}])
        self.json2(model, "create", vals_list=[self.values()], context=defaults)
        self.json2(model, "copy", ids=self.open_call.ids, default=self.forged)
        self.assertUntouched()

    def test_routes_of_the_web_client(self):
        self.authenticate("sd_anna", "sd_anna")
        defaults = {f"default_{name}": value for name, value in self.forged.items()}
        model = "mail.activity"
        self.call_kw(model, "write", self.open_call.ids, self.forged)
        self.call_kw(
            model, "web_save", self.open_call.ids, self.forged, specification={}
        )
        self.call_kw(
            model, "web_save", [], self.values(), specification={}, context=defaults
        )
        self.call_kw(model, "copy", self.open_call.ids, self.forged)
        names = ["done_at", "create_date", "postpone_count", "first_deadline"]
        row = [str(self.forged[name]) for name in names]
        self.call_kw(model, "load", [".id", *names], [[str(self.open_call.id), *row]])
        self.assertUntouched()

    def test_the_check_would_see_an_honest_result(self):
        text = "They take forty desks"
        ids = self.open_call.ids
        self.json2("mail.activity", "action_feedback", ids=ids, feedback=text)
        self.assertNotEqual(self.figures(), self.before)
