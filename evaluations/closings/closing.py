"""The end of a centre's year: the centre says how its goals ended, sends it, and the department head decides."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from evaluations import notifications
from evaluations.closings.outcomes import propose_results
from evaluations.deadlines import adopted_on, is_waited_for
from evaluations.meetings.agenda import is_running
from evaluations.meetings.contents import OVERTAKEN, fingerprint
from evaluations.meetings.writing import CHANGE_IS_OPEN, Unconfirmed
from evaluations.models import Closing, GoalResult, Meeting
from evaluations.reports.content import facts_of
from evaluations.standings import first_publications
from evaluations.states import MeetingKind
from evaluations.transitions import WITH_CENTRE
from evaluations.workflow import (
    closing_role,
    evaluated_reason,
    events_of,
    lock_closing,
    lock_months,
    move_closing,
    year_closed_reason,
)
from goals.formatting import format_date
from goals.models import Goal
from goals.states import OPEN
from goals.workflow import EditConflict, Refused, lock_plan

CHANGED_SINCE = _("%(goal)s se od odeslání uzávěrky změnil. Vraťte ji, ať centrum výsledek potvrdí znovu.")
NARRATIVE = None  # where the text about the whole year stands among what is written by goals


@dataclass(frozen=True)
class ResultContent:
    """What the head says of one goal; a result other than the proposed one needs its reason."""

    result: str
    reason: str = ""


@dataclass(frozen=True)
class NarrativeContent:
    text: str = ""


def closing_of(plan):
    """The plan's closing; the row begins when somebody first writes into it."""
    return Closing.objects.filter(plan=plan).first() or Closing(plan=plan)


def begin_closing(plan):
    """The plan's closing, with a row of its own."""
    with transaction.atomic():
        lock_plan(plan)  # whoever closes the year holds it too, so no closing begins beside that
        return Closing.objects.get_or_create(plan=plan)[0]


def current_results(closing, proposed):
    """What there is now, by the goal as first written: what was saved, else what the numbers propose."""
    rows = {row.goal_id: ResultContent(row.result, row.reason) for row in closing.results.all()} if closing.pk else {}
    return {one.goal.root_id: rows.get(one.goal.root_id, ResultContent(str(one.result))) for one in proposed}


def needs_reason(content, proposed):
    return content.result != proposed.result and not content.reason.strip()


def year_problems(plan, proposed, *, is_for_centre=False):
    """What stands between the year and its sending that confirming the results cannot mend, as sentences.

    Who closes for a centre (`is_for_centre`) cannot hold the meetings that it did not.
    """
    year = plan.document.year
    if not proposed:
        yield _("Centrum nemá na rok %(year)s žádný schválený cíl.") % {"year": year}
    if is_for_centre:
        return
    # Every month in which a goal ran has to be closed, as long as the centre was there and the year was here.
    goals, rows = [one.goal for one in proposed], Meeting.objects.of_teams().filter(centre=plan.centre_id, year=year)
    rows = {row.month: row for row in rows.select_related("centre")}
    facts = {"kind": MeetingKind.TEAM, "centre": plan.centre, "year": year}
    meetings = [rows.get(month) or Meeting(month=month, **facts) for month in range(1, 13)]
    adopted = adopted_on([plan.document_id]).get(plan.document_id)
    published = first_publications(goals).get(plan.document_id)
    months = [
        meeting.month
        for meeting in meetings
        if not meeting.is_closed
        and is_waited_for(meeting, adopted, today=meeting.last_day)
        and any(is_running(goal, published, meeting) for goal in goals)
    ]
    if months:
        names = ", ".join(str(MONTHS[month]) for month in months)
        yield _("Nejdřív uzavřete porady za všechny měsíce; chybí %(months)s.") % {"months": names}


