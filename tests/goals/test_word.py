"""Word files: they say what is frozen, word for word, as headings, lists and tables, and are the same each time."""

import re
from html import unescape
from itertools import pairwise

import pytest
from django.urls import reverse

from centres.models import Role
from evaluations.meetings.minutes import minutes_html
from evaluations.models import Minutes, Report
from evaluations.reports.public import evaluation_html
from goals.formatting import describe
from goals.models import Edition
from goals.pdf import edition_html
from goals.states import Kind, Level, SectionKey
from goals.word import word_file
from tests.factories import (
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
from tests.renderings_cast import KINDS, an_evaluation, minutes
from tests.word_files import VAL, W, WordFile
from tests.world import browser, page

pytestmark = pytest.mark.django_db

HTML = {Edition: edition_html, Report: evaluation_html, Minutes: minutes_html}
TEXTS = [
    "Uspořádat kurzy <b>k bydlení</b> & „dávkám“.\nDruhý řádek o tom, jak.",
    "مرحبا بالعالم, \u202eobrácený text\u202c a mezera\u200bbez šířky.",
    "Slovo " + "x" * 150 + " a 👩‍👩‍👧 rodina.",
    "Řídicí \x01znak a 12 kurzů v Č. Budějovicích do 31. 12. 2026.",
    "Xin chào, ласкаво просимо; cíl " * 60,
]


@pytest.fixture
def edition():
    """A long one: five centres with what people may write, sections, a number after which some are missing."""
    document = make_document(title="Operační cíle center 2026 <návrh>", reference_number="MV-7/2026")
    document.sections.create(key=SectionKey.INTRODUCTION, text="Cíle stanoví vedoucí.\nSchvaluje je odbor.", position=1)
    region = make_region(name="Kraj Vysočina")
    served = approve(make_network_goal(level=Level.LONG_TERM, text="Být blíž lidem."), by=make_user(Role.DIRECTOR))
    courses = {"kind": Kind.COUNT, "value": 12, "unit": "kurzů"}
    goals = []
    for place in range(5):
        centre = make_centre(name=f"CPIC Město & {place}", slug=f"velmi-dlouhe-mesto-{place}", region=region)
        for text in TEXTS:
            number = len(goals) + 1 + 100 * (place > 2)
            facts = {"responsible": "koordinátorka", "evidence": "Prezenční\nlistiny.", "serves": served}
            facts |= {"number": number, "position": number, "targets": [courses]}
            goals.append(make_goal(document, centre=centre, text=text, **facts))
    return frozen(make_edition(document, *goals, note="Doplněn cíl 3."))


def frozen(edition):
    return Edition.objects.with_content().get(pk=edition.pk)


def shown(text):
    """A text as XML can hold it, its lines apart."""
    return [line.strip() for line in text.replace("\x01", "").splitlines()]


def test_edition_says_the_frozen_rows_word_for_word(edition):
    said = [text for _style, text in WordFile(word_file(edition_html(edition))).paragraphs]

    expected = []
    for centre in edition.centres.all():
        expected += [centre.name, centre.region]
        for goal in centre.goals.all():
            expected += shown(goal.text)
            expected.append(" · ".join(describe(target) for target in goal.targets.all()).replace("\u00a0", " "))
            expected += [f"Slouží dlouhodobému cíli: {goal.serves}", f"Odpovídá: {goal.responsible}"]
            expected.append("Doloží se: Prezenční listiny.")
    begins = said.index("Řádek pod zněním cíle říká, podle čeho se pozná jeho splnění.") + 1
    assert said[begins:] == expected
    assert said[0] == edition.title
    assert {"Cíle stanoví vedoucí.", "Schvaluje je odbor.", "Doplněn cíl 3.", "Číslo jednací MV-7/2026"} <= set(said)


def test_goals_keep_their_numbers_in_real_lists(edition):
    word = WordFile(word_file(edition_html(edition)))

    goals = [goal for centre in edition.centres.all() for goal in centre.goals.all()]
    assert [number for number, _text in word.numbered()] == [goal.number for goal in goals]
    assert goals[-1].number > len(goals)


@pytest.mark.parametrize("freeze", KINDS)
def test_word_says_what_the_pdf_is_drawn_from(freeze):
    row = freeze()()
    html = HTML[type(row)](row)
    word = WordFile(word_file(html))

    body = re.sub(r"<style.*?</style>|<head>.*?</head>", "", html, flags=re.DOTALL)
    blocks = re.sub(r"</?(?:p|li|h\d|td|th|tr|ul|ol|div|section|table|br|nav|header)\b[^>]*>", " ", body)
    assert word.words == unescape(re.sub(r"<[^>]+>", "", blocks)).split()
    assert len(word.words) > 30


def test_long_edition_has_structure_language_and_title(edition):
    word = WordFile(word_file(edition_html(edition)))

    assert list(word.faults()) == []
    assert [level for level, _text in word.headings] == [1, 2, 2, 2, 2, *[3] * 5]
    core = "".join(word.trees["docProps/core.xml"].itertext())
    assert f"{edition.title} – vydání 1" in core
    assert "cs-CZ" in core
    assert {one.get(VAL) for one in word.tree("styles").iter(f"{W}lang")} == {"cs-CZ"}
    assert word.tree("settings").find(f"{W}themeFontLang").get(VAL) == "cs-CZ"
    assert f"{edition.title} – vydání 1 · " in "".join(word.tree("footer1").itertext())
    assert [style for style, _text in word.paragraphs].count("ListBullet") == 6 + 5  # facts, contents


@pytest.mark.parametrize("freeze", [an_evaluation, minutes])
def test_tables_repeat_their_heads_and_say_what_they_are(freeze):
    row = freeze()()
    word = WordFile(word_file(HTML[type(row)](row)))

    tables, blocks = list(word.body.iter(f"{W}tbl")), list(word.body)
    assert tables
    for one, after in pairwise(blocks):  # what follows a table does not stick to it
        if one in tables and after.tag == f"{W}p" and after.find(f"{W}pPr/{W}pStyle") is None and any(after.itertext()):
            assert after.find(f"{W}pPr/{W}spacing").get(f"{W}before") == "120"
    assert list(word.faults()) == []
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [one.find(f"{W}trPr/{W}tblHeader") is not None for one in rows] == [True] + [False] * (len(rows) - 1)
        assert all(one.find(f"{W}trPr/{W}cantSplit") is not None for one in rows)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(VAL) in [text for _level, text in word.headings]
        for cell in table.iter(f"{W}tc"):
            words = "".join(cell.itertext()).split()
            assert int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) > 150 * max(map(len, words), default=0)


