"""Minutes as a file: what was frozen, in an archival and accessible document, the same for the same rows."""

import io
import re
from datetime import date, timedelta
from html import unescape

import pdfplumber
import pytest

from evaluations.meetings.actions import NewAction
from evaluations.meetings.contents import ActionContent
from evaluations.meetings.minutes import minutes_html
from evaluations.meetings.writing import close, reopen, write
from evaluations.models import Minutes
from evaluations.records.sources import set_source
from evaluations.states import MeetingKind, Rating
from evaluations.teams import network_meeting
from goals.pdf import archival
from goals.states import GoalState, Kind, Level
from tests.evaluations.meetings_cast import END_OF_MARCH, YEAR, all_written, headed, make_scene, march, number, written
from tests.factories import approve as approve_goal
from tests.factories import close_month, make_amendment, make_indicator, make_network_goal, make_record
from tests.goals.test_pdf_archival import judge
from tests.pdf_trees import opened, without_heading
from tests.world import goal_in

pytestmark = [pytest.mark.django_db, pytest.mark.draws_pdfs]
REASON = "Chyběl kurz ze 14. března."
LONG = "Domluveno setkání s vedením školy; " * 50


@pytest.fixture
def scene():
    return make_scene(name="CPIC Jihlava")


@pytest.fixture
def closed(scene):
    """With everything that minutes can say."""
    meeting, first = march(scene), scene.goals[0]
    entries = all_written(meeting, scene.goals[1:]) | written(
        meeting,
        first,
        rating=Rating.AT_RISK,
        said=f"{LONG}\nDruhý řádek.",
        numbers=number(first, 2),
    )
    heading = headed(meeting, held_on=date(2026, 3, 30), attendance=5, note="Řešilo se stěhování skladu.")
    agreed = [
        NewAction(first.pk, ActionContent("Potvrdit sál.", str(scene.staff.pk), date(2026, 4, 15))),
        NewAction(None, ActionContent("Koupit papír.", "head", date(2026, 4, 1))),
    ]
    return close(meeting, heading=heading, entries=entries, new_actions=agreed, by=scene.head, now=END_OF_MARCH)


def text_of(minutes):
    with pdfplumber.open(io.BytesIO(bytes(minutes.pdf.content))) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages).replace("\xa0", " ")


def html_of(meeting, number=1):
    html = minutes_html(meeting.minutes.get(number=number))
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(html)).replace("\xa0", " ").split())


@pytest.mark.parametrize("profile", ["PDFA-2A", "PDFUA-1"])
def test_validator_finds_nothing(closed, profile, tmp_path):
    minutes = closed.minutes.get()

    assert judge(bytes(minutes.pdf.content), profile, tmp_path) == []
    assert minutes.pdf.pages == 2
    assert without_heading(opened(bytes(minutes.pdf.content))) == []


def test_file_says_all_that_was_said(closed):
    text = text_of(closed.minutes.get())

    for said in (
        "Zápis z porady CPIC Jihlava",
        "březen 2026",
        "30. 3. 2026",
        "vedoucí centra, 31. 3. 2026",
        "ohroženo",
    ):
        assert said in text
    assert "Potvrdit sál." in text
    assert "Druhý řádek." in text
    assert "Řešilo se stěhování skladu." in text


def test_numbers_are_those_of_the_day(scene, closed):
    html = html_of(closed)

    assert "Dosaženo Očekává se Za období přibylo nejméně 12 kurzů 2 3 2" in html
    assert "Čísla jsou ke dni 31. 3. 2026" in html


def test_people_are_named_by_their_role_alone(scene, closed):
    text = text_of(closed.minutes.get())

    assert not [person for person in (scene.head, scene.staff) if person.email in text]
    assert "Potvrdit sál. – pracovník centra, do 15. 4. 2026: trvá" in text
    assert "Koupit papír. – vedoucí centra, do 1. 4. 2026: trvá" in text


