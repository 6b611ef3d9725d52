"""Which indicator a target could be fed by: the one of last year's goal, or the one that its words name."""

from dataclasses import dataclass

from evaluations.models import Indicator
from evaluations.recording.catalogue import fitting
from evaluations.recording.feeding import decided_roots, feeds_of
from evaluations.standings import matching_target
from goals.history import holding


@dataclass(frozen=True)
class Proposal:
    """Nothing counts by it until somebody saves it."""

    indicator: Indicator
    topic: str = ""
    is_of_last_year: bool = False


def proposals(goals, feeds, indicators):
    """Proposals by the id of the target, for goals about which nobody has chosen yet."""
    decided = decided_roots(goals)
    undecided = [goal for goal in goals if goal.root_id not in decided]
    before = holding([goal.continues_id for goal in undecided if goal.continues_id])
    old = feeds_of(before.values())
    found = {}
    for goal in undecided:
        for target in goal.targets.all():
            proposal = _of_last_year(target, before.get(goal.continues_id), old) or _of_words(target, goal, indicators)
            if proposal and target.pk not in feeds:
                found[target.pk] = proposal
    return found


def _of_last_year(target, goal, feeds):
    match = matching_target(goal, target) if goal else None
    feed = feeds.get(match.pk) if match else None
    return Proposal(feed.indicator, feed.topic, is_of_last_year=True) if feed and feed.indicator.is_active else None


def _of_words(target, goal, indicators):
    found = fitting(target, goal.text, indicators)
    return Proposal(found) if found else None
