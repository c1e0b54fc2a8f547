"""Texts of cells as values; what cannot be one is a :class:`RowError`."""

import math
from datetime import date, datetime

from .csv_files import RowError

DATE_FORMATS = ("%m/%d/%Y", "%Y-%m-%d")
EARLIEST = date(1990, 1, 1)
LONGEST = 200


def to_text(row, column):
    text = row[column]
    if not text:
        raise RowError(f"no {column}")
    if len(text) > LONGEST:
        raise RowError(f"{column} is longer than {LONGEST} characters")
    return text


def to_number(row, column):
    """A number of at least 0, or None where there is none."""
    text = row[column]
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise RowError(f"{column} “{text}” is not a number") from None
    if not math.isfinite(number) or abs(number) > 1e12:
        raise RowError(f"{column} “{text}” is out of range")
    if number < 0:
        raise RowError(f"{column} {text} is negative")
    return number


def to_date(row, column, latest):
    """A date, or None where there is none."""
    text = row[column]
    if not text:
        return None
    for form in DATE_FORMATS:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if not EARLIEST <= found <= latest:
            raise RowError(f"{column} {text} is not between 1990 and today")
        return found
    raise RowError(f"{column} “{text}” is not a date (month/day/year)")


def product_key(name):
    """Products are the same whatever their spaces and case: GTXPro is GTX Pro."""
    return "".join(name.split()).casefold()
