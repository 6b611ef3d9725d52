"""The values of a month's sheet: its columns, one record as a row, and what is wrong with it and where."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from evaluations.links import LONGEST_LINKS


class Column(StrEnum):
    """The columns of template, import and export in their order; the value is the heading."""

    ON = "Datum"
    INDICATOR = "Ukazatel"
    AMOUNT = "Počet"
    TITLE = "Název"
    TOPIC = "Téma"
    PARTICIPANTS = "Účastníků"
    NOTE = "Poznámka"
    LINKS = "Odkazy"


REQUIRED = (Column.ON, Column.INDICATOR, Column.AMOUNT)
LONGEST = {Column.TITLE: 200, Column.TOPIC: 100, Column.NOTE: 2000, Column.LINKS: LONGEST_LINKS}
LARGEST = Decimal(1_000_000)
MOST_ROWS = 1000
MOST_COLUMNS = 50
LAST_LINE = 2**20  # of any spreadsheet
TEMPLATE_SHEETS = RECORDS, EXPLANATIONS, INDICATORS = ("Záznamy", "Vysvětlivky", "Ukazatele")


@dataclass(frozen=True)
class Known:
    """What a name in the column Ukazatel stands for."""

    key: str
    unit: str = ""


@dataclass(frozen=True)
class Row:
    """One record; `line` is the number of its row in the file, `indicator` the key of its indicator."""

    line: int
    on: date
    indicator: str
    amount: Decimal
    title: str = ""
    topic: str = ""
    participants: int | None = None
    note: str = ""
    links: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong and where; `column` is a heading, or a letter where the column has none that is known."""

    row: int | None
    column: str
    message: str

    def in_words(self) -> str:
        return f"{place}: {self.message}" if (place := self._place()) else self.message

    def _place(self) -> str:
        if self.row is None:
            return _("Sloupec %(column)s") % {"column": self.column} if self.column else ""
        if not self.column:
            return _("Řádek %(row)s") % {"row": self.row}
        return _("Řádek %(row)s, sloupec %(column)s") % {"row": self.row, "column": self.column}


@dataclass(frozen=True)
class Sheet:
    """What a file says: its sound rows, what must be mended before any of them is saved, what is worth a look."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


class Unreadable(Exception):
    """The file as a whole cannot be read; the message is Czech and for the person."""

    def __init__(self, message: str, row: int | None = None):
        super().__init__(message)
        self.row = row


def too_many_rows() -> Unreadable:
    """The refusal of more than MOST_ROWS records."""
    most = {"most": f"{MOST_ROWS:,}".replace(",", "\u00a0")}
    return Unreadable(_("Soubor má víc než %(most)s záznamů. Nahrajte každý měsíc zvlášť.") % most)
