"""The working data of a scale: so many finished years and, at every scale, the year that is being prepared on top.

Written in bulk. A goal is inserted as a draft with its targets and only then moved on, as the triggers demand; what
happened to it is told by events like those that the verbs would have written. Editions are published by the product,
with a stub for their file: how a PDF is made is measured elsewhere.
"""

from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone

from centres.models import Event
from goals.models import Document, Goal, Plan
from goals.pdf.archival import Pdf
from goals.public.publishing import publish
from goals.states import DocumentKind, GoalState, Level
from tests.bench.workspace.cast import Cast, make_cast
from tests.bench.workspace.commitment import add_commitment
from tests.bench.workspace.events import add_events
from tests.bench.workspace.goals import add_amendments, add_goals
from tests.bench.workspace.wordings import wordings
from tests.factories import make_document

STATES = (GoalState.SUBMITTED, GoalState.APPROVED, GoalState.APPROVED, GoalState.DRAFT, None)  # None: not begun
PREPARED = timezone.localdate().year + 1
OPENED, TO_SUBMIT, TO_PUBLISH, TO_CLOSE = (timedelta(days=days) for days in (-40, 10, 20, 300))  # from today


@dataclass(frozen=True)
class Scale:
    """What the pages are about."""

    cast: Cast
    document: Document
    goal: Goal  # of the main centre, returned to it
    sent: Goal  # waits for the department head
    network: Goal  # waits for the director


def build(years):
    """Fill the empty database; with no finished year, the prepared one holds nothing but what has to be there."""
    cast = make_cast()
    return _build(cast, years) if years else _build_empty(cast)


def _build_empty(cast):
    """An opened year, and one bare draft each for the pages of a goal: the branch's and the network's."""
    document = open_year(cast, PREPARED)
    commitment = Document.objects.create(kind=DocumentKind.COMMITMENT, title="Veřejný závazek")
    goal = Goal.objects.create(document=document, centre=cast.branch, position=1, text="Uspořádat kurz.")
    network = Goal.objects.create(document=commitment, level=Level.STRATEGIC, position=1, text="Zlepšit služby.")
    return Scale(cast, document, goal, goal, network)


def _build(cast, years):
    serves, network = add_commitment(cast)
    texts, before = wordings(PREPARED), []
    for year in range(PREPARED - years, PREPARED):
        document = open_year(cast, year)
        goals = add_goals(document, cast, texts, serves, before)
        add_events(goals, cast, GoalState.APPROVED)
        add_amendments(goals, cast)
        publish_stub(document, cast)
        before = goals
    document = open_year(cast, PREPARED)
    return _prepare(cast, document, texts, serves, before, network)


def _prepare(cast, document, texts, serves, before, network):
    """The year in which everything still happens: every state there is, an edition, and changes made after it."""
    goals = add_goals(document, cast, texts, serves, before, begun=lambda centre: _state_of(cast, centre))
    own = [goal for goal in goals if goal.centre_id == cast.main.pk]
    for state in (GoalState.DRAFT, GoalState.SUBMITTED, GoalState.APPROVED):
        add_events([goal for goal in goals if goal not in own and _state_of(cast, goal.centre) == state], cast, state)
    add_events(own[1:], cast, GoalState.DRAFT)
    add_events(own[:1], cast, GoalState.RETURNED)
    publish_stub(document, cast, reason="Další centra doplníme.")
    approved = [goal for goal in goals if goal not in own and _state_of(cast, goal.centre) == GoalState.APPROVED]
    add_amendments(approved, cast, states=(GoalState.APPROVED, GoalState.SUBMITTED, GoalState.DRAFT))
    sent = next(goal for goal in goals if goal.centre != cast.main and _state_of(cast, goal.centre) == STATES[0])
    return Scale(cast, document, own[0], sent, network)


def _state_of(cast, centre):
    """How far a centre is with the prepared year; the measured main centre is in the middle of writing."""
    if centre == cast.main:
        return GoalState.DRAFT
    return STATES[cast.centres.index(centre) % len(STATES)]


def open_year(cast, year):
    today = timezone.localdate() - timedelta(days=365 * (PREPARED - year))
    document = make_document(
        year,
        planning_opens_on=today + OPENED,
        submit_by=today + TO_SUBMIT,
        publish_on=today + TO_PUBLISH,
        closes_on=today + TO_CLOSE,
    )
    Plan.objects.bulk_create(Plan(document=document, centre=centre) for centre in cast.centres)
    return document


def publish_stub(document, cast, reason=""):
    with patch("goals.pdf.archival.render", return_value=Pdf(b"%PDF", 1)):
        publish(document, by=cast.visitors["department head"], reason=reason)


def facts():
    """How much there is."""
    return {"goals / events": (Goal.objects.count(), Event.objects.count())}
