"""Invoices and payments, in a database that has Odoo's invoicing as well."""

import os
from unittest.mock import patch

from odoo.tests import common

from .outcome_case import OutcomeCase


class AccountDatabase:
    """The class that follows works in the database with invoicing."""

    @classmethod
    def setUpClass(cls):
        name = os.environ["SALES_DISCIPLINE_ACCOUNT_DATABASE"]
        with patch.object(common, "get_db_name", lambda: name):
            super().setUpClass()


class AccountCase(AccountDatabase, OutcomeCase):
    """Anna's and Oleg's customer gets invoices of 100 a piece, without taxes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.issued = cls.outcome("invoices")
        cls.invoiced = cls.outcome("invoiced")
        cls.paid = cls.outcome("paid")
        cls.customer = cls.env["res.partner"].create({"name": "Bergmann"})
        cls.open_books(cls.company)

    @classmethod
    def outcome(cls, name):
        xmlid = f"sales_discipline_account.sales_discipline_outcome_{name}"
        return cls.env.ref(xmlid)

    @classmethod
    def open_books(cls, company):
        chart = cls.env["account.chart.template"].with_company(company)
        chart.try_loading("generic_coa", company=company, install_demo=False)

    def invoice(self, user, price=100, day=2, company=None, **values):
        company = company or self.company
        line = {"name": "Desk", "quantity": 1, "price_unit": price, "tax_ids": False}
        moves = self.env["account.move"].with_company(company)
        invoice = moves.create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_user_id": user.id,
                "invoice_date": f"2027-03-0{day}",
                "invoice_line_ids": [(0, 0, line)],
                **values,
            }
        )
        with self.at(f"2027-03-0{day} 12:00", self.TZ):
            invoice.action_post()
        return invoice

    def pay(self, invoices, amount, day=3):
        """The customer pays ``amount``; the bookkeeper registers it on that day."""
        with self.at(f"2027-03-0{day} 12:00", self.TZ):
            wizard = self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoices.ids
            )
            payment = wizard.create({"amount": amount, "group_payment": True})
            return payment._create_payments()

    def figures(self, user, day):
        """(issued, invoiced, paid) as kept with the closed day."""
        return tuple(
            self.value(user, day, outcome)
            for outcome in (self.issued, self.invoiced, self.paid)
        )
