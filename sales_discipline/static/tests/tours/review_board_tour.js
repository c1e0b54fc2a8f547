import { registry } from "@web/core/registry";

const ANNA = ".o_sd_row:contains(sd_anna)";
const OLEG = ".o_sd_row:contains(sd_oleg)";
const POPOVER = ".o_sd_verdict_popover";

/**
 * The head's five minutes: two people who need a word get one, the rest is in order.
 * Anna has nothing planned for tomorrow, Oleg overdue work; Vera and Ivan are fine.
 */
registry.category("web_tour.tours").add("sales_discipline_review_board", {
    steps: () => [
        {
            content: "two people need a word, the one with overdue work first",
            trigger: `.o_sd_group_need_word .o_sd_row:first:contains(sd_oleg)`,
        },
        { trigger: `.o_sd_group_need_word ${ANNA}` },
        { trigger: `.o_sd_group_in_order .o_sd_row:contains(sd_vera)` },
        {
            content: "needs work is suggested; open it",
            trigger: `${OLEG} .o_sd_needs_work.btn-secondary`,
            run: "click",
        },
        {
            content: "the facts stand above the draft",
            trigger: `${POPOVER} .o_sd_chip:contains(overdue)`,
        },
        {
            content: "an empty word is refused with a sentence",
            trigger: `${POPOVER} textarea`,
            run: "clear",
        },
        { trigger: `${POPOVER} .o_sd_send`, run: "click" },
        { trigger: `${POPOVER} [role=alert]:contains(Write what needs work)` },
        {
            trigger: `${POPOVER} textarea`,
            run: "edit Please call Birch & Co. first.",
        },
        { trigger: `${POPOVER} .o_sd_send_next`, run: "click" },
        {
            content: "the next person's draft is open",
            trigger: `${POPOVER} .o_sd_popover_title:contains(sd_anna)`,
        },
        {
            trigger: `${POPOVER} [data-verdict=needs_work].active`,
        },
        {
            content: "nobody waits after her, so the word is only sent",
            trigger: `${POPOVER}:not(:has(.o_sd_send_next)) .o_sd_send`,
            run: "click",
        },
        { trigger: `.o_sd_group_reviewed ${ANNA}` },
        {
            trigger: `.o_sd_group_reviewed ${OLEG} .o_sd_given:contains(Birch)`,
        },
        {
            content: "the others are in order",
            trigger: ".o_sd_all_in_order:contains(2)",
            run: "click",
        },
        { trigger: ".o_sd_finished" },
        {
            content: "which can be undone",
            trigger: ".o_notification_buttons button:contains(Undo)",
            run: "click",
        },
        { trigger: ".o_sd_group_in_order .o_sd_row:contains(sd_vera)" },
        { trigger: ".o_sd_all_in_order", run: "click" },
        { trigger: ".o_sd_finished" },
        {
            content: "yesterday is one click away",
            trigger: ".o_sd_previous",
            run: "click",
        },
        { trigger: ".o_sd_to_today", run: "click" },
        { trigger: ".o_sd_finished" },
    ],
});

/** The salesperson finds the word in Odoo's own menu of messages. */
registry.category("web_tour.tours").add("sales_discipline_verdict_arrives", {
    steps: () => [
        {
            trigger: ".o_menu_systray i[aria-label='Messages']",
            run: "click",
        },
        { trigger: ".o-mail-NotificationItem:contains(Birch & Co.)" },
    ],
});
