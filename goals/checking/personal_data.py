"""Phone numbers, e-mail addresses and birth numbers in a text: personal data stay out of goals and notes."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from goals.checking.remark import Remark
from goals.czech.text import fold

Span = tuple[int, int]

_BEFORE = 24  # characters before a number in which a label is looked for

# Bounded everywhere: without bounds the time would grow with the square of the text.
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|[(\[](?:at|zavin[aá][cč])[)\]]) ?(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w@])",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"(?:(?<!\w)(?<!\w[/.,-])|(?<=\bCZ))([0-9]{2})([0-9]{2})([0-9]{2})(?: ?/ ?| )?([0-9]{3,4})(?!\w)(?! ?/ ?[0-9])"
)
_CZECH = r"(?:\(?(?:\+|00) ?420\)? ?)?[2-9][0-9]{2}([ .-]?)[0-9]{3}\1[0-9]{3}"
_PHONES = [
    re.compile(source)
    for source in (
        r"(?<![\w+])(?:\+|00(?=[1-9])) ?\(?[1-9](?:[ ()./-]{0,2}[0-9]){9,13}(?!\w)",
        rf"(?<![\w+])(?<![0-9][ .,-])(?<![0-9]/[0-9]){_CZECH}(?!\w)(?![.,/-]?[0-9]{{4}})(?![ .,-][0-9]{{3}}(?![0-9]))",
        r"(?<!\w)(?<![0-9][ .,/-])0[1-9][0-9](?:[ -]?[0-9]{3}(?:[ -]?[0-9]{2}){2}|[0-9](?:[ -]?[0-9]{3}){2})(?!\w)",
        r"(?i:\b(?:tel|telefon\w{0,5}|mob|mobil\w{0,3}|volejte|whatsapp\w?|viber\w?|telegram\w?)[.:]{0,2}"
        r" ?(?:č\.|číslo|na|:)? ?)([0-9](?:[ -]?[0-9]){6,13})(?!\w)",
    )
]
_PHONE_LABEL = re.compile(r"\b(?:tel|telefon\w*|mob|mobil\w*|volejte|na cisl\w*|linka|whatsapp\w?|viber\w?)[.: ]*$")
_REFERENCE = re.compile(
    r"\b(?:c\. ?j|cj|sp\. ?zn|zn|ev\. ?c|ico?|vs|ss|var\w* symbol\w*|uct\w*|ucet|c\. ?u|isbn|issn|id|faktur\w*"
    r"|smlouv\w* c|objednavk\w* c)[.: ]*(?:[a-z]{1,6}-)?$"
)
_COUNTED = re.compile(r" ?(?:,-|kc\b|czk\b|eur|€|korun|mil|tis|obyvatel|osob|lidi\b|klient|kus|ks\b)")


def find_personal_data(text: str) -> tuple[Remark, ...]:
    """Everything that looks like a phone number, an e-mail address or a birth number, in reading order.

    Spans do not overlap; any text is accepted. A warning, no proof: nine digits in a row can be a phone or a birth
    number, and are reported as the latter when they hold a date.
    """
    plain = _plain(text)
    taken: list[Span] = []
    remarks = [
        Remark(code, message, span)
        for code, message, spans in (
            ("email", _email_message(), _emails(plain)),
            ("birth_number", _birth_message(), _birth_numbers(plain)),
            ("phone", _phone_message(), _phones(plain)),
        )
        for span in _untaken(spans, taken)
    ]
    return tuple(sorted(remarks, key=lambda remark: remark.span or (0, 0)))


def _email_message() -> str:
    return _("Vypadá to jako e-mailová adresa. Osobní údaje sem nepatří: smažte ji a uveďte jen roli nebo pracoviště.")


def _birth_message() -> str:
    return _("Vypadá to jako rodné číslo. Osobní údaje sem nepatří: smažte ho a nikoho podle něj neoznačujte.")


def _phone_message() -> str:
    return _("Vypadá to jako telefonní číslo. Osobní údaje sem nepatří: smažte ho a uveďte jen roli nebo pracoviště.")


def _untaken(spans: Iterator[Span], taken: list[Span]) -> Iterator[Span]:
    for start, end in spans:
        if all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            yield start, end


def _plain(text: str) -> str:
    """One character for each: kinds of spaces, dashes and digits made one, so that offsets hold."""
    return "".join(map(_plain_char, text))


def _plain_char(char: str) -> str:
    if char.isascii():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return {"Zs": " ", "Pd": "-"}.get(unicodedata.category(char), char)


def _emails(plain: str) -> Iterator[Span]:
    return (match.span() for match in _EMAIL.finditer(plain))


def _birth_numbers(plain: str) -> Iterator[Span]:
    for match in _BIRTH.finditer(plain):
        if not _is_birth_number(*match.groups()):
            continue
        before = _label(plain, match.start())
        joined = match.group().isdigit()
        if not _REFERENCE.search(before) and not (joined and _PHONE_LABEL.search(before)):
            yield match.span()


def _is_birth_number(yy: str, mm: str, dd: str, suffix: str) -> bool:
    """Act 133/2000 Coll., § 13: nine digits up to 1953, ten from 1954, divisible by eleven.

    To the month 50 is added for women and since 2004 another 20 when a day's numbers are used up. To the day 40 is
    added in the social security's number of a foreign insured person (ČSSZ, standard check of RČ and EČP). Up to 1985
    a remainder of ten was written as a check digit 0.
    """
    year = _year_of_birth(int(yy), nine=len(suffix) == 3)
    if year is None or suffix == "000":
        return False
    month, day = int(mm) % 50, int(dd)
    more, foreign = month > 20, day > 40
    if more and (foreign or year < 2004):
        return False
    if not _is_day(year, month - 20 * more, day - 40 * foreign):
        return False
    number = int(yy + mm + dd + suffix)
    return len(suffix) == 3 or number % 11 == 0 or (year <= 1985 and number // 10 % 11 == 10 and number % 10 == 0)


def _year_of_birth(yy: int, *, nine: bool) -> int | None:
    if nine:
        return 1900 + yy if yy <= 53 else None
    return 1900 + yy if yy >= 54 else 2000 + yy


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _phones(plain: str) -> Iterator[Span]:
    for pattern in _PHONES:
        for match in pattern.finditer(plain):
            start, end = match.span(match.lastindex or 0) if pattern is _PHONES[-1] else match.span()
            if not _is_amount(plain, start, end) and not _REFERENCE.search(_label(plain, start)):
                yield start, end


def _is_amount(plain: str, start: int, end: int) -> bool:
    """ "250 000 000 Kč", "400 000 000": something that is counted."""
    return plain[start:end].endswith(("000 000", "000.000")) or _COUNTED.match(fold(plain[end : end + 12])) is not None


def _label(plain: str, start: int) -> str:
    return fold(plain[max(0, start - _BEFORE) : start])
