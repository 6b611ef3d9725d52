"""The columns of a month's sheet: which there are, which are required, what a cell, a row and a problem are, and which
column is which in a file. The first row that is not empty names them, in any order; one that is not known is refused,
because its values would be lost."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum

from django.utils.translation import gettext as _

from evaluations.links import LONGEST_LINKS
from evaluations.portions import in_words
from goals.formatting import fold, format_date, format_number
from goals.tables import UNPRINTABLE

BREAKS = re.compile("[ \t\n\u2028\u2029]+")  # no-break spaces stay, somebody put them there
LONGEST_GUESS = 100  # comparing is slow, and a longer text is no misspelt name


class RecordColumn(StrEnum):
    """The columns of template, import and export in their order; the value is the heading."""

    ON = "Datum"
    INDICATOR = "Ukazatel"
    AMOUNT = "Počet"
    TITLE = "Název"
    TOPIC = "Téma"
    PARTICIPANTS = "Účastníků"
    NOTE = "Poznámka"
    LINKS = "Odkazy"


REQUIRED = (RecordColumn.ON, RecordColumn.INDICATOR, RecordColumn.AMOUNT)
LONGEST = {RecordColumn.TITLE: 200, RecordColumn.TOPIC: 100, RecordColumn.NOTE: 2000, RecordColumn.LINKS: LONGEST_LINKS}
LARGEST = Decimal(1_000_000)
MOST_ROWS = 1000
MOST_COLUMNS = 50
TEMPLATE_SHEETS = RECORDS, EXPLANATIONS, INDICATORS = ("Záznamy", "Vysvětlivky", "Ukazatele")


@dataclass(frozen=True)
class KnownIndicator:
    """What a name in the column Ukazatel stands for."""

    key: str
    unit: str = ""


@dataclass(frozen=True)
class SheetRow:
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
    whole: Decimal | None = None  # of a share: then the amount is its numerator

    @property
    def amount_in_words(self) -> str:
        return in_words(self.amount, self.whole)


@dataclass(frozen=True)
class SheetProblem:
    """What is wrong and where; `column` is a heading, or a letter where the column has none that is known."""

    row: int | None
    column: str
    message: str

    def in_words(self) -> str:
        where = {"row": self.row, "column": self.column}
        if self.row is None and not self.column:
            return self.message
        if self.row is None:
            return f"{_('Sloupec %(column)s') % where}: {self.message}"
        if not self.column:
            return f"{_('Řádek %(row)s') % where}: {self.message}"
        return f"{_('Řádek %(row)s, sloupec %(column)s') % where}: {self.message}"


@dataclass(frozen=True)
class Sheet:
    """What a file says: its sound rows, what must be mended before any of them is saved, what is worth a look."""

    rows: tuple[SheetRow, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
    remarks: tuple[SheetProblem, ...] = ()


class UnreadableSheet(Exception):
    """The file as a whole cannot be read; the message is Czech and for the person."""

    def __init__(self, message: str, row: int | None = None):
        super().__init__(message)
        self.row = row


class TooMuch(UnreadableSheet):
    """The file holds more than is read at once."""


def too_many_rows() -> TooMuch:
    """The refusal of more than MOST_ROWS records."""
    most = {"most": f"{MOST_ROWS:,}".replace(",", "\u00a0")}
    return TooMuch(_("Soubor má víc než %(most)s záznamů. Nahrajte každý měsíc zvlášť.") % most)


@dataclass(frozen=True)
class Broken:
    """A cell that holds no value of its own: a formula, an error."""

    message: str


Value = str | Decimal | date | Broken  # an empty cell is an empty text


class Wrong(Exception):
    """The cell cannot be meant so; the message is Czech and for the person."""


def sound(value: Value) -> str | Decimal | date:
    """The value if it can be stored at all; texts in one Unicode form, with one kind of line end."""
    if isinstance(value, Broken):
        raise Wrong(value.message)
    if not isinstance(value, str):
        return value
    if found := UNPRINTABLE.search(value):
        place = {"place": found.start() + 1}
        raise Wrong(_("Na %(place)s. místě textu je znak, který nejde uložit ani vytisknout. Smažte ho.") % place)
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(value: Value) -> str:
    """The text with its line breaks as spaces; raises Wrong for what cannot be stored."""
    return BREAKS.sub(" ", many_lines(value))


def many_lines(value: Value) -> str:
    """The text as a person reads it in the cell; raises Wrong for what cannot be stored."""
    value = sound(value)
    if isinstance(value, Decimal):
        return format_number(value).replace("\u00a0", "")
    return format_date(value).replace("\u00a0", " ") if isinstance(value, date) else value


class Names:
    """`indicators` maps every accepted name to what it stands for; the first name of a key is the one that is shown."""

    def __init__(self, indicators: Mapping[str, KnownIndicator]):
        self._known = {folded(name): known for name, known in indicators.items()}
        self._spelt = {folded(name): name for name in indicators}

    def known(self, text: str) -> KnownIndicator | None:
        return self._known.get(folded(text))

    def nearest(self, text: str) -> str:
        """The name that was probably meant, as it is shown; nothing when none is near."""
        if len(text) > LONGEST_GUESS:
            return ""
        near = get_close_matches(folded(text), self._spelt, n=1)
        return self._spelt[near[0]] if near else ""


def shown_names(indicators: Mapping[str, KnownIndicator]) -> dict[str, str]:
    """The name under which each key is shown, in the order of the catalogue."""
    names: dict[str, str] = {}
    for name, known in indicators.items():
        names.setdefault(known.key, name)
    return names


def folded(text: str) -> str:
    """Without capitals, diacritics and spaces that say nothing: names are compared so."""
    return " ".join(fold(text).split())


BY_FOLDED = {folded(column): column for column in RecordColumn}


@dataclass(frozen=True)
class Headings:
    """What the row of headings says, or what is wrong with it."""

    line: int
    columns: dict[int, RecordColumn] = field(default_factory=dict)  # by their place, from 0
    problems: tuple[SheetProblem, ...] = ()
    remarks: tuple[SheetProblem, ...] = ()

    def name(self, place: int) -> str:
        """How a person finds the column: its heading, or its letter where it has none that is known."""
        return self.columns[place].value if place in self.columns else letter(place)


def find_headings(line: int, cells: dict[int, Value]) -> Headings:
    """Which column is at which place; `line` is the row's number, `cells` are by place from 0. Raises nothing: what is
    wrong is in `problems`."""
    if len(cells) > MOST_COLUMNS:
        too_wide = _("Řádek s nadpisy má víc než %(most)s sloupců. Nechte jen ty ze šablony.") % {"most": MOST_COLUMNS}
        return Headings(line, problems=(SheetProblem(line, "", too_wide),))
    columns: dict[int, RecordColumn] = {}
    problems = []
    for place, cell in cells.items():
        try:
            text = one_line(cell)
        except Wrong as wrong:
            problems.append(SheetProblem(line, letter(place), str(wrong)))
            continue
        column = BY_FOLDED.get(folded(text))
        if column is None:
            near = get_close_matches(folded(text[:LONGEST_GUESS]), BY_FOLDED, n=1)
            unknown = _("Sloupec „%(name)s“ neznám. Odstraňte ho, jeho hodnoty by se neuložily.")
            if near:
                unknown = _("Sloupec „%(name)s“ neznám. Nemá tu být „%(nearest)s“?")
            said = {"name": text[:40], "nearest": BY_FOLDED[near[0]].value if near else ""}
            problems.append(SheetProblem(line, letter(place), unknown % said))
        elif column in columns.values():
            problems.append(SheetProblem(line, column.value, _("Sloupec je v tabulce dvakrát. Nechte jen jeden.")))
        else:
            columns[place] = column
    if not columns:
        named = {"names": ", ".join(RecordColumn)}
        no_headings = _("Chybí řádek s nadpisy sloupců. První řádek má být: %(names)s.") % named
        return Headings(line, problems=(SheetProblem(line, "", no_headings),))
    missing = [column for column in RecordColumn if column not in columns.values()]
    absent, left_empty = _("Chybí sloupec %(name)s."), _("Sloupec %(name)s v souboru není, zůstane prázdný.")
    problems += [SheetProblem(line, "", absent % {"name": it.value}) for it in missing if it in REQUIRED]
    remarks = [SheetProblem(line, "", left_empty % {"name": it.value}) for it in missing if it not in REQUIRED]
    return Headings(line, columns, tuple(problems), tuple(remarks))


def count_known(cells: list[str]) -> int:
    """How many of the cells name a column."""
    return sum(folded(cell) in BY_FOLDED for cell in cells)


def letter(place: int) -> str:
    """A, B, … Z, AA: as spreadsheets call the column at the place, counted from 0."""
    name, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
