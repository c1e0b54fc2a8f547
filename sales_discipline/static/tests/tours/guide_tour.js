import { registry } from "@web/core/registry";

/** From a screen to what the guide says of it, and back (see tests/test_guide.py). */
registry.category("web_tour.tours").add("sales_discipline_guide", {
    steps: () => [
        {
            content: "The question mark of Replay",
            trigger: ".o_menu_systray .o_sd_guide_link",
            run: "click",
        },
        {
            content: "The guide for heads",
            trigger: ".o_sd_guide_tab.active:contains('head')",
        },
        {
            content: "It is at the section about this screen",
            trigger: "#o_sd_guide_then",
            run: ({ anchor }) => {
                const { top } = anchor.getBoundingClientRect();
                if (top < 0 || top > window.innerHeight / 2) {
                    throw new Error(`The section is at ${top} pixels`);
                }
            },
        },
        {
            content: "Here is nothing to explain",
            trigger: ".o_menu_systray:not(:has(.o_sd_guide_link))",
        },
        {
            content: "Back",
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            content: "Replay again",
            trigger: ".o_action:contains('Nothing to replay yet')",
        },
    ],
});
