"""Records of everybody, and the table in docs/rights.md that says who may do what."""

import re
from pathlib import Path

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common_companies import CompaniesCase

TABLE = Path(__file__).resolve().parent.parent / "docs" / "rights.md"
OPERATIONS = {"c": "create", "r": "read", "w": "write", "d": "unlink"}
NOTHING = "–"
ROLES = (
    "salesperson",
    "head",
    "director",
    "sales admin",
    "settings admin",
    "employee",
    "portal",
)
# Records about a person, about a reviewer, and of a company.
WHOSE = {
    "person": ("own", "team", "other team", "other company"),
    "reviewer": ("own", "own head", "other head", "other company"),
    "company": ("own company", "other company", "shared"),
    "one": ("any",),
}
DAY = "2027-03-01"
AT = "2027-03-01 12:00:00"
# An exemption of the day itself would have it judged anew.
LATER = "2027-04-01"
# What is new in a second record, and what may be changed of one.
NEW = {"sales.discipline.outcome.plan": {"date_start": LATER}}
CHANGED = {"sales.discipline.outcome.plan": {"target": 7.0}}


def read_table(text=None):
    """{(model, whose): {role: operations}} of the tables in the document."""
    found = {}
    for line in (text or TABLE.read_text()).splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        model = re.fullmatch(r"`([\w.]+)`", cells[0])
        if model and len(cells) == len(ROLES) + 2:
            key = model[1], cells[1]
            assert key not in found, f"{key} stands twice in {TABLE.name}"
            found[key] = dict(zip(ROLES, cells[2:], strict=True))
    return found