def test_same_rows_make_the_same_file(closed):
    first = closed.minutes.get()

    again = archival.render(minutes_html(first))

    assert again.content == bytes(first.pdf.content)


def test_next_minutes_name_the_earlier_ones_and_the_reason(scene, closed):
    now = END_OF_MARCH + timedelta(days=3)
    opened = reopen(closed, reason=REASON, until=date(2026, 4, 10), by=scene.above, now=now)

    close(opened, by=scene.head, now=now)

    text = text_of(Minutes.objects.get(number=2))
    assert "Navazuje na zápis č. 1" in text
    assert "Znovu otevřel/a: vedoucí odboru, 3. 4. 2026" in text
    assert REASON in text
    assert "Navazuje" not in text_of(Minutes.objects.get(number=1))


def test_wording_is_the_one_that_held_when_the_month_was_closed(scene, closed):
    change = make_amendment(scene.goals[0], text="Jiné znění cíle.")
    approve_goal(change, now=END_OF_MARCH + timedelta(days=5))

    html = html_of(closed)

    assert "Cíl centra číslo 1." in html
    assert "Jiné znění" not in html


def test_text_with_marks_and_runs_of_letters_is_printed(scene):
    meeting = march(scene)
    text = "<script>alert(1)</script> & „uvozovky“ " + "x" * 1500
    entries = all_written(meeting, scene.goals[1:]) | written(meeting, scene.goals[0], rating=Rating.DONE, said=text)

    closed = close(meeting, entries=entries, by=scene.head, now=END_OF_MARCH)

    assert "<script>alert(1)</script> & „uvozovky“" in text_of(closed.minutes.get())


def test_month_without_goals_has_minutes_too(scene):
    empty = close_month(make_scene(2027).centre, YEAR, 3)

    assert "žádný cíl, o kterém by jednala" in text_of(empty.minutes.get())


def test_heads_minutes_have_what_each_centre_brought(scene, tmp_path):
    goal = make_network_goal(level=Level.LONG_TERM)
    goal.targets.create(position=1, kind=Kind.COUNT, value=200, unit="kurzů")
    goal = goal_in(GoalState.APPROVED, lambda: goal)
    set_source(goal.targets.get(), make_indicator(), by=scene.above, now=END_OF_MARCH)
    make_record(scene.centre, on=date(2026, 3, 14), by=scene.staff)
    meeting = network_meeting(MeetingKind.HEADS, YEAR, 3)
    write(meeting, None, written(meeting, goal, rating=Rating.ON_TRACK), by=scene.above, now=END_OF_MARCH)

    closed = close(network_meeting(MeetingKind.HEADS, YEAR, 3), by=scene.above, now=END_OF_MARCH)

    minutes = closed.minutes.get()
    assert "Zápis z porady vedoucích center za březen 2026" in " ".join(text_of(minutes).split())
    assert "CPIC Jihlava 1 1" in text_of(minutes)
    assert judge(bytes(minutes.pdf.content), "PDFUA-1", tmp_path) == []


@pytest.mark.parametrize(
    ("numbers", "shown"), [((None, None), ["1", "2"]), ((3, 4), ["3", "4"]), ((3, None), ["3", "–"])]
)
def test_goals_that_are_not_published_yet_are_counted_as_the_heads_go_through_them(scene, numbers, shown):
    goals = [make_network_goal(level=Level.LONG_TERM, number=number) for number in numbers]
    goals = [goal_in(GoalState.APPROVED, lambda goal=goal: goal) for goal in goals]
    meeting = network_meeting(MeetingKind.HEADS, YEAR, 3)
    write(meeting, None, all_written(meeting, goals), by=scene.above, now=END_OF_MARCH)

    closed = close(network_meeting(MeetingKind.HEADS, YEAR, 3), by=scene.above, now=END_OF_MARCH)

    html = minutes_html(closed.minutes.get())
    assert re.findall(r'class="position">([^<]*?) ?<', html) == shown
