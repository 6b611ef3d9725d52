"""What changed from one edition to the next: goals added, left out and changed, word by word; how alike two texts are.
Pure."""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

T = TypeVar("T", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


class Comparable(Protocol):
    number: int
    text: str
    ends_on: date | None


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
        if self.after is None:
            return "removed"
        return "ended" if self.after.ends_on and not self.before.ends_on else "changed"

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
        is_same = was and now and (was.text, was.ends_on) == (now.text, now.ends_on)
        if not is_same or targets_before != targets_after:
            pieces = word_pieces(was.text if was else "", now.text if now else "")
            changes.append(Change(number, was, now, pieces, targets_before, targets_after))
    return changes


def word_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts woven together, in words; joining "same" and "new" gives after, "same" and "gone" before."""
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    i = k = 0
    for j, m in [*common_parts(old, new), (len(old), len(new))]:
        if j > i:
            pieces.append(Piece("gone", "".join(old[i:j])))
        if m > k:
            pieces.append(Piece("new", "".join(new[k:m])))
        if j < len(old):
            if pieces and pieces[-1].kind == "same":
                pieces[-1] = Piece("same", pieces[-1].text + old[j])
            else:
                pieces.append(Piece("same", old[j]))
        i, k = j + 1, m + 1
    return tuple(pieces)


def common_parts(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of words or letters, as pairs of indices into both, rising.

    Bit-parallel (H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004): whatever people write, 4 000 letters
    take milliseconds, where the standard library's comparison is cubic.
    """
    places: dict[str, int] = {}
    for index, part in enumerate(old):
        places[part] = places.get(part, 0) | 1 << index
    ones = (1 << len(old)) - 1
    # In rows[m], bit j is 0 where the first m of the new have a longer subsequence in common with old[:j + 1] than with
    # old[:j].
    rows = [ones]
    for part in new:
        row = rows[-1]
        common = row & places.get(part, 0)
        rows.append(((row + common) | (row - common)) & ones)
    pairs = []
    j, m = len(old), len(new)
    while j and m:
        bit = 1 << (j - 1)
        if rows[m] & bit:
            j -= 1
        elif rows[m - 1] & bit:
            j, m = j - 1, m - 1
            pairs.append((j, m))
        else:
            m -= 1
    return pairs[::-1]


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same text): twice the letters in common, of the letters of both."""
    return 2 * len(common_parts(one, other)) / ((len(one) + len(other)) or 1)


SHARED_WORDS = 0.3  # of the longer wording; with less, two texts are not worth measuring


def alike_pairs(texts: Mapping[T, str], others: Mapping[Other, str], *, alike: float) -> dict[T, Other]:
    """Which of the others, if any, each of the texts is; from `alike` on two texts are the same, reworded.

    The same wording comes first (white space does not count), then the most alike of the rest; each is paired once.
    """
    by_wording = {" ".join(other.split()): key for key, other in others.items()}
    wordings = {key: " ".join(text.split()) for key, text in texts.items()}
    found: dict[T, Other] = {}
    for key, wording in wordings.items():
        if wording in by_wording:
            found[key] = by_wording.pop(wording)
    rest = {key: set(text.split()) for key, text in texts.items() if key not in found}
    pairs = []
    taken = set(found.values())
    for other, text in others.items():
        own = set(text.split())
        for key, words in rest.items() if other not in taken else ():
            if len(words & own) < SHARED_WORDS * max(len(words), len(own)):
                continue
            if (how_much := likeness(texts[key], text)) >= alike:
                pairs.append((how_much, key, other))
    for _how_much, key, other in sorted(pairs, key=lambda pair: -pair[0]):
        if key not in found and other not in taken:
            found[key] = other
            taken.add(other)
    return found


def _words(text: str) -> list[str]:
    """Words with the white space that follows them, so that nothing is lost in joining."""
    return re.findall(r"\S+\s*|\s+", text)
