"""The commitment of the bench: three long-term goals that hold, and a strategic one that waits for the director."""

from goals.models import Document, Goal, Target
from goals.states import DocumentKind, GoalState, Kind, Level, Window
from tests.bench.workspace.events import add_events
from tests.factories import make_network_goal

LONG_TERM = {
    "Čtyřikrát ročně v každém kraji zjistit, v jaké situaci cizinci jsou.": {
        "kind": Kind.FREQUENCY,
        "value": 4,
        "window": Window.YEAR,
        "unit": "zjištění",
    },
    "Nejméně dvakrát ročně se účastnit regionální platformy s úřady.": {
        "kind": Kind.FREQUENCY,
        "value": 2,
        "window": Window.YEAR,
        "unit": "platforem",
    },
    "Každý rok uspořádat v síti nejméně 200 sociokulturních kurzů.": {
        "kind": Kind.COUNT,
        "value": 200,
        "unit": "sociokulturních kurzů",
    },
}


def add_commitment(cast):
    """Long-term goals for those of the centres to serve, and the strategic one."""
    Document.objects.create(kind=DocumentKind.COMMITMENT, title="Veřejný závazek")
    serves = [make_network_goal(level=Level.LONG_TERM, text=text) for text in LONG_TERM]
    Target.objects.bulk_create(Target(goal=goal, position=1, **LONG_TERM[goal.text]) for goal in serves)
    network = make_network_goal(level=Level.STRATEGIC)
    add_events(serves, cast, GoalState.APPROVED)
    add_events([network], cast, GoalState.SUBMITTED)
    return list(Goal.objects.filter(level=Level.LONG_TERM)), network
