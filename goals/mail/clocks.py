"""Clocks of reminders: on which day after something began to wait somebody is reminded of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    steps: tuple[int, ...]  # days since it began to run

    def reached(self, days):
        """The last step that has come; None before the first. A run that was missed is made up for until the next."""
        return max((step for step in self.steps if step <= days), default=None)


RETURNED = Clock((5, 12))
"""Of whoever got something back and has not touched it since."""
