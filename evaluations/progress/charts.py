"""Where the parts of a picture of progress lie: values in, numbers out; templates draw them, style sheets colour them.

Across, numbers are per cent of the picture's width, so that a picture fits its place and its letters keep their size;
down, they are pixels from the top. Strips and small charts have a fixed size and count pixels both ways.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from evaluations.progress.periods import windows_of
from evaluations.progress.values import Period, Progress, Slot
from evaluations.states import SlotState, Status
from goals.states import Window

# One letter a state, for places too narrow for its word.
LETTERS = {Status.ON_TRACK: "P", Status.AT_RISK: "O", Status.OFF_TRACK: "N", Status.DONE: "S", Status.UNRATED: "–"}
ORDER = (Status.DONE, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.UNRATED)

NONE_YET = Decimal(0)
THINNEST = 2.0  # per cent: one of a thousand is still seen


@dataclass(frozen=True)
class Bar:
    done: float
    mark: float | None  # where it should be by now; None when nobody can say
    is_over: bool


def progress_bar(
    achieved: Decimal | None, aim: Decimal | None, expected: Decimal | None, *, whole: Decimal | None = None
) -> Bar:
    """The aim is the whole width, unless the whole is said (100 for a share); what is over it is cut off.

    Once the aim is reached, the pace says no more and has no mark.
    """
    done, whole = achieved or Decimal(0), whole or aim
    if not whole:  # "nejvýše 0" is over with the first one
        return Bar(100.0 if done else 0.0, None, bool(done))
    return Bar(
        done=max(_share(done, whole), THINNEST) if done else 0.0,
        mark=None if expected is None or (aim is not None and done >= aim) else _share(expected, whole),
        is_over=done > whole,
    )


def _share(part: Decimal, whole: Decimal) -> float:
    return round(min(100.0, max(0.0, float(part / whole) * 100)), 2)


# How many stand how


@dataclass(frozen=True)
class StatePart:
    state: Status
    count: int
    x: float
    width: float


def state_bar(counts: Mapping[str, int]) -> tuple[StatePart, ...]:
    """Parts of a full bar, in the order of states; states that nothing stands in are left out."""
    present = [(state, counts.get(state, 0)) for state in ORDER if counts.get(state, 0) > 0]
    total = sum(count for _state, count in present)
    raw = [max(THINNEST, 100 * count / total) for _state, count in present]
    parts, x = [], 0.0
    for (state, count), share in zip(present, raw, strict=True):
        width = 100 * share / sum(raw)
        parts.append(StatePart(state, count, round(x, 2), round(width, 2)))
        x += width
    return tuple(parts)


# Strips of windows

FEW, IN_ROW = 13, 18  # more than a few (weeks) are drawn smaller, in even rows
LARGE, SMALL = (14, 4), (8, 3)  # side of a window and the gap after it


@dataclass(frozen=True)
class Tile:
    x: int
    y: int
    slot: Slot
    shape: SlotState  # a window that asks nothing looks like one to come


@dataclass(frozen=True)
class Strip:
    width: int
    height: int
    side: int  # of a window's square
    cells: tuple[Tile, ...]


def demanding(slots: Sequence[Slot]) -> Sequence[Slot]:
    """Without windows that the period cut too short to ask anything; "nejvýše 0" asks nothing and counts them all."""
    return [slot for slot in slots if slot.needed > 0] or slots


def strip(slots: Sequence[Slot]) -> Strip:
    """The windows in order; so many that they would not fit beside words take several even rows."""
    side, gap = LARGE if len(slots) <= FEW else SMALL
    rows = -(-len(slots) // IN_ROW) or 1
    in_row = -(-len(slots) // rows)
    step, counted = side + gap, demanding(slots)
    cells = tuple(
        Tile(i % in_row * step, i // in_row * step, slot, slot.state if slot in counted else SlotState.AHEAD)
        for i, slot in enumerate(slots)
    )
    return Strip(max(0, in_row * step - gap), rows * step - gap, side, cells)


# A year month by month


@dataclass(frozen=True)
class TargetMonth:
    """One month of a target's period; a first or last month may be a part of one."""

    begins: date
    ends: date
    amount: Decimal | None  # what was added in it; None: nothing is known, or it has not come
    total: Decimal | None  # by its end, or by today while it runs
    pace: Decimal | None  # by its end, at an even pace
    is_ahead: bool = False

    @property
    def span(self) -> int:
        """How many months of the calendar it takes: more than one where nobody said how their ends stood."""
        return 12 * (self.ends.year - self.begins.year) + self.ends.month - self.begins.month + 1


