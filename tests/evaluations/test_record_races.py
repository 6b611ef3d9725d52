"""Two people at once over records, files and sources: one wins and the other is told; nothing slips into a closed
month.

Real threads, committed. Beside each race stands its control: the same people without lock, version and key, who lose.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from centres.models import Event, Role
from evaluations.meetings.contents import EntryContent, Written, fingerprint
from evaluations.meetings.writing import close, read_only_reason
from evaluations.models import Evidence, Meeting, Reading, Record, TargetSource
from evaluations.records.evidence import attach
from evaluations.records.records import RecordContent, add, add_all, correct, remove
from evaluations.records.sources import SourceChoice, set_sources
from evaluations.states import Rating
from evaluations.workflow import events_of
from goals.workflow import EditConflict, Refused
from tests.evaluations.evidence_cast import pdf_file
from tests.evaluations.records_cast import MONTH, NOW, make_year
from tests.factories import PRAGUE, make_record, make_user
from tests.thorough import TURNS
from tests.threads import at_once, kind_of, naive, overtaken, refusals, winners

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]

CLICKS = 4
ON = date(2026, 9, 14)
LATE = datetime(2026, 9, 28, 12, 0, tzinfo=PRAGUE)


@pytest.fixture
def year():
    year = make_year()
    year.target = year.goal.targets.get()
    year.heads = [year.head, make_user(Role.HEAD, centre=year.centre)]
    return year


def content(year, **facts):
    return RecordContent(year.courses, ON, **facts)


def recorded(year):
    return make_record(year.centre, on=ON, indicator=year.courses, by=year.staff)


def fresh(record):
    return Record.objects.get(pk=record.pk)


def save(**facts):
    """Writing without lock and version."""
    return lambda seen: type(seen).objects.filter(pk=seen.pk).update(**facts)


class TestAdding:
    @pytest.mark.parametrize("turn", range(TURNS))
    def test_form_sent_by_several_clicks_makes_one_record(self, year, turn):
        key = uuid4()

        results = at_once(*[lambda: add(year.centre, content(year), by=year.staff, key=key, now=NOW)] * CLICKS)

        assert len({record.pk for record in results}) == Record.objects.count() == 1

    @pytest.mark.parametrize("turn", range(TURNS))
    def test_import_confirmed_by_several_clicks_is_written_once(self, year, turn):
        key, contents = uuid4(), [content(year, title=str(number)) for number in range(5)]

        results = at_once(*[lambda: add_all(year.centre, contents, by=year.staff, key=key, now=NOW)] * CLICKS)

        assert [len(made) for made in results] == [5] * CLICKS
        assert Record.objects.count() == 5

    def test_without_the_key_there_are_two(self, year):
        meeting = recorded(year).meeting

        def write(is_there):
            facts = content(year, title="Beseda").columns
            if not is_there:
                Record.objects.create(centre=year.centre, meeting=meeting, added_by=year.staff, added_at=NOW, **facts)

        at_once(*naive(lambda: Record.objects.filter(title="Beseda").exists(), write, write))

        assert Record.objects.filter(title="Beseda").count() == 2


class TestCorrecting:
    @pytest.mark.parametrize("turn", range(TURNS))
    def test_of_two_who_correct_one_learns_of_the_other(self, year, turn):
        record = recorded(year)
        amounts = [Decimal(2), Decimal(3)]

        results = at_once(
            *(
                lambda by=by, amount=amount: correct(record, content(year, amount=amount), by=by, now=NOW)
                for by, amount in zip(year.heads, amounts, strict=True)
            )
        )

        [winner] = winners(results)
        [loser] = [result for result in results if isinstance(result, Exception)]
        assert kind_of(loser) == (EditConflict, Record)
        assert fresh(record).amount == winner.amount == loser.current.amount
        assert events_of(record).filter(name="correct").count() == 1

    def test_without_the_version_the_first_correction_is_lost(self, year):
        record = recorded(year)

        results = at_once(*naive(lambda: fresh(record), save(amount=2), save(amount=3)))

        assert winners(results) == [1, 1]  # both were told that theirs is saved

    @pytest.mark.parametrize("turn", range(TURNS))
    def test_who_corrects_and_who_takes_back(self, year, turn):
        record = recorded(year)

        results = at_once(
            lambda: correct(record, content(year, amount=Decimal(2)), by=year.heads[0], now=NOW),
            lambda: remove(record, by=year.heads[1], now=NOW),
        )

        assert (len(winners(results)), refusals(results)) == (1, [(EditConflict, Record)])
        assert (fresh(record).amount == 2) is (fresh(record).removed_at is None)

    def test_without_the_lock_what_was_taken_back_is_corrected(self, year):
        record = recorded(year)

        at_once(*overtaken(lambda: fresh(record), lambda: remove(record, by=year.head, now=NOW), save(amount=2)))

        assert (fresh(record).amount, fresh(record).removed_at) == (2, NOW)


def close_it(year):
    meeting = Meeting.objects.get(centre=year.centre, month=MONTH)
    entries = {year.goal.root_id: Written(EntryContent(rating=Rating.ON_TRACK), fingerprint(EntryContent()))}
    return close(meeting, entries=entries, by=year.head, now=LATE)


class TestClosing:
    @pytest.mark.parametrize("turn", range(TURNS))
    def test_import_comes_before_the_closing_or_not_at_all(self, year, turn):
        recorded(year)
        contents = [content(year, title=str(number)) for number in range(20)]

        imported, closed = at_once(
            lambda: add_all(year.centre, contents, by=year.staff, key=uuid4(), now=LATE), lambda: close_it(year)
        )

        assert closed.is_closed
        assert isinstance(imported, list) or type(imported) is Refused
        frozen = Reading.objects.get(entry__meeting=closed, target=year.target)
        assert frozen.achieved == Record.objects.count() == (21 if isinstance(imported, list) else 1)

    @pytest.mark.parametrize("turn", range(TURNS))
    def test_record_that_moves_into_the_month_comes_before_the_closing_or_not_at_all(self, year, turn):
        recorded(year)
        mover = make_record(year.centre, on=date(2026, 8, 3), indicator=year.courses, by=year.staff)

        moved, closed = at_once(lambda: correct(mover, content(year), by=year.staff, now=LATE), lambda: close_it(year))

        is_in = fresh(mover).meeting_id == closed.pk
        assert is_in is not isinstance(moved, Refused)
        assert Reading.objects.get(entry__meeting=closed, target=year.target).achieved == 2

    def test_without_the_lock_only_the_database_refuses(self, year):
        meeting = recorded(year).meeting

        def write(lock):
            assert lock == ""
            facts = content(year).columns
            Record.objects.create(centre=year.centre, meeting=meeting, added_by=year.staff, added_at=LATE, **facts)

        late, closed = at_once(*overtaken(lambda: read_only_reason(meeting, LATE), lambda: close_it(year), write))

        assert isinstance(late, DatabaseError)
        assert closed.is_closed

    @pytest.mark.parametrize("turn", range(TURNS))
    def test_file_comes_before_the_closing_or_not_at_all(self, year, turn, settings, tmp_path):
        use_folder(settings, tmp_path)
        record = recorded(year)

        attached, closed = at_once(lambda: attach(record, file(), by=year.staff, now=LATE), lambda: close_it(year))

        assert closed.is_closed
        assert Evidence.objects.count() == (0 if type(attached) is Refused else 1)
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == Evidence.objects.count()


def use_folder(settings, folder):
    options = settings.STORAGES["evidence"]["OPTIONS"] | {"location": folder}
    settings.STORAGES = settings.STORAGES | {"evidence": settings.STORAGES["evidence"] | {"OPTIONS": options}}


def file(data=None):
    return SimpleUploadedFile("listina.pdf", data or pdf_file())


@pytest.mark.parametrize("turn", range(TURNS))
def test_file_sent_by_several_clicks_is_kept_once(year, turn, settings, tmp_path):
    use_folder(settings, tmp_path)
    record, data = recorded(year), pdf_file()

    results = at_once(*[lambda: attach(record, file(data), by=year.staff, now=NOW)] * CLICKS)

    assert [result.is_new for result in results].count(True) == 1
    assert Evidence.objects.count() == len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


class TestSources:
    def choose(self, year, by, indicator, seen):
        return lambda: set_sources([SourceChoice(year.target, indicator, expected=seen)], by=by, now=NOW)

    @pytest.mark.parametrize("turn", range(TURNS))
    def test_of_two_who_choose_one_learns_of_the_other(self, year, turn):
        seen = f"{year.courses.pk}:"

        results = at_once(
            self.choose(year, year.heads[0], year.clients, seen), self.choose(year, year.heads[1], None, seen)
        )

        assert (len(winners(results)), refusals(results)) == (1, [(EditConflict, dict)])
        assert Event.objects.filter(name="feed").count() == 2  # the one before, and the winner's

    def test_without_the_mark_the_first_choice_is_lost(self, year):
        results = at_once(
            *naive(
                lambda: TargetSource.objects.get(target=year.target),
                save(indicator=year.clients),
                save(topic="bydlení"),
            )
        )

        assert winners(results) == [1, 1]

    @pytest.mark.parametrize("turn", range(TURNS))
    def test_choice_by_several_clicks_is_one(self, year, turn):
        seen = f"{year.courses.pk}:"

        at_once(*[self.choose(year, year.head, year.clients, seen)] * CLICKS)

        assert TargetSource.objects.get(target=year.target).indicator == year.clients
        assert Event.objects.filter(name="feed").count() == 2
