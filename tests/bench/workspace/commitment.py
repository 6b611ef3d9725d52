"""The commitment of the bench: three long-term goals that hold, and a strategic one that waits for the director."""

from goals.models import Document, Goal
from goals.states import DocumentKind, GoalState, Level
from tests.bench.workspace.events import add_events
from tests.factories import make_network_goal

LONG_TERM = (
    "Čtyřikrát ročně v každém kraji zjistit, v jaké situaci cizinci jsou.",
    "Nejméně dvakrát ročně se účastnit regionální platformy s úřady.",
    "Každý rok uspořádat v síti nejméně 200 sociokulturních kurzů.",
)


def add_commitment(cast):
    """Long-term goals for those of the centres to serve, and the strategic one."""
    Document.objects.create(kind=DocumentKind.COMMITMENT, title="Veřejný závazek")
    serves = [make_network_goal(level=Level.LONG_TERM, text=text) for text in LONG_TERM]
    network = make_network_goal(level=Level.STRATEGIC)
    add_events(serves, cast, GoalState.APPROVED)
    add_events([network], cast, GoalState.SUBMITTED)
    return list(Goal.objects.filter(level=Level.LONG_TERM)), network
