{
    "name": "Sales Discipline",
    "summary": "Planned days, honest records and a five-minute daily review for CRM teams",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Sales Discipline developers",
    "license": "LGPL-3",
    "depends": ["crm"],
    "data": [
        "security/sales_discipline_security.xml",
        "security/ir.model.access.csv",
        "security/sales_discipline_rules.xml",
        "security/sales_discipline_verdict_rules.xml",
        "data/sales_discipline_policy_data.xml",
        "data/ir_cron.xml",
    ],
    "assets": {
        "web.assets_backend": ["sales_discipline/static/src/**/*"],
        "web.assets_tests": ["sales_discipline/static/tests/tours/**/*"],
    },
    "application": False,
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
