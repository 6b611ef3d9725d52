"""Which organisations meet where in a year, from attendance alone: rows of a table, and where the lines of its picture
lie. As in other pictures numbers across are per cent of its width, down they are pixels."""

from dataclasses import dataclass
from string import ascii_uppercase

from networks.models import Attendance, Gathering, Partner, Series
from networks.partners.merging import final

STEP = 28  # pixels from one organisation to the next
LEFT, RIGHT = 10, 90  # per cent: organisations and series
THICKEST = 6


@dataclass
class Spot:
    """A series that met: by its letter it stands in the picture."""

    series: Series
    letter: str
    held: int
    y: float = 0


@dataclass(frozen=True)
class Meets:
    """How often an organisation came to the meetings of a series."""

    place: Spot
    times: int

    @property
    def thickness(self):
        return min(self.times, THICKEST)


@dataclass
class Actor:
    """An organisation: by its number it stands in the picture."""

    partner: Partner
    number: int
    meets: list[Meets]
    others: int  # how many organisations it was at a table with
    y: float = 0


@dataclass(frozen=True)
class Picture:
    actors: list[Actor]
    places: list[Spot]
    height: int
    left: int = LEFT
    right: int = RIGHT

    @property
    def lines(self):
        return [(actor, meets) for actor in self.actors for meets in actor.meets]


def picture_of(region, year):
    """Who went on for a partner that was merged stands for it; who came most widely stands first."""
    held = list(
        Gathering.objects.closed().filter(series__region=region, on__year=year).select_related("series").order_by("on")
    )
    there = {}  # the organisations at each meeting
    for one in Attendance.objects.filter(gathering__in=held).select_related("partner__merged_into"):
        there.setdefault(one.gathering_id, set()).add(final(one.partner))
    places, came = {}, {}
    for gathering in held:
        place = places.setdefault(gathering.series_id, Spot(gathering.series, "", 0))
        place.held += 1
        for partner in there.get(gathering.pk, ()):
            seen, others = came.setdefault(partner, ({}, set()))
            seen[gathering.series_id] = seen.get(gathering.series_id, 0) + 1
            others |= there[gathering.pk] - {partner}
    ordered = sorted(places.values(), key=lambda place: (place.series.kind, place.series.name))
    for at, place in enumerate(ordered):
        place.letter = _letter(at)
    actors = [
        Actor(
            partner,
            0,
            [Meets(place, seen[place.series.pk]) for place in ordered if place.series.pk in seen],
            len(others),
        )
        for partner, (seen, others) in came.items()
    ]
    actors.sort(key=lambda one: (-len(one.meets), -sum(m.times for m in one.meets), one.partner.folded_text))
    height = STEP * max(len(actors), len(ordered), 1)
    for rows in (actors, ordered):
        for at, row in enumerate(rows):
            row.y = round((at + 0.5) * height / len(rows), 1)
    for number, actor in enumerate(actors, start=1):
        actor.number = number
    return Picture(actors, ordered, height)


def _letter(at):
    """ "A", "B" … "Z", "A2" …"""
    turn, place = divmod(at, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn + 1) if turn else "")
