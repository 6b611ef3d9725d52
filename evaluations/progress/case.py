"""One target on one day with everything that is known of it by then, and what each kind's judge needs of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.progress.amounts import total
from evaluations.progress.values import Aim, Fact, Period, Progress, Said
from evaluations.states import Adds, State
from goals.formatting import format_date, format_number
from goals.states import Comparator, Kind


@dataclass(frozen=True)
class Case:
    aim: Aim
    facts: tuple[Fact, ...]  # of the period, by the day
    period: Period
    today: date  # in the period: after its end the last day
    said: tuple[Said, ...]
    adds: Adds
    is_reported: bool  # the centre has reported in the period: silence is zero

    @property
    def is_limit(self) -> bool:
        """At most so much; exactly so much is judged as at least so much."""
        return self.aim.comparator == Comparator.MAX

    @property
    def term(self) -> Period:
        """The days that the target has: to its deadline where that lies in the period, else to the period's end."""
        deadline = self.aim.deadline
        return Period(self.period.begins, deadline) if deadline and deadline in self.period else self.period

    @property
    def is_over(self) -> bool:
        return self.today >= self.term.ends

    @property
    def in_term(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.on in self.term)

    def counted(self) -> Decimal | None:
        """What is added up; zero when the centre reported nothing of it, None when nothing is known.

        Where the last value counts silence is not zero: a number that nobody read off is unknown.
        """
        silence_is_zero = self.is_reported and self.adds != Adds.LAST
        return total(self.facts, self.adds, self.aim.comparator) if self.facts or silence_is_zero else None

    def names(
        self, achieved: Decimal | None = None, expected: Decimal | None = None, *, day: date | None = None
    ) -> dict[str, str]:
        """What a sentence may name, in Czech digits and dates."""
        percent = "\u00a0%" if self.aim.kind == Kind.SHARE else ""
        written = {"day": format_date(day or self.today), "due": format_date(self.term.ends)}
        for name, number in (("achieved", achieved), ("aim", self.aim.value), ("expected", expected)):
            if number is not None:
                written[name] = format_number(number) + percent
        bounds = {Comparator.MIN: _("nejméně %(number)s"), Comparator.MAX: _("nejvýše %(number)s")}
        bound = bounds.get(self.aim.comparator, "%(number)s")
        return written | {"bound": bound % {"number": written.get("aim", "")}}


def unrated(reason: str, aim: Decimal | None = None) -> Progress:
    """Nothing is known, or it is too early."""
    return Progress(None, aim, None, None, (), State.UNRATED, reason)


def nothing_known() -> str:
    return _("Zatím není žádný údaj.")
