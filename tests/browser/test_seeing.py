"""How a year stands, as people see it: accessible at both widths, its pictures in words too, printed on paper."""

import io
import re
from datetime import date, datetime, time

import pdfplumber
import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from centres.models import Centre, SignIn, SignInKind, User
from cpic.example.people import DEPARTMENT_HEAD, DIRECTOR, head_of
from evaluations.meetings.agenda import goals_of
from evaluations.meetings.contents import EntryContent, Written, fingerprint
from evaluations.meetings.writing import close
from evaluations.models import Indicator
from evaluations.records.records import RecordContent, add
from evaluations.records.sources import set_source
from evaluations.states import MeetingKind, Rating
from evaluations.teams import network_meeting, team_meeting
from goals.models import Goal, Plan, Target
from goals.states import Kind, Level
from tests.browser.people import Keyboard, go_by
from tests.factories import PRAGUE, make_amendment

HEAD = "vedouci.ceske-budejovice@example.cz"
SLUG = "ceske-budejovice"
YEAR = 2026
SAID = "Chybí lektor, hledáme nového."


@pytest.fixture(autouse=True)
def _database(live, world, django_db_blocker):
    cache.clear()
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def world(example, django_db_blocker):
    """Two centres that met in January and February, one of them with records; the heads met in February."""
    with django_db_blocker.unblock():
        _set_source_and_record()
        for slug, ratings in ((SLUG, [Rating.AT_RISK, Rating.ON_TRACK]), ("jihlava", [Rating.OFF_TRACK])):
            for month in (1, 2):
                _close(team_meeting(Centre.objects.get(slug=slug), YEAR, month), head_of(slug), ratings)
        _close(network_meeting(MeetingKind.HEADS, YEAR, 2), User.objects.get(email=DEPARTMENT_HEAD), [])


def _set_source_and_record():
    centre = Centre.objects.get(slug=SLUG)
    indicator = Indicator.objects.get_or_create(
        slug="kurzy", defaults={"name": "Kurzy", "unit": "kurzů", "position": 99}
    )[0]
    for kind in (Kind.COUNT, Kind.FREQUENCY):
        set_source(_target(kind), indicator, by=head_of(SLUG))
    for day in (date(YEAR, 1, 15), date(YEAR, 2, 10), date(YEAR, 2, 20)):
        now = datetime.combine(day, time(20), tzinfo=PRAGUE)
        add(centre, RecordContent(indicator, day, title="Kurz o bydlení"), by=head_of(SLUG), now=now)


def _target(kind):
    targets = Target.objects.filter(goal__document__year=YEAR, goal__centre__slug=SLUG, kind=kind)
    return targets.select_related("goal__centre", "goal__document").order_by("goal__position").first()


def _close(meeting, by, ratings):
    """The goals stand as said, the others on track."""
    said = [*ratings, *[Rating.ON_TRACK] * 20]
    entries = {
        goal.root_id: Written(EntryContent(rating=rating, said=SAID), fingerprint(EntryContent()))
        for goal, rating in zip(goals_of(meeting), said, strict=False)
    }
    close(meeting, entries=entries, by=by, now=datetime.combine(meeting.last_day, time(16), tzinfo=PRAGUE))


def progress_of(kind):
    return lambda: f"/prace/cil/{_target(kind).goal_id}/prubeh/"


def long_term():
    goal = Goal.objects.approved().filter(level=Level.LONG_TERM).in_document_order().first()
    return f"/prace/cil/{goal.pk}/prubeh/?rok={YEAR}"


def goal_in_preparation():
    plan = Plan.objects.get(document__year=2027, centre__slug="liberec")
    return f"/prace/cil/{Goal.objects.in_plan(plan).first().pk}/prubeh/"


PAGES = {
    "centre": (HEAD, f"/prace/{YEAR}/{SLUG}/prehled/"),
    "centre, at the end of a month": (HEAD, f"/prace/{YEAR}/{SLUG}/prehled/?mesic=2"),
    "centre, nothing approved": ("vedouci.liberec@example.cz", "/prace/2027/liberec/prehled/"),
    "network": (DEPARTMENT_HEAD, f"/prace/{YEAR}/prehled/"),
    "network, for who does not remind": (DIRECTOR, f"/prace/{YEAR}/prehled/"),
    "network, filtered": (DEPARTMENT_HEAD, f"/prace/{YEAR}/prehled/?state=off_track"),
    "network, nothing found": (DEPARTMENT_HEAD, f"/prace/{YEAR}/prehled/?state=done&region=CZ010"),
    "network, not begun": (DEPARTMENT_HEAD, "/prace/2027/prehled/"),
    "director": (DIRECTOR, f"/prace/{YEAR}/na-jedne-strance/"),
    "statistics of a centre": (HEAD, f"/prace/{YEAR}/{SLUG}/statistika/"),
    "statistics of one indicator": (DIRECTOR, f"/prace/{YEAR}/statistika/?ukazatel=kurzy"),
    "goal that is counted": (HEAD, progress_of(Kind.COUNT)),
    "goal with windows": (HEAD, progress_of(Kind.FREQUENCY)),
    "long-term goal": (HEAD, long_term),
    "goal that is not approved": ("vedouci.liberec@example.cz", goal_in_preparation),
    "home of the director": (DIRECTOR, "/prace/"),
    "year": (DEPARTMENT_HEAD, f"/prace/{YEAR}/"),
    "own account": (HEAD, "/ucet/"),
    "own sign-ins": (HEAD, "/ucet/prihlaseni/"),
}


