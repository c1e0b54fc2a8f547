/** The head's list of rewards and one's own, each with its figures above. */
import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";
import { RewardReach } from "./reach";
import { RewardFilters } from "./reward_filters";

export class RewardKanbanRenderer extends KanbanRenderer {
    static template = "sales_discipline.RewardKanbanRenderer";
    static components = { ...KanbanRenderer.components, RewardFilters };
}

export class MyRewardListRenderer extends ListRenderer {
    static template = "sales_discipline.MyRewardListRenderer";
    static components = { ...ListRenderer.components, RewardReach };
}

export class MyRewardKanbanRenderer extends KanbanRenderer {
    static template = "sales_discipline.MyRewardKanbanRenderer";
    static components = { ...KanbanRenderer.components, RewardReach };
}

const views = registry.category("views");
views.add("sales_discipline_reward_kanban", {
    ...kanbanView,
    Renderer: RewardKanbanRenderer,
});
views.add("sales_discipline_reward_my_list", {
    ...listView,
    Renderer: MyRewardListRenderer,
});
views.add("sales_discipline_reward_my_kanban", {
    ...kanbanView,
    Renderer: MyRewardKanbanRenderer,
});
