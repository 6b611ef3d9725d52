"""A target in a few Czech words: what the pages, the PDF and the data say of it."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.states import Comparator, Kind, Window


def describe(measure) -> str:
    """The measure as a phrase: "nejméně 12 kurzů za rok", "2× měsíčně", "do 31. 12. 2026"."""
    return " ".join(part for part in (_amount(measure), _period(measure), _term(measure)) if part) or _without_number(
        measure
    )


def target_phrases(goal) -> tuple[str, ...]:
    """All targets of a goal, as phrases."""
    return tuple(describe(target) for target in goal.targets.all())


def format_number(value: Decimal) -> str:
    """Czech digits: thousands apart by a no-break space, a decimal comma, no trailing zeros."""
    whole, _point, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", "\u00a0") + (f",{fraction}" if fraction else "")


def format_date(day) -> str:
    return f"{day.day}.\u00a0{day.month}.\u00a0{day.year}"


def _amount(measure) -> str:
    if measure.kind in {Kind.MILESTONE, Kind.NARRATIVE}:
        return ""
    if measure.kind == Kind.EACH:
        return _each(measure)
    number = format_number(measure.value)
    if measure.kind == Kind.FREQUENCY or measure.unit in TIMES:
        return f"{_bound(measure)}{number}×"
    if measure.kind == Kind.SHARE:
        return f"{_bound(measure)}{number}\u00a0% {_rest_of_share(measure.unit)}".strip()
    return f"{_bound(measure)}{number}\u00a0{measure.unit}".strip()


TIMES = {"x", "×", "krát"}  # "jednou", "2x" without a thing that is counted


def _bound(measure) -> str:
    return {Comparator.MIN: _("nejméně") + " ", Comparator.MAX: _("nejvýše") + " "}.get(measure.comparator, "")


def _each(measure) -> str:
    who = measure.unit or _("každý")
    return who if measure.value is None else f"{who}: {format_number(measure.value)}×"


def _rest_of_share(unit) -> str:
    return unit.removeprefix("%").strip()


FREQUENCIES = {
    Window.YEAR: pgettext("how often", "ročně"),
    Window.HALF_YEAR: pgettext("how often", "za pololetí"),
    Window.QUARTER: pgettext("how often", "za čtvrtletí"),
    Window.MONTH: pgettext("how often", "měsíčně"),
    Window.WEEK: pgettext("how often", "týdně"),
}
PERIODS = {
    Window.YEAR: pgettext("within", "za rok"),
    Window.HALF_YEAR: pgettext("within", "za pololetí"),
    Window.QUARTER: pgettext("within", "za čtvrtletí"),
    Window.MONTH: pgettext("within", "za měsíc"),
    Window.WEEK: pgettext("within", "za týden"),
}


def _period(measure) -> str:
    if not measure.window or measure.kind in {Kind.MILESTONE, Kind.NARRATIVE}:
        return ""
    return (FREQUENCIES if measure.kind == Kind.FREQUENCY else PERIODS)[measure.window]


def _term(measure) -> str:
    return _("do %(date)s") % {"date": format_date(measure.deadline)} if measure.deadline else ""


def _without_number(measure) -> str:
    return _("jednorázový výsledek") if measure.kind == Kind.MILESTONE else _("hodnotí se slovně")
