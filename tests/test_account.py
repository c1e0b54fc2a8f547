"""What salespeople invoice and get paid, where invoicing is installed."""

import ast
from pathlib import Path

from odoo.modules import get_module_path

from .account_case import AccountCase


class TestInvoices(AccountCase):
    def test_it_installed_itself(self):
        """Nobody asked for it: the addon and invoicing were installed."""
        module = self.env["ir.module.module"].search(
            [("name", "=", "sales_discipline_account")]
        )
        self.assertEqual(module.state, "installed")
        self.assertEqual(
            set(module.dependencies_id.mapped("name")), {"sales_discipline", "account"}
        )
        self.assertTrue(module.auto_install)
        self.assertIn("Invoices", module.shortdesc)
        self.assertIn("invoices", module.summary.lower())
        self.assertIn("amount paid", module.description)

    def test_the_manifest_names_what_is_there(self):
        folder = Path(get_module_path("sales_discipline_account"))
        manifest = ast.literal_eval((folder / "__manifest__.py").read_text())
        for name in manifest["data"]:
            self.assertTrue((folder / name).is_file())
        self.assertEqual(manifest["license"], "LGPL-3")

    def test_an_invoice_counts_for_its_salesperson_on_its_date(self):
        """Whoever made it, and whosever the customer is."""
        self.customer.user_id = self.oleg
        self.invoice(self.anna, 100)
        self.invoice(self.anna, 50)
        self.invoice(self.oleg, 30, day=3)
        self.close()
        self.assertEqual(self.figures(self.anna, 2), (2, 150, 0))
        self.assertEqual(self.figures(self.anna, 3), (0, 0, 0))
        self.assertEqual(self.figures(self.oleg, 3), (1, 30, 0))

    def test_taxes_are_part_of_the_amount(self):
        tax = self.env["account.tax"].create(
            {"name": "20 %", "amount": 20, "company_id": self.company.id}
        )
        line = {"name": "Desk", "price_unit": 100, "tax_ids": [(6, 0, tax.ids)]}
        self.invoice(self.anna, invoice_line_ids=[(0, 0, line)])
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.invoiced), 120)

    def test_a_draft_is_no_invoice(self):
        invoice = self.invoice(self.anna)
        invoice.button_draft()
        self.close()
        self.assertEqual(self.figures(self.anna, 2), (0, 0, 0))

    def test_bills_of_suppliers_are_not_sales(self):
        self.invoice(self.anna, move_type="in_invoice")
        self.close()
        self.assertEqual(self.figures(self.anna, 2), (0, 0, 0))

    def test_a_credit_note_takes_its_amount_back(self):
        """On its own date; what was issued stays issued."""
        invoice = self.invoice(self.anna, 100)
        self.invoice(
            self.anna, 40, day=3, move_type="out_refund", reversed_entry_id=invoice.id
        )
        self.close()
        self.assertEqual(self.figures(self.anna, 2), (1, 100, 0))
        self.assertEqual(self.figures(self.anna, 3), (0, -40, 0))

    def test_a_credit_note_pays_nothing(self):
        invoice = self.invoice(self.anna, 100)
        refund = self.invoice(self.anna, 100, day=3, move_type="out_refund")
        with self.at("2027-03-03 13:00", self.TZ):
            lines = (invoice | refund).line_ids
            lines.filtered(
                lambda line: line.account_id.account_type == "asset_receivable"
            ).reconcile()
        self.assertEqual(invoice.amount_residual, 0)
        self.close()
        self.assertEqual(self.value(self.anna, 3, self.paid), 0)

    def test_a_payment_counts_when_it_is_matched(self):
        self.pay(self.invoice(self.anna, 100), 100)
        self.close()
        self.assertEqual(self.figures(self.anna, 2), (1, 100, 0))
        self.assertEqual(self.figures(self.anna, 3), (0, 0, 100))

    def test_parts_of_an_invoice_count_as_they_are_paid(self):
        invoice = self.invoice(self.anna, 100)
        self.pay(invoice, 30, day=3)
        self.pay(invoice, 50, day=4)
        self.close()
        paid = [self.value(self.anna, day, self.paid) for day in (2, 3, 4, 5)]
        self.assertEqual(paid, [0, 30, 50, 0])
        self.assertEqual(invoice.amount_residual, 20)

    def test_one_payment_for_the_invoices_of_two(self):
        """Each gets what was matched with their own invoice."""
        self.pay(self.invoice(self.anna, 100) | self.invoice(self.oleg, 60), 130)
        self.close()
        paid = [self.value(user, 3, self.paid) for user in (self.anna, self.oleg)]
        self.assertEqual(sum(paid), 130)
        self.assertTrue(all(paid))

    def test_more_than_was_asked_for_is_no_more_than_was_invoiced(self):
        self.pay(self.invoice(self.anna, 100), 150)
        self.close()
        self.assertEqual(self.value(self.anna, 3, self.paid), 100)

    def test_what_is_undone_later_does_not_change_a_closed_day(self):
        invoice = self.invoice(self.anna, 100)
        self.pay(invoice, 100)
        self.close()
        with self.at("2027-03-08 12:00", self.TZ):
            receivable = invoice.line_ids.filtered("matched_credit_ids")
            receivable.remove_move_reconcile()
        self.close("2027-03-09 03:00")
        self.assertEqual(self.value(self.anna, 3, self.paid), 100)

    def test_the_salesperson_of_the_invoice_when_the_day_closes(self):
        invoice = self.invoice(self.anna, 100)
        self.close("2027-03-03 03:00")
        invoice.invoice_user_id = self.oleg
        self.close()
        self.assertEqual(self.figures(self.anna, 2), (1, 100, 0))
        self.assertEqual(self.figures(self.oleg, 2), (0, 0, 0))

    def test_the_head_reads_amounts_and_the_salesperson_their_own(self):
        self.invoice(self.anna, 100)
        self.close()
        values = self.env["sales.discipline.day.outcome"]
        mine = values.with_user(self.anna).search(
            [("outcome_id", "=", self.invoiced.id)]
        )
        self.assertEqual(mine.day_id.user_id, self.anna)
        heads = values.with_user(self.head).search(
            [("outcome_id", "=", self.invoiced.id)]
        )
        self.assertIn(self.oleg, heads.day_id.user_id)


