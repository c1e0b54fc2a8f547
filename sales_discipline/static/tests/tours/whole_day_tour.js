/**
 * A salesperson's day from the first look to the verdict, see
 * tests/test_whole_day_tour.py: four planned for today of which one is done, one
 * overdue, a plan of four asked for tomorrow of which two are there, two deals with no
 * next step, and a policy that refuses to finish without a result.
 */
import { registry } from "@web/core/registry";
import { accessible, fits } from "./screen_checks";

const BAR = ".o_sd_daybar:not([aria-busy])";
const DIALOG = ".o_sd_lines_dialog";
const REFUSAL = ".modal:contains('is not marked as done')";

const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });

/** What the server says to an empty result, and then a result. */
const finish = (result) => [
    see("It asks what came of it", ".modal [name='result'] textarea"),
    accessible(".modal .o_form_view"),
    click("Leave it empty", ".modal button[name='action_done']"),
    see("The policy refuses", REFUSAL),
    click("Understood", `${REFUSAL} .btn-primary`),
    {
        content: "Write what came of it",
        trigger: `body:not(:has(${REFUSAL})) .modal [name='result'] textarea`,
        run: `edit ${result}`,
    },
    click("Done", ".modal button[name='action_done']"),
    see("The dialog is gone", "body:not(:has(.modal))"),
];

/** Odoo's own way to schedule, from a deal in the list or a card. */
const schedule = (deal, row, summary) => [
    click(`The clock of ${deal}`, `${row}:contains('${deal}') .o-mail-ActivityButton`),
    click("Schedule", ".o-mail-ActivityListPopover .btn:contains('Schedule')"),
    {
        content: "What is to be done",
        trigger: ".modal [name='summary'] input",
        run: `edit ${summary}`,
    },
    click("Save", ".modal button[name='action_schedule_activities']"),
    see("Scheduled", "body:not(:has(.modal))"),
];

const readWhy = [
    see("Why, so far", `${DIALOG} [data-component='execution']`),
    see("The overdue one cost points", `${DIALOG} [data-group='cost']`),
    accessible(DIALOG),
    click("The day before", `${DIALOG} .o_sd_older`),
    see("Yesterday", `${DIALOG} .o_sd_newer:enabled`),
    click("Back to today", `${DIALOG} .o_sd_newer`),
    see("Today", `${DIALOG} .o_sd_day_name:contains('Today')`),
    click("Close", `${DIALOG} .btn-primary:contains('Close')`),
];

registry.category("web_tour.tours").add("sales_discipline_whole_day", {
    steps: () => [
        see("One of four is done", `${BAR} .o_sd_stat:contains('1/4')`),
        accessible(),
        click("What is to do", `${BAR} [data-part='pending']`),
        click(
            "Work through: finish one",
            ".o_data_row:contains('Call 1') button[name='action_discipline_done']"
        ),
        ...finish("They take forty desks"),
        see("The bar has followed", `${BAR} .o_sd_stat:contains('2/4')`),
        see(
            "It says what tomorrow lacks",
            `${BAR} .o_sd_plan:contains('add 2 activities')`
        ),
        click("Plan tomorrow", `${BAR} .o_sd_plan`),
        see("The deals with no next step", ".o_breadcrumb:contains('No Next Step')"),
        see("Not the one that has one", ".o_list_view:not(:contains('Forty desks'))"),
        ...schedule("Shelves", ".o_data_row", "Measure the wall"),
        see("One is missing", `${BAR} .o_sd_plan:contains('add 1 activity')`),
        ...schedule("Sofas", ".o_data_row", "Send the fabrics"),
        see("Planned", `${BAR} [data-part='next']:contains('plan is complete')`),
        see("No more to add", `${BAR}:not(:has(.o_sd_plan))`),
        click("Read the verdict", `${BAR} .o_sd_verdict:contains('Good pace')`),
        see("With the day it is about", `${DIALOG} .o_sd_word:contains('Good pace')`),
        click("Close", `${DIALOG} .btn-primary:contains('Close')`),
        click("Why this score?", `${BAR} [data-part='score']`),
        ...readWhy,
    ],
});

registry.category("web_tour.tours").add("sales_discipline_whole_day_phone", {
    steps: () => [
        see("One of four is done", `${BAR} .o_sd_phone_head:contains('1/4')`),
        accessible(),
        fits(),
        click("Open the rows", `${BAR} .o_sd_phone_head`),
        accessible(),
        fits(),
        click("What is to do", `${BAR} [data-part='pending']`),
        click(
            "Work through: finish one",
            ".o_kanban_record:contains('Call 1') button[name='action_discipline_done']"
        ),
        ...finish("They take forty desks"),
        see("The bar has followed", `${BAR} .o_sd_phone_head:contains('2/4')`),
        see("Only the pressed row stays", `${BAR} [data-part='pending'].active`),
        click("Open the rows again", `${BAR} .o_sd_phone_head[aria-expanded='false']`),
        click("Plan tomorrow", `${BAR} .o_sd_phone_rows [data-part='plan']`),
        see("Cards of deals", ".o_kanban_view:not(:contains('Forty desks'))"),
        fits(),
        ...schedule("Shelves", ".o_kanban_record", "Measure the wall"),
        see("One is missing", `${BAR}:contains('Tomorrow: add 1')`),
        ...schedule("Sofas", ".o_kanban_record", "Send the fabrics"),
        see("Planned", `${BAR} .o_sd_phone_head:contains('Tomorrow ready')`),
        click("Open the rows", `${BAR} .o_sd_phone_head[aria-expanded='false']`),
        click("Read the verdict", `${BAR} .o_sd_phone_rows .btn:contains('Good pace')`),
        see("With the day it is about", `${DIALOG} .o_sd_word:contains('Good pace')`),
        fits(DIALOG),
        click("Close", `${DIALOG} .btn-primary:contains('Close')`),
        click("Why this score?", `${BAR} .o_sd_phone_rows [data-part='score']`),
        ...readWhy,
    ],
});
