"""Two people in one meeting at the same moment: what each wrote is kept or shown to them, a month is closed once.

Real threads, committed. Beside a race stands its control: the same people without locks and fingerprints, who lose.
"""

from datetime import date

import pytest
from django.db import transaction

from centres.models import Role
from evaluations.meetings.contents import EntryContent
from evaluations.meetings.writing import close, reopen, write
from evaluations.models import Entry, Meeting, Minutes, Record
from evaluations.records.records import RecordContent
from evaluations.records.records import add as add_record
from evaluations.records.sources import set_source
from evaluations.states import MeetingState, Rating
from goals.models import Document
from goals.workflow import EditConflict, Refused
from tests.evaluations.meetings_cast import END_OF_MARCH, YEAR, all_written, headed, make_scene, march, written
from tests.factories import close_month, events_about, make_indicator, make_user
from tests.thorough import TURNS
from tests.threads import at_once, kind_of, naive, overtaken, refusals, winners

READ_AGAIN = (EditConflict, type(None))  # nothing to compare

NOW = END_OF_MARCH
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


def scenes():
    """A new centre each time; the year of the one before makes room for it."""
    for turn in range(TURNS):
        Document.objects.filter(year=YEAR).update(year=YEAR + 1 + turn)
        scene = make_scene()
        scene.other = make_user(Role.HEAD, centre=scene.centre)
        yield scene


def repeated(test):
    """The test so many times over, each time in a new scene."""

    def run():
        for scene in scenes():
            test(scene)

    return run


def save(meeting, parts, by):
    return lambda: write(meeting, None, parts, by=by, now=NOW)


def shut(meeting, entries, by):
    return lambda: close(meeting, entries=entries, by=by, now=NOW)


@repeated
def test_two_who_write_about_different_goals_are_both_kept(scene):
    meeting = march(scene)
    parts = [written(meeting, goal, said=f"O cíli {goal.pk}.") for goal in scene.goals[:2]]

    results = at_once(save(meeting, parts[0], scene.head), save(meeting, parts[1], scene.staff))

    assert refusals(results) == []
    said = dict(Entry.objects.filter(meeting=meeting).values_list("goal", "said"))
    assert said == {goal.pk: f"O cíli {goal.pk}." for goal in scene.goals[:2]}


def test_without_marks_the_whole_page_of_the_second_wipes_out_the_first():
    scene = make_scene()
    meeting = march(scene)
    for goal in scene.goals[:2]:
        Entry.objects.create(meeting=meeting, goal=goal)

    def send(goal, text):
        """A page that sends all its goals as they were, with one of them changed."""

        def send_page(seen):
            with transaction.atomic():
                for row in seen:
                    Entry.objects.filter(pk=row.pk).update(said=text if row.goal_id == goal.pk else row.said)

        return send_page

    entries = Entry.objects.filter(meeting=meeting).order_by("pk")
    at_once(*naive(lambda: list(entries.all()), *(send(goal, "Napsáno.") for goal in scene.goals[:2])))

    assert Entry.objects.filter(meeting=meeting, said="Napsáno.").count() < 2


@repeated
def test_two_who_write_into_one_goal_end_in_one_conflict_that_shows_the_other_text(scene):
    meeting, goal = march(scene), scene.goals[0]
    texts = ["První znění.", "Druhé znění."]
    parts = [written(meeting, goal, said=text) for text in texts]

    results = at_once(save(meeting, parts[0], scene.head), save(meeting, parts[1], scene.staff))

    assert refusals(results) == [(EditConflict, dict)]
    [conflict] = [result for result in results if isinstance(result, EditConflict)]
    kept = Entry.objects.get(meeting=meeting).said
    assert conflict.current == {goal.pk: EntryContent(said=kept)}
    assert kept in texts


@repeated
def test_text_saved_by_several_clicks_is_saved_once(scene):
    meeting = march(scene)
    part = written(meeting, scene.goals[0], said="Jednou.")

    results = at_once(*[save(meeting, part, scene.head)] * 4)

    assert (refusals(results), events_about(meeting).count()) == ([], 1)


