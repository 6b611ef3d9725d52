"""Records on their way out, in the columns in which they come in: what is written can be read again. And the empty
table to download: it says what belongs where and refuses a wrong value while it is typed."""

import calendar
import io
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from evaluations.sheets.columns import (
    EXPLANATIONS,
    INDICATORS,
    LARGEST,
    LONGEST,
    MOST_ROWS,
    RECORDS,
    REQUIRED,
    Column,
    Known,
    Row,
    shown_names,
)
from evaluations.sheets.workbooks import DAY_FORMAT, Layout, add_sheet, saved, workbook
from goals import tables

AS_TEXT = "@"  # "1.5" in a title does not become the first of May
LAYOUTS = {
    Column.ON: Layout(14, DAY_FORMAT),
    Column.INDICATOR: Layout(32),
    Column.AMOUNT: Layout(10),
    Column.TITLE: Layout(40, AS_TEXT),
    Column.TOPIC: Layout(24, AS_TEXT),
    Column.PARTICIPANTS: Layout(12),
    Column.NOTE: Layout(50, AS_TEXT),
    Column.LINKS: Layout(40, AS_TEXT),
}


def write_xlsx(rows: Iterable[Row], indicators: Mapping[str, Known]) -> bytes:
    """The records as one sheet, with the names of their indicators; numbers and days are real ones."""
    return workbook(RECORDS, list(Column), _values(rows, indicators))


def write_csv(rows: Iterable[Row], indicators: Mapping[str, Known]) -> bytes:
    """The same as text with semicolons; without rows it is the headings alone, to be filled in."""
    stream = io.StringIO(newline="")
    tables.write_csv(stream, Column, _values(rows, indicators))
    return stream.getvalue().encode()


def _values(rows: Iterable[Row], indicators: Mapping[str, Known]) -> list[list[object]]:
    names = shown_names(indicators)
    values = []
    for row in rows:
        name = names.get(row.indicator, row.indicator)
        values.append([row.on, name, row.amount, row.title, row.topic, row.participants, row.note, row.links])
    return values


def template_csv() -> bytes:
    """The row of headings."""
    return write_csv([], {})


def template(indicators: Mapping[str, Known], month: tuple[int, int]) -> bytes:
    """The workbook to fill in: empty records, what belongs where, the indicators; `month` is (year, month)."""
    book = Workbook(write_only=True)
    names = shown_names(indicators)
    units = {known.key: known.unit for known in indicators.values()}
    records = add_sheet(book, RECORDS, list(Column), [], [LAYOUTS[column] for column in Column])
    headings = [_("Sloupec"), _("Povinný"), _("Co do něj patří"), _("Příklad")]
    explanations = [
        [column.value, _("ano") if column in REQUIRED else _("ne"), said, example]
        for column, (said, example) in _meanings(month).items()
    ]
    add_sheet(book, EXPLANATIONS, headings, explanations)
    catalogue = [[name, units[key]] for key, name in names.items()]
    add_sheet(book, INDICATORS, [Column.INDICATOR, _("Jednotka")], catalogue)
    first, last = f"DATE({month[0]},{month[1]},1)", f"DATE({month[0]},{month[1]},{calendar.monthrange(*month)[1]})"
    upto = {"formula1": "0", "formula2": str(LARGEST)}
    day = DataValidation("date", formula1=first, formula2=last, error=_("Zadejte den z měsíce, který nahráváte."))
    amount = DataValidation("decimal", **upto, error=_("Zadejte číslo od nuly výš."))
    people = DataValidation("whole", **upto, error=_("Zadejte celé číslo."))
    rules = {Column.ON: day, Column.AMOUNT: amount, Column.PARTICIPANTS: people}
    if catalogue:
        listed = f"'{INDICATORS}'!$A$2:$A${len(catalogue) + 1}"
        rules[Column.INDICATOR] = DataValidation("list", formula1=listed, error=_("Vyberte ukazatel ze seznamu."))
    for column, rule in rules.items():
        rule.operator = None if rule.type == "list" else "between"
        rule.showErrorMessage = True
        rule.allow_blank = True
        letter = "ABCDEFGH"[list(Column).index(column)]
        rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        records.data_validations.append(rule)
    return saved(book)


def _meanings(month: tuple[int, int]) -> dict[Column, tuple[str, str]]:
    year, number = month
    letters = {column: {"most": f"{most:,}".replace(",", "\u00a0")} for column, most in LONGEST.items()}
    return {
        Column.ON: (_("Den, kdy se to stalo. Patří do měsíce, který nahráváte."), f"14. {number}. {year}"),
        Column.INDICATOR: (_("Co se počítá. Vyberte ze seznamu na listu Ukazatele."), _("Kurzy češtiny")),
        Column.AMOUNT: (_("Kolik: číslo od nuly výš, nejvýš dvě desetinná místa. Bez vzorců."), "12"),
        Column.TITLE: (_("O co šlo, nejvýše %(most)s znaků.") % letters[Column.TITLE], _("Beseda pro rodiče")),
        Column.TOPIC: (_("Nejvýše %(most)s znaků.") % letters[Column.TOPIC], _("bydlení")),
        Column.PARTICIPANTS: (_("Celé číslo."), "18"),
        Column.NOTE: (_("Nejvýše %(most)s znaků. Bez osobních údajů.") % letters[Column.NOTE], ""),
        Column.LINKS: (_("Celé adresy stránek, každá na svém řádku buňky."), "https://www.integracnicentra.cz/"),
    }
