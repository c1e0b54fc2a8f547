/** The list is worked with while the bar's request is held (tests/test_effort_tour.py). */
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

const HELD = 5000;
const NO_FIGURES = "body:not(:has(.o_sd_daybar .o_sd_stat))";

let since = 0;

/** Odoo's requests as they are, but for the bar's: it is sent five seconds late. */
class SlowBarRequest extends browser.XMLHttpRequest {
    open(method, url, ...others) {
        this.isHeld = url.includes("get_day_bar");
        super.open(method, url, ...others);
    }

    send(body) {
        if (!this.isHeld) {
            super.send(body);
            return;
        }
        since ||= Date.now();
        browser.setTimeout(() => super.send(body), HELD);
    }
}

registry.category("web_tour.tours").add("sales_discipline_held_bar", {
    steps: () => [
        {
            content: "Hold the bar's request",
            trigger: ".o_menu_sections button[data-menu-xmlid='crm.crm_menu_sales']",
            run({ click }) {
                since = 0;
                browser.XMLHttpRequest = SlowBarRequest;
                click();
            },
        },
        {
            content: "Open My Day",
            trigger:
                "[data-menu-xmlid='sales_discipline.sales_discipline_my_day_menu']",
            run: "click",
        },
        {
            content: "The list is there before the bar has any figures",
            trigger: `${NO_FIGURES} .o_data_row:contains('Call 1') button[name='action_discipline_done']`,
            run: "click",
        },
        {
            content: "It can be worked with",
            trigger: ".modal [name='result'] textarea",
            run: "edit They take forty desks",
        },
        {
            content: "Done",
            trigger: ".modal button[name='action_done']",
            run: "click",
        },
        {
            content: "Finished while the bar still waits",
            trigger: `${NO_FIGURES}:not(:has(.modal)) .o_list_view:not(:contains('Call 1')) .o_data_row`,
            run() {
                const waited = Date.now() - since;
                if (!since || waited >= HELD) {
                    throw new Error(`The bar had ${waited} ms: nothing was shown`);
                }
            },
        },
        {
            content: "The bar comes in the end, with what was done",
            trigger: ".o_sd_daybar .o_sd_stat:contains('2/4')",
        },
    ],
});
