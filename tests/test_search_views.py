"""What the chips of a search read like."""

from lxml import etree

from odoo.tools.safe_eval import safe_eval

from .common import DisciplineCase

# As in INTERVAL_OPTIONS of web/static/src/search/utils/dates.js.
INTERVALS = ("Year", "Quarter", "Month", "Week", "Day")


class TestSearchViews(DisciplineCase):
    def test_dates_are_not_grouped_by_week_week(self):
        """The chip is the filter's label and the interval: “Date: Week”."""
        labels = dict(self.grouped_dates())
        self.assertIn("sales_discipline_verdict_view_search group_date", labels)
        doubled = {at: name for at, name in labels.items() if name in INTERVALS}
        self.assertFalse(doubled)

    def grouped_dates(self):
        """(view and filter, label) of whatever groups by a date."""
        views = self.env["ir.ui.view"].search([("type", "=", "search")])
        names = views.get_external_id()
        for view in views:
            module, _dot, name = names[view.id].partition(".")
            if not module.startswith("sales_discipline"):
                continue
            model = self.env[view.model]
            arch = etree.fromstring(model.get_view(view.id, "search")["arch"])
            for node in arch.iter("filter"):
                field = self.grouped_field(model, node)
                if field and field.type in ("date", "datetime"):
                    label = node.get("string") or field._description_string(self.env)
                    yield f"{name} {node.get('name')}", label

    def grouped_field(self, model, node):
        context = safe_eval(node.get("context", "{}"), {"uid": self.env.uid})
        return model._fields.get(str(context.get("group_by")).partition(":")[0])
