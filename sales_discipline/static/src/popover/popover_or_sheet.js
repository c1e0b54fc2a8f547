import { usePopover } from "@web/core/popover/popover_hook";
import { useService } from "@web/core/utils/hooks";

/**
 * A popover, which on a phone is a sheet from below. Odoo's sheet tells its content
 * not how to close it, as the popover does: here both get ``close``.
 *
 * @param {typeof import("@odoo/owl").Component} component with a prop ``close``
 * @param {object} [options] those of usePopover
 * @returns {{open: (target: HTMLElement, props: object) => void}}
 */
export function usePopoverOrSheet(component, options = {}) {
    const ui = useService("ui");
    const popover = usePopover(component, options);
    const sheet = usePopover(component, { ...options, useBottomSheet: true });
    return {
        open(target, props) {
            const shown = ui.isSmall ? sheet : popover;
            shown.open(target, { ...props, close: () => shown.close() });
        },
    };
}