class TestInvoicesOfTwoCompanies(AccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        euro, dollar = cls.env.ref("base.EUR"), cls.env.ref("base.USD")
        (euro | dollar).active = True
        cls.company.currency_id = euro
        cls.tin = cls.env["res.company"].create(
            {"name": "Tin & Zinc", "currency_id": dollar.id}
        )
        cls.anna.company_ids += cls.tin
        cls.env["res.currency.rate"].search([]).unlink()
        cls.env["res.currency.rate"].create(
            {
                "currency_id": dollar.id,
                "company_id": cls.company.id,
                "name": "2027-01-01",
                "rate": 2,
            }
        )
        cls.open_books(cls.tin)

    def test_amounts_are_in_the_currency_of_the_persons_company(self):
        self.invoice(self.anna, 100)
        invoice = self.invoice(self.anna, 80, company=self.tin)
        self.pay(invoice, 80)
        self.close()
        self.assertEqual(self.figures(self.anna, 2), (2, 140, 0))
        self.assertEqual(self.value(self.anna, 3, self.paid), 40)
        kept = self.kept(self.anna, 2, self.invoiced)
        self.assertEqual(kept.currency_id, self.company.currency_id)

    def test_an_outcome_may_be_of_one_company(self):
        self.invoiced.company_id = self.company
        self.invoice(self.anna, 100)
        self.invoice(self.anna, 80, company=self.tin)
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.invoiced), 100)


class TestWithoutInvoicing(AccountCase):
    def test_the_outcomes_go_with_their_addon(self):
        """And closing goes on: of invoices, nothing is measured any more."""
        self.invoice(self.anna, 100)
        self.close("2027-03-03 03:00")
        self.assertEqual(self.value(self.anna, 2, self.issued), 1)
        records = self.issued | self.invoiced | self.paid
        # What Odoo does with the addon's records.
        module = self.env.ref("base.module_sales_discipline_account")
        module.state = "to remove"
        self.env["ir.model.data"]._module_data_uninstall([module.name])
        module.state = "uninstalled"
        self.assertFalse(records.exists())
        self.close()
        self.assertEqual(self.value(self.anna, 3, self.won), 0)

    def test_an_outcome_whose_model_is_gone_is_switched_off(self):
        """Somebody's own outcome on invoices outlives them."""
        self.issued.copy({"name": "Mine", "code": "mine"})
        own = self.outcomes.search([("code", "=", "mine")])
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sales_discipline_outcome SET model_id = NULL, model = NULL"
            " WHERE id = %s",
            [own.id],
        )
        self.env.invalidate_all()
        self.close()
        self.assertFalse(own.active)
        self.assertTrue(own.broken_reason)
        self.assertEqual(self.value(self.anna, 3, self.issued), 0)
