"""A year lived through: records, meetings, changes and reports of all centres with goals, believable and all made by
the verbs that people use, each at its moment. The same seed over the same goals makes the same year."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from centres.models import Centre, Role, User
from cpic.example import decisions, meetings, records
from cpic.example.courses import Course, dice, last_day, plan_courses
from evaluations.evidence import kept_together
from evaluations.models import Indicator, Meeting, Record
from evaluations.teams import members_of
from goals.models import Document, Goal, Notice, Plan
from goals.workflow import Refused


@dataclass(frozen=True)
class SimulatedTeam:
    """A centre with goals, the branches that join it, and who works there."""

    centre: Centre
    members: tuple[Centre, ...]
    head: User
    writers: dict[int, tuple[User, ...]]  # by the centre in which they can write records

    @property
    def slug(self):
        return self.centre.slug


@dataclass(frozen=True)
class Simulation:
    document: Document
    until: date
    seed: int
    is_closed: bool  # nothing is left open at the end
    teams: tuple[SimulatedTeam, ...]
    department_head: User
    director: User | None
    courses: dict[int, Course]  # by the goal as first written

    @property
    def year(self):
        return self.document.year

    @property
    def months(self):
        return range(1, self.until.month + 1)

    def dice(self, *names):
        return dice(self.seed, *names)

    def courses_of(self, centre):
        centre_id = centre and centre.pk
        return [course for course in self.courses.values() if course.goal.centre_id == centre_id]


@kept_together()
def simulate(year, until, *, seed, close=False, besides=(), progress=iter):
    """Live through the year until the end of the month `until`, all of it or nothing, its files too; raises Refused.

    With `close` nothing is left open, and after December the evaluation of the year comes out. `besides` are deeds of
    others, each done in its turn; `progress` wraps all of them as tqdm does.
    """
    document = check_year(year, until)
    last_notice = Notice.objects.aggregate(last=Max("id"))["last"] or 0
    steps = sorted([*plan_steps(document, until, seed=seed, close=close), *besides], key=lambda step: step.at)
    for step in progress(steps):
        step.act(now=step.at)
    Notice.objects.filter(pk__gt=last_notice).delete()  # what happened long ago is no news


def check_year(year, until):
    """The document of a year that can be simulated: it is published, and nobody has written anything into it yet."""
    if settings.IS_PRODUCTION:
        raise Refused(_("V ostrém provozu se rok nesimuluje; vymyšlené záznamy mezi skutečné nepatří."))
    if not 1 <= until <= 12:
        raise Refused(_("Měsíc %(month)s není; měsíce jsou 1 až 12.") % {"month": until})
    document = Document.objects.for_year(year).first()
    if document is None or not document.editions.exists():
        raise Refused(_("Cíle roku %(year)s ještě nevyšly; bez vydání není co simulovat.") % {"year": year})
    if Meeting.objects.for_year(year).exists() or Record.objects.filter(on__year=year).exists():
        raise Refused(_("Rok %(year)s už má porady nebo záznamy; simuluje se jen do prázdného roku.") % {"year": year})
    if not Indicator.objects.exists():
        raise Refused(_("Chybí ukazatele; doplní je příkaz load_reference."))
    return document


def plan_steps(document, until, *, seed, close=False):
    simulation = prepare_simulation(document, until, seed=seed, close=close)
    sittings = meetings.plan_sittings(simulation)
    steps = [*records.source_steps(simulation)]
    steps += decisions.owner_steps(simulation)
    for team in simulation.teams:
        last_days = {sitting.month: sitting.written_until for sitting in sittings[team.slug]}
        steps += records.record_steps(simulation, team, last_days)
        steps += records.evidence_steps(simulation, team, last_days)
        steps += meetings.team_steps(simulation, team, sittings[team.slug])
    steps += meetings.reopening_steps(simulation, sittings)
    steps += decisions.amendment_steps(simulation)
    steps += meetings.network_steps(simulation)
    steps += decisions.report_steps(simulation)
    steps += decisions.closing_steps(simulation)
    return sorted(steps, key=lambda step: step.at)


def prepare_simulation(document, until, *, seed, close):
    """Who acts, and what is in store for the goals; raises Refused where somebody is missing."""
    year, last = document.year, last_day(document.year, until)
    department_heads = holders(Right.REOPEN_MONTH, None, year)
    if not department_heads:
        raise Refused(_("Není tu vedoucí odboru, který by měl roli po celý rok %(year)s.") % {"year": year})
    approved = Goal.objects.approved().filter(document=document).values("centre")
    plans = Plan.objects.filter(document=document, centre__in=approved).order_by("centre__position")
    teams = []
    for plan in plans.select_related("centre__parent"):
        heads = holders(Right.CLOSE_MONTH, plan.centre, year)
        if not heads:
            facts = {"centre": plan.centre, "year": year}
            raise Refused(_("%(centre)s nemá vedoucího, který by měl roli po celý rok %(year)s.") % facts)
        head = min(heads, key=lambda person: _distance(person, plan.centre, year))
        members = tuple(members_of(plan.centre, year).select_related("parent").order_by("position"))
        writers = {member.pk: tuple(holders(Right.RECORD, member, year)) for member in members}
        teams.append(SimulatedTeam(plan.centre, members, head, writers))
    return Simulation(
        document=document,
        until=last,
        seed=seed,
        is_closed=close,
        teams=tuple(teams),
        department_head=department_heads[0],
        director=next(iter(holders(Right.EVALUATE_STRATEGIC, None, year)), None),
        courses=plan_courses(document, [team.centre for team in teams], seed=seed, until=last),
    )


def holders(right, centre, year):
    """Who holds the right all year long, always in the same order."""
    at_first = access.holders(right, centre, on=date(year, 1, 1)).order_by("email")
    at_last = set(access.holders(right, centre, on=date(year + 1, 1, 31)))
    return [person for person in at_first if person in at_last]


def _distance(person, centre, year):
    """The centre's own head closes its months; where there is none a deputy does, or somebody of the main centre."""
    held = access.rights_of(person, on=date(year, 1, 1)).memberships
    return min((one.centre_id != centre.pk, one.role != Role.HEAD, person.email) for one in held if one.centre_id)
