import { registry } from "@web/core/registry";

const POPOVER = ".o_sd_verdict_popover";
const PEOPLE = 20;
const WORDS = 5;
const MOST_CLICKS = 25;

let clicks = 0;

/** A pointer goes down once a click; the keyboard is none. */
function count() {
    clicks += 1;
}

/** One person's word, edited; the next draft opens by itself. */
function word(number) {
    return [
        {
            content: `the draft for person ${number} is open`,
            trigger: `${POPOVER} .o_sd_popover_title:contains(sd_p0${number})`,
        },
        {
            trigger: `${POPOVER} textarea`,
            run: "edit Please finish the oldest one first.",
        },
        number < WORDS - 1
            ? { trigger: `${POPOVER} .o_sd_send_next`, run: "click" }
            : { trigger: `${POPOVER} .o_sd_send.btn-primary`, run: "click" },
    ];
}

/** The whole daily review of twenty people, five of whom get an edited word. */
registry.category("web_tour.tours").add("sales_discipline_twenty_people", {
    steps: () => [
        {
            trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root'], .o_navbar_apps_menu",
            run() {
                clicks = 0;
                window.addEventListener("pointerdown", count, true);
            },
        },
        {
            content: "open CRM",
            trigger: ".o_navbar_apps_menu button:enabled",
            run: "click",
        },
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        {
            trigger:
                "[data-menu-xmlid='sales_discipline.sales_discipline_review_menu']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='sales_discipline.sales_discipline_board_menu']",
            run: "click",
        },
        { trigger: `.o_sd_all_in_order:contains(${PEOPLE - WORDS})`, run: "click" },
        { trigger: `.o_sd_progress:contains(${PEOPLE - WORDS} of ${PEOPLE})` },
        {
            trigger: ".o_sd_group_need_word .o_sd_row:first .o_sd_needs_work",
            run: "click",
        },
        ...[...Array(WORDS).keys()].flatMap(word),
        {
            content: "everybody is reviewed, and that in few clicks",
            trigger: ".o_sd_finished",
            run() {
                window.removeEventListener("pointerdown", count, true);
                if (!clicks || clicks > MOST_CLICKS) {
                    throw new Error(`The review took ${clicks} clicks.`);
                }
            },
        },
    ],
});
