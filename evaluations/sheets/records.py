"""From the filled cells of a table to records: every cell is tried, so that all that is wrong is named at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from evaluations.sheets import cells
from evaluations.sheets.cells import Value, Wrong
from evaluations.sheets.headings import Headings, find_headings, letter
from evaluations.sheets.names import Names
from evaluations.sheets.record import MOST_ROWS, Column, Problem, Row, Sheet, Unreadable, too_many_rows

Line = tuple[int, dict[int, Value]]  # the number of a row and what is in its cells that are not empty, by place from 0
Found = TypeVar("Found")


@dataclass(frozen=True)
class Expected:
    """What the records may say."""

    names: Names
    month: date
    today: date


@dataclass(frozen=True)
class Merged:
    """Cells that were made one; `line` and `place` are of the first of them."""

    line: int
    last: int
    place: int
    where: str


def gather(lines: Iterable[Line], expected: Expected, merged: Iterable[Merged] = ()) -> Sheet:
    """The records of the rows, at most MOST_ROWS; raises Unreadable for an empty or too long table, all else is a
    problem."""
    filled = iter((line, found) for line, found in lines if found)
    first = next(filled, None)
    if first is None:
        raise Unreadable(_("Tabulka je prázdná."))
    headings = find_headings(*first)
    if headings.problems:
        return Sheet(problems=headings.problems, remarks=headings.remarks)
    rows: list[Row] = []
    problems: list[Problem] = []
    last = headings.line
    for count, (last, found) in enumerate(filled, 1):
        if count > MOST_ROWS:
            raise too_many_rows()
        row, wrong = _record(last, found, headings, expected)
        problems += wrong
        rows += [row] if row else []
    if last == headings.line:
        raise Unreadable(_("Pod nadpisy sloupců není žádný záznam."))
    problems += _merged(merged, headings, last)
    return Sheet(tuple(rows), tuple(problems), (*headings.remarks, *_repeated(rows)))


def _record(
    line: int, found: dict[int, Value], headings: Headings, expected: Expected
) -> tuple[Row | None, list[Problem]]:
    """The record, or everything that is wrong with it."""
    stray = next((place for place in found if place not in headings.columns), None)
    problems = [] if stray is None else [Problem(line, letter(stray), _stray(found[stray]))]
    values: dict[Column, Value] = {column: found.get(place, "") for place, column in headings.columns.items()}

    def take(column: Column, reader: Callable[[Value], Found]) -> Found | None:
        try:
            return reader(values.get(column, ""))
        except Wrong as wrong:
            problems.append(Problem(line, column.value, str(wrong)))
            return None

    on = take(Column.ON, lambda value: cells.day(value, expected.month, expected.today))
    known = take(Column.INDICATOR, lambda value: cells.indicator(value, expected.names))
    amount = take(Column.AMOUNT, lambda value: cells.amount(value, known.unit if known else None))
    title, topic = take(Column.TITLE, cells.title), take(Column.TOPIC, cells.topic)
    people = take(Column.PARTICIPANTS, cells.participants)
    note, links = take(Column.NOTE, cells.note), take(Column.LINKS, cells.links)
    if problems or on is None or known is None or amount is None:
        return None, problems
    return Row(line, on, known.key, amount, title or "", topic or "", people, note or "", links or ""), problems


def _stray(value: Value) -> str:
    try:
        said = {"text": cells.one_line(value)[:40]}
    except Wrong as wrong:
        return str(wrong)
    return _("Sloupec nemá nadpis, hodnota „%(text)s“ by se neuložila.") % said


def _merged(merged: Iterable[Merged], headings: Headings, last: int) -> list[Problem]:
    return [
        Problem(
            max(cell.line, headings.line),
            headings.name(cell.place),
            _("Buňky %(where)s jsou sloučené. Rozdělte je a vyplňte každou.") % {"where": cell.where},
        )
        for cell in merged
        if cell.line <= last and cell.last >= headings.line
    ]


def _repeated(rows: list[Row]) -> list[Problem]:
    """Two alike may well be two events on one day, so they are only shown."""
    first: dict[Row, int] = {}
    remarks = []
    for row in rows:
        line = first.setdefault(replace(row, line=0), row.line)
        if line != row.line:
            remarks.append(Problem(row.line, "", _("Je stejný jako řádek %(line)s.") % {"line": line}))
    return remarks
