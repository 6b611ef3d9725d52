"""One goal through a year: its targets month by month, what meetings said, the records that count in it."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from evaluations.models import Entry, Evidence, Feed, Meeting, Record
from evaluations.overview.target_years import TargetYear, target_years
from evaluations.progress import has_topic
from evaluations.standings import GoalStanding, fed_by, standings
from goals.history import holding
from goals.models import Goal
from goals.states import GoalState


@dataclass(frozen=True)
class GoalYear:
    year: int
    standing: GoalStanding
    targets: list[TargetYear]

    @property
    def goal(self):
        return self.standing.goal

    @property
    def feeds(self):
        return [row.standing.feed for row in self.targets if row.standing.feed]


def goal_year(goal, year, *, today) -> GoalYear | None:
    """The goal in the wording that holds; None as long as it was never approved."""
    held = holding([goal.root_id]).get(goal.root_id)
    if held is None:
        return None
    [standing] = standings([held], year=year, today=today)
    return GoalYear(year, standing, target_years(standing, today=today))


def entries_of(goal_year, rights) -> list[Entry]:
    """What meetings said of the goal, the last one first; of meetings above only those that the person may read."""
    entries = goal_year.standing.entries
    seen = Meeting.objects.visible_to(rights).filter(pk__in=[entry.meeting_id for entry in entries])
    allowed = set(seen.order_by().values_list("pk", flat=True))
    return [entry for entry in reversed(entries) if entry.meeting_id in allowed and _says_something(entry)]


def _says_something(entry):
    return entry.stand or entry.said or entry.next_step or entry.meeting.is_closed


def records_of(goal_year):
    """Records of the year that count in some target of the goal, the last one first."""
    goal = goal_year.goal
    rows = Record.objects.counted().filter(on__year=goal_year.year)
    if goal.centre_id:
        rows = rows.filter(meeting__centre=goal.centre_id)
    return rows.filter(_counting(goal_year.feeds, rows))


def with_facts(records):
    """The records of one page with all that is said of them."""
    files = Prefetch("evidence", Evidence.objects.kept(), to_attr="files")
    return records.select_related("centre", "meeting", "indicator").prefetch_related(files)


def _counting(feeds, rows):
    """Topics fit whatever their case and diacritics are, so those that there are are asked first."""
    wanted = {feed.indicator_id for feed in feeds}
    topics = rows.filter(indicator__in=wanted).order_by().values_list("indicator", "topic").distinct()
    topics = list(topics) if any(feed.topic for feed in feeds) else []
    condition = Q(pk__in=[])
    for feed in feeds:
        own = [topic for indicator, topic in topics if indicator == feed.indicator_id]
        fitting = {"topic__in": [topic for topic in own if has_topic(topic, feed.topic)]} if feed.topic else {}
        condition |= Q(indicator=feed.indicator_id, **fitting)
    return condition


@dataclass(frozen=True)
class Counted:
    """One record, and the other goals in which it counts too."""

    record: Record
    others: list[Goal] = field(default_factory=list)


def counted_elsewhere(records, goal, rights):
    """Each record with the other goals that count it, as far as the person sees them."""
    found = fed_by(records)
    roots = {feed.target.goal.root_id for feeds in found.values() for feed in feeds} - {goal.root_id}
    seen = _visible(roots, rights)
    for record in records:
        others = {feed.target.goal.root_id for feed in found[record.pk]}
        yield Counted(record, [seen[root] for root in sorted(others) if root in seen])


def same_source(goal_year, rights):
    """Other goals whose number comes from the same indicators: of this centre and year, of the network, or of all."""
    goal = goal_year.goal
    feeds = Feed.objects.filter(indicator__in={feed.indicator_id for feed in goal_year.feeds})
    feeds = feeds.filter(Q(target__goal__document__year=goal_year.year) | Q(target__goal__centre=None))
    if goal.centre_id:
        feeds = feeds.filter(Q(target__goal__centre=goal.centre_id) | Q(target__goal__centre=None))
    rows = feeds.values_list("target__goal", "target__goal__amends")
    return list(_visible({amends or pk for pk, amends in rows} - {goal.root_id}, rights).values())


def _visible(roots, rights):
    """The goals in the wording that holds, by the first one, as far as the person sees them."""
    rows = Goal.objects.of_roots(roots).filter(state=GoalState.APPROVED).visible_to(rights)
    rows = rows.in_document_order().select_related("centre", "document")
    return {row.root_id: row for row in rows}


def evidence_of(goal_year, rights):
    """Files that show the goal itself; those of its records stand beside them."""
    files = Evidence.objects.kept().visible_to(rights).filter(goal=goal_year.goal.root_id)
    return files.select_related("added_by")
