"""What only demo data and loaded data may do: begin control before the installation."""

from datetime import datetime

from ..hooks import INSTALLED_AT


def set_installation_back(env, moment):
    """Let people be judged from ``moment`` (naive UTC) on, if that is earlier."""
    parameters = env["ir.config_parameter"].sudo()
    known = parameters.get_param(INSTALLED_AT)
    if not known or moment < datetime.fromisoformat(known):
        parameters.set_param(INSTALLED_AT, moment.isoformat())


def close_days(env, report=None, batch=500):
    """Close everything that is over, as the scheduled job does.

    :param report: called after each batch with the number of days that remain
    """
    remaining = None
    while remaining is None or remaining:
        before = remaining
        remaining = env["sales.discipline.day"]._close_due_days(limit=batch)
        env.cr.flush()
        if report:
            report(remaining)
        if remaining == before:
            break
