"""Pages of regions for the public: what was released stands there, and nothing else of what is written inside."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from centres.access import MissingRight
from centres.models import Event, Role
from goals.freezing import fingerprint
from goals.workflow import EditConflict, Refused
from networks.models import AgendaItem, Mark, PublicIssue, RegionPage
from networks.partners.keeping import archive, save_mark, save_partner
from networks.public.addresses import slug_of
from networks.public.releasing import content_of, page_of, release, save_page
from tests.factories import make_centre, make_region, make_user
from tests.networks.networks_cast import LONG_AGO, closed, make_partner, make_series, make_topic, seat_since
from tests.world import browser, fields, page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LONG = "Nejneobhospodařovávatelnějšíkrajskáplatformaprocizince" + "x" * 10


def written(cast, **facts):
    """The page of the cast's region with something of everything ticked; a conclusion and a topic stay inside."""
    seat_since(cast, LONG_AGO)
    told, kept = make_topic(cast, "Zápisy do prvních tříd"), make_topic(cast, "Tajné téma")
    said = {told.pk: ("Tlumočník bude u každého zápisu.", False), kept.pk: ("Tajný závěr.", False)}
    closed(cast, TODAY - timedelta(days=9), cast.town, topics=[told, kept], conclusions=said)
    mark = save_mark(
        Mark(partner=cast.office, version=0, kind="information_line", what_for="práce", reach="800 1"), by=cast.head
    )
    allow(cast, cast.town)
    chosen = {
        "works": ["exchange", "pupils", "czech"],
        "series": [cast.series.pk],
        "topics": [told.pk],
        "conclusions": [AgendaItem.objects.get(conclusion__startswith="Tlumočník").pk],
        "marks": [mark.pk],
    }
    facts = {"aims": "Společně v kraji.", "joining": "Napište centru.", "chosen": chosen} | facts
    return save_page(page_of(cast.region), facts, by=cast.staff)


def allow(cast, partner, may_be_named=True):
    partner.refresh_from_db()
    facts = {"name": partner.name, "region": partner.region, "may_be_named": may_be_named}
    save_partner(partner, facts, by=cast.head)


def released(cast, written=None, *, by=None):
    row = written or page_of(cast.region)
    return release(row, seen=fingerprint(content_of(row, today=TODAY)), by=by or cast.head)


def address(cast):
    return reverse("region", args=[releasing_slug(cast)])


def releasing_slug(cast):
    return slug_of(cast.region)


def found(client, query, prefix=""):
    """Where results about regions lead."""
    results = client.get(f"{prefix}/hledat/", {"q": query, "kind": "region"}).context["search"]
    return [row.url for row in results.found]


def test_public_reads_what_was_released_and_nothing_else(cast, client):
    row = written(cast)
    before = page(client.get(address(cast)))
    assert "Společně v kraji." not in before
    assert "nic nezveřejnilo" in before

    released(cast, row)
    shown = page(client.get(address(cast)))

    said = ("Společně v kraji.", "Platforma kraje", "Magistrát města", "Zápisy do prvních tříd", "Tlumočník bude")
    said += ("Přehled o počtech dětí", "Kurzy češtiny", "Napište centru.", "800 1", f"{cast.centre.name}")
    assert [words for words in said if words not in shown] == []
    # Who did not agree is counted, not named; what was not ticked stays inside.
    assert "které tu nejsou jmenované: 2" in shown
    assert [
        words for words in ("ZŠ Husova", "Tajné téma", "Tajný závěr", "magistrat@", "útvar") if words in shown
    ] == []


def test_what_is_written_later_is_not_out_before_somebody_releases_it(cast, client):
    row = released(cast, written(cast)) and page_of(cast.region)
    save_page(row, {"aims": "Nově a jinak."}, by=cast.staff)

    assert "Nově a jinak." not in page(client.get(address(cast)))
    inside = page(browser(cast.head).get(reverse("region-page", args=[releasing_slug(cast)])))
    assert "od webu liší" in inside
    assert "na webu je starší znění" in page(browser(cast.head).get(reverse("region-pages")))
    released(cast)
    assert "Nově a jinak." in page(client.get(address(cast)))


