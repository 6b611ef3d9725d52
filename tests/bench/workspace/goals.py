"""Goals of a year and changes of them, in bulk: first drafts with their targets, then moved to where they stand."""

from dataclasses import asdict
from itertools import count

from django.utils import timezone

from goals.models import Continuation, Goal, Lineage, Plan, Target
from goals.states import Decision, GoalState
from goals.writing import TargetContent
from tests.bench.workspace.events import add_events, settle

NEW = 1  # goals of a centre that continue none of the year before


def add_goals(document, cast, texts, serves, before, begun=bool):
    """Drafts of every centre that has begun, four or five each, most of them continuing one of the year before."""
    roots = {(goal.centre_id, goal.position): goal for goal in before}
    numbers = count(1)
    rows = [
        (_draft(document, centre, position, text, serves, next(numbers)), targets)
        for at, centre in enumerate(cast.centres)
        if begun(centre)
        for position, (text, targets) in zip(range(1, 5 + at % 2), texts, strict=False)
    ]
    goals = _add(rows)
    _say_what_continues(document, goals, roots)
    return goals


def add_amendments(goals, cast, states=(GoalState.APPROVED,)):
    """A change of the last goal of every centre, each in the next of the states."""
    last = list({goal.centre_id: goal for goal in goals}.values())
    for at, state in enumerate(states):
        amended = last[at :: len(states)]
        changes = _add((_change(goal), map(TargetContent.of, goal.targets.all())) for goal in amended)
        if state == GoalState.APPROVED:
            settle(amended, GoalState.SUPERSEDED)
        add_events(changes, cast, state)


def _add(rows):
    """Drafts with the targets that come with them."""
    goals, targets = zip(*((goal, list(targets)) for goal, targets in rows), strict=True)
    Goal.objects.bulk_create(goals)
    Target.objects.bulk_create(
        Target(goal=goal, position=position, **asdict(target))
        for goal, own in zip(goals, targets, strict=True)
        for position, target in enumerate(own, start=1)
    )
    return list(goals)


def _draft(document, centre, position, text, serves, number):
    return Goal(
        document=document,
        centre=centre,
        number=number,
        position=position,
        text=text,
        serves=serves[position % len(serves)],
        responsible="sociální pracovník",
        evidence="prezenční listiny a měsíční výkaz",
    )


def _change(goal):
    return Goal(
        document=goal.document,
        centre=goal.centre,
        number=goal.number,
        position=goal.position,
        text=f"{goal.text.rstrip('.')}, nejpozději do konce listopadu.",
        serves=goal.serves,
        amends=goal,
        reason="Škola, se kterou se počítalo, kurzy zavřela.",
    )


def _say_what_continues(document, goals, roots):
    plans = {plan.centre_id: plan for plan in Plan.objects.filter(document=document)}
    pairs = [(goal, roots.get((goal.centre_id, goal.position))) for goal in goals if goal.position > NEW]
    pairs = [(goal, previous) for goal, previous in pairs if previous]
    Lineage.objects.bulk_create(Lineage(goal=goal, previous=before, at=timezone.now()) for goal, before in pairs)
    Continuation.objects.bulk_create(
        Continuation(plan=plans[goal.centre_id], previous=before, goal=goal, decision=Decision.CARRY)
        for goal, before in pairs
    )
