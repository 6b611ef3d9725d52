"""Phone numbers, e-mail addresses and birth numbers in a text: personal data stay out of goals and notes."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

from goals.reading.text import Remark, fold

_BEFORE = 24  # characters before a number in which a label is looked for

# Bounded everywhere: without bounds the time would grow with the square of the text.
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|[(\[](?:at|zavin[aá][cč])[)\]]) ?(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w@])",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"(?:(?<!\w)(?<!\w[/.,-])|(?<=\bCZ))([0-9]{2})([0-9]{2})([0-9]{2})(?: ?/ ?| )?([0-9]{3,4})(?!\w)(?! ?/ ?[0-9])"
)
_CZECH = r"(?:\(?(?:\+|00) ?420\)? ?)?[2-9][0-9]{2}(?P<gap>[ .-]?)[0-9]{3}(?P=gap)[0-9]{3}"
_PHONES = [
    re.compile(source)
    for source in (
        r"(?<![\w+])(?P<number>(?:\+|00(?=[1-9])) ?\(?[1-9](?:[ ()./-]{0,2}[0-9]){9,13})(?!\w)",
        rf"(?<![\w+])(?<![0-9][ .,-])(?<![0-9]/[0-9])(?P<number>{_CZECH})(?!\w)(?![.,/-]?[0-9]{{4}})"
        r"(?![ .,-][0-9]{3}(?![0-9]))",
        r"(?<!\w)(?<![0-9][ .,/-])(?P<number>0[1-9][0-9]"
        r"(?:[ -]?[0-9]{3}(?:[ -]?[0-9]{2}){2}|[0-9](?:[ -]?[0-9]{3}){2}))(?!\w)",
        r"(?i:\b(?:tel|telefon\w{0,5}|mob|mobil\w{0,3}|volejte|whatsapp\w?|viber\w?|telegram\w?)[.:]{0,2}"
        r" ?(?:č\.|číslo|na|:)? ?)(?P<number>[0-9](?:[ -]?[0-9]){6,13})(?!\w)",
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
    plain = ""
    for char in text:  # one for each, so that offsets hold: kinds of spaces, dashes and digits made one
        if char.isdecimal():
            plain += str(unicodedata.decimal(char))
        else:
            plain += {"Zs": " ", "Pd": "-"}.get(unicodedata.category(char), char)
    email = _("Vypadá to jako e-mailová adresa. Osobní údaje sem nepatří: smažte ji a uveďte jen roli nebo pracoviště.")
    birth = _("Vypadá to jako rodné číslo. Osobní údaje sem nepatří: smažte ho a nikoho podle něj neoznačujte.")
    phone = _("Vypadá to jako telefonní číslo. Osobní údaje sem nepatří: smažte ho a uveďte jen roli nebo pracoviště.")
    found = [("email", email, match.span()) for match in _EMAIL.finditer(plain)]
    for match in _BIRTH.finditer(plain):
        before = fold(plain[max(0, match.start() - _BEFORE) : match.start()])
        is_phone = match.group().isdigit() and _PHONE_LABEL.search(before)
        if _is_birth_number(*match.groups()) and not is_phone and not _REFERENCE.search(before):
            found.append(("birth_number", birth, match.span()))
    for pattern in _PHONES:
        for match in pattern.finditer(plain):
            start, end = match.span("number")
            # "250 000 000 Kč", "400 000 000": something that is counted.
            counted = plain[start:end].endswith(("000 000", "000.000")) or _COUNTED.match(fold(plain[end : end + 12]))
            if not counted and not _REFERENCE.search(fold(plain[max(0, start - _BEFORE) : start])):
                found.append(("phone", phone, (start, end)))
    taken: list[tuple[int, int]] = []
    remarks = []
    for code, message, (start, end) in found:
        if all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            remarks.append(Remark(code, message, (start, end)))
    return tuple(sorted(remarks, key=lambda remark: remark.span or (0, 0)))


def _is_birth_number(yy: str, mm: str, dd: str, suffix: str) -> bool:
    """Act 133/2000 Coll., § 13: nine digits up to 1953, ten from 1954, divisible by eleven.

    To the month 50 is added for women and since 2004 another 20 when a day's numbers are used up. To the day 40 is
    added in the social security's number of a foreign insured person (ČSSZ, standard check of RČ and EČP). Up to 1985
    a remainder of ten was written as a check digit 0.
    """
    nine = len(suffix) == 3
    if suffix == "000" or (nine and int(yy) > 53):
        return False
    year = int(yy) + (1900 if nine or int(yy) >= 54 else 2000)
    month, day = int(mm) % 50, int(dd)
    more, foreign = month > 20, day > 40
    if more and (foreign or year < 2004):
        return False
    try:
        date(year, month - 20 * more, day - 40 * foreign)
    except ValueError:
        return False
    number = int(yy + mm + dd + suffix)
    return nine or number % 11 == 0 or (year <= 1985 and number // 10 % 11 == 10 and number % 10 == 0)
