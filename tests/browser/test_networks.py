"""A platform in a real browser without scripts: planned, invited to, answered without an account, held, its minutes."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from centres.models import User
from cpic.example.networks import make_networks
from cpic.example.people import CB
from networks.models import Gathering, Partner, Series, SharedAction, Survey, Topic
from networks.monitoring.keeping import begin
from networks.quarters import Quarter
from networks.surveys import keeping
from tests.browser.conftest import loaded_example
from tests.browser.people import Pointer

HEAD = f"vedouci.{CB}@example.cz"
NARROWEST = 320


@pytest.fixture
def example(django_db_setup, django_db_blocker):
    with loaded_example(django_db_blocker):
        make_networks(2026)
        yield


def fits_a_small_telephone(page):
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == NARROWEST
    page.set_viewport_size({"width": 1280, "height": 900})


def test_platform_from_invitation_to_minutes(browse, hold):
    head = Pointer(browse(java_script_enabled=False)).signs_in(HEAD)
    series = Series.objects.get(name="Krajská platforma (ukázka)", centre__slug=CB)
    head.opens(f"/prace/site/{series.pk}/")
    head.follows("Naplánovat setkání")
    head.dates("Den", timezone.localdate())
    head.writes("Kde", "Krajský úřad")
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

    gathering = Gathering.objects.get(on=timezone.localdate())
    head.opens(f"/prace/site/setkani/{gathering.pk}/")
    head.sees("přijde 1")
    head.follows("Vést setkání a zapsat ho")
    head.page.get_by_label("Krajský úřad (ukázka)").check()
    head.page.locator("[name=new-0-what]").fill("Poslat termíny zápisů")
    head.presses("Uzavřít a rozeslat zápis")
    head.sees("Vyberte, kdo úkol má", "Napište, do kterého dne")
    head.page.locator("[name=new-0-owner]").select_option(label="CPIC České Budějovice")
    head.page.locator("[name=new-0-due_on]").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    head.presses("Uzavřít a rozeslat zápis")
    head.sees("Setkání je uzavřené a zápis odešel", "Poslat termíny zápisů")
    head.opens("/prace/")
    head.sees("Poslat termíny zápisů")


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
        *(f"/prace/site/setkani/{ahead.pk}/vest/", f"/prace/site/ukoly/{SharedAction.objects.first().pk}/"),
    ):
        head.opens(address)
        hold(head.page)
        fits_a_small_telephone(head.page)
