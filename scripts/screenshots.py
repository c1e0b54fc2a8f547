#!/usr/bin/env python3
"""Takes pictures of a running Odoo in headless Chromium, as its users see it.

Without --path it saves the pictures in docs/screenshots, on a desktop and a phone:
those of the README in English and Russian, the others in English. With --path it takes
one picture of any page, for whoever works on a screen. See --help.
"""

import argparse
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from browser import moments
from browser.chromium import Browser, BrowserError
from browser.odoo_client import OdooClient, OdooError
from PIL import Image

SIZES = {"desktop": (1366, 768, 1, False), "phone": (390, 844, 2, True)}
LANGUAGES = ("en_US", "ru_RU")
ROOT = Path(__file__).resolve().parent.parent
DEFAULT_OUT = ROOT / "docs" / "screenshots"
DESCRIPTION = ROOT / "sales_discipline" / "static" / "description"
APP_PAGE = ("day_bar", "review_today", "why_score", "person_page")


@dataclass(frozen=True)
class Shot:
    """One picture: what to open, as whom, and what proves that it is there.

    ``moment`` is what has to be so meanwhile. ``calls`` says what becomes of the
    page's calls of ``method``: "answered", "held" or "refused". ``until_cutoff``:
    there is nothing to see once the plan of the next day is taken.
    """

    name: str
    login: str
    path: str
    wait: str
    click: tuple = ()
    in_russian: bool = False
    sizes: tuple = tuple(SIZES)
    moment: Callable = moments.as_it_is
    calls: str = "answered"
    method: str = "get_day_bar"
    until_cutoff: bool = False


def standard_shots(salesperson, head, admin):
    """The pictures in docs/screenshots, for these logins."""
    return [
        *day_shots(salesperson),
        *scheduling_shots(salesperson),
        *review_shots(head),
        *state_shots(salesperson),
        *setup_shots(admin),
    ]


def state_shots(login):
    """The other states of the day bar; the finished day is there to stay."""
    my_day, bar = "/odoo/my-day", ".o_sd_daybar button"
    loading, failed = ".o_sd_skeleton", ".o_sd_daybar [role='alert']"
    return [
        Shot("day_bar_exempt", "maria", my_day, ".o_sd_daybar"),
        Shot("day_bar_out_of_reach", "roman", my_day, bar),
        Shot("day_bar_loading", login, my_day, loading, calls="held"),
        Shot("day_bar_failed", login, my_day, failed, calls="refused"),
        Shot("day_bar_shadow", login, my_day, bar, moment=moments.shadow_mode),
        Shot("day_bar_off", login, my_day, bar, moment=moments.day_off),
        Shot("day_bar_finished", "olga", my_day, bar, moment=moments.finished_day),
    ]


def scheduling_shots(login):
    """The dialog on a deal, with how full the chosen day is."""
    clock = ".o_kanban_record .o-mail-ActivityButton"
    popover = ".o-mail-ActivityListPopover button.btn-secondary"
    return [
        Shot(
            "schedule",
            login,
            "/odoo/crm",
            ".o_kanban_record",
            (clock, popover, ".modal .o_sd_load_panel"),
        ),
    ]


def day_shots(login):
    """What a salesperson sees; the clicks lead to each state."""
    bar, score = ".o_sd_daybar button", ".o_sd_daybar [data-part='score']"
    done = "button[name='action_discipline_done']"
    head, rows = ".o_sd_phone_head", ".o_sd_phone_rows"
    on_desktop, on_phone = (
        partial(Shot, login=login, path="/odoo/my-day", wait=bar, sizes=(size,))
        for size in ("desktop", "phone")
    )
    return [
        Shot(
            "day_bar",
            login,
            "/odoo/action-mail.mail_activity_action_my",
            bar,
            in_russian=True,
        ),
        on_desktop("day_bar_collapsed", click=(".o_sd_toggle",)),
        on_desktop("day_bar_overdue", click=("[data-part='overdue']",)),
        on_phone("day_bar_open", click=(head,), in_russian=True),
        on_desktop("why_score", click=(score,)),
        on_phone("why_score", click=(head, f"{rows} [data-part='score']")),
        on_desktop("mark_done", click=(f".o_data_row:nth-child(2) {done}",)),
        on_phone("mark_done", click=(f".o_kanban_record:nth-child(2) {done}",)),
        # Of somebody who plans late, if at all.
        on_desktop(
            "next_steps", login="dmitry", click=(".o_sd_plan",), until_cutoff=True
        ),
        Shot(
            "my_rewards",
            login,
            "/odoo/my-rewards",
            ".o_action_manager .o_view_controller",
        ),
    ]


