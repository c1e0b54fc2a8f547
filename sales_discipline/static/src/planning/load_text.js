/** Sentences about the load of a day, in the language of the reader. */
import { clock, day, number, offReason } from "@sales_discipline/board/board_text";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

const GOOD = { icon: "fa-check", color: "text-success-emphasis" };
const PLAIN = { icon: "fa-info-circle", color: "text-secondary-emphasis" };
const WARN = { icon: "fa-exclamation-triangle", color: "text-warning-emphasis" };
const BAD = { icon: "fa-exclamation-circle", color: "text-danger-emphasis" };
const OFF = { icon: "fa-moon-o", color: "text-secondary-emphasis" };

/** The day and how far off it is: "Wed, Nov 25" and "tomorrow". */
export function headText(load) {
    const when = day(load.date);
    return {
        day: load.is_own
            ? when
            : _t("%(name)s, %(day)s", { name: load.name, day: when }),
        distance: DateTime.fromISO(load.date).toRelativeCalendar({
            base: DateTime.fromISO(load.today),
            unit: "days",
        }),
    };
}

/** Widths in percent of the scale, which ends at the capacity or beyond. */
export function barOf(load) {
    const all = load.with_hours ?? load.hours;
    const end = Math.max(load.capacity_hours, all);
    const percent = (hours) => (end ? Math.min(100, (100 * hours) / end) : 0);
    const need = percent(load.need_hours);
    return {
        before: percent(load.hours),
        added: percent(all) - percent(load.hours),
        need: load.need_hours ? need : null,
        capacity: percent(load.capacity_hours),
        start: number(0),
        // Nearer to an end it would run into the other figures.
        asked: need > 22 && need < 78 ? _t("asked: %s h", number(load.need_hours)) : "",
        end: _t("%s h", number(end)),
        label: _t(
            "%(hours)s h so far, %(added)s h with this one, %(need)s h asked, %(capacity)s h capacity",
            {
                hours: number(load.hours),
                added: number(all),
                need: number(load.need_hours),
                capacity: number(load.capacity_hours),
            }
        ),
    };
}

export function beforeText(load) {
    if (!load.count) {
        return _t("Nothing on that day yet.");
    }
    const values = {
        count: load.count,
        hours: number(load.hours),
        capacity: number(load.capacity_hours),
    };
    if (load.is_taken || load.is_off) {
        return _t("%(count)s on that day, %(hours)s of %(capacity)s h.", values);
    }
    return _t("%(count)s planned, %(hours)s of %(capacity)s h.", values);
}

export function withText(load) {
    const values = {
        count: load.with_count,
        hours: number(load.with_hours),
        capacity: number(load.capacity_hours),
    };
    return load.is_taken || load.is_off
        ? _t("With this one: %(count)s, %(hours)s of %(capacity)s h.", values)
        : _t("With this one: %(count)s planned, %(hours)s of %(capacity)s h.", values);
}

/** For whoever plans the day that the bar asks for: one click instead of a calendar. */
export const nextDayText = (date) => _t("Due on the next working day, %s", day(date));

/** What follows from the figures: one sentence each, the gravest first. */
export function messages(load, isCounted, hasDocument = true) {
    if (load.is_past) {
        return [{ ...BAD, text: _t("That day is over: it would be overdue at once.") }];
    }
    const found = [];
    if (load.is_off) {
        found.push({ ...OFF, text: offText(load) });
    } else {
        const over = (load.with_hours ?? load.hours) - load.capacity_hours;
        if (over > 1e-6) {
            found.push({ ...BAD, text: overText(over) });
        }
        found.push(planMessage(load));
    }
    if (!isCounted) {
        found.push({ ...PLAIN, text: notCountedText(hasDocument) });
    }
    return found;
}

function notCountedText(hasDocument) {
    return hasDocument
        ? _t("This one does not count in the plan.")
        : _t("Link it to a deal or a contact, and it counts in the plan.");
}

function offText(load) {
    return load.off_reason === "exempt"
        ? _t("Exempt: nothing is scored that day.")
        : _t("Day off: %s. What is due then waits until the next working day.", [
              offReason(load),
          ]);
}

function overText(over) {
    return _t("That is %s h more than the day has.", upTenth(over));
}

function planMessage(load) {
    if (!load.plan_owed) {
        return { ...PLAIN, text: _t("No plan is asked for that day.") };
    }
    const lack = lackText(load);
    const taken = { when: takenText(load), lack };
    if (load.is_taken) {
        return lack
            ? {
                  ...PLAIN,
                  text: _t(
                      "The plan was taken %(when)s and lacked %(lack)s. What is added now is not in it.",
                      taken
                  ),
              }
            : {
                  ...PLAIN,
                  text: _t(
                      "The plan was taken %(when)s and was complete. What is added now is not in it.",
                      taken
                  ),
              };
    }
    return lack
        ? {
              ...WARN,
              text: _t("Still lacks %(lack)s. The plan is taken %(when)s.", taken),
          }
        : {
              ...GOOD,
              text: _t("The plan is complete. It is taken %(when)s.", taken),
          };
}

function lackText({ lack_count: count, lack_hours: missing }) {
    const hours = upTenth(missing);
    if (!count) {
        return missing ? _t("%s h", hours) : "";
    }
    if (!missing) {
        return count === 1 ? _t("1 activity") : _t("%s activities", count);
    }
    return count === 1
        ? _t("1 activity and %s h", hours)
        : _t("%(count)s activities and %(hours)s h", { count, hours });
}

/** "today at 6:00 PM", on the clocks of the person's zone. */
function takenText(load) {
    const instant = deserializeDateTime(load.cutoff_at, { tz: load.tz });
    const date = instant.toISODate();
    const time = clock(instant);
    return date === load.today
        ? _t("today at %s", time)
        : _t("on %(day)s at %(time)s", { day: day(date), time });
}

/** Up to the next tenth, so that what is asked for is never too little. */
function upTenth(hours) {
    return number(Math.ceil(hours * 10 - 1e-6) / 10);
}
