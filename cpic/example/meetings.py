"""Meetings of a simulated year: when each team sits and how its month ends, what is said of the goals, months opened
again, and the meetings above the teams."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial

from centres.models import Role
from cpic.example.courses import DAY, SPOKEN_OF, Deed, Fate, last_day, moment, working_day, working_days_after
from cpic.example.sentences import NEXT_STEP, NOTES, NOTES_ABOVE, REOPEN_REASONS, SAID
from evaluations.meetings.actions import NewAction, carried_to
from evaluations.meetings.agenda import as_of, goals_of
from evaluations.meetings.contents import ActionContent, EntryContent, Heading, Written, fingerprint
from evaluations.meetings.writing import close, reopen, write
from evaluations.models import Record
from evaluations.records.records import RecordContent, add
from evaluations.standings import standings
from evaluations.states import ActionState, MeetingKind, Rating, Status
from evaluations.teams import network_meeting, team_meeting
from goals.states import Kind

AT_MONTHS_END = 4  # one team in so many meets on the last working day of the month, the others early in the next
LATE = 0.07  # of months are closed weeks later
ABSENT, UNFINISHED = 2, 3  # teams that in the last month have not met, or have met and not closed it
AT_MOST = 4  # of all teams, one in so many each
DRAFTED = 0.4  # of meetings somebody fills in a part before
OPENED_AFTER, OPENED_FOR = 9, 5  # working days
HEADS_AFTER = 9  # working days after the month: by then most teams have met
YEAR_AFTER = 14
AGREED_FOR = 25  # days after the month by which what was agreed is to be done
PUT_OFF = 5  # of what was agreed, one in so many is late

SILENT, MILDER, STEP = 0.12, 0.25, 0.45  # how often: nothing new, one step better than the numbers, a next step
MILDER_THAN = {Rating.OFF_TRACK: Rating.AT_RISK, Rating.AT_RISK: Rating.ON_TRACK}
NAMED = 3  # things that happened, in one sentence
# Of goals without a number: what is said from which month on.
SPOKEN = {
    Fate.ON_PACE: {1: Rating.ON_TRACK, 11: Rating.DONE},
    Fate.SLOW: {1: Rating.ON_TRACK, 4: Rating.AT_RISK},
    Fate.LATE_BURST: {1: Rating.AT_RISK, 7: Rating.OFF_TRACK, 9: Rating.ON_TRACK, 12: Rating.DONE},
    Fate.STALLED: {1: Rating.ON_TRACK, 5: Rating.AT_RISK, 8: Rating.OFF_TRACK},
    Fate.DONE_EARLY: {1: Rating.ON_TRACK, 6: Rating.DONE},
}


class SittingOutcome(Enum):
    CLOSED = "closed"
    WRITTEN = "written"  # begun, waits to be closed
    ABSENT = "absent"


@dataclass(frozen=True)
class Sitting:
    """One meeting of a team: when it sits, until which day its month is written, and how it ends."""

    month: int
    at: datetime
    closes_at: datetime
    written_until: date
    held: SittingOutcome


def plan_sittings(simulation):
    """By the slug of the team: its own habit, and the few months that are late, open or not held."""
    ends = dict.fromkeys((team.slug for team in simulation.teams), SittingOutcome.CLOSED)  # of the last month
    if not simulation.is_closed:
        drawn = simulation.dice("last month").sample(sorted(ends), len(ends))
        absent, unfinished = (min(count, max(len(ends) // AT_MOST, 1)) for count in (ABSENT, UNFINISHED))
        ends |= dict.fromkeys(drawn[:absent], SittingOutcome.ABSENT)
        ends |= dict.fromkeys(drawn[absent : absent + unfinished], SittingOutcome.WRITTEN)
    sittings = {}
    for team in simulation.teams:
        rolls = simulation.dice("habit", team.slug)
        at_end, shift, hour = not rolls.randrange(AT_MONTHS_END), rolls.randint(1, 5), rolls.randint(9, 13)
        sittings[team.slug] = []
        for month in simulation.months:
            end = last_day(simulation.year, month)
            day = working_day(end) if at_end else working_days_after(end, shift)
            is_late = rolls.random() < LATE and month < simulation.until.month
            closes = working_days_after(day, rolls.randint(10, 18)) if is_late else day
            # Records of the day come after the meeting, so those of a meeting within its month end a day earlier.
            written_until = min(end, working_day(closes - DAY))
            held = ends[team.slug] if month == simulation.until.month else SittingOutcome.CLOSED
            sitting = Sitting(month, moment(day, hour), moment(closes, hour, 40), written_until, held)
            sittings[team.slug].append(sitting)
    return sittings


def team_steps(simulation, team, sittings):
    for sitting in sittings:
        rolls = simulation.dice("meeting", team.slug, sitting.month)
        if sitting.held == SittingOutcome.ABSENT:
            continue
        if rolls.random() < DRAFTED or sitting.held == SittingOutcome.WRITTEN:
            yield Deed(sitting.at - timedelta(minutes=45), partial(_draft, simulation, team, sitting, rolls))
        if sitting.held == SittingOutcome.CLOSED:
            yield Deed(sitting.closes_at, partial(_close, simulation, team, sitting, rolls))


def _draft(simulation, team, sitting, rolls, *, now):
    """Somebody of the team fills in every second goal."""
    meeting = team_meeting(team.centre, simulation.year, sitting.month)
    person = rolls.choice(team.writers[team.centre.pk])
    said = what_is_said(simulation, meeting, rolls, now, every=2)
    write(meeting, heading_of(meeting, sitting.at.date(), rolls, NOTES), **said, by=person, now=now)


def _close(simulation, team, sitting, rolls, *, now):
    meeting = team_meeting(team.centre, simulation.year, sitting.month)
    heading = heading_of(meeting, sitting.at.date(), rolls, NOTES)
    close(meeting, heading=heading, **what_is_said(simulation, meeting, rolls, now), by=team.head, now=now)


def reopening_steps(simulation, sittings):
    """A forgotten record: the department head opens a month again, it is written, the head closes it again."""
    months = range(2, simulation.until.month - 1)
    closed = [(team, one) for team in simulation.teams for one in sittings[team.slug] if one.month in months]
    rolls = simulation.dice("openings")
    for team, sitting in rolls.sample(closed, min(len(closed), 1 + len(simulation.teams) // 6)):
        day = working_days_after(sitting.closes_at.date(), OPENED_AFTER)
        until = working_days_after(day, OPENED_FOR)
        reason = rolls.choice(REOPEN_REASONS)
        yield Deed(moment(day, 10), partial(_reopen, simulation, team, sitting.month, reason, until))
        yield Deed(moment(working_days_after(day, 1), 15), partial(_add_forgotten, simulation, team, sitting.month))
        yield Deed(moment(working_days_after(day, 2), 15), partial(_close, simulation, team, sitting, rolls))


def _reopen(simulation, team, month, reason, until, *, now):
    meeting = team_meeting(team.centre, simulation.year, month)
    reopen(meeting, reason=reason, until=until, by=simulation.department_head, now=now)


def _add_forgotten(simulation, team, month, *, now):
    """One more of what the team has already written down that month."""
    meeting = team_meeting(team.centre, simulation.year, month)
    rows = Record.objects.counted().filter(meeting=meeting, amount=1, centre=team.centre)
    like = rows.order_by("on", "id").last()
    if like:
        content = RecordContent.of(like)
        facts = {"title": content.title, "topic": content.topic, "participants": content.participants}
        on = working_day(date(simulation.year, month, 20))
        add(team.centre, RecordContent(content.indicator, on, **facts), by=team.head, now=now)


def network_steps(simulation):
    """The heads meet every month; at the year's end come the annual meeting and the director's."""
    head, director = simulation.department_head, simulation.director
    for month in simulation.months:
        day = working_days_after(last_day(simulation.year, month), HEADS_AFTER)
        is_left_open = month == simulation.until.month and not simulation.is_closed
        verb = write if is_left_open else close
        yield Deed(moment(day, 13), partial(_meet_above, simulation, MeetingKind.HEADS, month, verb, by=head))
    if simulation.until.month == 12:
        day = working_days_after(simulation.until, YEAR_AFTER)
        yield Deed(moment(day, 9), partial(_meet_above, simulation, MeetingKind.ANNUAL, None, close, by=head))
        if director:
            act = partial(_meet_above, simulation, MeetingKind.DIRECTOR, None, close, by=director)
            yield Deed(moment(day, 15), act)


def _meet_above(simulation, kind, month, verb, *, by, now):
    meeting = network_meeting(kind, simulation.year, month)
    rolls = simulation.dice("above", kind, month)
    heading = heading_of(meeting, now.date(), rolls, NOTES_ABOVE)
    verb(meeting, heading=heading, **what_is_said(simulation, meeting, rolls, now), by=by, now=now)


def heading_of(meeting, held_on, rolls, notes):
    before = Heading.of(meeting)
    heading = before if before.held_on else Heading(held_on, rolls.randint(3, 8), rolls.choice(notes))
    return Written(heading, fingerprint(before))


def what_is_said(simulation, meeting, rolls, now, every=1):
    """What is said of the goals that nobody has spoken of yet, by how they stand now; what is agreed about them; and
    how far what was agreed before has come."""
    before = {entry.goal_id: entry for entry in meeting.entries.prefetch_related("readings")}
    goals = [goal for goal in goals_of(meeting) if not (goal.root_id in before and before[goal.root_id].rating)]
    titles = defaultdict(list)  # of what happened in the month of the team, by indicator and topic
    if meeting.centre_id:
        for record in Record.objects.counted().filter(meeting=meeting).order_by("on", "id"):
            titles[record.indicator_id, record.topic].append(record.title)
    entries, agreed = {}, []
    for standing in standings(goals[::every], year=meeting.year, today=as_of(meeting, now.date())):
        sources = {(row.source.indicator_id, row.source.topic) for row in standing.targets if row.source}
        happened = [title for source in sorted(sources) for title in titles[source]]
        root = standing.goal.root_id
        course = simulation.courses[root]
        entries[root], step = _entry(before.get(root), standing, course, meeting.month, happened, rolls)
        if step:
            due = working_day(meeting.last_day + timedelta(days=AGREED_FOR))
            agreed.append(NewAction(root, ActionContent(step, _whose(simulation, meeting, root), due)))
    return {"entries": entries, "actions": _settled(meeting), "new_actions": agreed}


def _whose(simulation, meeting, root):
    """At a centre somebody of those who work there, above it whoever leads the meeting."""
    if meeting.kind != MeetingKind.TEAM:
        return str(Role.DIRECTOR if meeting.kind == MeetingKind.DIRECTOR else Role.DEPARTMENT_HEAD)
    team = next(team for team in simulation.teams if team.centre.pk == meeting.centre_id)
    writers = team.writers[team.centre.pk]
    return str(writers[root % len(writers)].pk)


def _settled(meeting):
    """Of what earlier meetings agreed most is done by its day, the rest goes on."""
    found = {}
    for item in carried_to(meeting):
        if item.is_open and item.due_on <= meeting.last_day and (item.goal_id + item.due_on.month) % PUT_OFF:
            seen = ActionContent.of(item)
            found[item.pk] = Written(replace(seen, state=ActionState.DONE), fingerprint(seen))
    return found


def _entry(before, standing, course, month, happened, rolls):
    """What is written of the goal over what there is: by its numbers, or by its fate where it has none."""
    if standing.state == Status.UNRATED or all(row.target.kind in SPOKEN_OF for row in standing.targets):
        rating = [rating for since, rating in SPOKEN[course.fate].items() if since <= (month or 12)][-1]
    else:
        rating = Rating(standing.state)
    if rating != Rating.DONE and not happened and rolls.random() < SILENT:
        rating = Rating.NOTHING_NEW
    elif rolls.random() < MILDER:
        rating = MILDER_THAN.get(rating, rating)
    said = rolls.choice(SAID[rating])
    if happened:
        said = f"Proběhlo: {'; '.join(happened[:NAMED])}. {said}"
    step = rolls.choice(NEXT_STEP[rating]) if rolls.random() < STEP else ""
    numbers = []
    if month:
        # By the target of the wording that holds; an amendment keeps their order.
        for row, planned in zip(standing.targets, course.targets, strict=True):
            if row.is_typed and row.target.kind != Kind.MILESTONE:
                numbers.append((row.target.pk, planned.number(month)))
    numbers.sort()
    seen = EntryContent.of(before, [target for target, _amount in numbers])
    return Written(EntryContent(rating, said, tuple(numbers)), fingerprint(seen)), step
