"""Monthly meetings of a simulated year: a draft before, the meeting itself, its closing, a few months opened again."""

from datetime import date, timedelta

from evaluations.measuring import standings
from evaluations.meetings.writing import Heading, Written, as_of, close, goals_of, mark, reopen, write
from evaluations.models import Record
from evaluations.recording.records import RecordContent, add
from evaluations.simulation.agenda import Step, moment, working_day, working_days_after
from evaluations.simulation.habits import Held
from evaluations.simulation.saying import entry
from evaluations.simulation.sentences import NOTES, REOPEN_REASONS
from evaluations.teams import team_meeting

DRAFTED = 0.4  # of meetings somebody fills in a part the day before
OPENED_AFTER, OPENED_FOR = 9, 5  # working days


def steps(courses, team, sittings):
    for sitting in sittings:
        rolls = courses.dice("meeting", team.slug, sitting.month)
        if sitting.held == Held.ABSENT:
            continue
        if rolls.random() < DRAFTED or sitting.held == Held.WRITTEN:
            yield Step(sitting.at - timedelta(minutes=45), _drafting(courses, team, sitting, rolls))
        if sitting.held == Held.CLOSED:
            yield Step(sitting.closes_at, _closing(courses, team, sitting, rolls))


def _drafting(courses, team, sitting, rolls):
    """Somebody of the team fills in every second goal."""

    def act(now):
        meeting = team_meeting(team.centre, courses.year, sitting.month)
        person = rolls.choice(team.writers[team.centre.pk])
        entries = entries_of(courses, meeting, rolls, now, every=2)
        write(meeting, heading_of(meeting, sitting.at.date(), rolls, NOTES), entries, by=person, now=now)

    return act


def _closing(courses, team, sitting, rolls):
    def act(now):
        meeting = team_meeting(team.centre, courses.year, sitting.month)
        heading = heading_of(meeting, sitting.at.date(), rolls, NOTES)
        close(meeting, heading=heading, entries=entries_of(courses, meeting, rolls, now), by=team.head, now=now)

    return act


def heading_of(meeting, held_on, rolls, notes):
    before = Heading.of(meeting)
    heading = before if before.held_on else Heading(held_on, rolls.randint(3, 8), rolls.choice(notes))
    return Written(heading, mark(before))


def entries_of(courses, meeting, rolls, now, every=1):
    """What is said of the goals that nobody has spoken of yet, by how they stand now."""
    today = as_of(meeting, now.date())
    said = set(meeting.entries.exclude(stand="").values_list("goal_id", flat=True))
    goals = [goal for goal in goals_of(meeting) if goal.root_id not in said]
    found = standings(goals[::every], year=meeting.year, today=today)
    titles = _titles(meeting)
    return {
        row.goal.root_id: entry(row, courses.goals[row.goal.root_id], meeting, _happened(row, titles), rolls)
        for row in found
    }


def _titles(meeting):
    """What happened in the month of the team, by its indicator and topic."""
    titles = {}
    rows = Record.objects.counted().filter(meeting=meeting).order_by("on", "id") if meeting.centre_id else ()
    for record in rows:
        titles.setdefault((record.indicator_id, record.topic), []).append(record.title)
    return titles


def _happened(standing, titles):
    feeds = {(row.feed.indicator_id, row.feed.topic) for row in standing.targets if row.feed}
    return [title for feed in sorted(feeds) for title in titles.get(feed, [])]


def reopenings(courses, cast, sittings):
    """A forgotten record: the department head opens a month again, it is written, the head closes it again."""
    closed = [
        (team, one) for team in cast.teams for one in sittings[team.slug] if one.held == Held.CLOSED and one.month > 1
    ]
    closed = [(team, one) for team, one in closed if one.month < courses.until.month - 1]
    rolls = courses.dice("openings")
    for team, sitting in rolls.sample(closed, min(len(closed), 1 + len(cast.teams) // 6)):
        yield from _reopening(courses, cast, team, sitting, rolls)


def _reopening(courses, cast, team, sitting, rolls):
    day = working_days_after(sitting.closes_at.date(), OPENED_AFTER)
    until = working_days_after(day, OPENED_FOR)
    reason = rolls.choice(REOPEN_REASONS)
    yield Step(moment(day, 10), _opening(courses, cast, team, sitting.month, reason, until))
    yield Step(moment(working_days_after(day, 1), 15), _forgotten(courses, team, sitting.month))
    yield Step(moment(working_days_after(day, 2), 15), _closing(courses, team, sitting, rolls))


def _opening(courses, cast, team, month, reason, until):
    def act(now):
        meeting = team_meeting(team.centre, courses.year, month)
        reopen(meeting, reason=reason, until=until, by=cast.above, now=now)

    return act


def _forgotten(courses, team, month):
    """One more of what the team has already written down that month."""

    def act(now):
        meeting = team_meeting(team.centre, courses.year, month)
        like = (
            Record.objects.counted().filter(meeting=meeting, amount=1, centre=team.centre).order_by("on", "id").last()
        )
        if like is None:
            return
        content = RecordContent.of(like)
        on = working_day(date(courses.year, month, 20))
        facts = {"title": content.title, "topic": content.topic, "participants": content.participants}
        add(team.centre, RecordContent(content.indicator, on, **facts), by=team.head, now=now)

    return act
