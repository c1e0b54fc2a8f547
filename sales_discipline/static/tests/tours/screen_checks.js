/**
 * What every screen must hold to. In a tour, put `accessible()` and `fits()` between
 * the steps; a screen that needs no clicks is checked from Python, by `check_screen`
 * of tests/screen_checks.py. Both look at the addon's own parts only: what is marked
 * with an `o_sd_` class, or the selector that is given.
 */
const OURS = '[class*="o_sd_"]';
const SERIOUS = ["serious", "critical"];
/** What may scroll sideways under a sentence that says the same, e.g. a plot. */
const MAY_SCROLL = "[data-scrolls-sideways]";

/** A step of a tour: axe-core has nothing serious to say about these parts. */
export function accessible(parts = OURS, exclude = []) {
    return {
        content: `axe-core finds nothing serious in ${parts}`,
        trigger: parts,
        async run() {
            await settled();
            await assertAccessible(parts, exclude);
        },
    };
}

/** A step of a tour: none of these parts scrolls sideways or sticks out. */
export function fits(parts = OURS) {
    return {
        content: `Nothing scrolls sideways in ${parts}`,
        trigger: parts,
        run: () => assertFits(parts),
    };
}

/** Everything about the screen as it is now, and the word that ends the test. */
export async function checkScreen({ parts = OURS, exclude = [], isPhone = false }) {
    try {
        await settled();
        await assertAccessible(parts, exclude);
        if (isPhone) {
            assertFits(parts);
        }
    } catch (error) {
        console.error(error.message);
        return;
    }
    console.log("test successful");
}

/** Fonts are there and animations over: colours and sizes are the final ones. */
async function settled() {
    await document.fonts.ready;
    await Promise.allSettled(
        document.getAnimations().map((animation) => animation.finished)
    );
}

export async function assertAccessible(parts, exclude = []) {
    if (!window.axe) {
        throw new Error("axe-core is not loaded: run the test by make pytest");
    }
    assertSome(parts);
    const context = { include: [parts], exclude };
    const { violations } = await window.axe.run(context, {
        resultTypes: ["violations"],
    });
    const found = violations.filter(({ impact }) => SERIOUS.includes(impact));
    if (found.length) {
        throw new Error(`Not accessible:\n${found.map(describe).join("\n")}`);
    }
}

function describe({ id, help, nodes }) {
    const places = nodes
        .slice(0, 5)
        .map(({ target, html, any }) =>
            [`    ${target.join(" ")}`, html.slice(0, 200), any[0]?.message]
                .filter(Boolean)
                .join("\n      ")
        );
    return [`${id}: ${help} (${nodes.length})`, ...places].join("\n");
}

export function assertFits(parts) {
    assertSome(parts);
    const width = document.documentElement.clientWidth;
    const scrolling = scrollers(parts);
    const found = [
        ...scrolling,
        ...scrolling.flatMap((element) => reachingOut(element, width)),
        ...stickingOut(parts, width),
    ];
    if (found.length) {
        const names = found.slice(0, 10).map(nameOf).join("\n    ");
        throw new Error(`Too wide for ${width} px:\n    ${names}`);
    }
}

function assertSome(parts) {
    if (!document.querySelector(parts)) {
        throw new Error(`Nothing to check: ${parts}`);
    }
}

/** Elements that hold a part, or stand in one, and can be scrolled sideways. */
function scrollers(parts) {
    return [document.documentElement, ...document.querySelectorAll("body, body *")]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .filter((element) => element.closest(parts) || element.querySelector(parts))
        .filter((element) => !element.closest(MAY_SCROLL))
        .filter(
            (element) =>
                element === document.documentElement ||
                ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
        );
}

/** The first that make an element scroll, for the message. */
function reachingOut(element, width) {
    return [...element.querySelectorAll("*")]
        .filter((child) => child.getBoundingClientRect().right > width + 1)
        .slice(0, 3);
}

/** Visible elements of the parts that leave the screen, and that no part cuts off. */
function stickingOut(parts, width) {
    const inside = [...document.querySelectorAll(parts)].flatMap((part) => [
        part,
        ...part.querySelectorAll("*"),
    ]);
    return [...new Set(inside)].filter((element) => {
        const { left, right, width: own } = element.getBoundingClientRect();
        return own && (right > width + 1 || left < -1) && !isCut(element, parts);
    });
}

/** By an ellipsis of ours: the page itself, which cuts as well, does not count. */
function isCut({ parentElement: parent }, parts) {
    if (!parent?.closest(parts)) {
        return false;
    }
    return getComputedStyle(parent).overflowX !== "visible" || isCut(parent, parts);
}

function nameOf(element) {
    const { tagName, className, scrollWidth } = element;
    const right = Math.round(element.getBoundingClientRect().right);
    const classes = String(className.baseVal ?? className).replace(/\s+/g, ".");
    return `${tagName.toLowerCase()}.${classes}: ${scrollWidth} wide, to ${right}`;
}
