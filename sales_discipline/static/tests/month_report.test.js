import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    allowTranslations,
    getService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { router } from "@web/core/browser/router";
import { WebClient } from "@web/webclient/webclient";

defineMailModels();
beforeEach(allowTranslations);

const PAGE = {
    type: "ir.actions.client",
    tag: "sales_discipline.month_report",
    path: "month-report",
};

/** The page, and what it asks the server for. */
async function open(found, action = PAGE, props = {}) {
    onRpc("sales.discipline.month", "get_shown", ({ args }) => {
        expect.step(args[0]);
        return found;
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction(action, { props });
    await animationFrame();
}

const REPORT = { id: 7, title: "March 2027", url: "about:blank" };

test("the address keeps the number of the report", async () => {
    await open(REPORT, { ...PAGE, params: { report_id: 7 } });
    expect.verifySteps([7]);
    expect("iframe").toHaveAttribute("title", "March 2027");
    await animationFrame();
    expect(router.current.resId).toBe(7);
    expect(router.current.action).toBe("month-report");
});

test("reloading finds the report by its address", async () => {
    await open(REPORT, PAGE, { resId: 7 });
    expect.verifySteps([7]);
    expect("iframe").toHaveCount(1);
});

test("a report that is gone says so, and offers to choose again", async () => {
    await open(false);
    expect.verifySteps([false]);
    expect("iframe").not.toBeVisible();
    expect(".alert").toHaveText(/no report here/);
    expect(".o_sd_choose_month").toHaveCount(1);
});
