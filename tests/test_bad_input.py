"""Whatever cannot be meant is refused in one sentence that names the field."""

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .rights_case import RightsCase

BAD = {
    "float": (float("nan"), float("inf"), 1e300, -1e300, "much"),
    "monetary": (float("nan"), float("inf"), 1e300, "much"),
    "integer": (2**40, -(2**40), "many"),
    "date": ("0001-01-01", "9999-12-31", "soon", 5),
    "selection": ("nonsense",),
    "char": ("  ",),
}
BOUNDED = "sales.discipline.bounds"


class TestBadInput(RightsCase):
    def fields_of(self, record):
        """What a client may write of a record."""
        for name, field in record._fields.items():
            is_entered = field.store and not field.readonly and not field.related
            # Other texts may be blank.
            is_tried = field.type in BAD and (field.type != "char" or field.required)
            if is_entered and is_tried:
                yield name, field

    def samples(self):
        """One record of each model that looks at what is entered."""
        found = {}
        for (model, _whose), by_role in self.records.items():
            if BOUNDED in (self.env[model]._inherit or ()):
                found.setdefault(model, by_role["sales admin"].sudo())
        return found

    @mute_logger("odoo.sql_db")
    def test_every_field_of_every_form_says_what_it_expects(self):
        tried = 0
        for model, record in self.samples().items():
            for name, field in self.fields_of(record):
                label = field._description_string(self.env)
                for value in BAD[field.type]:
                    tried += 1
                    with self.subTest(f"{model}.{name} = {value!r}"):
                        with self.assertRaises(UserError) as caught:
                            record.write({name: value})
                        self.assertIn(label, str(caught.exception))
        self.assertGreater(tried, 100)

    def test_nothing_is_lost_by_a_refusal(self):
        rule = self.records["sales.discipline.reward.rule", "own company"]["head"]
        before = rule.sudo().read()
        with self.assertRaisesRegex(UserError, "expected"):
            rule.sudo().write({"name": "Changed", "hours": float("nan")})
        self.assertEqual(rule.sudo().read(), before)

    def test_a_rule_gives_no_less_than_nothing_and_no_more_than_all(self):
        rule = self.records["sales.discipline.reward.rule", "own company"]["head"]
        for name, bad, good in (
            ("percent", 100.1, 100),
            ("amount", -0.01, 0),
            ("points", -1, 0),
        ):
            with self.subTest(name):
                with self.assertRaisesRegex(UserError, "a number from 0 to"):
                    rule.sudo().write({name: bad})
                rule.sudo().write({name: good})

    def test_a_file_is_refused_with_the_row_and_the_field(self):
        policies = self.env["sales.discipline.policy"].with_user(self.mona)
        answer = policies.load(["name", "tz"], [["Rules of the sea", "Atlantis/Deep"]])
        self.assertFalse(answer["ids"])
        self.assertIn("Time Zone", answer["messages"][0]["message"])
        answer = policies.load(["name", "tz"], [["   ", "Europe/Berlin"]])
        self.assertFalse(answer["ids"])
