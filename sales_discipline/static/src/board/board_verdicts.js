import { usePopoverOrSheet } from "@sales_discipline/popover/popover_or_sheet";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { suggestedVerdict } from "./board_person";
import { inGroup } from "./board_words";
import { VerdictPopover } from "./verdict_popover";

const MODEL = "sales.discipline.verdict";
const UNDO_DELAY = 10000;

/**
 * Words about people: one after the other, or "All in order" at once.
 *
 * @param {object} board
 * @param {() => object[]} board.getPeople the rows on screen
 * @param {() => string} board.getDate
 * @param {() => boolean} board.isToday
 * @param {{ el: HTMLElement }} board.rootRef
 * @param {() => Promise} board.reload
 * @param {(row: object) => void} board.assign
 */
export function useVerdicts(board) {
    const orm = useService("orm");
    const notification = useService("notification");
    // What the head has typed, and where the focus goes back to.
    let isEdited = false;
    let target = null;
    const options = {
        position: "bottom-end",
        popoverClass: "o_sd_popover",
        // A click beside it must not cost the words the head has typed.
        closeOnClickAway: () => !isEdited,
        // Esc and Discard give the focus back to the button that opened it.
        onClose: () => target?.isConnected && target.focus(),
    };
    const popover = usePopoverOrSheet(VerdictPopover, options);

    function open(row, element, verdict) {
        isEdited = false;
        target = element;
        popover.open(element, {
            row,
            date: board.getDate(),
            verdict,
            message: row.verdict ? row.verdict.message : undefined,
            isToday: board.isToday(),
            hasNext: Boolean(nextAfter(row)),
            onSent: (sent, andNext) => onSent(row, sent, andNext),
            onEdited: () => (isEdited = true),
            onAssign: () => board.assign(row),
        });
    }

    function onSent(row, sent, andNext) {
        const next = andNext && nextAfter(row);
        const shown = board.getPeople().find(({ user_id: id }) => id === row.user_id);
        Object.assign(shown, { group: "reviewed", verdict: sent, last_verdict: sent });
        if (next) {
            openNext(next);
        }
    }

    /** The one after `row` who needs a word; from the end, the first one left. */
    function nextAfter(row) {
        const waiting = inGroup(board.getPeople(), "need_word");
        const index = waiting.findIndex(({ user_id: id }) => id === row.user_id);
        return (
            waiting[index + 1] || waiting.find(({ user_id: id }) => id !== row.user_id)
        );
    }

    function openNext(row) {
        const verdict = suggestedVerdict(row);
        const name = verdict === "great" ? "great" : "needs_work";
        const selector = `[data-user-id="${row.user_id}"] [data-action="${name}"]`;
        const element = board.rootRef.el.querySelector(selector);
        if (!element) {
            return; // the group is folded
        }
        element.scrollIntoView({ block: "nearest" });
        open(row, element, verdict);
    }

    async function allInOrder() {
        const rows = inGroup(board.getPeople(), "in_order");
        const ids = rows.map((row) => row.user_id);
        const given = await orm.call(MODEL, "mark_in_order", [ids, board.getDate()]);
        await board.reload();
        const reviewed = board
            .getPeople()
            .filter((row) => row.verdict && given.includes(row.verdict.id));
        offerUndo(given, reviewed.map((row) => row.name).join(", "));
    }

    function offerUndo(ids, names) {
        const message =
            ids.length === 1
                ? _t("1 person reviewed: %s.", names)
                : _t("%(count)s people reviewed: %(names)s.", {
                      count: ids.length,
                      names,
                  });
        const close = notification.add(message, {
            type: "success",
            autocloseDelay: UNDO_DELAY,
            className: "o_sd_undo",
            buttons: [
                {
                    name: _t("Undo"),
                    onClick: async () => {
                        close();
                        await orm.call(MODEL, "undo_in_order", [ids]);
                        await board.reload();
                    },
                },
            ],
        });
    }

    return { allInOrder, open };
}