class RightsCase(CompaniesCase):
    """``self.records``: {(model, whose): {role: record}}, a record for each cell."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.new_user("sd_clerk", "base.group_user")
        cls.portal = new_test_user(cls.env, "sd_portal", groups="base.group_portal")
        users = (cls.anna, cls.head, cls.director, cls.mona, cls.stan)
        cls.users = dict(zip(ROLES, (*users, cls.clerk, cls.portal), strict=True))
        cls.records = {}
        cls.prepare_rules()
        cls.add_people()
        cls.add_reviewers()
        cls.add_companies()
        cls.add_single()
        cls.env.flush_all()

    @classmethod
    def make(cls, model, **values):
        return cls.env[f"sales.discipline.{model}"].create(values)

    @classmethod
    def add(cls, kind, make_record):
        """The records of one kind, made once for each whom they are about."""
        made = {}
        for whose in WHOSE[kind]:
            for role, user in cls.users.items():
                subject = cls.subject(kind, whose, user)
                if subject not in made:
                    made[subject] = make_record(subject)
                for model, record in made[subject].items():
                    key = f"sales.discipline.{model}", whose
                    cls.records.setdefault(key, {})[role] = record

    @classmethod
    def subject(cls, kind, whose, user):
        if kind == "company":
            none = cls.env["res.company"]
            return {"own company": cls.company, "other company": cls.tin}.get(
                whose, none
            )
        if whose == "own":
            return user
        if kind == "person":
            colleague = cls.oleg if user == cls.anna else cls.anna
            return {"team": colleague, "other team": cls.sam}.get(whose, cls.rita)
        return {"own head": cls.head, "other head": cls.kira}.get(whose, cls.rolf)

    # ------------------------------------------------------------
    # RECORDS
    # ------------------------------------------------------------

    @classmethod
    def prepare_rules(cls):
        cls.outcome = cls.env["sales.discipline.outcome"].search([], limit=1)
        cls.rule = cls.env["sales.discipline.reward.rule"].search([], limit=1)
        cls.stage = cls.env["crm.stage"].search([], limit=1)
        cls.regulation = cls.make(
            "regulation", name="Rules of all", policy_id=cls.policy.id
        )
        cls.regulation_version = cls.make(
            "regulation.version",
            regulation_id=cls.regulation.id,
            date_start=DAY,
            body="<p>x</p>",
        )

    @classmethod
    def place(cls, user):
        """The team and company in which a person's records are kept."""
        team = {cls.sam: cls.kitchens, cls.rita: cls.roofs}.get(user, cls.team)
        if user == cls.head:
            # Whoever leads a team is judged in another one.
            team = cls.kitchens
        return {"team_id": team.id, "company_id": team.company_id.id}

    @classmethod
    def add_people(cls):
        cls.add("person", cls.person_records)

    @classmethod
    def person_records(cls, user):
        place, own = cls.place(user), {"user_id": user.id}
        version = cls.version if place["company_id"] == cls.company.id else None
        day = cls.make(
            "day",
            **own,
            **place,
            version_id=version.id if version else False,
            date=DAY,
            state="closed",
            tz=cls.TZ,
            score=50,
        )
        given = {
            "rule_id": cls.rule.id,
            "date_start": DAY,
            "date_end": DAY,
            "day_id": day.id,
            "policy_id": cls.policy.id,
        }
        plan = cls.make(
            "outcome.plan", **own, outcome_id=cls.outcome.id, date_start=DAY, target=5
        )
        # Stored from the membership, which not every role has.
        plan.write(place)
        reward = cls.make("reward", **own, **place, **given, state="proposed")
        exemption = cls.make(
            "exemption", **own, date_from=LATER, date_to=LATER, reason="Ill"
        )
        exemption.company_id = place["company_id"]
        return {
            **cls.day_records(day),
            "exemption": exemption,
            "verdict": cls.make(
                "verdict", **own, **place, date=DAY, author_id=1, verdict="ok"
            ),
            "reward": reward,
            "outcome.plan": plan,
            "regulation.acknowledgement": cls.acknowledge(user),
            "reminder": cls.make(
                "reminder", **own, date=DAY, kind="morning", sent_at=AT
            ),
            "plan.start": cls.start_plan(user),
            **cls.report_records(user),
        }

    @classmethod
    def day_records(cls, day):
        of_day = {"day_id": day.id}
        outcome = {"outcome_id": cls.outcome.id, "value": 1}
        correction = {"kind": "recomputed", "at": AT, "reason": "Leave"}
        line = cls.make("day.line", **of_day, set="planned", outcome="done")
        day.invalidate_recordset()
        return {
            "day": day,
            "day.line": line,
            "day.data": cls.make("day.data", **of_day, rule_name="Rule"),
            "day.outcome": cls.make("day.outcome", **of_day, **outcome),
            "day.correction": cls.make("day.correction", **of_day, **correction),
        }

    @classmethod
    def report_records(cls, user):
        own = [("user_id", "=", user.id)]
        exempt = [*own, ("kind", "=", "exemption")]
        names = dict.fromkeys(("day.report", "day.line.report", "statement"), own)
        return {
            name: cls.env[f"sales.discipline.{name}"].search(domain)[:1]
            for name, domain in (names | {"change": exempt}).items()
        }

    @classmethod
    def start_plan(cls, user):
        lead = cls.env["crm.lead"].create({"name": "Deal"})
        of_lead = {"lead_id": lead.id, "stage_id": cls.stage.id}
        return cls.make("plan.start", user_id=user.id, **of_lead, started_at=AT)

    @classmethod
    def acknowledge(cls, user):
        acknowledgements = cls.env["sales.discipline.regulation.acknowledgement"]
        return acknowledgements._acknowledge(cls.regulation_version, user)

    @classmethod
    def add_reviewers(cls):
        cls.programs = {
            company: cls.make(
                "program",
                name=f"Programme of {company.name}",
                company_id=company.id,
                date_start=DAY,
                team_ids=[(6, 0, team.ids)],
            )
            for company, team in ((cls.company, cls.team), (cls.tin, cls.roofs))
        }
        cls.add("reviewer", cls.reviewer_records)

    @classmethod
    def reviewer_records(cls, user):
        company = cls.tin if user == cls.rolf else cls.company
        person = cls.rita if company == cls.tin else cls.oleg
        review = cls.make(
            "review",
            program_id=cls.programs[company].id,
            kind="quick",
            date=DAY,
            date_from=DAY,
            user_id=user.id,
            # One review of a kind and date per programme and head.
            head_id=user.id,
            state="due",
            company_id=company.id,
            tz=cls.TZ,
            start_at=AT,
            end_at="2027-03-01 21:00:00",
        )
        line = cls.make(
            "review.line", review_id=review.id, user_id=person.id, reason="everyone"
        )
        line.flush_recordset()
        record = cls.env["sales.discipline.head.record"].search(
            [("user_id", "=", user.id)], limit=1
        )
        return {"review": review, "review.line": line, "head.record": record}

    @classmethod
    def add_companies(cls):
        cls.add("company", cls.company_records)

    @classmethod
    def company_records(cls, company):
        of = {"company_id": company.id}
        policy = cls.make("policy", name="Rules", **of)
        regulation = cls.make("regulation", name="Regulation", policy_id=policy.id)
        condition = {"source": "figure", "figure": "plan_ok", "operator": "yes"}
        rule = cls.make(
            "reward.rule",
            name="Rule",
            kind="badge",
            title="Well done",
            period="day",
            condition_ids=[(0, 0, condition)],
            **of,
        )
        return {
            "policy": policy,
            "policy.version": cls.make(
                "policy.version", policy_id=policy.id, date_start="2028-01-01"
            ),
            "data.rule": cls.make(
                "data.rule",
                name="Rule",
                model_id=cls.env["ir.model"]._get_id("crm.lead"),
                domain="[]",
                fail_domain="[('phone', '=', False)]",
                user_path="user_id",
                **of,
            ),
            "outcome": cls.outcome.copy({"code": False, **of}),
            "regulation": regulation,
            "regulation.version": cls.make(
                "regulation.version",
                regulation_id=regulation.id,
                date_start="2028-01-01",
                body="<p>x</p>",
            ),
            "reward.rule": rule,
            "reward.condition": rule.condition_ids,
        }

    @classmethod
    def add_single(cls):
        """Programmes have a company always; the rest is nobody's in particular."""
        for whose, company in (
            ("own company", cls.company),
            ("other company", cls.tin),
        ):
            program = cls.programs[company]
            phase = program.phase_ids[:1] or cls.make(
                "program.phase",
                program_id=program.id,
                rhythm="daily",
                detailed="everyone",
            )
            notice = cls.make(
                "program.notice", program_id=program.id, kind="summary", date=DAY
            )
            for model, record in (
                ("program", program),
                ("program.phase", phase),
                ("program.notice", notice),
            ):
                key = f"sales.discipline.{model}", whose
                cls.records[key] = dict.fromkeys(ROLES, record)
        case = cls("run")
        with case.at("2027-03-01 10:00", cls.TZ):
            activity = case.plan(cls.anna, "2027-03-02")
        with case.at("2027-03-01 11:00", cls.TZ):
            activity.with_user(cls.anna).date_deadline = "2027-03-03"
        journal = cls.env["sales.discipline.journal"].search(
            [("activity_id", "=", activity.id)], limit=1
        )
        key = "sales.discipline.journal", "any"
        cls.records[key] = dict.fromkeys(ROLES, journal)

    # ------------------------------------------------------------
    # WHO MAY WHAT
    # ------------------------------------------------------------

    def as_role(self, role, record):
        user = self.users[role]
        return record.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )

    def allowed(self, role, record):
        """The letters of the operations that the server lets the role do.

        Access rights and rules are asked; what they allow is tried for real, since
        models refuse some of it themselves, and undone.
        """
        mine = self.as_role(role, record)
        return (
            "".join(
                letter
                for letter, operation in OPERATIONS.items()
                if mine.has_access(operation) and self.succeeds(mine, operation)
            )
            or NOTHING
        )

    def succeeds(self, record, operation):
        """Whether nobody objects to who does it; bad values are another matter."""
        with self.cr.savepoint() as savepoint:
            try:
                self.do(record, operation)
                self.env.flush_all()
                return True
            except AccessError:
                return False
            except (UserError, IntegrityError):
                return True
            finally:
                savepoint.rollback()

    def do(self, record, operation):
        if operation == "read":
            record.read([record._rec_name or "id"])
        elif operation == "unlink":
            record.unlink()
        else:
            [values] = record.sudo().copy_data()
            values = {name: v for name, v in values.items() if v or v == 0}
            model = record.browse()
            if operation == "create":
                model.create(values | NEW.get(record._name, {}))
            else:
                first = dict(list(values.items())[:1])
                record.write(CHANGED.get(record._name, first))