def sending_problems(closing, proposed, *, is_for_centre=False):
    """All that the closing still lacks before it can be sent, as sentences."""
    yield from year_problems(closing.plan, proposed, is_for_centre=is_for_centre)
    rows = {row.goal_id: row for row in closing.results.all()} if closing.pk else {}
    for one in proposed:
        row = rows.get(one.goal.root_id)
        if row is None:
            yield _("%(goal)s: potvrďte výsledek.") % {"goal": one.goal}
        elif needs_reason(row, one):
            names = {"goal": one.goal, "proposed": one.result.label}
            yield _("%(goal)s: z čísel teď vychází %(proposed)s. Změňte výsledek, nebo napište důvod.") % names


def goals_changed_since(closing, proposed):
    """Goals that are not what they were when the closing was sent: amended, new, or measured by something else."""
    frozen = dict(closing.results.values_list("goal_id", "measured"))
    return [one.goal for one in proposed if frozen.get(one.goal.root_id) != facts_of(one.standing)]


def save(closing, narrative, results, *, by, now=None):
    """Keep what was sent, all or nothing; `results` are by the id of the goal as first written.

    What the person left as they saw it is left as it is now. Raises EditConflict where two people wrote into one place.
    """
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_closing(closing.pk)
        plan = current.plan
        role = closing_role(by, plan.centre, on=timezone.localdate(now))
        proposed = {one.goal.root_id: one for one in propose_results(plan)}
        changes = _changes(current, {**results, NARRATIVE: narrative} if narrative else results, proposed)
        if not changes:
            return current
        if reason := year_closed_reason(plan.document.year, plan.centre_id):
            raise Refused(reason)
        for goal, content in changes.items():
            if goal is NARRATIVE:
                Closing.objects.filter(pk=current.pk).update(narrative=content.text.strip())
                continue
            one = proposed[goal]
            if needs_reason(content, one):
                raise Refused(_("%(goal)s: napište, proč je výsledek jiný, než vychází z čísel.") % {"goal": one.goal})
            facts = {"result": content.result, "reason": content.reason.strip()}
            facts |= {"proposed": str(one.result), "measured": facts_of(one.standing)}
            GoalResult.objects.update_or_create(closing=current, goal_id=goal, defaults=facts)
        Closing.objects.filter(pk=current.pk).update(version=F("version") + 1)
        facts = {"source": current.state, "target": current.state, "version": current.version + 1}
        record_event(current, "write", by=by, role=role, at=now, **facts)
        return lock_closing(current.pk)


def _changes(closing, sent, proposed):
    """What has to be written, by the goal (NARRATIVE: the text); raises EditConflict."""
    there_is = current_results(closing, proposed.values()) | {NARRATIVE: NarrativeContent(closing.narrative)}
    if sent.keys() - there_is.keys():
        raise Refused(_("Některý z cílů do této uzávěrky nepatří."))
    confirmed = {NARRATIVE, *closing.results.values_list("goal_id", flat=True)}
    changes, overtaken = {}, {}
    for goal, written in sent.items():
        wanted, saved = fingerprint(written.content), fingerprint(there_is[goal])
        if goal not in confirmed or wanted not in {written.expected, saved}:
            changes[goal] = written.content
            if saved not in {written.expected, wanted}:
                overtaken[goal] = there_is[goal]
    if overtaken:
        raise EditConflict(overtaken, OVERTAKEN)
    return changes


YEAR_RUNS = _(
    "Rok končí až %(day)s. Po odeslání už se čísla nezmění: co se do konce roku ještě stane, se nezapočítá, ledaže si "
    "uzávěrku vezmete zpět."
)


def sending_questions(closing, now):
    """What the person should know before they send, as sentences; it can be sent all the same."""
    plan = closing.plan
    year_end = date(plan.document.year, 12, 31)
    if timezone.localdate(now) < year_end:
        yield YEAR_RUNS % {"day": format_date(year_end)}
    changes = Goal.objects.amendments().filter(document=plan.document_id, centre=plan.centre_id, state__in=OPEN)
    if names := [str(goal) for goal in changes.select_related("amends", "centre").in_document_order()]:
        yield CHANGE_IS_OPEN % {"goals": ", ".join(names)}