def months_of(
    period: Period,
    at: Callable[[date], Progress],
    *,
    today: date,
    pace: Callable[[date], Decimal | None] | None = None,
    known_until: date | None = None,
    before: Decimal = NONE_YET,
) -> tuple[TargetMonth, ...]:
    """The months of the period; `at` says how the target stood at the end of a day.

    `pace` says how far an even pace is at the end of a day; without it, what `at` expects. A month that ends after
    `known_until` and added nothing is one of which nothing is known.
    """
    months: list[TargetMonth] = []
    for month, _whole in windows_of(Window.MONTH, period):
        begins, ends = month.begins, month.ends
        even = pace(ends) if pace else at(ends).expected
        total = None if begins > today else at(min(ends, today)).achieved
        if total == before and known_until is not None and ends > known_until:
            total = None
        amount = None if total is None else total - before
        months.append(TargetMonth(begins, ends, amount, total, even, is_ahead=begins > today))
        before = before if total is None else total
    return tuple(months)


def between_releases(
    year: int, releases: Sequence[tuple[date, Decimal | None, Decimal | None]]
) -> tuple[TargetMonth, ...]:
    """The year as frozen standings tell it, one for each month at most and oldest first, each its day, the number
    reached and the pace of that day: from one standing to the next, however many months lie between, nothing in
    between being known; then the months to come."""
    found, begins, before = [], date(year, 1, 1), NONE_YET
    for day, achieved, expected in releases:
        amount = None if achieved is None else achieved - before
        found.append(TargetMonth(begins, day, amount, achieved, expected))
        before = before if achieved is None else achieved
        begins = day + timedelta(days=1)
    if begins.year == year:
        rest = windows_of(Window.MONTH, Period(begins, date(year, 12, 31)))
        found += [TargetMonth(month.begins, month.ends, None, None, None, is_ahead=True) for month, _whole in rest]
    return tuple(found)


TOP, FOOT, HEIGHT = 32, 212, 236  # of the plot, and of the whole with the names of months
BAR = 0.56  # of a month's column
FLAT, LOWEST = 1, 3  # a month of zero is a line on the axis; the smallest amount is more than that
STEPS = (1, 2, 5, 10)
LINES = 4  # across the plot, about


@dataclass(frozen=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True)
class Segment:
    start: Point
    end: Point


@dataclass(frozen=True)
class Tick:
    value: Decimal
    y: float


@dataclass(frozen=True)
class MonthColumn:
    month: TargetMonth
    x: float
    width: float
    middle: float
    y: float
    height: float  # 0 when nothing is known

    @property
    def is_unknown(self) -> bool:
        return self.month.total is None and not self.month.is_ahead


@dataclass(frozen=True)
class YearChart:
    columns: tuple[MonthColumn, ...]
    total: tuple[Segment, ...]
    readings: tuple[Point, ...]  # ends of months, where the line of the total has its dots
    pace: tuple[Segment, ...]
    ticks: tuple[Tick, ...]
    aim_y: float | None
    former_y: float | None  # the aim before it was amended
    today: float | None  # None outside the months of the chart
    top: int = TOP
    foot: int = FOOT
    height: int = HEIGHT
    room: int = FOOT - TOP

    @property
    def aim_is_low(self) -> bool:
        """Its line runs through the bars, so its word stands at the far end."""
        return self.aim_y is not None and self.aim_y > (self.top + self.foot) / 2

    @property
    def has_unknown(self) -> bool:
        return any(column.is_unknown for column in self.columns)


def year_chart(
    months: Sequence[TargetMonth],
    *,
    aim: Decimal | None,
    today: date | None,
    former_aim: Decimal | None = None,
    accumulates: bool = True,
) -> YearChart:
    """Bars of what happened in each month and lines of the total and of the pace, all on one scale from zero.

    A value that does not add up (followers, a share) has no bars, only the line of its readings. What is frozen knows
    no today.
    """
    values = [aim, former_aim, *(value for month in months for value in (month.amount, month.total, month.pace))]
    ticks = _ticks([value for value in values if value is not None])

    def y(value: Decimal) -> float:
        return round(FOOT - float(value / ticks[-1].value) * (FOOT - TOP), 1)

    columns: list[MonthColumn] = []
    readings: list[Point | None] = []
    paces: list[Point | None] = []
    whole, gone, now = sum(month.span for month in months), 0, None
    for month in months:
        if today and month.begins <= today <= month.ends:  # the end of the day, in its month's column
            days, passed = (month.ends - month.begins).days + 1, (today - month.begins).days + 1
            now = round(100 * (gone + month.span * passed / days) / whole, 2)
        left, right = round(100 * gone / whole, 2), round(100 * (gone + month.span) / whole, 2)
        step, gone = 100 * month.span / whole, gone + month.span
        height: float = 0
        if accumulates and month.amount is not None:
            height = max(LOWEST, round(FOOT - y(month.amount), 1)) if month.amount else FLAT
        x, middle = round(left + step * (1 - BAR) / 2, 2), round(left + step / 2, 2)
        columns.append(MonthColumn(month, x, round(step * BAR, 2), middle, round(FOOT - height, 1), height))
        read_at = right if now is None else min(right, now)  # the month that runs ends today
        readings.append(None if month.total is None else Point(read_at, y(month.total)))
        paces.append(None if month.pace is None else Point(right, y(month.pace)))
    origin = Point(0.0, FOOT) if accumulates else None
    return YearChart(
        columns=tuple(columns),
        total=_segments([origin, *readings]),
        readings=tuple(point for point in readings if point),
        pace=_segments([origin, *paces]),
        ticks=ticks,
        aim_y=None if aim is None else y(aim),
        former_y=None if former_aim is None else y(former_aim),
        today=now,
    )


