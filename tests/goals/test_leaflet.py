"""The commitment to take home: two pages of eleven points in each language, and large print, from frozen rows alone."""

import io
from datetime import date

import pdfplumber
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from centres.languages import Language
from centres.models import Centre, Contact
from centres.reference import load_reference
from goals import renderings
from goals.commitment import Term
from goals.importing import parse_commitment, read_lines, write_commitment
from goals.models import Edition, EditionFile
from goals.pdf import leaflet
from goals.pdf.leaflet import LeafletWords
from goals.public import issuing
from goals.public.publishing import is_intact, publish
from tests import once
from tests.factories import approve, department_head, make_user
from tests.pdf_trees import elements, opened, without_heading

FIXTURES = settings.BASE_DIR / "fixtures"
TERM = Term("Veřejný závazek center na podporu integrace cizinců", date(2026, 1, 1), date(2030, 12, 31))
LANGUAGES = ["cs", "en", "uk", "ru", "vi"]
pytestmark = [pytest.mark.django_db, pytest.mark.draws_pdfs]
SMALLEST = 10.9  # points; the size of a letter is rounded in the file


def make_commitment():
    """The example one, published, with what it says in other languages by the names of its blocks in the edition."""
    load_reference(FIXTURES)
    liberec = Centre.objects.get(slug="liberec")
    Contact.objects.create(centre=liberec, phone="485 100 200", as_of=date(2026, 1, 1))
    parsed = parse_commitment([read_lines(FIXTURES / "verejny-zavazek.md")], chosen={})
    document = write_commitment(parsed, TERM).document
    above, director = department_head(), make_user("director")
    for goal in document.goals.all():
        approve(goal, by=director)
    document.translations.filter(language="en").update(checked_at=timezone.now(), checked_by=above)
    edition = publish(document, by=above)
    names = {f"goal-{goal.pk}": f"goal-{goal.number}" for goal in document.goals.all()}
    words = {language: {} for language in LANGUAGES}
    for row in document.translations.all():
        words[row.language][names.get(row.block, row.block)] = row.text
    return edition.pk, {language: LeafletWords(language, texts) for language, texts in words.items()}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        yield make_commitment()


@pytest.fixture
def edition(made):
    return Edition.objects.with_content().get(pk=made[0])


def words_on(pdf):
    with pdfplumber.open(io.BytesIO(pdf.content)) as document:
        return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def smallest(pdf):
    with pdfplumber.open(io.BytesIO(pdf.content)) as document:
        return min(char["size"] for page in document.pages for char in page.chars)


SAID = {  # who may come, what is free, when a service is refused, a principle, a goal
    "cs": ("Kdo může přijít", "Služby jsou bezplatné", "v posledních 6 měsících", "v centru je bezpečno", "nejméně 10"),
    "en": ("Who can come", "Our services are free of charge", "in the past 6 months", "a safe place", "at least 10"),
    "uk": ("Хто може прийти", "Послуги безкоштовні", "останніх 6 місяців", "у центрі безпечно", "щонайменше 10"),
    "ru": ("Кто может прийти", "Услуги бесплатны", "за последние 6 месяцев", "в центре безопасно", "не менее 10"),
    "vi": ("Ai có thể đến", "Các dịch vụ miễn phí", "trong 6 tháng qua", "trung tâm là nơi an toàn", "ít nhất 10"),
}


@pytest.mark.parametrize(
    "language",
    ["cs", "uk", "vi", *(pytest.param(code, marks=pytest.mark.thorough) for code in ("en", "ru"))],
)
def test_two_pages_say_in_each_language_what_a_person_needs(language, made, edition):
    pdf = leaflet.draw(edition, made[1][language])

    assert (pdf.pages, smallest(pdf) >= SMALLEST) == (2, True)
    text = words_on(pdf).replace("\u00a0", " ")
    words = set(text.split())  # lines of the two columns come mixed
    assert [said for said in SAID[language] if not set(said.split()) <= words] == []
    names = [centre.name for centre in edition.centres.all()]
    assert [name for name in names if not set(name.split()) <= words] == []
    assert len(names) == 23
    assert "Voroněžská 144/20, Liberec · 485 100 200" in text
    assert "\ufffd" not in text
    document = opened(pdf.content)
    assert str(document.Root.Lang) == language
    assert without_heading(document) == []
    marked = {str(one.Lang) for one in elements(document) if "/Lang" in one}
    assert marked <= ({"cs", language} if language != "cs" else {"cs"})


