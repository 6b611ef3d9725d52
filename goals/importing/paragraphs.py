"""Wrapped lines put back together to paragraphs, with words that a line break had cut joined again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from goals.importing.titles import KnownCentre, Title, find_title
from goals.lines import Line, LineKind
from goals.lines.line import SOFT_HYPHEN

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CUT_WORD = re.compile(r"(?:^|[^\w-])((?:[^\W\d_]+-)*[^\W\d_]+)-$")
LONGEST_WORD = 80
CONJUNCTIONS = {"a", "i", "až", "nebo", "či", "ani"}
DEEPER = 8.0  # points: from here on an indent means something
TITLES = (LineKind.HEADING, LineKind.BOLD)


@dataclass(frozen=True)
class Paragraph:
    text: str
    where: str
    kind: LineKind
    marker: str
    indent: float
    title: Title | None = None  # the centre, when the whole paragraph is its name


def paragraphs(lines: Sequence[Line], centres: Sequence[KnownCentre]) -> list[Paragraph]:
    """The paragraphs of the lines; each begins where its first line stands."""
    words = vocabulary(line.text for line in lines)
    groups: list[tuple[Title | None, list[Line]]] = []
    item_indent: float | None = None
    for line, following in zip_longest(lines, lines[1:]):
        title = _title(line, following, item_indent, centres)
        is_new = title or _names_centre(line, centres) or not groups or groups[-1][0]
        if not is_new and _goes_on(groups[-1][1][0], line):
            groups[-1][1].append(line)
            continue
        groups.append((title, [line]))
        if title or line.kind in TITLES:
            item_indent = None
        elif line.kind is LineKind.ITEM and item_indent is None:
            item_indent = line.indent
    return [_paragraph(title, group, words, centres) for title, group in groups]


def _title(
    line: Line, following: Line | None, item_indent: float | None, centres: Sequence[KnownCentre]
) -> Title | None:
    """The centre that a plain line or an item names; headings are looked at when they are whole."""
    if line.kind in TITLES or not line.fresh:
        return None
    title = find_title(line.text, centres)
    if title is None or not title.is_bare:
        return title
    is_deeper = item_indent is not None and line.indent > item_indent + DEEPER
    stands_alone = line.gap or (following is not None and following.kind is LineKind.ITEM)
    return title if line.kind is LineKind.PLAIN and stands_alone and not is_deeper else None


def _names_centre(line: Line, centres: Sequence[KnownCentre]) -> bool:
    title = find_title(line.text, centres) if line.kind in TITLES else None
    return title is not None and not title.is_bare


def _goes_on(first: Line, line: Line) -> bool:
    """Whether the line belongs to the paragraph that the first line began."""
    if line.gap:
        return False
    if line.kind in TITLES:
        return line.kind is first.kind and not line.fresh  # a title of two lines
    return line.kind is LineKind.PLAIN and first.kind not in TITLES


def _paragraph(title: Title | None, group: list[Line], words: set[str], centres: Sequence[KnownCentre]) -> Paragraph:
    first = group[0]
    text = join([line.text for line in group], words)
    if first.kind in TITLES:
        title = find_title(text, centres)
    return Paragraph(text, first.where, first.kind, first.marker, first.indent, title)


def vocabulary(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(text.lower())}


def join(texts: Sequence[str], words: set[str]) -> str:
    """The lines of one paragraph as one text.

    A word cut by a hyphen is joined; the hyphen stays where the document elsewhere writes the word with it
    and not without it, before a capital or a digit, in "je-/-li" and in "dvou- a třídenní".
    """
    pieces = [texts[0]]
    for text in texts[1:]:
        pieces[-1], glue, text = _seam(pieces[-1], text, words)
        pieces += [glue + text]
    return "".join(pieces).rstrip(SOFT_HYPHEN)


def _seam(before: str, after: str, words: set[str]) -> tuple[str, str, str]:
    """The end of one line, what comes between, and the beginning of the next."""
    if before.endswith(SOFT_HYPHEN):
        return before.removesuffix(SOFT_HYPHEN), "", after
    cut, next_word = CUT_WORD.search(before[-LONGEST_WORD:]), WORD.match(after.removeprefix("-"))
    if cut is None or next_word is None or next_word[0] in CONJUNCTIONS:
        is_number = cut is not None and after[:1].isdigit()
        return before, "" if is_number else " ", after
    if after.startswith("-"):
        return before, "", after[1:]
    with_hyphen, without = f"{cut[1]}-{next_word[0]}".lower(), f"{cut[1]}{next_word[0]}".lower()
    if next_word[0][0].isupper() or (with_hyphen in words and without not in words):
        return before, "", after
    return before[:-1], "", after
