"""The way in: what kind of file it really is, whatever it is called, and the records that it holds.

A text file with separated values comes as Excel and others save it in this country: its encoding and its delimiter are
found out, because nobody who saves one knows them. Of an .xlsx workbook the values are read, without formulas; before
anybody builds it in memory every part is streamed (goals/zipped.py) and what would be built of it is counted.
"""

import codecs
import csv
import io
import logging
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import PurePath
from typing import Any, Protocol

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from evaluations.sheets.columns import (
    MOST_ROWS,
    RECORDS,
    TEMPLATE_SHEETS,
    Broken,
    KnownIndicator,
    Names,
    Sheet,
    SheetProblem,
    TooMuch,
    UnreadableSheet,
    Value,
    count_known,
    letter,
    too_many_rows,
)
from evaluations.sheets.records import Expected, Line, Merged, gather
from goals.tables import unguarded
from goals.workbook_weight import LAST_LINE, LONGEST_TEXT, MOST_ELEMENTS, Scales, WorkbookPart
from goals.zipped import TooLarge, Unsound

LARGEST_FILE = 20 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DELIMITERS = ";,\t"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_LINES = MOST_ROWS + 1  # with the headings
CHUNK = 64 * 1024
SAYS_DELIMITER = re.compile(r'"?sep=([;,\t|])"?\s*', re.IGNORECASE)

logger = logging.getLogger(__name__)


