"""Who has to have it where a target of the network holds for each: regions or main centres of our own operator that
take part in the year, and which regions stay outside because another operator runs their centre."""

from dataclasses import dataclass
from datetime import date

from centres.models import Centre
from goals.models import Plan
from goals.states import Scope


@dataclass(frozen=True)
class ScopeMember:
    """One of those that each have to have it; `centres` are the sites whose records are its own."""

    name: str
    centres: frozenset[int]


@dataclass(frozen=True)
class Members:
    each: tuple[ScopeMember, ...]
    outside: tuple[str, ...] = ()


def members_of(year, day):
    """For each scope, who has to have it on the day of the year: those that are there then, so one that opens later is
    not asked yet and one that was closed is not missed. Our own operator is the one whose centres have goals. A
    constant number of queries."""
    planned = set(Plan.objects.filter(document__year=year).values_list("centre", flat=True))
    first, last = date(year, 1, 1), date(year, 12, 31)
    day = min(max(day, first), last)
    centres = list(Centre.objects.open_between(first, day).select_related("region", "successor").order_by("position"))
    there = {centre.pk for centre in centres if not centre.is_closed(day)}
    own = {centre.operator_id for centre in centres if centre.pk in planned}
    regions, outside = {}, {}
    for centre in sorted(centres, key=lambda one: one.region.position):
        side = regions if centre.operator_id in own else outside
        side.setdefault(centre.region.name, set()).add(centre.pk)
    # What a centre did before it was closed counts for its region, and for the one that goes on.
    by_region = tuple(ScopeMember(name, frozenset(sites)) for name, sites in regions.items() if sites & there)
    names = {member.name for member in by_region}
    mains = [one for one in centres if one.parent_id is None and one.pk in planned and one.pk in there]
    by_centre = tuple(
        ScopeMember(main.name, frozenset(one.pk for one in centres if main.pk in one.worked_by(day))) for main in mains
    )
    outside = tuple(name for name, sites in outside.items() if name not in names and sites & there)
    return {Scope.REGION: Members(by_region, outside), Scope.CENTRE: Members(by_centre)}
