"""What the department head decides in a simulated year: changes of approved goals, what comes out after each quarter,
the closings of the centres, and the evaluation at the end."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from cpic.example.courses import Deed, Fate, last_day, moment, working_day, working_days_after
from cpic.example.sentences import (
    AMENDMENT_REASONS,
    CLOSING_NARRATIVES,
    EDITION_NOTE,
    EDITION_REASON,
    EVALUATION_REASON,
    LATE_MONTH_REASON,
    OMISSION_REASON,
    OTHER_RESULT,
    RELEASE_REASON,
    RETURN_REASON,
    YEAR_NARRATIVE,
)
from evaluations.closings.closing import (
    NarrativeContent,
    ResultContent,
    accept,
    begin_closing,
    current_results,
    return_to_centre,
    save,
    send,
    sending_problems,
)
from evaluations.closings.outcomes import propose_results
from evaluations.meetings.contents import Written, fingerprint
from evaluations.reports.publishing import prepare_evaluation, prepare_interim, publish_report
from evaluations.states import ClosingState, Result
from goals.approval import APPROVE, Verdict, decide, submit
from goals.history import holding
from goals.models import Goal, Plan
from goals.owners import OwnerChoice, set_owners
from goals.public.publishing import publish
from goals.states import Kind
from goals.writing import Content, amend

BEHIND = frozenset({Fate.SLOW, Fate.STALLED})
AMENDED_FROM, AMENDED_UNTIL = (5, 4), (8, 28)  # the first and the last day on which somebody proposes a change
DECIDED_AFTER = 6  # working days
KEPT_PERCENT = 75  # of the number that was promised
FROM_FIVE = 5
AMENDING = 5  # one team in so many
QUARTERS = (3, 6, 9)  # months at whose end the standing comes out
RELEASED_AFTER = 13  # working days: the teams have met, and the heads too
SENT, RETURNED, SENT_AGAIN, ACCEPTED, EVALUATED = 16, 20, 23, 25, 30  # working days after the year
LATE_BY, LATE_FROM = 19, 5  # working days by which one centre is late, where there are at least so many centres
KINDER = 0.2  # of goals fulfilled partly are said to be fulfilled, with a reason
RETURNING, STILL_WAITING = 6, 4  # one centre in so many


def amendment_steps(simulation):
    rolls = simulation.dice("amendments")
    heads = {team.centre.pk: team.head for team in simulation.teams}
    possible = [one for one in simulation.courses.values() if one.goal.centre_id and _with_less(one.goal)]
    behind = [course for course in possible if course.fate in BEHIND]
    drawn = rolls.sample(behind, len(behind)) + [course for course in possible if course not in behind]
    first, last = (date(simulation.year, *day) for day in (AMENDED_FROM, AMENDED_UNTIL))
    for course in drawn[: max(len(heads) // AMENDING, 1)]:
        day = working_day(first + timedelta(days=rolls.randrange((last - first).days)))
        decided_on = working_days_after(day, DECIDED_AFTER)
        if decided_on <= simulation.until:
            reason, head = rolls.choice(AMENDMENT_REASONS), heads[course.goal.centre_id]
            yield Deed(moment(day, 11), partial(_propose_less, course.goal, reason, by=head))
            yield Deed(moment(decided_on, 9), partial(_approve_last, course.goal, by=simulation.department_head))


def _propose_less(goal, reason, *, by, now):
    held = holding([goal.root_id])[goal.root_id]
    submit([amend(held, replace(_with_less(held), reason=reason), by=by, now=now)], by=by, now=now)


def _approve_last(goal, *, by, now):
    proposed = goal.amendments.select_related("document", "centre").order_by("id").last()
    decide([Verdict(proposed, APPROVE)], by=by, now=now)


def _with_less(goal):
    """The goal with a lower number, in its words and in its target; None where its words name none in digits."""
    content = Content.of(goal)
    for index, target in enumerate(content.targets):
        if target.kind != Kind.COUNT or not target.value:
            continue
        found = re.search(rf"\b{target.value:.0f}\b", content.text)
        # From five up a number asks for one form of its noun, so that the wording still agrees.
        lower = max(round(target.value * KEPT_PERCENT / 100), FROM_FIVE)
        if found and lower < target.value:
            text = content.text[: found.start()] + str(lower) + content.text[found.end() :]
            targets = list(content.targets)
            targets[index] = replace(target, value=target.value * 0 + lower)
            return replace(content, text=text, targets=tuple(targets))
    return None


def report_steps(simulation):
    for month in QUARTERS:
        if month in simulation.months:
            end = last_day(simulation.year, month)
            at = moment(working_days_after(end, RELEASED_AFTER), 10)
            prepare = partial(prepare_interim, as_of=end)
            reasons = RELEASE_REASON, LATE_MONTH_REASON
            act = partial(_publish, simulation.document, prepare, *reasons, by=simulation.department_head)
            yield Deed(at, act)


def _publish(document, prepare, reason, left_out_because, narrative="", *, by, now):
    """Before it a new edition comes out, where changes were approved since the last one. Who has not closed the year
    is left out, and comes in later."""
    last = document.editions.current().get()
    if Goal.objects.approved().filter(document=document, approved_at__gt=last.published_at).exists():
        publish(document, note=EDITION_NOTE, reason=EDITION_REASON, by=by, now=now)
    prepare = partial(prepare, today=now.date())
    prepared = prepare(document)
    said = {"narrative": narrative, "reason": reason if prepared.gaps else "", "erratum": prepared.erratum}
    left_out = dict.fromkeys((centre.pk for centre in prepared.left_out), left_out_because)
    publish_report(document, prepare, expected=prepared.fingerprint, omissions=left_out, by=by, now=now, **said)


def closing_steps(simulation):
    """The closings of the centres are sent, returned and accepted; the evaluation comes out where that is wanted."""
    if simulation.until.month != 12:
        return
    above, late = simulation.department_head, None
    if simulation.is_closed and len(simulation.teams) >= LATE_FROM:
        late = simulation.teams[-1]
    for team in simulation.teams:
        sent, returned, sent_again, accepted = (
            moment(working_days_after(simulation.until, days + (LATE_BY if team is late else 0)), 11)
            for days in (SENT, RETURNED, SENT_AGAIN, ACCEPTED)
        )
        plan = Plan.objects.select_related("document", "centre").get(document=simulation.document, centre=team.centre)
        rolls = simulation.dice("closing", team.slug)
        is_returned = not rolls.randrange(RETURNING)
        yield Deed(sent, partial(_send, plan, rolls, by=team.head))
        if is_returned:
            yield Deed(
                returned, partial(_decide_if_sent, plan, partial(return_to_centre, reason=RETURN_REASON), by=above)
            )
            yield Deed(sent_again, partial(_send, plan, rolls, by=team.head))
        if simulation.is_closed or rolls.randrange(STILL_WAITING):
            yield Deed(accepted, partial(_decide_if_sent, plan, accept, by=above))
    if simulation.is_closed:
        said = EVALUATION_REASON, OMISSION_REASON, YEAR_NARRATIVE
        act = partial(_publish, simulation.document, prepare_evaluation, *said, by=above)
        for days in (EVALUATED, EVALUATED + LATE_BY) if late else (EVALUATED,):
            yield Deed(moment(working_days_after(simulation.until, days), 11), act)


def _send(plan, rolls, *, by, now):
    """A centre with a month still open has its results written and cannot send them yet."""
    closing, found = begin_closing(plan), propose_results(plan)
    there_is = current_results(closing, found)
    results = {}
    for one in found:
        result = ResultContent(str(one.result))
        if one.result == Result.PARTLY and rolls.random() < KINDER:
            result = ResultContent(Result.FULFILLED, OTHER_RESULT)
        results[one.goal.root_id] = Written(result, fingerprint(there_is[one.goal.root_id]))
    narrative = Written(
        NarrativeContent(rolls.choice(CLOSING_NARRATIVES)), fingerprint(NarrativeContent(closing.narrative))
    )
    closing = save(closing, narrative, results, by=by, now=now)
    if not list(sending_problems(closing, found)):
        send(closing, by=by, now=now)


def _decide_if_sent(plan, verb, *, by, now):
    closing = begin_closing(plan)
    if closing.state == ClosingState.SENT:
        verb(closing, by=by, now=now)


def owner_steps(simulation):
    """In January each head gives the goals away, but for one that nobody has yet."""
    for team in simulation.teams:
        yield Deed(moment(working_days_after(date(simulation.year, 1, 1), 3), 8), partial(_give_away, simulation, team))


def _give_away(simulation, team, *, now):
    writers = team.writers[team.centre.pk]
    goals = Goal.objects.approved().filter(document=simulation.document, centre=team.centre).originals()
    goals = goals.select_related("document", "centre").in_document_order()
    choices = [
        OwnerChoice(goal, str(writers[number % len(writers)].pk), "")
        for number, goal in enumerate(goals)
        if number != 2
    ]
    set_owners(choices, by=team.head, now=now)
