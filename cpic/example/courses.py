"""What a simulated year has in store for every goal, decided before it begins: how it fares, which indicator counts in
it, and what happens on which day; before that its working days, its steps, and the dice that decide. A goal is named by
its centre and number, which are the same in every database."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from random import Random

from django.utils import timezone

from cpic.example.sentences import SET_APART
from evaluations.models import Indicator
from evaluations.progress import Period, windows_of
from evaluations.records.naming import named_indicator
from evaluations.records.sources import targets_of
from evaluations.standings import BY_VALUE
from goals.formatting import fold
from goals.models import Goal, Target
from goals.states import Kind, Level, Window

DAY = timedelta(days=1)
SATURDAY = 5
# Public holidays of a fixed date; nobody meets and nothing is held on them.
HOLIDAYS = frozenset(
    {(1, 1), (5, 1), (5, 8), (7, 5), (7, 6), (9, 28), (10, 28), (11, 17), (12, 24), (12, 25), (12, 26)}
)
READ_OFF = frozenset({Kind.LEVEL, Kind.SHARE})
SPOKEN_OF = frozenset({Kind.MILESTONE, Kind.NARRATIVE, Kind.EACH})  # how it goes is said in words
TYPED = 8  # one target in so many has its number typed at meetings although an indicator would fit
MOST_SINGLE = 40  # what is wanted more often is not written down one by one but as a number each month
BEGINS_AT = 0.6  # of the level that is to be reached
NOISE = 0.12
READ_ON = 25  # the day of the month on which a level is read off


@dataclass(frozen=True)
class Deed:
    """One deed of one person, and the moment at which it happens; the deed is called with that moment as `now`."""

    at: datetime
    act: Callable[..., object]


def dice(seed, *names):
    """Dice of one thing only, so that what is thrown for one centre never moves what is thrown for another."""
    return Random("/".join(map(str, (seed, *names))))  # noqa: S311 - believable, not secret


def moment(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())


def is_working(day):
    return day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS


def working_day(day):
    """The day, or the last working day before it in the same month, or else the first one after it."""
    for shift in (-1, 1):
        found = day
        while found.month == day.month and not is_working(found):
            found += shift * DAY
        if found.month == day.month:
            return found
    raise ValueError(f"no working day in {day:%Y-%m}")


def working_days_after(day, count):
    while count:
        day += DAY
        count -= is_working(day)
    return day


def last_day(year, month):
    return date(year + month // 12, month % 12 + 1, 1) - DAY


# Courses


class Fate(Enum):
    """Points of a broken line: the part of the year that has gone, and the part of the target that is reached."""

    ON_PACE = ((0, 0), (1, 1.04))
    SLOW = ((0, 0), (1, 0.6))
    LATE_BURST = ((0, 0), (0.7, 0.3), (1, 1.1))
    STALLED = ((0, 0), (0.3, 0.32), (1, 0.34))
    DONE_EARLY = ((0, 0), (0.55, 1.1), (1, 1.25))


# In every ten goals each fate comes up, so that even a small year shows every state.
DECK = [Fate.ON_PACE] * 4 + [Fate.SLOW] * 2 + [Fate.DONE_EARLY] * 2 + [Fate.LATE_BURST, Fate.STALLED]


@dataclass(frozen=True)
class Happening:
    on: date
    amount: Decimal


@dataclass(frozen=True)
class TargetCourse:
    target: Target  # as first approved
    indicator: Indicator | None  # none: its number is typed at meetings
    topic: str
    happenings: tuple[Happening, ...]

    def number(self, month):
        """What a meeting types: how it is now, of a value; how much came in the month, of what is counted."""
        if self.target.kind == Kind.EACH:
            return sum((one.amount for one in self.happenings if one.on.month <= month), Decimal(0))
        amounts = [one.amount for one in self.happenings if one.on.month == month]
        if self.target.kind in BY_VALUE:
            return amounts[-1] if amounts else None
        return sum(amounts, Decimal(0))


@dataclass(frozen=True)
class Course:
    goal: Goal  # as first approved
    fate: Fate
    targets: tuple[TargetCourse, ...]


def plan_courses(document, centres, *, seed, until):
    """The course of every goal of the centres and of the network, until the day, by the goal as first written."""
    rows = Goal.objects.approved().in_document_order().with_content().select_related("centre", "document", "amends")
    groups = [list(rows.filter(document=document, centre=centre)) for centre in centres]
    groups.append(list(rows.exclude(level=Level.OPERATIONAL)))
    fates = iter(deal(sum(map(len, groups)), dice(seed, "fates")))
    courses = {}
    for goals in groups:
        sources = choose_sources(goals, dice(seed, "feeds", *_name(goals[0]))) if goals else {}
        for goal in goals:
            fate, targets = next(fates), []
            for target in goal.targets.all():
                indicator, topic = sources.get(target.pk, (None, ""))
                found = happenings(target, fate, document.year, dice(seed, "target", *_name(goal), target.position))
                found = tuple(one for one in found if one.on <= until)
                targets.append(TargetCourse(target, indicator, topic, found))
            courses[goal.root_id] = Course(goal, fate, tuple(targets))
    return courses


def _name(goal):
    return goal.centre.slug if goal.centre_id else goal.level, goal.position


def deal(count, dice):
    dealt = []
    while len(dealt) < count:
        dealt += dice.sample(DECK, len(DECK))
    return dealt[:count]


def share(fate, gone):
    """The part of the target that is reached when the part of the year has gone (0 to 1)."""
    for (begins, low), (ends, high) in pairwise(fate.value):
        if gone <= ends:
            return low + (high - low) * (gone - begins) / (ends - begins)
    return fate.value[-1][1]


def choose_sources(goals, dice):
    """Pairs of indicator and topic by the id of the target; a target that is not there is typed at meetings.

    Where several targets of the centre share an indicator, a topic tells them apart.
    """
    indicators = list(Indicator.objects.active())
    found = {}
    for goal in goals:
        for target in targets_of([goal]):
            indicator = named_indicator(target, goal.text, indicators)
            if indicator and dice.randrange(TYPED):
                found[target.pk] = indicator
    times = Counter(found.values())
    chosen, taken = {}, set()
    for goal in goals:
        words = f" {fold(goal.text)}"
        named = [topic for stem, topic in SET_APART.items() if f" {fold(stem)}" in words]
        for target in goal.targets.all():
            indicator, topic = found.get(target.pk), ""
            if indicator and times[indicator] > 1:
                free = (topic for topic in named if topic not in taken)
                topic = next(free, f"cíl {goal.position}.{target.position}")
                taken.add(topic)
            if indicator:
                chosen[target.pk] = (indicator, topic)
    return chosen


def happenings(target, fate, year, dice):
    """What happens for the target, in order of days; nothing where only words can tell. Pure: no database, no clock."""
    value = float(target.value or 1)
    if target.kind in READ_OFF:
        found = _readings(value, fate, year, dice, is_share=target.kind == Kind.SHARE)
    elif target.kind == Kind.EACH:
        found = _one_by_one(value * dice.randint(3, 5), fate, year, dice)
    elif target.kind == Kind.FREQUENCY and target.window != Window.YEAR:
        found = _in_windows(target, fate, year, dice)
    elif target.kind not in {Kind.COUNT, Kind.FREQUENCY}:
        found = ()
    elif value <= MOST_SINGLE:
        found = _one_by_one(value, fate, year, dice)
    else:
        found = _monthly(value, fate, year, dice)
    return sorted(found, key=lambda one: one.on)


def _one_by_one(value, fate, year, dice):
    """The first comes in the middle of its share of the year, each on a working day near its own."""
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    before = 0
    for number in range(1, days + 1):
        reached = int(share(fate, number / days) * value + 0.5)
        for _one in range(reached - before):
            day = first + timedelta(days=number - 1)
            shifted = day + timedelta(days=dice.randint(-6, 6))
            yield Happening(working_day(shifted if shifted.month == day.month else day), Decimal(1))
        before = reached


def _monthly(value, fate, year, dice):
    for month in range(1, 13):
        part = share(fate, month / 12) - share(fate, (month - 1) / 12)
        amount = round(value * part * (1 + dice.uniform(-NOISE, NOISE)))
        if amount > 0:
            yield Happening(working_day(last_day(year, month)), Decimal(amount))


def _readings(value, fate, year, dice, *, is_share):
    """What is read off each month: a level climbs to its aim, a share stays near it."""
    for month in range(1, 13):
        gone = share(fate, month / 12)
        part = 0.75 + 0.3 * min(gone * 12 / month, 1) if is_share else BEGINS_AT + (1 - BEGINS_AT) * gone
        amount = round(value * part * (1 + dice.uniform(-0.01, 0.01)))
        yield Happening(working_day(date(year, month, READ_ON)), Decimal(min(amount, 100) if is_share else amount))


def _in_windows(target, fate, year, dice):
    """As many times as each window needs, in as many windows as the fate allows."""
    whole_year = Period(date(year, 1, 1), last_day(year, 12))
    windows = [window for window, _full in windows_of(Window(target.window), whole_year)]
    credit = 0.0
    for number, window in enumerate(windows, start=1):
        part = share(fate, number / len(windows)) - share(fate, (number - 1) / len(windows))
        credit = min(credit, 1.0) + len(windows) * part
        if credit < 1:
            continue
        credit -= 1
        for _one in range(int(target.value or 1)):
            day = window.begins + timedelta(days=dice.randrange(window.days))
            yield Happening(working_day(day), Decimal(1))
