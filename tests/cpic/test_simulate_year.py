"""manage.py simulate_year: the same year for a seed, whole or not at all, and never where somebody has written."""

import hashlib
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from centres.models import Centre, Event, Membership, Role, Subject
from cpic.example.courses import DECK, Deed, Fate, deal, dice, moment, share, working_day
from cpic.example.simulation import plan_steps, simulate
from evaluations.evidence import inspect, kept_together, opened
from evaluations.models import Entry, Evidence, Meeting, Minutes, Record, Report
from evaluations.states import MeetingState
from goals.models import Document, Edition, Goal
from goals.workflow import Refused
from tests import once
from tests.cpic.simulated_cast import YEAR, make_year
from tests.factories import make_document, make_record

pytestmark = pytest.mark.django_db
# Rows by what they say, with no id that a database gives out.
ROWS = [
    (
        Record,
        [
            "centre__slug",
            "indicator__slug",
            "on",
            "amount",
            "title",
            "topic",
            "participants",
            "note",
            "added_by__email",
        ],
    ),
    (Record, ["added_at", "removed_at", "version", "meeting__month", "meeting__centre__slug"]),
    (Meeting, ["kind", "centre__slug", "month", "held_on", "attendance", "note", "state", "closed_at", "version"]),
    (Entry, ["meeting__kind", "meeting__month", "goal__text", "rating", "said", "next_step", "state", "reason"]),
    (Entry, ["goal__text", "meeting__month", "readings__amount", "readings__achieved", "readings__expected"]),
    (Event, ["name", "source", "target", "version", "by__email", "role", "comment", "at"]),
    (Goal, ["text", "state", "reason", "approved_at", "targets__value"]),
    (Edition, ["number", "published_at", "checksum"]),
    (Report, ["kind", "number", "as_of", "released_at", "checksum"]),
    (Minutes, ["number", "content", "made_at"]),
    (Evidence, ["record__title", "goal__text", "kind", "name", "sha256", "size", "added_by__email", "added_at"]),
]


def simulated(*options):
    call_command("simulate_year", str(YEAR), *options)


def digest(until=2, **options):
    """What a year of the seed says; nothing of it stays."""
    with kept_together():
        simulate(YEAR, until, **options)
        rows = [sorted(map(repr, model.objects.order_by().values_list(*fields))) for model, fields in ROWS]
        transaction.set_rollback(True)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def test_same_seed_makes_the_same_year_and_another_seed_another():
    make_year()

    first, second, other = digest(seed=7), digest(seed=7), digest(seed=8)

    assert first == second
    assert first != other


@pytest.fixture(scope="class")
def until_march(django_db_setup, django_db_blocker):
    """The year lived through until the end of March, once for a class of tests: what the command said, and the events
    that were there before."""
    with once.kept(django_db_blocker):
        make_year()
        said, complaints = StringIO(), StringIO()
        before = list(Event.objects.values_list("pk", flat=True))
        with redirect_stdout(said), redirect_stderr(complaints):
            simulated("--until=2026-03", "--seed=7")
        yield SimpleNamespace(said=said.getvalue(), complaints=complaints.getvalue(), before=before)


