"""Records on their way out, in the columns in which they come in: what is written can be read again."""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal

from evaluations.sheets.formulas import guarded
from evaluations.sheets.names import shown_names
from evaluations.sheets.record import RECORDS, Column, Known, Row
from evaluations.sheets.workbooks import workbook
from goals.formatting import format_number


def write_xlsx(rows: Iterable[Row], indicators: Mapping[str, Known]) -> bytes:
    """The records as one sheet, with the names of their indicators; numbers and days are real ones."""
    names = shown_names(indicators)
    return workbook(RECORDS, list(Column), [_values(row, names) for row in rows])


def write_csv(rows: Iterable[Row], indicators: Mapping[str, Known]) -> bytes:
    """As Excel in this country opens it by a double click: semicolons, decimal commas, UTF-8 that says so."""
    names = shown_names(indicators)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(Column)
    writer.writerows([_in_text(value) for value in _values(row, names)] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _values(row: Row, names: Mapping[str, str]) -> list[object]:
    name = names.get(row.indicator, row.indicator)
    return [row.on, name, row.amount, row.title, row.topic, row.participants, row.note, row.links]


def _in_text(value: object) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return format_number(value).replace("\u00a0", "")
        case str():
            return guarded(value)
        case _:
            return str(value)  # a day in the form that every spreadsheet takes for one
