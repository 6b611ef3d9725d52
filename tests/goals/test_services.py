"""What centres offer: who keeps it and what happens when two do, what the public reads of it in five languages, finds
and takes as data; and the letter about a goal to the centre that answers for it."""

import csv
import io
import re
from datetime import date, timedelta
from email.message import EmailMessage
from types import SimpleNamespace
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from centres import offer
from centres.access import MissingRight, rights_of
from centres.languages import address_in
from centres.models import Contact, Event, Offer, Role, Service, ServiceItem
from centres.refusals import EditConflict, Refused
from goals.public.asking import LONGEST, letter_about, mail_address
from goals.tasks import tasks
from tests.factories import make_centre, make_document, make_edition, make_goal, make_operator, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
LANGUAGES = ("cs", "en", "uk", "ru", "vi")
MARKUP = "<script>alert(1)</script> & „klub“"
HOUSING = {"en": "housing", "uk": "житло", "ru": "жильё", "vi": "nhà ở"}


@pytest.fixture
def centre():
    return make_centre(slug="pisek", name="CPIC Písek", operator=make_operator(slug="suz", name="Správa"))


@pytest.fixture
def head(centre):
    return make_user(Role.HEAD, centre=centre)


@pytest.fixture
def browser(client, head):
    client.force_login(head)
    return client


def keep(centre, head, *items):
    return offer.keep_offer(offer.offer_of(centre), items, by=head)


def own(centre, **facts):
    return Service(**{"centre": centre, "own_group": "clubs", "name": "klub pro ženy", "version": 0} | facts)


def names_of(centre):
    return [event.name for event in Event.objects.filter(centre=centre).order_by("id")]


def test_offer_is_kept_said_to_hold_and_remembered(centre, head):
    Offer.objects.all().delete()
    keep(centre, head, "social-housing", "legal-work")
    detailed = Service.objects.get(item="social-housing")
    detailed.languages, detailed.times = "cs uk", "út 9–12"
    offer.save_service(detailed, by=head)
    keep(centre, head, "social-housing", "czech-basic")
    later = timezone.now() + timedelta(days=2)
    offer.keep_offer(offer.offer_of(centre), ["social-housing", "czech-basic"], by=head, now=later)

    assert [service.item for service in offer.services_of(centre)] == ["social-housing", "czech-basic"]
    assert Service.objects.get(item="social-housing").times == "út 9–12"  # what stays keeps what was said of it
    assert {service.as_of for service in centre.services.all()} == {timezone.localdate(later)}
    assert names_of(centre) == ["keep_offer", "change_service", "keep_offer", "confirm_offer"]
    said = Event.objects.filter(centre=centre, name="keep_offer").last().content
    assert "Přibylo: základní kurz češtiny" in said
    assert "Ubylo: pracovní právo" in said
    changed = Event.objects.get(name="change_service").content
    assert "Jazyky: – → čeština, ukrajinština" in changed


def test_own_service_is_added_once_changed_and_removed(centre, head):
    added = offer.save_service(own(centre), by=head)
    with pytest.raises(Refused):
        offer.save_service(own(centre), by=head)
    stale = Service.objects.get(pk=added.pk)
    added.name = "klub pro rodiče"
    offer.save_service(added, by=head)
    with pytest.raises(EditConflict):
        offer.save_service(stale, by=head)
    with pytest.raises(EditConflict):
        offer.remove_service(stale, by=head)
    offer.remove_service(added, by=head)
    offer.remove_service(added, by=head)

    assert not centre.services.exists()
    assert names_of(centre) == ["add_service", "change_service", "remove_service"]


def test_nobody_else_keeps_it_and_a_closed_centre_has_none(centre, head, client):
    stranger = make_user(Role.HEAD, centre=make_centre())
    with pytest.raises(MissingRight):
        keep(centre, stranger, "social-work")
    keep(centre, head, "social-work")
    Contact.objects.filter(centre=centre).update(phone="123 456 789")
    assert "123" in client.get("/centra/pisek/").content.decode()
    centre.closed_on, centre.closing_reason = timezone.localdate(), "Stěhování."
    centre.save()
    with pytest.raises((MissingRight, Refused)):
        keep(centre, head, "social-housing")
    page = client.get("/centra/pisek/").content.decode().lower()
    assert [said for said in ("hledání práce", "telefon", "kdo může přijít") if said in page] == []
    assert 'href="/v-nouzi-a-v-pochybnosti/"' in page
    assert client.get("/data/sluzby.csv").status_code == 404


