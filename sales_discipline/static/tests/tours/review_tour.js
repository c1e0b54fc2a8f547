import { registry } from "@web/core/registry";
import { accessible, fits } from "./screen_checks";

const POPOVER = ".o_sd_verdict_popover";

function person(name) {
    return `.o_sd_review_person:contains(${name})`;
}

/** A word to one person, as the popover drafts it. */
function praise(name) {
    return [
        { trigger: `${person(name)} .o_sd_praise`, run: "click" },
        { trigger: `${POPOVER} .o_sd_popover_title:contains(${name})` },
        { trigger: `${POPOVER} textarea`, run: "edit You called all of them." },
        { trigger: `${POPOVER} .o_sd_send`, run: "click" },
        { trigger: `${person(name)} .o_sd_said:contains(You called all of them)` },
    ];
}

function tick(name, check) {
    return [
        { trigger: `${person(name)} input[data-check=${check}]`, run: "click" },
        { trigger: `${person(name)} input[data-check=${check}]:checked` },
    ];
}

/** Week 1: from the activity's list to the end, everybody gets a word. */
registry.category("web_tour.tours").add("sales_discipline_review_week_1", {
    steps: () => [
        {
            content: "what is due, from the list of activities",
            trigger: ".o_list_view .o_data_row:contains(Daily quick look)",
        },
        {
            trigger: ".o_data_row:contains(Everyone in detail) td[name=date]",
            run: "click",
        },
        {
            content: "facts stand beside the check points",
            trigger: `${person("sd_anna")} .o_sd_fact:contains(next day)`,
        },
        accessible(".o_sd_review_people"),
        fits(".o_sd_review_people"),
        {
            content: "all in order is not offered here",
            trigger: ".o_form_view:not(:has(.o_sd_all_in_order))",
        },
        ...tick("sd_anna", "tasks_ok"),
        ...tick("sd_anna", "talked_over"),
        { trigger: ".o_sd_finish", run: "click" },
        {
            content: "it does not end without a word to everybody",
            trigger: ".o_sd_review_people [role=alert]:contains(sd_oleg)",
        },
        ...praise("sd_anna"),
        ...praise("sd_oleg"),
        { trigger: "#o_sd_conclusion", run: "edit Both plan well." },
        { trigger: ".o_sd_finish", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Done)" },
        { trigger: "div[name=note]:contains(Both plan well.)" },
    ],
});

/** A sampled week: who was drawn and why, somebody added, nobody removed. */
registry.category("web_tour.tours").add("sales_discipline_review_sample", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(A sample in detail) td[name=date]",
            run: "click",
        },
        {
            content: "two were drawn, and it says why",
            trigger: ".o_sd_review_person:has(.o_sd_why:contains(By lot)):eq(1)",
        },
        { trigger: ".o_sd_review_people:not(:has(.o_sd_review_person:eq(2)))" },
        { trigger: ".o_sd_add_person", run: "click" },
        { trigger: ".o-dropdown--menu .dropdown-item:first", run: "click" },
        {
            trigger: ".o_sd_review_person:has(.o_sd_why:contains(Added)):eq(0)",
        },
        {
            content: "the draw can be repeated from its seed",
            trigger: "div[name=seed]",
        },
        fits(".o_sd_review_people"),
        { trigger: ".o_back_button, .o_breadcrumb a", run: "click" },
        {
            trigger: ".o_data_row:contains(Weekly overall check) td[name=date]",
            run: "click",
        },
        { trigger: ".o_sd_review_person:eq(3)" },
        { trigger: "#o_sd_conclusion", run: "edit A steady week." },
        { trigger: ".o_sd_finish", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Done)" },
    ],
});

/** A missed review: the director has been told, and the programme's page shows it. */
registry.category("web_tour.tours").add("sales_discipline_review_missed", {
    steps: () => [
        {
            trigger: ".o_menu_systray i[aria-label='Messages']",
            run: "click",
        },
        {
            trigger: ".o-mail-NotificationItem:contains(not finished on their day)",
        },
        {
            trigger: ".o_menu_systray i[aria-label='Messages']",
            run: "click",
        },
        {
            trigger: ".o_sd_phase[data-stage=current] [data-state=missed]",
        },
        {
            content: "the team and what comes next are on the same page",
            trigger: ".o_sd_program:has(.o_sd_next li):contains(Furniture)",
        },
        accessible(".o_sd_program"),
        fits(".o_sd_program"),
        {
            trigger: ".o_sd_phase[data-stage=current] [data-state=missed]",
            run: "click",
        },
        { trigger: ".o_form_view .o_arrow_button_current:contains(Missed)" },
    ],
});
