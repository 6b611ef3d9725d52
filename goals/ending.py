"""Ending a goal during its year: an amendment that changes nothing but adds the last day and the reason. Its head
proposes it; whoever decides may do it at once where nobody is left to propose it, and take it back until it is out."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from goals.approval import submit
from goals.formatting import format_date
from goals.history import approved_wordings
from goals.mail import notifications
from goals.models import EditionGoal, Goal
from goals.states import GoalState, Level
from goals.transitions import DECIDING
from goals.workflow import (
    GOAL_CHANGED,
    EditConflict,
    Refused,
    closed_reason,
    hold_at_once,
    lapse,
    lock_to_decide,
    open_amendment,
)
from goals.writing import (
    Content,
    add_row,
    amend,
    amendment_of,
    amendment_problems,
    write,
)


def day_problems(goal, day):
    """What is wrong with the last day of the goal, as sentences."""
    year = goal.document.year
    begins = timezone.localdate((goal.amends or goal).approved_at) if goal.approved_at else None
    if year and day.year != year:
        yield _("Cíl je na rok %(year)s, skončit může jen v něm.") % {"year": year}
    elif begins and day < begins and begins.year == day.year and _is_late(goal, begins):
        yield _("Cíl platí od %(day)s, dřív skončit nemůže.") % {"day": format_date(begins)}
    elif goal.centre and goal.centre.last_day and day > goal.centre.last_day:
        facts = {"centre": goal.centre, "last": format_date(goal.centre.last_day)}
        yield _("%(centre)s je zavřené, jeho cíl může skončit nejpozději %(last)s.") % facts


def _is_late(goal, begins):
    """Whether the goal joined a year that had come out already; those of its first edition hold from its beginning."""
    first = goal.document.editions.order_by("number").first()
    return first is not None and begins > first.published_on


def end(goal, day, reason, *, by, key=None, now=None):
    """Propose that the goal ends with the day, and send it to whoever decides; until then it holds."""
    now = now or timezone.now()
    _check(goal, day, reason)
    with transaction.atomic():
        row = amend(goal, replace(Content.of(goal), ends_on=day, reason=reason.strip()), by=by, key=key, now=now)
        if row.version == 1 and row.state == GoalState.DRAFT:  # a form sent again finds it on its way
            submit([row], by=by, now=now)
    return Goal.objects.get(pk=row.pk)


def change_end(row, day, reason, *, by, now=None):
    """Write another day or reason into a proposed end that came back, and send it again."""
    now = now or timezone.now()
    _check(row, day, reason)
    with transaction.atomic():
        row = write(row, replace(Content.of(row), ends_on=day, reason=reason.strip()), by=by, now=now)
        return submit([row], by=by, now=now)[0]


def has_nobody_to_propose(goal, *, on):
    """Nobody is left at the centre who could propose the end of its goal."""
    is_of_centre = goal.level == Level.OPERATIONAL
    return is_of_centre and not access.holders(Right.AMEND, goal.centre, on=on).exists()


def may_end_at_once(goal, rights, *, on):
    return rights.may(DECIDING[goal.level]) and has_nobody_to_propose(goal, on=on)


def end_at_once(goal, day, reason, *, by, now=None):
    """End a goal of a centre that has nobody to propose it; what was proposed about it meanwhile lapses. Idempotent."""
    now = now or timezone.now()
    _check(goal, day, reason)
    with transaction.atomic():
        current, role, made = lock_to_decide(goal, "end_at_once", by=by, now=now)
        if made and (made.ends_on, made.reason) == (day, reason.strip()):
            return made
        if made:
            raise EditConflict(made, GOAL_CHANGED)
        if not has_nobody_to_propose(current, on=timezone.localdate(now)):
            raise Refused(_("Centrum má vedoucího: ukončení navrhne on a vy je schválíte."))
        if waiting := open_amendment(current):
            lapse(waiting, by=by, role=role, comment=reason, now=now)
        for problem in amendment_problems(current, on=timezone.localdate(now)):
            raise Refused(problem)
        content = replace(Content.of(current), ends_on=day, reason=reason.strip())
        row = add_row(amendment_of(current, content), content, None, by=by, role=role, now=now)
        ended = hold_at_once(row, "end_at_once", by=by, role=role, comment=reason, now=now)
        notifications.ended(ended, by=by, now=now)
    return ended


def resume(goal, *, by, now=None):
    """Take an end back before it has come out: the goal holds again as it did, and nothing of it is published."""
    now = now or timezone.now()
    with transaction.atomic():
        current, role, made = lock_to_decide(goal, "resume", by=by, now=now)
        if made:
            return made
        for problem in resume_problems(current, on=timezone.localdate(now)):
            raise Refused(problem)
        before = next(row for row in reversed(approved_wordings(current)) if row.ends_on is None)
        content = Content.of(before)
        row = add_row(amendment_of(current, content), content, None, by=by, role=role, now=now)
        resumed = hold_at_once(row, "resume", by=by, role=role, now=now)
        notifications.resumed(resumed, by=by, now=now)
    return resumed


def resume_problems(goal, *, on=None):
    """What stands between an ended goal and its going on, today or on the day."""
    if reason := closed_reason(goal.document):
        yield reason
    if goal.state != GoalState.APPROVED or goal.ends_on is None:
        yield _("Cíl není ukončený.")
    elif successor := goal.taken_over_by(on or timezone.localdate()):
        facts = {"centre": goal.centre, "successor": successor}
        yield _("%(centre)s je zavřené; jestli cíl pokračuje, rozhoduje %(successor)s.") % facts
    published = EditionGoal.objects.filter(edition__document=goal.document_id, number=goal.number)
    if goal.number and (out := published.exclude(ends_on=None).order_by("edition__number").first()):
        yield _("Ukončení už vyšlo ve vydání %(number)s, vzít zpět ho nejde. Napište nový cíl.") % {
            "number": out.edition.number
        }


def _check(goal, day, reason):
    if not reason.strip():
        raise Refused(_("Napište důvod."))
    for problem in day_problems(goal, day):
        raise Refused(problem)
