import { registry } from "@web/core/registry";

const DAY_BAR = ".o_sd_daybar:not([aria-busy])";
const part = (name) => `${DAY_BAR} button[data-part="${name}"]`;
const rows = (count) => ({
    content: `The list has ${count} activities`,
    trigger: count
        ? `.o_list_view:has(.o_data_row:nth-child(${count})):not(:has(.o_data_row:nth-child(${count + 1})))`
        : ".o_list_view:not(:has(.o_data_row))",
});

/**
 * A salesperson's day: four planned for today, of which one is done, one overdue,
 * two planned for tomorrow, one on a lost deal (see tests/test_day_bar_tour.py).
 */
registry.category("web_tour.tours").add("sales_discipline_my_day", {
    steps: () => [
        {
            content: "Open the menu Sales",
            trigger: ".o_menu_sections button[data-menu-xmlid='crm.crm_menu_sales']",
            run: "click",
        },
        {
            content: "Open My Day",
            trigger:
                "[data-menu-xmlid='sales_discipline.sales_discipline_my_day_menu']",
            run: "click",
        },
        {
            content: "One of four is done, as the number and as a sentence",
            trigger: `${DAY_BAR} .o_sd_stat:contains('1/4') .o_sd_outcome_bar[aria-label="Of today's plan 1 done, 3 to do"]`,
        },
        {
            content: "Two are planned for tomorrow, three and their hours are missing",
            trigger: `.o_sd_stat:has(${part("next").replace(DAY_BAR, "")}:contains('2')) .o_sd_plan:contains('add 3 activities and 1.4 h by 6:00')`,
        },
        // Three open of today and the overdue one; the lost deal's is not in the way.
        rows(4),
        { content: "Show what is done", trigger: part("done"), run: "click" },
        { content: "It is pressed", trigger: `${part("done")}[aria-pressed="true"]` },
        rows(1),
        { content: "The finished one", trigger: ".o_data_row:contains('Call 0')" },
        { content: "Show what is overdue", trigger: part("overdue"), run: "click" },
        { content: "The overdue one", trigger: ".o_data_row:contains('Late offer')" },
        rows(1),
        { content: "Show what is to do", trigger: part("pending"), run: "click" },
        rows(3),
        {
            content: "Finish one of them",
            trigger:
                ".o_data_row:contains('Call 1') button[name='action_discipline_done']",
            run: "click",
        },
        {
            content: "It asks what came of it",
            trigger: ".modal .o_field_widget[name='result'] textarea",
            run: "edit They take forty desks",
        },
        {
            content: "Done",
            trigger: ".modal button[name='action_done']",
            run: "click",
        },
        {
            content: "The bar follows without a reload",
            trigger: `${DAY_BAR} .o_sd_stat:contains('2/4') .o_sd_outcome_bar[aria-label="Of today's plan 2 done, 2 to do"]`,
        },
        rows(2),
        {
            content: "Back to where the list was",
            trigger: part("pending"),
            run: "click",
        },
        rows(3),
        { content: "Why this score?", trigger: part("score"), run: "click" },
        {
            content: "Two of four are done so far",
            trigger:
                ".o_sd_lines_dialog [data-component='execution']:contains('2 of the 4 due done so far')",
        },
        {
            content: "What is still to do is listed",
            trigger:
                ".o_sd_lines_dialog [data-group='open'] .o_sd_summary:contains('Call 2')",
        },
        {
            content: "What cost points as well",
            trigger: ".o_sd_lines_dialog [data-group='cost']:contains('Late offer')",
        },
        {
            content: "Close it",
            trigger: ".o_sd_lines_dialog .btn-primary:contains('Close')",
            run: "click",
        },
        {
            content: "Collapse the bar",
            trigger: `${DAY_BAR} .o_sd_toggle`,
            run: "click",
        },
        {
            content: "It is one line now, with the last word of the head",
            trigger: `${DAY_BAR}.o_sd_collapsed .o_sd_toggle[aria-expanded="false"]`,
            run: "click",
        },
        {
            content: "The last word of the head",
            trigger: `${DAY_BAR} .o_sd_verdict:contains('Good pace')`,
        },
    ],
});

