/** Figures, axes and dates of the study, in the language of the reader. */
import { score } from "@sales_discipline/board/board_text";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";

const { DateTime } = luxon;
const STEPS = [1, 2, 2.5, 5, 10];
const TICKS = 6;

/** Correlations have two decimals, and a real minus. */
export function coefficient(value) {
    return value === null ? "–" : minus(formatFloat(value, { digits: [16, 2] }));
}

export function interval({ low, high }) {
    return low === null
        ? "–"
        : _t("%(low)s to %(high)s", {
              low: coefficient(low),
              high: coefficient(high),
          });
}

export function outcome(value, currencyId) {
    if (currencyId) {
        return minus(formatCurrency(value, currencyId, { digits: [16, 0] }));
    }
    const digits = Number.isInteger(value) ? 0 : 1;
    return minus(formatFloat(value, { digits: [16, digits] }));
}

/** "June 2026", or the Monday of a week. */
export function periodName(start, period) {
    const date = DateTime.fromISO(start);
    return period === "month"
        ? date.toLocaleString({ month: "long", year: "numeric" })
        : _t("week of %s", date.toLocaleString(DateTime.DATE_MED));
}

export function lastDay(start, period) {
    return DateTime.fromISO(start).endOf(period).toISODate();
}

/** One line about a dot. */
export function tip(point, { period, currency_id: currencyId }) {
    const values = {
        name: point.name,
        score: score(Math.round(point.score * 10) / 10),
        value: outcome(point.value, currencyId),
    };
    return point.start
        ? _t("%(name)s, %(period)s: score %(score)s, outcome %(value)s", {
              ...values,
              period: periodName(point.start, period),
          })
        : _t("%(name)s: score %(score)s, outcome %(value)s", values);
}

/** Round values that cover a span, and a little more than that. */
export function ticks(low, high) {
    const span = high - low || Math.abs(high) || 1;
    const power = 10 ** Math.floor(Math.log10(span / TICKS));
    const step = power * STEPS.find((each) => each * power * TICKS >= span);
    const first = Math.floor(low / step);
    const count = Math.ceil(high / step) - first;
    return Array.from({ length: count + 1 }, (_none, i) => (first + i) * step);
}

export function tickLabel(value, step, { currencyId, signed }) {
    const size = Math.abs(value);
    const unit = size >= 1e6 ? 1e6 : size >= 1e3 ? 1e3 : 1;
    const decimals = Number.isInteger(step / unit) ? 0 : 1;
    const options = { humanReadable: true, decimals, digits: [16, decimals] };
    const text = currencyId
        ? formatCurrency(size, currencyId, options)
        : formatFloat(size, options);
    if (!value) {
        return formatFloat(0, { digits: [16, 0] });
    }
    return value < 0 ? `−${text}` : signed ? `+${text}` : text;
}

function minus(text) {
    return text.replace("-", "−");
}
