"""Changes of approved goals in a simulated year: goals that fall behind ask for less and the department head agrees."""

import re
from dataclasses import replace
from datetime import date, timedelta

from evaluations.simulation.agenda import Step, moment, working_day, working_days_after
from evaluations.simulation.fates import Fate
from evaluations.simulation.sentences import AMENDMENT_REASONS
from goals.deciding import APPROVE, Verdict, decide
from goals.lineage import holding
from goals.states import Kind
from goals.submitting import submit
from goals.writing import Content, amend

BEHIND = frozenset({Fate.SLOW, Fate.STALLED})
FROM, UNTIL = (5, 4), (8, 28)  # the first and the last day on which somebody proposes a change
KEPT = 0.75  # of the number that was promised
ONE_IN = 5  # teams


def steps(courses, cast):
    rolls = courses.dice("amendments")
    teams = {team.centre.pk: team for team in cast.teams}
    wanted = [course for course in courses.goals.values() if course.goal.centre_id and _lower(course.goal)]
    behind = [course for course in wanted if course.fate in BEHIND]
    drawn = rolls.sample(behind, len(behind)) + [course for course in wanted if course not in behind]
    for course in drawn[: max(len(teams) // ONE_IN, 1)]:
        first, last = (date(courses.year, *day) for day in (FROM, UNTIL))
        day = working_day(first + timedelta(days=rolls.randrange((last - first).days)))
        if working_days_after(day, 6) <= courses.until:
            yield from _amendment(course.goal, teams[course.goal.centre_id], cast.above, day, rolls)


def _amendment(goal, team, above, day, rolls):
    reason = rolls.choice(AMENDMENT_REASONS)
    yield Step(moment(day, 11), lambda now: _propose(goal, reason, by=team.head, now=now))
    yield Step(moment(working_days_after(day, 6), 9), lambda now: _approve(goal, by=above, now=now))


def _propose(goal, reason, *, by, now):
    held = holding([goal.root_id])[goal.root_id]
    submit([amend(held, replace(_lower(held), reason=reason), by=by, now=now)], by=by, now=now)


def _approve(goal, *, by, now):
    proposed = goal.amendments.select_related("document", "centre").order_by("id").last()
    decide([Verdict(proposed, APPROVE)], by=by, now=now)


def _lower(goal):
    """The goal with a lower number, in its words and in its target; None where its words name none in digits."""
    content = Content.of(goal)
    for index, target in enumerate(content.targets):
        number = f"{target.value:.0f}" if target.kind == Kind.COUNT and target.value else ""
        found = re.search(rf"\b{number}\b", content.text) if number else None
        lower = max(round(target.value * int(100 * KEPT) / 100), 1) if found else None
        if lower and lower < target.value:
            text = content.text[: found.start()] + str(lower) + content.text[found.end() :]
            targets = [
                *content.targets[:index],
                replace(target, value=target.value * 0 + lower),
                *content.targets[index + 1 :],
            ]
            return replace(content, text=text, targets=tuple(targets))
    return None
