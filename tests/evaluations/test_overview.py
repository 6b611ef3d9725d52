"""The year of the network by hand: what each cell of the map says, which goals slip, since when and by how much."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from centres.models import Role
from evaluations.meetings.contents import EntryContent, Written, fingerprint
from evaluations.meetings.writing import close as close_meeting
from evaluations.meetings.writing import write
from evaluations.models import Closing
from evaluations.overview import network
from evaluations.overview.network import judged, map_rows, slipping, teams_of
from evaluations.states import MeetingKind, Rating, Status
from evaluations.teams import network_meeting, team_meeting
from goals.models import Plan
from goals.states import Kind, Level
from tests.factories import (
    PRAGUE,
    approve,
    close_month,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_network_goal,
    make_region,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
YEAR = 2026
WORDS = {"kind": Kind.NARRATIVE}
COURSES = {"kind": Kind.COUNT, "value": 12, "unit": "kurzů"}
ON, RISK, OFF, DONE = Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.DONE


@pytest.fixture
def document():
    return make_document(YEAR)


@pytest.fixture
def add_team(document):
    """A centre with goals that have come out; how each stands is what its meetings say."""

    def add(goals=1, target=WORDS, **facts):
        centre = make_centre(**facts)
        Plan.objects.create(document=document, centre=centre)
        made = [make_goal(document, centre=centre, position=at, targets=[target]) for at in range(1, goals + 1)]
        make_edition(document, *made) if made else None
        return centre, made

    return add


def say(centre, month, *entries, closes=True):
    """A meeting that says each of the entries (goal, rating, words); goals that are not named are not spoken of."""
    meeting, head = team_meeting(centre, YEAR, month), make_user(Role.HEAD, centre=centre)
    now = datetime(YEAR, month, meeting.last_day.day, 16, 0, tzinfo=PRAGUE)
    written = {
        goal.root_id: Written(EntryContent(rating=rating, said=said), fingerprint(EntryContent()))
        for goal, rating, said in entries
    }
    if closes:
        return close_meeting(meeting, entries=written, by=head, now=now)
    return write(meeting, None, written, by=head, now=now)


def teams(document, today=date(YEAR, 5, 20)):
    return teams_of(document, today=today)


def cell(document, month, today=date(YEAR, 5, 20)):
    shown = map_rows(teams(document, today))[0]["cells"][month - 1]
    return shown and (shown["letter"], shown["state"], shown["words"].replace("\xa0", " "))


# What an entry comes to


@pytest.mark.parametrize(
    ("state", "rating", "expected"),
    [
        ("on_track", "on_track", ON),
        ("on_track", "at_risk", RISK),  # people warn
        ("off_track", "on_track", OFF),  # numbers warn
        ("at_risk", "off_track", OFF),
        ("off_track", "done", OFF),
        ("done", "on_track", DONE),  # no warning: numbers go first
        ("on_track", "done", ON),
        ("unrated", "on_track", ON),
        ("unrated", "done", DONE),
        ("on_track", "nothing_new", ON),
        ("unrated", "nothing_new", Status.UNRATED),
        ("unrated", "", Status.UNRATED),
        ("", "", Status.UNRATED),
    ],
)
def test_entry_is_judged_by_numbers_and_people(state, rating, expected):
    assert judged(state, rating) == expected


# Cells of the map


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([ON, ON], ("P", "on_track", "2 plní se")),
        ([ON, RISK], ("O", "at_risk", "ohroženo; 1 plní se, 1 ohroženo")),
        ([OFF, RISK, DONE], ("N", "off_track", "neplní se; 1 splněno, 1 ohroženo, 1 neplní se")),
        ([DONE, ON], ("P", "on_track", "plní se; 1 splněno, 1 plní se")),
        ([DONE], ("S", "done", "1 splněno")),
        ([Rating.NOTHING_NEW], ("–", "unrated", "1 bez hodnocení")),
    ],
)
def test_closed_month_shows_its_worst_goal(document, add_team, ratings, expected):
    centre, goals = add_team(len(ratings))
    close_month(centre, YEAR, 3, ratings={goal.pk: rating for goal, rating in zip(goals, ratings, strict=True)})

    assert cell(document, 3) == expected


def test_closed_month_stays_as_it_was_frozen(document, add_team):
    centre, [goal] = add_team(target=COURSES)
    close_month(centre, YEAR, 3)

    # Nothing of 12 by the end of March, when 3 would be expected.
    assert cell(document, 3) == ("N", "off_track", "1 neplní se")


def test_open_month_says_how_far_it_is(document, add_team):
    centre, [first, _second] = add_team(2)
    say(centre, 5, (first, Rating.ON_TRACK, ""), closes=False)

    assert cell(document, 5) == ("–", "unrated", "zatím neuzavřeno, hodnoceno 1 ze 2")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(YEAR, 5, 10), ("–", "unrated", "zatím neuzavřeno, hodnoceno 0 z 1")),
        (date(YEAR, 5, 11), ("!", "late", "po termínu, uzavřít se měla do 10. 5. 2026")),
    ],
)
def test_month_is_late_after_its_days_of_grace(document, add_team, settings, today, expected):
    settings.MEETING_GRACE_DAYS = 10
    add_team()

    assert cell(document, 4, today) == expected


def test_month_ahead_has_no_cell(document, add_team):
    add_team()

    assert cell(document, 6, date(YEAR, 5, 31)) is None
    assert cell(document, 6, date(YEAR, 6, 1)) is not None


def test_month_before_the_goals_began_has_no_cell(document, add_team):
    add_team()
    late = make_centre()
    Plan.objects.create(document=document, centre=late)
    goal = make_goal(document, centre=late, targets=[WORDS])
    approve(goal, now=datetime(YEAR, 4, 7, 10, tzinfo=PRAGUE))

    [_first, second] = map_rows(teams(document))

    assert [bool(one) for one in second["cells"]] == [False, False, False, True, True, *[False] * 7]


def test_team_without_goals_has_a_row_without_cells(document, add_team):
    add_team(0)

    [team] = teams(document)

    assert (team.months, team.late, team.state) == ((None,) * 12, [], Status.UNRATED)


# The team's year


def test_goals_stand_as_in_the_last_closed_month(document, add_team):
    centre, [first, second] = add_team(2)
    close_month(centre, YEAR, 1, ratings={first.pk: OFF})
    close_month(centre, YEAR, 2, ratings={first.pk: ON, second.pk: RISK})
    say(centre, 3, (first, Rating.OFF_TRACK, ""), closes=False)

    [team] = teams(document)

    assert team.states == {first.pk: ON, second.pk: RISK}
    assert network.counts_of([team]) == {ON: 1, RISK: 1}


def test_meetings_are_counted_of_months_that_are_over_or_closed(document, add_team):
    centre, _goals = add_team()
    for month in (1, 3):
        close_month(centre, YEAR, month)
    close_month(centre, YEAR, 5, now=datetime(YEAR, 5, 28, 16, tzinfo=PRAGUE))

    held = network.meetings_held(teams(document, date(YEAR, 5, 28)))

    assert (held.held, held.due) == (3, 5)


def test_waiting_are_teams_with_late_months_those_with_more_first(document, add_team, settings):
    settings.MEETING_GRACE_DAYS = 10
    centres = [add_team()[0] for _ in range(3)]
    for centre, months in zip(centres, [(1, 2, 3), (1, 2, 3, 4), (1,)], strict=True):
        for month in months:
            close_month(centre, YEAR, month)

    rows = network.waiting(teams(document))
    in_time = network.in_time(teams(document, date(YEAR, 5, 10)))

    assert [(team.centre, len(team.late)) for team in rows] == [(centres[2], 3), (centres[0], 1)]
    assert [team.centre for team in in_time] == [centres[0]]


# Goals that slip


def test_slipping_goal_says_since_when_why_and_how_much(document, add_team):
    centre, [goal] = add_team(target=COURSES)
    for month in (1, 2, 3):
        close_month(centre, YEAR, month)

    [slip] = slipping(teams(document))

    assert (slip.state, slip.since.month, slip.missing) == (OFF, 1, Decimal(1))
    assert [words.replace("\xa0", " ") for words in slip.numbers] == ["0 z 12 kurzů, čekalo by se 3"]
    reason = "Stav k 31. 3. 2026 je 0, cíl je 12, rovnoměrnému postupu odpovídá 3."
    assert slip.entry.reason.replace("\xa0", " ") == reason
    assert not slip.is_said_only


def test_slip_begins_with_the_last_unbroken_run(document, add_team):
    centre, [goal] = add_team()
    for month, rating in enumerate([OFF, ON, RISK, OFF], start=1):
        close_month(centre, YEAR, month, ratings={goal.pk: rating})

    [slip] = slipping(teams(document))

    assert (slip.since.month, slip.state) == (3, OFF)


def test_month_that_nobody_closed_does_not_break_a_slip(document, add_team):
    centre, [goal] = add_team()
    for month in (1, 3):
        close_month(centre, YEAR, month, ratings={goal.pk: RISK})

    assert slipping(teams(document))[0].since.month == 1


def test_goal_that_recovered_does_not_slip(document, add_team):
    centre, [goal] = add_team()
    for month, rating in enumerate([OFF, ON], start=1):
        close_month(centre, YEAR, month, ratings={goal.pk: rating})

    assert slipping(teams(document)) == []


def test_last_words_are_of_the_last_closed_month_that_has_some(document, add_team):
    centre, [goal] = add_team()
    say(centre, 1, (goal, Rating.AT_RISK, "Chybí lektor."))
    say(centre, 2, (goal, Rating.AT_RISK, ""))
    say(centre, 3, (goal, Rating.OFF_TRACK, "Rozepsané."), closes=False)

    [slip] = slipping(teams(document))

    assert (slip.last.said, slip.last.meeting.month) == ("Chybí lektor.", 1)


def test_warning_of_people_alone_is_called_so(document, add_team):
    centre, [goal] = add_team(target={"kind": Kind.COUNT, "value": 1, "unit": "setkání"})
    close_month(centre, YEAR, 1, ratings={goal.pk: RISK})

    [slip] = slipping(teams(document))

    assert slip.is_said_only


def test_worst_slips_come_first(document, add_team):
    centre, [slight, worse, said] = add_team(3)
    worst = make_goal(document, centre=centre, position=4, targets=[COURSES])
    make_edition(document, worst)
    ratings = {slight.pk: RISK, worse.pk: OFF, said.pk: RISK}
    close_month(centre, YEAR, 2, ratings={said.pk: RISK, worse.pk: OFF})
    close_month(centre, YEAR, 3, ratings=ratings)

    found = [slip.goal.pk for slip in slipping(teams(document))]

    assert found == [worst.pk, worse.pk, said.pk, slight.pk]


# By region, by long-term goal, above


def test_regions_in_their_order_with_their_goals(document, add_team):
    north = make_region(nuts3="CZ051", name="Liberecký", position=7)
    south = make_region(nuts3="CZ031", name="Jihočeský", position=3)
    first, [goal] = add_team(region=north)
    add_team(2, region=south)
    close_month(first, YEAR, 1, ratings={goal.pk: RISK})

    groups = [(group.name, group.counts, group.url) for group in network.by_region(teams(document), YEAR)]

    assert groups == [
        ("Jihočeský", {Status.UNRATED: 2}, "/prace/2026/prehled/?region=CZ031"),
        ("Liberecký", {RISK: 1}, "/prace/2026/prehled/?region=CZ051"),
    ]


def test_long_term_goal_counts_what_serves_it_and_shows_its_own_standing(document, add_team):
    long_term = approve(make_network_goal(level=Level.LONG_TERM))
    centre, _rest = add_team()
    serving = make_goal(document, centre=centre, serves=long_term, targets=[WORDS])
    make_edition(document, serving)
    close_month(centre, YEAR, 1, ratings={serving.pk: RISK})
    _close_above(MeetingKind.HEADS, long_term, Rating.ON_TRACK, month=1)

    rows = list(network.by_long_term(teams(document), YEAR))

    assert [(row.goal and row.goal.pk, row.counts, row.state) for row in rows] == [
        (long_term.pk, {RISK: 1}, ON),
        (None, {ON: 1}, Status.UNRATED),
    ]


def test_strategic_goal_shows_the_last_evaluation_also_of_a_year_before(document):
    goal = approve(make_network_goal(level=Level.STRATEGIC), by=make_user(Role.DIRECTOR))
    _close_above(MeetingKind.DIRECTOR, goal, Rating.AT_RISK, year=2025)

    [row] = network.strategic(YEAR)
    [earlier] = network.strategic(2024)

    assert (row.goal, row.state, row.entry.meeting.year) == (goal, RISK, 2025)
    assert earlier.entry is None


def _close_above(kind, goal, rating, *, year=YEAR, month=None):
    meeting = network_meeting(kind, year, month)
    role = Role.DIRECTOR if kind == MeetingKind.DIRECTOR else Role.DEPARTMENT_HEAD
    entries = {goal.root_id: Written(EntryContent(rating=rating), fingerprint(EntryContent()))}
    now = datetime(year, meeting.last_day.month, meeting.last_day.day, 16, tzinfo=PRAGUE)
    return close_meeting(meeting, entries=entries, by=make_user(role), now=now)


def test_heads_meetings_are_due_for_months_that_are_over(document):
    meeting = network_meeting(MeetingKind.HEADS, YEAR, 2)
    close_meeting(meeting, by=make_user(Role.DEPARTMENT_HEAD), now=datetime(YEAR, 3, 2, tzinfo=PRAGUE))

    held = network.heads_meetings_held(document, today=date(YEAR, 5, 20))

    assert (held.held, held.due) == (1, 4)


def test_closings_are_counted_once_one_has_begun(document, add_team):
    centres = [add_team()[0] for _ in range(2)]
    before = network.closings_of(document, teams(document))
    Closing.objects.create(plan=Plan.objects.get(centre=centres[0]), state="sent", sent_at=datetime.now(PRAGUE))

    after = network.closings_of(document, teams(document))

    assert (before, after) == ([], [("sent", 1), ("open", 1)])
