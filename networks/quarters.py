"""Quarters of years as values: which one a day lies in, which came before, until when one can be written."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _


class Quarter(NamedTuple):
    year: int
    number: int

    def __str__(self):
        return _("%(number)s. čtvrtletí %(year)s") % {"number": self.number, "year": self.year}

    @classmethod
    def of(cls, day):
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def begins(self):
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends(self):
        return self.following.begins - timedelta(days=1)

    @property
    def following(self):
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self):
        return Quarter.of(self.begins - timedelta(days=1))

    @property
    def writable_until(self):
        """The last day on which its monitoring can be confirmed; then it is missed, as its window of a goal is."""
        return self.following.ends


def running(today):
    """The quarters that can be written today, the older one first."""
    current = Quarter.of(today)
    return [current.before, current]
