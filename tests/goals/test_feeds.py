"""Feeds: what came out and nothing else, newest first, in the language of the address, read by a parser that is not
ours."""

from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from centres.models import Centre, Erasure
from evaluations.reports.public import FEEDS
from goals.models import Edition
from goals.states import GoalState
from tests.factories import PUBLISHED_AT, department_head, make_centre, make_document, make_edition, make_goal

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def editions():
    document = make_document(title="Operační cíle 2026")
    first = make_goal(document, centre=make_centre(slug="pisek", name="CPIC Písek"))
    make_edition(document, first, note="Poprvé, <b>tučně</b> & 5 < 6.")
    second = make_goal(document, centre=make_centre(slug="zlin", name="CPIC Zlín"))
    make_edition(document, second, now=PUBLISHED_AT + timedelta(days=9))
    make_goal(document, text="Tohle nikdo neschválil.", state=GoalState.DRAFT)
    return list(Edition.objects.order_by("number"))


def entries(client, path):
    """Title, address and text of each, as a reader of feeds understands them."""
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    assert not response.cookies
    found = []
    for entry in ElementTree.fromstring(response.content).iter(f"{ATOM}entry"):  # noqa: S314 - our own answer
        link = entry.find(f"{ATOM}link").get("href")
        assert entry.findtext(f"{ATOM}id").startswith("tag:testserver,")
        assert entry.findtext(f"{ATOM}updated")
        assert entry.find(f"{ATOM}summary").get("type") == "html"
        found.append((entry.findtext(f"{ATOM}title"), link, unescape(entry.findtext(f"{ATOM}summary") or "")))
    return found


def test_newest_edition_comes_first(client, editions):
    one, two = ("http://testserver/cile/2026/vydani/1/", "http://testserver/cile/2026/vydani/2/")

    assert entries(client, "/kanal/vydani.atom") == [
        ("Operační cíle 2026, vydání 2", two, ""),
        ("Operační cíle 2026, vydání 1", one, "Poprvé, <b>tučně</b> & 5 < 6."),
    ]


@pytest.mark.parametrize("path", ["/kanal/vydani.atom", "/uk/kanal/vydani.atom", "/kanal/centra/pisek.atom"])
def test_a_new_edition_is_added_and_leaves_the_old_entries_as_they_are(client, editions, path):
    def read():
        feed = ElementTree.fromstring(client.get(path).content)  # noqa: S314 - our own answer
        return feed.findtext(f"{ATOM}updated"), [ElementTree.tostring(one) for one in feed.iter(f"{ATOM}entry")]

    _updated, before = read()
    goal = make_goal(editions[0].document, centre=Centre.objects.get(slug="pisek"))
    make_edition(editions[0].document, goal, erratum="Chyběl cíl.", now=PUBLISHED_AT + timedelta(days=20))
    updated, after = read()

    assert len(before) == 2
    assert after[1:] == before
    assert after[0] not in before
    assert updated == "2026-04-03T08:00:00+00:00"


def test_words_of_people_are_no_markup_to_a_reader(client, editions):
    feed = ElementTree.fromstring(client.get("/kanal/vydani.atom").content)  # noqa: S314 - our own answer

    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")]
    assert summaries[1] == "Poprvé, &lt;b&gt;tučně&lt;/b&gt; &amp; 5 &lt; 6."


def test_each_feed_is_known_by_its_own_address(client, editions):
    paths = ["/kanal/vydani.atom", "/en/kanal/vydani.atom", "/kanal/stav.atom", "/kanal/centra/pisek.atom"]

    found = [ElementTree.fromstring(client.get(path).content) for path in paths]  # noqa: S314 - our own answers
    assert [feed.findtext(f"{ATOM}id") for feed in found] == [f"http://testserver{path}" for path in paths]


def test_each_centre_has_what_it_is_in(client, editions):
    assert [title for title, _url, _text in entries(client, "/kanal/centra/zlin.atom")] == [
        "Operační cíle 2026, vydání 2"
    ]
    assert len(entries(client, "/kanal/centra/pisek.atom")) == 2


def test_feed_speaks_the_language_of_its_address_and_no_czech(client, editions):
    english = entries(client, "/en/kanal/vydani.atom")

    assert english[1] == (
        "Operational goals of the centres 2026, edition 1",
        "http://testserver/en/cile/2026/vydani/1/",
        "",
    )


def test_withdrawn_edition_is_gone(client, editions):
    facts = {"reason": "Jméno.", "by": department_head(), "at": PUBLISHED_AT}
    Erasure.objects.create(number=1, table="goals_edition", row=editions[0].pk, **facts)

    assert len(entries(client, "/kanal/vydani.atom")) == 1


def test_pages_lead_to_their_feeds(client, editions):
    for page, feeds in (("/cile/", ["vydani", *FEEDS]), ("/centra/zlin/", ["centra/zlin"])):
        html = client.get(page).content.decode()
        for feed in feeds:
            assert html.count(f'href="/kanal/{feed}.atom"') == 2  # for people, and for programs that look by themselves


@pytest.mark.parametrize("path", ["/kanal/nic.atom", "/kanal/centra/nic.atom"])
def test_feed_that_is_not_there_leads_on(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert reverse("years") in answer.content.decode()
