"""Loading of the "CRM Sales Opportunities" CSV files; started by ../load.py."""
