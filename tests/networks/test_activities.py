"""What centres do beside meetings: one form, one record, every target that it serves; and back from the record."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from centres.access import MissingRight
from centres.models import Role
from evaluations.models import Record
from evaluations.records import records
from evaluations.records.records import RecordContent
from evaluations.records.sources import set_source
from evaluations.standings import standings
from goals.models import Plan
from goals.states import Kind, Level, Scope, Window
from goals.workflow import EditConflict
from networks.activities import keeping
from networks.meetings import recording
from networks.models import Activity, Gathering
from networks.triggers import GATHERING_COLUMNS
from tests.factories import (
    PRAGUE,
    approve,
    make_document,
    make_indicator,
    make_network_goal,
    make_published_goal,
    make_record,
    make_user,
)
from tests.networks.networks_cast import LONG_AGO, closed, fresh, seat_since
from tests.world import browser, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TODAY = timezone.localdate()


@pytest.fixture
def client(cast):
    return browser(cast.staff)


def written(client, kind, **facts):
    url = reverse("activity-new", args=[kind])
    return client.post(url, fields(client.get(url)) | facts)


def test_contact_with_a_school_is_one_record_with_its_numbers(cast, client):
    indicator = make_indicator("skoly")
    facts = {
        "partner": cast.school.pk,
        "people": "135",
        "countries": "Ukrajina 120, Mongolsko: 15",
        "enrolment": "V dubnu.",
    }
    response = written(client, "school", **facts)

    activity = Activity.objects.get()
    record = activity.record
    assert response["Location"] == reverse("activity", args=[activity.pk])
    assert (record.indicator, record.on, record.amount, record.title) == (indicator, TODAY, 1, "ZŠ Husova")
    assert (record.participants, activity.countries) == (135, [["Ukrajina", 120], ["Mongolsko", 15]])
    shown = page(client.get(response["Location"]))
    assert "Ukrajina 120, Mongolsko 15" in shown
    assert reverse("record", args=[record.pk]) in shown
    assert f'href="{response["Location"]}"' in page(client.get(reverse("record", args=[record.pk])))
    listed = page(client.get(reverse("activities")))
    assert "kontakt se školou" in listed
    assert ">135<" in listed.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("kind", "facts", "sentence"),
    [
        ("school", {"partner": ""}, "vyplnit"),
        ("school", {"countries": "hodně Ukrajinců"}, "„hodně Ukrajinců“ není země a počet"),
        ("school", {"countries": "Ukrajina 1, ukrajina 2"}, "je tu dvakrát"),
        ("school", {"people": "5", "countries": "Ukrajina 6"}, "Země dávají dohromady 6, celkem je ale zapsáno 5"),
        ("school", {"on": (TODAY + timedelta(days=1)).isoformat()}, "Den je v budoucnosti"),
        ("school", {"enrolment": "Volejte paní ředitelku 602 123 456."}, "telefon"),
        ("talk", {"title": ""}, "vyplnit"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(cast, client, kind, facts, sentence):
    make_indicator("skoly")
    response = written(client, kind, **{"partner": cast.school.pk, "note": "Co se řeklo."} | facts)

    assert response.status_code == 422
    assert sentence in page(response)
    assert "Co se řeklo." in page(response)
    assert not Record.objects.exists()


def test_without_an_indicator_nothing_is_written_and_the_page_says_why(cast, client):
    response = written(client, "mailing", title="Nový zákon", people="80")
    assert response.status_code == 422
    assert "Není zapnutý žádný ukazatel" in page(response)
    assert "Nový zákon" in page(response)


def test_the_same_form_sent_again_makes_nothing_more_and_the_same_thing_is_asked_about(cast, client):
    make_indicator("skoly")
    url = reverse("activity-new", args=["school"])
    sent = fields(client.get(url)) | {"partner": cast.school.pk}
    assert client.post(url, sent)["Location"] == client.post(url, sent)["Location"]
    twice = written(client, "school", partner=cast.school.pk)
    assert twice.status_code == 422
    assert "Ano, je to tak" in page(twice)
    assert Activity.objects.count() == Record.objects.count() == 1


def activity(cast, **content):
    said = RecordContent(make_indicator("skoly"), TODAY, title="ZŠ Husova", **content)
    return keeping.add_activity(cast.centre, "school", said, {"partner": cast.school}, by=cast.staff)


def test_who_was_faster_is_seen_also_when_they_wrote_the_record(cast, client):
    made = activity(cast)
    url = reverse("activity-edit", args=[made.pk])
    sent = fields(client.get(url)) | {"enrolment": "Moje."}
    records.correct(made.record, RecordContent(made.record.indicator, TODAY, title="Jinak"), by=cast.head)
    response = client.post(url, sent)

    assert response.status_code == 409
    assert "Moje." in page(response)
    assert Activity.objects.get().enrolment == ""
    stale = Activity.objects.get()
    content = RecordContent.of(stale.record)
    keeping.change_activity(stale, content, {"enrolment": "První."}, by=cast.head)
    with pytest.raises(EditConflict):
        keeping.change_activity(stale, content, {"enrolment": "Druhý."}, by=cast.staff)


def test_another_region_neither_sees_nor_writes_it(cast, client):
    made = activity(cast)
    for name in ("activity", "activity-edit"):
        assert browser(cast.stranger).get(reverse(name, args=[made.pk])).status_code == 404
    assert "ZŠ Husova" not in page(browser(cast.stranger).get(reverse("activities")))
    with pytest.raises(MissingRight):
        keeping.change_activity(made, RecordContent.of(made.record), {"enrolment": "Ne."}, by=cast.stranger)
    assert "ZŠ Husova" in page(browser(cast.above).get(reverse("activities")))


# A meeting in targets


def three_targets(cast):
    """Of the centre how many and how often, of the network how many in each region."""
    goal = make_published_goal(
        make_document(TODAY.year),
        centre=cast.centre,
        targets=[
            {"kind": Kind.COUNT, "value": 3, "unit": "setkání"},
            {"kind": Kind.FREQUENCY, "value": 1, "unit": "", "window": Window.QUARTER},
        ],
        now=datetime(TODAY.year, 1, 2, 9, tzinfo=PRAGUE),
    )
    for centre in (cast.centre, cast.other):
        Plan.objects.get_or_create(document=goal.document, centre=centre)
    above = make_network_goal(level=Level.LONG_TERM)
    above.targets.create(position=1, kind=Kind.COUNT, value=1, unit="setkání", scope=Scope.REGION, window="year")
    above = approve(above, by=make_user(Role.DIRECTOR), now=datetime(TODAY.year, 1, 2, 9, tzinfo=PRAGUE))
    for target, by in [(one, cast.head) for one in goal.targets.all()] + [(above.targets.get(), cast.above)]:
        set_source(target, make_indicator("platformy"), by=by)
    return goal, above


def test_a_meeting_serves_three_targets_on_two_levels_and_goes_and_comes_back_with_its_record(cast, monkeypatch):
    now = datetime(TODAY.year, 5, 20, 9, tzinfo=PRAGUE)  # the day before is of the same quarter
    monkeypatch.setattr(timezone, "now", lambda: now)
    today = now.date()
    goal, above = three_targets(cast)
    indicator = make_indicator("platformy")
    seat_since(cast, LONG_AGO)
    meetings = [closed(cast, day, cast.town) for day in (today - timedelta(days=1), today)]
    record = Record.objects.get(gathering=meetings[1])
    kept = [make_record(cast.other, on=today, indicator=indicator)]

    def numbers():
        found = standings([goal, above], year=today.year, today=today)
        return [row.progress.achieved or 0 for standing in found for row in standing.targets]

    def by_loops():
        counted = [one for one in Record.objects.select_related("centre") if one.removed_at is None]
        own = [one for one in counted if one.centre_id == cast.centre.pk]
        return [len(own), len({(one.on.month - 1) // 3 for one in own}), len({one.centre.region_id for one in counted})]

    assert numbers() == by_loops()
    for one in (record, Record.objects.get(gathering=meetings[0])):
        records.remove(one, by=cast.head)
    assert numbers() == by_loops() == [0, 0, len(kept)]
    shown = page(browser(cast.head).get(reverse("gathering", args=[meetings[1].pk])))
    assert "Setkání se nikde nepočítá: jeho záznam je vzatý zpět." in shown
    records.restore(Record.objects.get(pk=record.pk), by=cast.head)
    assert numbers() == by_loops() == [1, 1, len(kept) + 1]
    back = page(browser(cast.head).get(reverse("record", args=[record.pk])))
    assert f'href="{reverse("gathering", args=[meetings[1].pk])}"' in back


def test_meeting_that_counts_nowhere_says_so_waits_as_a_task_and_can_be_counted(cast):
    make_indicator("platformy")
    gathering = closed(cast, TODAY, cast.town, by=cast.above)
    url = reverse("gathering", args=[gathering.pk])
    head, above = browser(cast.head), browser(cast.above)

    assert "Setkání se nikde nepočítá" in page(head.get("/prace/"))
    assert "Setkání se nikde nepočítá" in page(above.get(url))
    assert "Započítat do cílů" not in page(above.get(url))
    assert "Započítat do cílů" in page(head.get(url))
    with pytest.raises(MissingRight):
        recording.count_held(fresh(gathering), by=cast.above)
    response = head.post(reverse("gathering-count", args=[gathering.pk]), follow=True)

    assert "Setkání se počítá." in page(response)
    assert "nikde nepočítá" not in page(response)
    assert Gathering.objects.get().record == Record.objects.get()
    assert "nikde nepočítá" not in page(head.get("/prace/"))
    recording.count_held(fresh(gathering), by=cast.head)
    assert Record.objects.count() == 1


def test_of_a_closed_meeting_only_that_it_counts_can_be_written_and_that_once(cast):
    make_indicator("platformy")
    gathering = closed(cast, TODAY, cast.town, by=cast.above)
    rows = Gathering.objects.filter(pk=gathering.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(note="Jinak.")
    recording.count_held(fresh(gathering), by=cast.head)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(record=None)


def test_guard_of_a_closed_meeting_names_every_column():
    columns = {field.column for field in Gathering._meta.concrete_fields}
    assert columns - set(GATHERING_COLUMNS) == {"record_id", "state"}
