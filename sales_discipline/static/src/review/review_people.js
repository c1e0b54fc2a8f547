import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { day } from "@sales_discipline/board/board_text";
import { VerdictPopover } from "@sales_discipline/board/verdict_popover";
import { usePopoverOrSheet } from "@sales_discipline/popover/popover_or_sheet";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { imageUrl } from "@web/core/utils/urls";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import * as text from "./review_text";

const MODEL = "sales.discipline.review";
const LINE = "sales.discipline.review.line";

/**
 * The people of a review: facts beside each check point, ticks that are kept at once,
 * and the word to each. Every rule is the server's.
 */
export class ReviewPeople extends Component {
    static template = "sales_discipline.ReviewPeople";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.text = text;
        this.day = day;
        this.state = useState({ review: null, candidates: [], note: "", error: "" });
        const options = {
            position: "bottom-end",
            popoverClass: "o_sd_popover",
            // A click beside it must not cost the words the head has typed.
            closeOnClickAway: () => !this.isEdited,
        };
        this.popover = usePopoverOrSheet(VerdictPopover, options);
        onWillStart(() => this.open(this.props.record.resId));
        onWillUpdateProps(({ record }) =>
            record.resId === this.reviewId ? false : this.open(record.resId)
        );
    }

    /** The reviewer's time begins when the review is on the screen. */
    async open(reviewId) {
        this.reviewId = reviewId;
        if (!reviewId) {
            return;
        }
        await this.orm.call(MODEL, "note_opened", [[reviewId]]);
        await this.load();
    }

    async load() {
        this.state.review = await this.orm.call(MODEL, "get_people", [this.reviewId]);
    }

    get isDetailed() {
        return this.state.review.kind.startsWith("detailed");
    }

    get isQuick() {
        return this.state.review.kind === "quick";
    }

    get missingWords() {
        return this.state.review.people.filter(
            ({ verdict }) => !verdict || verdict.is_bulk
        );
    }

    get hasTicks() {
        return this.state.review.people.some((person) =>
            text.CHECKS.some(({ name }) => person[name])
        );
    }

    get progress() {
        const all = this.state.review.people.length;
        return _t("%(done)s of %(all)s have had a word", {
            done: all - this.missingWords.length,
            all,
        });
    }

    avatarUrl(person) {
        return imageUrl("res.users", person.user_id, "avatar_128");
    }

    // ------------------------------------------------------------
    // WHAT THE REVIEWER DOES
    // ------------------------------------------------------------

    async toggle(person, name) {
        person[name] = !person[name];
        await this.orm.call(LINE, "set_check", [person.id, name, person[name]]);
    }

    openVerdict(person, verdict, ev) {
        this.isEdited = false;
        this.popover.open(ev.currentTarget, {
            row: person.row,
            date: this.state.review.verdict_date,
            verdict,
            message: undefined,
            isToday: this.state.review.verdict_date === this.state.review.today,
            hasNext: false,
            onSent: () => this.load(),
            onEdited: () => (this.isEdited = true),
        });
    }

    openActivities(person) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Activities: %s", person.name),
            res_model: "mail.activity",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [["user_id", "=", person.user_id]],
        });
    }

    openBoard() {
        return this.action.doAction("sales_discipline.sales_discipline_board_action");
    }

    async loadCandidates() {
        this.state.candidates = await this.orm.call(MODEL, "get_candidates", [
            this.reviewId,
        ]);
    }

    async add(user) {
        await this.orm.call(MODEL, "add_person", [this.reviewId, user.id]);
        await this.load();
    }

    async finish() {
        this.state.error = "";
        if (this.isDetailed && this.missingWords.length) {
            const names = this.missingWords.map(({ name }) => name).join(", ");
            this.state.error = _t(
                "Say a word first, with the buttons beside their names, to: %s.",
                names
            );
            return;
        }
        if (this.isDetailed && !this.hasTicks) {
            this.dialog.add(ConfirmationDialog, {
                title: _t("No check point is ticked"),
                body: _t(
                    "A review in detail looks at each person's plan, results and tasks. A finished one cannot be changed."
                ),
                confirmLabel: _t("Finish all the same"),
                cancelLabel: _t("Go on checking"),
                confirm: () => this.close(),
                cancel: () => {},
            });
            return;
        }
        await this.close();
    }

    async close() {
        await this.orm.call(MODEL, "action_finish", [this.reviewId], {
            note: this.state.note,
        });
        await this.props.record.load();
        await this.load();
    }
}

registry.category("view_widgets").add("sales_discipline_review_people", {
    component: ReviewPeople,
});
