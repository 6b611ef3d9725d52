"""What happened over the years of the bench: meetings of every month, records, what was said, the closing of months."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import cycle, islice

from django.utils import timezone

from centres.events import build_event
from centres.models import Event, Role
from evaluations.models import Entry, Indicator, Meeting, Minutes, MinutesFile, Reading, Record, TargetSource
from evaluations.records.naming import named_indicator
from evaluations.records.sources import targets_of
from evaluations.states import Aggregation, MeetingKind, MeetingState, Rating, Status

BATCH = 2000
STATES = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.DONE)
TITLES = ("Bydlení a nájemní smlouva", "Schůzka se základní školou", "Výjezd na ubytovnu", "")


def add_sources(goals):
    """The indicator that each target's words name; what is read off feeds nothing that is counted."""
    indicators = list(Indicator.objects.exclude(aggregation=Aggregation.LAST))
    fits = [(target, named_indicator(target, goal.text, indicators)) for goal in goals for target in targets_of([goal])]
    TargetSource.objects.bulk_create(TargetSource(target=target, indicator=found) for target, found in fits if found)


def add_meetings(cast, years, until):
    """Every month of every team, and of the heads; all of them open."""
    months = [(year, month) for year in years for month in range(1, 13) if (year, month) <= until]
    rows = [_meeting(year, month, MeetingKind.TEAM, centre) for year, month in months for centre in cast.centres]
    rows += [_meeting(year, month, MeetingKind.HEADS, None) for year, month in months]
    return Meeting.objects.bulk_create(rows, BATCH)


def _meeting(year, month, kind, centre):
    return Meeting(kind=kind, centre=centre, year=year, month=month, held_on=date(year, month, 1), attendance=5)


def add_records(cast, meetings, count):
    """So many, spread over all months of all teams and all indicators, each with the event of who wrote it down.

    The last month of the measured team begins with one of each indicator, so that at every scale it feeds the same.
    """
    teams = [meeting for meeting in meetings if meeting.centre_id]
    indicators = list(Indicator.objects.all())
    measured = [meeting for meeting in teams if meeting.centre_id == cast.main.pk][-1]
    places = [*[measured] * len(indicators), *_spread(teams, count - len(indicators))]
    pairs = enumerate(zip(places, cycle(indicators), strict=False))
    rows = [_record(cast, meeting, indicator, number) for number, (meeting, indicator) in pairs]
    Record.objects.bulk_create(rows, BATCH)
    Event.objects.bulk_create((_event(row, row.added_by, Role.STAFF, "add") for row in rows), BATCH)


def _spread(meetings, count):
    """Every month has as many as the next one, give or take one."""
    return islice(cycle(meetings), count)


def _record(cast, meeting, indicator, number):
    days = min(28, timezone.localdate().day)
    return Record(
        centre=meeting.centre,
        meeting=meeting,
        indicator=indicator,
        on=date(meeting.year, meeting.month, 1 + number % days),
        amount=Decimal(1 + number % 3),
        title=TITLES[number % len(TITLES)],
        participants=number % 20,
        added_by=cast.staff[meeting.centre],
        added_at=timezone.now(),
    )


def close_months(meetings, goals, serves, cast, still_open):
    """Entries and numbers of every month but the one that is still open, then its minutes and its closing."""
    gone = [meeting for meeting in meetings if (meeting.year, meeting.month) != still_open]
    own = defaultdict(list)
    for goal in goals:
        own[goal.centre_id, goal.document.year].append(goal)
    said = [(meeting, own[meeting.centre_id, meeting.year] if meeting.centre_id else serves) for meeting in gone]
    _add_entries(said)
    _close(gone, cast)


def _add_entries(said):
    rows = [
        _entry(meeting, goal, number)
        for number, (meeting, goal) in enumerate((meeting, goal) for meeting, goals in said for goal in goals)
    ]
    Entry.objects.bulk_create(rows, BATCH)
    targets = {goal.pk: list(goal.targets.all()) for goal in {row.goal_id: row.goal for row in rows}.values()}
    readings = (
        Reading(entry=row, target=target, achieved=row.meeting.month, expected=row.meeting.month)
        for row in rows
        for target in targets[row.goal_id]
    )
    Reading.objects.bulk_create(readings, BATCH)


def _entry(meeting, goal, number):
    state = STATES[number % len(STATES)]
    return Entry(
        meeting=meeting,
        goal=goal,
        rating=Rating(state),
        said="Jde to podle plánu, termíny na příští měsíc jsou domluvené.",
        next_step="Pozvat zástupce obce.",
        state=state,
        reason="Splněno pět z dvanácti, rovnoměrnému postupu odpovídá pět.",
    )


def _close(meetings, cast):
    now = timezone.now()
    above = cast.visitors["department head"]
    minutes = Minutes.objects.bulk_create((Minutes(meeting=one, number=1, made_at=now) for one in meetings), BATCH)
    file = {"format": "pdf", "content": b"%PDF", "sha256": "0" * 64, "size": 4, "pages": 1}
    MinutesFile.objects.bulk_create((MinutesFile(minutes=one, **file) for one in minutes), BATCH)
    Event.objects.bulk_create(
        (
            _event(one, cast.heads[one.centre] if one.centre_id else above, Role.HEAD, name)
            for one in meetings
            for name in ("write", "close")
        ),
        BATCH,
    )
    for batch in range(0, len(meetings), BATCH):
        ids = [one.pk for one in meetings[batch : batch + BATCH]]
        gone = Meeting.objects.filter(pk__in=ids)
        gone.update(state=MeetingState.CLOSED, closed_at=now, version=3)


def _event(thing, person, role, name):
    return build_event(thing, name, by=person, role=role, at=timezone.now(), version=1, content="{}")
