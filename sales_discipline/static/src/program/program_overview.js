import { Component } from "@odoo/owl";
import { day } from "@sales_discipline/board/board_text";
import { Sparkline } from "@sales_discipline/sparkline/sparkline";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const STATES = {
    done: { icon: "fa-check", color: "text-success", label: _t("done") },
    late: { icon: "fa-clock-o", color: "text-warning", label: _t("late") },
    missed: { icon: "fa-times", color: "text-danger", label: _t("missed") },
    due: { icon: "fa-circle-o", color: "text-primary", label: _t("due today") },
    planned: { icon: "fa-circle-o", color: "text-muted", label: _t("planned") },
};
const STAGES = {
    past: _t("Over"),
    current: _t("Now"),
    future: _t("To come"),
};

/** The roll-out in its phases, where each team stands, and what comes next. */
export class ProgramOverview extends Component {
    static template = "sales_discipline.ProgramOverview";
    static components = { Sparkline };
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.day = day;
        this.states = STATES;
        this.stages = STAGES;
    }

    get overview() {
        return this.props.record.data[this.props.name];
    }

    dates({ first, last }) {
        if (!first) {
            return "";
        }
        return last
            ? _t("%(first)s to %(last)s", { first: day(first), last: day(last) })
            : _t("from %s on", day(first));
    }

    pointLabel(point) {
        return _t("%(date)s, %(kind)s: %(state)s", {
            date: day(point.date),
            kind: point.label || _t("Daily quick look"),
            state: STATES[point.state].label,
        });
    }

    get quickCounts() {
        const { counts } = this.overview.quick;
        return _t("%(done)s done, %(late)s late, %(missed)s missed", counts);
    }

    /** Of the last week; nothing of a week without one, as the trend tells the rest. */
    lastScore({ weeks }) {
        const last = weeks.at(-1);
        return last && last.score !== null
            ? formatFloat(last.score, { digits: [16, 1] })
            : "";
    }

    scores({ weeks }) {
        return weeks.map(({ score }) => score).filter((score) => score !== null);
    }

    trendLabel(team) {
        return _t("Mean score of %(team)s, week by week: %(scores)s", {
            team: team.name,
            scores: this.scores(team).join(", "),
        });
    }

    open(ids) {
        if (!ids.length) {
            return false;
        }
        const action = {
            type: "ir.actions.act_window",
            name: _t("Reviews"),
            res_model: "sales.discipline.review",
        };
        return this.action.doAction(
            ids.length === 1
                ? { ...action, res_id: ids[0], views: [[false, "form"]] }
                : {
                      ...action,
                      domain: [["id", "in", ids]],
                      views: [
                          [false, "list"],
                          [false, "form"],
                      ],
                  }
        );
    }
}

registry.category("fields").add("sales_discipline_program_overview", {
    component: ProgramOverview,
    supportedTypes: ["json"],
});
