"""Who has to have it where a target of the network holds for each: regions or main centres of our own operator that
take part in the year, and which regions stay outside because another operator runs their centre."""

from dataclasses import dataclass
from datetime import date

from centres.models import Centre
from goals.models import Plan
from goals.states import Scope


@dataclass(frozen=True)
class Member:
    """One of those that each have to have it; `centres` are the sites whose records are its own."""

    name: str
    centres: frozenset[int]


@dataclass(frozen=True)
class Members:
    each: tuple[Member, ...]
    outside: tuple[str, ...] = ()


def members_of(year):
    """For each scope, who has to have it in the year; our own operator is the one whose centres have goals. A constant
    number of queries."""
    planned = set(Plan.objects.filter(document__year=year).values_list("centre", flat=True))
    first, last = date(year, 1, 1), date(year, 12, 31)
    there = Centre.objects.open_between(first, last)
    centres = list(there.select_related("region", "successor").order_by("position"))
    own = {centre.operator_id for centre in centres if centre.pk in planned}
    regions, outside = {}, {}
    for centre in sorted(centres, key=lambda one: one.region.position):
        side = regions if centre.operator_id in own else outside
        side.setdefault(centre.region.name, set()).add(centre.pk)
    by_region = tuple(Member(name, frozenset(sites)) for name, sites in regions.items())
    # What a centre did before it was merged counts for the one that goes on.
    mains = [one for one in centres if one.parent_id is None and one.pk in planned and not one.is_closed(last)]
    by_centre = tuple(
        Member(main.name, frozenset(one.pk for one in centres if main.pk in one.worked_by(last))) for main in mains
    )
    return {
        Scope.REGION: Members(by_region, tuple(name for name in outside if name not in regions)),
        Scope.CENTRE: Members(by_centre),
    }
