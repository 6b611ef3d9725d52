"""Nothing that is not in an edition can be reached from any public address, in a page or in a file."""

import io
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centres.models import Role
from goals.models import Section
from goals.states import Kind, Level
from goals.workflow import perform
from tests.factories import (
    PUBLISHED_AT,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_network_goal,
    make_user,
)

pytestmark = pytest.mark.django_db

PUBLISHED = "Zveřejněný cíl"
HIDDEN = "Tajemství"


@pytest.fixture
def published_year_with_secrets():
    """One published goal; around it goals and amendments in every other state, a draft year, the commitment."""
    document = make_document()
    centre = make_centre(slug="liberec", name="CPIC Liberec")
    goals = [make_goal(document, centre=centre, text=f"{PUBLISHED} číslo {number}.") for number in range(1, 5)]
    make_edition(document, *goals)
    hidden_goal(document, centre, "draft")
    hidden_goal(document, centre, "submit")
    hidden_goal(document, centre, "submit", "return")
    hidden_goal(document, centre, "submit", "approve")
    hidden_goal(make_document(2027, title=f"{HIDDEN} 2027"), make_centre(), "draft")
    # What was published is being changed inside: the public keeps seeing the edition.
    for goal, steps in zip(goals, AMENDMENTS, strict=True):
        hidden_steps(make_amendment(goal, text=f"{HIDDEN} změna.", reason=f"{HIDDEN} důvod změny"), *steps)
    make_network_goal(level=Level.LONG_TERM, text=f"{HIDDEN} dlouhodobý.")
    Section.objects.create(document=document, key="other", title=HIDDEN, text=HIDDEN, position=9)


AMENDMENTS = [(), ("submit",), ("submit", "return"), ("submit", "approve")]


def hidden_goal(document, centre, *steps):
    secret = {"kind": Kind.COUNT, "value": 3, "unit": HIDDEN}
    goal = make_goal(document, centre=centre, text=f"{HIDDEN} {steps[-1]}.", targets=[secret])
    hidden_steps(goal, *steps)


def hidden_steps(goal, *steps):
    head, above = make_user(Role.HEAD, centre=goal.centre), department_head()
    actors = {"submit": head, "return": above, "approve": above}
    for step in steps:
        if step in actors:
            goal = perform(goal, step, by=actors[step], comment=f"{HIDDEN} důvod", now=PUBLISHED_AT)


def crawl(client, *starts):
    """Every public address that can be reached by links, with its text."""
    waiting, seen = list(starts), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        seen[address] = read(response)
        waiting += [link for link in links_of(response, address) if link not in seen]
    return seen


def links_of(response, address):
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    for link in re.findall(r'(?:href|action)="([^"]+)"', response.content.decode()):
        parts = urlsplit(urljoin(f"http://testserver{address}", unescape(link)))
        if parts.netloc == "testserver" and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def read(response):
    if response.headers.get("Content-Type") == "application/pdf":
        with pdfplumber.open(io.BytesIO(response.content)) as pdf:
            return "\n".join(page.extract_text() for page in pdf.pages)
    return response.content.decode()


def test_crawl_reaches_everything_public_and_nothing_else(client, published_year_with_secrets):
    guesses = ["/cile/2027/", "/cile/2027.pdf", "/cile/2026/?q=tajemstvi", "/centra/liberec/2027/"]
    guesses += [f"/cile/2026/{number}/" for number in range(1, 7)]

    pages = crawl(client, "/", *guesses)

    assert {"/", "/cile/", "/cile/2026/", "/cile/2026/1/", "/cile/2026/vydani/1/", "/cile/2026/vydani/1.pdf"} <= set(
        pages
    )
    assert PUBLISHED in pages["/cile/2026/1/"]
    assert PUBLISHED in pages["/cile/2026/vydani/1.pdf"]
    leaking = [address for address, text in pages.items() if HIDDEN in text or HIDDEN.upper() in text]
    assert leaking == []


def test_public_pages_query_no_working_table(client, published_year_with_secrets):
    working = re.compile(r"goals_(goal|target|section|event)\b")
    with CaptureQueriesContext(connection) as captured:
        crawl(client, "/")

    assert captured.captured_queries
    assert [query["sql"] for query in captured.captured_queries if working.search(query["sql"])] == []
