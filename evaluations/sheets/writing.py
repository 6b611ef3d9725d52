"""The way out: any table of the product as .xlsx (numbers are numbers, days are days, no text ever becomes a formula);
records in the columns in which they come in, so that they can be read again; and the empty table to download, which
says what belongs where and refuses a wrong value while it is typed."""

import calendar
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.timezone import is_aware, make_naive
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from evaluations.portions import in_words
from evaluations.sheets.columns import (
    EXPLANATIONS,
    INDICATORS,
    LARGEST,
    LONGEST,
    MOST_ROWS,
    RECORDS,
    REQUIRED,
    KnownIndicator,
    RecordColumn,
    SheetRow,
    shown_names,
)
from goals import tables
from goals.formatting import format_date
from goals.tables import UNPRINTABLE, is_like_formula

DAY_FORMAT = r"d\.\ m\.\ yyyy"
MOMENT_FORMAT = r"d\.\ m\.\ yyyy\ h:mm"
NARROWEST, WIDEST = 10, 60
FIRST_YEAR = 1900  # spreadsheets know no earlier day
EXACT = 2**53  # a larger whole number would lose its last digits
LONGEST_TITLE = 31
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


class Layout(NamedTuple):
    """A column that nobody has filled yet."""

    width: int
    number_format: str = "General"


AS_TEXT = "@"  # "1.5" in a title does not become the first of May
LAYOUTS = {
    RecordColumn.ON: Layout(14, DAY_FORMAT),
    RecordColumn.INDICATOR: Layout(32),
    RecordColumn.AMOUNT: Layout(10),
    RecordColumn.TITLE: Layout(40, AS_TEXT),
    RecordColumn.TOPIC: Layout(24, AS_TEXT),
    RecordColumn.PARTICIPANTS: Layout(12),
    RecordColumn.NOTE: Layout(50, AS_TEXT),
    RecordColumn.LINKS: Layout(40, AS_TEXT),
}


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet with a frozen row of headings; None is an empty cell, what is no number and no day is written out."""
    return workbook_of([(title, headings, rows)])


def workbook_of(tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]) -> bytes:
    """Several tables, each with its title and headings on a sheet of its own."""
    book = Workbook(write_only=True)
    for title, headings, rows in tables:
        add_sheet(book, title, headings, [[_plain(value) for value in row] for row in rows])
    return saved(book)


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


def sheet_title(title: str) -> str:
    """The title without what a spreadsheet does not allow in the name of a sheet."""
    return NOT_IN_A_TITLE.sub(" ", UNPRINTABLE.sub("", title))[:LONGEST_TITLE].strip(" '") or "List"


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
            return UNPRINTABLE.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))


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


# Records


def write_xlsx(rows: Iterable[SheetRow], indicators: Mapping[str, KnownIndicator]) -> bytes:
    """The records as one sheet, with the names of their indicators; numbers and days are real ones."""
    return workbook(RECORDS, list(RecordColumn), _values(rows, indicators))


def write_csv(rows: Iterable[SheetRow], indicators: Mapping[str, KnownIndicator]) -> bytes:
    """The same as text with semicolons; without rows it is the headings alone, to be filled in."""
    return "".join(tables.csv_lines(RecordColumn, _values(rows, indicators))).encode()


def _values(rows: Iterable[SheetRow], indicators: Mapping[str, KnownIndicator]) -> list[list[object]]:
    names = shown_names(indicators)
    values = []
    for row in rows:
        name = names.get(row.indicator, row.indicator)
        amount = row.amount if row.whole is None else in_words(row.amount, row.whole).replace("\u00a0", " ")
        values.append([row.on, name, amount, row.title, row.topic, row.participants, row.note, row.links])
    return values


def template_csv() -> bytes:
    return write_csv([], {})


def template(indicators: Mapping[str, KnownIndicator], month: tuple[int, int]) -> bytes:
    """The workbook to fill in: empty records, what belongs where, the indicators; `month` is (year, month)."""
    book = Workbook(write_only=True)
    names = shown_names(indicators)
    units = {known.key: known.unit for known in indicators.values()}
    records = add_sheet(book, RECORDS, list(RecordColumn), [], [LAYOUTS[column] for column in RecordColumn])
    headings = [_("Sloupec"), _("Povinný"), _("Co do něj patří"), _("Příklad")]
    year, number = month
    letters = {column: {"most": f"{most:,}".replace(",", "\u00a0")} for column, most in LONGEST.items()}
    meanings = {
        RecordColumn.ON: (_("Den, kdy se to stalo. Patří do měsíce, který nahráváte."), f"14. {number}. {year}"),
        RecordColumn.INDICATOR: (_("Co se počítá. Vyberte ze seznamu na listu Ukazatele."), _("Kurzy češtiny")),
        RecordColumn.AMOUNT: (
            _("Kolik: číslo od nuly výš, nejvýš dvě desetinná místa. Bez vzorců. Podíl i jako 45 z 60."),
            "12",
        ),
        RecordColumn.TITLE: (
            _("O co šlo, nejvýše %(most)s znaků.") % letters[RecordColumn.TITLE],
            _("Beseda pro rodiče"),
        ),
        RecordColumn.TOPIC: (_("Nejvýše %(most)s znaků.") % letters[RecordColumn.TOPIC], _("bydlení")),
        RecordColumn.PARTICIPANTS: (_("Celé číslo."), "18"),
        RecordColumn.NOTE: (_("Nejvýše %(most)s znaků. Bez osobních údajů.") % letters[RecordColumn.NOTE], ""),
        RecordColumn.LINKS: (_("Celé adresy stránek, každá na svém řádku buňky."), "https://www.integracnicentra.cz/"),
    }
    explanations = [
        [column.value, _("ano") if column in REQUIRED else _("ne"), said, example]
        for column, (said, example) in meanings.items()
    ]
    add_sheet(book, EXPLANATIONS, headings, explanations)
    catalogue = [[name, units[key]] for key, name in names.items()]
    add_sheet(book, INDICATORS, [RecordColumn.INDICATOR, _("Jednotka")], catalogue)
    first, last = f"DATE({year},{number},1)", f"DATE({year},{number},{calendar.monthrange(year, number)[1]})"
    upto = {"formula1": "0", "formula2": str(LARGEST)}
    day = DataValidation("date", formula1=first, formula2=last, error=_("Zadejte den z měsíce, který nahráváte."))
    # A share may be "45 z 60", so that what is no number is only asked about.
    amount = DataValidation("decimal", **upto, errorStyle="warning", error=_("Zadejte číslo od nuly výš."))
    people = DataValidation("whole", **upto, error=_("Zadejte celé číslo."))
    rules = {RecordColumn.ON: day, RecordColumn.AMOUNT: amount, RecordColumn.PARTICIPANTS: people}
    if catalogue:
        listed = f"'{INDICATORS}'!$A$2:$A${len(catalogue) + 1}"
        rules[RecordColumn.INDICATOR] = DataValidation("list", formula1=listed, error=_("Vyberte ukazatel ze seznamu."))
    for column, rule in rules.items():
        rule.operator = None if rule.type == "list" else "between"
        rule.showErrorMessage = True
        rule.allow_blank = True
        letter = "ABCDEFGH"[list(RecordColumn).index(column)]
        rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        records.data_validations.append(rule)
    return saved(book)
