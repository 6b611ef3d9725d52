"""A real browser on a live server that holds the example. Whatever the browser complains about fails the test."""

from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test.utils import modify_settings, override_settings
from django.urls import Resolver404, resolve
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from cpic.accessibility import record as records
from tests.accessibility.engines import violations
from tests.frozen import KEPT, empty_tables, lifted_triggers
from tests.thorough import IS_THOROUGH

CHROMIUM = Path("/usr/bin/chromium")
# Quiet, so that whatever asks another host is ours; without a sandbox, because root (in CI) cannot have one.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = 1280, 390
MILLISECONDS = 60_000  # until what is waited for counts as not coming; how long it takes is the machine's business
expect.set_options(timeout=MILLISECONDS)
EXAMPLE_PASSWORD = "heslo pro ukázku"
INSIDE = ("/prace/", "/ucet/", "/sprava/")


def pytest_collection_modifyitems(items):
    """Mark the tests of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium(live_url):
    """The browser. Its event loop makes Django refuse the database in this thread, so the refusal is switched off. It
    goes before the server, whose threads keep the database in use as long as somebody is connected to them."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing (package chromium)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_url(django_db_setup):
    """Where the live server answers. It starts with an empty database; `live` is the one that holds the example."""
    with modify_settings(ALLOWED_HOSTS={"append": "localhost"}):
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@contextmanager
def loaded_example(django_db_blocker):
    """The example, committed, and everything emptied out afterwards."""
    with django_db_blocker.unblock():
        load_example(timezone.now)
        yield
        empty_tables()
        connection.close()


LOADED = {}  # by the clock that it was loaded with


def load_example(clock):
    """Loading it by the product's verbs takes seconds, so that is done once; later its rows are put back."""
    if clock not in LOADED:
        with override_settings(DEMO_PASSWORD=EXAMPLE_PASSWORD):
            call_command("load_example", bare=True, verbosity=0)
        models = apps.get_models(include_auto_created=True)
        LOADED[clock] = {each: list(each._base_manager.all()) for each in models if each._meta.db_table not in KEPT}
        return
    with lifted_triggers(), transaction.atomic():  # sealed rows are put back too; keys are looked up at the end
        for model, rows in LOADED[clock].items():
            model._base_manager.bulk_create(rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), LOADED[clock]):
            cursor.execute(statement)


@pytest.fixture(scope="module")
def example(django_db_setup, django_db_blocker):
    """One for a whole module, for tests that only read or leave each other's things alone."""
    with loaded_example(django_db_blocker):
        yield


@pytest.fixture
def live(live_url, example):
    return live_url


@pytest.fixture(scope="session")
def idle_pages():
    """Pages that nobody uses now, each alone in its browser context, by the options of that: to begin with a new one
    costs three times as much as what most tests look at."""
    return defaultdict(list)


@pytest.fixture
def browse(chromium, idle_pages, live):
    """Opens pages, at any width and with any option of a browser context, and holds each to the same rules."""
    used, faults = [], []

    def new_page(width=WIDE, height=900, storage_state=None, **options):
        idle = idle_pages[repr(options)]
        page = idle.pop() if idle else chromium.new_context(base_url=live, locale="cs-CZ", **options).new_page()
        used.append((idle, page, _watch(page, live, faults)))
        page.set_viewport_size({"width": width, "height": height})
        if storage_state:
            page.context.add_cookies(storage_state["cookies"])
        return page

    new_page.faults = faults
    yield new_page
    for idle, page, listeners in used:
        if page.is_closed():
            page.context.close()
            continue
        page.goto("about:blank")
        page.context.clear_cookies()  # all that our pages leave behind
        page.emulate_media(media="null")
        page.unroute_all()
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        idle.append(page)
    assert faults == []


def _watch(page, live, faults):
    """Adds what the browser complains about to the faults; returns what listens."""

    def on_request(request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != urlsplit(live).netloc:
            faults.append(f"request to another host: {request.url}")

    def on_console(message):
        # A page that answers 404 or 403 is the test's business; everything it loads must be there.
        is_the_page = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
        if message.type in {"error", "warning"} and not is_the_page:
            faults.append(f"console: {message.text} ({page.url})")

    def on_error(error):
        faults.append(f"script: {error} ({page.url})")

    # Violations of the content security policy are errors of the console.
    listeners = {"request": on_request, "console": on_console, "pageerror": on_error}
    for event, listener in listeners.items():
        page.on(event, listener)
    return listeners


@pytest.fixture(params=[WIDE, NARROW], ids=["1280px", "390px"])
def page(request, browse):
    """The same test at both widths."""
    return browse(request.param)


@pytest.fixture
def wide_page(browse):
    return browse(WIDE)


@pytest.fixture
def narrow_page(browse):
    return browse(NARROW)


@pytest.fixture
def axe():
    """Asserts that a page has no accessibility violation but those that the accessibility statement tells of; says
    which, and on what.

    To measure every contrast takes four times as long as all the rest, and the colours are those of one style sheet: of
    the pages inside it is asked only by `make test-all`. So is the second engine of all pages.
    """

    def assert_accessible(page):
        with_contrast = IS_THOROUGH or not urlsplit(page.url).path.startswith(INSIDE)
        found = violations(page, with_contrast=with_contrast, with_ibm=IS_THOROUGH)
        told = records.read().rules_at(name_of(page.url))
        new = [
            f"{rule}: {element}"
            for (engine, rule, _guideline), elements in found.items()
            if (engine, rule) not in told
            for element in elements
        ]
        assert new == [], "the accessibility statement does not know of it: mend it, or make accessibility"

    return assert_accessible


def name_of(url):
    """The address as the table of access calls it; empty where there is none."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


@pytest.fixture(autouse=True)
def erasures_of_its_own(tmp_path):
    """What a story erases is no business of another site's restore."""
    with override_settings(ERASURES_FILE=tmp_path / "erasures.jsonl"):
        yield


@pytest.fixture
def hold(axe):
    """Holds the open page to the rules of accessibility and to its width, on a screen and on a phone.

    The elements are the same at both widths, so with each change the rules are asked on the phone alone.
    """

    def hold_page(page):
        before = page.viewport_size
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            if IS_THOROUGH or width == NARROW:
                axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") == width
        page.set_viewport_size(before)

    return hold_page
