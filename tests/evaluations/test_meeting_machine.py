"""Any order of writing, recording, closing and opening again, by anybody: the model says beforehand how each ends.

Held all along: a closed month does not change, minutes are numbered without a gap, every change has its event.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from centres.access import MissingRight
from centres.models import Event, Role, Subject
from evaluations.meetings.contents import EntryContent, Written, fingerprint
from evaluations.meetings.writing import close, reopen, write
from evaluations.models import Entry, Meeting, Minutes, Reading, Record
from evaluations.records.records import RecordContent, add, remove
from evaluations.records.sources import set_source
from evaluations.states import Rating
from evaluations.teams import team_meeting
from goals.workflow import EditConflict, Refused
from tests.evaluations.meetings_cast import YEAR, make_scene
from tests.factories import PRAGUE, make_indicator, make_user
from tests.thorough import examples
from tests.threads import kind_of

pytestmark = pytest.mark.engine
READ_AGAIN = (EditConflict, type(None))  # nothing to compare

DONE, NOTHING = "done", "nothing"
WRITERS, CLOSERS, OPENERS = {"head", "second head", "staff"}, {"head", "second head"}, {"above"}
PEOPLE = ["head", "second head", "staff", "above", "director", "head elsewhere"]

people = st.one_of(st.sampled_from(sorted(WRITERS)), st.sampled_from(PEOPLE))
goals = st.integers(0, 2)
ratings = st.sampled_from([Rating.ON_TRACK, Rating.AT_RISK])
texts = st.sampled_from(["", "Proběhlo.", "Odkládá se."])
months = st.sampled_from([3, 4])
lags = st.sampled_from([0, 0, 0, 1])


@dataclass
class Month:
    """What the model knows of one meeting."""

    entries: dict = field(default_factory=dict)  # content by goal
    note: str = ""
    version: int = 1
    is_closed: bool = False
    until: date | None = None
    minutes: int = 0
    last: tuple = ()  # what was done last, and by whom
    writes: list = field(default_factory=list)  # (version after, who)
    earlier: dict = field(default_factory=dict)  # content by goal, one change ago
    frozen: bytes = b""


class Meetings(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        scene = make_scene()
        self.scene, self.goals = scene, [goal.pk for goal in scene.goals]
        self.users = {
            "head": scene.head,
            "second head": make_user(Role.HEAD, centre=scene.centre),
            "staff": scene.staff,
            "above": scene.above,
            "director": make_user(Role.DIRECTOR),
            "head elsewhere": make_user(Role.HEAD, centre=make_scene(YEAR + 1).centre),
        }
        self.indicator = make_indicator()
        set_source(scene.goals[0].targets.get(), self.indicator, by=scene.head)
        self.now = datetime(YEAR, 4, 27, 12, 0, tzinfo=PRAGUE)
        self.months = {month: Month() for month in (3, 4)}
        self.records, self.events = {3: [], 4: []}, 0

    def teardown(self):
        connection.check_constraints()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def row(self, month):
        return team_meeting(self.scene.centre, YEAR, month)

    def attempt(self, expected, change):
        """Make the change; it must end as the model says and be recorded once."""
        refused = None
        try:
            with transaction.atomic():
                change()
        except (MissingRight, Refused) as raised:
            refused = kind_of(raised)
        assert refused == (None if expected in {DONE, NOTHING} else expected)
        return expected == DONE

    def is_locked(self, month):
        known = self.months[month]
        return known.is_closed or (known.until is not None and known.until < self.now.date())

    def seen(self, month, goal, lag):
        known = self.months[month]
        return (known.earlier if lag else known.entries).get(goal, EntryContent())

    @rule(by=people, month=months, at=goals, rating=ratings, text=texts, lag=lags)
    def writes(self, by, month, at, rating, text, lag):
        known, goal = self.months[month], self.goals[at]
        content, seen = EntryContent(rating=rating, said=text), self.seen(month, goal, lag)
        now_is = known.entries.get(goal, EntryContent())
        expected = self.expected_of_writing(by, month, content, seen, now_is)
        part = {goal: Written(content, fingerprint(seen))}

        is_done = self.attempt(expected, lambda: write(self.row(month), None, part, by=self.users[by], now=self.now))

        if is_done:
            known.earlier = known.entries
            known.entries = known.entries | {goal: content}
            self.moved(known, "write", by)

    def expected_of_writing(self, by, month, content, seen, now_is):
        if by not in WRITERS:
            return MissingRight
        if content in {seen, now_is}:
            return NOTHING
        if self.is_locked(month):
            return Refused
        return DONE if seen == now_is else (EditConflict, dict)

    def moved(self, known, name, by):
        known.version += 1
        known.last = (name, by)
        self.events += 1
        if name == "write":
            known.writes.append((known.version, by))

    @rule(by=people, month=months, lag=st.integers(0, 2), rating=ratings)
    def closes(self, by, month, lag, rating):
        """With all goals evaluated on the way, where the person has seen what there is."""
        known, row = self.months[month], self.row(month)
        expected_version = known.version - lag
        parts = {} if known.is_closed else self.filled_in(known, rating)
        expected = self.expected_of_closing(by, month, known, expected_version, parts)
        row.version = expected_version

        is_done = self.attempt_keeping(expected, lambda: close(row, entries=parts, by=self.users[by], now=self.now))

        if by in CLOSERS and parts and expected not in {MissingRight, Refused}:
            known.earlier = known.entries
            known.entries = known.entries | {goal: part.content for goal, part in parts.items()}
            self.moved(known, "write", by)
        if is_done:
            self.moved(known, "close", by)
            known.is_closed, known.until, known.minutes = True, None, known.minutes + 1
            known.frozen = self.as_bytes(month)

    def attempt_keeping(self, expected, change):
        """As attempt, but what was saved before a refusal stays, as it does outside of tests."""
        refused = None
        try:
            change()
        except (MissingRight, Refused) as raised:
            refused = kind_of(raised)
        assert refused == (None if expected in {DONE, NOTHING} else expected)
        return expected == DONE

    def filled_in(self, known, rating):
        missing = [goal for goal in self.goals if goal not in known.entries]
        return {goal: Written(EntryContent(rating=rating), fingerprint(EntryContent())) for goal in missing}

    def expected_of_closing(self, by, month, known, expected_version, parts):
        if by not in WRITERS or by not in CLOSERS:
            return MissingRight
        if known.is_closed:
            return NOTHING if known.last == ("close", by) else READ_AGAIN
        if parts and self.is_locked(month):
            return Refused
        if any(version > expected_version and who != by for version, who in known.writes):
            return READ_AGAIN
        return DONE

    @rule(by=people, month=months, days=st.integers(-1, 5), reason=st.sampled_from(["", "Chybí kurz."]))
    def reopens(self, by, month, days, reason):
        known, until = self.months[month], self.now.date() + timedelta(days=days)
        expected = DONE
        if by not in OPENERS:
            expected = MissingRight
        elif not (known.is_closed or known.until) or not reason or days < 0:
            expected = Refused

        is_done = self.attempt(
            expected,
            lambda: reopen(self.row(month), reason=reason, until=until, by=self.users[by], now=self.now),
        )

        if is_done:
            known.is_closed, known.until = False, until
            self.moved(known, "reopen", by)

    @rule(month=months)
    def goes_on(self, month):
        """The next step by who is to make it, so that whole ways are walked often."""
        if self.months[month].is_closed:
            self.reopens("above", month, 3, "Chybí kurz.")
        else:
            self.closes("head", month, 0, Rating.ON_TRACK)

    @rule(by=people, month=months, day=st.integers(1, 26))
    def records_something(self, by, month, day):
        content = RecordContent(self.indicator, date(YEAR, month, day))
        place = self.place_of(month)
        expected = DONE
        if by not in WRITERS:
            expected = MissingRight
        elif place is None:
            expected = Refused

        if self.attempt(expected, lambda: add(self.scene.centre, content, by=self.users[by], now=self.now)):
            if place in self.records:
                self.records[place].append(Record.objects.order_by("pk").last().pk)
            self.events += 1

    def place_of(self, month):
        """Where a record of the month lies: what comes too late for a closed one, in the first open one after it."""
        if not self.months[month].is_closed:
            return None if self.is_locked(month) else month
        begun = [later for later in range(month + 1, 13) if date(YEAR, later, 1) <= self.now.date()]
        return next((later for later in begun if later not in self.months or not self.is_locked(later)), None)

    @rule(by=people, month=months)
    def takes_a_record_back(self, by, month):
        if not self.records[month]:
            return
        record = Record.objects.get(pk=self.records[month][-1])
        expected = DONE
        if by not in WRITERS:
            expected = MissingRight
        elif self.is_locked(month):
            expected = Refused

        if self.attempt(expected, lambda: remove(record, by=self.users[by], now=self.now)):
            self.records[month].pop()
            self.events += 1

    @rule(days=st.integers(1, 3))
    def time_passes(self, days):
        self.now += timedelta(days=days)

    def as_bytes(self, month):
        """All that is frozen with the month."""
        meeting = Meeting.objects.filter(centre=self.scene.centre, month=month)
        entries = Entry.objects.filter(meeting__in=meeting).order_by("pk").values_list()
        readings = Reading.objects.filter(entry__meeting__in=meeting).order_by("pk").values_list()
        records = Record.objects.filter(meeting__in=meeting).order_by("pk").values_list()
        return repr([list(rows) for rows in (meeting.values_list(), entries, readings, records)]).encode()

    # What holds at any time.

    @invariant()
    def rows_are_as_the_model_says(self):
        for month, known in self.months.items():
            row = Meeting.objects.filter(centre=self.scene.centre, month=month).first()
            if row is None:
                assert known == Month()
                continue
            assert (row.version, row.is_closed, row.reopened_until) == (known.version, known.is_closed, known.until)
            said = {entry.goal_id: (entry.rating, entry.said) for entry in row.entries.all()}
            assert said == {goal: (content.rating, content.said) for goal, content in known.entries.items()}

    @invariant()
    def a_closed_month_does_not_change(self):
        for month, known in self.months.items():
            assert not known.is_closed or self.as_bytes(month) == known.frozen

    @invariant()
    def minutes_are_numbered_without_a_gap(self):
        for month, known in self.months.items():
            numbers = Minutes.objects.filter(meeting__month=month).order_by("number").values_list("number", flat=True)
            assert list(numbers) == list(range(1, known.minutes + 1))

    @invariant()
    def every_change_has_its_act(self):
        assert Event.objects.exclude(subject_kind__in=[Subject.GOAL, Subject.DOCUMENT]).count() == self.events

    @invariant()
    def the_number_frozen_is_the_number_of_records(self):
        for month, known in self.months.items():
            if known.is_closed:
                reading = Reading.objects.get(entry__meeting__month=month, entry__goal=self.goals[0])
                earlier = [pk for m in (3, 4) if m <= month for pk in self.records[m]]
                assert reading.achieved >= Decimal(len(self.records[month]))
                assert month == 4 or reading.achieved == Decimal(len(earlier))


@pytest.mark.django_db
def test_meetings_are_what_the_model_says():
    run_state_machine_as_test(
        Meetings,
        settings=settings(
            max_examples=examples(50),
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),  # each step asks a database, which counts as slow
        ),
    )
