"""Nobody holds up everybody: an evaluation and an edition name whom they came out without, a year is closed for a
centre that has nobody, the centre may object, and whoever comes later enters by an erratum."""

from datetime import date, datetime
from functools import partial

import pytest

from centres.access import MissingRight, rights_of
from centres.models import Centre, Membership, Role
from evaluations.closings.closing import accept, begin_closing, object_to, return_to_centre, send
from evaluations.models import Closing
from evaluations.records.records import RecordContent, add
from evaluations.reports.content import REPORT
from evaluations.reports.public import evaluation_html
from evaluations.reports.publishing import is_intact, prepare_evaluation, publish_report
from evaluations.states import ClosingState
from goals.models import Edition, Plan
from goals.pdf import edition_html
from goals.public.publishing import late_erratum, publish, ready_to_publish
from goals.tasks import tasks
from goals.workflow import Refused
from tests.evaluations.closing_cast import (
    COURSES,
    JANUARY,
    PLZEN,
    PRAGUE,
    YEAR,
    accepted,
    confirmed,
    make_year,
    sent,
    stood,
)
from tests.factories import approve, changed, make_centre, make_goal, make_indicator, make_user
from tests.threads import at_once, refusals, winners
from tests.world import browser, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
FEBRUARY = datetime(YEAR + 1, 2, 20, 9, 0, tzinfo=PRAGUE)
SILENT = "Vedoucí odešel a uzávěrku nikdo neodeslal."


@pytest.fixture
def year():
    return make_year(COURSES)


@pytest.fixture
def silent(year):
    """Another centre of the year, which closes nothing."""
    return make_year(COURSES, document=year.document, is_closed=False, **PLZEN)


def released(document, *, by, now=JANUARY, **facts):
    prepare = partial(prepare_evaluation, today=now.date())
    return publish_report(document, prepare, expected=prepare(document).fingerprint, by=by, now=now, **facts)


def without(year, silent):
    accepted(year)
    return released(year.document, by=year.above, omissions={silent.centre.pk: SILENT})


def test_evaluation_comes_out_without_a_silent_centre_and_says_so(year, silent):
    accepted(year)
    with pytest.raises(Refused, match="Uzávěrku nemá přijatou: CPIC Plzeň. Napište u každého centra"):
        released(year.document, by=year.above)

    report = released(year.document, by=year.above, omissions={silent.centre.pk: SILENT})

    assert report.omissions == [{"slug": "plzen", "name": "CPIC Plzeň", "reason": SILENT}]
    assert [centre.slug for centre in report.centres.all()] == ["liberec"]
    assert report.goals.filter(centre=None).count() == report.goals.count() - 1
    assert is_intact(report)
    assert "omissions" in REPORT.content_of(report)[REPORT.name]
    public, printed = page(browser().get(f"/cile/{YEAR}/hodnoceni/")), " ".join(evaluation_html(report).split())
    assert "Bez koho vyhodnocení vyšlo" in public
    assert SILENT in public
    assert SILENT.split()[-1] in printed


def test_report_without_omissions_says_nothing_of_them(year):
    accepted(year)

    report = released(year.document, by=year.above)

    assert not {"omissions", "erratum"} & REPORT.content_of(report)[REPORT.name].keys()
    assert "closed_by_role" not in REPORT.content_of(report)["centres"][0]


def test_page_asks_for_a_reason_of_each_centre(year, silent):
    accepted(year)
    above, url = browser(year.above), f"/prace/{YEAR}/vyhodnoceni/"
    sent_form = fields(above.get(url))

    refused = above.post(url, sent_form)
    done = above.post(url, sent_form | {f"omission-{silent.centre.pk}": SILENT}, follow=True)

    assert refused.status_code == 422
    assert "Napište, proč to vyjde bez tohoto centra" in page(refused)
    assert "Zveřejněno: Vyhodnocení" in page(done)


