"""Records of one indicator as facts for the arithmetic: which count for a topic, and what each is of. Pure: values in,
values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluations.arithmetic.amounts import mean_of_last, total
from evaluations.progress import Fact
from evaluations.states import Adds
from goals.formatting import fold


@dataclass(frozen=True)
class Counted:
    """What of a record counts: the team that evaluates it, and the centre where it was, the team's own or a branch."""

    team: int
    centre: int
    on: date
    amount: Decimal
    title: str
    topic: str


def has_topic(topic: str, wanted: str) -> bool:
    """A feed without a topic takes every record; letters' case and diacritics make no difference."""
    return not wanted or fold(topic.strip()) == fold(wanted.strip())


def facts_of(rows: Iterable[Counted], *, topic: str, adds: Adds) -> list[Fact]:
    """The facts that the rows make, each row once, by the day.

    What is counted once is known by its name; a value that is read off (followers) is its centre's and holds until that
    centre reads off the next one.
    """
    taken = sorted((row for row in rows if has_topic(row.topic, topic)), key=lambda row: row.on)
    return [Fact(row.on, row.amount, thing=_thing(row, adds)) for row in taken]


def _thing(row: Counted, adds: Adds) -> str:
    if adds == Adds.DISTINCT:
        return fold(row.title.strip())
    return str(row.centre) if adds == Adds.LAST else ""


def amount_of(facts: Sequence[Fact], *, adds: Adds, is_share: bool) -> Decimal:
    """The facts as one number, as the targets make it: values that are read off are those of all centres added up, per
    cent their mean with equal weight. Facts must not be empty."""
    return mean_of_last(facts) if is_share and adds == Adds.LAST else total(facts, adds)
