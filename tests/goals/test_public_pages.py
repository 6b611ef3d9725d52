"""What the public pages show, what they refuse, and how they are served."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.models import Goal, Section, Target
from goals.public.publishing import publish
from goals.states import GoalState, Kind
from tests.factories import (
    PUBLISHED_AT,
    approve,
    changed,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_region,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def year():
    """Two centres in two regions, three goals, an introduction; published."""
    document = make_document(title="Operační cíle center 2026")
    Section.objects.create(document=document, key="introduction", title="", text="Úvodní slovo.", position=1)
    south, north = make_region(nuts3="CZ031", name="Jihočeský kraj"), make_region(nuts3="CZ051", name="Liberecký kraj")
    main = make_centre(slug="liberec", name="CPIC Liberec", region=north, position=900)
    branch = make_centre(slug="ceska-lipa", name="CPIC Česká Lípa", region=north, parent=main, position=901)
    pisek = make_centre(slug="pisek", name="CPIC Písek", region=south, position=800)
    goals = [
        make_goal(
            document, centre=main, text="Zajistit tlumočníka z vietnamštiny.", targets=[{"kind": Kind.MILESTONE}]
        ),
        make_goal(document, centre=branch, text="Uspořádat osm setkání se školami."),
        make_goal(document, centre=pisek, text="Šířit povědomí o službách.", targets=[{"kind": Kind.NARRATIVE}]),
    ]
    return make_edition(document, *goals)


def text_of(response):
    return " ".join(response.content.decode().split())


def wordings(response):
    return [goal.text for _centre, goals in response.context["centres"] for goal in goals]


def test_year_shows_sections_then_goals_in_document_order(client, year):
    response = client.get("/cile/2026/")

    page = text_of(response)
    order = ["Operační cíle center 2026", "Vydání 1", "Úvodní slovo.", "CPIC Písek", "CPIC Liberec", "CPIC Česká Lípa"]
    positions = [page.index(each) for each in order]
    assert positions == sorted(positions)
    assert "pobočka CPIC Liberec" in page
    assert "nejméně 3 setkání" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("region=CZ031", ["Šířit povědomí o službách."]),
        ("centre=ceska-lipa", ["Uspořádat osm setkání se školami."]),
        ("kind=milestone", ["Zajistit tlumočníka z vietnamštiny."]),
        ("q=VIETNAMSTINY", ["Zajistit tlumočníka z vietnamštiny."]),
        ("q=skolami+osm", ["Uspořádat osm setkání se školami."]),
        ("region=CZ051&kind=narrative", []),
        ("q=%25", []),
        (
            "utm_source=web",
            ["Šířit povědomí o službách.", "Zajistit tlumočníka z vietnamštiny.", "Uspořádat osm setkání se školami."],
        ),
    ],
)
def test_year_filters(client, year, query, found):
    assert wordings(client.get(f"/cile/2026/?{query}")) == found


@pytest.mark.parametrize("query", ["region=CZ999", "centre=praha", "kind=whatever", "q=a%00b", "q=" + "x" * 101])
def test_year_with_an_invalid_filter_says_so_and_shows_no_goal(client, year, query):
    response = client.get(f"/cile/2026/?{query}")

    assert response.status_code == 400
    assert wordings(response) == []
    assert "Tento výběr neplatí" in text_of(response)


def test_year_without_a_match_says_what_to_do(client, year):
    page = text_of(client.get("/cile/2026/?q=ponorka"))

    assert "Výběru neodpovídá žádný cíl" in page
    assert "0 ze 3 " in page
    assert "Zobrazit všechny cíle" in page


@pytest.mark.parametrize(
    ("address", "message", "way_on"),
    [
        ("/cile/2031/", "Cíle na rok 2031 nejsou zveřejněné.", "/cile/"),
        ("/cile/2031.pdf", "Cíle na rok 2031 nejsou zveřejněné.", "/cile/"),
        ("/cile/2026/99/", "nemají cíl číslo 99", "/cile/2026/"),
        ("/cile/2026/99999999999999999999/", "nemají cíl číslo", "/cile/2026/"),
        ("/cile/2026/vydani/7/", "nemají vydání 7", "/cile/2026/"),
        ("/cile/2026/vydani/7.pdf", "nemají vydání 7", "/cile/2026/"),
        ("/centra/atlantida/", "Centrum „atlantida“ neznáme.", "/centra/"),
        ("/centra/atlantida/2026/", "Centrum „atlantida“ neznáme.", "/centra/"),
        ("/centra/pisek/2031/", "Cíle na rok 2031 nejsou zveřejněné.", "/cile/"),
    ],
)
def test_missing_page_says_what_is_missing_and_where_to_go(client, year, address, message, way_on):
    response = client.get(address)

    assert response.status_code == 404
    assert message in text_of(response)
    assert f'href="{way_on}"' in text_of(response)


def test_goal_page_shows_wording_measure_and_history(client, year):
    number = year.goals.get(centre__slug="ceska-lipa").number

    page = text_of(client.get(f"/cile/2026/{number}/"))

    assert "Uspořádat osm setkání se školami." in page
    assert "nejméně 3 setkání" in page
    assert "Schválen 14. 3. 2026, zveřejněn ve vydání 1" in page


def test_goal_page_tells_an_earlier_year_and_an_earlier_wording(client, year):
    before = Goal.objects.get(text="Uspořádat osm setkání se školami.")
    later = make_goal(make_document(2027), centre=before.centre, text="Uspořádat deset setkání.", continues=before)
    make_edition(later.document, later)

    page = text_of(client.get("/cile/2027/1/"))

    assert f'href="/cile/2026/{before.number}/"' in page
    assert "Uspořádat osm setkání se školami." in page


def test_centre_pages(client, year):
    assert "CPIC Písek" in text_of(client.get("/centra/"))
    assert "Šířit povědomí" in text_of(client.get("/centra/pisek/"))
    assert "Šířit povědomí" in text_of(client.get("/centra/pisek/2026/"))


def test_centre_without_goals_says_so(client, year):
    make_centre(slug="praha", name="ICP Praha")

    assert "nemá zveřejněné cíle" in text_of(client.get("/centra/praha/"))
    assert client.get("/centra/praha/2026/").status_code == 404


def test_edition_page_shows_what_changed(client, year):
    document = year.document
    approve(make_goal(document, centre=make_centre(), text="Otevřít kontaktní místo."))
    publish(document, by=department_head())

    page = text_of(client.get("/cile/2026/vydani/2/"))
    first = text_of(client.get("/cile/2026/vydani/1/"))

    assert "Proti vydání 1" in page
    assert "<ins>Otevřít kontaktní místo.</ins>" in page
    assert "Toto je první vydání" in first
    assert "Toto je starší vydání" in first


def test_reason_of_a_change_stands_beside_it(client, year):
    goal = Goal.objects.get(text="Uspořádat osm setkání se školami.")
    approve(make_amendment(goal, text="Uspořádat šest setkání se školami.", reason="Škola se zavřela."))
    publish(year.document, by=department_head())

    assert "Škola se zavřela." in text_of(client.get("/cile/2026/vydani/2/"))
    assert "Škola se zavřela." in text_of(client.get(f"/cile/2026/{goal.number}/"))


def test_history_of_a_goal_names_the_editions_that_said_something_new_of_it(client, year):
    goal = Goal.objects.get(text="Uspořádat osm setkání se školami.")
    publish(changed(year.document), by=department_head())
    approve(make_amendment(goal, text="Uspořádat šest setkání se školami.", reason="Škola se zavřela."))
    publish(year.document, by=department_head())

    page = text_of(client.get(f"/cile/2026/{goal.number}/"))
    story = page.partition("Co se s cílem dělo")[2]

    assert "zveřejněn ve vydání 1" in story
    assert "Změněn ve vydání 3" in story
    assert "vydání 2" not in story


def test_year_leads_to_what_changed_once_there_is_a_second_edition(client, year):
    way = 'href="/cile/2026/vydani/2/#zmeny"'
    before = text_of(client.get("/cile/2026/"))
    publish(changed(year.document), by=department_head())

    assert "co se změnilo" not in before
    assert way in text_of(client.get("/cile/2026/"))


def test_years_list_and_home_before_anything_is_published(client):
    assert "Zatím nejsou zveřejněné žádné cíle" in text_of(client.get("/cile/"))
    assert "Zatím nejsou zveřejněné žádné cíle" in text_of(client.get("/"))


def test_home_leads_to_the_newest_year(client, year):
    make_edition(make_document(2027))

    page = text_of(client.get("/"))

    assert page.index("Operační cíle center 2027") < page.index("Operační cíle center 2026")


def test_new_edition_is_seen_at_once(client, year):
    first = client.get("/cile/2026/")
    approve(make_goal(year.document, text="Otevřít kontaktní místo."))
    publish(year.document, by=department_head())

    second = client.get("/cile/2026/", headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 200
    assert "Otevřít kontaktní místo." in text_of(second)


def test_changed_fact_about_a_centre_is_seen_at_once(client, year):
    centre = make_centre(slug="praha", name="ICP Praha")
    client.get("/centra/praha/")
    centre.address = "Žitná 51"
    centre.save()

    assert "Žitná 51" in text_of(client.get("/centra/praha/"))


def test_page_is_sent_compressed_from_memory_without_reading_goals(client, year, django_assert_num_queries):
    plain = client.get("/cile/2026/")

    with django_assert_num_queries(1):
        packed = client.get("/cile/2026/", headers={"Accept-Encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Vary"] == "Accept-Encoding"


def test_known_page_is_answered_with_304(client, year):
    etag = client.get("/cile/2026/")["ETag"]

    response = client.get("/cile/2026/", headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_pdf_is_the_frozen_file_with_its_hash_and_name(client, year):
    file = year.files.get(format="pdf")

    response = client.get("/cile/2026.pdf")

    assert response.content == bytes(file.content)
    assert response["ETag"] == f'"{file.sha256}"'
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="operacni-cile-2026-vydani-1.pdf"'
    assert client.get("/cile/2026/vydani/1.pdf", headers={"If-None-Match": response["ETag"]}).status_code == 304


PUBLIC = [
    "/",
    "/cile/",
    "/cile/2026/",
    "/cile/2026/1/",
    "/cile/2026/vydani/1/",
    "/centra/",
    "/centra/pisek/",
    "/centra/pisek/2026/",
]


@pytest.mark.parametrize("address", [*PUBLIC, "/cile/2026.pdf", "/cile/2026/?q=a", "/nic/"])
def test_public_page_sets_no_cookie_and_does_not_vary_by_visitor(client, year, address):
    response = client.get(address)

    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page_describes_itself(client, year, address):
    page = text_of(client.get(address))

    assert page.count("<h1") == 1
    assert page.count('<meta name="description"') == 1
    assert f'<link rel="canonical" href="http://testserver{address}">' in page


@pytest.mark.parametrize("address", [*PUBLIC, "/cile/2026.pdf"])
def test_public_page_refuses_to_be_posted_to(client, year, address):
    refusal = client.post(address)

    assert refusal.status_code == 405
    assert "Požadavku nerozumíme" in text_of(refusal)


def published_year(year, goals):
    """A year of so many goals in one centre, approved and with their targets in bulk, published as always."""
    document = make_document(year)
    centre = make_centre()
    rows = Goal.objects.bulk_create(
        Goal(
            document=document,
            centre=centre,
            number=number,
            position=number,
            text=f"Uspořádat {number} kurzů.",
        )
        for number in range(1, goals + 1)
    )
    Target.objects.bulk_create(Target(goal=row, position=1, kind=Kind.COUNT, value=row.number) for row in rows)
    Goal.objects.filter(document=document).update(state=GoalState.APPROVED, approved_at=PUBLISHED_AT)
    return publish(document, by=department_head(), now=PUBLISHED_AT)


def queries_of_every_page(client, edition):
    year, slug = edition.year, edition.centres.get().slug
    arguments = {"year": [year], "goal": [year, 1], "edition": [year, 1], "centre": [slug], "centre-year": [slug, year]}
    counts = {}
    for name in ("home", "years", "year", "goal", "edition", "centres", "centre", "centre-year"):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(name, args=arguments.get(name)))
        counts[name] = len(captured)
    return counts


def test_queries_do_not_grow_from_70_to_700_goals(client, forget_pages):
    few = queries_of_every_page(client, published_year(2026, 70))
    forget_pages()
    many = queries_of_every_page(client, published_year(2027, 700))

    assert many == few
    assert max(few.values()) <= 13
