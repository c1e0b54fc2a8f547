import { VERDICTS, day, number } from "@sales_discipline/board/board_text";
import { _t } from "@web/core/l10n/translation";

/** The check points of a detailed review, with the fact that stands beside each. */
export const CHECKS = [
    { name: "tasks_ok", label: _t("All tasks there"), fact: tasks },
    { name: "fields_ok", label: _t("Fields filled"), fact: incomplete },
    { name: "results_ok", label: _t("Results say something"), fact: junk },
    { name: "next_steps_ok", label: _t("Next steps set"), fact: nextSteps },
    { name: "talked_over", label: _t("Talked it over"), fact: lastWord },
    { name: "praised", label: _t("Praised"), fact: lastPraise },
];

function tasks({
    plans_owed: owed,
    plans_ok: ok,
    next_planned,
    next_need,
    next_plan_ok,
}) {
    const past = owed
        ? _t("planned in full: %(ok)s of %(owed)s days", { ok, owed })
        : "";
    const next = next_need
        ? _t("next day %(planned)s of %(need)s", {
              planned: next_planned,
              need: next_need,
          })
        : _t("next day %s planned", next_planned);
    return {
        text: [past, next].filter(Boolean).join("; "),
        isBad: ok < owed || !next_plan_ok,
    };
}

function incomplete({ incomplete: count }) {
    return count
        ? { text: _t("records that lack something: %s", count), isBad: true }
        : { text: _t("nothing is missing"), isBad: false };
}

function junk({ junk: count }) {
    return count
        ? { text: _t("results or plans that say nothing: %s", count), isBad: true }
        : { text: _t("nothing was flagged"), isBad: false };
}

function nextSteps({ no_next_step: count }) {
    return count
        ? { text: _t("deals without a next step: %s", count), isBad: true }
        : { text: _t("every deal has one"), isBad: false };
}

function lastWord({ last_word: date }) {
    return date
        ? { text: _t("last word about %s", day(date)), isBad: false }
        : { text: _t("no word so far"), isBad: true };
}

function lastPraise({ last_praise: date }) {
    return date
        ? { text: _t("last praised for %s", day(date)), isBad: false }
        : { text: _t("never praised so far"), isBad: true };
}

/** Why somebody is in the sample. */
export function why(person) {
    return {
        everyone: "",
        random: _t("By lot"),
        waited: _t("Waited %s weeks", person.waited_weeks),
        added: _t("Added by the reviewer"),
    }[person.reason];
}

/** The days looked at in one line. */
export function summary({ score, score_before, done, due, overdue }) {
    const parts = [];
    if (score !== false && score !== undefined) {
        parts.push(
            score_before === false
                ? _t("closed days: score %s", number(score))
                : _t("closed days: score %(score)s, before %(before)s", {
                      score: number(score),
                      before: number(score_before),
                  })
        );
    }
    if (due) {
        parts.push(_t("%(done)s of %(due)s done on time", { done, due }));
    }
    if (overdue) {
        parts.push(_t("%s overdue", overdue));
    }
    return parts.join(" · ");
}

export function praiseLabel({ name }) {
    return _t("Praise: %s", name);
}

export function needsWorkLabel({ name }) {
    return _t("Needs work: %s", name);
}

export function verdictIcon({ verdict }) {
    return VERDICTS[verdict].icon;
}

/** What was said, about which day, in which words. */
export function said({ date, verdict, message }) {
    const { label } = VERDICTS[verdict];
    return message
        ? _t("%(verdict)s, %(date)s: %(message)s", {
              verdict: label,
              date: day(date),
              message,
          })
        : _t("%(verdict)s, %(date)s", { verdict: label, date: day(date) });
}
