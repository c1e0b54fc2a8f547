/** Odoo's own lists of activities, and CRM's of deals, with the day bar above. */
import { archiveDisabledListView } from "@mail/views/web/list/archive_disabled_list_view";
import { mailActivityMyKanbanView } from "@mail/views/web/kanban/mail_activity_my_kanban_view";
import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";
import { DayBar } from "./day_bar";
import { emptyPartHelp } from "./day_bar_empty";

export class ActivityListRenderer extends ListRenderer {
    static template = "sales_discipline.ActivityListRenderer";
    static components = { ...ListRenderer.components, DayBar };

    get noContentHelp() {
        return emptyPartHelp(this.env.searchModel) || this.props.noContentHelp;
    }
}

export class ActivityKanbanRenderer extends KanbanRenderer {
    static template = "sales_discipline.ActivityKanbanRenderer";
    static components = { ...KanbanRenderer.components, DayBar };

    get noContentHelp() {
        return emptyPartHelp(this.env.searchModel) || this.props.noContentHelp;
    }
}

export class LeadKanbanRenderer extends KanbanRenderer {
    static template = "sales_discipline.LeadKanbanRenderer";
    static components = { ...KanbanRenderer.components, DayBar };
}

export class LeadListRenderer extends ListRenderer {
    static template = "sales_discipline.LeadListRenderer";
    static components = { ...ListRenderer.components, DayBar };
}

const views = registry.category("views");
views.add("sales_discipline_activity_list", {
    ...archiveDisabledListView,
    Renderer: ActivityListRenderer,
});
views.add("sales_discipline_activity_kanban", {
    ...mailActivityMyKanbanView,
    Renderer: ActivityKanbanRenderer,
});
views.add("sales_discipline_lead_kanban", {
    ...kanbanView,
    Renderer: LeadKanbanRenderer,
});
views.add("sales_discipline_lead_list", {
    ...listView,
    Renderer: LeadListRenderer,
});