def review_shots(login):
    """What a head of sales sees."""
    board, rows = "/odoo/sales-review", ".o_sd_review_board .o_sd_group"
    word = "[data-action='needs_work']"
    view = ".o_action_manager .o_view_controller"
    return [
        Shot(
            "review_today",
            login,
            "/odoo/action-sales_discipline.sales_discipline_board_action",
            rows,
            in_russian=True,
        ),
        Shot("review_verdict", login, board, rows, (word,)),
        Shot("reviews", login, "/odoo/sales-reviews", view),
        Shot("rewards_to_decide", login, "/odoo/rewards", view),
        Shot(
            "replay",
            login,
            "/odoo/sales-replay",
            ".o_sd_replay_start",
            (".o_sd_replay_start",),
        ),
        Shot(
            "person_page",
            login,
            board,
            ".o_sd_name",
            (".o_sd_name", ".o_sd_progress .o_sd_tiles"),
            in_russian=True,
        ),
        Shot(
            "month_report",
            login,
            "/odoo/action-sales_discipline.sales_discipline_month_action",
            ".modal footer button[name='action_preview']",
            (".modal footer button[name='action_preview']", "iframe"),
        ),
        Shot("study", login, "/odoo/sales-study", ".o_sd_study svg circle"),
        Shot("guide", login, "/odoo/sales-guide-head", ".o_sd_guide_text"),
    ]


def setup_shots(login):
    """The set-up assistant, step by step; skipping leaves everything as it is."""
    path = "/odoo/action-sales_discipline.sales_discipline_setup_action"
    # What only this step shows.
    steps = {
        "teams": "[name='team_ids']",
        "hours": "[name='tz_text']",
        "plan": "[name='cutoff_hour']",
        "regulation": "[name='regulation_body']",
        "programme": "[name='free_team_ids'], [name='program_ids']",
        "shadow": "[name='shadow_mode']",
    }
    shots, skips = [], ()
    for name, field in steps.items():
        shown = f".modal-content:has({field})"
        click = (*skips, f"{shown} .modal-title")
        shots.append(Shot(f"setup_{name}", login, path, ".o_sd_setup", click, True))
        skips = (*skips, f"{shown} button[name='action_skip']")
    return shots


