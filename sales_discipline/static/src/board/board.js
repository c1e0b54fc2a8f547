import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { useDateTimePicker } from "@web/core/datetime/datetime_picker_hook";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { SIZES } from "@web/core/ui/ui_service";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useBoardActions } from "./board_actions";
import { BoardCard, BoardRow, suggestedVerdict } from "./board_person";
import { day } from "./board_text";
import * as words from "./board_words";
import { VerdictPopover } from "./verdict_popover";

const { DateTime } = luxon;
const UNDO_DELAY = 10000;

/**
 * Review, Today: the people of the head on one day, first those who need a word.
 *
 * Shows what `sales.discipline.board` says; the only thing known here is that a
 * person with a verdict has been reviewed.
 */
export class ReviewBoard extends Component {
    static template = "sales_discipline.ReviewBoard";
    static components = { BoardCard, BoardRow, Dropdown, DropdownItem, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.ui = useState(useService("ui"));
        this.rootRef = useRef("root");
        this.state = useState({
            status: "loading",
            board: null,
            readAt: null,
            error: "",
            teamId: this.props.state?.teamId || false,
            folded: {},
            failures: {},
        });
        // Coming back from a list, the head goes on with the same day.
        useSetupAction({
            getLocalState: () => ({
                date: this.state.board?.date,
                teamId: this.state.teamId,
            }),
        });
        this.display = { controlPanel: {} };
        this.actions = useBoardActions(() => this.load());
        this.setupPopover();
        this.setupDatePicker();
        onWillStart(() => {
            this.load(this.props.state?.date);
        });
    }

    setupPopover() {
        const options = {
            position: "bottom-end",
            popoverClass: "o_sd_popover",
            // A click beside it must not cost the words the head has typed.
            closeOnClickAway: () => !this.isEdited,
            onClose: () => this.onPopoverClosed(),
        };
        this.popover = usePopover(VerdictPopover, options);
        this.sheet = usePopover(VerdictPopover, { ...options, useBottomSheet: true });
    }

    setupDatePicker() {
        const board = this;
        this.datePicker = useDateTimePicker({
            target: "date-button",
            get pickerProps() {
                const { date, today } = board.state.board || {};
                return {
                    type: "date",
                    value: date ? DateTime.fromISO(date) : false,
                    maxDate: today ? DateTime.fromISO(today) : undefined,
                };
            },
            onApply: (value) => value && board.load(value.toISODate()),
        });
    }

    // ------------------------------------------------------------
    // DATA
    // ------------------------------------------------------------

    /** Read the board of a date, by default the one on screen. */
    async load(date = this.state.board?.date || false) {
        try {
            this.state.board = await this.orm.silent.call(
                "sales.discipline.board",
                "get_board",
                [date]
            );
            this.state.status = "ready";
            this.state.readAt = DateTime.now();
            // After the board, which never waits for it.
            this.loadFailures();
        } catch (error) {
            this.state.status = "error";
            this.state.error = error.data?.message || "";
        }
    }

    /** What each person's records lack, of today alone: records have no history. */
    async loadFailures() {
        const { board } = this.state;
        const isToday = board.date === board.today;
        const ids = isToday ? board.people.map((row) => row.user_id) : [];
        const args = [ids];
        try {
            this.state.failures = ids.length
                ? await this.orm.silent.call(
                      "sales.discipline.data.rule",
                      "get_failures",
                      args
                  )
                : {};
        } catch {
            this.state.failures = {};
        }
    }

    retry() {
        this.state.status = "loading";
        return this.load();
    }

    get date() {
        return this.state.board.date;
    }

    get isToday() {
        return this.date === this.state.board.today;
    }

    get people() {
        const { teamId, board } = this.state;
        return board.people.filter((row) => !teamId || row.team_id === teamId);
    }

    get groups() {
        return words.groups(this.people);
    }

    inGroup(name) {
        return words.inGroup(this.people, name);
    }

    // ------------------------------------------------------------
    // WORDS
    // ------------------------------------------------------------

    get progress() {
        return words.progress(this.people);
    }

    get summary() {
        return words.summary(this.people);
    }

    get clock() {
        return words.clock(this.state.board, this.people, this.state.readAt);
    }

