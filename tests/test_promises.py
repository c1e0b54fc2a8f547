"""docs/promises.md names tests that are there, and leaves no cheat out."""

import ast
import re
from pathlib import Path

from .common import DisciplineCase

TESTS = Path(__file__).resolve().parent
DOCS = TESTS.parent / "docs"
REFERENCE = re.compile(r"`(test_\w+\.py)(?:::(\w+)::(\w+))?`")


def cases_in(path):
    """{(class, test)} of a file; tests that a class inherits are those of its base."""
    tree = ast.parse(path.read_text())
    return {
        (node.name, part.name)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for part in node.body
        if isinstance(part, ast.FunctionDef)
    }


class TestPromises(DisciplineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.text = (DOCS / "promises.md").read_text()

    def test_every_test_that_is_named_is_there(self):
        found = REFERENCE.findall(self.text)
        self.assertGreater(len(found), 60)
        for name, case, test in found:
            with self.subTest(f"{name} {case} {test}"):
                path = TESTS / name
                self.assertTrue(path.exists())
                if case and case != "TestTranslations":
                    self.assertIn((case, test), cases_in(path))

    def test_every_line_has_a_proof(self):
        for line in self.text.splitlines():
            if line.startswith("| ") and not line.startswith("| promise | proof"):
                with self.subTest(line):
                    self.assertRegex(line, r"`test_|`make |cheat \| proof")

    def test_each_of_the_sixteen_cheats_is_proved(self):
        proved = re.findall(r"(?m)^\| (\d+)\. ", self.text)
        self.assertEqual([int(number) for number in proved], [*range(1, 17)])

    def test_every_command_that_is_named_is_there(self):
        makefile = (TESTS.parent / "Makefile").read_text()
        for target in re.findall(r"`make ([\w-]+)`", self.text):
            self.assertRegex(makefile, rf"(?m)^{target}:", target)
