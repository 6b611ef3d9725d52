"""Records of one indicator as facts for the arithmetic: which count for a topic, and how values of several centres make
the network's. Pure: values in, values out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from evaluations.progress import Fact
from evaluations.states import Adds
from goals.folding import fold


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


def facts_of(rows: Iterable[Counted], *, topic: str, adds: Adds, is_share: bool) -> list[Fact]:
    """The facts that the rows make, each row once.

    Values that are read off (followers) hold until the next one of the same centre; those of several centres are added
    up, per cent are averaged with equal weight.
    """
    taken = sorted((row for row in rows if has_topic(row.topic, topic)), key=lambda row: row.on)
    if adds == Adds.LAST and len({row.centre for row in taken}) > 1:
        return list(_pooled(taken, is_share=is_share))
    if adds == Adds.DISTINCT:
        return [Fact(row.on, row.amount, thing=fold(row.title.strip())) for row in taken]
    return [Fact(row.on, row.amount) for row in taken]


def _pooled(rows: list[Counted], *, is_share: bool) -> Iterator[Fact]:
    held: dict[int, Decimal] = {}
    for on, group in groupby(rows, key=lambda row: row.on):
        held |= {row.centre: row.amount for row in group}
        total = sum(held.values(), Decimal(0))
        yield Fact(on, total / len(held) if is_share else total)
