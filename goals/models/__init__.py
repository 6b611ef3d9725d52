from goals.models.documents import Document, Plan, Section
from goals.models.editions import Edition, EditionCentre, EditionFile, EditionGoal, EditionSection, EditionTarget
from goals.models.events import Event, Notice, Unwanted
from goals.models.goals import Continuation, Goal, Target

__all__ = [
    "Continuation",
    "Document",
    "Edition",
    "EditionCentre",
    "EditionFile",
    "EditionGoal",
    "EditionSection",
    "EditionTarget",
    "Event",
    "Goal",
    "Notice",
    "Plan",
    "Section",
    "Target",
    "Unwanted",
]
