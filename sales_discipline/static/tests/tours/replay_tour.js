import { registry } from "@web/core/registry";

/** A stricter policy on two closed days (see tests/test_replay_tour.py). */
registry.category("web_tour.tours").add("sales_discipline_replay", {
    steps: () => [
        {
            content: "The policy to come is proposed",
            trigger:
                ".o_sd_replay_form select[name='version']:has(option:checked:contains('Strict'))",
        },
        {
            content: "Replay",
            trigger: ".o_sd_replay_start",
            run: "click",
        },
        {
            content: "What was given stands beside what would have been",
            trigger:
                ".o_sd_replay_people tr:contains('sd_anna'):contains('100'):contains('90.0'):contains('−10.0')",
        },
        { content: "The same by week", trigger: ".o_sd_replay_weeks tbody tr" },
        { content: "And drawn", trigger: ".o_sd_replay_chart canvas[role='img']" },
        {
            content: "Rules are replayed as well",
            trigger: ".o_sd_replay_body h3:contains('Rewards and penalties')",
        },
    ],
});