@pytest.fixture
def visit(browse, live):
    """Opens an address as a person who is signed in; signing in itself is tried elsewhere."""

    def open_page(email, address, hands=Keyboard, **options):
        page = browse(**options)
        name, url = settings.SESSION_COOKIE_NAME, live
        page.context.add_cookies([{"name": name, "value": _session_of(email), "url": url}])
        person = hands(page)
        person.opens(address() if callable(address) else address)
        return person

    return open_page


def _session_of(email):
    person, store = User.objects.get(email=email), SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return store.session_key


@pytest.mark.parametrize(("person", "address"), PAGES.values(), ids=PAGES)
def test_page_is_accessible_and_fits_its_width(visit, hold, person, address):
    hold(visit(person, address).page)


LONG_WORD = "Nejneobhospodařovávatelnějšíhojíždějícíhopřehřívajícíhoprohlížeče"
LONG_ADDRESS = "2001:db8:1234:5678:9abc:def0:1234:5678"
CUT = """() => [...document.querySelectorAll(".breadcrumbs__item, main td, main th")]
  .filter(each => each.getBoundingClientRect().right > innerWidth).map(each => each.textContent)"""


def test_long_words_fit_a_small_telephone(visit):
    """An address of the newer internet, and a word that somebody typed, in lists and in the way back."""
    now = timezone.now()
    facts = {
        "kind": SignInKind.SIGNED_IN,
        "browser": LONG_WORD[:40],
        "address": "2001:db8:1234:5678:9abc:def0:1234:5678",
    }
    SignIn.objects.create(person=User.objects.get(email=HEAD), at=now, since=now, **facts)
    content = RecordContent(Indicator.objects.get(slug="kurzy"), now.date(), title=LONG_WORD)
    record = add(Centre.objects.get(slug=SLUG), content, by=head_of(SLUG), now=now)

    goal = Goal.objects.approved().filter(centre__slug=SLUG).first()
    change = make_amendment(goal, text=f"{goal.text} {LONG_WORD}")

    for address in ("/ucet/prihlaseni/", f"/prace/zaznamy/{record.pk}/", f"/prace/cil/{change.pk}/"):
        page = visit(HEAD, address, width=320).page
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.evaluate(CUT) == []


WORDLESS = """() => [...document.querySelectorAll("main svg[role=img]")]
  .filter(svg => !(svg.getAttribute("aria-label") || svg.querySelector(":scope > title")?.textContent.trim()))
  .map(svg => svg.outerHTML)"""


@pytest.mark.parametrize("name", ["centre", "network", "director", "goal that is counted", "goal with windows"])
def test_every_picture_says_in_words_what_it_shows(visit, name):
    page = visit(*PAGES[name]).page

    assert page.locator("main svg[role=img]").count() > 0
    assert page.evaluate(WORDLESS) == []


def test_chart_has_its_numbers_in_a_table(visit):
    person = visit(*PAGES["goal that is counted"])
    person.page.get_by_text("Čísla grafu v tabulce").click()

    rows = person.page.locator(".year-chart__table tbody tr")

    expect(rows).to_have_count(12)
    expect(rows.nth(1)).to_contain_text("únor 2026")


def test_map_of_the_network_needs_no_scrolling_sideways(visit):
    page = visit(*PAGES["network"]).page
    table = page.locator(".months-map")

    assert page.locator(".months-map tbody tr").count() == Plan.objects.filter(document__year=YEAR).count()
    assert table.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_cell_of_the_map_leads_to_its_meeting(visit):
    person = visit(*PAGES["network"])
    row = person.page.get_by_role("row", name="CPIC České Budějovice")

    go_by(row.get_by_role("link", name="leden: "))

    expect(person.page).to_have_url(re.compile(f"/prace/{YEAR}/{SLUG}/porady/1/$"))


def test_team_is_reminded_by_keyboard(visit):
    person = visit(DEPARTMENT_HEAD, f"/prace/{YEAR}/prehled/")

    person.follows("Kdo nemá uzavřenou poradu")  # past the map, which has a link in each cell
    person.presses("Připomenout – CPIC Benešov")

    person.sees("Připomínku porady dostalo 1 centrum.", "dnes připomenuto")


def test_centre_gets_from_its_standing_to_a_goal_and_its_record(visit):
    person = visit(HEAD, f"/prace/{YEAR}/{SLUG}/prehled/")
    text = _target(Kind.COUNT).goal.text

    person.follows(text)

    person.sees("Kurz o bydlení", SAID)


def test_directors_page_fits_one_sheet(visit):
    page = visit(*PAGES["director"]).page

    with pdfplumber.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as pdf:
        text = pdf.pages[0].extract_text()
        count = len(pdf.pages)

    assert count == 1
    assert "Nejvíc zaostávají" in text
    assert "Tabulka" not in text


@pytest.mark.parametrize("name", ["centre", "network", "goal that is counted"])
def test_print_has_the_content_and_no_ways_on(visit, name):
    page = visit(*PAGES[name]).page
    page.emulate_media(media="print")

    for part in (".year-nav", ".month-chooser", ".download", ".filters", "button"):
        assert [each for each in page.locator(part).all() if each.is_visible()] == []
    expect(page.locator("main svg[role=img]").first).to_be_visible()
