import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { SIZES } from "@web/core/ui/ui_service";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useBoardActions } from "./board_actions";
import { useBoardDates } from "./board_dates";
import { BoardCard, BoardRow } from "./board_person";
import { day, nextTitle } from "./board_text";
import { useVerdicts } from "./board_verdicts";
import * as words from "./board_words";
import { SetupOffer } from "@sales_discipline/setup/setup_offer";

const { DateTime } = luxon;

/**
 * Components that stand between the progress and the people, in the order of their
 * sequence. Each gets the `board` as the server says it, the `people` shown and
 * `reload`.
 */
export const strips = registry.category("sales_discipline.board_strips");

/**
 * Review, Today: the people of the head on one day, first those who need a word.
 *
 * Shows what `sales.discipline.board` says; the only thing known here is that a
 * person with a verdict has been reviewed.
 */
export class ReviewBoard extends Component {
    static template = "sales_discipline.ReviewBoard";
    static components = {
        BoardCard,
        BoardRow,
        Dropdown,
        DropdownItem,
        Layout,
        SetupOffer,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
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
        this.dates = useBoardDates(
            () => this.state.board,
            (date) => this.load(date)
        );
        this.verdicts = useVerdicts({
            getPeople: () => this.people,
            getDate: () => this.date,
            isToday: () => this.isToday,
            rootRef: this.rootRef,
            reload: () => this.load(),
            assign: (row) => this.actions.assign(row),
        });
        onWillStart(() => {
            this.load(this.props.state?.date);
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
            this.env.config.setDisplayName?.(
                this.isToday ? _t("Today") : day(this.date)
            );
            // After the board, which never waits for them.
            this.noteOpened();
            this.loadFailures();
        } catch (error) {
            this.state.status = "error";
            this.state.error = error.data?.message || "";
        }
    }

    /** The time of the quick look that is due begins, where the head has one. */
    async noteOpened() {
        try {
            await this.orm.silent.call("sales.discipline.review", "note_board_opened");
        } catch {
            // The board is what counts.
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

    get strips() {
        return strips.getAll();
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

    /** Whether those who are shown do not see their scores. */
    get isShadowed() {
        const { board, teamId } = this.state;
        const teams = board.teams.filter(({ id }) => !teamId || id === teamId);
        return teams.length > 0 && teams.every((team) => team.is_shadowed);
    }

    get clock() {
        return words.clock(this.state.board, this.people, this.state.readAt);
    }

    /** Empty where there is nobody, or a review that wants a look at each. */
    get allInOrderLabel() {
        const { status, board } = this.state;
        if (status !== "ready" || !board.has_bulk) {
            return "";
        }
        const count = words.inGroup(this.people, "in_order").length;
        return count ? _t("All in order (%s)", count) : "";
    }

    get changesLabel() {
        const { count } = this.state.board.changes || {};
        if (!count) {
            return "";
        }
        return count === 1
            ? _t("1 exemption, flag or change in a week")
            : _t("%s exemptions, flags, changes in a week", count);
    }

    get nobody() {
        return words.nobody(this.state.board);
    }

    /** That the day which the head expects is not the one on screen, and why. */
    get unclosedLabel() {
        const { unclosed } = this.state.board;
        return unclosed ? _t("%s is over and not closed yet.", day(unclosed)) : "";
    }

    get headers() {
        return {
            day: this.isToday ? _t("Today") : day(this.date),
            next: nextTitle(this.people, this.isToday),
        };
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

    toggleGroup(name) {
        this.state.folded[name] = !this.state.folded[name];
    }

    /** A word, or whatever else a row offers; `detail` says which of several. */
    onAction(name, row, target, detail) {
        if (name in this.actions) {
            return this.actions[name](row, target, detail);
        }
        const verdict = name === "change" ? row.verdict.verdict : name;
        return this.verdicts.open(row, target, verdict);
    }

    openChanges() {
        return this.actions.changes(this.state.board.changes);
    }
}

registry.category("actions").add("sales_discipline.review_board", ReviewBoard);
