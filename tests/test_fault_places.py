"""The deliberate faults of ``make check-faults`` still have their place."""

from pathlib import Path

from odoo.addons.sales_discipline import engine

from scripts.fault_plugin import FAULTS, spoiled

from .common import DisciplineCase


class TestFaultPlaces(DisciplineCase):
    def test_each_fault_can_be_put_in(self):
        folder = Path(engine.__file__).parent
        for name, fault in FAULTS.items():
            with self.subTest(name):
                source = (folder / fault.file).read_text()
                wrong = spoiled(source, fault)
                self.assertNotEqual(wrong, source)
                compile(wrong, fault.file, "exec")
