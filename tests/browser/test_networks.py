"""A platform of a region in a real browser without scripts, and the pages of networks at all widths."""

import re
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from centres.models import User
from cpic.example.networks import make_networks
from cpic.example.people import CB, DEPARTMENT_HEAD
from networks.models import Gathering, Partner, Series, Survey, Topic
from networks.monitoring.keeping import begin
from networks.quarters import Quarter
from networks.surveys import keeping
from tests.browser.conftest import loaded_example
from tests.browser.people import Pointer

HEAD = f"vedouci.{CB}@example.cz"
NARROWEST = 320
FIELD, PRESS = 6, 2  # seconds
HEADS_MINUTES = 10
ROOMS = ("Sítě a partneři", ("navigation", "Pracovní prostředí"))


@pytest.fixture
def example(django_db_setup, django_db_blocker):
    with loaded_example(django_db_blocker):
        make_networks(2026)
        yield


def fits_a_small_telephone(page):
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == NARROWEST
    page.set_viewport_size({"width": 1280, "height": 900})


def types(hands, name, text):
    """Into one of several fields that are called the same."""
    hands.filled += 1
    hands.page.locator(f"[name={name}]").fill(text)


def picks(hands, name, label):
    hands.filled += 1
    hands.page.locator(f"[name={name}]").select_option(label=label)


def test_platform_of_a_region_from_a_topic_to_a_reader_abroad(browse, hold):
    """Staff brings a topic, the head plans, invites, holds and closes, a partner without an account answers, the
    department head reads the minutes, the head lets a conclusion out, somebody abroad reads it. The head's way from
    signing in to frozen minutes is timed by what it takes: six seconds a field, two seconds a press."""
    today = timezone.localdate()
    series = Series.objects.get(name="Krajská platforma (ukázka)", centre__slug=CB)
    staff = Pointer(browse(java_script_enabled=False)).signs_in(f"pracovnik.{CB}@example.cz")
    staff.opens(f"/prace/site/{series.pk}/")
    staff.follows("Přidat téma")
    staff.writes("Téma", "Tlumočníci u zápisu")
    staff.presses("Uložit téma")

    head = Pointer(browse(java_script_enabled=False)).signs_in(HEAD)
    head.follows(*ROOMS)
    head.follows(series.name)
    head.follows("Naplánovat setkání")
    head.dates("Den", today)
    types(head, "starts", "00:01")
    types(head, "ends", "23:59")
    head.writes("Kde", "Krajský úřad")
    head.unticks("Situace cizinců v kraji")  # what waits is offered
    head.presses("Uložit setkání")
    head.follows("Rozeslat pozvánky")
    head.presses("Rozeslat pozvánky")
    head.sees("Odešlo 8 pozvánek.")

    invited = Pointer(browse(java_script_enabled=False))
    invited.opens(urlsplit(re.search(r"https?://\S+/pozvani/\S+", mail.outbox[-1].body)[0]).path)
    invited.presses("Odeslat odpověď")
    invited.sees("Vyberte jednu z odpovědí.")
    invited.marks("Ano")
    invited.presses("Odeslat odpověď")
    invited.sees("Děkujeme, odpověď je zapsaná")

    gathering = Gathering.objects.get(on=today)
    head.follows(*ROOMS)
    head.follows(series.name)
    head.follows(re.compile(rf"(?<!\d){today.day}\.\s*{today.month}\."))  # on the 1st no link of the 21st
    head.sees("přijde 1")
    head.follows("Vést setkání a zapsat ho")
    for place in ("Krajský úřad", "Magistrát města", "Úřad práce", "Cizinecká policie", "Základní škola", "Spolek"):
        head.ticks(re.compile(place))
    for item in gathering.agenda.all():
        types(head, f"item-{item.pk}-conclusion", f"Domluvili jsme se: {item.topic}.")
    types(head, "new-0-what", "Poslat termíny zápisů")
    head.presses("Uzavřít a rozeslat zápis")
    head.sees("Vyberte, kdo úkol má", "Napište, do kterého dne")
    picks(head, "new-0-owner", "CPIC České Budějovice")
    types(head, "new-0-due_on", (today + timedelta(days=9)).isoformat())
    types(head, "new-1-what", "Oslovit agentury")
    picks(head, "new-1-owner", "Úřad práce (ukázka)")
    types(head, "new-1-due_on", (today + timedelta(days=30)).isoformat())
    head.presses("Uzavřít a rozeslat zápis")
    head.sees("Setkání je uzavřené a zápis odešel", "Poslat termíny zápisů")
    minutes = (FIELD * head.filled + PRESS * head.acts) / 60
    sys.stdout.write(f"\nMinutes of a platform: {head.acts} presses, {head.filled} fields, {minutes:.1f} minutes\n")
    assert minutes <= HEADS_MINUTES
    head.goes_to_work()
    head.sees("Poslat termíny zápisů")

    above = Pointer(browse(java_script_enabled=False)).signs_in(DEPARTMENT_HEAD)
    above.opens(f"/prace/site/setkani/{gathering.pk}/")
    above.sees("Domluvili jsme se: Tlumočníci u zápisu.", "Úřad práce (ukázka)")

    head.opens("/prace/site/verejne/")
    head.follows("Jihočeský kraj")
    head.follows("Upravit stránku")
    head.ticks(f"{series.name} (krajská platforma)")
    head.ticks(re.compile("Domluvili jsme se: Tlumočníci"))
    head.presses("Uložit stránku")
    abroad = Pointer(browse(java_script_enabled=False))
    abroad.opens("/en/kraje/jihocesky-kraj/")
    abroad.sees_no("Domluvili jsme se")
    head.presses("Zveřejnit tak, jak je níže")
    abroad.opens("/en/kraje/jihocesky-kraj/")
    abroad.sees("Domluvili jsme se: Tlumočníci u zápisu.")
    abroad.sees_no("Domluvili jsme se: Agenturní")


