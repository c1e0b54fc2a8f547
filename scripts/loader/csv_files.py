"""Reading of CSV files line by line, so that a bad line costs only itself."""

import csv
from dataclasses import dataclass


class LoadError(Exception):
    """Nothing can be loaded; one sentence that says why and what to do."""


class RowError(Exception):
    """This row cannot be used; why, in words that follow "file, line n: "."""


@dataclass(frozen=True)
class Problem:
    """A row that is skipped."""

    file: str
    line: int
    reason: str

    def __str__(self):
        return f"{self.file}, line {self.line}: {self.reason}; skipped"


def read_rows(folder, name, columns):
    """The rows of a file as dicts of stripped text, by line number.

    A row is a line: a quotation mark that is never closed must not swallow the rest
    of the file.

    :param columns: names that the header must have; others are left out
    :return: (list of (line number, dict), list of :class:`Problem`)
    :raises LoadError: where the file cannot be read or has another header
    """
    lines = _lines(folder, name)
    header = _header(name, lines, columns)
    rows, problems = [], []
    for number, raw in enumerate(lines[1:], start=2):
        if not raw.strip():
            continue
        try:
            cells = _cells(raw)
            if len(cells) != len(header):
                raise RowError(f"{len(cells)} columns instead of {len(header)}")
        except RowError as error:
            problems.append(Problem(name, number, str(error)))
            continue
        row = dict(zip(header, cells, strict=True))
        rows.append((number, {column: row[column] for column in columns}))
    return rows, problems


def _lines(folder, name):
    if not folder.is_dir():
        raise LoadError(f"There is no folder {folder}.")
    try:
        lines = (folder / name).read_bytes().splitlines()
    except FileNotFoundError:
        raise LoadError(f"The folder {folder} has no file {name}.") from None
    except OSError as error:
        reason = error.strerror
        raise LoadError(f"{folder / name} cannot be read: {reason}.") from error
    if not lines:
        raise LoadError(f"{folder / name} is empty.")
    return lines


def _header(name, lines, columns):
    try:
        header = _cells(lines[0].removeprefix(b"\xef\xbb\xbf"))
    except RowError as error:
        raise LoadError(f"The header of {name} cannot be used: {error}.") from error
    missing = [column for column in columns if column not in header]
    if missing:
        raise LoadError(
            f"The header of {name} lacks {', '.join(missing)}; "
            "a header in UTF-8 with comma-separated names is needed."
        )
    return header


def _cells(raw):
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise RowError("not UTF-8 text") from None
    if any(character < " " and character != "\t" for character in text):
        raise RowError("control characters")
    try:
        cells = next(csv.reader([text], strict=True))
    except csv.Error as error:
        raise RowError(f"not CSV ({error})") from None
    return [cell.strip() for cell in cells]
