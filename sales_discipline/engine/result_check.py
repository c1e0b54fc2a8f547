"""Whether a result says something (metrics section 6). Pure, no database.

A text is judged by what it is made of, never by what it means: words of any language
with Latin or Cyrillic letters are taken at their word.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from .letter_pairs import rarity
from .result_phrases import ALLOWED_PHRASES, STOCK_PHRASES

MIN_LENGTH = 3
# Longer texts are not made of stock phrases alone, or not by chance.
LONGEST_STOCK = 80

EMPTY = "empty"
TOO_SHORT = "too_short"
NO_WORDS = "no_words"
MASH = "mash"
STOCK_PHRASE = "stock_phrase"
REPEATED = "repeated"
FLAGS = (EMPTY, TOO_SHORT, NO_WORDS, MASH, STOCK_PHRASE, REPEATED)

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NOT_WORD = re.compile(r"[\W_]+")
# A date, an hour, a telephone number, a sum of money: these need no word.
_TELLING_NUMBER = re.compile(
    r"""\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b | \b\d{1,2}:\d\d\b
    | \+\d[\d\s().-]{6,}\d | [₽$€£]\s?\d | \d\s?[₽$€£]""",
    re.VERBOSE,
)


def check_result(
    text: str | None,
    *,
    min_length: int = MIN_LENGTH,
    stock_phrases: Iterable[str] = STOCK_PHRASES,
    allowed_phrases: Iterable[str] = ALLOWED_PHRASES,
    recent: Iterable[str] = (),
    allowed_repeats: int = 0,
) -> str | None:
    """The flag of a result text, or None when it tells something.

    :param text: plain text
    :param min_length: letters and digits that a result needs
    :param stock_phrases: a text that consists of nothing but these says nothing
    :param allowed_phrases: a text with one of these is honest, however short or
        frequent: "no answer"
    :param recent: the person's other results of the last 30 days
    :param allowed_repeats: how many of ``recent`` may be the same text
    """
    plain = normalise(text)
    if not plain:
        return EMPTY
    words = plain_words(plain)
    if _allowed(_frozen(allowed_phrases)).search(words):
        return None
    if not any(char.isalpha() for char in plain):
        return None if _TELLING_NUMBER.search(plain) else NO_WORDS
    if len(plain) < LONGEST_STOCK and _stock(_frozen(stock_phrases)).fullmatch(words):
        return STOCK_PHRASE
    if sum(map(str.isalnum, plain)) < min_length:
        return TOO_SHORT
    if _is_mash(text):
        return MASH
    same = sum(plain_words(normalise(other)) == words for other in recent)
    return REPEATED if same > allowed_repeats else None


# The same plans are looked at again and again: by the board, the day bar, closing.
@lru_cache(maxsize=20_000)
def is_junk_summary(summary: str | None) -> bool:
    """Whether a planned activity is called "asdf" or "...".

    No name at all is no junk, and "Call" is what stock Odoo itself would write.
    """
    flag = check_result(summary, min_length=0, stock_phrases=())
    return flag in (NO_WORDS, MASH)


def is_no_answer(text: str | None, allowed_phrases=ALLOWED_PHRASES) -> bool:
    """Whether the text says, in one of the allowed phrases, that nobody was reached."""
    words = plain_words(normalise(text))
    return bool(words and _allowed(_frozen(allowed_phrases)).search(words))


def normalise(text: str | None) -> str:
    """One case, one form of each letter, single spaces."""
    folded = unicodedata.normalize("NFKC", text or "").casefold().replace("ё", "е")
    return " ".join(folded.split())


def plain_words(plain: str) -> str:
    """Words and numbers of a normalised text, without punctuation."""
    return _NOT_WORD.sub(" ", plain).strip()


def _frozen(phrases) -> Collection[str]:
    return phrases if isinstance(phrases, tuple) else tuple(phrases)


@lru_cache(maxsize=64)
def _stock(phrases):
    """Matches texts that consist of nothing but the phrases."""
    return re.compile(f"(?:(?:{_alternatives(phrases)})(?: |$))+")


@lru_cache(maxsize=64)
def _allowed(phrases):
    """Finds one of the phrases, as whole words."""
    return re.compile(rf"\b(?:{_alternatives(phrases)})\b")


def _alternatives(phrases):
    """An expression for any of the phrases, the longest first; never an empty one."""
    known = {plain_words(normalise(phrase)) for phrase in phrases} - {""}
    ordered = sorted(known, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(map(re.escape, ordered)) or r"(?!)"


# ------------------------------------------------------------
# Mash: keyboard runs and random letters
# ------------------------------------------------------------

ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
)
# Words that fingers could have found as well.
_REAL_RUNS = {"смит"}
_KEYS = {char: (row, place) for row in ROWS for place, char in enumerate(row)}
_VOWELS = set("aeiouyаеиоуыэюяàáâãäåæèéêëìíîïòóôõöøùúûüýєіїў")
# Of the letters of a text, so many must be in words that look like words.
_ENOUGH = 0.5
# Mean rarity of the pairs of letters, from 0 to 9, above which nobody meant a word;
# names may be one rarer.
_RARE = 5.4


def _is_mash(text) -> bool:
    words = _WORD.findall(text)
    if len(words) > 2 and len({word.lower() for word in words}) == 1:
        return True  # one word again and again
    sound = random = three_keys = 0
    for word in words:
        if _is_random(word):
            random += len(word)
        elif len(word) == 3 and _runs(word.lower()) == [3]:
            three_keys += 3  # unless words are beside it, as in "про цену"
        else:
            sound += len(word)
    if not sound:
        return random + three_keys > 0
    return random > 0 and sound <= _ENOUGH * (sound + random) and sound < 8


# People say much the same words.
@lru_cache(maxsize=20_000)
def _is_random(word) -> bool:
    """Whether a word looks as if fingers fell on the keyboard."""
    if any(mark in word for mark in "-’'") and len(word) > 4:
        return all(_is_random(part) for part in re.split("[-’']", word) if part)
    lower = word.lower().replace("ё", "е")
    if len(lower) >= 3 and _is_periodic(lower):
        return True
    if len(lower) < 3:
        return False
    if word.isupper() and len(word) <= 6:
        return False  # an abbreviation
    if len(lower) >= 4 and lower not in _REAL_RUNS and _is_keyboard_run(lower):
        return True
    if len(lower) >= 5 and not _VOWELS & set(lower):
        return True
    return len(lower) >= 5 and rarity(lower) > _RARE + word.istitle()


def _is_periodic(word) -> bool:
    """One to four letters again and again: "ааа", "asdasd", "лалала"."""
    if len(set(word)) == 1:
        return True
    return any(
        len(word) >= 2 * size + (size < 3)
        and all(a == b for a, b in zip(word, word[size:], strict=False))
        for size in (2, 3, 4)
    )


def _is_keyboard_run(word) -> bool:
    """Whether neighbouring keys make up the word: "asdf", "rtyrtyu"; not "liberty"."""
    runs = _runs(word)
    long = sum(run for run in runs if run >= 4)
    return long > 0.7 * len(word) or (len(word) > 5 and min(runs) >= 3)


def _runs(word) -> list[int]:
    """Lengths of the word's runs of keys that lie beside each other, one way."""
    runs, run, before = [], 1, 0
    for left, right in zip(word, word[1:], strict=False):
        step = _step(left, right)
        if step and step == (before or step):
            run += 1
        else:
            runs.append(run)
            run = 2 if step else 1
        before = step
    runs.append(run)
    return runs


def _step(left, right):
    """1 or -1 for the next key to the right or left, else 0."""
    if left not in _KEYS or right not in _KEYS:
        return 0
    (row, place), (other, beside) = _KEYS[left], _KEYS[right]
    return beside - place if row == other and abs(beside - place) == 1 else 0
