"""Tables that leave for spreadsheets: no text in them becomes a formula, and a CSV opens in this country as it is."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from goals.formatting import format_number

STARTS_FORMULA = set("=+-@")
SPLITS_CELLS = set("\t\r\n")
# Letters and signs that are drawn as nothing at all, beside what Unicode calls spaces, controls, formats and marks.
BLANKS = set("\u115f\u1160\u3164\uffa0\u2800")
# Beside control characters everything that XML cannot hold: what is read must also come out as .xlsx again.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet would carry the text out: some take an apostrophe, a space or what nobody sees before the
    sign for nothing, and the wide signs of the Far East for the usual ones."""
    for char in text:
        if char in SPLITS_CELLS:
            return True
        if char != "'" and char not in BLANKS and unicodedata.category(char)[0] not in "CZM":
            return unicodedata.normalize("NFKC", char) in STARTS_FORMULA
    return False


def guarded(text: str) -> str:
    """The text with an apostrophe before what looks like a formula, for files that cannot say what is a text."""
    return f"'{text}" if is_like_formula(text) else text


def unguarded(text: str) -> str:
    """The text as it was before guarded(); what was not guarded stays as it is."""
    return text[1:] if text.startswith("'") and is_like_formula(text[1:]) else text


class LineWriter:
    """What a csv.writer writes into, one line at a time."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table line by line, however long it is: semicolons, decimal commas, a byte order mark, guarded texts."""
    table = csv.writer(LineWriter(), delimiter=";")
    yield "\ufeff" + table.writerow([str(column) for column in columns])
    for row in rows:
        written = []
        for value in row:
            match value:
                case None:
                    written.append("")
                case Decimal():
                    written.append(format_number(value).replace("\u00a0", ""))
                case int() | date():
                    written.append(str(value))  # a day in the form that every spreadsheet takes for one
                case _:
                    written.append(guarded(UNPRINTABLE.sub(" ", str(value))))
        yield table.writerow(written)
