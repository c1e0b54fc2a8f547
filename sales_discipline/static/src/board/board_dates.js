import { useDateTimePicker } from "@web/core/datetime/datetime_picker_hook";

const { DateTime } = luxon;

/**
 * The day on screen: chosen in a picker, never one to come.
 *
 * @param {() => object} getBoard what the server said last, or null
 * @param {(isoDate: string) => Promise} load
 */
export function useBoardDates(getBoard, load) {
    const picker = useDateTimePicker({
        target: "date-button",
        get pickerProps() {
            const { date, today } = getBoard() || {};
            return {
                type: "date",
                value: date ? DateTime.fromISO(date) : false,
                maxDate: today ? DateTime.fromISO(today) : undefined,
            };
        },
        onApply: (value) => value && load(value.toISODate()),
    });
    return {
        choose: () => picker.open(),
        shift: (days) =>
            load(DateTime.fromISO(getBoard().date).plus({ days }).toISODate()),
        toToday: () => load(getBoard().today),
    };
}
