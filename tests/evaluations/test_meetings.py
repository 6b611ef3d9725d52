"""The verbs of a meeting: written together, closed once, frozen, opened again; refusals say why in Czech."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from centres.access import MissingRight
from centres.models import Role
from evaluations.meetings.agenda import goals_of, items_of
from evaluations.meetings.contents import EntryContent, Heading, Written, fingerprint
from evaluations.meetings.writing import close, missing, read_only_reason, reopen, write, written_since
from evaluations.models import Entry, Meeting, Minutes
from evaluations.states import MeetingKind, MeetingState, Rating, Status
from evaluations.teams import network_meeting
from goals.models import Document
from goals.states import Kind, Level
from goals.workflow import EditConflict, Refused
from tests.evaluations.meetings_cast import (
    END_OF_MARCH,
    IN_MARCH,
    YEAR,
    all_written,
    headed,
    march,
    number,
    written,
)
from tests.factories import PRAGUE, approve, close_month, events_about, make_goal, make_network_goal, make_user
from tests.world import goal_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(scene):
    return march(scene)


# Writing


def test_what_is_written_is_there_with_its_act(scene, meeting):
    first = scene.goals[0]

    after = write(
        meeting,
        headed(meeting, held_on=date(2026, 3, 9), attendance=4),
        written(meeting, first, rating=Rating.AT_RISK, said="Kurz se odkládá.", numbers=number(first, 2)),
        by=scene.staff,
        now=IN_MARCH,
    )

    entry = Entry.objects.get(meeting=meeting)
    assert (after.held_on, after.attendance, after.version) == (date(2026, 3, 9), 4, 2)
    assert (entry.rating, entry.said, entry.readings.get().amount) == (Rating.AT_RISK, "Kurz se odkládá.", Decimal(2))
    events = events_about(meeting).values_list("name", "by", "role", "version")
    assert list(events) == [("write", scene.staff.pk, Role.STAFF, 2)]


def test_the_same_sent_again_is_written_once(scene, meeting):
    part = written(meeting, scene.goals[0], rating=Rating.DONE)

    for _turn in range(2):
        write(meeting, None, part, by=scene.head, now=IN_MARCH)

    assert events_about(meeting).count() == 1


def test_two_people_write_about_different_goals_and_both_are_kept(scene, meeting):
    mine = written(meeting, scene.goals[0], said="Moje.") | written(meeting, scene.goals[1])
    theirs = written(meeting, scene.goals[1], said="Jejich.") | written(meeting, scene.goals[0])

    write(meeting, None, theirs, by=scene.staff, now=IN_MARCH)
    write(meeting, None, mine, by=scene.head, now=IN_MARCH)

    said = dict(Entry.objects.values_list("goal", "said"))
    assert said == {scene.goals[0].pk: "Moje.", scene.goals[1].pk: "Jejich."}


def test_two_texts_in_one_place_are_a_conflict_and_nothing_of_the_second_is_saved(scene, meeting):
    mine = written(meeting, scene.goals[0], said="Moje.") | written(meeting, scene.goals[1], said="Také moje.")
    write(meeting, None, written(meeting, scene.goals[0], said="Jejich."), by=scene.staff, now=IN_MARCH)

    with pytest.raises(EditConflict, match="Někdo mezitím napsal") as refused:
        write(meeting, None, mine, by=scene.head, now=IN_MARCH)

    assert {goal: content.said for goal, content in refused.value.current.items()} == {scene.goals[0].pk: "Jejich."}
    assert list(Entry.objects.values_list("said", flat=True)) == ["Jejich."]


def test_heading_is_one_place_of_its_own(scene, meeting):
    mine = headed(meeting, attendance=7)
    write(meeting, headed(meeting, note="Stěhování."), {}, by=scene.staff, now=IN_MARCH)

    with pytest.raises(EditConflict, match="Někdo mezitím napsal") as refused:
        write(meeting, mine, {}, by=scene.head, now=IN_MARCH)

    assert refused.value.current == {None: Heading(note="Stěhování.")}


def test_conflict_sent_again_with_the_new_mark_wins(scene, meeting):
    first = scene.goals[0]
    write(meeting, None, written(meeting, first, said="Jejich."), by=scene.staff, now=IN_MARCH)

    write(meeting, None, written(meeting, first, said="Moje, vědomě."), by=scene.head, now=IN_MARCH)

    assert Entry.objects.get().said == "Moje, vědomě."


def offered(goal, rating=Rating.ON_TRACK):
    """A goal's part as the page filled it in by itself, left as it was."""
    content = EntryContent(rating=rating)
    return {goal.pk: Written(content, fingerprint(EntryContent()), fingerprint(content))}


