import { registry } from "@web/core/registry";
import { accessible, fits } from "./screen_checks";

const next = { trigger: ".modal button[name=action_save]:visible", run: "click" };
const at = (step) => ({
    content: step,
    trigger: `.modal .o_field_widget[name=step] [data-value=${step}][aria-checked=true], .modal .o_field_widget[name=step] [data-value=${step}].o_arrow_button_current`,
});

const skip = { trigger: ".modal button[name=action_skip]", run: "click" };
const board = {
    content: "the board, once, and nothing is offered any more",
    trigger:
        "body:not(:has(.modal)):not(:has(.o_sd_setup_offer)):not(:has(.o_back_button)) .o_sd_review_board",
};

/** Right after the addon was activated in Apps: the assistant is there by itself. */
registry.category("web_tour.tours").add("sales_discipline_setup_skipped", {
    steps: () => [
        ...["teams", "hours", "plan", "regulation", "program", "shadow"].flatMap(
            (step) => [at(step), skip]
        ),
        board,
    ],
});

/** An administrator: the offer, six steps, shadow mode and a programme at the end. */
registry.category("web_tour.tours").add("sales_discipline_setup", {
    steps: () => [
        { trigger: ".o_sd_setup_offer .o_sd_setup_open" },
        accessible(".o_sd_setup_offer"),
        { trigger: ".o_sd_setup_offer .o_sd_setup_open", run: "click" },
        at("teams"),
        { trigger: ".modal .o_field_widget[name=team_ids] .o_data_row" },
        fits(".modal .modal-content"),
        next,
        at("hours"),
        next,
        at("plan"),
        {
            trigger: ".modal .o_field_widget[name=cutoff_hour] input",
            run: "edit 25:00",
        },
        next,
        {
            content: "an impossible hour is refused with a sentence",
            trigger: ".modal:contains(must be an hour from 00:00 to 23:59)",
        },
        {
            trigger:
                ".modal:contains(must be an hour) .modal-footer .btn-primary:contains(Close)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=cutoff_hour] input",
            run: "edit 18:00",
        },
        next,
        at("regulation"),
        skip,
        at("program"),
        { trigger: ".modal .o_field_widget[name=has_program] input", run: "click" },
        { trigger: ".modal .o_field_widget[name=program_date]" },
        next,
        at("shadow"),
        { trigger: ".modal .o_field_widget[name=shadow_mode] input", run: "click" },
        next,
        board,
    ],
});
