"""Any table of the product as .xlsx: numbers are numbers, days are days, no text ever becomes a formula. A file that is
dated by what it shows is the same bytes whenever it is made."""

import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.timezone import is_aware, make_naive
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from goals.formatting import format_date
from goals.tables import UNPRINTABLE, is_like_formula

DAY_FORMAT = r"d\.\ m\.\ yyyy"
MOMENT_FORMAT = r"d\.\ m\.\ yyyy\ h:mm"
NARROWEST, WIDEST = 10, 60
FIRST_YEAR = 1900  # spreadsheets know no earlier day
EXACT = 2**53  # a larger whole number would lose its last digits
LONGEST_TITLE = 31
WRITTEN_AT = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=<)")
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


class Layout(NamedTuple):
    """A column that nobody has filled yet."""

    width: int
    number_format: str = "General"


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet with a frozen row of headings; None is an empty cell, what is no number and no day is written out."""
    return workbook_of([(title, headings, rows)])


def workbook_of(
    tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]], made: datetime | None = None
) -> bytes:
    """Several tables, each with its title and headings on a sheet of its own; `made` stands in the file as its time."""
    book = Workbook(write_only=True)
    for title, headings, rows in tables:
        add_sheet(book, title, headings, [[_plain(value) for value in row] for row in rows])
    return dated(saved(book), made) if made else saved(book)


def add_sheet(
    book: Any, title: str, headings: Sequence[str], rows: Sequence[Sequence[object]], columns: Sequence[Layout] = ()
) -> Any:
    """The table on a new sheet of a write-only workbook; columns are as wide as their texts unless said otherwise."""
    sheet = book.create_sheet(sheet_title(title))
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for place, layout in enumerate(columns or layouts([headings, *rows]), 1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width, column.number_format = layout
    bold = [_cell(sheet, heading) for heading in headings]
    for cell in bold:
        cell.font = Font(bold=True)
    sheet.append(bold)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    return sheet


def saved(book: Any) -> bytes:
    """The workbook as the bytes of its file."""
    stream = io.BytesIO()
    book.properties.creator = "CPIC"
    book.save(stream)
    return stream.getvalue()


def dated(data: bytes, made: datetime) -> bytes:
    """The file with that time wherever the library wrote the present one."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = WRITTEN_AT.sub(f"{made:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            part = zipfile.ZipInfo(name, made.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, content)
    return file.getvalue()


def sheet_title(title: str) -> str:
    """The title without what a spreadsheet does not allow in the name of a sheet."""
    words = NOT_IN_A_TITLE.sub(" ", UNPRINTABLE.sub("", title)).split()
    return " ".join(words)[:LONGEST_TITLE].strip(" '") or "List"


def layouts(rows: Sequence[Sequence[object]]) -> list[Layout]:
    """Each column as wide as its longest line of text, within sensible limits."""
    longest: dict[int, int] = {}
    for row in rows:
        for place, value in enumerate(row):
            length = max((len(line) for line in str(value).splitlines()), default=0)
            longest[place] = max(longest.get(place, NARROWEST), min(length + 2, WIDEST))
    return [Layout(longest[place]) for place in sorted(longest)]


def _plain(value: object) -> object:
    """The value as a spreadsheet can hold it."""
    match value:
        case None | "":
            return None
        case bool():
            return "ano" if value else "ne"
        case int() | float() | Decimal() if math.isfinite(value) and -EXACT <= value <= EXACT:
            return int(value) if value == int(value) else float(value)
        case datetime():
            return make_naive(value) if is_aware(value) else value
        case date():
            return value if value.year >= FIRST_YEAR else format_date(value)
        case _:
            return UNPRINTABLE.sub(" ", str(value).replace("\r\n", "\n").replace("\r", "\n"))


def _cell(sheet: Any, value: object) -> Any:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # the library would make a formula of what begins with =, an error of #N/A
        cell.quotePrefix = is_like_formula(value)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    elif isinstance(value, datetime):
        cell.number_format = MOMENT_FORMAT
    elif isinstance(value, date):
        cell.number_format = DAY_FORMAT
    return cell