def test_same_bytes_again_with_no_time_of_making(edition):
    first, second = (word_file(edition_html(frozen(edition))) for _time in range(2))

    assert first == second
    word = WordFile(first)
    assert {entry.date_time for entry in word.entries} == {(1980, 1, 1, 0, 0, 0)}
    assert word.parts["docProps/core.xml"].count(edition.published_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()) == 2


def test_what_nobody_said_how_to_show_is_no_silent_loss():
    html = '<html lang="cs"><head><title>T</title><meta name="author" content="A"><meta name="dcterms.created"'
    with pytest.raises(ValueError, match="marquee"):
        word_file(f'{html} content="2026-01-01T00:00:00Z"></head><body><p><marquee>x</marquee></p></body></html>')


def test_part_of_a_centre_says_the_same_as_the_whole(edition, client):
    whole = client.get(reverse("year-word", args=[edition.year]))
    slug = edition.centres.all()[2].slug
    part = client.get(reverse("edition-centre-word", args=[edition.year, 1, slug]))

    assert whole.content == word_file(edition_html(edition))
    assert f'filename="operacni-cile-{edition.year}-vydani-1-{slug}.docx"' in part["Content-Disposition"]
    said, of_all = WordFile(part.content), WordFile(whole.content)
    assert list(said.faults()) == []
    assert said.headings[-1] == (3, "CPIC Město & 2")
    assert said.numbered() == of_all.numbered()[10:15]
    assert said.headings[0] == (1, f"CPIC Město & 2: {edition.title}")
    of_now = client.get(reverse("centre-year-word", args=[slug, edition.year]))
    assert (of_now.content, of_now["Content-Disposition"]) == (part.content, part["Content-Disposition"])
    assert client.get(reverse("centre-year-word", args=["neni", edition.year])).status_code == 404
    for address in ([edition.year, 1, "neni"], [edition.year, 2, slug], [1999, 1, slug]):
        assert client.get(reverse("edition-centre-word", args=address)).status_code == 404
    english = client.get("/en" + reverse("year-word", args=[edition.year]))
    assert english["Content-Language"] == "cs"
    assert english.content == whole.content


def test_draft_says_that_it_is_one_and_numbers_nothing_that_is_not_out():
    document = make_document()
    goal = make_goal(document)
    make_edition(document, goal)
    centre = goal.centre
    document.plans.get_or_create(centre=centre)
    head = make_user(Role.HEAD, centre=centre)
    address = reverse("plan-draft", args=[document.year, centre.slug])
    nothing = browser(head).get(address, follow=True)
    make_amendment(goal, text="Uspořádat 9 setkání.", reason="Je zájem.")
    fresh = make_goal(document, centre=centre, number=None, text="Nový & tajný cíl.")
    shown_plan = page(browser(head).get(reverse("plan", args=[document.year, centre.slug])))
    sent = browser(head).get(address)

    assert "návrh k projednání tedy není" in page(nothing)
    assert f'href="{address}"' in shown_plan
    word = WordFile(sent.content)
    assert list(word.faults()) == []
    assert word.headings == [
        (1, f"Návrh k projednání: {centre.name}, cíle na rok {document.year}"),
        (2, "Cíl 1 (schválený)"),
        (3, "Navržená změna (rozepsaný)"),
        (2, "Návrh cíle (rozepsaný)"),
    ]
    assert {"Uspořádat 9 setkání.", fresh.text, goal.text} <= {text for _style, text in word.paragraphs}
    assert "Tohle je návrh k projednání, ne vydaný dokument." in " ".join(word.words)
    assert word.numbered() == []
    assert browser(head).get(address).content == sent.content
