import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
// A tour that ends while a dialog is still open leaves an unsaved form behind.
const CLOSED = "body:not(:has(.modal))";
const BAR = `${CLOSED} .o_sd_daybar:not([aria-busy])`;
const card = (text) => `.o_sd_decide .o_kanban_record:contains('${text}')`;

/** Finish the last activity of the day, by which the rule is met. */
tours.add("sales_discipline_reward_earn", {
    steps: () => [
        {
            content: "One is left to do",
            trigger: `${BAR} [data-reward='reach']:contains('Leave at 4:00') [data-state='open']:contains('finish 1')`,
        },
        {
            content: "Finish it",
            trigger:
                ".o_data_row:contains('Call 4') button[name='action_discipline_done']",
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
            content: "The hour is proposed, without a reload",
            trigger: `${BAR} [data-reward='proposed']:contains('your head of sales decides')`,
        },
    ],
});

tours.add("sales_discipline_reward_grant", {
    steps: () => [
        {
            content: "One to decide",
            trigger:
                ".o_sd_reward_filters [data-part='to_decide'][aria-pressed='true']:contains('1')",
        },
        {
            content: "Why, on the card",
            trigger: card("Done on time: 5 of 5; overdue: 0"),
        },
        {
            content: "The evidence is a click away",
            trigger: `${card("sd_anna")} a[name='action_evidence']`,
            run: "click",
        },
        {
            content: "The lines of the day",
            trigger: ".o_sd_lines_dialog .o_sd_summary:contains('Call 4')",
        },
        {
            content: "Close it",
            trigger: ".o_sd_lines_dialog .btn-primary:contains('Close')",
            run: "click",
        },
        {
            content: "Grant",
            trigger: `${card("sd_anna")} button[name='action_grant']`,
            run: "click",
        },
        {
            content: "It is decided, and counted",
            trigger: ".o_sd_reward_filters [data-part='granted']:contains('1')",
            run: "click",
        },
        {
            content: "Granted, with the hours",
            trigger: card(" to 5:00"),
        },
    ],
});

tours.add("sales_discipline_reward_leave", {
    steps: () => [
        {
            content: "The bar says so",
            trigger: `${BAR} [data-reward='granted'][role='status']:contains('You may leave at 4:00')`,
        },
    ],
});

tours.add("sales_discipline_reward_calendar", {
    steps: () => [
        {
            content: "The hour is in the calendar",
            trigger: ".o_calendar_widget .fc-event:contains('Leave early')",
        },
    ],
});

/** Finish an activity, whatever comes of it later. */
tours.add("sales_discipline_reward_work", {
    steps: () => [
        {
            content: "Finish the last one",
            trigger:
                ".o_data_row:contains('Call 4') button[name='action_discipline_done']",
            run: "click",
        },
        {
            content: "What came of it",
            trigger: ".modal .o_field_widget[name='result'] textarea",
            run: "edit They take forty desks",
        },
        {
            content: "Done",
            trigger: ".modal button[name='action_done']",
            run: "click",
        },
        {
            content: "Everything is done",
            trigger: `${BAR} .o_sd_stat:contains('5/5')`,
        },
    ],
});

tours.add("sales_discipline_reward_grant_badge", {
    steps: () => [
        {
            content: "The badge, with its condition",
            trigger: `${card("Nothing overdue all week")}:contains('activities overdue: none, on each day')`,
        },
        {
            content: "Grant it",
            trigger: `${card("Nothing overdue all week")} button[name='action_grant']`,
            run: "click",
        },
        {
            content: "Granted",
            trigger: ".o_sd_reward_filters [data-part='granted']:contains('1')",
        },
    ],
});

tours.add("sales_discipline_reward_my_badge", {
    steps: () => [
        {
            content: "It is mine",
            trigger:
                ".o_data_row:contains('Nothing overdue all week'):contains('Granted')",
        },
    ],
});

/** Win a deal. */
tours.add("sales_discipline_reward_win", {
    steps: () => [
        {
            content: "Won",
            trigger: "button[name='action_set_won_rainbowman']",
            run: "click",
        },
        {
            content: "It is won",
            trigger: ".ribbon:contains('Won')",
        },
    ],
});

tours.add("sales_discipline_reward_grant_bonus", {
    steps: () => [
        {
            content: "A proposal for payroll",
            trigger: `${card("Proposal for payroll")}:contains('412.00')`,
        },
        {
            content: "Grant it",
            trigger: `${card("Proposal for payroll")} button[name='action_grant']`,
            run: "click",
        },
        {
            content: "Granted",
            trigger: ".o_sd_reward_filters [data-part='granted']:contains('1')",
        },
        {
            content: "Open the statement",
            trigger: ".o_sd_reward_filters button:contains('Monthly statement')",
            run: "click",
        },
        {
            content: "The bonus stands in the month",
            trigger:
                ".o_data_row:contains('sd_anna') [name='payable']:contains('412.00')",
        },
    ],
});

tours.add("sales_discipline_reward_impose", {
    steps: () => [
        {
            content: "The warning, with the days",
            trigger: `${card("Warning")}:contains('the day was not planned in time')`,
        },
        {
            content: "Impose it",
            trigger: `${card("Warning")} button:contains('Impose')`,
            run: "click",
        },
        {
            content: "Say a word",
            trigger: ".modal .o_field_widget[name='word'] textarea",
            run: "edit Plan the next day before six",
        },
        {
            content: "Impose",
            trigger: ".modal-footer button:contains('Impose')",
            run: "click",
        },
        {
            content: "Imposed",
            trigger: `${CLOSED} .o_sd_reward_filters [data-part='granted']:contains('1')`,
        },
    ],
});

tours.add("sales_discipline_reward_contest", {
    steps: () => [
        {
            content: "A warning that can be contested",
            trigger:
                ".o_data_row:contains('Warning'):contains('Plan the next day before six') button:contains('Contest')",
            run: "click",
        },
        {
            content: "Why",
            trigger: ".modal .o_field_widget[name='word'] textarea",
            run: "edit I was at the fair",
        },
        {
            content: "Contest",
            trigger: ".modal-footer button:contains('Contest')",
            run: "click",
        },
        {
            content: "Contested",
            trigger: `${CLOSED} .o_data_row:contains('Warning'):contains('Contested')`,
        },
    ],
});

tours.add("sales_discipline_reward_withdraw", {
    steps: () => [
        {
            content: "What the person says is on the card",
            trigger: `${card("I was at the fair")} button:contains('Withdraw')`,
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name='word'] textarea",
            run: "edit My mistake",
        },
        {
            content: "Withdraw",
            trigger: ".modal-footer button:contains('Withdraw')",
            run: "click",
        },
        {
            content: "Nothing is left to decide",
            trigger: `${CLOSED} .o_sd_reward_filters [data-part='to_decide']:contains('0')`,
        },
    ],
});
