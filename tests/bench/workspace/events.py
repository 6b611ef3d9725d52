"""What happened to the goals of the bench: a long story each, as years of careful people leave behind."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from centres.events import build_event
from centres.models import Event, Role
from goals.models import Goal, Notice
from goals.states import DECIDED, GoalState

CREATED = (("create", GoalState.DRAFT), *[("write", GoalState.DRAFT)] * 15)
RETURNED = (("submit", GoalState.SUBMITTED), ("return", GoalState.RETURNED))
SUBMITTED = (*[("write", GoalState.RETURNED)] * 4, ("submit", GoalState.SUBMITTED))
STORIES = {
    GoalState.DRAFT: CREATED,
    GoalState.RETURNED: CREATED + RETURNED,
    GoalState.SUBMITTED: CREATED + RETURNED + SUBMITTED,
    GoalState.APPROVED: CREATED + RETURNED + SUBMITTED + (("approve", GoalState.APPROVED),),
}
TOLD = {"submit", "return", "approve"}
minutes = count()
FIRST = timezone.now() - timedelta(days=60)


def add_events(goals, cast, state):
    """The story that led the drafts to the state, what people were told of it, and the state itself."""
    story = [(event, goal) for goal in goals for event in _story(goal, cast, STORIES[state])]
    Event.objects.bulk_create(event for event, _goal in story)
    Notice.objects.bulk_create(_notice(event, goal, cast) for event, goal in story if event.name in TOLD)
    settle(goals, state, version=len(STORIES[state]))


def settle(goals, state, **facts):
    """Move the rows to where their story ends. Approved once, they keep the time of it."""
    if state == GoalState.SUBMITTED:
        facts["submitted_at"] = timezone.now()
    if state in DECIDED:
        facts["approved_at"] = timezone.now()
    if state == GoalState.SUPERSEDED:
        del facts["approved_at"]
    Goal.objects.filter(pk__in=[goal.pk for goal in goals]).update(state=state, **facts)


def _story(goal, cast, story):
    source = ""
    for version, (name, target) in enumerate(story, start=1):
        person, role = _who(goal, cast, name, version)
        yield build_event(
            goal,
            name="amend" if name == "create" and goal.amends_id else name,
            source=source,
            target=target,
            version=version,
            by=person,
            role=role,
            comment="Doplňte, kolik schůzek za rok proběhne." if name == "return" else "",
            content=goal.text,
            at=FIRST + timedelta(minutes=next(minutes)),
        )
        source = target


def _who(goal, cast, name, version):
    """Above they decide, in the centre the head and the staff write by turns."""
    if name in {"return", "approve"} or goal.centre is None:
        return cast.visitors["department head"], Role.DEPARTMENT_HEAD
    if name == "submit" or goal.amends_id or version % 2:
        return cast.heads[goal.centre], Role.HEAD
    return cast.staff[goal.centre], Role.STAFF


def _notice(event, goal, cast):
    above, centre = cast.visitors["department head"], goal.centre
    person = cast.heads[centre] if centre and event.name != "submit" else above
    return Notice(
        person=person,
        title=f"{goal.document}: {event.name}",
        text=event.content,
        path="/prace/",
        created_at=event.at,
        handed_over_at=event.at,
    )
