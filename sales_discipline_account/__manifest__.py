{
    "name": "Sales Discipline: Invoices",
    "summary": "Invoices issued and amounts paid as outcomes of a salesperson's work",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Sales Discipline developers",
    "license": "LGPL-3",
    "depends": ["sales_discipline", "account"],
    "data": ["data/sales_discipline_outcome_data.xml"],
    "auto_install": True,
}
