"""What the pages of records show: a month's records with where each counts, their sums, what is offered first, and what
happened to one of them.

A constant number of queries, however many records there are.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from centres.events import step
from centres.network import call_as_then
from evaluations.models import Evidence, Indicator, Meeting, Record, TargetSource
from evaluations.models.records import PER_CENT
from evaluations.progress import RecordValues, amount_of, facts_of
from evaluations.standings import targets_counting
from evaluations.states import Aggregation
from evaluations.workflow import events_of
from goals.formatting import format_date, format_number
from goals.history import Held, Wordings, end_of
from goals.models import Goal
from goals.personal_data import TextPlace, suspects_in
from goals.states import DECIDED, Level

RECORDS_A_PAGE = 50
MOST_BUTTONS = 4  # for what the centre writes down most
MOST_TOPICS = 40
LABELS = {
    "indicator": _("Ukazatel"),
    "on": _("Den"),
    "amount": _("Počet"),
    "whole": _("Z kolika"),
    "title": _("Název"),
    "topic": _("Téma"),
    "participants": _("Účastníků"),
    "note": _("Poznámka"),
    "links": _("Odkazy"),
}

ORIGINS = []
"""Asked of a record for what it was made from: (address, name) or None; apps above enter theirs when they are ready."""


@dataclass(frozen=True)
class Counts:
    """One goal in which a record counts, in the wording that held then where that is asked for."""

    goal: Goal
    held: Held | None = None

    def __str__(self):
        name = self.goal.name
        return name if self.goal.level == Level.OPERATIONAL else f"{self.goal.get_level_display()} {name}"


@dataclass(frozen=True)
class RecordRow:
    record: Record
    counts: tuple[Counts, ...]
    remarks: tuple


@dataclass(frozen=True)
class IndicatorSum:
    indicator: Indicator
    records: int
    amount: Decimal


def records_of(meeting, rights):
    """What happened in the month of the meeting, newest first; also what was written down after it was closed."""
    if meeting.pk is None:
        return Record.objects.none()
    records = Record.objects.visible_to(rights).counted().filter(meeting__centre=meeting.centre_id)
    return records.filter(on__range=(meeting.first_day, meeting.last_day)).order_by("-on", "-id")


def page_of(records, number):
    """One page of the records, and its rows with all that is said of each."""
    files = Prefetch("evidence", Evidence.objects.kept(), to_attr="files")
    records = records.select_related("centre", "meeting", "indicator", "added_by").prefetch_related(files)
    page = Paginator(records, RECORDS_A_PAGE).get_page(number)
    found = list(page)
    call_as_then([(record.centre, record.on.year) for record in found])
    sources = targets_counting(found)
    counts = counts_then(found, sources)
    return page, [RecordRow(record, counts[record.pk], remarks_on(record)) for record in found]


def counts_of(sources):
    """Each goal once, however many of its targets the record feeds."""
    goals = {source.target.goal.root_id: source.target.goal for source in sources}
    order = sorted(goals.values(), key=lambda goal: (goal.centre_id is None, goal.level, goal.position))
    return tuple(Counts(goal) for goal in order)


def counts_then(records, sources):
    """The same of each record, by its id, with the wordings that held on its day; a constant number of queries."""
    counts = {record.pk: counts_of(sources[record.pk]) for record in records}
    wordings = Wordings(one.goal.root_id for own in counts.values() for one in own)
    return {
        record.pk: tuple(
            replace(one, held=wordings.at(one.goal.root_id, end_of(record.on))) for one in counts[record.pk]
        )
        for record in records
    }


def remarks_on(content):
    """What in the texts of a record looks like personal data; nothing of it stops anybody."""
    return suspects_in(TextPlace(LABELS[name], getattr(content, name)) for name in ("title", "topic", "note"))


def sums_of(records):
    """One number for each indicator, made as the targets make it."""
    rows = defaultdict(list)
    columns = ("indicator", "meeting__centre", "centre", "on", "amount", "title", "topic", "whole")
    for indicator, *facts in records.order_by("on", "id").values_list(*columns):
        rows[indicator].append(RecordValues(*facts))
    found = Indicator.objects.filter(pk__in=rows)
    return [
        IndicatorSum(indicator, len(rows[indicator.pk]), number_of(indicator, rows[indicator.pk]))
        for indicator in found
    ]


def number_of(indicator, rows):
    """One number of the indicator's records, made as the targets make it; None of no records."""
    if not rows:
        return None
    aggregation = Aggregation(indicator.aggregation)
    facts = facts_of(rows, topic="", aggregation=aggregation)
    return amount_of(facts, aggregation=aggregation, is_share=indicator.unit == PER_CENT)


