"""The monitoring of a region: begun from the last quarter's, written by several, confirmed once, frozen, not public."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordFile
from openpyxl import load_workbook

from centres.access import MissingRight
from cpic.record import check_record
from evaluations.models import Record
from goals.models import Plan
from goals.renderings import draw_missing
from goals.tasks import EVERYBODY
from goals.workflow import EditConflict, Refused
from networks.models import Monitoring, MonitoringChapter, MonitoringReport, ProposedMeasure
from networks.monitoring import keeping
from networks.monitoring.report import change
from networks.quarters import Quarter, running
from networks.states import MEASURED_IN, MonitoringKey, RegionNumber
from networks.tasks import network_tasks
from tests.factories import PRAGUE, make_centre, make_document, make_indicator, make_region
from tests.networks.networks_cast import make_series
from tests.world import browser, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
NOW = timezone.now()
CURRENT = Quarter.of(timezone.localdate(NOW))


def test_quarters_follow_one_another_over_new_year():
    last = Quarter(2026, 4)
    assert (last.begins, last.ends, last.following, last.before) == (
        *(date(2026, 10, 1), date(2026, 12, 31)),
        *(Quarter(2027, 1), Quarter(2026, 3)),
    )
    assert Quarter(2026, 1).before == Quarter(2025, 4)
    assert running(date(2027, 1, 1)) == [Quarter(2026, 4), Quarter(2027, 1)]
    assert Quarter(2026, 3).writable_until == date(2026, 12, 31)


def test_every_number_belongs_to_one_chapter():
    assert sorted(one for keys in MEASURED_IN.values() for one in keys) == sorted(RegionNumber)
    assert [change(3, 3), change(5, 3), change(3, 5), change(None, 5), change(0, None)] == [
        *("beze změny", "+2", "\u22122"),
        *("", ""),
    ]


def begun(cast, quarter=CURRENT, **numbers):
    monitoring = keeping.begin(cast.region, quarter, by=cast.staff)
    for chapter in monitoring.chapters.all():
        said = {one: numbers[one] for one in MEASURED_IN[chapter.key] if one in numbers}
        keeping.write_chapter(chapter, chapter.text or f"O oddílu {chapter.key}.", said, by=cast.staff)
    return Monitoring.objects.get(pk=monitoring.pk)


def confirmed(cast, quarter=CURRENT, **numbers):
    make_indicator("monitorovaci-zpravy")
    return keeping.confirm(begun(cast, quarter, **numbers), by=cast.head)


def test_year_of_a_head_from_the_last_quarter_to_the_frozen_report(cast):
    confirmed(cast, CURRENT.before, employed=100)
    staff, head = browser(cast.staff), browser(cast.head)
    begin = reverse("monitoring-begin", args=[cast.region.pk, CURRENT.year, CURRENT.number])
    place = staff.post(begin)["Location"]
    monitoring = Monitoring.objects.get(year=CURRENT.year, number=CURRENT.number)
    chapter = reverse("chapter-edit", args=[monitoring.pk, "employers"])
    assert "O oddílu employers." in page(staff.get(chapter))
    assert "Minule: 100" in page(staff.get(chapter))
    staff.post(chapter, fields(staff.get(chapter)) | {"employed": "1300", "by_agencies": "40"})
    add = reverse("measure-add", args=[monitoring.pk])
    staff.post(add, fields(staff.get(add)) | {"what": "Sejít se s agenturami", "owner": cast.office.pk})
    assert "Potvrdit monitoring" not in page(staff.get(place))
    sent = fields(head.get(place))
    shown = page(
        head.post(reverse("monitoring-confirm", args=[monitoring.pk]), {"version": sent["version"]}, follow=True)
    )

    assert "Monitoring je potvrzený" in shown
    assert "Sejít se s agenturami – Úřad práce" in shown
    report = MonitoringReport.objects.get(monitoring=monitoring)
    assert report.content["chapters"][0]["numbers"][0] == {
        "key": "employed",
        "label": "Zaměstnaných cizinců",
        "now": 1300,
        "last": 100,
        "change": "+1\u00a0200",
    }
    record = Record.objects.get(monitoring=monitoring)
    assert record.on == timezone.localdate()
    assert f'href="{place}"' in page(head.get(reverse("record", args=[record.pk])))
    compared = page(browser(cast.above).get(reverse("monitorings"), {"cislo": "employed"}))
    assert ">1 300<" in compared.replace("\u00a0", " ")
    assert browser(cast.stranger).get(place).status_code == 404
    assert "přihl" in page(browser(None).get(place, follow=True)).lower()


def test_report_comes_as_pdf_spreadsheet_and_word_from_the_frozen_rows(cast):
    monitoring = confirmed(cast, employed=1300)
    draw_missing()
    head = browser(cast.head)

    def file(format):
        return head.get(reverse("monitoring-report", args=[monitoring.pk, 1, format]))

    assert file("pdf").content.startswith(b"%PDF")
    sheets = load_workbook(io.BytesIO(file("xlsx").content))
    assert list(sheets["Čísla"].values)[1][:3] == ("Průmyslové zóny a zaměstnavatelé", "Zaměstnaných cizinců", 1300)
    word = WordFile(io.BytesIO(file("docx").content))
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["Zaměstnaných cizinců", "1\u00a0300"]
    assert "O oddílu safety." in [paragraph.text.replace("\u00a0", " ") for paragraph in word.paragraphs]
    assert file("odt").status_code == 404
    assert browser(cast.stranger).get(reverse("monitoring-report", args=[monitoring.pk, 1, "xlsx"])).status_code == 404
    assert list(check_record()) == []


def test_two_begin_the_same_and_each_chapter_is_one_place(cast):
    one = keeping.begin(cast.region, CURRENT, by=cast.staff)
    assert keeping.begin(cast.region, CURRENT, by=cast.head) == one
    safety, mood = (MonitoringChapter.objects.get(monitoring=one, key=key) for key in ("safety", "mood"))
    keeping.write_chapter(safety, "Klid.", {}, by=cast.head)
    keeping.write_chapter(mood, "Dobrá.", {}, by=cast.staff)
    with pytest.raises(EditConflict):
        keeping.write_chapter(safety, "Neklid.", {}, by=cast.staff)
    client = browser(cast.staff)
    url = reverse("chapter-edit", args=[one.pk, "safety"])
    sent = fields(client.get(url))
    keeping.write_chapter(MonitoringChapter.objects.get(pk=safety.pk), "Klid je.", {}, by=cast.head)
    response = client.post(url, sent | {"text": "Moje slova."})
    assert response.status_code == 409
    assert "Moje slova." in page(response)


def test_what_was_not_seen_is_not_confirmed_and_what_is_empty_neither(cast):
    make_indicator("monitorovaci-zpravy")
    empty = keeping.begin(cast.region, CURRENT, by=cast.head)
    with pytest.raises(Refused, match="Zatím prázdné: Průmyslové zóny"):
        keeping.confirm(empty, by=cast.head)
    seen = begun(cast)
    keeping.write_chapter(seen.chapters.get(key="safety"), "Jinak.", {}, by=cast.staff)
    with pytest.raises(EditConflict):
        keeping.confirm(seen, by=cast.head)
    for person in (cast.staff, cast.above, cast.stranger):
        with pytest.raises(MissingRight):
            keeping.confirm(Monitoring.objects.get(), by=person)
    assert not Record.objects.exists()
    assert not MonitoringReport.objects.exists()


def test_confirmed_is_frozen_and_mended_by_the_next_report(cast):
    monitoring = confirmed(cast)
    chapter = monitoring.chapters.get(key="safety")
    with pytest.raises(Refused, match="Nejdřív ho otevřete k opravě"):
        keeping.write_chapter(chapter, "Jinak.", {}, by=cast.head)
    for rows in (MonitoringChapter.objects.filter(pk=chapter.pk), MonitoringReport.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**({"text": "Jinak."} if rows.model is MonitoringChapter else {"number": 7}))
    again = keeping.reopen(monitoring, "Překlep v čísle.", by=cast.head)
    keeping.write_chapter(chapter, "Jinak.", {"incidents": 2}, by=cast.head)
    keeping.confirm(Monitoring.objects.get(pk=again.pk), by=cast.head)

    first, second = MonitoringReport.objects.order_by("number")
    assert second.content["again"][1].replace("\u00a0", " ") == "Překlep v čísle."
    assert first.content["again"] == []
    assert Record.objects.count() == 1


def test_quarter_counts_in_its_own_window_also_when_confirmed_late_and_then_it_is_missed(cast):
    monitoring = confirmed(cast, CURRENT.before)
    assert monitoring.record.on == CURRENT.before.ends
    old = Quarter(2020, 2)
    with pytest.raises(Refused, match="Je zmeškaný a tak se i počítá"):
        keeping.begin(cast.region, old, by=cast.head)
    with pytest.raises(Refused, match="teprve začne"):
        keeping.begin(cast.region, CURRENT.following.following, by=cast.head)
    after = datetime.combine(CURRENT.writable_until + timedelta(days=1), time(9), PRAGUE)
    with pytest.raises(Refused, match="zmeškaný"):
        keeping.confirm(begun(cast), by=cast.head, now=after)
    assert "zmeškaný" in page(browser(cast.head).get(reverse("monitorings"), {"rok": "2020"}))


def test_only_measures_without_an_outcome_go_on_and_one_can_be_taken_away(cast):
    first = keeping.begin(cast.region, CURRENT.before, by=cast.staff)
    base = {"key": "safety", "owner": None, "due_on": None, "outcome": ""}
    for what, outcome in (("Hlídka", ""), ("Schůzka", "Proběhla.")):
        facts = base | {"what": what, "outcome": outcome}
        keeping.save_measure(ProposedMeasure(monitoring=first, version=0), facts, by=cast.staff)
        keeping.save_measure(ProposedMeasure(monitoring=first, version=0), facts, by=cast.staff)
    assert first.measures.count() == 2
    second = keeping.begin(cast.region, CURRENT, by=cast.staff)
    assert [one.what for one in second.measures.all()] == ["Hlídka"]
    measure = second.measures.get()
    keeping.save_measure(measure, base | {"what": "Dvě hlídky"}, by=cast.head)
    with pytest.raises(EditConflict):
        keeping.save_measure(measure, base | {"what": "Tři hlídky"}, by=cast.staff)
    browser(cast.staff).post(reverse("measure-remove", args=[second.pk, measure.pk]))
    assert not second.measures.exists()


@pytest.mark.parametrize(
    ("chapter", "facts", "sentence"),
    [
        ("safety", {"incidents": "moc"}, "Zadejte"),
        ("safety", {"text": "Volejte 602 123 456."}, "telefon"),
        ("safety", {"text": "x" * 6001}, "vejde se jich nejvýše"),
        ("employers", {"employed": "10", "by_agencies": "11"}, "nemůže být větší"),
    ],
)
def test_bad_chapter_gets_a_sentence_and_nothing_is_lost(cast, chapter, facts, sentence):
    monitoring, client = keeping.begin(cast.region, CURRENT, by=cast.staff), browser(cast.staff)
    url = reverse("chapter-edit", args=[monitoring.pk, chapter])
    response = client.post(url, fields(client.get(url)) | {"text": "Moje."} | facts)
    assert response.status_code == 422
    assert sentence in page(response)
    assert not MonitoringChapter.objects.exclude(text="").exists()


def test_quarter_that_is_over_waits_as_a_task_until_it_is_confirmed(cast):
    head = browser(cast.head)
    title = f"Monitoring kraje: {CURRENT.before}"
    assert title not in page(head.get("/prace/"))  # no goal counts it and nobody has begun
    keeping.begin(cast.region, CURRENT, by=cast.staff)
    assert title not in page(head.get("/prace/"))  # of an operator whose goals are kept elsewhere
    Plan.objects.create(document=make_document(), centre=cast.centre)
    assert title in page(head.get("/prace/"))
    assert title not in page(browser(cast.above).get("/prace/"))
    confirmed(cast, CURRENT.before)
    assert title not in page(head.get("/prace/"))


def test_tasks_ask_as_often_about_many_regions_as_about_one(cast):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            found = list(network_tasks(EVERYBODY, timezone.localdate()))
        return len(queries), len(found)

    keeping.begin(cast.region, CURRENT, by=cast.staff)
    Plan.objects.create(document=make_document(), centre=cast.centre)
    make_series(cast.centre, times=1, window="quarter")
    queries, before = asked()
    for number in range(4):
        centre = make_centre(name=f"CPIC {number}", region=make_region(), operator=cast.centre.operator)
        for _time in range(2):
            make_series(centre, times=1, window="quarter")

    assert asked()[0] == queries
    assert asked()[1] > before


def test_chapters_are_the_eight_of_the_assignment():
    assert len(MonitoringKey) == 8
