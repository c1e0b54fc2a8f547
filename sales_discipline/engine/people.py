"""Who is controlled, where, by which rules and since when (metrics section 1)."""

from collections import defaultdict
from datetime import datetime

from odoo import fields

from . import clock
from .context import Person, Rules
from .scores import COMPONENTS

INSTALLED_AT = "sales_discipline.installed_at"
# What rules are made of.
NUMBERS = [
    "policy_id",
    "date_start",
    "min_planned_count",
    "min_planned_load",
    "cutoff_hour",
    "max_overdue",
    "max_postponements",
    "result_mode",
    "bad_result_not_done",
    *(f"weight_{name}" for name in COMPONENTS),
]


def read_people(env, users=None, version=None) -> dict[int, Person]:
    """The controlled people among ``users`` (None: all of them), by user id.

    ``version`` judges by one policy version whatever the date, for a replay.
    """
    rows = env["crm.team"]._discipline_control_rows(users)
    policies = env["sales.discipline.policy"].browse({row["policy_id"] for row in rows})
    rules = _rules(env, policies) if version is None else None
    installed_at = _installed_at(env)
    reviewers = env["crm.team"]._discipline_reviewers(
        env["res.users"].browse([row["user_id"] for row in rows]), rows
    )
    people = {}
    for row in rows:
        user_id = row["user_id"]
        own_rules = (rules_of(version),) if version else rules[row["policy_id"]]
        if own_rules:
            people[user_id] = _person(
                row, own_rules, installed_at, reviewers[user_id], replay=bool(version)
            )
    return people


def people_as_found(env, users, team, company, tz, policy, starts) -> dict[int, Person]:
    """People as closed days found them, whatever has become of them since.

    ``starts`` are the dates since when they were controlled. Reviewers are those of
    now. Without a policy, nobody.
    """
    rules = _rules(env, policy)[policy.id]
    reviewers = env["crm.team"]._discipline_reviewers(users)
    begun = _begun(env, users, team)
    return {
        user.id: Person(
            user_id=user.id,
            team_id=team.id,
            company_id=company.id or user.company_id.id,
            tz=tz,
            rules=rules,
            controlled_from=starts[user.id],
            reviewer_ids=frozenset(reviewers[user.id]),
            controlled_at=_instant_on(starts[user.id], begun[user.id], tz),
            name=user.name,
            leader_id=team.user_id.id or None,
        )
        for user in users
        if rules
    }


def _begun(env, users, team) -> dict[int, list]:
    """{user id: instants at which control may have begun}: the addon's, the team's."""
    installed_at = _installed_at(env)
    members = env["crm.team.member"].sudo().with_context(active_test=False)
    found = members.search_fetch(
        [("crm_team_id", "=", team.id), ("user_id", "in", users.ids)],
        ["user_id", "active_since"],
    )
    begun = {user_id: [installed_at] for user_id in users.ids}
    for member in found.filtered("active_since"):
        begun[member.user_id.id].append(member.active_since)
    return begun


def _instant_on(date, instants, tz):
    """The last of ``instants`` on that local date; None where there is none."""
    return max((i for i in instants if clock.local_date(i, tz) == date), default=None)


def rules_of(version) -> Rules:
    """The numbers of a policy version record."""
    return Rules(
        version_id=version.id,
        date_start=version.date_start,
        min_planned_count=version.min_planned_count,
        min_planned_load=version.min_planned_load,
        cutoff_hour=version.cutoff_hour,
        max_overdue=version.max_overdue,
        max_postponements=version.max_postponements,
        weights=tuple(version[f"weight_{name}"] for name in COMPONENTS),
        result_mode=version.result_mode,
        bad_result_not_done=version.bad_result_not_done,
    )


def _rules(env, policies):
    model = env["sales.discipline.policy.version"].sudo()
    versions = model.search_fetch(
        [("policy_id", "in", policies.ids)], NUMBERS, order="date_start, id"
    )
    rules = defaultdict(tuple)
    for version in versions:
        rules[version.policy_id.id] += (rules_of(version),)
    return rules


def _person(row, rules, installed_at, reviewer_ids, replay):
    begun = max(i for i in (installed_at, row["active_since"]) if i)
    starts = [clock.local_date(begun, row["tz"])]
    if not replay:
        starts.append(rules[0].date_start)
    return Person(
        user_id=row["user_id"],
        team_id=row["team_id"],
        company_id=row["company_id"],
        tz=row["tz"],
        rules=rules,
        controlled_from=max(starts),
        reviewer_ids=frozenset(reviewer_ids),
        is_shadowed=bool(row["shadow_mode"]),
        controlled_at=begun,
        name=row["name"],
        leader_id=row["leader_id"],
    )


def _installed_at(env):
    text = env["ir.config_parameter"].sudo().get_param(INSTALLED_AT)
    return datetime.fromisoformat(text) if text else fields.Datetime.now()
