/** What the browser remembers of a person's day bar: folded or not, and its height. */
import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";

const KEY = "sales_discipline.day_bar";

function key() {
    return `${KEY}.${user.userId}`;
}

/** @returns {{isCollapsed: boolean, shape: string}} shape "" where it is not known */
export function recall() {
    const [fold, shape] = (browser.localStorage.getItem(key()) || "").split(" ");
    return { isCollapsed: fold === "folded", shape: shape || "" };
}

export function remember({ isCollapsed, shape }) {
    browser.localStorage.setItem(key(), `${isCollapsed ? "folded" : "open"} ${shape}`);
}