def test_page_in_other_languages_says_standing_works_in_them_and_marks_words_of_people(cast, client):
    released(cast, written(cast))

    english = client.get(f"/en{address(cast)}").content.decode()

    assert "Exchanging" not in english
    assert "Following the situation in the region and exchanging information" in english
    assert '<span lang="cs">Společně v&nbsp;kraji.</span>' in english.replace("\u00a0", "&nbsp;")
    assert "Информационные линии" not in english
    assert found(client, "exchanged situation", "/en") == [f"/en{address(cast)}#aims"]
    assert found(client, "společně", "/en") == [f"{address(cast)}#aims"]  # words of people stay as they are
    assert found(client, "společně") == [f"{address(cast)}#aims"]


def test_organisation_that_takes_its_consent_back_is_gone_at_once(cast, client):
    released(cast, written(cast))
    assert found(client, "magistrátem") == [f"{address(cast)}#site"]

    allow(cast, cast.town, may_be_named=False)

    assert found(client, "magistrátem") == found(client, "tajné") == []
    assert found(client, "tlumočníci zápis") == [f"{address(cast)}#site"]
    shown = page(client.get(address(cast)))
    assert "Magistrát města" not in shown
    assert "které tu nejsou jmenované: 3" in shown
    assert "Tlumočník bude" in shown
    assert PublicIssue.objects.count() == 2
    allow(cast, cast.town)  # agreeing again is no release
    assert "Magistrát města" not in page(client.get(address(cast)))


def test_organiser_of_a_committee_that_takes_its_consent_back_is_gone_too(cast, client):
    facts = {"kind": "committee", "name": "Rada pro cizince", "organiser": cast.office}
    committee = make_series(cast.centre, **facts)
    allow(cast, cast.office)
    released(cast, written(cast, chosen={"series": [committee.pk, cast.series.pk]}))
    assert "Úřad práce" in page(client.get(address(cast)))

    allow(cast, cast.office, may_be_named=False)

    shown = page(client.get(address(cast)))
    assert "Úřad práce" not in shown
    assert "Rada pro cizince" in shown


def test_head_releases_what_was_seen_and_staff_does_not(cast):
    row = written(cast)
    with pytest.raises(MissingRight):
        released(cast, row, by=cast.staff)
    with pytest.raises(MissingRight):
        released(cast, row, by=cast.stranger)
    seen = fingerprint(content_of(row, today=TODAY))
    save_page(page_of(cast.region), {"aims": "Jinak."}, by=cast.staff)
    with pytest.raises(EditConflict):
        release(row, seen=seen, by=cast.head)
    first = released(cast)
    assert released(cast) == first  # pressed twice
    assert Event.objects.filter(name="release_region").count() == 1


def test_nothing_and_personal_data_are_not_released(cast):
    with pytest.raises(Refused, match="není co zveřejnit"):
        released(cast, save_page(page_of(cast.region), {"joining": "Napište."}, by=cast.staff))
    row = written(cast)
    RegionPage.objects.update(aims="Volejte 602 123 456.")
    with pytest.raises(Refused, match="Cíle koordinace.*osobní údaje"):
        released(cast, page_of(cast.region))
    assert row.pk
    assert "602" not in page(Client().get(address(cast)))


def test_page_is_taken_off_the_web_and_put_back(cast, client):
    released(cast, written(cast))
    head, slug = browser(cast.head), releasing_slug(cast)

    head.post(reverse("region-page-hide", args=[slug]))
    assert "Společně v kraji." not in page(client.get(address(cast)))

    shown = head.get(reverse("region-page", args=[slug]))
    head.post(reverse("region-page-release", args=[slug]), {"seen": shown.context["seen"]})
    assert "Společně v kraji." in page(client.get(address(cast)))