def test_what_was_only_offered_is_not_saved_with_a_draft(scene, meeting):
    write(
        meeting,
        None,
        offered(scene.goals[0]) | written(meeting, scene.goals[1], said="Nové."),
        by=scene.head,
        now=IN_MARCH,
    )

    assert list(Entry.objects.values_list("goal", flat=True)) == [scene.goals[1].pk]


def test_what_was_only_offered_gives_way_to_what_somebody_wrote(scene, meeting):
    write(meeting, None, written(meeting, scene.goals[0], rating=Rating.OFF_TRACK), by=scene.staff, now=END_OF_MARCH)

    with pytest.raises(EditConflict, match="Mezitím"):  # the other's text is new, so the month waits for another look
        close(
            meeting,
            entries={k: v for goal in scene.goals for k, v in offered(goal).items()},
            by=scene.head,
            now=END_OF_MARCH,
        )

    assert dict(Entry.objects.values_list("goal", "rating")) == {
        scene.goals[0].pk: Rating.OFF_TRACK,
        scene.goals[1].pk: Rating.ON_TRACK,
        scene.goals[2].pk: Rating.ON_TRACK,
    }


def test_what_was_offered_counts_when_the_month_is_closed(scene, meeting):
    entries = {key: part for goal in scene.goals for key, part in offered(goal, Rating.AT_RISK).items()}

    closed = close(meeting, entries=entries, by=scene.head, now=END_OF_MARCH)

    assert set(closed.entries.values_list("rating", flat=True)) == {Rating.AT_RISK}


def test_goal_of_another_centre_is_refused(scene, meeting):
    foreign = approve(make_goal(scene.plan.document))

    with pytest.raises(Refused):
        write(meeting, None, written(meeting, foreign, said="Cizí."), by=scene.head, now=IN_MARCH)


def test_target_of_another_goal_is_refused(scene, meeting):
    first, second = scene.goals[:2]

    with pytest.raises(Refused):
        write(meeting, None, written(meeting, first, numbers=number(second, 3)), by=scene.head, now=IN_MARCH)


@pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR])
def test_those_above_write_nothing_into_a_team_meeting(scene, meeting, role):
    with pytest.raises(MissingRight):
        write(meeting, headed(meeting, note="Zvenku."), {}, by=make_user(role), now=IN_MARCH)


# Locks


def test_month_to_come_says_that_it_has_not_begun(scene):
    april = Meeting(kind=MeetingKind.TEAM, centre=scene.centre, year=YEAR, month=4)

    assert str(read_only_reason(april, IN_MARCH)) == "Tento měsíc ještě nezačal."


def test_closed_month_says_who_opens_it(scene):
    closed = close_month(scene.centre, YEAR, 3)

    assert read_only_reason(closed, END_OF_MARCH) == "Měsíc je uzavřený. Znovu ho může otevřít vedoucí odboru."


def test_closed_evaluation_of_the_director_is_opened_by_the_director(scene):
    closed = Meeting(kind=MeetingKind.DIRECTOR, year=YEAR, state=MeetingState.CLOSED)

    assert read_only_reason(closed, END_OF_MARCH) == "Hodnocení je uzavřené. Znovu ho může otevřít ředitel."


def test_frozen_year_is_locked_whatever_the_state(scene, meeting):
    Document.objects.filter(pk=scene.plan.document_id).update(closed_at=END_OF_MARCH)

    with pytest.raises(Refused, match="už se nic nemění"):
        write(meeting, headed(meeting, note="Pozdě."), {}, by=scene.head, now=IN_MARCH)


# Closing


