import { Component } from "@odoo/owl";

const MARGIN = 4;
const TOP = 100;

/**
 * The last scores of a person as a line without axes: the shape counts, the newest
 * value is written beside it. The line under it stands for a score of 0.
 */
export class Sparkline extends Component {
    static template = "sales_discipline.Sparkline";
    static props = {
        values: { type: Array, element: Number },
        label: String,
        width: { type: Number, optional: true },
        height: { type: Number, optional: true },
    };
    static defaultProps = { width: 64, height: 30 };

    get base() {
        return this.props.height - 1;
    }

    get points() {
        const { values, width, height } = this.props;
        const step = (width - 2 * MARGIN + 2) / Math.max(1, values.length - 1);
        const scale = (height - 2 * MARGIN - 2) / TOP;
        return values.map((value, index) => ({
            x: values.length === 1 ? width - MARGIN : 2 + index * step,
            y: MARGIN + (TOP - value) * scale,
        }));
    }

    get path() {
        return this.points
            .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
            .join(" ");
    }

    get last() {
        return this.points.at(-1);
    }
}
