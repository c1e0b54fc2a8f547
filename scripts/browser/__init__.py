"""Headless Chromium and a logged-in Odoo session, for pictures."""
