"""Which column is which: the first row that is not empty names them, in any order; one that is not known is refused,
because its values would be lost."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from evaluations.sheets.cells import Value, Wrong, one_line
from evaluations.sheets.names import LONGEST_GUESS, folded
from evaluations.sheets.record import MOST_COLUMNS, REQUIRED, Column, Problem

BY_FOLDED = {folded(column): column for column in Column}


@dataclass(frozen=True)
class Headings:
    """What the row of headings says, or what is wrong with it."""

    line: int
    columns: dict[int, Column] = field(default_factory=dict)  # by their place, from 0
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()

    def name(self, place: int) -> str:
        """How a person finds the column: its heading, or its letter where it has none that is known."""
        return self.columns[place].value if place in self.columns else letter(place)


def find_headings(line: int, cells: dict[int, Value]) -> Headings:
    """Which column is at which place; `line` is the row's number, `cells` are by place from 0. Raises nothing: what is
    wrong is in `problems`."""
    if len(cells) > MOST_COLUMNS:
        too_wide = _("Řádek s nadpisy má víc než %(most)s sloupců. Nechte jen ty ze šablony.") % {"most": MOST_COLUMNS}
        return Headings(line, problems=(Problem(line, "", too_wide),))
    columns: dict[int, Column] = {}
    problems = []
    for place, cell in cells.items():
        column = _column(cell)
        if column is None:
            problems.append(Problem(line, letter(place), _unknown(cell)))
        elif column in columns.values():
            problems.append(Problem(line, column.value, _("Sloupec je v tabulce dvakrát. Nechte jen jeden.")))
        else:
            columns[place] = column
    if not columns:
        named = {"names": ", ".join(Column)}
        no_headings = _("Chybí řádek s nadpisy sloupců. První řádek má být: %(names)s.") % named
        return Headings(line, problems=(Problem(line, "", no_headings),))
    missing = [column for column in Column if column not in columns.values()]
    problems += [Problem(line, "", _absent(column)) for column in missing if column in REQUIRED]
    remarks = [Problem(line, "", _left_empty(column)) for column in missing if column not in REQUIRED]
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


def _column(cell: Value) -> Column | None:
    try:
        return BY_FOLDED.get(folded(one_line(cell)))
    except Wrong:
        return None


def _unknown(cell: Value) -> str:
    try:
        text = one_line(cell)
    except Wrong as wrong:
        return str(wrong)
    near = get_close_matches(folded(text[:LONGEST_GUESS]), BY_FOLDED, n=1)
    if near:
        said = {"name": text[:40], "nearest": BY_FOLDED[near[0]].value}
        return _("Sloupec „%(name)s“ neznám. Nemá tu být „%(nearest)s“?") % said
    return _("Sloupec „%(name)s“ neznám. Odstraňte ho, jeho hodnoty by se neuložily.") % {"name": text[:40]}


def _absent(column: Column) -> str:
    return _("Chybí sloupec %(name)s.") % {"name": column.value}


def _left_empty(column: Column) -> str:
    return _("Sloupec %(name)s v souboru není, zůstane prázdný.") % {"name": column.value}
