import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { day as dayText } from "@sales_discipline/board/board_text";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ReplayChart } from "./replay_chart";
import * as words from "./replay_text";

const { DateTime } = luxon;
/** People in one call: few enough for the progress to move, many for few calls. */
const BATCH = 20;

/**
 * Past weeks judged by another policy version; nothing is stored.
 *
 * The server judges, some people at a time; here the answers are put side by side.
 */
export class Replay extends Component {
    static template = "sales_discipline.Replay";
    static components = { Layout, ReplayChart };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.display = { controlPanel: {} };
        this.state = useState({
            status: "loading",
            error: "",
            options: null,
            versionId: false,
            teamId: false,
            dateFrom: "",
            dateTo: "",
            ruleIds: [],
            done: 0,
            total: 0,
            results: null,
        });
        this.run = 0;
        onWillStart(() => {
            this.loadOptions();
        });
        onWillUnmount(() => this.run++);
    }

    async loadOptions() {
        try {
            const options = await this.orm.call(
                "sales.discipline.replay",
                "get_options",
                []
            );
            const wanted = this.props.action.context?.replay_version_id;
            Object.assign(this.state, {
                status: "ready",
                options,
                versionId: wanted || this.proposedVersion(options),
                dateFrom: options.date_from || "",
                dateTo: options.last_week || "",
                ruleIds: options.rules.filter((r) => r.active).map(({ id }) => id),
            });
        } catch (error) {
            this.fail(error);
        }
    }

    /** One wants to try what is to come, else to see what there is. */
    proposedVersion({ versions }) {
        const today = DateTime.now().toISODate();
        const coming = versions.find(({ date_start: start }) => start > today);
        const inForce = versions.find(({ in_force: isInForce }) => isInForce);
        return (coming || inForce || versions[0] || {}).id || false;
    }

    fail(error) {
        this.state.status = "error";
        this.state.error = error.data?.message || _t("The server did not answer.");
    }

    // ------------------------------------------------------------
    // CHOICES
    // ------------------------------------------------------------

    get versions() {
        return this.state.options.versions.map((version) => ({
            ...version,
            label: words.versionLabel(version),
        }));
    }

    get weeks() {
        const { first_week: first, last_week: last } = this.state.options;
        const found = [];
        let week = DateTime.fromISO(first);
        while (week <= DateTime.fromISO(last)) {
            found.push({
                value: week.toISODate(),
                label: words.weekLabel(week.toISODate()),
            });
            week = week.plus({ weeks: 1 });
        }
        return found.reverse();
    }

    get people() {
        const { teamId, options } = this.state;
        return options.people.filter(({ team_id }) => !teamId || team_id === teamId);
    }

    /** That nothing will change, before somebody waits for it. */
    get sameRules() {
        const { versionId, options } = this.state;
        const chosen = options.versions.find(({ id }) => id === versionId);
        return chosen?.in_force
            ? _t(
                  "These rules are in force now: the scores come out as they were given under them. To try others, an administrator adds a version to the policy."
              )
            : "";
    }

    get isRunning() {
        return this.state.status === "running";
    }

    choose(name, value) {
        this.state[name] = ["versionId", "teamId"].includes(name)
            ? Number(value) || false
            : value;
    }

    toggleRule(id) {
        const { ruleIds } = this.state;
        this.state.ruleIds = ruleIds.includes(id)
            ? ruleIds.filter((each) => each !== id)
            : [...ruleIds, id];
    }

    // ------------------------------------------------------------
    // RUNNING
    // ------------------------------------------------------------

    async start() {
        const run = ++this.run;
        const people = this.people;
        const { versionId, dateFrom, dateTo, ruleIds, options } = this.state;
        Object.assign(this.state, {
            status: "running",
            results: null,
            done: 0,
            total: people.length,
        });
        try {
            const args = [versionId, dateFrom, dateTo, ruleIds];
            const rows = await this.replay(run, people, args);
            if (run === this.run) {
                this.state.results = words.results(people, rows, options.rules);
                this.state.status = "ready";
            }
        } catch (error) {
            if (run === this.run) {
                this.fail(error);
            }
        }
    }

    /** Some people after others, until done, stopped or left. */
    async replay(run, people, args) {
        if (!people.length || run !== this.run) {
            return [];
        }
        const ids = people.slice(0, BATCH).map(({ id }) => id);
        const rows = await this.orm.silent.call("sales.discipline.replay", "replay", [
            ids,
            ...args,
        ]);
        this.state.done += rows.length;
        return [...rows, ...(await this.replay(run, people.slice(BATCH), args))];
    }

    stop() {
        this.run++;
        this.state.status = "ready";
    }

    get progressText() {
        return _t("%(done)s of %(total)s people", {
            done: this.state.done,
            total: this.state.total,
        });
    }

    get progressWidth() {
        return (100 * this.state.done) / Math.max(1, this.state.total);
    }

    get lastWeekText() {
        return dayText(this.state.options.last_week);
    }
}

registry.category("actions").add("sales_discipline.replay", Replay);
