"""The way of a level from the first value that is known to its aim, on a straight line; down under an upper limit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluations.arithmetic import pace
from evaluations.arithmetic.shapes import Period
from evaluations.states import State

NEAR = Decimal("0.1")  # of the number that should be there


def is_met(value: Decimal, aim: Decimal, *, downwards: bool) -> bool:
    return value <= aim if downwards else value >= aim


def is_near(value: Decimal, aim: Decimal, *, downwards: bool) -> bool:
    return is_met(value, aim * (1 + NEAR if downwards else 1 - NEAR), downwards=downwards)


@dataclass(frozen=True)
class Climb:
    began: date
    start: Decimal
    aim: Decimal
    ends: date
    downwards: bool

    def expected(self, today: date) -> Decimal:
        """By the day; the aim itself where the first value met it, which then only has to be held."""
        days = (self.ends - self.began).days
        if days <= 0 or is_met(self.start, self.aim, downwards=self.downwards):
            return pace.rounded(self.aim)
        gone = min((today - self.began).days, days)
        return pace.rounded(self.start + (self.aim - self.start) * gone / days)

    def state(self, value: Decimal, expected: Decimal) -> State:
        """On track from 0.9 of the way that should be behind, at risk from 0.6 or within a tenth of the number."""
        if is_met(value, expected, downwards=self.downwards) or self._has_gone(value, expected, pace.ON_TRACK):
            return State.ON_TRACK
        near = is_near(value, expected, downwards=self.downwards)
        return State.AT_RISK if near or self._has_gone(value, expected, pace.AT_RISK) else State.OFF_TRACK

    def forecast(self, value: Decimal, on: date, term: Period) -> Decimal | None:
        """The line through the first and the last value, to the end; None when they lie too close to say anything."""
        span = (on - self.began).days
        if span * pace.TWELFTH < term.days:
            return None
        left = max((self.ends - on).days, 0)
        return pace.rounded(max(value + (value - self.start) * left / span, Decimal(0)))

    def _has_gone(self, value: Decimal, expected: Decimal, part: Decimal) -> bool:
        sign = -1 if self.downwards else 1
        due = (expected - self.start) * sign
        return due > 0 and (value - self.start) * sign >= due * part
