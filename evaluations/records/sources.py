"""Where the number of a target comes from: its indicator and topic are chosen by people, and can be chosen anew.

A target of an amended goal goes on with the source of the wording before, until it is given its own. What is proposed,
the choice of last year's goal or the indicator that the words name, counts nothing until somebody saves it.
"""

import json
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Event, Subject
from evaluations.models import Indicator, TargetSource
from evaluations.records.naming import is_fit, named_indicator
from evaluations.standings import matching_target
from evaluations.workflow import year_closed_reason
from goals.history import holding
from goals.lineage import previous_of
from goals.models import Goal, Target
from goals.states import DECIDED, Kind
from goals.workflow import EditConflict, Refused, lock_rows

SOURCE_CHANGED = _("Ukazatel mezitím určil někdo jiný. Porovnejte obojí a uložte to, co platí.")


@dataclass(frozen=True)
class SourceChoice:
    """What a person wants for one target; `expected` is the fingerprint of what they saw there, None where nobody
    looked."""

    target: Target
    indicator: Indicator | None
    topic: str = ""
    expected: str | None = None
    size: int | None = None  # of the group of which each has to have it


@dataclass(frozen=True)
class Proposal:
    indicator: Indicator
    topic: str = ""
    is_of_last_year: bool = False
    size: int | None = None


@transaction.atomic
def load_indicators(folder):
    """Add the indicators that are missing and say how many were new; what is there belongs to the administrator."""
    count = 0
    rows = json.loads((folder / "indicators.json").read_text(encoding="utf-8"))
    for facts in rows:
        same = Q(slug=facts["slug"]) | Q(name=facts["name"])  # the administrator may have made it under another slug
        if not Indicator.objects.filter(same).exists():
            Indicator.objects.create(**facts)
            count += 1
    return count


def set_source(target, indicator, topic="", *, by, now=None):
    """Let the records of the indicator make the number of the target; without an indicator the meeting types it.

    What was frozen when a month was closed stays as it was. Idempotent.
    """
    set_sources([SourceChoice(target, indicator, topic)], by=by, now=now)
    return sources_of([target.goal]).get(target.pk)


@transaction.atomic
def set_sources(choices, *, by, now=None):
    """Choose for several targets, all or nothing; what was left as it was seen stays as it is now.

    Raises EditConflict where somebody chose something else meanwhile, with the sources that there are now by the ids of
    the targets.
    """
    now = now or timezone.now()
    goals = list({choice.target.goal_id: choice.target.goal for choice in choices}.values())
    lock_rows(goals)
    rights = access.rights_of(by, on=timezone.localdate(now))
    roles = {
        goal.pk: rights.require(Right.MEASURE if goal.centre_id else Right.WRITE_COMMITMENT, goal.centre)
        for goal in goals
    }
    sources, decided = sources_of(goals), decided_roots(goals)
    wanted, overtaken = [], {}
    for choice in choices:
        current = fingerprint(sources.get(choice.target.pk))
        chosen = _mark(choice.indicator.pk, choice.size, choice.topic.strip()) if choice.indicator else ""
        if chosen == current == "":
            # That a meeting types the number is written down once, so that nothing else is proposed again.
            is_change = choice.target.goal.root_id not in decided
        else:
            is_change = chosen not in {current, choice.expected}
        if is_change:
            wanted.append(choice)
            if choice.expected not in {current, None}:
                overtaken[choice.target.pk] = sources.get(choice.target.pk)
    if overtaken:
        raise EditConflict(overtaken, SOURCE_CHANGED)
    for choice in wanted:
        _set_source(choice, sources.get(choice.target.pk), by=by, role=roles[choice.target.goal_id], now=now)


