"""The PDF of an edition: what it says, how it is tagged, and that it comes out the same every time."""

import io
from datetime import date
from types import SimpleNamespace

import pdfplumber
import pytest
from django.test import override_settings
from django.utils import translation

from centres.models import Role
from goals.models import Edition, EditionGoal
from goals.pdf import archival, edition_html
from goals.states import Comparator, Kind, Level, SectionKey, Window
from tests import once, pdf_trees
from tests.factories import (
    PUBLISHED_AT,
    approve,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_network_goal,
    make_region,
    make_user,
)
from tests.pdf_trees import elements, without_heading

pytestmark = [pytest.mark.django_db, pytest.mark.draws_pdfs]

COURSES = {
    "kind": Kind.COUNT,
    "comparator": Comparator.MIN,
    "value": 12,
    "unit": "kurzů",
    "window": Window.YEAR,
}


@pytest.fixture(scope="module")
def short(django_db_setup, django_db_blocker):
    """Made once, and its rows are gone again: what is drawn asks for none."""
    with once.kept(django_db_blocker):
        edition = short_edition()
        file = edition.files.get(format="pdf")
        frozen = (bytes(file.content), file.size, file.pages)
        return SimpleNamespace(edition=edition, pdf=drawn(edition), frozen=frozen)


@pytest.fixture(scope="module")
def long(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        edition = long_edition()
        return SimpleNamespace(edition=edition, pdf=drawn(edition))


def short_edition():
    """Two centres, one a branch of the other, three goals, two sections."""
    document = make_document(title="Operační cíle center 2026", reference_number="MV-7/2026")
    document.sections.create(key=SectionKey.INTRODUCTION, text="Cíle stanoví vedoucí.\nSchvaluje je odbor.", position=1)
    document.sections.create(key=SectionKey.OTHER, title="Kdo odpovídá:", text="Vedoucí centra.", position=2)
    region = make_region(name="Kraj Vysočina")
    centre = make_centre(name="CPIC Jihlava", slug="jihlava", region=region)
    branch = make_centre(name="CPIC Pelhřimov", slug="pelhrimov", region=region, parent=centre)
    deadline = {"kind": Kind.MILESTONE, "deadline": date(2026, 12, 31)}
    goals = [
        make_goal(document, centre=centre, text="Uspořádat kurzy k bydlení.", targets=[COURSES, deadline]),
        make_goal(document, centre=centre, text="Navázat spolupráci se školami.", targets=[{"kind": Kind.NARRATIVE}]),
        make_goal(document, centre=branch, text="Poradit v terénu.", targets=[COURSES]),
    ]
    return with_content(make_edition(document, *goals, note="Doplněn cíl 3."))


def drawn(edition):
    return archival.render(edition_html(edition))


@pytest.fixture
def edition(short):
    return short.edition


@pytest.fixture
def pdf(short):
    return short.pdf


def with_content(edition):
    return Edition.objects.with_content().get(pk=edition.pk)


def lines(pdf):
    """Lines of the text layer, page by page; no-break spaces as plain ones."""
    with pdfplumber.open(io.BytesIO(pdf.content)) as document:
        return [page.extract_text().replace("\u00a0", " ").split("\n") for page in document.pages]


def opened(pdf):
    return pdf_trees.opened(pdf.content)


def tags(document):
    return [str(element.S) for element in elements(document)]


def test_first_page_tells_the_edition(edition, pdf):
    page = "\n".join(lines(pdf)[0])

    checksum = edition.checksum
    assert page.startswith(
        "Operační cíle center 2026\n"
        "Vydání Schválil/a Číslo jednací\n"
        "1 ze dne 14. 3. 2026 vedoucí odboru MV-7/2026\n"
        "Počet center Počet cílů Kontrolní součet\n"
        f"2 3 {checksum[:4]} {checksum[4:8]} {checksum[8:12]} {checksum[12:16]}\n"
    )


def test_sections_stand_before_goals_under_their_titles(pdf):
    page = lines(pdf)[0]

    assert page.index("Úvod Cíle stanoví vedoucí.") < page.index("Schvaluje je odbor.")
    assert page.index("Kdo odpovídá Vedoucí centra.") < page.index("Poznámka k vydání Doplněn cíl 3.")
    assert page.index("Poznámka k vydání Doplněn cíl 3.") < page.index("Cíle podle center")


def test_goals_stand_under_their_centres_with_numbers_and_targets(pdf):
    page = lines(pdf)[0]

    assert page[page.index("CPIC Jihlava") : -1] == [
        "CPIC Jihlava",
        "Kraj Vysočina",
        "1 Uspořádat kurzy k bydlení.",
        "nejméně 12 kurzů za rok · do 31. 12. 2026",
        "2 Navázat spolupráci se školami.",
        "hodnotí se slovně",
        "CPIC Pelhřimov",
        "Kraj Vysočina · pobočka centra CPIC Jihlava",
        "3 Poradit v terénu.",
        "nejméně 12 kurzů za rok",
    ]


def test_goal_says_what_belongs_to_it_and_why_it_was_changed():
    document = make_document()
    make_edition(document)
    served = approve(make_network_goal(level=Level.LONG_TERM, text="Být blíž lidem."), by=make_user(Role.DIRECTOR))
    change = {"responsible": "koordinátorka", "evidence": "Prezenční\nlistiny.", "serves_id": served.pk}
    amendment = make_amendment(document.goals.get(), reason="Méně zájemců.", **change)

    said = lines(drawn(with_content(make_edition(document, amendment, erratum="Chyběl cíl 2."))))

    assert [line for page in said for line in page if ": " in line and not line.startswith("Vydání")] == [
        "Slouží dlouhodobému cíli: Být blíž lidem.",
        "Odpovídá: koordinátorka",
        "Doloží se: Prezenční listiny.",
        "Důvod změny: Méně zájemců.",
    ]
    assert "Oprava předchozího vydání Chyběl cíl 2." in said[0]


def test_goal_keeps_its_number_when_others_are_gone():
    document = make_document()
    goals = [make_goal(document, number=number, position=number) for number in (7, 1204)]

    page = lines(drawn(with_content(make_edition(document, *goals))))[0]

    assert [line for line in page if line.endswith("se školami.")] == [
        "7 Uspořádat 3 setkání se školami.",
        "1204 Uspořádat 4 setkání se školami.",
    ]


def test_absent_reference_number_leaves_no_empty_fact():
    [page] = lines(drawn(with_content(make_edition())))

    assert page[1] == "Vydání Schválil/a Počet center Počet cílů Kontrolní součet"


def test_every_page_but_the_first_has_the_running_header(long):
    pages = lines(long.pdf)

    assert len(pages) > 3
    assert pages[0][0] == "Operační cíle center 2026"
    assert {page[0] for page in pages[1:]} == {"Operační cíle center 2026 Vydání 1 ze dne 14. 3. 2026"}
    assert [page[-1] for page in pages] == [f"{number} / {len(pages)}" for number in range(1, len(pages) + 1)]


def long_edition():
    """20 centres with goals of very different lengths, so that pages break in all kinds of places.

    Frozen rows without publishing, which would make the PDF once more.
    """
    edition = Edition.objects.create(
        document=make_document(),
        number=1,
        year=2026,
        title="Operační cíle center 2026",
        published_at=PUBLISHED_AT,
        published_on=PUBLISHED_AT.date(),
        approved_by_role=Role.DEPARTMENT_HEAD,
        checksum="0" * 64,
    )
    for number in range(1, 21):
        centre = edition.centres.create(slug=f"c{number}", name=f"CPIC {number}", region="Kraj", position=number)
        EditionGoal.objects.bulk_create(long_goals(centre, number))
    return with_content(edition)


def long_goals(centre, number):
    for position in range(1 + number % 4):
        text = "Uspořádat setkání s obcemi a školami v kraji. " * (1 + (number * 7 + position * 5) % 17)
        place = {"edition": centre.edition, "centre": centre, "number": 10 * number + position, "position": position}
        yield EditionGoal(text=text, level=Level.OPERATIONAL, approved_on=PUBLISHED_AT.date(), **place)


def test_contents_name_the_right_pages(long):
    pages = lines(long.pdf)

    names = [centre.name for centre in long.edition.centres.all()]
    starts = {name: number for number, page in enumerate(pages, start=1) for name in names if name in page}
    rows = [f"{left} {starts[left]} {right} {starts[right]}" for left, right in zip(names, names[10:], strict=False)]
    first = pages[0].index("Obsah") + 1
    assert pages[0][first : first + 10] == rows


def test_heading_never_ends_a_page_and_goals_are_not_split(long):
    names = {centre.name for centre in long.edition.centres.all()}
    regions = {centre.region for centre in long.edition.centres.all()}

    for page in lines(long.pdf)[1:]:
        assert page[-2] not in names | regions
        assert page[1] in names or page[1].split()[0].isdigit() or page[1] == "Cíle podle center"


def test_goal_as_long_as_a_page_is_split_and_leaves_none_empty():
    edition = make_document().editions.create(
        number=1,
        year=2026,
        title="Cíle",
        published_at=PUBLISHED_AT,
        published_on=PUBLISHED_AT.date(),
        checksum="0" * 64,
    )
    for number in (1, 2, 3):
        centre = edition.centres.create(slug=f"c{number}", name=f"CPIC {number}", region="Kraj", position=number)
        for position, length in enumerate((1, 80)):
            place = {"centre": centre, "number": 10 * number + position, "position": position}
            text = "Uspořádat setkání s obcemi a školami v kraji. " * length
            edition.goals.create(text=text, level=Level.OPERATIONAL, approved_on=PUBLISHED_AT.date(), **place)

    pages = lines(drawn(with_content(edition)))

    assert [len(page) for page in pages[:-1] if len(page) < 30] == []


def test_no_list_and_no_section_is_without_its_heading(long):
    document = opened(long.pdf)

    assert without_heading(document) == []
    parts = [str(element.S) for element in elements(document)]
    goals = sum(len(centre.goals.all()) for centre in long.edition.centres.all())
    assert (parts.count("/Sect"), parts.count("/H3")) == (21, 20)  # all centres, and each centre
    assert parts.count("/LI") == goals + 20 + 5  # the contents, the facts


def test_headings_are_tagged_in_their_order(pdf):
    headings = [tag for tag in tags(opened(pdf)) if tag.startswith("/H")]

    assert headings == ["/H1", "/H2", "/H2", "/H2", "/H2", "/H3", "/H3"]


def test_goals_are_tagged_as_numbered_lists(pdf):
    document = opened(pdf)

    numbered = [element for element in elements(document) if element.S == "/L" and "/A" in element]

    assert [str(element.A.ListNumbering) for element in numbered] == ["/Decimal", "/Decimal"]
    assert [[str(kid.S) for kid in item.K] for element in numbered for item in element.K] == [["/Lbl", "/LBody"]] * 3


def test_bookmarks_follow_the_headings(pdf):
    with opened(pdf).open_outline() as outline:
        [title] = outline.root
        sections = [section.title.replace("\u00a0", " ") for section in title.children]
        centres = [centre.title for centre in title.children[-1].children]

    assert title.title.replace("\u00a0", " ") == "Operační cíle center 2026"
    assert sections == ["Úvod", "Kdo odpovídá", "Poznámka k vydání", "Cíle podle center"]
    assert centres == ["CPIC Jihlava", "CPIC Pelhřimov"]


def test_links_of_the_contents_are_tagged_and_described(long):
    document = opened(long.pdf)

    links = [annotation for page in document.pages for annotation in page.get("/Annots", [])]
    assert [str(link.Contents) for link in links] == [centre.name for centre in long.edition.centres.all()]
    assert all("/StructParent" in link for link in links)


def test_metadata_name_the_document_and_its_date(edition, pdf):
    document = opened(pdf)

    assert str(document.Root.Lang) == "cs"
    assert document.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(document.docinfo.Title).replace("\u00a0", " ") == "Operační cíle center 2026 – vydání 1"
    assert str(document.docinfo.Author) == "Správa uprchlických zařízení Ministerstva vnitra"
    assert str(document.docinfo.CreationDate) == "D:20260314090000Z"
    assert str(document.docinfo.ModDate) == "D:20260314090000Z"
    assert pdf.pages == len(document.pages)


def test_wording_is_printed_as_it_stands_even_when_it_looks_like_markup():
    text = '<img src="file:///etc/passwd"><b>tučně</b> &amp; {{ goal }} <link rel="attachment" href="/etc/hosts">'
    document = make_document()

    pdf = drawn(with_content(make_edition(document, make_goal(document, text=text))))

    document = opened(pdf)
    assert "".join(lines(pdf)[0]).replace(" ", "").count(text.replace(" ", "")) == 1
    assert len(document.attachments) == 0
    assert "/Figure" not in tags(document)


def test_long_run_of_letters_gets_places_to_break():
    document = make_document()

    html = edition_html(with_content(make_edition(document, make_goal(document, text="x" * 130 + " slovo"))))

    assert f"<p>{'x' * 60}\u200b{'x' * 60}\u200b{'x' * 10} slovo</p>" in html


def test_document_does_not_depend_on_the_reader_or_the_settings(edition):
    expected = edition_html(edition)

    with translation.override("en"), override_settings(TIME_ZONE="Asia/Tokyo", SITE_URL="https://cile.example.cz"):
        assert edition_html(edition) == expected


def test_pdf_made_again_is_identical(short):
    again = short.pdf

    assert short.frozen == (again.content, len(again.content), again.pages)


@pytest.mark.engine
def test_number_of_queries_does_not_grow_with_goals(django_assert_num_queries):
    edition = long_edition()

    with django_assert_num_queries(0):
        edition_html(edition)
