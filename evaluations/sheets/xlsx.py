"""An .xlsx workbook: what it may weigh, which of its sheets is read, what its cells hold as values, without formulas.

Before anybody builds it in memory every part is streamed and its elements are counted, so that no bomb goes off; on the
way it is noted which rows hold something and which cells are merged.
"""

import io
import logging
import math
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from evaluations.sheets.columns import (
    LAST_LINE,
    MOST_ROWS,
    RECORDS,
    TEMPLATE_SHEETS,
    Broken,
    Problem,
    Unreadable,
    Value,
    too_many_rows,
)
from evaluations.sheets.records import Line, Merged

LARGEST_UNPACKED = 20 * 1024 * 1024
MOST_ELEMENTS = 150_000  # a thousand records make some thirty thousand
MOST_LINES = MOST_ROWS + 1  # with the headings
CHUNK = 64 * 1024

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
        names = archive.namelist()
        if any(part.flag_bits & 1 for part in archive.infolist()):
            raise Unreadable(_("Soubor je chráněný heslem. Uložte ho bez hesla."))
        if "xl/workbook.bin" in names or "content.xml" in names:
            raise Unreadable(_("Tabulka je v jiném formátu než .xlsx. Uložte ji jako .xlsx."))
        if not any(name.startswith("xl/") for name in names):
            raise Unreadable(_("Soubor není tabulka. Nahrajte .xlsx nebo .csv."))
        parts = weigh(archive)
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    # No public name leads from a sheet to its part.
    filled = {sheet.title: parts[sheet._worksheet_path] for sheet in book.worksheets}
    named = [sheet for sheet in book.worksheets if sheet.title == RECORDS]
    sheet = (named or book.worksheets)[0]
    part = filled.pop(sheet.title)
    sheet.reset_dimensions()  # what a file says of its own size need not be true
    lines: list[Line] = []
    for line, cells in enumerate(islice(sheet.iter_rows(), part.last), 1):
        if found := {place: value for place, cell in enumerate(cells) if (value := _value(cell)) != ""}:
            lines.append((line, found))
        if len(lines) > MOST_LINES:  # one too many is enough to know
            break
    merged = []
    for where in part.merged:
        left, top, _right, bottom = range_boundaries(where)
        merged.append(Merged(top, bottom, left - 1, where))
    others = [title for title, other in filled.items() if other.lines and title not in TEMPLATE_SHEETS]
    unread = _("Čte se jen list „%(chosen)s“. List „%(title)s“ se neuloží.")
    remarks = [Problem(None, "", unread % {"chosen": sheet.title, "title": title}) for title in others]
    return Table(lines, merged, remarks)


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


@dataclass
class Part:
    """One part of the workbook, as far as it is a sheet."""

    lines: int = 0  # how many rows hold something
    last: int = 0  # the number of the last of them
    merged: list[str] = field(default_factory=list)


class TooHeavy(Exception):
    """More cells or rows than a month of records can have."""


def weigh(archive: zipfile.ZipFile) -> dict[str, Part]:
    """What each part of the workbook holds; raises Unreadable for one that is too heavy, other errors for damage."""
    scales = _Scales()
    try:
        for part in sorted(archive.infolist(), key=lambda part: not part.filename.startswith("xl/worksheets/")):
            scales.weigh(archive, part)
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise TooHeavy
    except TooHeavy as error:
        if any(part.lines > MOST_LINES for part in scales.parts.values()):
            raise too_many_rows() from error
        raise Unreadable(_("Sešit je příliš velký. Zkopírujte záznamy jednoho měsíce do prázdné šablony.")) from error
    return scales.parts


class _Scales:
    """Counts over all parts together; a part is what one run of the parser sees."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}
        self.elements = self.bytes = self.line = 0
        self.part = Part()

    def weigh(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        self.part, self.line = self.parts.setdefault(part.filename, Part()), 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            with archive.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    self.bytes += len(chunk)
                    if self.bytes > LARGEST_UNPACKED:
                        raise TooHeavy
                    parser.Parse(chunk)
        except expat.ExpatError:
            if part.filename.endswith((".xml", ".rels")):  # others are pictures and settings of printers
                raise

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise TooHeavy
        match name.rpartition(":")[2]:
            case "row":
                line = int(attributes.get("r", self.line + 1))
                if not self.line < line <= LAST_LINE:  # the reader would leave it out without a word
                    raise ValueError("Rows are not in order.")
                self.line = line
            case "v" | "t" | "f" if self.line > self.part.last:
                self.part.lines += 1
                self.part.last = self.line
            case "mergeCell" if len(self.part.merged) < MOST_LINES:
                self.part.merged.append(attributes.get("ref", ""))

    def _doctype(self, *declaration: object) -> None:
        raise Unreadable(_("Sešit obsahuje nepovolené definice XML. Uložte ho znovu v Excelu jako .xlsx."))
