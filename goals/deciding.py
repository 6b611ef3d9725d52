"""Approving and returning: several goals in one decision, all of it or nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from goals.mail import notices
from goals.models import Goal
from goals.workflow import events_since, hold, hold_document, last_event, perform

APPROVE, RETURN = "approve", "return"


@dataclass(frozen=True)
class Verdict:
    """What is decided about a goal as it was seen; a return names the part to be mended and the reason."""

    goal: Goal
    name: str
    comment: str = ""
    part: str = ""


def decide(verdicts, *, by, now=None):
    """Carry out all verdicts or none, tell the centres, and return the goals as they then are."""
    now = now or timezone.now()
    goals = [verdict.goal for verdict in verdicts]
    with transaction.atomic():
        for document in sorted({goal.document_id for goal in goals}):
            hold_document(document)
        hold(goals)
        mark = last_event()
        decided = [
            perform(verdict.goal, verdict.name, by=by, comment=verdict.comment, part=verdict.part, now=now)
            for verdict in verdicts
        ]
        notices.decided(events_since(mark, decided, APPROVE, RETURN), by=by, now=now)
    return decided
