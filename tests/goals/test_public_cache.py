"""How public pages are kept: what makes another page of an address and what does not, who makes it, what fits in."""

import gzip
import time

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.filters import GoalFilter
from goals.public import cache as pages
from goals.public import queries
from tests.factories import make_centre, make_document, make_edition, make_goal, make_region
from tests.threads import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
YEAR = "/cile/2026/"
PUBLIC = ["/", "/cile/", YEAR, f"{YEAR}1/", f"{YEAR}vydani/1/", "/centra/", "/centra/pisek/", "/centra/pisek/2026/"]
FILES = ["/cile/2026.pdf", f"{YEAR}vydani/1.pdf"]


@pytest.fixture
def document():
    region = make_region(nuts3="CZ031", name="Jihočeský kraj")
    document = make_document()
    make_edition(document, make_goal(document, centre=make_centre(slug="pisek", name="CPIC Písek", region=region)))
    return document


def visit(client, address, **headers):
    """The answer and the number of queries it took."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, headers={"Accept-Encoding": "gzip"} | headers)
    return answer, len(asked)


UNKNOWN = ["utm_source=dopis", "1", "fbclid=a&fbclid=b", "Q=a", "=", "q=", "q=%20&region=&x=1"]


@pytest.mark.parametrize("address", [*PUBLIC, *FILES])
def test_query_that_the_page_does_not_know_changes_nothing(client, document, address):
    plain, _queries = visit(client, address)

    for query in UNKNOWN:
        other, asked = visit(client, f"{address}?{query}")
        assert (other.content, other["ETag"], asked) == (plain.content, plain["ETag"], 1), query
        assert ("Content-Encoding" in other) == (address not in FILES)
        assert visit(client, f"{address}?{query}", **{"If-None-Match": plain["ETag"]})[0].status_code == 304


def test_query_that_comes_first_is_not_on_the_page(client, document):
    page = gzip.decompress(visit(client, f"{YEAR}?utm_source=dopis&q=kurz")[0].content).decode()

    assert "kurz" in page
    assert "dopis" not in page
    assert "dopis" not in visit(client, f"{YEAR}?utm_source=dopis")[0].wsgi_request.get_full_path()


def test_page_knows_the_filters_of_its_form(client, document):
    assert set(pages.resolve(YEAR).func.parameters) == set(GoalFilter.base_filters) == {"region", "centre", "kind", "q"}


def test_same_choice_is_one_page_however_it_is_written(client, document):
    first, _queries = visit(client, f"{YEAR}?region=CZ031&q=osm+setkani")

    for query in ("q=osm+setkani&region=CZ031", "x=1&region=CZ031&kind=&q=%20osm%20%20setkani&q=osm%20setkani%20"):
        other, asked = visit(client, f"{YEAR}?{query}")
        assert (other.content, asked) == (first.content, 1)
    assert visit(client, f"{YEAR}?region=CZ031")[0]["ETag"] != first["ETag"]


def test_address_written_otherwise_leads_to_the_page(client, document):
    answer = client.get("/cile/0002026/01/?utm_source=dopis")

    assert (answer.status_code, answer["Location"]) == (301, "/cile/2026/1/")
    assert client.get("/cile/02026/?x=1&q=a+b")["Location"] == "/cile/2026/?q=a+b"
    assert client.get("/cile/02026.pdf")["Location"] == "/cile/2026.pdf"


def test_host_makes_no_other_page_where_the_site_knows_its_own(client, document, settings):
    settings.SITE_URL = "https://cile.example.org"
    visit(client, YEAR)

    assert visit(client, YEAR, Host="testserver:8001")[1] == 1


def test_endless_searching_drives_no_page_out(client, document, monkeypatch):
    monkeypatch.setattr(pages, "CHOICES", pages.PageStore(100_000))
    for address in PUBLIC:
        visit(client, address)
    for number in range(30):
        assert visit(client, f"{YEAR}?q=a{number}")[0].status_code == 200

    assert [visit(client, address)[1] for address in PUBLIC] == [1] * len(PUBLIC)
    assert visit(client, f"{YEAR}?q=a29")[1] == 1
    assert visit(client, f"{YEAR}?q=a0")[1] > 1
    kept = pages.CHOICES._pages.values()
    assert 0 < sum(page.weight for page in kept) <= 100_000


def test_page_that_is_larger_than_the_memory_leaves_the_others_in_it():
    store = pages.PageStore(1000)
    store.put("small", pages.StoredPage((), b"x" * 400, b"", {}, 0))

    store.put("large", pages.StoredPage((), b"x" * 1001, b"", {}, 0))

    assert store.find("small")
    assert store.find("large") is None


@pytest.fixture
def made(monkeypatch):
    """Notes each making of the year's page, which takes its time."""
    made, figures = [], queries.figures

    def slow(edition):
        made.append(edition.number)
        time.sleep(0.1)  # long enough for the others to ask for it too
        return figures(edition)

    monkeypatch.setattr(queries, "figures", slow)
    return made


def answers_at_once(count, address=YEAR):
    return at_once(*[lambda: Client().get(address)] * count)


@pytest.mark.django_db(transaction=True)
def test_of_eight_visitors_after_publishing_one_makes_the_page(document, made):
    Client().get(YEAR)
    make_edition(document, make_goal(document, centre=make_centre(slug="tabor")))
    made.clear()

    answers = answers_at_once(8)

    assert made == [2]
    assert len({answer["ETag"] for answer in answers}) == 1
    assert all("Vydání 2" in answer.content.decode() for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_maker_that_fails_holds_nobody_up(document, monkeypatch):
    figures, failures = queries.figures, [OperationalError("once")]
    monkeypatch.setattr(queries, "figures", lambda edition: _raise(failures.pop()) if failures else figures(edition))

    answers = at_once(*[lambda: Client(raise_request_exception=False).get(YEAR)] * 3)

    assert sorted(answer.status_code for answer in answers) == [200, 200, 500]


def _raise(error):
    raise error


def test_maker_that_hangs_is_not_waited_for_long(client, document, monkeypatch):
    monkeypatch.setattr(pages, "MAKER_PATIENCE", 0.05)
    for maker in pages.MAKERS:
        maker.acquire()
    try:
        assert client.get(YEAR).status_code == 200
    finally:
        for maker in pages.MAKERS:
            maker.release()
    assert not any(maker.locked() for maker in pages.MAKERS)
