import { Component, markup, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The guides, at the section that the screen one came from is about. */
export class Guide extends Component {
    static template = "sales_discipline.Guide";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.display = { controlPanel: {} };
        this.rootRef = useRef("root");
        this.state = useState({ guide: null, error: "", section: "" });
        // What a screen asks for goes before what the menu's action says.
        const { context } = this.props.action;
        const page = context.guide_page || context.page || "salesperson";
        const section = context.guide_section || "";
        onWillStart(() => this.open(page, section && `o_sd_guide_${section}`));
        useEffect(
            () => this.scrollTo(this.state.section),
            () => [this.state.guide, this.state.section]
        );
    }

    async open(page, section = "") {
        try {
            const guide = await this.orm.call("sales.discipline.guide", "get_page", [
                page,
            ]);
            // Our own file, rendered on the server without raw HTML.
            const body = markup(guide.html);
            Object.assign(this.state, { guide: { ...guide, body }, section });
        } catch (error) {
            this.state.error = error.data?.message || _t("The server did not answer.");
        }
    }

    scrollTo(id) {
        const target = id && this.rootRef.el?.querySelector(`#${id}`);
        if (target) {
            target.scrollIntoView({ block: "start" });
        }
    }

    show(id) {
        this.state.section = id;
        this.scrollTo(id);
    }
}

registry.category("actions").add("sales_discipline.guide", Guide);

/** A question mark that opens the guide where it speaks of this screen. */
export class GuideLink extends Component {
    static template = "sales_discipline.GuideLink";
    static props = {
        page: String,
        section: { type: String, optional: true },
        className: { type: String, optional: true },
    };
    static defaultProps = { section: "", className: "btn btn-link" };

    setup() {
        this.action = useService("action");
    }

    open() {
        const { page, section } = this.props;
        return this.action.doAction("sales_discipline.sales_discipline_guide_action", {
            additionalContext: { guide_page: page, guide_section: section },
        });
    }
}
