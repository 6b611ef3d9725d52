"""A centre's year at its end: goals that came out, records through the year, months closed, and the people; then its
closing and what comes out, each by one function."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from types import SimpleNamespace

from centres.models import Role
from evaluations.closings import closing as verbs
from evaluations.closings.outcomes import propose_results
from evaluations.meetings.contents import Written, fingerprint
from evaluations.models import Meeting
from evaluations.records.sources import set_source
from evaluations.reports.publishing import prepare_evaluation, prepare_interim, publish_report
from evaluations.states import MeetingKind, MeetingState, Rating
from goals.models import Goal, Plan
from goals.states import Kind
from goals.writing import Content, TargetContent, amend
from tests.factories import (
    PRAGUE,
    approve,
    department_head,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_record,
    make_user,
)

YEAR = 2025  # over, whenever the tests run
PUBLISHED = datetime(YEAR, 1, 10, 10, 0, tzinfo=PRAGUE)
JANUARY = datetime(YEAR + 1, 1, 12, 9, 0, tzinfo=PRAGUE)
COURSES = {"kind": Kind.COUNT, "value": 12, "unit": "kurzů", "window": "year"}
WORDS = {"kind": Kind.NARRATIVE}
PLZEN = {"slug": "plzen", "name": "CPIC Plzeň"}


def make_year(*targets, slug="liberec", name="CPIC Liberec", document=None, centre=None, is_closed=True):
    """A centre with a published goal for each of the targets (12 courses and one without a number, if none is given),
    its months closed."""
    year = SimpleNamespace(document=document or make_document(YEAR))
    year.centre = centre or make_centre(slug=slug, name=name)
    year.plan = Plan.objects.create(document=year.document, centre=year.centre)
    for number, target in enumerate(targets or [COURSES, WORDS], start=1):
        text = f"Cíl centra {year.centre.name} číslo {number}."
        make_goal(year.document, centre=year.centre, targets=[target], text=text, position=number)
    make_edition(year.document, *Goal.objects.in_plan(year.plan), now=PUBLISHED)
    year.goals = list(Goal.objects.in_plan(year.plan).in_document_order().prefetch_related("targets"))
    year.head, year.staff = make_user(Role.HEAD, centre=year.centre), make_user(Role.STAFF, centre=year.centre)
    year.above = department_head()
    year.records = []
    if is_closed:
        close_months(year.centre, year=year.document.year)
    return year


def make_lived_year(rating, *targets, months=(12,), courses=9, said="", next_step="", **facts):
    """A year in which so many courses were held and meetings of the months said how the second goal stands; all its
    months closed."""
    year = make_year(*targets, is_closed=False, **facts)
    hold_courses(year, courses)
    for month in months:
        say(year.goals[1], rating, month=month, said=said, next_step=next_step)
    close_months(year.centre)
    return year


def make_larger_year(document):
    """Beside the other one of the document: six goals, which should cost no more queries than two."""
    return make_lived_year("on_track", COURSES, WORDS, *[COURSES, WORDS] * 2, courses=4, document=document, **PLZEN)


def hold_courses(year, count, goal=0):
    """So many courses, one on the fifth of each month in turn, that count in the goal; before its month is closed."""
    indicator = make_indicator()
    set_source(year.goals[goal].targets.get(), indicator, by=year.head, now=PUBLISHED)
    for number in range(count):
        day = date(YEAR, number % 12 + 1, 5)
        year.records.append(make_record(year.centre, on=day, by=year.staff, indicator=indicator, amount=Decimal(1)))


def close_months(centre, months=range(1, 13), year=YEAR):
    """Their meetings as closed ones, without what makes closing slow; whatever is in them stays."""
    for month in months:
        meeting, _made = Meeting.objects.get_or_create(kind=MeetingKind.TEAM, centre=centre, year=year, month=month)
        closed_at = datetime.combine(meeting.last_day, time(16), tzinfo=PRAGUE)
        Meeting.objects.filter(pk=meeting.pk, state=MeetingState.OPEN).update(
            state=MeetingState.CLOSED, closed_at=closed_at, reopened_until=None
        )


def say(goal, rating, month=12, **texts):
    """What the team's meeting said of the goal in the month, which is open."""
    facts = {"kind": MeetingKind.TEAM, "centre": goal.centre, "year": goal.document.year, "month": month}
    meeting, _made = Meeting.objects.get_or_create(**facts)
    return meeting.entries.update_or_create(goal_id=goal.root_id, defaults={"rating": Rating(rating), **texts})[0]


def written(closing, goal, result, reason=""):
    """What the page would send for the goal of somebody who sees it as it is now."""
    found = propose_results(closing.plan)
    return Written(
        verbs.ResultContent(result, reason), fingerprint(verbs.current_results(closing, found)[goal.root_id])
    )


def confirmed(closing):
    """All results as the page shows them, left as they are."""
    said = verbs.current_results(closing, propose_results(closing.plan))
    return {goal: Written(content, fingerprint(content)) for goal, content in said.items()}


def sent(year, **facts):
    """The year's closing with the proposed results confirmed, sent."""
    closing = verbs.begin_closing(year.plan)
    return verbs.send(closing, results=confirmed(closing) | facts, by=year.head, now=JANUARY)


def accepted(year):
    return verbs.accept(sent(year), by=year.above, now=JANUARY)


def amended(goal, *, by, value=9, text=None, is_approved=True):
    """A change of the courses that a goal aims at, of its wording too where it is given, proposed or approved."""
    content = Content.of(Goal.objects.prefetch_related("targets").get(pk=goal.pk))
    target = TargetContent(Kind.COUNT, value=Decimal(value), unit="kurzů", window="year")
    changed = replace(content, text=text or goal.text, reason="Chyběla lektorka.", targets=(target,))
    change = amend(goal, changed, by=by, now=PUBLISHED)
    return approve(change, now=PUBLISHED) if is_approved else change


def stood(document, month, *, by=None, reason="Ostatní se opozdili.", now=None):
    """The standing at the end of the month, released."""
    as_of = Meeting(kind=MeetingKind.TEAM, year=document.year, month=month).last_day
    now = now or JANUARY
    prepared = prepare_interim(document, as_of, today=now.date())
    prepare = partial(prepare_interim, as_of=as_of, today=now.date())
    return publish_report(
        document, prepare, expected=prepared.fingerprint, by=by or department_head(), reason=reason, now=now
    )


def evaluated(document, *, by=None, narrative="Rok se povedl.", reason="", now=None):
    """The evaluation of the year, released."""
    now = now or JANUARY
    prepare = partial(prepare_evaluation, today=now.date())
    facts = {"narrative": narrative, "reason": reason, "now": now}
    return publish_report(
        document, prepare, expected=prepare(document).fingerprint, by=by or department_head(), **facts
    )
