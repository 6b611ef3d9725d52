from goals.models.documents import Document, Event, Goal, Section, Target
from goals.models.editions import Edition, EditionCentre, EditionFile, EditionGoal, EditionSection, EditionTarget

__all__ = [
    "Document",
    "Edition",
    "EditionCentre",
    "EditionFile",
    "EditionGoal",
    "EditionSection",
    "EditionTarget",
    "Event",
    "Goal",
    "Section",
    "Target",
]
