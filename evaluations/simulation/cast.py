"""Who acts in a simulated year: people who are there and hold the rights, in every team that has goals."""

from dataclasses import dataclass
from datetime import date

from centres import access
from centres.access import Right
from centres.models import Centre, Role, User
from evaluations.teams import members_of
from goals.models import Goal, Plan


@dataclass(frozen=True)
class Team:
    """A centre with goals, the branches that join it, and who works there."""

    centre: Centre
    members: tuple[Centre, ...]
    head: User
    writers: dict[int, tuple[User, ...]]  # by the centre in which they can write records

    @property
    def slug(self):
        return self.centre.slug


@dataclass(frozen=True)
class Cast:
    teams: tuple[Team, ...]
    above: User  # the department head
    director: User | None


def centres_of(document):
    """Centres with approved goals in the document, in order."""
    approved = Goal.objects.approved().filter(document=document).values("centre")
    plans = Plan.objects.filter(document=document, centre__in=approved).order_by("centre__position")
    return [plan.centre for plan in plans.select_related("centre__parent")]


def cast_of(document):
    """Everybody, once `refusing` has found that they are there."""
    year = document.year
    teams = tuple(_team(centre, year) for centre in centres_of(document))
    above, *_others = holders(Right.REOPEN_MONTH, None, year)
    return Cast(teams, above, next(iter(holders(Right.EVALUATE_STRATEGIC, None, year)), None))


def holders(right, centre, year):
    """Who holds the right all year long, always in the same order."""
    at_first = access.holders(right, centre, on=date(year, 1, 1)).order_by("email")
    at_last = set(access.holders(right, centre, on=date(year + 1, 1, 31)))
    return [person for person in at_first if person in at_last]


def _team(centre, year):
    members = tuple(members_of(centre, year).select_related("parent").order_by("position"))
    head = min(holders(Right.CLOSE_MONTH, centre, year), key=lambda person: _distance(person, centre, year))
    writers = {member.pk: tuple(holders(Right.RECORD, member, year)) for member in members}
    return Team(centre, members, head, writers)


def _distance(person, centre, year):
    """The centre's own head closes its months; where there is none a deputy does, or somebody of the main centre."""
    held = access.rights_of(person, on=date(year, 1, 1)).memberships
    return min((one.centre_id != centre.pk, one.role != Role.HEAD, person.email) for one in held if one.centre_id)
