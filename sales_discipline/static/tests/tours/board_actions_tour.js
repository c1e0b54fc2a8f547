import { registry } from "@web/core/registry";
import { accessible } from "./screen_checks";

const ANNA = ".o_sd_row:contains(sd_anna)";
const OLEG = ".o_sd_row:contains(sd_oleg)";
const BACK = [
    { trigger: ".o_back_button, .breadcrumb-item a", run: "click" },
    { trigger: ".o_sd_review_board .o_sd_group" },
];

/** A click on one of the row's further actions. */
function more(row, label) {
    return [
        { trigger: `${row} .o_sd_more`, run: "click" },
        { trigger: `.o-dropdown-item:contains(${label})`, run: "click" },
    ];
}

/** What a head does of a row besides a word. */
registry.category("web_tour.tours").add("sales_discipline_board_actions", {
    steps: () => [
        accessible(),
        {
            content: "a number opens exactly what it counts",
            trigger: `${OLEG} .o_sd_number:has(.text-danger)`,
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains(Call 0)" },
        { trigger: "body:not(:has(.o_data_row:eq(1)))" },
        ...BACK,
        ...more(OLEG, "Open activities"),
        { trigger: ".o_list_view .o_data_row:eq(10)" },
        ...BACK,
        {
            content: "set a task on the person's day",
            trigger: `${OLEG} .o_sd_assign`,
            run: "click",
        },
        {
            trigger: ".modal [name=summary] input",
            run: "edit Call Birch & Co.",
        },
        { trigger: ".modal button[name=action_assign]", run: "click" },
        {
            content: "it shows on the board",
            trigger: `${OLEG} .o_sd_chip:contains(Tasks: 1 open)`,
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains(Birch)" },
        ...BACK,
        ...more(ANNA, "Exempt"),
        { trigger: ".modal [name=reason] input", run: "edit Ill" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: `body:not(:has(.modal)) .o_sd_group_off ${ANNA}` },
        {
            content: "which is listed for all reviewers",
            trigger: ".o_sd_changes:contains(1 exemption)",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains(Ill)" },
    ],
});

/** Whoever leads no team reads what to do about it. */
registry.category("web_tour.tours").add("sales_discipline_board_nobody", {
    steps: () => [
        { trigger: ".o_sd_nobody:contains(You lead no sales team)" },
        accessible(),
    ],
});

/** The salesperson writes back with one click from the own day. */
registry.category("web_tour.tours").add("sales_discipline_answer", {
    steps: () => [
        { trigger: ".o_sd_daybar .o_sd_answer", run: "click" },
        { trigger: ".o_sd_answer_dialog textarea", run: "edit They are on holiday" },
        accessible(".o_sd_answer_dialog"),
        { trigger: ".o_sd_send_answer", run: "click" },
        { trigger: ".o_notification:contains(Your answer has reached)" },
    ],
});

/** And the head finds it in the menu of messages. */
registry.category("web_tour.tours").add("sales_discipline_answer_arrives", {
    steps: () => [
        { trigger: ".o_menu_systray i[aria-label='Messages']", run: "click" },
        { trigger: ".o-mail-NotificationItem:contains(They are on holiday)" },
    ],
});