def surveys_of(region):
    """The evaluation of the example, which came out, and a key of one that still runs."""
    today = timezone.localdate()
    running = Survey.objects.create(year=today.year + 1, opened_at=timezone.now(), closes_on=today)
    running.regions.create(region=region, invited=7).keys.create(id=keeping.hash_of("klic"))
    return Survey.objects.yearly().exclude(closed_at=None).get(), "klic"


@pytest.mark.thorough
def test_pages_of_networks_are_accessible_and_fit(browse, hold):
    head = Pointer(browse()).signs_in(HEAD)
    series = Series.objects.get(name="Krajská platforma (ukázka)", centre__slug=CB)
    held = Gathering.objects.filter(series=series, state="closed").get()
    ahead = Gathering.objects.filter(series=series, state="planned").get()
    partner, topic = (
        Partner.objects.get(name="Spolek pro sousedy (ukázka)"),
        Topic.objects.filter(series=series).first(),
    )
    monitoring = begin(series.region, Quarter.of(timezone.localdate()), by=User.objects.get(email=HEAD))
    survey, key = surveys_of(series.region)
    today = Gathering.objects.create(series=series, on=timezone.localdate())
    asked = keeping.open_after(today, 12, by=User.objects.get(email=HEAD))
    for address in (
        *(f"/dotaznik/{key}/", f"/dotaznik/{key}/?jazyk=vi", "/dotaznik/dekujeme/?jazyk=uk"),
        *("/prace/site/hodnoceni/", f"/prace/site/hodnoceni/{survey.pk}/", "/prace/site/ukoly-ministerstva/"),
        *(f"/prace/site/hodnoceni/vysledky/{one.pk}/" for one in survey.results.all()),
        *(f"/prace/site/setkani/{held.pk}/otazky/zacit/", f"/prace/site/setkani/{asked.gathering_id}/otazky/"),
        *(f"/dotaznik/{asked.key}/?jazyk=ru", "/prace/site/kdo-se-kde-potkava/"),
        *("/prace/site/", "/prace/site/nova/", f"/prace/site/{series.pk}/", f"/prace/site/{series.pk}/clenove/"),
        *("/prace/site/partneri/", "/prace/site/partneri/novy/", "/prace/site/partneri/nahrat/"),
        *(f"/prace/site/partneri/{partner.pk}/", f"/prace/site/partneri/{partner.pk}/sloucit/"),
        *(f"/prace/site/{series.pk}/temata/{topic.pk}/", f"/prace/site/setkani/{held.pk}/"),
        *(f"/prace/site/setkani/{ahead.pk}/", f"/prace/site/setkani/{ahead.pk}/pozvanky/"),
        *("/prace/site/cinnost/", "/prace/site/cinnost/nova/employer/", "/prace/site/monitoring/?cislo=employed"),
        *(f"/prace/site/monitoring/{monitoring.pk}/", f"/prace/site/monitoring/{monitoring.pk}/oddil/schools/"),
        f"/prace/site/monitoring/{monitoring.pk}/opatreni/",
        *(f"/prace/site/setkani/{ahead.pk}/vest/", f"/prace/site/ukoly/{held.actions.first().pk}/"),
    ):
        assert head.page.goto(address).ok, address
        hold(head.page)
        fits_a_small_telephone(head.page)
