"""The story of a goal: its events, the wordings that held, and what it is to be compared with."""

from django.db.models import Q

from centres.models import Event, Subject
from goals.lineage import previous_of
from goals.models import Continuation, EditionGoal, Goal
from goals.states import DECIDED


def events_of(goal):
    """Events of the goal and of all its amendments, oldest first; of a goal that came in with a document that was
    published elsewhere also that of the document, which is all that is known of its approval."""
    rows = Goal.objects.filter(Q(pk=goal.root_id) | Q(amends=goal.root_id)).order_by()
    found = Event.objects.about(Subject.GOAL, rows.values("pk"))
    adopted = EditionGoal.objects.filter(edition__document=goal.document_id, number=goal.number)
    if goal.number and adopted.exclude(edition__adopted_from="").exists():
        found |= Event.objects.about(Subject.DOCUMENT, [goal.document_id]).filter(name="adopt")
    return found.order_by("at", "id")


def last_returns(goals):
    """The last return of each of the goals, by its id: the reason and the part it concerns."""
    events = Event.objects.about(Subject.GOAL, [goal.pk for goal in goals]).filter(name="return")
    return {event.subject_id: event for event in events.order_by("id")}


def holding(roots):
    """The approved row of each goal, by the id of its first row, with its targets."""
    rows = Goal.objects.approved().filter(Q(pk__in=roots) | Q(amends__in=roots))
    return {row.root_id: row for row in rows.with_content().select_related("document")}


def approved_wordings(goal):
    """All wordings of the goal that were ever approved, in the order in which they held."""
    rows = Goal.objects.of_roots([goal.root_id]).filter(state__in=DECIDED)
    return list(rows.with_content().order_by("approved_at", "id"))


def predecessors(goals):
    """For each goal what stood before it: the wording that an amendment would replace, else last year's goal."""
    previous = {root: goal.pk for root, goal in previous_of(goals).items()}
    roots = {goal.pk: goal.amends_id or previous.get(goal.pk) for goal in goals}
    found = holding({root for root in roots.values() if root})
    return {pk: found[root] for pk, root in roots.items() if root in found}


def reasons_of(goals):
    """Why each goal is as it is: the reason of the amendment, or of the decision to go on with last year's goal."""
    decided = Continuation.objects.filter(goal__in=goals).exclude(reason="").values_list("goal", "reason")
    return dict(decided) | {goal.pk: goal.reason for goal in goals if goal.reason}


def wording_at(goal, version):
    """What the goal said in an earlier version, as its events tell; None when they do not."""
    events = Event.objects.about(Subject.GOAL, [goal.pk]).filter(version__lte=version).exclude(content="")
    event = events.order_by("-version").first()
    return event and event.content
