/** Points as they are read: at most one decimal, a true minus. */
import { number } from "@sales_discipline/board/board_text";

export function round(value) {
    return Math.round(value * 10 + 1e-7) / 10;
}

/** Points with at most one decimal. */
export function points(value) {
    return number(round(value));
}

export function signed(value, isGain) {
    return isGain ? plus(value) : minus(value);
}

export function plus(value) {
    return `+${points(value)}`;
}

/** A loss, with a true minus. */
export function minus(value) {
    return round(value) ? `−${points(value)}` : "0";
}