def test_closing_needs_every_goal_and_keeps_what_was_sent(scene, meeting):
    with pytest.raises(Refused, match="Cíl 2: vyberte, jak stojí"):
        close(meeting, entries=written(meeting, scene.goals[0], rating=Rating.DONE), by=scene.head, now=END_OF_MARCH)

    assert Entry.objects.get().rating == Rating.DONE
    assert [goal.pk for _sentence, goal in missing(meeting)] == [goal.pk for goal in scene.goals[1:]]
    assert Minutes.objects.count() == 0


def test_month_does_not_close_before_its_last_week(scene, meeting):
    now = datetime(2026, 3, 24, 12, 0, tzinfo=PRAGUE)

    with pytest.raises(Refused, match=r"Uzavřít půjde od 25\.\s3\.\s2026"):
        close(meeting, entries=all_written(meeting, scene.goals), by=scene.head, now=now)


def test_month_closes_on_the_first_day_of_its_last_week(scene, meeting):
    now = datetime(2026, 3, 25, 0, 1, tzinfo=PRAGUE)

    assert close(meeting, entries=all_written(meeting, scene.goals), by=scene.head, now=now).is_closed


def test_closing_freezes_numbers_and_states(scene, meeting):
    first = scene.goals[0]
    entries = all_written(meeting, scene.goals) | written(
        meeting, first, rating=Rating.ON_TRACK, numbers=number(first, 2)
    )

    closed = close(meeting, entries=entries, by=scene.head, now=END_OF_MARCH)

    reading = closed.entries.get(goal=first).readings.get()
    assert (reading.amount, reading.achieved) == (Decimal(2), Decimal(2))
    assert reading.expected > 2
    assert closed.entries.get(goal=first).state == Status.AT_RISK
    assert closed.entries.exclude(reason="").count() == 3


def test_staff_closes_no_month(scene, meeting):
    with pytest.raises(MissingRight):
        close(meeting, entries=all_written(meeting, scene.goals), by=scene.staff, now=END_OF_MARCH)


def test_closed_twice_by_one_person_makes_one_minutes(scene, meeting):
    entries = all_written(meeting, scene.goals)
    first = close(meeting, entries=entries, by=scene.head, now=END_OF_MARCH)

    second = close(meeting, entries=entries, by=scene.head, now=END_OF_MARCH)

    assert (second.pk, second.version) == (first.pk, first.version)
    assert Minutes.objects.count() == 1


def test_other_person_who_closes_what_is_closed_is_told(scene, meeting):
    entries = all_written(meeting, scene.goals)
    close(meeting, entries=entries, by=scene.head, now=END_OF_MARCH)

    with pytest.raises(EditConflict, match="Mezitím"):
        close(meeting, entries=entries, by=make_user(Role.HEAD, centre=scene.centre), now=END_OF_MARCH)


def test_closing_waits_for_a_look_at_what_another_added(scene, meeting):
    entries = all_written(meeting, scene.goals[1:])
    write(meeting, None, written(meeting, scene.goals[0], rating=Rating.OFF_TRACK), by=scene.staff, now=END_OF_MARCH)

    with pytest.raises(EditConflict, match="Mezitím přibylo něco od někoho jiného"):
        close(meeting, entries=entries, by=scene.head, now=END_OF_MARCH)

    assert list(missing(meeting)) == []
    assert list(written_since(meeting, meeting.version, but=scene.head)) == [scene.goals[0].pk]


def test_own_draft_from_another_window_does_not_put_the_closing_off(scene, meeting):
    entries = all_written(meeting, scene.goals)
    write(meeting, headed(meeting, attendance=3), {}, by=scene.head, now=END_OF_MARCH)

    assert close(meeting, entries=entries, by=scene.head, now=END_OF_MARCH).is_closed


# Opening again


