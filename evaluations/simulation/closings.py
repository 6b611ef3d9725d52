"""The end of a simulated year: closings of the centres sent, returned and accepted; the evaluation where wanted."""

from datetime import date

from evaluations.closings.closing import accept, give_back, save, send
from evaluations.closings.proposing import NarrativeContent, ResultContent, begun, proposals, said_of, sending_problems
from evaluations.meetings.contents import Written, mark
from evaluations.releases.preparing import prepare_evaluation
from evaluations.releases.releasing import release
from evaluations.simulation.agenda import Step, moment, working_days_after
from evaluations.simulation.releases import publish_changes
from evaluations.simulation.sentences import (
    CLOSING_NARRATIVES,
    EVALUATION_REASON,
    OTHER_RESULT,
    RETURN_REASON,
    YEAR_NARRATIVE,
)
from evaluations.states import ClosingState, Result
from goals.models import Plan

LAST_MONTH = 12
SENT, DECIDED, SENT_AGAIN, ACCEPTED, OUT = 16, 20, 23, 25, 30  # working days after the year
KINDER = 0.2  # of goals fulfilled partly are said to be fulfilled, with a reason
RETURNED, STILL_WAITING = 6, 4  # one centre in so many


def steps(courses, cast, document, *, is_closed):
    if courses.until.month != LAST_MONTH:
        return
    for team in cast.teams:
        plan = Plan.objects.select_related("document", "centre").get(document=document, centre=team.centre)
        yield from _closing(courses, cast, team, plan, is_closed=is_closed)
    if is_closed:
        yield Step(_on(document.year, OUT), lambda now: _come_out(document, by=cast.above, now=now))


def _closing(courses, cast, team, plan, *, is_closed):
    rolls = courses.dice("closing", team.slug)
    is_returned = not rolls.randrange(RETURNED)
    yield Step(_on(plan.document.year, SENT), lambda now: _send(plan, rolls, by=team.head, now=now))
    if is_returned:
        yield Step(_on(plan.document.year, DECIDED), lambda now: _return(plan, by=cast.above, now=now))
        yield Step(_on(plan.document.year, SENT_AGAIN), lambda now: _send(plan, rolls, by=team.head, now=now))
    if is_closed or rolls.randrange(STILL_WAITING):
        yield Step(_on(plan.document.year, ACCEPTED), lambda now: _accept(plan, by=cast.above, now=now))


def _on(year, days):
    return moment(working_days_after(date(year, LAST_MONTH, 31), days), 11)


def _send(plan, rolls, *, by, now):
    """A centre with a month still open has its results written and cannot send them yet."""
    closing, found = begun(plan), proposals(plan)
    there_is = said_of(closing, found)
    results = {one.goal.root_id: Written(_result(one.result, rolls), mark(there_is[one.goal.root_id])) for one in found}
    narrative = Written(NarrativeContent(rolls.choice(CLOSING_NARRATIVES)), mark(NarrativeContent(closing.narrative)))
    closing = save(closing, narrative, results, by=by, now=now)
    if not list(sending_problems(closing)):
        send(closing, by=by, now=now)


def _result(proposed, rolls):
    if proposed == Result.PARTLY and rolls.random() < KINDER:
        return ResultContent(Result.FULFILLED, OTHER_RESULT)
    return ResultContent(str(proposed))


def _return(plan, *, by, now):
    closing = begun(plan)
    if closing.state == ClosingState.SENT:
        give_back(closing, reason=RETURN_REASON, by=by, now=now)


def _accept(plan, *, by, now):
    closing = begun(plan)
    if closing.state == ClosingState.SENT:
        accept(closing, by=by, now=now)


def _come_out(document, *, by, now):
    publish_changes(document, by=by, now=now)

    def prepare(document):
        return prepare_evaluation(document, today=now.date())

    prepared = prepare(document)
    words = {"narrative": YEAR_NARRATIVE, "reason": EVALUATION_REASON if prepared.gaps else ""}
    release(document, prepare, seen=prepared.mark, by=by, now=now, **words)
