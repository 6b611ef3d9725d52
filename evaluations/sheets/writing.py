"""The way out: records in the columns in which they come in, so that they can be read again; and the empty table to
download, which says what belongs where and refuses a wrong value while it is typed."""

import calendar
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from openpyxl import Workbook
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
from goals.workbooks import DAY_FORMAT, Layout, add_sheet, saved, workbook

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
