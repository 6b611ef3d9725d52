"""An .xlsx workbook: which of its sheets is read, and what its cells hold as values, without formulas."""

import io
import logging
import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from evaluations.sheets.cells import Broken, Value
from evaluations.sheets.record import RECORDS, TEMPLATE_SHEETS, Problem, Unreadable
from evaluations.sheets.records import Line, Merged
from evaluations.sheets.weight import MOST_LINES, Part, weigh

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Table:
    """The sheet with the records."""

    lines: list[Line]
    merged: list[Merged]
    remarks: list[Problem]


def table_of_xlsx(data: bytes) -> Table:
    """The table in the workbook, of not more rows than a month may have; raises Unreadable and nothing else."""
    try:
        return _table(data)
    except Unreadable:
        raise
    except Exception as error:  # damaged data make the libraries raise whatever they lead to: KeyError, zlib.error
        logger.info("The workbook could not be read.", exc_info=True)
        raise Unreadable(_("Sešit je poškozený. Otevřete ho v Excelu a uložte znovu jako .xlsx.")) from error


def _table(data: bytes) -> Table:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _check_kind(archive)
        parts = weigh(archive)
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    filled = {sheet.title: _part(sheet, parts) for sheet in book.worksheets}
    sheet = _chosen(book)
    part = filled.pop(sheet.title)
    lines = list(islice(_lines(sheet, part.last), MOST_LINES + 1))  # one too many is enough to know
    others = [title for title, other in filled.items() if other.lines and title not in TEMPLATE_SHEETS]
    return Table(lines, [_merged(where) for where in part.merged], [_unread(sheet.title, title) for title in others])


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise Unreadable(_("Soubor je chráněný heslem. Uložte ho bez hesla."))
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Unreadable(_("Tabulka je v jiném formátu než .xlsx. Uložte ji jako .xlsx."))
    if not any(name.startswith("xl/") for name in names):
        raise Unreadable(_("Soubor není tabulka. Nahrajte .xlsx nebo .csv."))


def _chosen(book: Any) -> Any:
    """The sheet of the template, or else the first one."""
    named = [sheet for sheet in book.worksheets if sheet.title == RECORDS]
    return (named or book.worksheets)[0]


def _part(sheet: Any, parts: dict[str, Part]) -> Part:
    return parts[sheet._worksheet_path]  # no public name leads from a sheet to its part


def _lines(sheet: Any, last: int) -> Iterator[Line]:
    sheet.reset_dimensions()  # what a file says of its own size need not be true
    for line, cells in enumerate(islice(sheet.iter_rows(), last), 1):
        if found := {place: value for place, cell in enumerate(cells) if (value := _value(cell)) != ""}:
            yield line, found


def _value(cell: Any) -> Value:
    if cell.data_type == "f":
        return Broken(_("V buňce je vzorec. Vložte místo něj hodnotu."))
    if cell.data_type == "e":
        return Broken(_("V buňce je chyba %(error)s. Vložte místo ní hodnotu.") % {"error": cell.value})
    match cell.value:
        case None:
            return ""
        case bool() as truth:
            return "PRAVDA" if truth else "NEPRAVDA"
        case int() | float() as number:
            return _number(number, cell.number_format)
        case datetime() as moment:
            return moment.date()
        case date() as day:
            return day
        case other:
            return "" if not str(other).strip() else str(other)


def _number(number: float, number_format: str) -> Value:
    """The number as it is seen in the cell: a half with the format of per cent is 50."""
    if not math.isfinite(number):
        return str(number)
    seen = number * 100 if "%" in number_format else number
    return Decimal(seen) if isinstance(seen, int) else Decimal(f"{seen:.15g}")  # 0.1 + 0.2 is seen as 0,3


def _merged(where: str) -> Merged:
    left, top, _right, bottom = range_boundaries(where)
    return Merged(top, bottom, left - 1, where)


def _unread(chosen: str, title: str) -> Problem:
    said = {"chosen": chosen, "title": title}
    return Problem(None, "", _("Čte se jen list „%(chosen)s“. List „%(title)s“ se neuloží.") % said)