class File(Protocol):
    """Anything that is read as bytes: an upload, a file on disk."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class RecordSheet:
    """The sheet with the records."""

    lines: Iterable[Line]
    merged: Sequence[Merged] = ()
    remarks: Sequence[SheetProblem] = ()


def read(
    file: File, name: str, *, indicators: Mapping[str, KnownIndicator], month: tuple[int, int], today: date
) -> Sheet:
    """The records of one month in a file; raises nothing, whatever its bytes are: all that is wrong is a problem."""
    expected = Expected(Names(indicators), date(*month, 1), today)
    try:
        table = read_table(file, name)
        sheet = gather(table.lines, expected, table.merged)
        return replace(sheet, remarks=(*sheet.remarks, *table.remarks))
    except UnreadableSheet as unreadable:
        return Sheet(problems=(SheetProblem(unreadable.row, "", str(unreadable)),))


def read_table(file: File, name: str, *, known: Callable[[list[str]], int] = count_known) -> RecordSheet:
    """The rows of a file, whatever columns it has; `known` tells how many of the cells are headings, by which the
    delimiter of a text file is found out. Raises Unreadable and nothing else, a text file while its rows are taken."""
    try:
        data = file.read(LARGEST_FILE + 1)
    except OSError as error:  # it could not be written down when it was received
        no_room = _("Soubor se na server nevešel, není na něj místo. Řekněte to správci a nahrajte ho později.")
        raise UnreadableSheet(no_room) from error
    if len(data) > LARGEST_FILE:
        raise TooMuch(_("Soubor je větší než 20 MB. Nahrajte záznamy jednoho měsíce."))
    if not data or data.isspace():
        raise UnreadableSheet(_("Soubor je prázdný."))
    if data.startswith(OLE) and ENCRYPTED in data:
        raise UnreadableSheet(_("Soubor je chráněný heslem; uložte ho bez hesla."))
    if data.startswith(OLE):
        raise UnreadableSheet(_("Soubor je ve starém formátu .xls. Uložte ho jako .xlsx."))
    if data.startswith(b"PK"):
        return table_of_xlsx(data)
    if PurePath(name).suffix.lower() not in {".csv", ".txt"}:
        raise UnreadableSheet(_("Soubor není tabulka. Nahrajte .xlsx nebo .csv."))
    return RecordSheet(lines_of_csv(data, known))


def lines_of_csv(data: bytes, known: Callable[[list[str]], int] = count_known) -> Iterator[Line]:
    """The rows of the text, numbered as a spreadsheet numbers them; raises Unreadable."""
    encoding = _encoding(data)
    lines = _text_lines(data, encoding)
    first = next((line.strip() for line in _text_lines(data, encoding) if line.strip()), "")[:4096]
    if said := SAYS_DELIMITER.fullmatch(first):  # a line for Excel, which does not count it either
        delimiter = said[1]
        next(lines)
    else:
        # The delimiter is the one that divides the first line into the most headings.
        delimiter = max(DELIMITERS, key=lambda delimiter: known(first.replace('"', "").split(delimiter)))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = filled = 0
    try:
        for line, cells in enumerate(reader, 1):
            shown = ((place, unguarded(cell)) for place, cell in enumerate(cells) if cell)
            found: dict[int, Value] = {place: text for place, text in shown if text.strip()}
            filled += len(found)
            if filled > MOST_ELEMENTS:
                raise too_many_rows()
            yield line, found
    except csv.Error as error:
        broken = _("Uvozovky nejsou uzavřené, chybí za nimi oddělovač, nebo je text příliš dlouhý.")
        raise UnreadableSheet(broken, row=line + 1) from error


def _text_lines(data: bytes, encoding: str) -> Iterator[str]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    for number, line in enumerate(iter(lambda: text.readline(LONGEST_TEXT + 1), ""), 1):
        if number > LAST_LINE:
            raise too_many_rows()
        if len(line) > LONGEST_TEXT:
            raise UnreadableSheet(_("Řádek je příliš dlouhý, záznam to není."), row=number)
        yield line


def _encoding(data: bytes) -> str:
    """UTF-16 is what Excel calls a Unicode text; it says so itself."""
    for encoding in ("utf-16",) if data.startswith(UTF_16) else ("utf-8-sig", "cp1250"):
        try:
            # In pieces: one character beyond the others would make a text four times as long as the file.
            pieces = iter(partial(io.BytesIO(data).read, CHUNK), b"")
            for _piece in codecs.iterdecode(pieces, encoding):
                pass  # that it can be decoded is all that is asked
            return encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableSheet(
        _("Soubor není text v kódování UTF-8 ani Windows-1250. Uložte ho jako „CSV UTF-8“ nebo .xlsx.")
    )


# Workbooks


def table_of_xlsx(data: bytes) -> RecordSheet:
    """The table in the workbook, of not more rows than a month may have; raises Unreadable and nothing else."""
    try:
        parts = weigh(data)
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
        remarks = [SheetProblem(None, "", unread % {"chosen": sheet.title, "title": title}) for title in others]
        return RecordSheet(lines, merged, [*remarks, *_hidden(part, lines)])
    except UnreadableSheet:
        raise
    except Exception as error:  # damaged data make the libraries raise whatever they lead to: KeyError, zlib.error
        logger.info("The workbook could not be read: %.200r", error)
        raise UnreadableSheet(_("Sešit je poškozený. Otevřete ho v Excelu a uložte znovu jako .xlsx.")) from error


def _hidden(part: "WorkbookPart", lines: list[Line]) -> Iterator[SheetProblem]:
    """What nobody sees who looks at the sheet, and what is read all the same: rows are hidden by a filter, too."""
    for line in part.hidden_rows:
        yield SheetProblem(line, "", _("Řádek je v sešitu skrytý, přečetl se také."))
    for place in sorted({place for _line, found in lines for place in found}):
        if any(first <= place + 1 <= last for first, last in part.hidden_columns):
            yield SheetProblem(None, letter(place), _("Sloupec je v sešitu skrytý, přečetl se také."))


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
        case int() | float() as number if math.isfinite(number):
            # As it is seen in the cell: 0.1 + 0.2 is 0,3, and a half with the format of per cent is "50 %".
            if "%" in cell.number_format:
                return f"{Decimal(f'{number * 100:.15g}'):f} %"
            return Decimal(number) if isinstance(number, int) else Decimal(f"{number:.15g}")
        case datetime() as moment:
            return moment.date()
        case date() as day:
            return day
        case other:
            return "" if not str(other).strip() else str(other)


def weigh(data: bytes) -> dict[str, WorkbookPart]:
    """What each part of the workbook holds; raises Unreadable for what is no workbook or too heavy a one, other errors
    for damage."""
    scales = Scales()
    try:
        scales.weigh(data)
    except TooLarge as error:
        if any(part.lines > MOST_LINES for part in scales.parts.values()):
            raise too_many_rows() from error
        too_large = _("Sešit je příliš velký. Zkopírujte záznamy jednoho měsíce do prázdné šablony.")
        raise TooMuch(too_large) from error
    except Unsound as unsound:
        raise UnreadableSheet(str(unsound)) from unsound
    if "xl/workbook.bin" in scales.parts or "content.xml" in scales.parts:
        raise UnreadableSheet(_("Tabulka je v jiném formátu než .xlsx. Uložte ji jako .xlsx."))
    if not any(name.startswith("xl/") for name in scales.parts):
        raise UnreadableSheet(_("Soubor není tabulka. Nahrajte .xlsx nebo .csv."))
    return scales.parts
