"""A month is filled in by the staff, handed over, given back, closed after a question, and asked to be opened again."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from centres.access import MissingRight, rights_of
from centres.models import Role
from evaluations.meetings.opening import ask, decline
from evaluations.meetings.writing import Unconfirmed, close, closing_questions, hand_back, hand_over, reopen
from evaluations.models import Meeting, OpeningRequest
from goals.models import Notice
from goals.tasks import tasks
from goals.workflow import Refused
from tests.evaluations.meetings_cast import END_OF_MARCH, YEAR, all_written, march
from tests.factories import PRAGUE, close_month, make_amendment, make_user
from tests.world import browser, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
MARCH_28 = datetime(YEAR, 3, 28, 9, 0, tzinfo=PRAGUE)
APRIL_2 = datetime(YEAR, 4, 2, 9, 0, tzinfo=PRAGUE)
ADDRESS = f"/prace/{YEAR}/{{}}/porady/3/"


@pytest.fixture
def in_april(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: APRIL_2)


def titles(person):
    return [task.title for task in tasks(rights_of(person, on=APRIL_2.date()), today=APRIL_2.date())]


def handed(scene):
    meeting = march(scene)
    return hand_over(meeting, entries=all_written(meeting, scene.goals), by=scene.staff, now=APRIL_2)


def test_month_handed_over_waits_for_the_head_and_no_longer_for_the_staff(scene):
    meeting = handed(scene)

    [task] = [
        each for each in tasks(rights_of(scene.head, on=APRIL_2.date()), today=APRIL_2.date()) if "březen" in each.title
    ]
    assert (meeting.handed_over_at, task.hint) == (APRIL_2, "3 cíle, předáno k uzavření")
    assert not [title for title in titles(scene.staff) if "březen" in title]
    assert Notice.objects.filter(person=scene.head, title__endswith="je vyplněná a čeká na uzavření").exists()


def test_what_is_missing_is_not_handed_over_and_what_was_written_stays(scene):
    meeting = march(scene)

    with pytest.raises(Refused, match="Cíl 2: vyberte, jak stojí"):
        hand_over(meeting, entries=all_written(meeting, scene.goals[:1]), by=scene.staff, now=APRIL_2)

    meeting.refresh_from_db()
    assert (meeting.handed_over_at, meeting.entries.count()) == (None, 1)


def test_handed_over_twice_is_handed_over_once(scene):
    versions = {handed(scene).version, handed(scene).version}

    assert len(versions) == 1


def test_head_gives_it_back_with_a_note_and_the_staff_have_it_before_them(scene):
    meeting = hand_back(handed(scene), note="Doplňte čísla za kurz.", by=scene.head, now=APRIL_2)

    assert meeting.handed_over_at is None
    assert titles(scene.staff)[0].startswith("Vrácená porada za březen")
    with pytest.raises(MissingRight):
        hand_back(handed(scene), note="Ne.", by=scene.staff, now=APRIL_2)


def test_closing_takes_it_as_it_was_handed_over(scene):
    closed = close(handed(scene), by=scene.head, now=APRIL_2)

    assert (closed.is_closed, closed.handed_over_at) == (True, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(kind="heads", year=YEAR, month=3, handed_over_at=APRIL_2)


def test_pages_hand_over_and_give_back(scene, in_april):
    url = ADDRESS.format(scene.centre.slug)
    staff, head = browser(scene.staff), browser(scene.head)
    ratings = {f"cil-{goal.pk}-rating": "on_track" for goal in scene.goals}

    answer = staff.post(url, fields(staff.get(url)) | ratings | {"action": "hand-over"}, follow=True)
    back = head.post(f"{url}vratit/", fields(head.get(f"{url}vratit/")) | {"note": "Chybí číslo."}, follow=True)

    assert "Porada je uložená a předaná. Uzavře ji: vedoucí centra" in page(answer)
    assert "Porada je vrácená k doplnění: březen." in page(back)
    assert "Chybí číslo." in page(staff.get(url))


def test_early_closing_asks_and_says_what_will_be_impossible(scene):
    meeting = march(scene)
    entries = all_written(meeting, scene.goals)

    with pytest.raises(Unconfirmed, match="Měsíc končí až 31"):
        close(meeting, entries=entries, by=scene.head, is_confirmed=False, now=MARCH_28)

    saved = march(scene)
    assert (saved.is_closed, saved.entries.count()) == (False, 3)
    assert any("půjde doplnit až od 1" in str(one) for one in closing_questions(saved, MARCH_28))
    assert close(saved, by=scene.head, now=MARCH_28).is_closed


def test_open_change_of_a_goal_is_asked_about(scene):
    make_amendment(scene.goals[0], text="Jinak.")

    [sentence] = [str(one) for one in closing_questions(march(scene), END_OF_MARCH) if "nerozhodlo" in str(one)]

    assert "Cíl 1" in sentence


def test_month_that_has_not_begun_is_not_closed(scene):
    with pytest.raises(Refused, match="Uzavřít půjde od 25"):
        close(march(scene), by=scene.head, now=datetime(YEAR, 2, 20, 9, 0, tzinfo=PRAGUE))


def test_closed_month_is_asked_for_once_and_opened(scene):
    closed = close_month(scene.centre, YEAR, 3, by=scene.head)
    first = ask(closed, reason="Chybí kurz.", by=scene.staff, now=APRIL_2)

    assert ask(closed, reason="Chybí kurz.", by=scene.staff, now=APRIL_2) == first
    with pytest.raises(Refused, match="O otevření už požádal/a"):
        ask(closed, reason="Také.", by=scene.head, now=APRIL_2)
    assert [title for title in titles(scene.above) if title.startswith("Žádost o otevření")]
    reopen(closed, reason="Ano.", until=date(YEAR, 4, 9), by=scene.above, now=APRIL_2)

    request = OpeningRequest.objects.get()
    assert (request.is_granted, request.answer) == (True, "Ano.")
    assert not [title for title in titles(scene.above) if title.startswith("Žádost o otevření")]


def test_refusal_comes_with_an_answer_that_the_team_reads(scene, in_april):
    closed = close_month(scene.centre, YEAR, 3, by=scene.head)
    url, staff, above = ADDRESS.format(scene.centre.slug), browser(scene.staff), browser(scene.above)

    asked = staff.post(f"{url}pozadat/", {"reason": "Chybí kurz."}, follow=True)
    shown = above.get(f"{url}otevrit/")
    answered = above.post(
        f"{url}neotevrit/", fields(above.get(f"{url}neotevrit/")) | {"answer": "Doplňte ho do dubna."}
    )

    assert "Žádost o otevření je odeslaná" in page(asked)
    assert "Chybí kurz." in page(shown)
    assert answered.status_code == 302
    assert "Doplňte ho do dubna." in page(staff.get(url))
    assert Meeting.objects.get(pk=closed.pk).is_closed


def test_only_those_above_decline(scene):
    request = ask(close_month(scene.centre, YEAR, 3), reason="Chybí kurz.", by=scene.staff, now=APRIL_2)

    with pytest.raises(MissingRight):
        decline(request, answer="Ne.", by=make_user(Role.HEAD, centre=scene.centre), now=APRIL_2)
