"""Where the number of a target comes from: its indicator and topic are chosen by people, and can be chosen anew.

A target of an amended goal goes on with the feed of the wording before, until it is given its own.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Event, Subject
from evaluations.models import Feed, Indicator
from evaluations.models.indicators import PER_CENT
from evaluations.standings import matching_target
from evaluations.workflow import year_lock
from goals.models import Goal, Target
from goals.states import DECIDED, Kind
from goals.workflow import EditConflict, Refused, hold


@dataclass(frozen=True)
class Choice:
    """What a person wants for one target; `seen` is the mark of what they saw there, None where nobody looked."""

    target: Target
    indicator: Indicator | None
    topic: str = ""
    seen: str | None = None


def feed(target, indicator, topic="", *, by, now=None):
    """Let the records of the indicator make the number of the target; without an indicator the meeting types it.

    What was frozen when a month was closed stays as it was. Said twice, it is said once.
    """
    feed_all([Choice(target, indicator, topic)], by=by, now=now)
    return feeds_of([target.goal]).get(target.pk)


def feed_all(choices, *, by, now=None):
    """Choose for several targets, all or nothing; what was left as it was seen stays as it is now.

    Raises EditConflict where somebody chose something else meanwhile, with the feeds that there are now by the ids of
    the targets.
    """
    now = now or timezone.now()
    goals = list({choice.target.goal_id: choice.target.goal for choice in choices}.values())
    with transaction.atomic():
        hold(goals)
        roles = _roles(goals, by, now)
        before, decided = feeds_of(goals), decided_roots(goals)
        wanted = [choice for choice in choices if _is_change(choice, before, decided)]
        _refuse_overtaken(wanted, before)
        for choice in wanted:
            _refuse(choice.target.goal, choice.target, choice.indicator)
            _put(choice, before.get(choice.target.pk))
            _record(choice, by=by, role=roles[choice.target.goal_id], now=now)


def _roles(goals, by, now):
    """The role by which the person may choose, by the id of the goal."""
    rights = access.rights_of(by, on=timezone.localdate(now))
    return {goal.pk: rights.require(feeding_right(goal), goal.centre) for goal in goals}


def feeding_right(goal):
    return Right.MEASURE if goal.centre_id else Right.WRITE_COMMITMENT


def mark(feed):
    """What a page shows of the feed, carried by its form."""
    return f"{feed.indicator_id}:{feed.topic}" if feed else ""


def _mark(choice):
    return f"{choice.indicator.pk}:{choice.topic.strip()}" if choice.indicator else ""


def _is_change(choice, before, decided):
    """That a meeting types the number is written down once, so that nothing else is proposed again."""
    current, wanted = mark(before.get(choice.target.pk)), _mark(choice)
    if wanted == "" == current:
        return choice.target.goal.root_id not in decided
    return wanted not in {current, choice.seen}


def _refuse_overtaken(choices, before):
    overtaken = {
        choice.target.pk: before.get(choice.target.pk)
        for choice in choices
        if choice.seen is not None and mark(before.get(choice.target.pk)) != choice.seen
    }
    if overtaken:
        sentence = _("Ukazatel mezitím určil někdo jiný. Porovnejte obojí a uložte to, co platí.")
        raise EditConflict(overtaken, sentence)


def _refuse(goal, target, indicator):
    if goal.state not in DECIDED:
        raise Refused(_("Ukazatel se určuje až u schváleného cíle."))
    if target.kind == Kind.NARRATIVE:
        raise Refused(_("Slovně hodnocený cíl nemá číslo."))
    if indicator and (indicator.unit == PER_CENT) != (target.kind == Kind.SHARE):
        raise Refused(_("Podíl v procentech plní jen ukazatel v procentech, a naopak."))
    if lock := feeding_lock(goal):
        raise Refused(lock)


def feeding_lock(goal):
    """The sentence that says why nobody can choose for the goal any more; empty when they can."""
    year = goal.document.year
    return year_lock(year, goal.centre_id) if year else ""


def _put(choice, before):
    if choice.indicator:
        facts = {"indicator": choice.indicator, "topic": choice.topic.strip()}
        Feed.objects.update_or_create(target=choice.target, defaults=facts)
    elif before:
        line = lines_of([choice.target.goal]).get(choice.target.pk, [choice.target.pk])
        Feed.objects.filter(target__in=line).delete()


def _record(choice, *, by, role, now):
    goal, topic = choice.target.goal, choice.topic.strip()
    chosen = f"{choice.indicator} – {topic}" if topic else str(choice.indicator or _("píše se na poradě"))
    record_event(goal, "feed", by=by, role=role, at=now, comment=f"{choice.target.position}: {chosen}")


def targets_of(goals):
    """Targets of the goals that can have a number, in order."""
    return [target for goal in goals for target in goal.targets.all() if target.kind != Kind.NARRATIVE]


def feeds_of(goals):
    """The feed of each target of the goals: its own, or that of the wording before; by the id of the target."""
    lines = lines_of(goals)
    rows = Feed.objects.filter(target__in={pk for line in lines.values() for pk in line}).select_related("indicator")
    found = {row.target_id: row for row in rows}
    return {target: found[pk] for target, line in lines.items() if (pk := next((pk for pk in line if pk in found), 0))}


def lines_of(goals):
    """For each target the ids of those that measured the same in other wordings of its goal, latest first, its own
    before them."""
    wordings = defaultdict(list)
    rows = Goal.objects.of_roots({goal.root_id for goal in goals}).filter(state__in=DECIDED)
    for row in rows.prefetch_related("targets").order_by("-approved_at", "-id"):
        wordings[row.root_id].append(row)
    return {
        target.pk: [target.pk, *_others(target, goal, wordings[goal.root_id])]
        for goal in goals
        for target in goal.targets.all()
    }


def _others(target, goal, wordings):
    return [match.pk for row in wordings if row.pk != goal.pk and (match := matching_target(row, target))]


def decided_roots(goals):
    """Of the goals, as first written, those whose indicators somebody has chosen, be it none."""
    rows = Goal.objects.of_roots({goal.root_id for goal in goals}).order_by()
    roots = {pk: amends or pk for pk, amends in rows.values_list("pk", "amends")}
    chosen = Event.objects.about(Subject.GOAL, list(roots)).filter(name="feed").values_list("subject_id", flat=True)
    return {roots[pk] for pk in chosen}
