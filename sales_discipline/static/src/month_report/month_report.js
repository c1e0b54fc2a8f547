import { onMounted, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { ReportAction } from "@web/webclient/actions/reports/report_action";

/**
 * The month report on the screen. Odoo's own page of a report has no address, so that
 * reloading it leads elsewhere; this one keeps the number of the report in its own.
 */
export class MonthReport extends ReportAction {
    static template = "sales_discipline.MonthReport";
    // Known to the client, so that no nameless page stands before it.
    static path = "month-report";
    static displayName = _t("Month Report");

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.state = useState({ report: null, error: "" });
        const { action, resId } = this.props;
        onWillStart(() => this.find(action.params?.report_id || resId || false));
        onMounted(() => {
            const { report } = this.state;
            if (report) {
                this.props.updateActionState?.({ resId: report.id, active_id: false });
            }
        });
    }

    /** That one, or the last one asked for, while it is kept. */
    async find(id) {
        try {
            const found = await this.orm.call("sales.discipline.month", "get_shown", [
                id,
            ]);
            this.state.report = found || null;
            this.reportUrl = found?.url;
        } catch (error) {
            this.state.error = error.data?.message || _t("The server did not answer.");
        }
    }

    choose() {
        return this.action.doAction("sales_discipline.sales_discipline_month_action");
    }

    async print() {
        const { id } = this.state.report;
        return this.action.doAction(
            await this.orm.call("sales.discipline.month", "action_print", [[id]])
        );
    }
}

registry.category("actions").add("sales_discipline.month_report", MonthReport);
