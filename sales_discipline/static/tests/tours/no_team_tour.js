import { registry } from "@web/core/registry";
import { accessible, fits } from "./screen_checks";

/** Whoever is in no team opens every menu of theirs: an empty screen, and no error. */
const MENUS = {
    sales_discipline_my_day_menu: "My Day",
    sales_discipline_verdict_menu_my: "My Verdicts",
    sales_discipline_reward_menu_my: "My Rewards",
    sales_discipline_statement_menu_my: "My Statement",
    sales_discipline_outcome_plan_menu_my: "My Targets",
    sales_discipline_person_menu_my: "My Progress",
    sales_discipline_regulation_own_menu: "Regulation",
};

const noError = "body:not(:has(.modal))";

const opens = ([menu, title]) => [
    {
        content: "The menu Sales",
        trigger: `${noError} [data-menu-xmlid='crm.crm_menu_sales']`,
        run: "click",
    },
    {
        content: `Open ${title}`,
        trigger: `[data-menu-xmlid='sales_discipline.${menu}']`,
        run: "click",
    },
    {
        content: `${title} says what will be there`,
        trigger: `${noError} .o_action_manager:has(.o_control_panel:contains('${title}')) .o_nocontent_help`,
    },
];

registry.category("web_tour.tours").add("sales_discipline_no_team", {
    steps: () => [
        ...Object.entries(MENUS).flatMap(opens),
        {
            content: "The last one says what to do",
            trigger: ".o_nocontent_help:contains('ask your head of sales')",
        },
        accessible(".o_nocontent_help"),
        fits(".o_nocontent_help"),
    ],
});
