"""Days and hours in sentences, as the screens write them beside those sentences."""

from babel.dates import format_skeleton

from odoo import fields
from odoo.tools import babel_locale_parse, format_time
from odoo.tools.misc import get_lang


def short_day(env, date) -> str:
    """A day with its weekday: "Fri, Nov 13"; "пт, 13 нояб." to a Russian.

    The order is the language's own: a fixed pattern would be that of one country.
    """
    return _format(env, date, "MMMEd")


def short_date(env, date) -> str:
    """A day without its weekday: "Nov 13"."""
    return _format(env, date, "MMMd")


def full_date(env, date) -> str:
    """A day of any year without its weekday: "Nov 13, 2026"."""
    return _format(env, date, "yMMMd")


def full_day(env, date) -> str:
    """A day of any year: "Fri, Nov 13, 2026"."""
    return _format(env, date, "yMMMEd")


def near_day(env, date) -> str:
    """A day about now: its year is said only where it is not this one."""
    day = fields.Date.to_date(date)
    is_this_year = day.year == fields.Date.context_today(env.user).year
    return short_day(env, day) if is_this_year else full_day(env, day)


def short_time(env, instant, tz) -> str:
    """The hour of a naive UTC ``instant`` on the clocks of ``tz``: "6:00 PM"."""
    return format_time(env, instant, tz=tz, time_format="short")


def _format(env, date, skeleton):
    locale = babel_locale_parse(get_lang(env).code)
    return format_skeleton(skeleton, fields.Date.to_date(date), locale=locale)