def parse_arguments(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:8069")
    parser.add_argument("--database", required=True)
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder")
    parser.add_argument("--login", help="one picture: as whom (password = login)")
    parser.add_argument("--password", help="where it is not the login")
    parser.add_argument("--path", help="one picture: page, e.g. /odoo/action-…")
    parser.add_argument("--name", default="page", help="one picture: its name")
    parser.add_argument("--wait", default=".o_action_manager > *", help="CSS selector")
    parser.add_argument(
        "--click", action="append", default=[], help="CSS selector, repeatable"
    )
    parser.add_argument("--salesperson", default="anna")
    parser.add_argument("--head", default="boris")
    parser.add_argument("--admin", default="admin", help="activates Russian")
    parser.add_argument("--only", default="", help="names that hold this text")
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--lang", choices=LANGUAGES, action="append")
    parser.add_argument("--timeout", type=float, default=40, help="seconds a page")
    return parser.parse_args(argv)


def wanted_shots(options):
    if not options.path:
        shots = standard_shots(options.salesperson, options.head, options.admin)
        return [shot for shot in shots if options.only in shot.name]
    login = options.login or options.salesperson
    click = tuple(options.click)
    return [Shot(options.name, login, options.path, options.wait, click)]


def take(browser, options, shot, size, lang):
    """Saves one picture and returns its path and the page's console errors."""
    width, height, scale, touch = SIZES[size]
    suffix = "".join(
        [
            "_ru" if lang == "ru_RU" else "",
            "_phone" if size == "phone" else "",
        ]
    )
    target = options.out / f"{shot.name}{suffix}.png"
    with browser.page(width, height, scale, touch) as page:
        page.set_cookie(options.url, "session_id", options.sessions[shot.login])
        if shot.calls != "answered":
            # What is shown while waiting depends on what was there before.
            page.open(options.url + shot.path)
            page.wait_for(".o_sd_daybar button", options.timeout)
            page.interrupt(f"*/{shot.method}", shot.calls)
        page.open(options.url + shot.path)
        page.wait_for(shot.wait, options.timeout)
        for selector in shot.click:
            page.click(selector, options.timeout)
        page.settle()
        page.screenshot(target)
        return target, page.errors


def wanted_pictures(shots, sizes, lang, is_single):
    """(shot, size) of each picture in a language."""
    for shot in shots:
        if lang == "en_US" or shot.in_russian or is_single:
            for size in sizes:
                if size in shot.sizes:
                    yield shot, size


def log_in(options, shots):
    """{login: client} of everybody whom the pictures need."""
    logins = {shot.login for shot in shots}
    if not options.path:
        logins |= {options.admin, options.head}
    return {
        login: OdooClient(
            options.url, options.database, login, options.password or login
        )
        for login in logins
    }


def run(options):
    """Takes all pictures; returns the number of pages that logged errors."""
    shots = wanted_shots(options)
    sizes = options.size or (["desktop"] if options.path else list(SIZES))
    languages = options.lang or (["en_US"] if options.path else list(LANGUAGES))
    options.out.mkdir(parents=True, exist_ok=True)
    clients = log_in(options, shots)
    options.sessions = {login: client.session for login, client in clients.items()}
    if "ru_RU" in languages:
        admin = OdooClient(options.url, options.database, options.admin, options.admin)
        admin.activate_language("ru_RU")
    faulty = 0
    a_day = (
        nullcontext()
        if options.path
        else moments.under_way(clients[options.salesperson])
    )
    try:
        with a_day, Browser() as browser:
            for lang in languages:
                for client in clients.values():
                    client.set_language(lang)
                for shot, size in wanted_pictures(shots, sizes, lang, options.path):
                    faulty += picture(browser, options, clients, shot, size, lang)
    finally:
        for client in clients.values():
            client.restore_language()
    return faulty


def picture(browser, options, clients, shot, size, lang):
    """Takes one picture at its moment; returns whether the page logged errors."""
    if shot.until_cutoff and moments.is_plan_taken(clients[shot.login]):
        print(f"{shot.name}: left as it is, the cut-off of today has passed.")
        return False
    people = (options.admin, shot.login, options.head)
    with shot.moment(*map(clients.get, people)):
        target, errors = take(browser, options, shot, size, lang)
    print(target, flush=True)
    for error in errors:
        print(f"  console: {error}", file=sys.stderr)
    return bool(errors)


def copy_for_the_app_page(folder):
    """Smaller copies of some pictures, for the addon's page in Odoo's list of apps."""
    for name in APP_PAGE:
        picture = folder / f"{name}.png"
        if picture.exists():
            image = Image.open(picture).convert("RGB")
            image.quantize(128).save(DESCRIPTION / picture.name, optimize=True)


def main(argv=None):
    options = parse_arguments(argv)
    try:
        faulty = run(options)
        if not options.path and options.out == DEFAULT_OUT:
            copy_for_the_app_page(DEFAULT_OUT)
        return 1 if faulty else 0
    except (BrowserError, OdooError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
