"""Who is controlled, where, by which rules and since when (metrics section 1)."""

from collections import defaultdict
from datetime import datetime

from odoo import fields

from . import clock
from .context import Person, Rules
from .scores import COMPONENTS

INSTALLED_AT = "sales_discipline.installed_at"


def read_people(env, users=None, version=None) -> dict[int, Person]:
    """The controlled people among ``users`` (None: all of them), by user id.

    ``version`` judges by one policy version whatever the date, for a replay.
    """
    memberships = env["crm.team.member"].sudo()._discipline_memberships(users)
    members = [member for member in memberships.values() if member]
    policies = env["sales.discipline.policy"].browse(
        {member.crm_team_id.discipline_policy_id.id for member in members}
    )
    rules = _rules(env, policies) if version is None else None
    installed_at = _installed_at(env)
    reviewers = env["crm.team"]._discipline_reviewers(
        env["res.users"].browse([member.user_id.id for member in members])
    )
    people = {}
    for member in members:
        policy = member.crm_team_id.discipline_policy_id
        own_rules = (rules_of(version),) if version else rules[policy.id]
        if own_rules:
            people[member.user_id.id] = _person(
                member,
                own_rules,
                installed_at,
                reviewers.get(member.user_id.id, ()),
                replay=bool(version),
            )
    return people


def people_as_found(env, users, team, company, tz, policy, starts) -> dict[int, Person]:
    """People as closed days found them, whatever has become of them since.

    ``starts`` are the dates since when they were controlled. Reviewers are those of
    now. Without a policy, nobody.
    """
    rules = _rules(env, policy)[policy.id]
    reviewers = env["crm.team"]._discipline_reviewers(users)
    return {
        user.id: Person(
            user_id=user.id,
            team_id=team.id,
            company_id=company.id or user.company_id.id,
            tz=tz,
            rules=rules,
            controlled_from=starts[user.id],
            reviewer_ids=frozenset(reviewers[user.id]),
        )
        for user in users
        if rules
    }


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
    versions = (
        env["sales.discipline.policy.version"]
        .sudo()
        .search([("policy_id", "in", policies.ids)], order="date_start, id")
    )
    rules = defaultdict(tuple)
    for version in versions:
        rules[version.policy_id.id] += (rules_of(version),)
    return rules


def _person(member, rules, installed_at, reviewer_ids, replay):
    team, user = member.crm_team_id, member.user_id
    policy = team.discipline_policy_id
    company = team.company_id or policy.company_id or user.company_id
    tz = member.discipline_tz or policy.tz or company.resource_calendar_id.tz or "UTC"
    starts = [
        clock.local_date(instant, tz)
        for instant in (installed_at, member.active_since)
        if instant
    ]
    if not replay:
        starts.append(rules[0].date_start)
    return Person(
        user_id=user.id,
        team_id=team.id,
        company_id=company.id,
        tz=tz,
        rules=rules,
        controlled_from=max(starts),
        reviewer_ids=frozenset(reviewer_ids),
    )


def _installed_at(env):
    text = env["ir.config_parameter"].sudo().get_param(INSTALLED_AT)
    return datetime.fromisoformat(text) if text else fields.Datetime.now()