def _set_source(choice, there, *, by, role, now):
    target, goal, indicator, topic = choice.target, choice.target.goal, choice.indicator, choice.topic.strip()
    if goal.state not in DECIDED:
        raise Refused(_("Ukazatel se určuje až u schváleného cíle."))
    if target.kind == Kind.NARRATIVE:
        raise Refused(_("Slovně hodnocený cíl nemá číslo."))
    if indicator and not is_fit(indicator, target):
        raise Refused(_("Podíl v procentech plní jen ukazatel v procentech, a naopak."))
    if reason := sources_read_only_reason(goal):
        raise Refused(reason)
    if choice.size and (target.kind != Kind.EACH or target.scope):
        raise Refused(_("Kolik jich je, se píše jen u hodnoty, kterou má splnit každý z okruhu."))
    if indicator:
        facts = {"indicator": indicator, "topic": topic, "size": choice.size}
        made, _is_new = TargetSource.objects.update_or_create(target=target, defaults=facts)
    elif there:
        TargetSource.objects.filter(target__in=lines_of([goal]).get(target.pk, [target.pk])).delete()
    chosen = str(made if indicator else _("píše se na poradě"))
    record_event(goal, "feed", by=by, role=role, at=now, comment=f"{target.position}: {chosen}")


def fingerprint(source):
    """What a page shows of the source, carried by its form."""
    return _mark(source.indicator_id, source.size, source.topic) if source else ""


def _mark(indicator, size, topic):
    return f"{indicator}/{size}:{topic}" if size else f"{indicator}:{topic}"


def sources_read_only_reason(goal):
    """The sentence that says why nobody can choose for the goal any more; empty when they can."""
    year = goal.document.year
    return year_closed_reason(year, goal.centre_id) if year else ""


def targets_of(goals):
    """Targets of the goals that can have a number, in order."""
    return [target for goal in goals for target in goal.targets.all() if target.kind != Kind.NARRATIVE]


def sources_of(goals):
    """The source of each target of the goals: its own, or that of the wording before; by the id of the target."""
    lines = lines_of(goals)
    rows = TargetSource.objects.filter(target__in={pk for line in lines.values() for pk in line}).select_related(
        "indicator"
    )
    found = {row.target_id: row for row in rows}
    sources = {target: next((found[pk] for pk in line if pk in found), None) for target, line in lines.items()}
    return {target: source for target, source in sources.items() if source}


def lines_of(goals):
    """For each target the ids of those that measured the same in other wordings of its goal, latest first, its own
    before them."""
    wordings = defaultdict(list)
    rows = Goal.objects.of_roots({goal.root_id for goal in goals}).filter(state__in=DECIDED)
    for row in rows.prefetch_related("targets").order_by("-approved_at", "-id"):
        wordings[row.root_id].append(row)
    lines = {}
    for goal in goals:
        others = [row for row in wordings[goal.root_id] if row.pk != goal.pk]
        for target in goal.targets.all():
            same = [match.pk for row in others if (match := matching_target(row, target))]
            lines[target.pk] = [target.pk, *same]
    return lines


def decided_roots(goals):
    """Of the goals, as first written, those whose indicators somebody has chosen, be it none."""
    chosen = Event.objects.filter(subject_kind=Subject.GOAL, subject_id=OuterRef("pk"), name="feed")
    rows = Goal.objects.of_roots({goal.root_id for goal in goals}).filter(Exists(chosen)).order_by()
    return {amends or pk for pk, amends in rows.values_list("pk", "amends")}


def proposals(goals, sources, indicators):
    """Proposals by the id of the target, for goals about which nobody has chosen yet."""
    decided = decided_roots(goals)
    undecided = [goal for goal in goals if goal.root_id not in decided]
    previous = previous_of(undecided)
    before = holding([goal.pk for goal in previous.values()])
    old = sources_of(before.values())
    found = {}
    for goal in undecided:
        last = before.get(previous[goal.root_id].pk) if goal.root_id in previous else None
        for target in goal.targets.all():
            if target.pk in sources:
                continue
            match = matching_target(last, target) if last else None
            source = old.get(match.pk) if match else None
            if source and source.indicator.is_active:
                found[target.pk] = Proposal(source.indicator, source.topic, is_of_last_year=True, size=source.size)
            elif named := named_indicator(target, goal.text, indicators):
                found[target.pk] = Proposal(named)
    return found
