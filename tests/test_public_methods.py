"""Every public method of the addon, called by those whom it is none of their business.

Whatever has no leading underscore can be called over JSON-2 by anybody logged in, with
any arguments. The methods are found, not listed: a new one is tried as soon as it is
there.
"""

import contextlib
import inspect
import itertools

from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import SQL, mute_logger

from .common_companies import CompaniesCase

SECRET = "zq-only-for-anna"
DAY = "2027-03-02"
# Tried with records in the tests of each model.
ORM = {
    "copy",
    "copy_data",
    "create",
    "default_get",
    "fields_get",
    "load",
    "name_create",
    "unlink",
    "write",
}
ANY_NUMBER = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
NONSENSE = (None, True, -1, 2**40, 0.5, "x'; --", "\0", [None], [2**40], {"a": 1})
# What is for everybody to see, or gives only what its caller may read.
REFUSALS = (UserError, TypeError, ValueError, KeyError, IndexError, AttributeError)


def public_methods(env):
    """(model name, method name, its parameters) of what this project adds."""
    for name, model in sorted(env.registry.items()):
        for method in sorted(set(dir(model)) - ORM):
            function = getattr(model, method, None)
            if method.startswith("_") or not inspect.isfunction(function):
                continue
            if getattr(function, "_api_private", False):
                continue
            own = inspect.unwrap(function).__module__
            if own.startswith("odoo.addons.sales_discipline"):
                parameters = list(inspect.signature(function).parameters.values())
                yield name, method, parameters[1:]