def test_signpost_says_whom_to_turn_to_and_when_it_was_checked(cast, client):
    line = make_partner(None, "Linka pro cizince", kind="non_governmental")
    old = save_mark(Mark(partner=line, version=0, kind="expert", what_for="pobyt", languages="čeština"), by=cast.above)
    Mark.objects.filter(pk=old.pk).update(checked_on=TODAY - timedelta(days=400))
    country = save_page(page_of(None), {"joining": "", "chosen": {"marks": [old.pk]}}, by=cast.above)
    with pytest.raises(MissingRight):
        released(cast, country, by=cast.head)
    assert "Linka pro cizince" not in page(client.get(reverse("signpost")))

    released(cast, country, by=cast.above)
    released(cast, written(cast))

    shown = page(client.get(reverse("signpost")))
    assert "112" in shown
    assert "Linka pro cizince" in shown
    assert "víc než rok" in shown
    assert "800 1" in shown
    assert f"Ověřeno {TODAY.day}. {TODAY.month}. {TODAY.year}." in shown
    for prefix in ("", "/en"):  # found there by its Czech name, once in each language
        [result] = client.get(f"{prefix}/hledat/?q=linka+cizince+pobyt").context["page"].object_list
        assert (result["url"], str(result["row"].text)) == (
            f"{prefix}{reverse('signpost')}",
            "Linka pro cizince; pobyt; čeština",
        )


def test_form_keeps_what_is_typed_and_tells_who_was_faster(cast):
    written(cast)
    head, url = browser(cast.head), reverse("region-page-edit", args=[releasing_slug(cast)])
    shown = head.get(url)
    assert "Tajný závěr." in page(shown)
    sent = fields(shown)
    assert sorted(sent["works_aims"] if isinstance(sent["works_aims"], list) else [sent["works_aims"]]) == ["exchange"]
    refused = head.post(url, sent | {"aims": "Volejte 602 123 456."})
    assert refused.status_code == 422
    assert "602 123 456" in page(refused)
    assert head.post(url, sent | {"aims": "x" * 3001}).status_code == 422
    save_page(page_of(cast.region), {"aims": "Rychlejší."}, by=cast.staff)
    overtaken = head.post(url, sent | {"aims": "Pomalejší."})
    assert overtaken.status_code == 409
    assert "Pomalejší." in page(overtaken)
    assert head.post(url, fields(overtaken) | {"aims": "Pomalejší."}).status_code == 302
    assert page_of(cast.region).aims == "Pomalejší."
    assert head.post(url, sent | {"series": "999999"}).status_code == 422


def test_what_is_gone_inside_is_left_out_of_the_next_release(cast):
    row = written(cast)
    archive(cast.town, by=cast.head)
    Mark.objects.all().delete()

    content = content_of(row, today=TODAY)

    assert content["marks"] == []
    assert content["networks"][0]["named"] == []


def test_other_regions_pages_are_not_there_and_addresses_are_not_guessed(cast, client):
    head = browser(cast.stranger)
    assert head.get(reverse("region-page", args=[releasing_slug(cast)])).status_code == 404
    assert client.get("/kraje/nikde/").status_code == 404
    assert browser(make_user(Role.ADMINISTRATOR)).get(reverse("region-pages")).status_code == 403


@pytest.mark.engine
def test_issue_never_changes(cast):
    issue = released(cast, written(cast))
    for change in (lambda: issue.delete(), lambda: PublicIssue.objects.update(number=9)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.engine
def test_public_page_asks_for_few_rows(cast, client, django_assert_max_num_queries):
    released(cast, written(cast))
    with django_assert_max_num_queries(12):
        client.get(address(cast))


@pytest.mark.engine
def test_list_inside_asks_no_more_where_more_is_out(cast):
    above = browser(make_user(Role.DEPARTMENT_HEAD))
    released(cast, written(cast))
    asked = []
    for codes in (("CZ010",), ("CZ020", "CZ031", "CZ041", "CZ042")):
        for code in codes:
            series, head = make_series(make_centre(region=make_region(nuts3=code))), make_user(Role.DEPARTMENT_HEAD)
            page_there = save_page(page_of(series.region), {"chosen": {"series": [series.pk]}}, by=head)
            released(cast, page_there, by=head)
        with CaptureQueriesContext(connection) as queries:
            assert above.get(reverse("region-pages")).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_history_names_founding_years_and_operators(cast, client):
    cast.centre.founded = "2009-07"
    cast.centre.save()

    for url in (address(cast), reverse("regions")):
        row = re.search(
            rf"<tr\b(?:(?!</tr>).)*{cast.centre.name}.*?</tr>", client.get(url).content.decode(), re.DOTALL
        )[0]
        assert "2009" in row
        assert cast.centre.operator.name in row
