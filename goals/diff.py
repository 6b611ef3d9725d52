"""What changed from one edition to the next: goals added, left out and changed, word by word. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol


class Comparable(Protocol):
    number: int
    text: str


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed ("same"), went ("gone") or came ("new")."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One goal's difference; before is None for a new goal, after for one that was left out."""

    number: int
    before: Comparable | None
    after: Comparable | None
    pieces: tuple[Piece, ...]
    targets_before: tuple[str, ...]
    targets_after: tuple[str, ...]

    @property
    def kind(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def has_new_targets(self) -> bool:
        return self.targets_before != self.targets_after


def compare(before: Iterable, after: Iterable, *, targets_of) -> list[Change]:
    """Changes between two lists of goals, matched by number, in the order of the later one; left-out goals last.

    targets_of gives a goal's targets as a tuple of phrases. A goal that did not change is not listed.
    """
    old = {goal.number: goal for goal in before}
    new = {goal.number: goal for goal in after}
    changes = []
    for number in [*new, *(number for number in old if number not in new)]:
        was, now = old.get(number), new.get(number)
        targets_before, targets_after = targets_of(was) if was else (), targets_of(now) if now else ()
        if was is None or now is None or was.text != now.text or targets_before != targets_after:
            pieces = word_pieces(was.text if was else "", now.text if now else "")
            changes.append(Change(number, was, now, pieces, targets_before, targets_after))
    return changes


def word_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts woven together, in words; joining "same" and "new" gives after, "same" and "gone" before."""
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        if j > i:
            pieces.append(Piece("gone", "".join(old[i:j])))
        if m > k:
            pieces.append(Piece("new", "".join(new[k:m])))
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """Words with the white space that follows them, so that nothing is lost in joining."""
    return re.findall(r"\S+\s*|\s+", text)
