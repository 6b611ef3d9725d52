"""The end of a centre's year: what each goal came to by its numbers, what the centre says, and its way to the head."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from evaluations.measuring import GoalStanding, standings
from evaluations.models import Closing, Evidence, GoalResult, Meeting, Record
from evaluations.states import MeetingState, Result, State
from evaluations.transitions import WITH_CENTRE
from evaluations.workflow import MOVED_ON, hold_closing, move_closing, record_act
from goals.models import Goal
from goals.states import Kind
from goals.workflow import Conflict, Refused

ALMOST = 2
"""A goal that reached at least one half of what it was to reach is fulfilled partly."""


@dataclass(frozen=True)
class Proposal:
    """One goal at the end of its year: how it stands, what that comes to, and what is missing to show it."""

    goal: Goal
    standing: GoalStanding
    result: Result
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class ResultContent:
    """What the head says of one goal; a result other than the proposed one needs its reason."""

    result: str
    reason: str = ""


def closing_of(plan):
    """The plan's closing; its row begins when somebody first opens it for writing."""
    return Closing.objects.get_or_create(plan=plan)[0]


def proposals(plan, *, today):
    """What the numbers say of each approved goal of the plan, in order."""
    goals = Goal.objects.in_plan(plan).approved().in_document_order().with_content().select_related("document")
    last_day = date(plan.document.year, 12, 31)
    found = standings(goals, year=plan.document.year, today=min(today, last_day))
    shown = _evidenced(found, plan)
    return [Proposal(row.goal, row, proposed(row), tuple(_gaps(row, shown))) for row in found]


def proposed(standing):
    """The result that the numbers propose, or the last word of a meeting where there are none."""
    if standing.state == State.DONE:
        return Result.FULFILLED
    if standing.state == State.UNRATED:
        return Result.UNJUDGED
    if standing.state == State.ON_TRACK:
        return Result.FULFILLED if _all_reached(standing) else Result.PARTLY
    return Result.PARTLY if _some_reached(standing) else Result.NOT


def _all_reached(standing):
    """Without a number, what the meeting said holds."""
    return all(row.target.kind in {Kind.NARRATIVE, Kind.MILESTONE} for row in standing.targets)


def _some_reached(standing):
    return any(
        row.progress.state in {State.DONE, State.ON_TRACK}
        or (row.progress.aim and row.progress.achieved and row.progress.achieved * ALMOST >= row.progress.aim)
        for row in standing.targets
    )


def _evidenced(found, plan):
    """Goals that some file shows: one of their own, or one of a record that counts in them."""
    roots = {row.goal.root_id: row for row in found}
    own = set(Evidence.objects.kept().filter(goal__in=roots).values_list("goal_id", flat=True))
    records = Record.objects.counted().filter(
        meeting__centre=plan.centre_id, on__year=plan.document.year, evidence__removed_at=None, evidence__isnull=False
    )
    shown = set(records.values_list("indicator_id", flat=True))
    return own | {
        root for root, row in roots.items() if any(one.feed and one.feed.indicator_id in shown for one in row.targets)
    }


def _gaps(standing, shown):
    goal = standing.goal
    if goal.root_id not in shown:
        wanted = f" ({goal.evidence.strip()})" if goal.evidence.strip() else ""
        yield _("Splnění nedokládá žádný soubor%(wanted)s.") % {"wanted": wanted}
    if not standing.entries:
        yield _("Za celý rok o cíli nemluvila žádná porada.")
    if any(row.progress.achieved is None and row.target.kind != Kind.NARRATIVE for row in standing.targets):
        yield _("K některé cílové hodnotě není žádný údaj.")


def save(closing, results, narrative, *, by, now=None):
    """Keep what the centre says of its goals so far; `results` are contents by the id of the goal as first written."""
    now = now or timezone.now()
    with transaction.atomic():
        current = hold_closing(closing.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.CLOSE_YEAR, current.plan.centre)
        found = {row.goal.root_id: row for row in proposals(current.plan, today=timezone.localdate(now))}
        if not _differs(current, results, narrative):
            return current
        if current.version != closing.version:
            raise Conflict(MOVED_ON)
        if current.state not in WITH_CENTRE:
            raise Refused(_("Uzávěrka je ve stavu „%(state)s“.") % {"state": current.get_state_display()})
        _write(current, results, found)
        Closing.objects.filter(pk=current.pk).update(narrative=narrative.strip(), version=F("version") + 1)
        record_act(current, "write", by=by, role=role, now=now)
        return hold_closing(current.pk)


def _differs(closing, results, narrative):
    kept = {row.goal_id: ResultContent(row.result, row.reason) for row in closing.results.all()}
    return closing.narrative != narrative.strip() or any(kept.get(goal) != one for goal, one in results.items())


def _write(closing, results, found):
    for goal, content in results.items():
        if goal not in found:
            raise Refused(_("Některý z cílů do této uzávěrky nepatří."))
        proposal = found[goal]
        if content.result != proposal.result and not content.reason.strip():
            raise Refused(_("%(goal)s: napište, proč je výsledek jiný, než vychází z čísel.") % {"goal": proposal.goal})
        facts = {"result": content.result, "reason": content.reason.strip(), "proposed": str(proposal.result)}
        facts["numbers"] = proposal.standing.reason
        GoalResult.objects.update_or_create(closing=closing, goal_id=goal, defaults=facts)


def missing(closing, *, now):
    """What the closing still lacks before it can be sent, as sentences."""
    plan, today = closing.plan, timezone.localdate(now)
    year = plan.document.year
    if today <= date(year, 11, 30):
        yield _("Uzávěrku roku %(year)s půjde odeslat od 1. prosince.") % {"year": year}
    last_month = 12 if today.year > year else today.month - 1
    closed = Meeting.objects.of_teams().filter(centre=plan.centre_id, year=year, state=MeetingState.CLOSED)
    done = set(closed.values_list("month", flat=True))
    if months := [str(month) for month in range(1, last_month + 1) if month not in done]:
        yield _("Nejsou uzavřené měsíce: %(months)s.") % {"months": ", ".join(months)}
    said = set(closing.results.values_list("goal_id", flat=True))
    for goal in Goal.objects.in_plan(plan).approved().in_document_order():
        if goal.root_id not in said:
            yield _("%(goal)s: potvrďte výsledek.") % {"goal": goal}


def send(closing, *, by, now=None):
    now = now or timezone.now()
    for problem in missing(closing, now=now) if closing.state in WITH_CENTRE else ():
        raise Refused(problem)
    return move_closing(closing, "send", by=by, now=now)


def recall(closing, *, by, now=None):
    return move_closing(closing, "recall", by=by, now=now)


def accept(closing, *, by, now=None):
    return move_closing(closing, "accept", by=by, now=now)


def give_back(closing, *, reason, by, now=None):
    return move_closing(closing, "return", by=by, comment=reason, now=now)
