"""How text is written: dates, numbers, targets in words, where no line may end; text as search compares it. Texts are
Czech; what the product itself says, the public reads in other languages too."""

import re
import unicodedata
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from centres.languages import left_czech
from goals.amounts import Unit, group_of, is_decrease, is_times, number_to_reach, preposition, unit_counted, unit_of
from goals.states import Comparator, Kind, Scope, Window

NO_BREAK_SPACE = "\u00a0"

_ABBREVIATIONS = (
    "č|čl|odst|písm|str|s|tab|obr|příl|tel|min|max|tj|tzn|tzv|např|popř|příp|resp|mj|vč|sv|ul|nám|p|"
    "Bc|Mgr|Ing|JUDr|MUDr|PhDr|RNDr|PaedDr|doc|prof"
)
# A year is no amount: "v roce 2026 pokračuje" may break, "12 kurzů" may not.
_AMOUNT = r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)?"

# In each the space after the group becomes a no-break one. Contexts accept either kind of space, which makes
# the whole idempotent. The rules are those of ČSN 01 6910 (2014).
_NO_BREAK_RULES = tuple(
    re.compile(rule)
    for rule in (
        r"(?<![^\s(\[„‚»›\"'/–—-])([kszvouaiKSZVOUAIвксоуияізйаВКСОУИЯІЗЙА]) (?=\S)",  # one-letter words
        rf"({_AMOUNT}) (?=[^\W\d_]{{2}}|[xmghltX](?!\w)|[%‰°×€$])",  # a number and what it counts
        r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))",  # thousands
        r"(?<!\d)(\d{3}) (?=\d{2}[ \u00a0]\D)",  # a postcode
        r"(?<![\d.])(\d{1,2}\.) (?=\d|[a-záčďéěíňóřšťúůýž])",  # days and months, ordinals inside a sentence
        r"(?<=\.[ \u00a0])(\d{1,2}\.) (?=\d{4})",  # the year of a date
        rf"(?<!\w)((?:{_ABBREVIATIONS})\.) (?=\S)",  # abbreviations that point forward
        r"(?<!\w)(č\.[ \u00a0]?j\.) (?=\S)",  # reference number
        r"(§) (?=\d)",
        r"(\S) (?=[–—] )",  # a dash ends a line, it does not begin one
    )
)
INVISIBLE = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
SEPARATORS = {"en": (",", "."), "vi": (".", ",")}  # of thousands and of decimals, where not as in Czech
_NO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff\ufe0f]")
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LONG_RUN = re.compile(r"\w{60}(?=\w)")
_OUR_BREAK = re.compile(r"(?<=\w{60})\u200b(?=\w)")

FREQUENCIES = {
    Window.YEAR: pgettext_lazy("how often", "ročně"),
    Window.HALF_YEAR: pgettext_lazy("how often", "za pololetí"),
    Window.QUARTER: pgettext_lazy("how often", "za čtvrtletí"),
    Window.MONTH: pgettext_lazy("how often", "měsíčně"),
    Window.WEEK: pgettext_lazy("how often", "týdně"),
}
PERIODS = {
    Window.YEAR: pgettext_lazy("within", "za rok"),
    Window.HALF_YEAR: pgettext_lazy("within", "za pololetí"),
    Window.QUARTER: pgettext_lazy("within", "za čtvrtletí"),
    Window.MONTH: pgettext_lazy("within", "za měsíc"),
    Window.WEEK: pgettext_lazy("within", "za týden"),
}


def format_number(value: Decimal) -> str:
    """In digits of the language: in Czech thousands apart by a no-break space, a decimal comma; no trailing zeros."""
    thousands, point = SEPARATORS.get(get_language() or "", (NO_BREAK_SPACE, ","))
    whole, _point, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", thousands) + (f"{point}{fraction}" if fraction else "")


def percent(number: str) -> str:
    return _("%(number)s\u00a0%%") % {"number": number}


def format_date(day) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def counted(number: Decimal, unit: str, forms: str = "", *, of: bool = False) -> str:
    """The number with what it counts, in the form that agrees: "4 kurzy", "1,5 kurzu"; `of` puts it in the genitive, as
    after "z": "20 schůzek". What nobody knows how to inflect stands in brackets, where it agrees with nothing."""
    written = format_number(number)
    if not unit:
        return written
    known = unit_of(unit, forms)
    if known is None:
        return f"{written} ({left_czech(unit)})"
    return _amount(number, known, of=of)


def _amount(number: Decimal, unit: Unit, *, of: bool = False) -> str:
    return f"{format_number(number)}{NO_BREAK_SPACE}{left_czech(unit.of(number) if of else unit.after(number))}"


def many(unit: str, forms: str = "") -> str:
    """The unit as it stands alone, for "kolik čeho": "kurzů"; as it was written where its forms are not known."""
    known = unit_of(unit, forms)
    return known.many if known else unit