    get allInOrderLabel() {
        return _t("All in order (%s)", this.inGroup("in_order").length);
    }

    get headers() {
        return this.isToday
            ? { day: _t("Today"), next: _t("Tomorrow") }
            : { day: day(this.date), next: _t("Next day") };
    }

    get teamName() {
        const team = this.state.board.teams.find(({ id }) => id === this.state.teamId);
        return team ? team.name : _t("All teams");
    }

    get dayLabel() {
        return this.isToday ? _t("Today") : day(this.date);
    }

    get nextReview() {
        const next = this.state.board.next_date;
        return next ? _t("The next review is on %s.", day(next)) : "";
    }

    get hasCards() {
        return this.ui.size < SIZES.XL;
    }

    // ------------------------------------------------------------
    // WHAT THE HEAD DOES
    // ------------------------------------------------------------

    shiftDay(days) {
        return this.load(DateTime.fromISO(this.date).plus({ days }).toISODate());
    }

    toggleGroup(name) {
        this.state.folded[name] = !this.state.folded[name];
    }

    onAction(name, row, target) {
        if (name in this.actions) {
            this.actions[name](row);
        } else {
            this.openVerdict(
                row,
                target,
                name === "change" ? row.verdict.verdict : name
            );
        }
    }

    openVerdict(row, target, verdict) {
        this.isEdited = false;
        this.target = target;
        const popover = this.ui.isSmall ? this.sheet : this.popover;
        popover.open(target, {
            row,
            date: this.date,
            verdict,
            message: row.verdict ? row.verdict.message : undefined,
            isToday: this.isToday,
            hasNext: Boolean(this.nextAfter(row)),
            onSent: (sent, andNext) => this.onSent(row, sent, andNext),
            onEdited: () => (this.isEdited = true),
        });
    }

    /** Esc and Discard give the focus back to the button that opened it. */
    onPopoverClosed() {
        if (this.target?.isConnected) {
            this.target.focus();
        }
    }

    onSent(row, sent, andNext) {
        const next = andNext && this.nextAfter(row);
        Object.assign(
            this.state.board.people.find((each) => each.user_id === row.user_id),
            {
                group: "reviewed",
                verdict: sent,
                last_verdict: sent,
            }
        );
        if (next) {
            this.openNext(next);
        }
    }

    /** The one after `row` who needs a word; from the end, the first one left. */
    nextAfter(row) {
        const waiting = this.inGroup("need_word");
        const index = waiting.findIndex((each) => each.user_id === row.user_id);
        return (
            waiting[index + 1] || waiting.find((each) => each.user_id !== row.user_id)
        );
    }

    openNext(row) {
        const verdict = suggestedVerdict(row);
        const name = verdict === "great" ? "great" : "needs_work";
        const selector = `[data-user-id="${row.user_id}"] [data-action="${name}"]`;
        const target = this.rootRef.el.querySelector(selector);
        if (!target) {
            return; // the group is folded
        }
        target.scrollIntoView({ block: "nearest" });
        this.openVerdict(row, target, verdict);
    }

    async allInOrder() {
        const rows = this.inGroup("in_order");
        const ids = await this.orm.call("sales.discipline.verdict", "mark_in_order", [
            rows.map((row) => row.user_id),
            this.date,
        ]);
        await this.load();
        const reviewed = this.state.board.people.filter((row) =>
            ids.includes(row.verdict.id)
        );
        this.offerUndo(ids, reviewed.map((row) => row.name).join(", "));
    }

    offerUndo(ids, names) {
        const message =
            ids.length === 1
                ? _t("1 person reviewed: %s.", names)
                : _t("%(count)s people reviewed: %(names)s.", {
                      count: ids.length,
                      names,
                  });
        const close = this.notification.add(message, {
            type: "success",
            autocloseDelay: UNDO_DELAY,
            buttons: [
                {
                    name: _t("Undo"),
                    onClick: async () => {
                        close();
                        await this.orm.call(
                            "sales.discipline.verdict",
                            "undo_in_order",
                            [ids]
                        );
                        await this.load();
                    },
                },
            ],
        });
    }
}

registry.category("actions").add("sales_discipline.review_board", ReviewBoard);
