from odoo.tools import SQL

INSTALLED_AT = "sales_discipline.installed_at"


def post_init_hook(env):
    """Start control: existing teams get a policy, their leaders the right to review.

    The installation is dated: nobody is judged for what was before it.
    """
    parameters = env["ir.config_parameter"].sudo()
    if not parameters.get_param(INSTALLED_AT):
        parameters.set_param(INSTALLED_AT, env.cr.now().isoformat())
    policies = env["sales.discipline.policy"]
    teams = env["crm.team"].with_context(active_test=False)
    without = teams.search([("discipline_policy_id", "=", False)])
    for company, group in without.grouped("company_id").items():
        group.discipline_policy_id = policies._get_default(company)
    env["mail.activity"]._discipline_backfill()
    env["mail.activity.plan"]._discipline_ship()


def uninstall_hook(env):
    """Leave quietly: a later installation has its own date and its own days.

    Odoo deletes the shipped policy before it drops the tables, and days hold on to
    the versions they were judged by.
    """
    env["ir.config_parameter"].sudo().search([("key", "=", INSTALLED_AT)]).unlink()
    # Rewards hold on to the shipped rules in the same way, reviews and verdicts to
    # people, and the activities of reviews to their type.
    kind = env.ref("sales_discipline.mail_activity_type_review", False)
    activities = env["mail.activity"].with_context(active_test=False)
    activities.search([("activity_type_id", "=", kind.id if kind else 0)]).unlink()
    for table in ("reward", "verdict", "review_line", "review", "exemption", "day"):
        env.cr.execute(
            SQL("DELETE FROM %s", SQL.identifier(f"sales_discipline_{table}"))
        )
    env.invalidate_all()
    # Odoo names what our models take from its mixins after the mixins' own addons,
    # which stay, and so would the names.
    env["ir.model.data"].search(
        [
            ("module", "not like", "sales_discipline%"),
            ("name", "like", "%\\_\\_sales\\_discipline\\_%"),
        ]
    ).unlink()