/** From the message of a verdict: the day explained, then an answer to it. */
registry.category("web_tour.tours").add("sales_discipline_my_why", {
    steps: () => [
        {
            content: "The day of the verdict, not today, over the list",
            trigger: ".o_sd_lines_dialog .o_sd_word:contains('Great')",
        },
        {
            content: "Close it",
            trigger: ".o_sd_lines_dialog .btn-primary:contains('Close')",
            run: "click",
        },
        { content: "Answer", trigger: `${DAY_BAR} .o_sd_answer`, run: "click" },
        {
            content: "In words",
            trigger: ".o_sd_answer_dialog textarea",
            run: "edit Thank you",
        },
        { content: "Send", trigger: ".modal .o_sd_send_answer", run: "click" },
        {
            content: "The bar knows, and leads to what was said",
            trigger: `${DAY_BAR}:not(:has(.o_sd_answer)) .o_sd_answered`,
        },
        { content: "Show what is overdue", trigger: part("overdue"), run: "click" },
        {
            content: "Of that there is nothing, and the list says so",
            trigger: ".o_view_nocontent:contains('Nothing overdue')",
        },
        { content: "Back to the list", trigger: part("overdue"), run: "click" },
        rows(3),
        {
            content: "The answer",
            trigger: `${DAY_BAR} .o_sd_answered`,
            run: "click",
        },
        {
            content: "Beside the verdict",
            trigger: ".o_form_view .o-mail-Message:contains('Thank you')",
        },
    ],
});

registry.category("web_tour.tours").add("sales_discipline_my_deals", {
    steps: () => [
        {
            content: "Above the list of deals a number opens the activities",
            trigger: `.o_list_view:contains('Forty desks') ${part("overdue")}`,
            run: "click",
        },
        {
            content: "My Day opens with just these",
            trigger: ".o_breadcrumb .active:contains('My Day')",
        },
        { content: "The overdue one", trigger: ".o_data_row:contains('Late offer')" },
        rows(1),
        {
            content: "It is pressed",
            trigger: `${part("overdue")}[aria-pressed="true"]`,
        },
    ],
});

registry.category("web_tour.tours").add("sales_discipline_my_day_phone", {
    steps: () => [
        {
            content: "Two lines; a tap opens the rows",
            trigger: `${DAY_BAR} .o_sd_phone_head:contains('1/4'):contains('1 overdue')`,
            run: "click",
        },
        {
            content: "A row filters the cards",
            trigger: `.o_sd_phone_rows ${part("overdue").replace(DAY_BAR, "")}`,
            run: "click",
        },
        {
            content: "The overdue one",
            trigger: ".o_kanban_record:contains('Late offer')",
        },
        {
            content: "The rows make room for it, and the pressed one stays",
            trigger: ".o_sd_phone_rows:not(.o_sd_open) .btn.active:only-child",
        },
        {
            content: "Nothing scrolls sideways",
            trigger: "body",
            run() {
                const { scrollWidth, clientWidth } = document.documentElement;
                const wide = [...document.querySelectorAll(".o_sd_daybar *")].filter(
                    (element) => element.getBoundingClientRect().right > clientWidth + 1
                );
                if (scrollWidth > clientWidth || wide.length) {
                    throw new Error(`Too wide: ${scrollWidth} of ${clientWidth}`);
                }
            },
        },
    ],
});

registry.category("web_tour.tours").add("sales_discipline_no_day", {
    steps: () => [
        { content: "The list is there", trigger: ".o_list_view .o_list_renderer" },
        {
            content: "A person whom nobody controls has no bar",
            trigger: ".o_list_view:not(:has(.o_sd_daybar))",
        },
    ],
});