class TestUntilMarch:
    def test_last_month_is_left_partly_open(self, until_march):
        months = Meeting.objects.of_teams().order_by("month")
        assert set(months.filter(month__lt=3).values_list("state", flat=True)) == {MeetingState.CLOSED}
        last = months.filter(month=3)
        assert set(last.values_list("state", flat=True)) == {MeetingState.OPEN, MeetingState.CLOSED}
        assert last.filter(held_on=None).count() == 1
        assert not Record.objects.filter(on__gt=date(2026, 3, 31)).exists()
        assert Report.objects.get().as_of == date(2026, 3, 31)
        assert until_march.said == f"Rok 2026: záznamů {Record.objects.count()}, porad {Meeting.objects.count()}.\n"
        assert until_march.complaints == ""

    def test_it_is_made_by_people_who_may(self, until_march):
        events = Event.objects.exclude(pk__in=until_march.before)
        roles = events.values_list("by__memberships__role", "role").order_by().distinct()
        assert set(roles) == {(role, role) for role in (Role.HEAD, Role.STAFF, Role.DEPARTMENT_HEAD)}
        closing = events.filter(name="close", subject_kind=Subject.MEETING, centre__isnull=False)
        assert closing.exists()
        assert closing.exclude(by__memberships__centre=F("centre")).count() == 0

    def test_records_of_a_branch_without_goals_join_its_main_centre(self, until_march):
        joined = Record.objects.filter(centre__slug="bez-cilu")
        assert {record.meeting.centre.slug for record in joined} == {"hlavni"}
        assert not Meeting.objects.filter(centre__slug="bez-cilu").exists()

    def test_teams_file_something_about_what_happened(self, until_march):
        kept = Evidence.objects.kept().select_related("record__meeting__centre")
        assert len({file.record.meeting.centre for file in kept if file.record}) > 1
        for file in kept:
            with opened(file.stored) as content:
                assert inspect(content, file.name) == file.kind


def test_year_that_fails_leaves_no_file(monkeypatch, settings, tmp_path):
    options = settings.STORAGES["evidence"]["OPTIONS"] | {"location": tmp_path}
    settings.STORAGES = settings.STORAGES | {"evidence": settings.STORAGES["evidence"] | {"OPTIONS": options}}
    make_year()
    kept = []

    def fail(now):
        kept.extend(path for path in tmp_path.rglob("*") if path.is_file())
        raise Refused("Dál to nejde.")

    steps = [
        *plan_steps(Document.objects.for_year(YEAR).get(), 2, seed=7),
        Deed(moment(date(2026, 12, 31), 12), fail),
    ]
    with pytest.raises(Refused):
        simulate(YEAR, 2, seed=7, progress=lambda _steps: steps)

    assert len(kept) > 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("left", [Meeting, Record])
def test_year_in_which_somebody_has_written_is_refused(left):
    make_year()
    centre = Centre.objects.get(slug="hlavni")
    if left is Record:
        make_record(centre, on=date(2026, 1, 5))
    else:
        Meeting.objects.create(centre=centre, year=YEAR, month=1)
    before = Event.objects.count()

    with pytest.raises(CommandError, match="už má porady nebo záznamy"):
        simulated()

    assert Event.objects.count() == before


def test_year_without_an_edition_is_refused():
    make_document(YEAR)

    with pytest.raises(CommandError, match="ještě nevyšly"):
        simulated()


def test_year_that_nobody_opened_is_refused():
    with pytest.raises(CommandError, match="ještě nevyšly"):
        simulated()


def test_year_is_refused_in_production(settings):
    make_year()
    settings.IS_PRODUCTION = True

    with pytest.raises(CommandError, match="ostrém provozu"):
        simulated()

    assert not Record.objects.exists()


def test_centre_without_a_head_is_named():
    make_year()
    Membership.objects.filter(role=Role.HEAD, centre__slug="daleke").delete()

    with pytest.raises(CommandError, match="daleke|Město"):
        simulated()


@pytest.mark.parametrize("until", ["2026-13", "2026-00", "2025-10", "říjen"])
def test_month_that_is_none_of_the_year_is_refused(until):
    make_year()

    with pytest.raises(CommandError):
        simulated(f"--until={until}")

    assert not Record.objects.exists()


@pytest.mark.parametrize("fate", list(Fate))
def test_a_fate_only_rises(fate):
    parts = [share(fate, day / 365) for day in range(366)]

    assert parts == sorted(parts)
    assert parts[0] == 0


def test_every_ten_goals_have_every_fate():
    assert sorted(fate.name for fate in deal(10, dice(1))) == sorted(fate.name for fate in DECK)
    assert set(deal(20, dice(2))) == set(Fate)


def test_working_day_stays_in_its_month():
    assert working_day(date(2026, 5, 1)) == date(2026, 5, 4)  # a holiday on Friday: Monday is the first one
    assert working_day(date(2026, 5, 31)) == date(2026, 5, 29)
