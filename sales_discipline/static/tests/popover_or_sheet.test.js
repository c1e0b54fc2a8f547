import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { Component, xml } from "@odoo/owl";
import { usePopoverOrSheet } from "@sales_discipline/popover/popover_or_sheet";
import { contains, getService, mountWithCleanup } from "@web/../tests/web_test_helpers";

defineMailModels();

class Content extends Component {
    static template = xml`<button class="content" t-on-click="() => props.close()" t-out="props.words"/>`;
    static props = ["*"];
}

class Opener extends Component {
    static template = xml`<button class="opener" t-on-click="open">Open</button>`;
    static props = ["*"];

    setup() {
        this.popover = usePopoverOrSheet(Content, {
            onClose: () => expect.step("closed"),
        });
    }

    open(ev) {
        this.popover.open(ev.currentTarget, { words: "Hello" });
    }
}

for (const [isSmall, shell] of [
    [false, ".o_popover"],
    [true, ".o_bottom_sheet"],
]) {
    test(`its content closes ${isSmall ? "a sheet" : "a popover"}`, async () => {
        await mountWithCleanup(Opener);
        getService("ui").isSmall = isSmall;
        await contains(".opener").click();
        expect(`${shell} .content`).toHaveText("Hello");
        await contains(".content").click();
        await animationFrame();
        expect(".content").toHaveCount(0);
        expect.verifySteps(["closed"]);
    });
}