def send(closing, *, by, narrative=None, results=None, is_confirmed=True, now=None):
    """Keep what was sent, freeze the numbers it was said about, and hand it over to the department head.

    What was sent is kept even where the sending is refused: because something is missing (Refused), because somebody
    else wrote something that this person has not seen (EditConflict), or because there is something to ask about
    (`sending_questions`) and the person has not said yes to it (Unconfirmed).
    """
    now = now or timezone.now()
    with transaction.atomic():
        before = lock_closing(closing.pk)
        is_with_centre = before.state in WITH_CENTRE
        expected = save(before, narrative, results or {}, by=by, now=now) if is_with_centre else closing
    if is_with_centre:
        # A repeated request finds what the first one has saved: that is no news to the person.
        others = events_of(before).filter(version__gt=closing.version, version__lte=before.version).exclude(by=by)
        if others.exists():
            wrote = _(
                "Mezitím přibylo něco od někoho jiného. Vaše je uložené; přečtěte si uzávěrku znovu a odešlete ji."
            )
            raise EditConflict(None, wrote)
    elif before.version > expected.version:
        # The first of two requests has also saved: by version alone it would look like somebody else's sending.
        expected.version = before.version - 1
    with transaction.atomic():
        current = lock_closing(closing.pk)
        lock_months(current.plan)
        role = closing_role(by, current.plan.centre, on=timezone.localdate(now))
        if current.version == expected.version and current.state in WITH_CENTRE:
            proposed = propose_results(current.plan)
            is_for_centre = role in access.HOLDERS[Right.CLOSE_FOR]
            for problem in sending_problems(current, proposed, is_for_centre=is_for_centre):
                raise Refused(problem)
            if not is_confirmed and (questions := list(sending_questions(current, now))):
                raise Unconfirmed(" ".join(map(str, questions)))
            for one in proposed:
                row = GoalResult.objects.filter(closing=current, goal=one.goal.root_id)
                row.update(proposed=str(one.result), measured=facts_of(one.standing))
            left = GoalResult.objects.filter(closing=current)
            left.exclude(goal__in=[one.goal.root_id for one in proposed]).delete()
        return move_closing(expected, "send", by=by, now=now)


def recall(closing, *, by, now=None):
    return move_closing(closing, "recall", by=by, now=now)


def accept(closing, *, by, now=None):
    """Take the results as they were sent; a goal that has changed since has to be looked at by its centre again."""
    with transaction.atomic():
        current = lock_closing(closing.pk)
        if current.version == closing.version:
            for goal in goals_changed_since(current, propose_results(current.plan)):
                raise Refused(CHANGED_SINCE % {"goal": goal})
        return move_closing(closing, "accept", by=by, now=now)


def return_to_centre(closing, *, reason, by, now=None):
    return move_closing(closing, "return", by=by, comment=reason, now=now)


def objecting_problems(closing):
    """What stands in the way of objecting to a closing that somebody above has sent for the centre."""
    if not closing.sent_by_role or closing.state in WITH_CENTRE:
        yield _("Uzávěrku neposlal za centrum nikdo jiný, není proti čemu namítat.")
    if reason := evaluated_reason(closing.plan.document.year, closing.plan.centre_id):
        yield reason


def object_to(closing, *, text, by, now=None):
    """Say in writing, as the centre, what is wrong with a closing that was sent for it; until the evaluation is out.

    It changes nothing by itself: who closes the year has it in sight, and can return the closing to the centre.
    """
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_closing(closing.pk)
        rights = access.rights_of(by, on=timezone.localdate(now))
        role = rights.require(Right.CLOSE_YEAR, current.plan.centre)
        if events_of(current).filter(name="object", by=by, comment=text.strip(), version=current.version).exists():
            return current
        for problem in objecting_problems(current):
            raise Refused(problem)
        if not text.strip():
            raise Refused(_("Napište, proti čemu namítáte."))
        facts = {"source": current.state, "target": current.state, "version": current.version, "comment": text}
        record_event(current, "object", by=by, role=role, at=now, **facts)
        notifications.objected(current, text=text.strip(), by=by, now=now)
        return current