def months_of(plan, rights, today):
    """The twelve months of the year, each with how much was written down in it."""
    year, team = plan.document.year, plan.centre_id
    records = Record.objects.visible_to(rights).counted().filter(meeting__centre=team, on__year=year)
    counted = dict(records.order_by().values_list("on__month").annotate(count=Count("pk")))
    closed = Meeting.objects.of_teams().closed().filter(centre=team, year=year).order_by()
    closed = set(closed.values_list("month", flat=True))
    return [
        {
            "number": month,
            "name": MONTHS[month],
            "records": counted.get(month, 0),
            "is_closed": month in closed,
            "is_ahead": date(year, month, 1) > today,
        }
        for month in range(1, 13)
    ]


def grouped_indicators(plan, with_one=None):
    """Indicators as they are offered: those that feed goals of the centre, then of the network, then the others."""
    sources = TargetSource.objects.filter(target__goal__state__in=DECIDED).order_by()
    own = set(sources.filter(_is_of(plan)).values_list("indicator", flat=True)) if plan else set()
    network = set(sources.filter(target__goal__centre=None).values_list("indicator", flat=True)) - own
    kept = Q(pk=with_one.pk) if with_one else Q(pk=None)
    found = list(Indicator.objects.filter(Q(is_active=True) | kept))
    return (
        [one for one in found if one.pk in own],
        [one for one in found if one.pk in network],
        [one for one in found if one.pk not in own | network],
    )


def _is_of(plan):
    return Q(target__goal__document=plan.document_id, target__goal__centre=plan.centre_id)


def _of_year(plan):
    return Record.objects.counted().filter(meeting__centre=plan.centre_id, meeting__year=plan.document.year)


def most_used(plan, groups):
    """What is written down by one press: indicators that are simply added up, those used most this year first."""
    used = dict(_of_year(plan).order_by().values_list("indicator").annotate(times=Count("pk")))
    own = {one.pk for one in groups[0]}
    fit = [one for group in groups for one in group if one.aggregation == Aggregation.SUM and one.unit != PER_CENT]
    known = [one for one in fit if one.pk in used or one.pk in own]
    return sorted(known, key=lambda one: -used.get(one.pk, 0))[:MOST_BUTTONS]


def last_used(plan, person):
    """The indicator that the person wrote down last, for the team's year; none where it is read off, which comes once
    in a while."""
    rows = Record.objects.filter(meeting__centre=plan.centre_id, added_by=person).order_by("-id")
    last = rows.values_list("indicator", "indicator__aggregation", "indicator__unit").first()
    return last[0] if last and last[1] != Aggregation.LAST and last[2] != PER_CENT else None


def topics_of(plan):
    """Topics that are in use: in sources of the centre's and the network's goals, then in records of the team's
    year."""
    of_network = Q(target__goal__centre=None)
    sources = TargetSource.objects.filter(
        _is_of(plan) | of_network if plan else of_network, target__goal__state__in=DECIDED
    )
    records = _of_year(plan) if plan else Record.objects.none()
    found = [
        rows.exclude(topic="").order_by("topic").values_list("topic", flat=True).distinct()
        for rows in (sources, records)
    ]
    return list(dict.fromkeys([*found[0], *found[1][:MOST_TOPICS]]))


def history_of(record):
    """What happened to the record, newest first; a correction says what it changed from what to what."""
    steps, before = [], {}
    for event in events_of(record):
        note = ""
        if event.content:
            after = json.loads(event.content)
            if "link" in after:  # events are never written anew: once a record had one link, under this name
                after["links"] = after.pop("link")
            if event.name == "correct":
                pairs = side_by_side(before, after)
                note = "; ".join(f"{label}: {old or '–'} → {new or '–'}" for label, old, new in pairs if old != new)
            before = after
        steps.append(step(event, note))
    return steps[::-1]


def side_by_side(one, other):
    """Each part of two contents (as facts) as people read it: its label, what the one says, what the other says."""
    return [
        (label, readable(name, one.get(name, "")), readable(name, other.get(name, "")))
        for name, label in LABELS.items()
    ]


def readable(name, text):
    """A part of the content as people read it."""
    if not text:
        return ""
    if name == "on":
        return format_date(date.fromisoformat(text))
    return format_number(Decimal(text)) if name in {"amount", "whole"} else text
