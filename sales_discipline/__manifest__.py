{
    "name": "Sales Discipline",
    "summary": "Planned days, honest records and a five-minute daily review for CRM teams",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Sales Discipline developers",
    "license": "LGPL-3",
    "depends": ["crm"],
    "data": [
        "data/ir_cron.xml",
    ],
    "application": False,
}
