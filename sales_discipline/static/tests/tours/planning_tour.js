import { registry } from "@web/core/registry";
import { accessible, fits } from "./screen_checks";

const PANEL = ".modal .o_sd_load_panel";
const says = (text) => ({
    content: `The load says: ${text}`,
    trigger: `${PANEL} p:contains("${text}")`,
});
const choose = (type) => ({
    content: `A ${type}`,
    trigger: `.modal .o_field_widget[name='activity_type_id'] .o_selection_badge:contains('${type}')`,
    run: "click",
});

/**
 * Two visits are planned for tomorrow, of five activities and 2.4 h asked for (see
 * tests/live_day_case.py). It is noon; the plan is taken at 6:00 PM.
 */
registry.category("web_tour.tours").add("sales_discipline_next_step", {
    steps: () => [
        {
            content: "Mark the overdue one as done",
            trigger:
                ".o-mail-Activity:contains('Late offer') .o-mail-Activity-markDone",
            run: "click",
        },
        {
            content: "What came of it",
            trigger: ".o-mail-ActivityMarkAsDone textarea",
            run: "edit They want an offer for forty desks",
        },
        {
            content: "And schedule the next step",
            trigger:
                ".o-mail-ActivityMarkAsDone button[aria-label='Done and Schedule Next']",
            run: "click",
        },
        choose("Call"),
        {
            content: "The duration is filled in",
            trigger:
                ".modal .o_field_widget[name='expected_hours'] input:value('00:30')",
        },
        {
            content: "It is due tomorrow",
            trigger:
                ".modal .o_field_widget[name='date_deadline'] input, .modal .o_field_widget[name='date_deadline'] button",
            run: "click",
        },
        {
            content: "Tomorrow, in the calendar",
            trigger:
                ".o_date_picker .o_today + .o_date_item_cell, .o_date_picker .o_today ~ .o_date_item_cell",
            run: "click",
        },
        says("2 planned, 1 of 8 h."),
        says("With this one: 3 planned, 1.5 of 8 h."),
        says("Still lacks 2 activities and 0.9 h. The plan is taken today at 6:00 PM."),
        accessible(".modal .o_sd_day_load"),
        fits(".modal .o_sd_day_load"),
        {
            content: "It takes two hours",
            trigger: ".modal .o_field_widget[name='expected_hours'] input",
            run: "edit 2:00 && press Tab",
        },
        says("With this one: 3 planned, 3 of 8 h."),
        says("Still lacks 2 activities. The plan is taken today at 6:00 PM."),
        {
            content: "Schedule",
            trigger:
                ".modal button#mail_activity_schedule, .modal .modal-footer .btn-primary:visible",
            run: "click",
        },
        {
            content: "It is saved",
            trigger: "body:not(:has(.modal))",
        },
        {
            content: "It is planned",
            trigger: ".o-mail-Activity:contains('Call'):contains('Tomorrow')",
        },
    ],
});

registry.category("web_tour.tours").add("sales_discipline_reschedule", {
    steps: () => [
        {
            content: "It has moved twice",
            trigger: ".o_data_row:contains('Call 1') .o_sd_moved:contains('moved 2×')",
        },
        {
            content: "Where is it to go?",
            trigger:
                ".o_data_row:contains('Call 1') .o_widget_mail_activity_list_reschedule_dropdown button",
            run: "click",
        },
        {
            content: "The menu says what one more move means",
            trigger:
                ".o-dropdown--menu .o_sd_moves:contains('Moved 2×. Moving it later again counts as moved too often.')",
        },
        accessible(".o-dropdown--menu .o_sd_moves"),
        {
            content: "Tomorrow all the same",
            trigger: ".o-dropdown--menu .o-dropdown-item:contains('Tomorrow')",
            run: "click",
        },
        {
            content: "It has left today",
            trigger: ".o_list_view:not(:has(.o_data_row:contains('Call 1')))",
        },
        {
            content: "The bar has followed",
            trigger: ".o_sd_daybar button[data-part='postponed']",
        },
    ],
});

registry.category("web_tour.tours").add("sales_discipline_count_meeting", {
    steps: () => [
        {
            content: "Two meetings were made in the calendar",
            trigger: ".o_sd_daybar .o_sd_meetings[aria-label='2 meetings to count']",
            run: "click",
        },
        accessible(".o_sd_meetings_popover"),
        {
            content: "One press counts what is about a deal",
            trigger: ".o_sd_meetings_popover button[aria-label='Count it: Showroom']",
            run: "click",
        },
        {
            content: "It is counted",
            trigger:
                ".o_sd_meetings_popover li:contains('Showroom'):contains('Counted')",
        },
        {
            content: "It is one of today's",
            trigger: ".o_sd_daybar button[data-part='added']:contains('1')",
        },
        {
            content: "The other one says nothing of what it is about",
            trigger: ".o_sd_meetings_popover button[aria-label='Count it: Coffee']",
            run: "click",
        },
        {
            content: "So it asks",
            trigger: ".modal .o_field_widget[name='lead_id'] input",
            run: "edit Forty",
        },
        {
            content: "The deal",
            trigger: ".o-autocomplete--dropdown-item:contains('Forty desks')",
            run: "click",
        },
        {
            content: "Count it",
            trigger: ".modal button[name='action_count']",
            run: "click",
        },
        {
            content: "There is nothing left to count",
            trigger:
                ".o_sd_daybar:not(:has(.o_sd_meetings)) button[data-part='added']:contains('2')",
        },
    ],
});
