"""What happens to the figures when things break down (make breakdowns).

Real Odoo processes on a real PostgreSQL are killed, doubled, left switched off and
restored; afterwards the figures must be those of a run in which nothing happened.
"""