def test_large_print_says_the_same_in_eighteen_points(made, edition):
    small, large = (leaflet.draw(edition, made[1]["uk"], is_large=is_large) for is_large in (False, True))

    assert smallest(large) > 17
    assert {word for word in words_on(small).split() if word.isalpha()} == {
        word for word in words_on(large).split() if word.isalpha()
    }


def test_what_a_language_lacks_stays_czech_and_says_so(made, edition):
    words = made[1]["en"]
    name = next(name for name, text in words.texts.items() if text == "the centre is a safe place")
    stale = next(name for name, text in words.texts.items() if text == "clients decide freely")
    texts = {one: text for one, text in words.texts.items() if one != name}

    html = leaflet.leaflet_html(edition, LeafletWords("en", texts, frozenset({stale})))

    assert '<span lang="cs">[v centru je bezpečno]</span>' in html.replace("\u00a0", " ")
    assert "clients decide freely&nbsp;*" in html
    assert "Text in square brackets has not been translated yet." in html
    assert "Text with an asterisk has since changed in Czech." in html
    whole = leaflet.leaflet_html(edition, words)
    assert "square brackets" not in whole
    assert "asterisk" not in whole


def test_it_is_drawn_with_the_edition_and_stays_what_it_is(made, edition):
    files = edition.files.exclude(format="json").values_list("format", "language")

    expected = [(kind, key) for kind in ("large", "leaflet") for key in ("cs", "en-1")]
    assert sorted(files) == [*expected, ("pdf", "cs")]
    assert leaflet.languages_of(edition)[1].texts == made[1]["en"].texts
    assert is_intact(edition)
    before = leaflet.leaflet_html(edition, made[1]["cs"])
    Centre.objects.filter(slug="liberec").update(name="Jinak", address="Jinde 1")
    Contact.objects.update(phone="111")
    again = Edition.objects.with_content().get(pk=edition.pk)
    assert leaflet.leaflet_html(again, made[1]["cs"]) == before


def test_it_is_offered_where_the_commitment_is(made, edition):
    client = Client()

    page = client.get("/zavazek/").content.decode()
    assert 'href="/zavazek/2026.pdf"' in page
    assert 'href="/zavazek/2026/velke-pismo.pdf"' in page
    assert 'href="/en/zavazek/2026.pdf"' in client.get("/en/zavazek/").content.decode()
    for path, file_format, language in (
        ("/zavazek.pdf", "leaflet", "cs"),
        ("/zavazek/2026/velke-pismo.pdf", "large", "cs"),
        ("/en/zavazek.pdf", "leaflet", "en"),
    ):
        answer = client.get(path)
        kept = EditionFile.objects.get(edition=edition, format=file_format, language__startswith=language)
        assert (answer.content, answer["Content-Language"]) == (bytes(kept.content), language)


def test_language_without_it_says_so_and_leads_to_the_czech_one(made):
    client = Client()

    page = client.get("/uk/zavazek/").content.decode()
    assert 'href="/zavazek/2026.pdf"' in page
    assert "Цей PDF поки що лише чеською." in page
    answer = client.get("/uk/zavazek.pdf")
    assert answer.status_code == 404
    assert "Цього PDF вашою мовою поки що немає." in answer.content.decode()


def test_language_that_comes_out_later_gets_its_own(made, edition):
    person = department_head()
    edition.document.translations.filter(language="vi").update(checked_at=timezone.now(), checked_by=person)
    ready = issuing.ready_issue(edition.document, Language.VIETNAMESE)
    assert edition.files.filter(language="vi-1").count() == 0

    issuing.publish_issue(edition.document, Language.VIETNAMESE, expected=ready.fingerprint, by=person)

    assert edition.files.filter(language="vi-1").count() == 2
    assert not renderings.RENDERINGS[Edition].missing().filter(pk=edition.pk)
    answer = Client().get("/vi/zavazek.pdf")
    assert (answer.status_code, answer["Content-Language"]) == (200, "vi")
