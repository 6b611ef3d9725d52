"""Whether a print still holds: by the frozen editions that came out after its own, and by what became of its centre.

A print of an older edition that says the same of its centre as the newest one holds: what a reader learns from it is
true, and a task that changes nothing on the wall would teach people to overlook the others.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from centres.languages import left_czech
from centres.models import Centre, CentreChange, ChangeKind, Erasure
from goals.diff import Change, compare
from goals.formatting import target_phrases
from goals.models import Edition, EditionGoal, PrintCode


class PrintState(StrEnum):
    CURRENT = auto()  # of the newest edition
    SAME = auto()  # of an older one that says the same of the centre
    PAST = auto()  # of a year that is over, and nothing newer is out
    REPLACED = auto()
    GONE = auto()  # the newest edition has nothing of the centre
    WITHDRAWN = auto()  # its edition was, because of an erasure


OUTDATED = frozenset({PrintState.REPLACED, PrintState.GONE, PrintState.WITHDRAWN})


@dataclass(frozen=True)
class PrintStanding:
    """How a print stands: what holds now, and, where that is something else, since which edition and day. One that was
    withdrawn may have been replaced before, by an edition that said something else; its days count from then."""

    code: PrintCode
    state: PrintState
    holds: PrintCode | None = None
    edition: Edition | None = None
    since: date | None = None
    replaced_on: date | None = None

    @property
    def is_outdated(self):
        return self.state in OUTDATED

    @property
    def outdated_on(self):
        return min(filter(None, (self.since, self.replaced_on)), default=None)

    @property
    def is_of_another_year(self):
        return self.edition is not None and self.edition.year != self.code.place.edition.year


def prints_of_centres(**where):
    """All prints of some centres with what decides how they stand, in one query; the first come first."""
    withdrawals = Erasure.objects.withdrawing(Edition).filter(row=OuterRef("place__edition")).order_by("number")
    last = Edition.objects.filter(document=OuterRef("place__edition__document")).order_by("-number")
    codes = PrintCode.objects.filter(**where).select_related("place__edition").defer("place__edition__omissions")
    return codes.annotate(
        withdrawn_at=Subquery(withdrawals.values("at")[:1]),
        last_number=Subquery(last.values("number")[:1]),
        last_on=Subquery(last.values("published_on")[:1]),
    ).order_by("place__edition__year", "place__edition__number", "id")


def by_print(codes):
    """The prints of each centre in each format, in the order of their editions."""
    groups = defaultdict(list)
    for code in codes:
        groups[code.place.slug, code.format].append(code)
    return groups


def judge(code, same, today):
    """How the print stands. `same` are all of its centre in its format (prints_of_centres), this one too."""
    code = next(one for one in same if one.pk == code.pk)
    own = code.place.edition
    # A print of next year may hang already; one of a year that is over gives way to the year that has begun.
    newest = [one for one in same if one.place.edition.number == one.last_number]
    year = max([own.year, *(one.place.edition.year for one in newest if one.place.edition.year <= today.year)])
    of_year = [one for one in same if one.place.edition.year == year]
    holds = next((one for one in newest if one in of_year), None)
    facts = {"code": code, "holds": holds}
    if code.withdrawn_at:
        edition = holds.place.edition if holds else None
        later = (one for one in same if one.place.edition.year == own.year and one.place.edition.number > own.number)
        other = next((one.place.edition.published_on for one in later if one.content != code.content), None)
        facts |= {"edition": edition, "since": day_of(code.withdrawn_at), "replaced_on": other}
        return PrintStanding(**facts, state=PrintState.WITHDRAWN)
    if holds is None:
        return PrintStanding(**facts, state=PrintState.GONE, since=of_year[-1].last_on)
    if year != own.year:
        since = max(date(year, 1, 1), of_year[0].place.edition.published_on)
        return PrintStanding(**facts, state=PrintState.REPLACED, edition=holds.place.edition, since=since)
    if holds.content == code.content:
        state = PrintState.CURRENT if holds.pk == code.pk else PrintState.SAME
        if own.year < today.year:
            state = PrintState.PAST
        return PrintStanding(**facts, state=state, edition=holds.place.edition)
    first = next(
        one
        for one in of_year
        if one.place.edition.number > own.number and one.content != code.content and not one.withdrawn_at
    )
    edition = first.place.edition
    return PrintStanding(**facts, state=PrintState.REPLACED, edition=edition, since=edition.published_on)


def day_of(at: datetime) -> date:
    return timezone.localdate(at)


# What the address of a print answers


@dataclass(frozen=True)
class CentreNow:
    """What became of the centre since the print came out."""

    name: str
    closed_on: date | None
    successor: str
    address: str
    moved_on: date | None


def of_address(code):
    """All prints of the centre in the format of this code, with what became of the centre: everything but the wordings,
    in one query; empty where nobody was given such a code."""
    asked = PrintCode.objects.filter(code=code)
    centre = Centre.objects.filter(slug=OuterRef("place__slug"))
    moves = CentreChange.objects.filter(centre__slug=OuterRef("place__slug"), kind=ChangeKind.MOVE, field="address")
    moves = moves.exclude(old="")  # an address that was only filled in is no move
    facts = {name: centre.values(name)[:1] for name in ("name", "closed_on", "successor__name", "address")}
    return prints_of_centres(
        place__slug=Subquery(asked.values("place__slug")), format=Subquery(asked.values("format"))
    ).annotate(
        **{f"centre_{name}": Subquery(values) for name, values in facts.items()},
        centre_moved_on=Subquery(moves.order_by("-day", "-id").values("day")[:1]),
    )


def centre_now(code, today):
    """Of a print that `of_address` found."""
    is_closed = code.centre_closed_on is not None and code.centre_closed_on <= today
    came_out, moved_on = code.place.edition.published_on, code.centre_moved_on
    return CentreNow(
        name=code.centre_name,
        closed_on=code.centre_closed_on if is_closed else None,
        successor=code.centre_successor__name or "",
        address=code.centre_address,
        moved_on=moved_on if moved_on and moved_on > came_out and not is_closed else None,
    )


def wordings(standing):
    """The goals that hold now, and how they differ from those on the print, in two queries. What was withdrawn is
    compared with nothing."""
    places = [one.place_id for one in (standing.code, standing.holds) if one]
    goals = EditionGoal.objects.filter(centre__in=places).select_related("edition", "centre")
    goals = list(goals.prefetch_related("targets").order_by("position", "number"))
    now = [goal for goal in goals if standing.holds and goal.centre_id == standing.holds.place_id]
    before = [goal for goal in goals if goal.centre_id == standing.code.place_id]
    is_compared = standing.state in {PrintState.REPLACED, PrintState.GONE} and not standing.is_of_another_year
    return now, compare(before, now, targets_of=target_phrases) if is_compared else []


def sentences(standing: PrintStanding, changes: list[Change], centre: CentreNow):
    """What the address says, in the language that is active: the answer itself, then what belongs to it. In a centre
    that is closed no print holds, so that is said first, and nothing of one that else would."""
    own, edition = standing.code.place.edition, standing.edition
    facts = {
        "own": own.number,
        "own_year": own.year,
        "number": edition.number if edition else standing.code.last_number,
        "year": edition.year if edition else own.year,
        "day": _day(standing.since or (edition and edition.published_on)),
    }
    answers = {
        PrintState.CURRENT: _("Tento tisk platí."),
        PrintState.SAME: _("Tento tisk platí. Od jeho vydání se cíle centra nezměnily."),
        PrintState.PAST: _("Rok %(own_year)s skončil a cíle na další rok ještě nevyšly."),
        PrintState.REPLACED: _("Tento tisk už neplatí. Dne %(day)s ho nahradilo vydání %(number)s."),
        PrintState.GONE: _("Tento tisk už neplatí. Ve vydání %(number)s cíle tohoto centra nejsou."),
        PrintState.WITHDRAWN: _("Tento tisk už neplatí. Vydání %(own)s bylo dne %(day)s staženo."),
    }
    of_centre = {
        "day": _day(centre.closed_on or centre.moved_on),
        "centre": left_czech(centre.name),
        "successor": left_czech(centre.successor),
        "address": left_czech(centre.address),
    }
    if centre.closed_on and centre.successor:
        yield _("Toto centrum je od %(day)s zavřené. Pokračuje %(successor)s.") % of_centre
    elif centre.closed_on:
        yield _("Toto centrum je od %(day)s zavřené.") % of_centre
    if centre.closed_on and not standing.is_outdated:
        return
    if standing.state == PrintState.REPLACED and standing.is_of_another_year:
        yield _("Tento tisk už neplatí. Od %(day)s platí cíle na rok %(year)s.") % facts
    else:
        yield answers[standing.state] % facts
    if standing.state == PrintState.SAME:
        yield _("Poslední vydání je %(number)s ze dne %(day)s.") % facts
    if standing.state == PrintState.WITHDRAWN:
        yield _("Obsahovalo text, který do něj nepatřil.")
    yield from _changed(standing, changes)
    if centre.moved_on and centre.address:
        yield _("Centrum se přestěhovalo %(day)s. Nová adresa: %(address)s.") % of_centre
    elif centre.moved_on:
        yield _("Centrum se přestěhovalo %(day)s.") % of_centre
    if centre.name != standing.code.place.name:
        yield _("Centrum se teď jmenuje %(centre)s.") % of_centre


def _changed(standing, changes):
    kinds = {
        "changed": _("Změněné cíle: %(numbers)s."),
        "added": _("Nové cíle: %(numbers)s."),
        "ended": _("Cíle, které skončily: %(numbers)s."),
        "removed": _("Cíle, které už v dokumentu nejsou: %(numbers)s."),
    }
    for kind, sentence in kinds.items():
        if numbers := ", ".join(str(change.number) for change in changes if change.kind == kind):
            yield sentence % {"numbers": numbers}
    is_compared = standing.state == PrintState.REPLACED and not standing.is_of_another_year
    if is_compared and not changes:
        yield _("Znění cílů je stejné, změnily se údaje u nich.")


def _day(day):
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""