def _segments(points: Sequence[Point | None]) -> tuple[Segment, ...]:
    """Lines between neighbours; over what is not known there is no line."""
    return tuple(Segment(a, b) for a, b in zip(points, points[1:], strict=False) if a and b)


def _ticks(values: Sequence[Decimal]) -> tuple[Tick, ...]:
    """Round numbers from zero to one that is not less than any value."""
    highest = max(values, default=Decimal(0)) or Decimal(1)
    rough = highest / LINES
    unit = Decimal(1).scaleb(rough.adjusted())
    step = max(Decimal(1), next(unit * step for step in STEPS if unit * step >= rough))
    count = int((highest / step).to_integral_value(ROUND_CEILING))
    height = Decimal(FOOT - TOP)
    return tuple(Tick(step * i, round(float(FOOT - height * i / count), 1)) for i in range(count + 1))


# One thing counted by several, a bar each


@dataclass(frozen=True)
class MeasureBar:
    middle: float  # down, of the bar
    width: float
    mark: float | None  # what it aims at; not where that is the same for all
    words_at: float  # where the words begin: behind the bar and behind the mark


@dataclass(frozen=True)
class BarGroup:
    name_at: float
    bars: tuple[MeasureBar, ...]


@dataclass(frozen=True)
class BarChart:
    groups: tuple[BarGroup, ...]
    height: float
    foot: float


BAR_ROOM = Decimal("0.6")  # of the width; the rest is for the words behind the longest one
NAME_ROW, BAR_ROW = 28, 24


def bar_chart(groups: Sequence[Sequence[tuple[Decimal | None, Decimal | None]]]) -> BarChart:
    """Bars from zero on one scale, below the name of their group; each pair is a number, None where nothing is known,
    and the aim of it. A number below zero has the bar of zero; its words say what it is."""
    values = [value for group in groups for pair in group for value in pair if value is not None]
    highest = max(values, default=NONE_YET) or Decimal(1)
    found, y = [], 0.0

    def x(value: Decimal) -> float:
        return round(max(0.0, float(100 * BAR_ROOM * value / highest)), 2)

    for group in groups:
        name_at, y = y + NAME_ROW / 2, y + NAME_ROW
        bars = []
        for value, aim in group:
            width, mark = (x(value) if value is not None else 0.0), None if aim is None else x(aim)
            bars.append(MeasureBar(y + BAR_ROW / 2, width, mark, max(width, mark or 0.0)))
            y += BAR_ROW
        found.append(BarGroup(name_at, tuple(bars)))
    return BarChart(tuple(found), y + BAR_ROW / 2, y)


# The small chart of a row

SMALL_WIDTH, SMALL_HEIGHT, MARGIN = 120, 32, 4


@dataclass(frozen=True)
class SmallChart:
    total: tuple[Segment, ...]
    pace: tuple[Segment, ...]
    last: Point | None
    width: int = SMALL_WIDTH
    height: int = SMALL_HEIGHT


def small_chart(
    months: Sequence[TargetMonth], *, aim: Decimal | None, today: date, accumulates: bool = True
) -> SmallChart:
    """The lines of the year's chart without its words."""
    chart = year_chart(months, aim=aim, today=today, accumulates=accumulates)
    return SmallChart(
        total=tuple(Segment(_small(line.start), _small(line.end)) for line in chart.total),
        pace=tuple(Segment(_small(line.start), _small(line.end)) for line in chart.pace),
        last=_small(chart.readings[-1]) if chart.readings else None,
    )


def _small(point: Point) -> Point:
    across, down = SMALL_WIDTH - 2 * MARGIN, SMALL_HEIGHT - 2 * MARGIN
    return Point(round(MARGIN + across * point.x / 100, 1), round(MARGIN + down * (point.y - TOP) / (FOOT - TOP), 1))