def test_centre_that_comes_later_can_still_close_and_enters_by_an_erratum(year, silent):
    first = without(year, silent)
    with pytest.raises(Refused, match="v něm už se nic nemění"):
        add(year.centre, RecordContent(make_indicator(), date(YEAR, 5, 5)), by=year.staff, now=FEBRUARY)
    add(silent.centre, RecordContent(make_indicator(), date(YEAR, 5, 5)), by=silent.staff, now=FEBRUARY)
    from tests.evaluations.closing_cast import close_months

    close_months(silent.centre)
    accept(sent(silent), by=year.above, now=FEBRUARY)
    offered = prepare_evaluation(year.document, today=FEBRUARY.date())
    titles = [task.title for task in tasks(rights_of(year.above, on=FEBRUARY.date()), today=FEBRUARY.date())]
    with pytest.raises(Refused, match="Napište, co se"):
        released(year.document, by=year.above, now=FEBRUARY)

    second = released(year.document, by=year.above, now=FEBRUARY, erratum=offered.erratum)

    assert f"Vyhodnocení roku {YEAR} jde doplnit: CPIC Plzeň" in titles
    assert (second.number, second.omissions) == (2, [])
    assert second.erratum == "Doplňuje se hodnocení, které předtím chybělo: CPIC Plzeň."
    assert [centre.slug for centre in second.centres.all()] == ["liberec", "plzen"]
    assert is_intact(first)
    assert (
        "CPIC Plzeň"
        not in page(browser().get(f"/cile/{YEAR}/hodnoceni/1/"))
        .partition("Výsledky podle center")[2]
        .partition("Bez koho")[0]
    )
    assert second.erratum in page(browser().get(f"/cile/{YEAR}/hodnoceni/"))
    with pytest.raises(Refused, match="už vyšlo"):
        released(year.document, by=year.above, now=FEBRUARY, erratum="Znovu.")


def test_interim_report_prints_whose_month_is_not_closed_and_why(year, silent):
    report = stood(year.document, 9, reason="Čeká se na nového vedoucího.")

    assert report.omissions == [{"slug": "plzen", "name": "CPIC Plzeň", "reason": "Čeká se na nového vedoucího."}]
    assert report.goals.filter(centre__slug="plzen").exists()
    assert "Čeká se na nového vedoucího." in page(browser().get(f"/cile/{YEAR}/stav/1/"))


def test_edition_prints_whom_it_lacks_and_the_next_one_offers_the_erratum(year):
    late = make_centre(slug="tabor", name="CPIC Tábor")
    Plan.objects.create(document=year.document, centre=late)
    changed(year.document)

    edition = publish(year.document, by=year.above, reason="Tábor teprve vznikl.", now=JANUARY)
    approve(make_goal(year.document, centre=late, number=None, text="Cíl Tábora."), now=JANUARY)

    assert edition.omissions == [{"slug": "tabor", "name": "CPIC Tábor", "reason": "Tábor teprve vznikl."}]
    shown = Edition.objects.with_content().get(pk=edition.pk)
    assert "Tábor teprve vznikl." in edition_html(shown).replace("\u00a0", " ")
    assert "Tábor teprve vznikl." in page(browser().get(f"/cile/{YEAR}/vydani/{edition.number}/"))
    assert str(late_erratum(year.document, ready_to_publish(year.document))) == (
        f"Doplňují se cíle, které ve vydání {edition.number} chyběly: CPIC Tábor."
    )


@pytest.fixture
def orphan(silent):
    """The silent centre, whose head has left."""
    Membership.objects.filter(centre=silent.centre, role__in=[Role.HEAD, Role.DEPUTY]).delete()
    return silent


def closed_for(orphan, *, by):
    closing = begin_closing(orphan.plan)
    return send(closing, results=confirmed(closing), by=by, now=JANUARY)


def test_year_is_closed_for_a_centre_without_a_head_and_shown_so(year, orphan):
    accepted(year)
    closing = accept(closed_for(orphan, by=year.above), by=year.above, now=JANUARY)

    report = released(year.document, by=year.above)

    assert closing.sent_by_role == Role.DEPARTMENT_HEAD
    assert report.centres.get(slug="plzen").closed_by_role == Role.DEPARTMENT_HEAD
    assert "rok za ně uzavřel/a vedoucí odboru" in page(browser().get(f"/cile/{YEAR}/hodnoceni/"))
    assert "za centrum odeslal/a vedoucí odboru" in page(browser(year.above).get(f"/prace/{YEAR}/uzaverka/"))


