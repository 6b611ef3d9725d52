"""Which events tell the story of a goal."""

from django.db.models import Q

from centres.models import Event, Subject
from goals.models import Goal


def events_of(goal):
    """Events of the goal and of all its amendments, oldest first."""
    rows = Goal.objects.filter(Q(pk=goal.root_id) | Q(amends=goal.root_id)).order_by()
    return Event.objects.about(Subject.GOAL, rows.values("pk")).order_by("at", "id")


def last_returns(goals):
    """The last return of each of the goals, by its id: the reason and the part it concerns."""
    events = Event.objects.about(Subject.GOAL, [goal.pk for goal in goals]).filter(name="return")
    return {event.subject_id: event for event in events.order_by("id")}
