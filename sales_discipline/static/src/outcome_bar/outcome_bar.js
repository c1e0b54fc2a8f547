import { Component } from "@odoo/owl";

/** One block per activity up to this many; above, the blocks are proportional. */
const MAX_BLOCKS = 12;

/**
 * What became of a day's planned activities, as a row of blocks. The patterns tell
 * the outcomes apart without colour.
 */
export class OutcomeBar extends Component {
    static template = "sales_discipline.OutcomeBar";
    static props = {
        done: Number,
        pending: Number,
        moved: Number,
        lost: Number,
        label: String,
    };

    get blocks() {
        const kinds = ["done", "pending", "moved", "lost"].filter(
            (kind) => this.props[kind]
        );
        const total = kinds.reduce((sum, kind) => sum + this.props[kind], 0);
        if (total > MAX_BLOCKS) {
            return kinds.map((kind) => ({ kind, weight: this.props[kind] }));
        }
        return kinds.flatMap((kind) =>
            Array.from({ length: this.props[kind] }, () => ({ kind, weight: 1 }))
        );
    }
}
