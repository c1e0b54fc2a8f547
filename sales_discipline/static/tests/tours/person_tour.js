import { registry } from "@web/core/registry";
import { accessible, fits } from "./screen_checks";

const page = ".o_sd_progress";
const step = `${page} [data-part='score'] thead button`;

/** From the board to a person, a week and a day (see tests/test_person_tour.py). */
registry.category("web_tour.tours").add("sales_discipline_person", {
    steps: () => [
        {
            content: "The name on the board leads to the person",
            trigger: ".o_sd_review_board .o_sd_name:contains('sd_anna')",
            run: "click",
        },
        {
            content: "The last three months by weeks",
            trigger: `${page} #o_sd_span_quarter:checked`,
        },
        {
            content: "All five were done on time",
            trigger: `${page} [data-tile='on_time'] .o_sd_value:contains('5 of 5')`,
        },
        { content: "The plan was made in time", trigger: `${page} .o_sd_plan_times` },
        {
            content: "The word and its answer",
            trigger: `${page} .o_sd_said:contains('Good pace'):contains('Thank you')`,
        },
        accessible(page),
        fits(page),
        {
            content: "A week leads on to its days",
            trigger: `${step}:last`,
            run: "click",
        },
        {
            content: "It stands beside the other spans",
            trigger: `${page} #o_sd_span_own:checked`,
        },
        {
            content: "A day leads on to why its score is what it is",
            trigger: `${step}:last`,
            run: "click",
        },
        { content: "Line by line", trigger: ".modal:contains('Call 0')" },
        {
            content: "And back",
            trigger:
                ".modal .btn-close, .modal .o_form_button_cancel, .modal footer .btn",
            run: "click",
        },
        {
            content: "Another span",
            trigger: `${page} label[for='o_sd_span_year']`,
            run: "click",
        },
        {
            content: "By months, and the span of one's own is gone",
            trigger: `${page}:not(:has(#o_sd_span_own)) #o_sd_span_year:checked`,
        },
        {
            content: "The days themselves",
            trigger: `${page} .o_sd_open_days`,
            run: "click",
        },
        {
            content: "From a day back to the person",
            trigger: ".o_list_view button[name='action_open_person']",
            run: "click",
        },
        { content: "It is the same one", trigger: `${page} .o_sd_tiles` },
    ],
});
