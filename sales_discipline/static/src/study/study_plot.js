import { Component, useState } from "@odoo/owl";
import { tickLabel, ticks, tip } from "./study_text";

const WIDTH = 940;
const HEIGHT = 540;
const LEFT = 84;
const RIGHT = 924;
const TOP = 14;
const BOTTOM = 488;
const TIP_CHARACTER = 7;
/** So many characters fit beside the plot from bottom to top. */
const TITLE_CHARACTERS = 62;
const BEST_SCORE = 100;

/** Dots, the trend and its band. A dot leads on to the person and the period. */
export class StudyPlot extends Component {
    static template = "sales_discipline.StudyPlot";
    static props = { study: Object, onPoint: Function, label: String };

    setup() {
        this.state = useState({ hot: null });
        Object.assign(this, { WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM });
    }

    get isWithin() {
        return this.props.study.question === "within";
    }

    get xTicks() {
        const { points } = this.props.study;
        const xs = points.map(({ x }) => x);
        const found = ticks(Math.min(...xs), Math.max(...xs));
        // There is no score beyond 100.
        return this.isWithin ? found : found.filter((value) => value <= BEST_SCORE);
    }

    get yTicks() {
        const { points, trend } = this.props.study;
        const ys = points.map(({ y }) => y);
        const band = trend.flatMap(({ low, high }) => [low, high]);
        const lowest = Math.min(...ys, ...band);
        // Amounts begin at 0 even where the band does not.
        const low = this.isWithin || Math.min(...ys) < 0 ? lowest : 0;
        return ticks(low, Math.max(...ys, ...band));
    }

    get scales() {
        return {
            x: scale(this.xTicks, LEFT, RIGHT),
            y: scale(this.yTicks, BOTTOM, TOP),
        };
    }

    get grid() {
        const { xTicks, yTicks, scales, isWithin: signed } = this;
        const currencyId = this.props.study.currency_id;
        const label = (values, value, options) =>
            tickLabel(value, values[1] - values[0], { signed, ...options });
        return {
            x: xTicks.map((value) => ({
                at: scales.x(value),
                label: label(xTicks, value, {}),
            })),
            y: yTicks.map((value) => ({
                at: scales.y(value),
                label: label(yTicks, value, { currencyId }),
            })),
        };
    }

    get yTitle() {
        return halves(this.props.study.words.y);
    }

    get dots() {
        const { x, y } = this.scales;
        return this.props.study.points.map((point, index) => ({
            index,
            point,
            x: x(point.x),
            y: y(point.y),
        }));
    }

    get lines() {
        const { x, y } = this.scales;
        const { trend } = this.props.study;
        const path = (name) =>
            trend.map((step) => [x(step.x), clamp(y(step[name]))].join(",")).join(" ");
        const back = path("low").split(" ").reverse().join(" ");
        return {
            trend: path("y"),
            low: path("low"),
            high: path("high"),
            band: `${path("high")} ${back}`,
        };
    }

    get tip() {
        const dot = this.dots[this.state.hot];
        if (!dot) {
            return null;
        }
        const text = tip(dot.point, this.props.study);
        const width = text.length * TIP_CHARACTER + 20;
        const x = Math.min(Math.max(dot.x, LEFT + width / 2), RIGHT - width / 2);
        return { text, width, x, y: dot.y < 60 ? dot.y + 14 : dot.y - 38 };
    }
}

function scale(values, from, to) {
    const [first, last] = [values[0], values.at(-1)];
    return (value) => from + ((value - first) / (last - first || 1)) * (to - from);
}

/** A long title in two lines: at its last comma, or else in the middle. */
function halves(text) {
    if (text.length <= TITLE_CHARACTERS) {
        return [text];
    }
    const comma = text.lastIndexOf(", ");
    const at = comma > 0 ? comma + 1 : text.indexOf(" ", text.length / 2);
    return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text];
}

function clamp(y) {
    return Math.min(Math.max(y, TOP), BOTTOM);
}
