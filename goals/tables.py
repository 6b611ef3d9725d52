"""Tables that leave for spreadsheets: no text in them becomes a formula, and a CSV opens in this country as it is."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from goals.formatting import format_number

# A spreadsheet would carry it out; some take an apostrophe or a space before it for nothing.
LIKE_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|[\t\r]")
# Beside control characters everything that XML cannot hold: what is read must also come out as .xlsx again.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def guarded(text: str) -> str:
    """The text with an apostrophe before what looks like a formula, for files that cannot say what is a text."""
    return f"'{text}" if LIKE_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before guarded(); what was not guarded stays as it is."""
    return text[1:] if text.startswith("'") and LIKE_FORMULA.match(text[1:]) else text


class Line:
    """What a csv.writer writes into, one line at a time."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table line by line, however long it is: semicolons, decimal commas, a byte order mark, guarded texts."""
    table = csv.writer(Line(), delimiter=";")
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
                    written.append(guarded(str(value)))
        yield table.writerow(written)