@repeated
def test_one_who_saves_and_one_who_closes_lose_nothing(scene):
    """The text is in what was frozen, or its writer is told; never is it lost in silence."""
    meeting = march(scene)
    entries = all_written(meeting, scene.goals[1:]) | written(meeting, scene.goals[0])
    write(meeting, None, all_written(meeting, scene.goals[:1]), by=scene.head, now=NOW)
    late = written(meeting, scene.goals[0], said="Na poslední chvíli.")
    meeting.refresh_from_db()

    saved, closed = at_once(save(meeting, late, scene.staff), shut(meeting, entries, scene.head))

    said = Entry.objects.get(meeting=meeting, goal=scene.goals[0]).said
    is_closed = Meeting.objects.get(pk=meeting.pk).is_closed
    if isinstance(saved, Exception):
        assert (type(saved), said, is_closed) == (Refused, "", True)
    else:
        assert (said, is_closed, kind_of(closed)) == ("Na poslední chvíli.", False, READ_AGAIN)


def test_without_a_look_at_the_version_the_text_is_frozen_unread():
    scene = make_scene()
    meeting = march(scene)
    write(meeting, None, all_written(meeting, scene.goals), by=scene.head, now=NOW)
    late = written(meeting, scene.goals[0], said="Na poslední chvíli.")

    def freeze(_seen):
        return Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CLOSED, closed_at=NOW)

    at_once(*overtaken(lambda: march(scene), save(meeting, late, scene.staff), freeze))

    assert Meeting.objects.get(pk=meeting.pk).is_closed
    assert Entry.objects.get(meeting=meeting, goal=scene.goals[0]).said == "Na poslední chvíli."


@repeated
def test_two_clicks_of_one_person_close_the_month_once(scene):
    meeting = march(scene)
    entries = all_written(meeting, scene.goals)

    results = at_once(*[shut(meeting, entries, scene.head)] * 3)

    assert refusals(results) == []
    assert {(row.pk, row.version) for row in results} == {(meeting.pk, 3)}
    assert Minutes.objects.filter(meeting=meeting).count() == 1


@repeated
def test_two_people_who_close_make_one_minutes_and_one_is_told(scene):
    meeting = march(scene)
    entries = all_written(meeting, scene.goals)

    results = at_once(shut(meeting, entries, scene.head), shut(meeting, entries, scene.other))

    assert (len(winners(results)), refusals(results)) == (1, [READ_AGAIN])
    assert Minutes.objects.filter(meeting=meeting).count() == 1
    assert events_about(meeting).filter(name="close").count() == 1


@repeated
def test_record_comes_in_before_the_month_closes_or_is_refused(scene):
    meeting, goal = march(scene), scene.goals[0]
    indicator = make_indicator()
    set_source(goal.targets.get(), indicator, by=scene.head, now=NOW)
    entries = all_written(meeting, scene.goals)
    content = RecordContent(indicator, date(2026, 3, 14))

    record, closed = at_once(
        lambda: add_record(scene.centre, content, by=scene.staff, now=NOW), shut(meeting, entries, scene.head)
    )

    frozen = Entry.objects.get(meeting=meeting, goal=goal).readings.get().achieved
    assert not isinstance(closed, Exception)
    assert Record.objects.filter(meeting=meeting).count() == frozen
    assert isinstance(record, Refused) is (frozen == 0)


@repeated
def test_month_opened_again_by_two_is_opened_once(scene):
    closed = close_month(scene.centre, 2026, 3)
    boss = make_user(Role.DEPARTMENT_HEAD)

    results = at_once(
        *(
            lambda by=by: reopen(closed, reason="Chybí kurz.", until=date(2026, 4, 9), by=by, now=NOW)
            for by in (scene.above, boss)
        )
    )

    assert (len(winners(results)), refusals(results)) == (1, [READ_AGAIN])


@repeated
def test_first_writings_of_two_make_one_meeting(scene):
    results = at_once(
        lambda: write(march(scene), headed(march(scene), note="Stěhování."), {}, by=scene.head, now=NOW),
        lambda: write(
            march(scene), None, written(march(scene), scene.goals[0], rating=Rating.DONE), by=scene.staff, now=NOW
        ),
    )

    assert refusals(results) == []
    assert Meeting.objects.filter(centre=scene.centre).count() == 1
