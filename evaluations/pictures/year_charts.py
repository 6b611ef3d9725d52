"""Where the parts of a chart of a year lie, large on a goal's page and small in a list; see charts for the units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from evaluations.pictures.months import Month

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
class Column:
    month: Month
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
    columns: tuple[Column, ...]
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
    months: Sequence[Month],
    *,
    aim: Decimal | None,
    today: date,
    former_aim: Decimal | None = None,
    accumulates: bool = True,
) -> YearChart:
    """Bars of what happened in each month and lines of the total and of the pace, all on one scale from zero.

    A value that does not add up (followers, a share) has no bars, only the line of its readings.
    """
    ticks = _ticks(_values(months, aim, former_aim))
    plot = _Plot(len(months), ticks[-1].value, _place(months, today))
    readings = plot.points([month.total for month in months])
    return YearChart(
        columns=tuple(plot.column(i, month, accumulates) for i, month in enumerate(months)),
        total=_segments(readings, plot.origin if accumulates else None),
        readings=tuple(point for point in readings if point),
        pace=_segments(plot.ends([month.pace for month in months]), plot.origin if accumulates else None),
        ticks=ticks,
        aim_y=None if aim is None else plot.y(aim),
        former_y=None if former_aim is None else plot.y(former_aim),
        today=plot.today,
    )


@dataclass(frozen=True)
class _Plot:
    """The scales of one chart."""

    count: int
    highest: Decimal
    today: float | None
    origin: Point = Point(0.0, FOOT)

    def y(self, value: Decimal) -> float:
        return round(FOOT - float(value / self.highest) * (FOOT - TOP), 1)

    def edge(self, number: int) -> float:
        return round(100 * number / self.count, 2)

    def column(self, number: int, month: Month, is_drawn: bool) -> Column:
        left, step = self.edge(number), 100 / self.count
        height = self._height(month.amount) if is_drawn else 0
        x, middle = round(left + step * (1 - BAR) / 2, 2), round(left + step / 2, 2)
        return Column(month, x, round(step * BAR, 2), middle, round(FOOT - height, 1), height)

    def _height(self, amount: Decimal | None) -> float:
        if amount is None:
            return 0
        return max(LOWEST, round(FOOT - self.y(amount), 1)) if amount else FLAT

    def ends(self, values: Sequence[Decimal | None]) -> list[Point | None]:
        """The values at the ends of their months."""
        return [
            None if value is None else Point(self.edge(number + 1), self.y(value))
            for number, value in enumerate(values)
        ]

    def points(self, values: Sequence[Decimal | None]) -> list[Point | None]:
        """The same, but the month that runs ends today."""
        return [
            Point(min(point.x, self.today), point.y) if point and self.today is not None else point
            for point in self.ends(values)
        ]


def _segments(points: Sequence[Point | None], origin: Point | None) -> tuple[Segment, ...]:
    """Lines between neighbours; over what is not known there is no line."""
    known = [origin, *points]
    return tuple(Segment(a, b) for a, b in zip(known, known[1:], strict=False) if a and b)


def _values(months: Sequence[Month], *more: Decimal | None) -> list[Decimal]:
    values = [*more, *(value for month in months for value in (month.amount, month.total, month.pace))]
    return [value for value in values if value is not None]


def _ticks(values: Sequence[Decimal]) -> tuple[Tick, ...]:
    """Round numbers from zero to one that is not less than any value."""
    highest = max(values, default=Decimal(0)) or Decimal(1)
    rough = highest / LINES
    unit = Decimal(1).scaleb(rough.adjusted())
    step = max(Decimal(1), next(unit * step for step in STEPS if unit * step >= rough))
    count = int((highest / step).to_integral_value(ROUND_CEILING))
    height = Decimal(FOOT - TOP)
    return tuple(Tick(step * i, round(float(FOOT - height * i / count), 1)) for i in range(count + 1))


def _place(months: Sequence[Month], today: date) -> float | None:
    """Today, as per cent of the columns: the end of the day in its month's column."""
    for number, month in enumerate(months):
        days = (month.ends - month.begins).days + 1
        if month.begins <= today <= month.ends:
            return round(100 * (number + ((today - month.begins + timedelta(1)).days / days)) / len(months), 2)
    return None


# The small chart of a row

SMALL_WIDTH, SMALL_HEIGHT, MARGIN = 120, 32, 4


@dataclass(frozen=True)
class SmallChart:
    total: tuple[Segment, ...]
    pace: tuple[Segment, ...]
    last: Point | None
    width: int = SMALL_WIDTH
    height: int = SMALL_HEIGHT


def small_chart(months: Sequence[Month], *, aim: Decimal | None, today: date, accumulates: bool = True) -> SmallChart:
    """The lines of the year's chart without its words."""
    chart = year_chart(months, aim=aim, today=today, accumulates=accumulates)
    last = chart.readings[-1] if chart.readings else None
    return SmallChart(
        total=tuple(Segment(_small(line.start), _small(line.end)) for line in chart.total),
        pace=tuple(Segment(_small(line.start), _small(line.end)) for line in chart.pace),
        last=_small(last) if last else None,
    )


def _small(point: Point) -> Point:
    across, down = SMALL_WIDTH - 2 * MARGIN, SMALL_HEIGHT - 2 * MARGIN
    return Point(round(MARGIN + across * point.x / 100, 1), round(MARGIN + down * (point.y - TOP) / (FOOT - TOP), 1))
