import { Component, onMounted, onWillStart, useState } from "@odoo/owl";
import { day, VERDICTS } from "@sales_discipline/board/board_text";
import { GuideLink } from "@sales_discipline/guide/guide";
import { Standing } from "@sales_discipline/standing/standing";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { columns, parts, planTimes, SPANS, summary } from "./person_text";

/**
 * One person over time: oneself, or somebody whose days one may read. Shows what
 * `sales.discipline.person` says; computes nothing but the height of bars.
 */
export class Person extends Component {
    static template = "sales_discipline.Person";
    static components = { Layout, GuideLink, Standing };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.spans = SPANS;
        const { action, resId, state } = this.props;
        this.userId = action.params?.user_id || resId || false;
        this.span = state?.span || action.params?.span || "quarter";
        this.state = useState({ status: "loading", person: null, error: "" });
        this.keepLast = new KeepLast();
        useSetupAction({ getLocalState: () => ({ span: this.span }) });
        onWillStart(() => {
            this.load(this.span);
        });
        // So that the address names the person, and reloading finds them again.
        onMounted(() => this.props.updateActionState?.({ resId: this.userId }));
    }

    async load(span) {
        this.span = span;
        try {
            const person = await this.keepLast.add(
                this.orm.call("sales.discipline.person", "get_person", [
                    this.userId,
                    span,
                ])
            );
            Object.assign(this.state, { person, status: "ready" });
            this.env.config.setDisplayName?.(
                person.is_own ? _t("My Progress") : person.name
            );
        } catch (error) {
            this.state.status = "error";
            this.state.error = error.data?.message || _t("The server did not answer.");
        }
    }

    get person() {
        return this.state.person;
    }

    get columns() {
        return columns(this.person);
    }

    get parts() {
        return parts(this.person);
    }

    get summary() {
        return summary(this.person);
    }

    get plans() {
        return planTimes(this.person);
    }

    get verdicts() {
        return this.person.verdicts.map((verdict) => ({
            ...verdict,
            ...VERDICTS[verdict.verdict],
            day: day(verdict.date),
        }));
    }

    barTitle(column, cell) {
        return `${column.long}: ${cell.text}`;
    }

    /** The closed days of a step; each leads on to why its score is what it is. */
    openDays(column) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: `${this.person.name}, ${column.long}`,
            res_model: "sales.discipline.day.report",
            views: [
                [false, "list"],
                [false, "graph"],
            ],
            domain: [
                ["user_id", "=", this.person.user_id],
                ["date", ">=", column.first],
                ["date", "<=", column.last],
            ],
        });
    }

    openVerdict(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sales.discipline.verdict",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openReward(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sales.discipline.reward",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("sales_discipline.person", Person);
