"""What of the answers may be known: values in, values out, and nothing else is kept.

A group of fewer than five is joined with the other small ones, and where that is not enough, dropped. Of a question to
which all of a group said the same, or fewer than five said anything, nothing is said. The sum of all groups is made of
what is shown alone, so no difference leads to what is not.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
TOGETHER = None  # the name of the group of all small ones


@dataclass(frozen=True)
class ShownGroup:
    """What is shown of one group: how many answered, the spread of each question (None: hidden), and words."""

    answered: int
    spreads: dict[str, dict[int, int] | None]
    words: dict[str, list[str]]


def groups_of(sheets: Mapping[int, Sequence[dict]]) -> dict[int | None, list[dict]]:
    """The sheets by region, as far as they are enough; the small ones together where that is enough."""
    large = {region: list(rows) for region, rows in sheets.items() if len(rows) >= LEAST}
    small = [rows for region, rows in sheets.items() if 0 < len(rows) < LEAST]
    together = [row for rows in small for row in rows]
    if len(together) >= LEAST:
        large[TOGETHER] = together
    return large


def spread_of(answers: Iterable[int]) -> dict[int, int] | None:
    counts = Counter(answers)
    return dict(counts) if counts.total() >= LEAST and len(counts) > 1 else None


def shown(rows, rated, open_questions, shuffle) -> ShownGroup:
    spreads = {key: spread_of(row[key] for row in rows if row.get(key)) for key in rated}
    words = {}
    for key in open_questions:
        said = [row[key] for row in rows if row.get(key)]
        shuffle(said)
        words[key] = said
    return ShownGroup(len(rows), spreads, words)


def summed(groups: Iterable[ShownGroup], rated) -> dict[str, dict[int, int] | None]:
    """The spread of each question over all groups in which it is shown."""
    totals = {}
    found = list(groups)
    for key in rated:
        counts: Counter = Counter()
        for group in found:
            counts.update(group.spreads[key] or {})
        totals[key] = dict(counts) or None
    return totals
