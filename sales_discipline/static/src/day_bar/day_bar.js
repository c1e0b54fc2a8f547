import {
    Component,
    onMounted,
    onWillDestroy,
    useExternalListener,
    useState,
} from "@odoo/owl";
import { AnswerDialog } from "@sales_discipline/answer_dialog/answer_dialog";
import { VERDICTS, quoted } from "@sales_discipline/board/board_text";
import { DataRules } from "@sales_discipline/data_rules/data_rules";
import { Meetings } from "@sales_discipline/meetings/meetings";
import { OutcomeBar } from "@sales_discipline/outcome_bar/outcome_bar";
import { STEP_COLORS, STEP_ICONS } from "@sales_discipline/rewards/reach";
import { LinesDialog } from "@sales_discipline/lines_dialog/lines_dialog";
import { _t } from "@web/core/l10n/translation";
import { rpcBus } from "@web/core/network/rpc";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";
import { recall, remember } from "./day_bar_memory";
import { cells } from "./day_bar_cells";
import {
    blocks,
    exemptText,
    legend,
    offText,
    rows,
    todayText,
    whenText,
} from "./day_bar_text";

/** Calls on these models may change the day; reading ones are told by their names. */
const WATCHED =
    /^(mail\.activity|calendar\.event|crm\.lead|sales\.discipline\.(assign|done|meeting|verdict))/;
const READING = /(read|search|get_|fields_|has_|onchange|format|_count)/;
/** One action may be several calls: the bar asks once they have gone quiet. */
const QUIET = 200;

/**
 * The salesperson's own day above the list of activities. It asks for its figures
 * once the list is there, and again after whatever changes an activity.
 */
