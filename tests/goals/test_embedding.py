"""Pages for frames on other sites: they may be framed, nothing else of the site may."""

import re

import pytest

from tests.factories import make_centre, make_document, make_edition, make_goal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition():
    document = make_document(title="Operační cíle 2026")
    here = make_goal(document, centre=make_centre(slug="pisek", name="CPIC Písek"), text="Uspořádat čtyři besedy.")
    there = make_goal(document, centre=make_centre(slug="zlin", name="CPIC Zlín"), text="Najít tlumočníka.")
    make_centre(slug="nove", name="CPIC Nové")
    return make_edition(document, here, there)


@pytest.mark.parametrize("visit", ["made", "from memory"])
def test_only_these_pages_may_be_framed(client, visit):
    for page in ("/vlozit/2026/", "/vlozit/pisek/", "/cile/2026/"):
        answer = client.get(page)
        if visit == "from memory":
            answer = client.get(page)
        may = page.startswith("/vlozit/")
        assert ("frame-ancestors *" in answer["Content-Security-Policy"]) is may
        assert ("X-Frame-Options" in answer) is not may
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_year_has_all_centres_and_a_centre_just_its_own(client):
    year, centre = (client.get(page).content.decode() for page in ("/vlozit/2026/", "/vlozit/pisek/"))

    assert "Uspořádat čtyři besedy." in year
    assert "Najít tlumočníka." in year
    assert "Uspořádat čtyři besedy." in centre
    assert "Najít tlumočníka." not in centre


def test_nothing_in_it_but_a_sheet_of_its_own_is_fetched_and_links_leave_the_frame(client):
    html = client.get("/vlozit/2026/").content.decode()

    assert re.findall(r'(?:src|<link rel="(?:stylesheet|preload|icon)" href)="([^"]+)"', html) == [
        "/static/css/embed.css"
    ]
    assert '<base target="_top">' in html
    assert not re.search("<script|<form|style=", html)


def test_page_gives_the_piece_to_copy(client):
    page = client.get("/cile/2026/").content.decode()

    assert '&lt;iframe src="http://testserver/vlozit/2026/" title="Operační cíle 2026"' in page


@pytest.mark.parametrize("page", ["/vlozit/2031/", "/vlozit/nikde/", "/vlozit/nove/"])
def test_what_is_not_out_is_not_there(client, page):
    assert client.get(page).status_code == 404