def test_opened_again_it_is_closed_with_the_next_minutes(scene):
    closed = close_month(scene.centre, YEAR, 3)
    now = END_OF_MARCH + timedelta(days=2)
    opened = reopen(closed, reason="Chybí kurz.", until=date(2026, 4, 9), by=scene.above, now=now)

    close(opened, by=scene.head, now=now)

    assert list(Minutes.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(("reason", "until"), [("", date(2026, 4, 9)), ("Chybí kurz.", date(2026, 3, 30)), ("x", None)])
def test_opening_again_needs_a_reason_and_a_day_to_come(scene, reason, until):
    closed = close_month(scene.centre, YEAR, 3)

    with pytest.raises(Refused):
        reopen(closed, reason=reason, until=until, by=scene.above, now=END_OF_MARCH)


def test_centre_does_not_open_its_own_month(scene):
    closed = close_month(scene.centre, YEAR, 3)

    with pytest.raises(MissingRight):
        reopen(closed, reason="Chybí kurz.", until=date(2026, 4, 9), by=scene.head, now=END_OF_MARCH)


def test_day_of_a_month_opened_again_can_be_put_off(scene):
    closed = close_month(scene.centre, YEAR, 3)
    opened = reopen(closed, reason="Chybí kurz.", until=date(2026, 4, 9), by=scene.above, now=END_OF_MARCH)
    late = datetime(2026, 4, 10, 8, 0, tzinfo=PRAGUE)

    again = reopen(opened, reason="Nestihli to.", until=date(2026, 4, 20), by=scene.above, now=late)

    assert again.reopened_until == date(2026, 4, 20)
    assert write(again, headed(again, note="Doplněno."), {}, by=scene.head, now=late).note == "Doplněno."


def test_month_that_was_never_closed_is_not_opened_again(scene):
    with pytest.raises(Refused, match="Otevřené to je"):
        reopen(march(scene), reason="Proč.", until=date(2026, 4, 9), by=scene.above, now=END_OF_MARCH)


def test_after_its_day_the_opened_month_can_only_be_closed(scene):
    closed = close_month(scene.centre, YEAR, 3)
    opened = reopen(closed, reason="Chybí kurz.", until=date(2026, 4, 9), by=scene.above, now=END_OF_MARCH)
    late = datetime(2026, 4, 10, 8, 0, tzinfo=PRAGUE)

    with pytest.raises(Refused, match="jen do 9"):
        write(opened, headed(opened, note="Pozdě."), {}, by=scene.head, now=late)

    assert close(opened, by=scene.head, now=late).is_closed


# What lies before the meeting


def items(meeting, now=END_OF_MARCH):
    return items_of(meeting, now.date())


def test_last_months_words_are_before_the_meeting(scene, meeting):
    close_month(scene.centre, YEAR, 2, ratings={scene.goals[0].pk: Rating.AT_RISK})

    first = items(meeting)[0]

    assert (first.before.meeting.month, first.before.rating, first.offered) == (2, Rating.AT_RISK, Rating.AT_RISK)


def test_nothing_is_offered_where_the_goal_is_evaluated(scene, meeting):
    close_month(scene.centre, YEAR, 2)
    write(meeting, None, written(meeting, scene.goals[0], rating=Rating.OFF_TRACK), by=scene.head, now=IN_MARCH)

    assert [item.offered for item in items(meeting)] == ["", Rating.ON_TRACK, Rating.ON_TRACK]


def test_numbers_are_asked_only_where_there_is_one_to_type(scene, meeting):
    assert [[line.target.kind for line in item.asked] for item in items(meeting)] == [[Kind.COUNT], [Kind.SHARE], []]


def test_annual_meeting_types_no_number_that_the_heads_have_typed():
    goal = make_network_goal(level=Level.LONG_TERM)
    goal.targets.create(position=1, kind=Kind.COUNT, value=9, unit="setkání")
    goal_in("approved", lambda: goal)

    asked = {
        kind: items(network_meeting(kind, YEAR, month))[0].asked for kind, month in (("heads", 3), ("annual", None))
    }

    assert (len(asked["heads"]), len(asked["annual"])) == (1, 0)


def test_goal_begun_later_is_none_of_an_earlier_meeting(scene):
    june = datetime(2026, 6, 10, 9, 0, tzinfo=PRAGUE)
    late = approve(make_goal(scene.plan.document, centre=scene.centre), now=june)
    months = [Meeting(kind=MeetingKind.TEAM, centre=scene.centre, year=YEAR, month=month) for month in (5, 6)]

    assert [late.pk in {goal.pk for goal in goals_of(meeting)} for meeting in months] == [False, True]
