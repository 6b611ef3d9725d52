"""From the filled cells of a table to records: what each cell means, a day, an indicator, an amount, a text. Every cell
is tried, so that all that is wrong is named at once, in Czech."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluations.links import WrongLink, read_links
from evaluations.portions import Portion, halves, problem
from evaluations.sheets.columns import (
    LARGEST,
    LONGEST,
    MOST_ROWS,
    Headings,
    KnownIndicator,
    Names,
    RecordColumn,
    Sheet,
    SheetProblem,
    SheetRow,
    UnreadableSheet,
    Value,
    Wrong,
    find_headings,
    letter,
    many_lines,
    one_line,
    sound,
    too_many_rows,
)
from goals.formatting import fold, format_date, format_number
from goals.reading import read_number

OF_MONTHS = "ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince"  # folded
NAMES_OF_MONTHS = "leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec"
MONTHS = {name: number for names in (NAMES_OF_MONTHS, OF_MONTHS) for number, name in enumerate(names.split(), 1)}
CZECH_DAY = re.compile(r"(?P<d>[0-9]{1,2})\. ?(?:(?P<m>[0-9]{1,2})\.|(?P<name>[a-z]{4,9}))(?: ?(?P<y>[0-9]{4}))?")
ISO_DAY = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})")

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
    """The records of the rows; raises Unreadable for an empty or too long table, all else is a problem."""
    filled = iter((line, found) for line, found in lines if found)
    first = next(filled, None)
    if first is None:
        raise UnreadableSheet(_("Tabulka je prázdná."))
    headings = find_headings(*first)
    if headings.problems:
        return Sheet(problems=headings.problems, remarks=headings.remarks)
    rows: list[SheetRow] = []
    first_lines: dict[SheetRow, int] = {}
    problems: list[SheetProblem] = []
    remarks = list(headings.remarks)
    last = headings.line
    for count, (last, found) in enumerate(filled, 1):
        if count > MOST_ROWS:
            raise too_many_rows()
        row, wrong = _record(last, found, headings, expected)
        problems += wrong
        if row is None:
            continue
        rows.append(row)
        twin = first_lines.setdefault(replace(row, line=0), last)
        if twin != last:  # two alike may well be two events on one day, so they are only shown
            remarks.append(SheetProblem(last, "", _("Je stejný jako řádek %(line)s.") % {"line": twin}))
    if last == headings.line:
        raise UnreadableSheet(_("Pod nadpisy sloupců není žádný záznam."))
    merged_cells = _("Buňky %(where)s jsou sloučené. Rozdělte je a vyplňte každou.")
    for cell in merged:
        if cell.line <= last and cell.last >= headings.line:
            column = headings.name(cell.place)
            problems.append(SheetProblem(max(cell.line, headings.line), column, merged_cells % {"where": cell.where}))
    return Sheet(tuple(rows), tuple(problems), tuple(remarks))


def _record(
    line: int, found: dict[int, Value], headings: Headings, expected: Expected
) -> tuple[SheetRow | None, list[SheetProblem]]:
    """The record, or everything that is wrong with it."""
    problems: list[SheetProblem] = []
    stray = next((place for place in found if place not in headings.columns), None)
    if stray is not None:
        try:
            unnamed = _("Sloupec nemá nadpis, hodnota „%(text)s“ by se neuložila.")
            sentence = unnamed % {"text": one_line(found[stray])[:40]}
        except Wrong as wrong:
            sentence = str(wrong)
        problems.append(SheetProblem(line, letter(stray), sentence))
    values: dict[RecordColumn, Value] = {column: found.get(place, "") for place, column in headings.columns.items()}

    def take(column: RecordColumn, reader: Callable[[Value], Found]) -> Found | None:
        try:
            return reader(values.get(column, ""))
        except Wrong as wrong:
            problems.append(SheetProblem(line, column.value, str(wrong)))
            return None

    on = take(RecordColumn.ON, lambda value: day(value, expected.month, expected.today))
    known = take(RecordColumn.INDICATOR, lambda value: indicator(value, expected.names))
    number = take(RecordColumn.AMOUNT, lambda value: amount(value, known.unit if known else None))
    title, topic = take(RecordColumn.TITLE, title_text), take(RecordColumn.TOPIC, topic_text)
    people = take(RecordColumn.PARTICIPANTS, participants)
    note, addresses = take(RecordColumn.NOTE, note_text), take(RecordColumn.LINKS, links)
    if problems or on is None or known is None or number is None:
        return None, problems
    whole = number.whole if isinstance(number, Portion) else None
    number = number.amount if isinstance(number, Portion) else number
    return SheetRow(
        line, on, known.key, number, title or "", topic or "", people, note or "", addresses or "", whole
    ), problems


def day(value: Value, month: date, today: date) -> date:
    """A day of the month, today at the latest."""
    value = sound(value)
    if isinstance(value, Decimal):
        number = {"number": _short(many_lines(value))}
        raise Wrong(_("V buňce je číslo %(number)s, ne datum. Nastavte jí formát data.") % number)
    if isinstance(value, str):
        text = " ".join(value.split())
        if not text:
            raise Wrong(_("Datum chybí."))
        if not (match := ISO_DAY.fullmatch(text) or CZECH_DAY.fullmatch(fold(text))):
            raise Wrong(_("„%(text)s“ není datum. Napište ho jako 14. 9. 2026.") % {"text": _short(text)})
        typed = match.groupdict()
        number_of_month = MONTHS.get(typed.get("name") or "") or int(typed["m"] or 0)
        try:
            value = date(int(typed["y"] or month.year), number_of_month, int(typed["d"] or 0))
        except ValueError as error:
            raise Wrong(_("Den „%(text)s“ v kalendáři není.") % {"text": text}) from error
    if (value.year, value.month) != (month.year, month.month):
        said = {"day": format_date(value), "month": date_format(month, "F Y")}
        raise Wrong(_("Datum %(day)s není z měsíce %(month)s.") % said)
    if value > today:
        raise Wrong(_("Datum %(day)s teprve bude.") % {"day": format_date(value)})
    return value


def indicator(value: Value, names: Names) -> KnownIndicator:
    """What the name stands for; raises Wrong, which names the nearest where one is near."""
    text = one_line(value)
    if not text:
        raise Wrong(_("Ukazatel chybí."))
    if known := names.known(text):
        return known
    said = {"name": _short(text), "nearest": names.nearest(text)}
    if said["nearest"]:
        raise Wrong(_("Ukazatel „%(name)s“ neznám. Nemá tu být „%(nearest)s“?") % said)
    raise Wrong(_("Ukazatel „%(name)s“ neznám. Vyberte ho ze seznamu v šabloně.") % said)


def amount(value: Value, unit: str | None) -> Portion | Decimal:
    """A number from 0 to a million with two decimal places at most, or a share as "45 z 60"; `unit` is None when nobody
    knows what it counts."""
    value = sound(value)
    if value == "":
        raise Wrong(_("Počet chybí."))
    if isinstance(value, str) and unit in {"%", None} and (parts := halves(value)):
        found = Portion(_amount(parts[0], ""), _amount(parts[1], ""))
        if wrong := problem(found.amount, found.whole):
            raise Wrong(wrong)
        return found
    return _amount(value, unit)


def _amount(value: str | Decimal | date, unit: str | None) -> Decimal:
    number = _number(value, may_be_share=unit in {"%", None})
    if number < 0:
        raise Wrong(_("Počet %(number)s je záporný. Zadejte číslo od nuly výš.") % {"number": _shown(number)})
    if number > LARGEST:
        most = {"number": _shown(number), "most": _shown(LARGEST)}
        raise Wrong(_("Počet %(number)s je příliš velký, nejvýš může být %(most)s.") % most)
    if unit == "%" and number > 100:
        raise Wrong(_("Procent je %(number)s, nejvýš jich může být 100.") % {"number": _shown(number)})
    return number


def _number(value: str | Decimal | date, *, may_be_share: bool = False) -> Decimal:
    if isinstance(value, date):
        said = {"day": format_date(value)}
        raise Wrong(_("V buňce je datum %(day)s, ne číslo. Nastavte jí formát čísla a napište ho znovu.") % said)
    if isinstance(value, str):
        number = value.strip()
        if may_be_share:
            number = number.removesuffix("%").rstrip()
        read = read_number(number)
        if read is None:
            raise Wrong(_("„%(text)s“ není číslo. Napište třeba 12 nebo 12,5.") % {"text": _short(value)})
        value = read
    if len(f"{value:f}".partition(".")[2]) > 2:  # also 1.000, which may be one and may be a thousand
        raise Wrong(_("Zadejte nejvýše dvě desetinná místa. Tisíce oddělte mezerou."))
    return value


def participants(value: Value) -> int | None:
    """A whole number from 0 to a million, None for an empty cell; raises Wrong."""
    value = sound(value)
    if value == "":
        return None
    number = _number(value)
    if number != int(number) or not 0 <= number <= LARGEST:
        said = {"number": _shown(number), "most": _shown(LARGEST)}
        raise Wrong(_("Účastníků je %(number)s. Zadejte celé číslo od 0 do %(most)s.") % said)
    return int(number)


def text(column: RecordColumn, reader: Callable[[Value], str] = one_line) -> Callable[[Value], str]:
    """A reader of a text that is not longer than the column allows."""

    def read(value: Value) -> str:
        found, most = reader(value), LONGEST[column]
        if len(found) > most:
            lengths = {"most": _shown(Decimal(most)), "now": _shown(Decimal(len(found)))}
            raise Wrong(_("Text má %(now)s znaků, vejde se jich nejvýše %(most)s. Zkraťte ho.") % lengths)
        return found

    return read


title_text, topic_text = text(RecordColumn.TITLE), text(RecordColumn.TOPIC)
note_text, _addresses = text(RecordColumn.NOTE, many_lines), text(RecordColumn.LINKS, many_lines)


def links(value: Value) -> str:
    """Whole http or https addresses, each on its line of the cell, or nothing; raises Wrong."""
    try:
        return read_links(_addresses(value))
    except WrongLink as wrong:
        said = {"text": _short(wrong.link), "problem": wrong.problem}
        raise Wrong(_("„%(text)s“: %(problem)s") % said) from wrong


def _shown(number: Decimal) -> str:
    return _short(format_number(number)).replace("-", "−")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