def test_centre_that_is_no_more_is_promised_no_head_and_a_merged_one_is_its_successors(year, orphan):
    url, day = f"/prace/{YEAR}/plzen/uzaverka/", {"closed_on": date(YEAR, 7, 1), "closing_reason": "Konec."}
    assert "Kdo centrum povede, může" in page(browser(year.above).get(url))
    Centre.objects.filter(pk=orphan.centre.pk).update(**day)
    closed = page(browser(year.above).get(url)).replace("\u00a0", " ")
    assert f"CPIC Plzeň je od 1. 7. {YEAR} zavřené a nikdo za ně rok uzavřít nemůže" in closed
    assert "Kdo centrum povede" not in closed

    Centre.objects.filter(pk=orphan.centre.pk).update(successor=year.centre)

    with pytest.raises(MissingRight):
        send(begin_closing(orphan.plan), results=(), by=year.above, now=JANUARY)
    assert "Uzavřít za centrum" not in page(browser(year.above).get(f"/prace/{YEAR}/uzaverka/"))
    with pytest.raises(Refused, match="Nejdřív uzavřete porady"):  # may, as of its own
        closed_for(orphan, by=year.head)


def test_centre_that_has_a_head_is_closed_by_nobody_else(year, silent):
    closing = begin_closing(silent.plan)

    with pytest.raises(MissingRight):
        send(closing, results=confirmed(closing), by=year.above, now=JANUARY)


def test_new_head_objects_until_the_evaluation_is_out_and_it_stands_before_who_decides(year, orphan):
    accepted(year)
    closing = accept(closed_for(orphan, by=year.above), by=year.above, now=JANUARY)
    head = make_user(Role.HEAD, centre=orphan.centre)

    object_to(closing, text="Kurzů bylo dvanáct.", by=head, now=JANUARY)
    prepared = prepare_evaluation(year.document, today=JANUARY.date())

    assert prepared.gaps == ("CPIC Plzeň namítá proti uzávěrce, která byla odeslaná za ně: Kurzů bylo dvanáct.",)
    assert "Kurzů bylo dvanáct." in page(browser(year.above).get(f"/prace/{YEAR}/plzen/uzaverka/rozhodnuti/"))
    released(year.document, by=year.above, reason="Námitka se týká příštího roku.")
    with pytest.raises(Refused, match="v něm už se nic nemění"):
        object_to(closing, text="Pozdě.", by=head, now=FEBRUARY)


def test_returned_closing_is_the_centres_own_again(year, orphan):
    closing = closed_for(orphan, by=year.above)
    head = make_user(Role.HEAD, centre=orphan.centre)

    returned = return_to_centre(closing, reason="Ať to řekne vedoucí.", by=year.above, now=JANUARY)

    assert returned.sent_by_role == ""
    with pytest.raises(Refused, match="není proti čemu namítat"):
        object_to(returned, text="Nic.", by=head, now=JANUARY)
    with pytest.raises(MissingRight):
        send(returned, results=confirmed(returned), by=year.above, now=JANUARY)


@pytest.mark.django_db(transaction=True)
def test_closing_for_a_centre_against_the_closing_of_its_new_head():
    year = make_year(COURSES)
    head = year.head
    seats = Membership.objects.filter(centre=year.centre, role=Role.HEAD)
    begin_closing(year.plan)
    seen = [Closing.objects.select_related("plan__document", "plan__centre").get(plan=year.plan) for _who in range(2)]
    content = confirmed(seen[0])
    seat = seats.get(user=head)
    seats.delete()

    def by_the_head():
        seat.pk = None
        seat.save()
        return send(seen[0], results=content, by=head, now=JANUARY)

    results = at_once(by_the_head, lambda: send(seen[1], results=content, by=year.above, now=JANUARY))

    closing = Closing.objects.get()
    won = winners(results)
    # None where those above had written it down when the head came: they may no longer send it, the head reads again.
    assert (len(won), len(refusals(results))) in {(1, 1), (0, 2)}
    assert closing.state == (ClosingState.SENT if won else ClosingState.OPEN)
    assert not won or (closing.sent_by_role == "") == (results[0] in won)
