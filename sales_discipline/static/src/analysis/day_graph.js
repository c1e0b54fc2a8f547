import { registry } from "@web/core/registry";
import { GraphModel } from "@web/views/graph/graph_model";
import { graphView } from "@web/views/graph/graph_view";

/**
 * Odoo draws 0 where a group has no records. A count of nothing is 0, a mean is not: a
 * team that did not exist yet has no score, and a line that begins when it does.
 */
export class DayGraphModel extends GraphModel {
    _getData() {
        const data = super._getData(...arguments);
        const { mode, measure, fields } = this.metaData;
        if (mode === "line" && fields[measure]?.aggregator === "avg") {
            for (const dataset of data.datasets) {
                dataset.data = dataset.data.map((value, index) =>
                    dataset.domains[index].length ? value : null
                );
            }
        }
        return data;
    }
}

registry.category("views").add("sales_discipline_day_graph", {
    ...graphView,
    Model: DayGraphModel,
});