def describe(target) -> str:
    """A target as a phrase: "nejméně 12 kurzů za rok", "2 porady měsíčně", "každý lektor: 2 semináře", "do 31. 12.
    2026". Units are words of people; where nobody says what is counted, it is "2× měsíčně"."""
    is_measured = target.kind not in {Kind.MILESTONE, Kind.NARRATIVE}
    thing = unit_counted(target.kind, target.unit, target.unit_forms)
    amount = period = ""
    if target.kind == Kind.EACH:
        amount = left_czech(group_of(target.unit)) or _("každý")
        if target.value is not None:
            most = _("nejvýše") + " " if target.comparator == Comparator.MAX else ""
            amount += f": {most}{_times(target.value, thing)}"
    elif target.kind == Kind.INCREASE:
        amount = _increase(target)
    elif is_measured:
        bound = {Comparator.MIN: _("nejméně") + " ", Comparator.MAX: _("nejvýše") + " "}.get(target.comparator, "")
        amount = bound + format_number(target.value)
        if target.kind == Kind.FREQUENCY or is_times(target.unit):
            amount = bound + _times(target.value, thing)
        elif target.kind == Kind.SHARE:
            unit = left_czech(many(target.unit.removeprefix("%").strip(), target.unit_forms))
            amount = f"{percent(amount)} {unit}".strip()
        else:
            amount = bound + counted(target.value, target.unit.strip(), target.unit_forms)
    if is_measured and target.window:
        period = str((FREQUENCIES if target.kind == Kind.FREQUENCY else PERIODS)[target.window])
    scope = str(Scope(target.scope).label) if target.scope else ""
    term = _("do %(date)s") % {"date": format_date(target.deadline)} if target.deadline else ""
    phrase = " ".join(part for part in (amount, period, scope, term) if part)
    return phrase or (_("jednorázový výsledek") if target.kind == Kind.MILESTONE else _("hodnotí se slovně"))


def _times(number: Decimal, thing: Unit | None) -> str:
    return _amount(number, thing) if thing else f"{format_number(number)}×"


def _increase(target) -> str:
    """ "růst z 200 klientů o 10 % na 220"; without a baseline "růst počtu klientů o 10 %"."""
    word = _("pokles") if is_decrease(target) else _("růst")
    by = format_number(abs(target.value))
    by = percent(by) if target.is_relative else by
    if target.baseline is None:
        thing = unit_counted(target.kind, target.unit, target.unit_forms)
        if thing is None:
            return _("%(word)s o\u00a0%(by)s") % {"word": word, "by": by}
        facts = {"word": word, "unit": left_czech(thing.many), "by": by}
        return _("%(word)s počtu %(unit)s o\u00a0%(by)s") % facts
    begins = counted(target.baseline, target.unit.strip(), target.unit_forms, of=True)
    facts = {"word": word, "z": preposition(target.baseline), "from": begins, "by": by}
    return _("%(word)s %(z)s\u00a0%(from)s o\u00a0%(by)s na\u00a0%(to)s") % (
        facts | {"to": format_number(number_to_reach(target))}
    )


def target_phrases(goal) -> tuple[str, ...]:
    return tuple(describe(target) for target in goal.targets.all())


def breakable(text: str) -> str:
    """Text with a place to break in runs of letters that are no word: to hyphenate 3 000 of them takes a minute."""
    return _LONG_RUN.sub("\\g<0>\u200b", text)


def unbroken(text: str) -> str:
    """Text without what `breakable` put in, for programs that break such a run themselves."""
    return _OUR_BREAK.sub("", text)


def typeset(text: str) -> str:
    """Text with no-break spaces where typography asks for them: that of Czech, which holds for the others as well.

    Nothing but U+0020 is touched and each becomes one U+00A0, so the length is kept and ``typeset(typeset(t))`` equals
    ``typeset(t)``. Runs of several spaces are left alone. Raises nothing.
    """
    for rule in _NO_BREAK_RULES:
        text = rule.sub(rf"\g<1>{NO_BREAK_SPACE}", text)
    return text


FIRST_MARK = "\u0300"  # no sign before it stands over another letter


def fold(text: str) -> str:
    """The text without diacritics and case, alike on both database engines; Unicode NFKD, marks removed."""
    decomposed = unicodedata.normalize("NFKD", text)
    if decomposed.isascii():
        return decomposed.casefold()
    return "".join([it for it in decomposed if it < FIRST_MARK or not unicodedata.combining(it)]).casefold()


def as_wording(text: str) -> str:
    """A wording as it is kept, whether it was typed or came in a file: in Unicode NFC, its spaces of any width single,
    without soft hyphens and signs of no width (those that join letters of some scripts stay), hyphens as typed ones.

    ``as_wording(as_wording(t))`` equals ``as_wording(t)``; line ends are left alone.
    """
    text = unicodedata.normalize("NFC", _NO_WIDTH.sub("", text).translate(_HYPHENS))
    return "\n".join(line.strip(" ") for line in _BLANKS.sub(" ", text).split("\n")).strip("\n")


def visible(text: str) -> str:
    """The text without signs that show nothing or turn the direction of what follows."""
    return _INVISIBLE.sub("", text)


def shortened(text: str, length: int = 80) -> str:
    """The beginning of a wording, at most so many characters and an ellipsis, cut at a word."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0] + "…"
