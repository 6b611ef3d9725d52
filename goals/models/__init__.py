from goals.models.documents import Block, Document, Plan, Section
from goals.models.editions import Edition, EditionCentre, EditionFile, EditionGoal, EditionSection, EditionTarget
from goals.models.goals import Continuation, Goal, Lineage, Target
from goals.models.noticeboard import PostedPrint, PrintCode
from goals.models.notices import MailOptOut, Notice
from goals.models.owners import GoalOwner
from goals.models.translations import LanguageIssue, Translation
from goals.models.trials import DocumentTrial

__all__ = [
    "Block",
    "Continuation",
    "Document",
    "DocumentTrial",
    "Edition",
    "EditionCentre",
    "EditionFile",
    "EditionGoal",
    "EditionSection",
    "EditionTarget",
    "Goal",
    "GoalOwner",
    "LanguageIssue",
    "Lineage",
    "MailOptOut",
    "Notice",
    "Plan",
    "PostedPrint",
    "PrintCode",
    "Section",
    "Target",
    "Translation",
]
