import { Component, onMounted, onWillStart, useState } from "@odoo/owl";
import { day, VERDICTS } from "@sales_discipline/board/board_text";
import { LinesDialog } from "@sales_discipline/lines_dialog/lines_dialog";
import { Standing } from "@sales_discipline/standing/standing";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import {
    columns,
    parts,
    spanName,
    SPANS,
    tiles,
    trimmed,
    verdictCounts,
} from "./person_text";
import { planningTimes } from "./planning_times";

const DEFAULT = { span: "quarter" };

/**
 * One person over time: oneself, or somebody whose days one may read. Shows what
 * `sales.discipline.person` says; computes nothing but the height of bars. Each part is
 * a table whose cells hold a bar and its figure, so that there is no chart that a
 * screen reader would need a table beside.
 */
export class Person extends Component {
    static template = "sales_discipline.Person";
    static components = { Layout, Standing };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.display = { controlPanel: {} };
        const { action, resId, state } = this.props;
        this.userId = action.params?.user_id || resId || false;
        this.asked = state?.asked || action.params?.asked || DEFAULT;
        this.state = useState({ status: "loading", person: null, error: "" });
        this.keepLast = new KeepLast();
        // Coming back from a list, one goes on with the same time.
        useSetupAction({ getLocalState: () => ({ asked: this.asked }) });
        onWillStart(() => {
            this.load(this.asked);
        });
        // So that the address names the person, and reloading finds them again.
        onMounted(() => this.props.updateActionState?.({ resId: this.userId }));
    }

    /** @param {object} asked `span`, or `date_from` and `date_to` */
    async load(asked) {
        this.asked = asked;
        try {
            const person = await this.keepLast.add(
                this.orm.call("sales.discipline.person", "get_person", [], {
                    user_id: this.userId,
                    ...asked,
                })
            );
            this.state.person = person.steps ? trimmed(person) : person;
            this.state.status = "ready";
            this.env.config.setDisplayName?.(
                person.is_own ? _t("My Progress") : person.name
            );
        } catch (error) {
            this.state.status = "error";
            this.state.error = error.data?.message || _t("The server did not answer.");
        }
    }

    // ------------------------------------------------------------
    // WORDS
    // ------------------------------------------------------------

    get person() {
        return this.state.person;
    }

    get spans() {
        const { span } = this.person;
        const found = SPANS.map((each) => ({ ...each, isShown: each.span === span }));
        if (span === "own") {
            found.push({ span, label: spanName(this.person), isShown: true });
        }
        return found;
    }

    get columns() {
        return columns(this.person);
    }

    get parts() {
        return parts(this.person);
    }

    get tiles() {
        return tiles(this.person);
    }

    get plans() {
        return planningTimes(this.person.plans);
    }

    get daysText() {
        return _t("Closed working days: %s", this.person.days);
    }

    get verdictCounts() {
        return verdictCounts(this.person.verdicts, VERDICTS);
    }

    get verdicts() {
        return this.person.verdicts.listed.map((verdict) => ({
            ...verdict,
            ...VERDICTS[verdict.verdict],
            day: day(verdict.date),
        }));
    }

    barTitle(column, cell) {
        return `${column.long}: ${cell.long}`;
    }

    // ------------------------------------------------------------
    // WHAT ONE DOES
    // ------------------------------------------------------------

    chooseSpan(span) {
        return span === "own" ? undefined : this.load({ span });
    }

    /** A day leads on to why its score is what it is, a longer step to its parts. */
    openStep({ first, last }) {
        if (this.person.period !== "day") {
            return this.load({ date_from: first, date_to: last });
        }
        return this.dialog.add(LinesDialog, {
            userId: this.person.user_id,
            date: first,
        });
    }

    openDays() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Closed days: %s", this.person.name),
            res_model: "sales.discipline.day.report",
            views: [
                [false, "list"],
                [false, "graph"],
            ],
            domain: [
                ["user_id", "=", this.person.user_id],
                ["date", ">=", this.person.first],
                ["date", "<=", this.person.last],
            ],
        });
    }

    openRecord(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openVerdict(id) {
        return this.openRecord("sales.discipline.verdict", id);
    }

    openReward(id) {
        return this.openRecord("sales.discipline.reward", id);
    }
}

registry.category("actions").add("sales_discipline.person", Person);
