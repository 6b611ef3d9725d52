"""A target's year month by month, as its chart and its table show it: asked of the arithmetic for each month's end."""

from dataclasses import dataclass
from datetime import date

from evaluations.progress import Aim, progress
from evaluations.progress.charts import Month, months_of
from evaluations.standings import GoalStanding, TargetStanding, aim_of
from evaluations.states import Adds
from goals.states import Kind, Window

VALUES = frozenset({Kind.LEVEL, Kind.SHARE})


@dataclass(frozen=True)
class TargetYear:
    standing: TargetStanding
    months: tuple[Month, ...]  # none where there is nothing to draw

    @property
    def target(self):
        return self.standing.target

    @property
    def adds_up(self):
        return self.target.kind not in VALUES and self.standing.adds != Adds.LAST

    @property
    def is_rhythm(self):
        return len(self.standing.progress.slots) > 1

    @property
    def aim(self):
        """What the line of the chart stands for; windows are held against their own needs, not against a sum."""
        return None if self.is_rhythm else self.standing.progress.aim

    @property
    def former_aim(self):
        """The aim before it was amended, where both are of one kind."""
        original = self.standing.original
        is_alike = original is not None and not self.is_rhythm and original.aim != self.standing.progress.aim
        return original.aim if is_alike else None


def target_years(standing: GoalStanding, *, today: date) -> list[TargetYear]:
    return [TargetYear(row, _months(standing, row, today)) for row in standing.targets]


def _months(standing, row, today):
    if not _is_drawn(row):
        return ()
    aim = _drawn(row)

    def at(day):
        measured = {"said": standing.said, "adds": row.adds, "known_until": row.known_until}
        return progress(aim, row.facts, period=standing.period, today=day, **measured)

    return months_of(standing.period, at, today=today, known_until=row.known_until)


def _is_drawn(row):
    """What has a number, once there is one; a milestone is reached or not, and that is said in words."""
    return bool(row.facts) and row.target.kind != Kind.MILESTONE


def _drawn(row):
    """The aim; of a rhythm what happened in each month, whatever its windows ask."""
    aim = aim_of(row.target)
    is_rhythm = len(row.progress.slots) > 1 or aim.window not in ("", Window.YEAR)
    return Aim(Kind.COUNT, aim.comparator, None, aim.unit) if is_rhythm else aim
