"""The labelled results, and the half of them that nobody looks at while tuning."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

# What a test measured, for the end of the output.
REPORT = []
FILE = Path(__file__).parent / "data" / "result_texts.txt"


@dataclass(frozen=True)
class Labelled:
    text: str
    is_junk: bool
    lang: str
    is_hard: bool

    @property
    def is_held_out(self):
        """Whether it is in the half that the check was not tuned on."""
        return sha256(self.text.encode()).digest()[0] % 2 == 1


def read_texts():
    found, label = {}, None
    for line in FILE.read_text().splitlines():
        if not line or line.startswith("# "):
            continue
        header = re.fullmatch(r"\[(honest|junk) (ru|en) (plain|hard)\]", line)
        if header:
            label = (header[1] == "junk", header[2], header[3] == "hard")
        else:
            found.setdefault(line, Labelled(line, *label))
    return list(found.values())


def error_rates(check, texts):
    """{(language, "honest" or "junk"): (wrong, number)} of ``check`` on ``texts``."""
    rates = {}
    for each in texts:
        key = each.lang, "junk" if each.is_junk else "honest"
        wrong, number = rates.get(key, (0, 0))
        is_wrong = bool(check(each.text)) != each.is_junk
        rates[key] = (wrong + is_wrong, number + 1)
    return rates