class TestPublicMethods(CompaniesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.new_user("sd_clerk", "base.group_user")
        cls.portal = new_test_user(cls.env, "sd_portal", groups="base.group_portal")
        cls.strangers = (
            cls.portal,
            cls.clerk,
            cls.oleg,
            cls.sam,
            cls.kira,
            cls.rolf,
        )
        cls.tell_secrets()
        cls.env.flush_all()
        cls.tables = cls.own_tables()

    @classmethod
    def tell_secrets(cls):
        """An honest day of Anna's with a secret in each of its texts."""
        own = cls.env["crm.lead"].create(
            {
                "name": SECRET,
                "type": "opportunity",
                "user_id": cls.anna.id,
                "team_id": cls.team.id,
                "company_id": cls.company.id,
            }
        )
        case = cls("run")
        with case.at("2027-03-01 10:00", cls.TZ):
            activities = case.plan(cls.anna, DAY, 3, summary=SECRET, res_id=own.id)
        with case.at(f"{DAY} 12:00", cls.TZ):
            activities[0].with_user(cls.anna).action_feedback(feedback=f"{SECRET} ok")
            activities[1].with_user(cls.anna).action_feedback(feedback="ok")
            cls.env["sales.discipline.exemption"].with_user(cls.head).create(
                {
                    "user_id": cls.anna.id,
                    "date_from": "2027-03-04",
                    "date_to": "2027-03-04",
                    "reason": SECRET,
                }
            )
        with case.at("2027-03-03 03:00", cls.TZ):
            cls.env["sales.discipline.day"]._close_due_days()
            verdicts = cls.env["sales.discipline.verdict"].with_user(cls.head)
            verdicts.send(cls.anna.id, DAY, "ok", SECRET)

    @classmethod
    def own_tables(cls):
        """{table: whether its rows name a person} of the addon and of activities."""
        names = [
            model._table
            for name, model in cls.env.registry.items()
            if name.startswith("sales.discipline")
            and model._auto
            and not (model._abstract or model._transient)
            and model._auto  # what is read from other tables has none of its own
        ]
        return {
            name: bool(
                cls.env.execute_query(
                    SQL(
                        "SELECT 1 FROM information_schema.columns"
                        " WHERE table_name = %s AND column_name = 'user_id'",
                        name,
                    )
                )
            )
            for name in (*names, "mail_activity")
        }

    def state(self, newest):
        """Of each table the rows that were there, and Anna's that have come."""
        parts = [
            SQL(
                "SELECT %s, md5(string_agg(old::text, '' ORDER BY old.id)),"
                " (SELECT count(*) FROM %s new WHERE new.id > %s AND %s)"
                " FROM %s old WHERE old.id <= %s",
                name,
                SQL.identifier(name),
                newest[name],
                SQL("new.user_id = %s", self.anna.id) if named else SQL("FALSE"),
                SQL.identifier(name),
                newest[name],
            )
            for name, named in self.tables.items()
        ]
        self.env.flush_all()
        return self.env.execute_query(SQL(" UNION ALL ").join(parts))

    def newest(self):
        return {
            name: self.env.execute_query(
                SQL("SELECT coalesce(max(id), 0) FROM %s", SQL.identifier(name))
            )[0][0]
            for name in self.tables
        }

    def arguments(self, parameters):
        """Anna wherever a person, a record or a date may be asked for."""
        choices = [
            self.values_of(parameter.name)
            for parameter in parameters
            if parameter.kind not in ANY_NUMBER
        ]
        yield from itertools.islice(itertools.product(*choices), 24)

    def values_of(self, name):
        if name.endswith("ids"):
            return [self.anna.ids]
        if "user" in name:
            return [self.anna.id]
        if "date" in name or name == "day":
            return [DAY]
        if name in ("period",):
            return ["week"]
        if name.endswith("_id"):
            return [self.anna.id, 1]
        return [SECRET[:2], self.anna.id, self.anna.ids, {}]

    def records(self, name):
        """All there are of a model, or activities of Anna's."""
        model = self.env[name].sudo()
        if model._abstract:
            return model
        domain = [("user_id", "=", self.anna.id)] if name == "mail.activity" else []
        return model.with_context(active_test=False).search(domain)

    @mute_logger("odoo.sql_db")
    def test_strangers_neither_read_nor_change_what_is_anna_s(self):
        newest = self.newest()
        before = self.state(newest)
        tried = 0
        for name, method, parameters in public_methods(self.env):
            ids = self.records(name).ids
            for user in self.strangers:
                for arguments in self.arguments(parameters):
                    tried += 1
                    with self.subTest(f"{name}.{method}{arguments} by {user.login}"):
                        self.try_call(
                            user, name, ids, method, arguments, before, newest
                        )
        self.assertGreater(tried, 100)

    def try_call(self, user, name, ids, method, arguments, before, newest):
        with (
            self.at("2027-03-03 12:00", self.TZ),
            self.env.cr.savepoint(flush=False) as savepoint,
        ):
            records = (
                self.env[name]
                .with_user(user)
                .with_context(allowed_company_ids=user.company_ids.ids)
            )
            try:
                result = getattr(records.browse(ids), method)(*arguments)
            except REFUSALS:
                result = None
            else:
                self.assertEqual(self.state(newest), before)
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertNotIn(SECRET, repr(result))

    @mute_logger("odoo.sql_db")
    def test_nonsense_is_refused_before_the_database_sees_it(self):
        """By whoever may call them; one argument at a time is nonsense."""
        for name, method, parameters in public_methods(self.env):
            named = [p for p in parameters if p.kind not in ANY_NUMBER]
            usual = [self.values_of(parameter.name)[0] for parameter in named]
            for number, nonsense in itertools.product(range(len(named)), NONSENSE):
                arguments = [*usual[:number], nonsense, *usual[number + 1 :]]
                with self.subTest(f"{name}.{method}{arguments}"):
                    self.try_nonsense(name, method, arguments)

    def try_nonsense(self, name, method, arguments):
        with (
            self.at("2027-03-03 12:00", self.TZ),
            self.env.cr.savepoint(flush=False) as savepoint,
        ):
            model = self.env[name].with_user(self.head)
            with contextlib.suppress(*REFUSALS):
                getattr(model, method)(*arguments)
                self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all()

    def test_the_check_would_see_a_leak_and_a_change(self):
        newest = self.newest()
        before = self.state(newest)
        for name, ids, method, arguments in (
            ("sales.discipline.day.bar", [], "get_lines", (self.anna.id, DAY)),
            (
                "sales.discipline.verdict",
                [],
                "send",
                (self.anna.id, DAY, "great", "Well done"),
            ),
        ):
            with self.subTest(method), self.assertRaises(AssertionError):
                self.try_call(self.head, name, ids, method, arguments, before, newest)