@pytest.mark.parametrize(
    "facts",
    [{"item": "nic"}, {"item": "social-work", "name": "x"}, {"own_group": "clubs"}, {"own_group": "x", "name": "x"}],
)
def test_database_keeps_what_a_service_is(centre, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.create(centre=centre, as_of=date(2026, 1, 5), **facts)


def test_head_is_asked_together_with_the_contact(centre, head):
    day = timezone.localdate()

    def asked(on):
        return [
            task for task in tasks(rights_of(head, on=on), today=on) if task.url.endswith(("/kontakt/", "/sluzby/"))
        ]

    keep(centre, head, "social-work")
    assert not asked(day + timedelta(days=183))
    [task] = asked(day + timedelta(days=184))
    assert task.url == reverse("offer-edit", args=["pisek"])
    Contact.objects.update(as_of=day)
    [task] = asked(day + timedelta(days=184))
    assert task.url == reverse("contact-edit", args=["pisek"])


def test_somebody_was_faster_and_what_was_ticked_stays(centre, head, browser):
    address = reverse("offer-edit", args=["pisek"])
    keep(centre, head, "social-work")
    answer = browser.post(address, {"legal": ["legal-family"], "version": 1})

    assert answer.status_code == 409
    html = answer.content.decode().replace("\xa0", " ")
    assert re.search(r'value="legal-family"[^>]*checked', html)
    # What there is now stands beside.
    assert "hledání práce a zaměstnání" in html.partition('id="plati"')[2].partition("</section>")[0]
    assert [service.item for service in centre.services.all()] == ["social-work"]
    again = browser.post(address, {"legal": ["legal-family"], "version": Offer.objects.get(centre=centre).version})
    assert again.status_code == 302
    assert [service.item for service in centre.services.all()] == ["legal-family"]


def test_service_that_was_removed_meanwhile_gives_its_words_back(centre, head, browser):
    added = offer.save_service(own(centre), by=head)
    offer.remove_service(Service.objects.get(), by=head)
    sent = {"own_group": "clubs", "name": "klub pro všechny", "times": "st 16–18", "version": 1}
    answer = browser.post(reverse("service-edit", args=["pisek", added.pk]), sent)

    assert answer.status_code == 409
    assert "klub pro všechny" in answer.content.decode()
    assert browser.post(reverse("service-edit", args=["pisek", added.pk]), sent | {"version": 0}).status_code == 302
    assert Service.objects.get().name == "klub pro všechny"
    for address in (reverse("service-item", args=["pisek", "nic"]), reverse("service-edit", args=["pisek", 10**6])):
        assert browser.get(address).status_code == 404


def test_words_of_the_centre_are_looked_at_before_they_are_out(centre, browser):
    address = reverse("service-add", args=["pisek"])
    sent = {"own_group": "clubs", "version": 0}
    for name in ("", "\u200b\u202e \u2060", "a" * 20_000):
        assert browser.post(address, sent | {"name": name}).status_code == 422
    asked = browser.post(address, sent | {"name": "klub, volejte 777 123 456"})
    assert asked.status_code == 422
    assert "osobni-udaje" in asked.content.decode()
    assert not Service.objects.exists()

    saved = browser.post(address, sent | {"name": f"\u202e{MARKUP}\u200b", "languages": ["uk", "cs"]})
    assert saved.status_code == 302
    assert (Service.objects.get().name, Service.objects.get().languages) == (MARKUP, "cs uk")
    html = Client().get("/centra/pisek/").content.decode()
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html


def test_public_reads_the_offer_in_its_language(centre, head, client):
    keep(centre, head, *ServiceItem)
    housing = Service.objects.get(item="social-housing")
    housing.languages, housing.times = "vi", "každé úterý 14–16"
    offer.save_service(housing, by=head)
    offer.save_service(own(centre), by=head)

    for code in LANGUAGES:
        html = client.get(address_in(code, "/centra/pisek/")).content.decode()
        with translation.override(code):
            names = [str(item.label) for item in ServiceItem]
        text = re.sub(r"<[^>]+>", "", html).replace("\xa0", " ").casefold()
        assert [name for name in names if name.casefold() not in text] == [], code
        assert "108/2006" in text
        if code != "cs":
            assert names[3].casefold() == HOUSING[code].casefold()
            assert re.search(r'<span lang="cs">každé.úterý', html), code
            assert '<span lang="cs">Klub' in html
            found = client.get(f"/{code}/hledat/", {"q": HOUSING[code]}).content.decode()
            assert f'href="/{code}/centra/pisek/#sluzby"' in found, code
    assert '"/centra/pisek/#sluzby"' in client.get("/hledat/", {"q": "klub zeny"}).content.decode()


def test_page_says_plainly_what_nobody_has_said(centre, client):
    make_centre(slug="brno", operator=make_operator(name="Město Brno"))
    make_centre(slug="tabor", parent=centre, operator=centre.operator)

    empty, other, below = (
        client.get(f"/centra/{slug}/").content.decode().replace("\xa0", " ") for slug in ("pisek", "brno", "tabor")
    )
    assert "nenapsalo, co přesně nabízí" in empty
    assert "zdarma" in empty
    assert "Kdo může přijít" in empty
    assert "Centrum provozuje Město Brno" in other
    assert "Kdo může přijít" not in other
    assert 'href="/centra/pisek/#sluzby"' in below
    assert 'href="/v-nouzi-a-v-pochybnosti/"' in empty


def test_offer_comes_out_as_data_with_names_in_five_languages(centre, head, client):
    keep(centre, head, "social-housing", "legal-work")
    offer.save_service(own(centre, name="=klub", times="út", languages="cs uk"), by=head)

    rows = list(csv.DictReader(io.StringIO(client.get("/data/sluzby.csv").content.decode(), newline="")))
    said = client.get("/data/sluzby.json").json()
    assert [row["sluzba"] for row in rows] == ["social-housing", "legal-work", ""]
    assert {code: rows[0][f"sluzba_{code}"] for code in HOUSING} == HOUSING
    assert (rows[2]["sluzba_cs"], rows[2]["sluzba_en"], rows[2]["skupina_en"]) == ("'=klub", "", "Clubs")
    assert (said["radky"][2]["sluzba_cs"], said["radky"][2]["sluzba_vi"]) == ("=klub", None)
    assert said["radky"][2]["jazyky"] == "cs uk"
    assert said["k_datu"] == timezone.localdate().isoformat()
    assert "vydani" not in said
    assert client.get("/data/sluzby.xlsx").content == client.get("/data/sluzby.xlsx").content
    for path in ("/data/sluzby-2026.csv", "/data/2026/1/sluzby.csv", "/data/cile.csv", "/data/sluzby.doc"):
        assert client.get(path).status_code == 404, path


# The letter about a goal


def parsed(letter):
    """To whom, subject and body, as a mail program takes them from the address."""
    parts = urlsplit(letter)
    assert parts.scheme == "mailto"
    fields = dict(parse_qsl(parts.query, strict_parsing=True))
    message = EmailMessage()
    message["To"], message["Subject"] = unquote(parts.path), fields["subject"]  # refuses what would begin a new header
    return message["To"].addresses[0].addr_spec, str(message["Subject"]), fields["body"]


@pytest.mark.parametrize(
    "text",
    [
        "Uspořádat 12 kurzů.",
        "Žluťoučký kůň & <b>1+1=2</b>? 100 % #cíl\r\nBcc: x@example.cz",
        "ř" * 2000,
        "\u202eabc " * 400,
    ],
)
@pytest.mark.parametrize("code", LANGUAGES)
def test_letter_holds_number_edition_and_address_whatever_the_wording(text, code):
    goal, edition = SimpleNamespace(number=12, text=text), SimpleNamespace(year=2026, number=3)
    page = f"https://cile.example.cz/{code}/cile/2026/12/"
    to = f"centrum+cíle&?{'x' * 200}@example.cz".replace("í", "i")
    with translation.override(code):
        letter = letter_about(goal, edition, to=to, page=page)

    assert len(letter) <= LONGEST
    assert re.fullmatch(r"mailto:[A-Za-z0-9%@._~/-]+\?subject=[A-Za-z0-9%._~-]+&body=[A-Za-z0-9%._~-]+", letter)
    address, subject, body = parsed(letter)
    assert address == to
    assert "Cíl 12 na rok 2026, vydání 3" in subject
    assert "\n" not in subject
    assert page in body.split("\r\n")
    assert "\u202e" not in body
    if len(text) < 100:
        assert text.replace("\r\n", "\n") in body.replace("\r\n", "\n")


def test_address_of_mail_is_encoded_by_its_norm():
    assert (
        mail_address("a?b@example.cz", "Č & B", "1\n2")
        == "mailto:a%3Fb@example.cz?subject=%C4%8C%20%26%20B&body=1%0D%0A2"
    )


def test_goal_leads_to_whom_answers_today(centre, client):
    goal = make_goal(make_document(), centre=centre, text="Uspořádat 12 kurzů pro ženy.")
    make_edition(goal.document, goal)
    assert 'href="/centra/pisek/"' in section(client)
    Contact.objects.filter(centre=centre).update(email="pisek@example.cz")
    centre.save()
    [letter] = re.findall(r'href="(mailto:[^"]+)"', section(client))
    address, _subject, body = parsed(letter.replace("&amp;", "&"))
    assert (address, "/cile/2026/1/" in body) == ("pisek@example.cz", True)

    successor = make_centre(slug="tabor", name="CPIC Tábor")
    Contact.objects.filter(centre=successor).update(email="tabor@example.cz")
    centre.closed_on, centre.closing_reason, centre.successor = timezone.localdate(), "Spojení.", successor
    centre.save()
    assert "mailto:tabor@example.cz?" in section(client, "/vi")
    assert 'lang="cs">CPIC Tábor' in section(client, "/vi")

    centre.successor, centre.parent = None, make_centre(slug="strakonice")
    centre.save()
    assert 'href="/centra/strakonice/"' in section(client)
    centre.parent = None
    centre.save()
    assert re.findall('href="([^"]+)"', section(client, "/vi")) == ["/vi/centra/"]


def section(client, prefix=""):
    html = client.get(f"{prefix}/cile/2026/1/").content.decode().replace("\xa0", " ")
    return html.partition('id="zeptat-se"')[2].partition("</section>")[0]
