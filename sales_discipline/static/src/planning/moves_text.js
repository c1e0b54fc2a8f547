import { _t } from "@web/core/l10n/translation";

/** Fields of an activity that say how often it moved and what that means to me. */
export const MOVE_FIELDS = [
    { name: "shown_moves", type: "integer" },
    { name: "my_moves", type: "integer" },
    { name: "my_move_limit", type: "integer" },
];

/** "Moved 2×. Moving it later again counts as moved too often." Empty: there is nothing to say. */
export function movesText({ shown_moves, my_moves, my_move_limit }) {
    const facts = factsText(shown_moves || 0, my_moves || 0, my_move_limit);
    const follows = followsText(shown_moves || 0, my_moves || 0, my_move_limit);
    return [facts, follows].filter(Boolean).join(" ");
}

function factsText(moved, mine, limit) {
    if (!moved) {
        return "";
    }
    return limit < 0 || mine === moved
        ? _t("Moved %s×.", moved)
        : _t("Moved %(count)s×, %(mine)s× by you.", { count: moved, mine });
}

/** The policy counts the moves of one person, from some number on. */
function followsText(moved, mine, limit) {
    if (limit === undefined || limit < 0) {
        return "";
    }
    const free = limit - mine;
    if (free < 0) {
        return _t("That counts as moved too often.");
    }
    if (!free) {
        return moved
            ? _t("Moving it later again counts as moved too often.")
            : _t("Moving it later counts as moved too often.");
    }
    if (!moved) {
        return "";
    }
    return free === 1
        ? _t("1 more move is free.")
        : _t("%s more moves are free.", free);
}

/** Whether the next move would cost something. */
export function movesCost({ my_moves, my_move_limit }) {
    return my_move_limit >= 0 && my_moves >= my_move_limit;
}
