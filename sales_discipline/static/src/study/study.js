import { Component, markup, onWillStart, useState } from "@odoo/owl";
import { score } from "@sales_discipline/board/board_text";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { StudyPlot } from "./study_plot";
import { coefficient, interval, lastDay, outcome, periodName } from "./study_text";

const { DateTime } = luxon;
const FACTS = ["question", "outcome_id", "period", "lag", "months", "team_id"];

/** Does discipline pay? Shows what `sales.discipline.study` says; computes nothing. */
export class Study extends Component {
    static template = "sales_discipline.Study";
    static components = { Layout, StudyPlot };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.state = useState({
            status: "loading",
            study: null,
            error: "",
            hasTable: this.props.state?.hasTable || false,
        });
        this.asked = { ...this.props.state?.asked };
        // Of quick clicks only the last answer is shown.
        this.keepLast = new KeepLast();
        // Coming back from a person, one goes on with the same question.
        useSetupAction({
            getLocalState: () => ({
                asked: this.asked,
                hasTable: this.state.hasTable,
            }),
        });
        onWillStart(() => {
            this.load();
        });
    }

    async load(change = {}) {
        Object.assign(this.asked, change);
        try {
            const study = await this.keepLast.add(
                this.orm.call("sales.discipline.study", "get_study", [], this.asked)
            );
            const words = study.words;
            // The server escapes what it puts between its own tags.
            words.strength = markup(words.strength);
            Object.assign(this.state, { study, status: "ready" });
            this.asked = Object.fromEntries(FACTS.map((name) => [name, study[name]]));
        } catch (error) {
            this.state.status = "error";
            this.state.error = error.data?.message || _t("The server did not answer.");
        }
    }

    // ------------------------------------------------------------
    // WORDS
    // ------------------------------------------------------------

    get choices() {
        const { period } = this.state.study;
        const isMonth = period === "month";
        return [
            {
                name: "question",
                label: _t("Question"),
                options: [
                    { value: "between", label: _t("Between people") },
                    { value: "within", label: _t("Within one person") },
                ],
            },
            {
                name: "period",
                label: _t("Step"),
                options: [
                    { value: "month", label: _t("Month") },
                    { value: "week", label: _t("Week") },
                ],
            },
            {
                name: "lag",
                label: _t("Lag"),
                options: [
                    { value: 0, label: isMonth ? _t("Same month") : _t("Same week") },
                    {
                        value: 1,
                        label: isMonth ? _t("One month later") : _t("One week later"),
                    },
                ],
            },
        ];
    }

    get ranges() {
        return this.state.study.options.months.map(({ months, since }) => ({
            months,
            label: _t(
                "since %s",
                DateTime.fromISO(since).toLocaleString({
                    month: "long",
                    year: "numeric",
                })
            ),
        }));
    }

    get figures() {
        const { study } = this.state;
        const { have, pearson, spearman } = study;
        return [
            { label: _t("Correlation"), value: coefficient(pearson.value), big: true },
            { label: _t("95 % interval"), value: interval(pearson) },
            { label: _t("Rank correlation"), value: coefficient(spearman.value) },
            { label: _t("95 % interval"), value: interval(spearman) },
            { label: _t("People"), value: have.people },
            { label: this.periodsLabel, value: have.periods },
        ];
    }

    get periodsLabel() {
        return this.state.study.period === "month"
            ? _t("Person-months")
            : _t("Person-weeks");
    }

    /** How much there is of what is needed. */
    get lacking() {
        const { have, need } = this.state.study;
        return [
            { label: _t("People"), have: have.people, need: need.people },
            { label: this.periodsLabel, have: have.periods, need: need.periods },
        ].map((row) => ({
            ...row,
            text: _t("%(have)s of %(need)s", row),
            width: Math.min(100, (100 * row.have) / row.need),
        }));
    }

    get rows() {
        const { study } = this.state;
        return study.points
            .map((point) => ({
                point,
                key: `${point.user_id} ${point.start}`,
                name: point.name,
                period: point.start
                    ? periodName(point.start, study.period)
                    : this.countText(point.periods),
                score: score(Math.round(point.score * 10) / 10),
                value: outcome(point.value, study.currency_id),
            }))
            .sort((a, b) => b.point.score - a.point.score);
    }

    countText(count) {
        return this.state.study.period === "month"
            ? _t("average of %s months", count)
            : _t("average of %s weeks", count);
    }

    get hasPlot() {
        return this.state.study.points.length > 0;
    }

    get outcomeName() {
        const { options, outcome_id: id } = this.state.study;
        return options.outcomes.find((each) => each.id === id)?.name || "";
    }

    get plotLabel() {
        const { words } = this.state.study;
        return _t(
            "Scatter plot: %(x)s against %(y)s. Show as table lists its points.",
            {
                x: words.x,
                y: words.y,
            }
        );
    }

    // ------------------------------------------------------------
    // WHAT ONE DOES
    // ------------------------------------------------------------

    /** The person, in the period of the dot. */
    openPoint(point) {
        const { study } = this.state;
        const asked = {
            date_from: point.start || this.sinceDate,
            date_to: point.start
                ? lastDay(point.start, study.period)
                : DateTime.now().toISODate(),
        };
        return this.action.doAction("sales_discipline.sales_discipline_person_action", {
            props: { resId: point.user_id, state: { asked } },
        });
    }

    get sinceDate() {
        const { options, months } = this.state.study;
        return options.months.find((each) => each.months === months).since;
    }

    /** Telling people cannot be taken back, so it is asked once more. */
    share() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Show to the team"),
            body: _t(
                "The sentence and the figures of all together go to the people they are about whom you review, each in their language. Nobody's own figures are in it."
            ),
            confirmLabel: _t("Show"),
            confirm: () => this.confirmShare(),
            cancel: () => {},
        });
    }

    async confirmShare() {
        const count = await this.orm.call(
            "sales.discipline.study",
            "share",
            [],
            this.asked
        );
        this.notification.add(
            count === 1 ? _t("1 person was told.") : _t("%s people were told.", count),
            { type: "success" }
        );
    }
}

registry.category("actions").add("sales_discipline.study", Study);
