/** When the plan is made: bars from "earlier" over the hours to "on the day". */
import { number } from "@sales_discipline/board/board_text";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

/** An hour on the clock, as in "17" or "5 PM"; with its minutes "17:00". */
function clock(hour, format = { hour: "numeric" }) {
    const at = { hour: Math.floor(hour), minute: Math.round((hour % 1) * 60) };
    return DateTime.fromObject(at).toLocaleString(format);
}

/**
 * @param {object} plans as of `get_person`
 * @returns {object | null} `bins` (label, long, in time, late, heights in percent of the
 *      highest) and whole sentences; null where nothing was planned
 */
export function planningTimes(plans) {
    if (!plans.total) {
        return null;
    }
    const bins = withHeights([
        { key: "before", label: _t("Earlier"), inTime: plans.before, late: 0 },
        ...hourBins(plans),
        { key: "after", label: _t("Later"), inTime: 0, late: plans.after },
        { key: "on_day", label: _t("That day"), inTime: 0, late: plans.on_day },
    ]);
    const onHours = sum(plans.late_hours);
    return {
        bins,
        cutoff: clock(plans.cutoff_hour, DateTime.TIME_SIMPLE),
        sentence: _t(
            "In time: %(inTime)s of %(total)s. After the cut-off: %(late)s. On the day itself: %(onDay)s.",
            {
                total: plans.total,
                inTime: plans.before + sum(plans.hours),
                late: onHours + plans.after,
                onDay: plans.on_day,
            }
        ),
        lead: lead(plans.lead_hours),
    };
}

/** The hours between the first and the last that are used, the cut-off among them. */
function hourBins({ hours, late_hours: lateHours, cutoff_hour: cutoff }) {
    const lastInTime = Math.ceil(cutoff) - 1;
    const used = [hours, lateHours].flatMap((found) => Object.keys(found).map(Number));
    const known = [...used, lastInTime];
    const first = Math.min(...known);
    const count = Math.max(...known) - first + 1;
    return Array.from({ length: count }, (_none, index) => {
        const hour = first + index;
        return {
            key: hour,
            label: clock(hour),
            inTime: hours[hour] || 0,
            late: lateHours[hour] || 0,
            isCutoff: hour === lastInTime,
        };
    });
}

function withHeights(bins) {
    const most = Math.max(...bins.map(({ inTime, late }) => inTime + late));
    const height = (count) => Math.round((100 * count) / most);
    return bins.map((bin, index) => ({
        ...bin,
        count: bin.inTime + bin.late,
        inTimeHeight: height(bin.inTime),
        lateHeight: height(bin.late),
        // Room for a few hours on a phone; the words at the ends are always there.
        isKept: typeof bin.key !== "number" || index % 3 === 2,
        isWord: typeof bin.key !== "number",
    }));
}

function lead(hours) {
    if (hours === null) {
        return "";
    }
    return hours >= 0
        ? _t("Half of it stands %s h before the cut-off, or earlier.", number(hours))
        : _t(
              "Half of it stands only %s h after the cut-off, or later.",
              number(-hours)
          );
}

function sum(counts) {
    return Object.values(counts).reduce((total, count) => total + count, 0);
}
