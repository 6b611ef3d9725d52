"""The evaluation of a year as a file: all that it says, in an archival and accessible document, the same for ever."""

import io

import pdfplumber
import pytest

from evaluations.models import Report
from evaluations.reports.public import evaluation_html
from goals.models import Goal
from goals.pdf import archival
from goals.public.publishing import publish
from goals.states import Level
from tests import once
from tests.evaluations.closing_cast import PLZEN, PUBLISHED, accepted, amended, evaluated, make_lived_year, make_year
from tests.factories import approve, make_network_goal
from tests.goals.test_pdf_archival import judge
from tests.pdf_trees import opened, without_heading

pytestmark = [pytest.mark.django_db, pytest.mark.draws_pdfs]


@pytest.fixture(scope="module")
def evaluation(django_db_setup, django_db_blocker):
    """Drawn once; these tests only read it."""
    with once.kept(django_db_blocker):
        yield make_evaluation()


def make_evaluation():
    """Of three centres, one of whose goals was amended, and of one goal of the network."""
    year = make_lived_year("at_risk", months=[9])
    amended(year.goals[0], by=year.head, value=10, text="Uspořádat 10 kurzů.")
    publish(year.document, by=year.above, now=PUBLISHED)
    year.goals = list(Goal.objects.in_plan(year.plan).approved().in_document_order().prefetch_related("targets"))
    for other in (PLZEN, {"slug": "jihlava", "name": "CPIC Jihlava"}):
        accepted(make_year(document=year.document, **other))
    accepted(year)
    goal = approve(make_network_goal(level=Level.LONG_TERM, text="Dlouhodobý cíl."), now=PUBLISHED)
    publish(goal.document, by=year.above, now=PUBLISHED)
    return evaluated(year.document, narrative="První odstavec.\nDruhý odstavec.", reason="Bez hodnocení sítě.")


def test_pdf_of_the_evaluation_says_it_all(evaluation):
    file = evaluation.files.get(format="pdf")
    with pdfplumber.open(io.BytesIO(bytes(file.content))) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages).replace("\xa0", " ")

    assert file.pages >= 2
    expected = [
        *("Vyhodnocení operačních cílů center 2025", "Druhý odstavec.", "Výsledky podle center", "Všechna centra"),
        *("Uspořádat 10 kurzů.", "9 z 10 kurzů", "původně nejméně 12 kurzů za rok, podle ní 9 z 12 kurzů, nesplněno"),
        *("CPIC Plzeň", "Dlouhodobý cíl.", "Dlouhodobý cíl: bez hodnocení"),
    ]
    assert [each for each in expected if each not in text] == []


@pytest.mark.parametrize("profile", ["PDFA-2A", "PDFUA-1"])
def test_pdf_of_the_evaluation_is_for_the_archive_and_for_a_screen_reader(evaluation, profile, tmp_path):
    content = bytes(evaluation.files.get(format="pdf").content)

    assert judge(content, profile, tmp_path) == []
    assert without_heading(opened(content)) == []


def test_pdf_is_made_from_the_frozen_rows_and_always_the_same(evaluation):
    again = archival.render(evaluation_html(Report.objects.get(pk=evaluation.pk)))

    assert again.content == bytes(evaluation.files.get(format="pdf").content)


def test_narrative_without_spaces_has_places_to_break(evaluation):
    row = Report.objects.get(pk=evaluation.pk)
    row.narrative = "a" * 100

    assert f"{'a' * 60}\u200b{'a' * 40}" in evaluation_html(row)  # hyphenated whole, 2 000 letters take a minute
