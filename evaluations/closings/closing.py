"""The end of a centre's year: the centre says how its goals ended, sends it, and the department head decides."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from evaluations.closings.proposing import (
    NarrativeContent,
    changed_since,
    needs_reason,
    proposals,
    said_of,
    sending_problems,
)
from evaluations.meetings.contents import OVERTAKEN, mark
from evaluations.models import Closing, GoalResult
from evaluations.reports.content import facts_of
from evaluations.transitions import WITH_CENTRE
from evaluations.workflow import events_of, hold_closing, hold_months, move_closing, year_lock
from goals.workflow import EditConflict, Refused

CHANGED_SINCE = _("%(goal)s se od odeslání uzávěrky změnil. Vraťte ji, ať centrum výsledek potvrdí znovu.")
NARRATIVE = None  # where the text about the whole year stands among what is written by goals


def save(closing, narrative, results, *, by, now=None):
    """Keep what was sent, all or nothing; `results` are by the id of the goal as first written.

    What the person left as they saw it is left as it is now. Raises EditConflict where two people wrote into one place.
    """
    now = now or timezone.now()
    with transaction.atomic():
        current = hold_closing(closing.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.CLOSE_YEAR, current.plan.centre)
        found = {row.goal.root_id: row for row in proposals(current.plan)}
        changes = _changes(current, narrative, results, found)
        if not changes:
            return current
        if lock := year_lock(current.plan.document.year, current.plan.centre_id):
            raise Refused(lock)
        _write(current, changes, found)
        Closing.objects.filter(pk=current.pk).update(version=F("version") + 1)
        facts = {"source": current.state, "target": current.state, "version": current.version + 1}
        record_event(current, "write", by=by, role=role, at=now, **facts)
        return hold_closing(current.pk)


def _changes(closing, narrative, results, found):
    """What has to be written, by the goal (NARRATIVE: the text); raises EditConflict."""
    if results.keys() - found.keys():
        raise Refused(_("Některý z cílů do této uzávěrky nepatří."))
    there_is = said_of(closing, found.values()) | {NARRATIVE: NarrativeContent(closing.narrative)}
    unsaved = found.keys() - set(closing.results.values_list("goal_id", flat=True))
    sent = {**results, NARRATIVE: narrative} if narrative else dict(results)
    wanted = {
        goal: written
        for goal, written in sent.items()
        if goal in unsaved or mark(written.content) not in {written.seen, mark(there_is[goal])}
    }
    overtaken = {
        goal: there_is[goal]
        for goal, written in wanted.items()
        if mark(there_is[goal]) not in {written.seen, mark(written.content)}
    }
    if overtaken:
        raise EditConflict(overtaken, OVERTAKEN)
    return {goal: written.content for goal, written in wanted.items()}


def _write(closing, changes, found):
    for goal, content in changes.items():
        if goal is NARRATIVE:
            Closing.objects.filter(pk=closing.pk).update(narrative=content.text.strip())
            continue
        proposal = found[goal]
        if needs_reason(content, proposal):
            raise Refused(_("%(goal)s: napište, proč je výsledek jiný, než vychází z čísel.") % {"goal": proposal.goal})
        facts = {"result": content.result, "reason": content.reason.strip(), "proposed": str(proposal.result)}
        facts["measured"] = facts_of(proposal.standing)
        GoalResult.objects.update_or_create(closing=closing, goal_id=goal, defaults=facts)


def send(closing, *, by, narrative=None, results=None, now=None):
    """Keep what was sent, freeze the numbers it was said about, and hand it over to the department head.

    What was sent is kept even where the sending is refused: because something is missing (Refused), or because
    somebody else wrote something that this person has not seen (EditConflict).
    """
    now = now or timezone.now()
    with transaction.atomic():
        before = hold_closing(closing.pk)
        is_with_centre = before.state in WITH_CENTRE
        written = save(before, narrative, results or {}, by=by, now=now) if is_with_centre else before
    if not is_with_centre:
        # Pressed twice, the first press has also saved: by version alone it would look like somebody else's sending.
        if before.version > closing.version:
            closing.version = before.version - 1
        return _send(closing, by=by, now=now)
    if _somebody_else_wrote(before, since=closing.version, by=by):
        raise EditConflict(
            None, _("Mezitím přibylo něco od někoho jiného. Vaše je uložené; přečtěte si uzávěrku znovu a odešlete ji.")
        )
    return _send(written, by=by, now=now)


def _somebody_else_wrote(closing, *, since, by):
    """Pressed twice, the first press has saved just before: that is no news to the person."""
    return events_of(closing).filter(version__gt=since, version__lte=closing.version).exclude(by=by).exists()


@transaction.atomic
def _send(closing, *, by, now):
    current = hold_closing(closing.pk)
    hold_months(current.plan)
    access.rights_of(by, on=timezone.localdate(now)).require(Right.CLOSE_YEAR, current.plan.centre)
    if current.version == closing.version and current.state in WITH_CENTRE:
        found = proposals(current.plan)
        for problem in sending_problems(current, found):
            raise Refused(problem)
        _freeze(current, found)
    return move_closing(closing, "send", by=by, now=now)


def _freeze(closing, found):
    for one in found:
        rows = GoalResult.objects.filter(closing=closing, goal=one.goal.root_id)
        rows.update(proposed=str(one.result), measured=facts_of(one.standing))
    GoalResult.objects.filter(closing=closing).exclude(goal__in=[one.goal.root_id for one in found]).delete()


def recall(closing, *, by, now=None):
    return move_closing(closing, "recall", by=by, now=now)


def accept(closing, *, by, now=None):
    """Take the results as they were sent; a goal that has changed since has to be looked at by its centre again."""
    with transaction.atomic():
        current = hold_closing(closing.pk)
        if current.version == closing.version:
            for goal in changed_since(current):
                raise Refused(CHANGED_SINCE % {"goal": goal})
        return move_closing(closing, "accept", by=by, now=now)


def give_back(closing, *, reason, by, now=None):
    return move_closing(closing, "return", by=by, comment=reason, now=now)
