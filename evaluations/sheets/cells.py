"""What one cell means: a day, an indicator, an amount, a text. Everything that cannot be meant says why in Czech."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluations.links import WrongLink, read_links
from evaluations.sheets.names import Names
from evaluations.sheets.record import LARGEST, LONGEST, Column, Known
from goals.formatting import fold, format_date, format_number

# Beside control characters everything that XML cannot hold: what is read must also come out as .xlsx again.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile("[ \t\n\u2028\u2029]+")  # no-break spaces stay, somebody put them there
NUMBER = re.compile(r"([+-]?)((?:[0-9]{1,3}(?:\s[0-9]{3})+|[0-9]{1,30})(?:[.,][0-9]{1,30})?)\s?(%?)")
MONTHS = {  # of the day, folded
    "ledna": 1,
    "unora": 2,
    "brezna": 3,
    "dubna": 4,
    "kvetna": 5,
    "cervna": 6,
    "cervence": 7,
    "srpna": 8,
    "zari": 9,
    "rijna": 10,
    "listopadu": 11,
    "prosince": 12,
}
CZECH_DAY = re.compile(r"(?P<d>[0-9]{1,2})\. ?(?:(?P<m>[0-9]{1,2})\.|(?P<name>[a-z]{4,9}))(?: ?(?P<y>[0-9]{4}))?")
ISO_DAY = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})")
MINUSES = str.maketrans({"−": "-", "–": "-"})


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


def day(value: Value, month: date, today: date) -> date:
    """A day of the month, today at the latest."""
    on = _day(sound(value), month.year)
    if (on.year, on.month) != (month.year, month.month):
        said = {"day": format_date(on), "month": date_format(month, "F Y")}
        raise Wrong(_("Datum %(day)s není z měsíce %(month)s.") % said)
    if on > today:
        raise Wrong(_("Datum %(day)s teprve bude.") % {"day": format_date(on)})
    return on


def _day(value: str | Decimal | date, year: int) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, Decimal):
        number = {"number": _short(_written(value))}
        raise Wrong(_("V buňce je číslo %(number)s, ne datum. Nastavte jí formát data.") % number)
    text = " ".join(value.split())
    if not text:
        raise Wrong(_("Datum chybí."))
    if not (match := ISO_DAY.fullmatch(text) or CZECH_DAY.fullmatch(fold(text))):
        raise Wrong(_("„%(text)s“ není datum. Napište ho jako 14. 9. 2026.") % {"text": _short(text)})
    return _on(match.groupdict(), year, text)


def _on(said: dict[str, str | None], year: int, text: str) -> date:
    month = MONTHS.get(said.get("name") or "") or int(said["m"] or 0)
    try:
        return date(int(said["y"] or year), month, int(said["d"] or 0))
    except ValueError as error:
        raise Wrong(_("Den „%(text)s“ v kalendáři není.") % {"text": text}) from error


def indicator(value: Value, names: Names) -> Known:
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


def amount(value: Value, unit: str | None) -> Decimal:
    """A number from 0 to a million with two decimal places at most; `unit` is None when nobody knows what it counts."""
    value = sound(value)
    if value == "":
        raise Wrong(_("Počet chybí."))
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
    number = value if isinstance(value, Decimal) else _typed_number(value, may_be_share=may_be_share)
    if len(f"{number:f}".partition(".")[2]) > 2:  # also 1.000, which may be one and may be a thousand
        raise Wrong(_("Zadejte nejvýše dvě desetinná místa. Tisíce oddělte mezerou."))
    return number


def _typed_number(value: str | date, *, may_be_share: bool) -> Decimal:
    if isinstance(value, date):
        said = {"day": format_date(value)}
        raise Wrong(_("V buňce je datum %(day)s, ne číslo. Nastavte jí formát čísla a napište ho znovu.") % said)
    match = NUMBER.fullmatch(value.translate(MINUSES))
    if not match or (match[3] and not may_be_share):
        raise Wrong(_("„%(text)s“ není číslo. Napište třeba 12 nebo 12,5.") % {"text": _short(value)})
    return Decimal(match[1] + re.sub(r"\s", "", match[2]).replace(",", "."))


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


def one_line(value: Value) -> str:
    """The text with its line breaks as spaces; raises Wrong for what cannot be stored."""
    return BREAKS.sub(" ", _written(sound(value)))


def many_lines(value: Value) -> str:
    """The text as it is; raises Wrong for what cannot be stored."""
    return _written(sound(value))


def text(column: Column, reader: Callable[[Value], str] = one_line) -> Callable[[Value], str]:
    """A reader of a text that is not longer than the column allows."""

    def read(value: Value) -> str:
        found, most = reader(value), LONGEST[column]
        if len(found) > most:
            lengths = {"most": _shown(Decimal(most)), "now": _shown(Decimal(len(found)))}
            raise Wrong(_("Text má %(now)s znaků, vejde se jich nejvýše %(most)s. Zkraťte ho.") % lengths)
        return found

    return read


title, topic = text(Column.TITLE), text(Column.TOPIC)
note = text(Column.NOTE, many_lines)
_addresses = text(Column.LINKS, many_lines)


def links(value: Value) -> str:
    """Whole http or https addresses, each on its line of the cell, or nothing; raises Wrong."""
    try:
        return read_links(_addresses(value))
    except WrongLink as wrong:
        said = {"text": _short(wrong.link), "problem": wrong.problem}
        raise Wrong(_("„%(text)s“: %(problem)s") % said) from wrong


def _written(value: str | Decimal | date) -> str:
    """What a person reads in the cell."""
    if isinstance(value, Decimal):
        return format_number(value).replace("\u00a0", "")
    return format_date(value).replace("\u00a0", " ") if isinstance(value, date) else value


def _shown(number: Decimal) -> str:
    return _short(format_number(number)).replace("-", "−")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