export class DayBar extends Component {
    static template = "sales_discipline.DayBar";
    static components = { DataRules, Meetings, OutcomeBar };
    static props = {
        // False above a list of deals: there a number opens the activities.
        isFilter: { type: Boolean, optional: true },
    };
    static defaultProps = { isFilter: false };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.ui = useState(useService("ui"));
        this.state = useState({ bar: null, failed: false, isOpen: false, ...recall() });
        this.keepLast = new KeepLast();
        this.queryBefore = null;
        const reload = debounce(() => this.load(), QUIET);
        useBus(rpcBus, "RPC:RESPONSE", ({ detail }) => changesDay(detail) && reload());
        useBus(this.env.searchModel, "update", () => this.render());
        useExternalListener(
            document,
            "visibilitychange",
            () => document.hidden || reload()
        );
        this.listen("mail.activity/updated", reload);
        this.listen("mail.message/inbox", reload);
        onMounted(() => this.load());
        onWillDestroy(() => reload.cancel());
    }

    /** What others do arrives through the bus: activities, and words about the day. */
    listen(channel, callback) {
        const bus = useService("bus_service");
        bus.subscribe(channel, callback);
        onWillDestroy(() => bus.unsubscribe(channel, callback));
    }

    async load() {
        try {
            const call = this.orm.silent.call(
                "sales.discipline.day.bar",
                "get_day_bar",
                []
            );
            this.show(await this.keepLast.add(call));
        } catch {
            this.state.failed = true;
        }
    }

    show(bar) {
        Object.assign(this.state, { bar, failed: false, shape: shapeOf(bar) });
        remember(this.state);
        if (bar && bar.reward?.is_new) {
            this.recordMet();
        }
    }

    /** The figures say that a rule is newly met: have it recorded, and told. */
    async recordMet() {
        if (await this.orm.silent.call("sales.discipline.reward", "record_met", [])) {
            await this.load();
        }
    }

    retry() {
        this.state.failed = false;
        this.load();
    }

    // ------------------------------------------------------------
    // WHAT TO SHOW
    // ------------------------------------------------------------

    /** The grey blocks have the height of last time, so that the list stays put. */
    get mode() {
        const { bar, failed, shape, isCollapsed } = this.state;
        if (failed) {
            return "failed";
        }
        if (bar === null) {
            return ["", "none"].includes(shape) ? "none" : "loading";
        }
        if (!bar || shape === "line") {
            return bar ? "exempt" : "none";
        }
        if (this.ui.isSmall) {
            return "phone";
        }
        return isCollapsed ? "collapsed" : "full";
    }

    get bar() {
        return this.state.bar;
    }

    get cells() {
        return cells(this.bar).map((cell) => ({
            ...cell,
            isPressed: this.isPressed(cell.part),
        }));
    }

    get legend() {
        return legend(this.bar).map((item) => ({
            ...item,
            isPressed: this.isPressed(item.part),
        }));
    }

    /** How many buttons stand over the bar: with more of them, words give way. */
    get legendSize() {
        return this.legend.length + Math.min(1, this.bar.meetings.length);
    }

    get blocks() {
        return blocks(this.bar);
    }

    get today() {
        return todayText(this.bar);
    }

    get off() {
        return offText(this.bar);
    }

    get exempt() {
        return exemptText(this.bar);
    }

    /** On a phone the first line has what is late and the score, the second the rest. */
    get phoneHeads() {
        const first = this.bar.is_off ? [] : ["overdue", "score"];
        const second = this.bar.is_off ? ["next", "waiting"] : ["next"];
        const pick = (keys) => this.cells.filter(({ key }) => keys.includes(key));
        return { first: pick(first), second: pick(second).reverse() };
    }

    /** Every number, or, closed, the pressed one alone. */
    get phoneRows() {
        const found = rows(this.bar, this.legend, this.cells);
        return this.state.isOpen ? found : found.filter(({ isPressed }) => isPressed);
    }

    get collapseTitle() {
        return _t("Collapse the day bar");
    }

    get expandTitle() {
        return _t("Expand the day bar");
    }

    get verdict() {
        const { verdict } = this.bar;
        if (!verdict) {
            return null;
        }
        const { label, icon, color } = VERDICTS[verdict.verdict];
        return {
            ...verdict,
            icon: `${icon} ${color}`,
            text: verdict.message ? quoted(verdict.message) : label,
            when: whenText(verdict, this.bar),
            avatar: `/web/image/res.users/${verdict.author_id}/avatar_128`,
        };
    }

    get reward() {
        const { reward } = this.bar;
        if (!reward || !reward.state) {
            return null;
        }
        const steps = reward.steps.map((step) => ({
            ...step,
            icon: STEP_ICONS[step.state],
            color: STEP_COLORS[step.state] || "",
        }));
        // "Leave at 4:00 PM" on its own would be misread where nothing leads there today.
        const isNear = !steps.some(({ state }) => ["gone", "idle"].includes(state));
        return { ...reward, steps, isNear };
    }

    // ------------------------------------------------------------
    // WHAT TO DO
    // ------------------------------------------------------------

    toggle() {
        this.state.isCollapsed = !this.state.isCollapsed;
        remember(this.state);
    }

    toggleRows() {
        this.state.isOpen = !this.state.isOpen;
    }

    /** A number that can be listed is listed; the others are explained. */
    press({ part, why, isPlan }) {
        if (isPlan) {
            this.plan();
        } else if (why) {
            this.explain(why);
        } else if (this.props.isFilter) {
            // Open, the rows of a phone leave no room for what they list.
            this.state.isOpen = false;
            this.filter(part);
        } else {
            this.openActivities(part);
        }
    }

    /** The person's deals for which nothing is scheduled, to plan from there. */
    plan() {
        return this.action.doAction("sales_discipline.crm_lead_next_step_action");
    }

    explain(date) {
        this.dialog.add(LinesDialog, { date });
    }

    answer() {
        this.dialog.add(AnswerDialog, { verdict: this.bar.verdict });
    }

    /** What was said, and what the person wrote back. */
    openVerdict() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sales.discipline.verdict",
            res_id: this.bar.verdict.id,
            views: [[false, "form"]],
        });
    }

    filter(part) {
        const { searchModel } = this.env;
        const item = this.searchItem(part);
        const active = searchModel.query.filter((one) => one.searchItemId === item.id);
        if (active.length) {
            // Back to what was searched for before.
            searchModel.query = [...(this.queryBefore || []), ...active];
            this.queryBefore = null;
        } else {
            this.queryBefore ??= [...searchModel.query];
            searchModel.query = [];
        }
        searchModel.toggleSearchItem(item.id);
    }

    openActivities(part) {
        return this.action.doAction("sales_discipline.sales_discipline_my_day_action", {
            additionalContext: {
                search_default_filter_user_id_uid: 0,
                search_default_discipline_due: 0,
                search_default_discipline_not_dropped: 0,
                [`search_default_discipline_${part}`]: 1,
            },
        });
    }

    searchItem(part) {
        // getSearchItems leaves out the invisible ones, which these are.
        const items = Object.values(this.env.searchModel.searchItems);
        return items.find(({ name }) => name === `discipline_${part}`);
    }

    isPressed(part) {
        const item = this.props.isFilter && this.searchItem(part);
        const { query } = this.env.searchModel;
        return Boolean(
            item && query.some(({ searchItemId }) => searchItemId === item.id)
        );
    }
}

function changesDay({ data, error }) {
    const { model, method } = data?.params || {};
    return !error && WATCHED.test(model || "") && !READING.test(method || "");
}

/** How high the bar is: nothing, a line, figures, or figures with words. */
function shapeOf(bar) {
    if (!bar) {
        return "none";
    }
    if (bar.off_reason === "exempt") {
        return "line";
    }
    return bar.verdict || bar.reward?.state ? "words" : "figures";
}
