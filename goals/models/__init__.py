from goals.models.documents import Document, Plan, Section
from goals.models.editions import Edition, EditionCentre, EditionFile, EditionGoal, EditionSection, EditionTarget
from goals.models.goals import Continuation, Goal, Target
from goals.models.notices import MailOptOut, Notice
from goals.models.owners import GoalOwner

__all__ = [
    "Continuation",
    "Document",
    "Edition",
    "EditionCentre",
    "EditionFile",
    "EditionGoal",
    "EditionSection",
    "EditionTarget",
    "Goal",
    "GoalOwner",
    "MailOptOut",
    "Notice",
    "Plan",
    "Section",
    "Target",
]
