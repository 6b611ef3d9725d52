"""When each team of a simulated year meets: its own habit, and the few months that are late, open or not held."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from evaluations.simulation.agenda import DAY, last_day, moment, working_day, working_days_after

AT_MONTHS_END = 4
"""One team in so many meets on the last working day of the month; the others in the first days of the next."""
LATE = 0.07  # of months are closed weeks later
ABSENT, UNFINISHED = 2, 3  # teams that in the last month have not met, or have met and not closed it
AT_MOST = 4  # of all teams, one in so many each


class Held(Enum):
    CLOSED = "closed"
    WRITTEN = "written"  # begun, waits to be closed
    ABSENT = "absent"


@dataclass(frozen=True)
class Sitting:
    """One meeting of a team: when it sits, until which day its month is written, and how it ends."""

    month: int
    at: datetime
    closes_at: datetime
    held: Held

    @property
    def last_written(self):
        """Records of the day come after the meeting, so those of a meeting within its month end a day earlier."""
        return working_day(self.closes_at.date() - DAY)


def sittings_of(courses, team, last):
    """Those of the months of the simulated year; `last` says how the last of them ends."""
    rolls = courses.dice("habit", team.slug)
    at_end, shift, hour = not rolls.randrange(AT_MONTHS_END), rolls.randint(1, 5), rolls.randint(9, 13)
    for month in range(1, courses.until.month + 1):
        end = last_day(courses.year, month)
        day = working_day(end) if at_end else working_days_after(end, shift)
        is_late = rolls.random() < LATE and month < courses.until.month
        closes = working_days_after(day, rolls.randint(10, 18)) if is_late else day
        held = last if month == courses.until.month else Held.CLOSED
        yield Sitting(month, moment(day, hour), moment(closes, hour, 40), held)


def last_month(courses, teams, *, is_closed):
    """How the last month ends, by the slug of the team."""
    ends = dict.fromkeys((team.slug for team in teams), Held.CLOSED)
    if is_closed:
        return ends
    drawn = courses.dice("last month").sample(sorted(ends), len(ends))
    absent, unfinished = (min(count, max(len(ends) // AT_MOST, 1)) for count in (ABSENT, UNFINISHED))
    ends |= dict.fromkeys(drawn[:absent], Held.ABSENT)
    return ends | dict.fromkeys(drawn[absent : absent + unfinished], Held.WRITTEN)


def last_days(sittings, year):
    """Until which day things of each month are written down."""
    return {one.month: min(last_day(year, one.month), one.last_written) for one in sittings}
