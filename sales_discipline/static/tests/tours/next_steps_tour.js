/**
 * Ten activities with their next steps, from the chatter of a deal: the same clicks by
 * a person whom nobody controls, for whom every screen is Odoo's own, and by one who is
 * controlled. See tests/test_effort_tour.py.
 */
import { registry } from "@web/core/registry";

const COUNT = 10;
/** Mark Done, the result, Done & Schedule Next, the summary, Schedule. */
const STOCK = 5 * COUNT;
const MORE = 2;
const POPOVER = ".o-mail-ActivityMarkAsDone";

let clicks = 0;

/** A pointer goes down once a click; the keyboard is none. */
function count() {
    clicks += 1;
}

const oneOfTen = (number) => [
    {
        content: `Mark done number ${number}`,
        trigger: `.o-mail-Activity:contains('Step ${number}.') .o-mail-Activity-markDone`,
        run: "click",
    },
    {
        content: "What came of it",
        trigger: `${POPOVER} textarea`,
        run: `edit They take ${number + 2} desks`,
    },
    {
        content: "And what comes next",
        trigger: `${POPOVER} button[aria-label='Done and Schedule Next']`,
        run: "click",
    },
    {
        content: "What is to be done",
        trigger: ".modal [name='summary'] input",
        run: `edit Following ${number}.`,
    },
    {
        content: "Save",
        trigger:
            ".modal button#mail_activity_schedule, .modal .modal-footer .btn-primary",
        run: "click",
    },
    {
        content: "It is there",
        trigger: `body:not(:has(.modal)) .o-mail-Activity:contains('Following ${number}.')`,
    },
];

const steps = (check) => () => [
    {
        content: "The deal is open",
        trigger: ".o-mail-Activity:contains('Step 0.')",
        run() {
            clicks = 0;
            window.addEventListener("pointerdown", count, true);
        },
    },
    ...Array.from({ length: COUNT }, (_, number) => oneOfTen(number)).flat(),
    {
        content: "Count the clicks",
        trigger: ".o-mail-Activity",
        run() {
            window.removeEventListener("pointerdown", count, true);
            check();
        },
    },
];

registry.category("web_tour.tours").add("sales_discipline_next_steps_stock", {
    steps: steps(() => {
        if (clicks !== STOCK) {
            throw new Error(`Stock Odoo takes ${clicks} clicks, not ${STOCK}`);
        }
    }),
});

registry.category("web_tour.tours").add("sales_discipline_next_steps", {
    steps: steps(() => {
        if (clicks > STOCK + MORE) {
            throw new Error(`${clicks} clicks, where stock Odoo takes ${STOCK}`);
        }
    }),
});
