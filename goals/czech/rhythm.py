"""Which period belongs to which number: the nearest before it, with all that is coordinated; else those behind it."""

from bisect import bisect

from goals.czech.periods import Period
from goals.czech.quantities import Quantity
from goals.czech.text import Doc
from goals.czech.words import is_verb

NEAR = 6  # tokens between a number and a phrase such as "v měsíci"
_REACH = 12  # quantities looked at on either side of a period
_GAP = 60  # tokens over which a period can still belong to a number


def attach(doc: Doc, quantities: list[Quantity], periods: list[Period]) -> dict[int, Period]:
    """The period of each quantity, by the quantity's place in the list; a quantity without one is missing."""
    owned: dict[int, Period] = {}
    places = [quantity.number for quantity in quantities]
    for period in [*sorted(periods, key=lambda p: not _closes(doc, quantities, places, p))]:
        mates = _mates(doc, quantities, places, period)
        for at in _owners(doc, quantities, period, mates, owned):
            owned.setdefault(at, period)
    attached = set(owned.values())
    for period in periods:  # what leads a sentence holds for all of it
        leads = bool(mates := _mates(doc, quantities, places, period)) and quantities[mates[0]].number > period.last
        for at in mates if leads and not period.near and period in attached else ():
            owned.setdefault(at, period)
    for at in range(1, len(quantities)):
        if at - 1 in owned and _is_part(doc, quantities[at]):
            owned.setdefault(at, owned[at - 1])
    return owned


def _is_part(doc: Doc, quantity: Quantity) -> bool:
    """ "12 kurzů v roce 2026, z toho 4 v Písku": a part lies within the period of the whole."""
    return doc.fold(quantity.first - 2) in ("z", "ze") and doc.fold(quantity.first - 1) in ("toho", "nich", "nichz")


def _mates(doc: Doc, quantities: list[Quantity], places: list[int], period: Period) -> list[int]:
    """The quantities of a period's sentence that stand around it."""
    middle = bisect(places, period.first)
    around = range(max(0, middle - _REACH), min(len(quantities), middle + _REACH))
    sentence = doc.tokens[period.first].sentence
    return [at for at in around if doc.tokens[quantities[at].number].sentence == sentence]


def is_past(quantity: Quantity, period: Period | None, periods: list[Period]) -> bool:
    """Whether a number belongs to the past: a later year is named beside its own, and not right before the number."""
    if period is None or period.year is None:
        return False
    later = [other for other in periods if other.year is not None and other.year > period.year]
    return bool(later) and not any(period.first < other.first < quantity.number for other in later)


def _closes(doc: Doc, quantities: list[Quantity], places: list[int], period: Period) -> bool:
    """Whether a period stands right behind a number ("4x za rok"): such pairs are made before all others."""
    before = bisect(places, period.first) - 1
    return before >= 0 and quantities[before].last + 1 == period.first


def _owners(
    doc: Doc, quantities: list[Quantity], period: Period, mates: list[int], owned: dict[int, Period]
) -> list[int]:
    clause = doc.tokens[period.first].clause
    before = [at for at in mates if quantities[at].number < period.first]
    after = [at for at in mates if quantities[at].number > period.last]
    near_before = [at for at in before if doc.tokens[quantities[at].number].clause == clause]
    near_after = [at for at in after if doc.tokens[quantities[at].number].clause == clause]
    if period.near:
        times_only = doc.fold(period.first) in ("do", "na")  # "2x do měsíce", but not "objednat do týdne"
        near_before = [at for at in near_before if quantities[at].times or not times_only]
        return _close(quantities, period, near_before, [] if times_only else near_after)
    if near_before and not (near_after and _parted(doc, quantities[near_before[-1]], period)):
        return _coordinated(doc, quantities, near_before, owned)
    if near_after:
        return near_after
    if before:
        return _coordinated(doc, quantities, before, owned) if _trails(doc, quantities[before[-1]], period) else []
    return after


def _close(quantities: list[Quantity], period: Period, before: list[int], after: list[int]) -> list[int]:
    if before and period.first - quantities[before[-1]].last <= NEAR:
        return before[-1:]
    if after and quantities[after[0]].first - period.last <= NEAR:
        return after[:1]
    return []


def _parted(doc: Doc, quantity: Quantity, period: Period) -> bool:
    """Whether a joint stands between a number and a period, so that the period leads what follows."""
    between = doc.tokens[quantity.last + 1 : period.first][:_GAP]
    return any(token.fold in ("a", "i", ",", "-", ";") for token in between)


def _trails(doc: Doc, quantity: Quantity, period: Period) -> bool:
    """Whether a period behind another clause still tells of the number: nothing is done in between."""
    between = doc.tokens[quantity.last + 1 : period.first]
    return len(between) <= _GAP and not any(is_verb(token) for token in between)


def _coordinated(doc: Doc, quantities: list[Quantity], before: list[int], owned: dict[int, Period]) -> list[int]:
    """The last number and those before it that are joined to it without a verb: "2 kurzy a 3 besedy ročně"."""
    group = [before[-1]]
    for at in reversed(before[:-1]):
        between = doc.tokens[quantities[at].last + 1 : quantities[group[-1]].first]
        joined = any(token.fold in ("a", ",", "nebo", "i", "/") for token in between)
        if at in owned or not joined or any(is_verb(token) or token.role == "period" for token in between):
            break
        group.append(at)
    return group
