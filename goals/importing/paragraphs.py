"""Wrapped lines put back together to paragraphs. What the page shows decides first: bullets, gaps, indents, lines that
end early; then the language; what neither tells is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from goals.importing.centres import (
    KnownCentre,
    Title,
    find_title,
    is_named_like_centre,
    is_only_called,
    names_centre_otherwise,
)
from goals.importing.findings import Asking, Choice, Question, quote
from goals.importing.lines import CAPITAL, DEEPER, DEEPEST, SYMBOLS, TITLES, Line, LineKind, family
from goals.importing.wording import (
    SENTENCE_INSIDE,
    are_enumerated,
    begins_contact,
    begins_detail,
    closes,
    completes_detail,
    describes,
    is_contact,
    is_finished,
    is_unfinished,
    join,
    leads_name,
    looks_like_goal,
    vocabulary,
)

SET_IN = 3.0  # points: and from here on the lines of one paragraph are set in
SHORTEST_GOAL = 3  # words
LONGEST_LEAD = 4  # words
LONGEST_NAME = 100
GROUP_OF_DIGITS = re.compile(r"\d{3}\b")
BEHIND_NAME = re.compile(rf":\s+| [–—-] (?={CAPITAL})")
NAMES = re.compile(rf"{CAPITAL}\w+(?: {CAPITAL}\w+)?(?:,| a | i | \()")  # Kamenice, Pacov a Humpolec
NEW, REST, TITLE = "nový cíl", "pokračování", "název centra"


@dataclass(frozen=True)
class Paragraph:
    text: str
    where: str
    kind: LineKind
    marker: str
    indent: float
    title: Title | None = None  # the centre, when the whole paragraph is its name
    level: int = DEEPEST
    left_out: tuple[str, ...] = ()


@dataclass
class Passage:
    """Lines between two titles, and how they are set. `edge` is where lines begin that begin a paragraph: the outer
    edge of hanging lines, the inner one of first lines set in; None where the indent does not tell."""

    is_of_goals: bool
    has_items: bool
    wraps: bool
    has_sentences: bool  # more than one in a goal
    begins_lower: bool
    enumerated: bool  # goals in one sentence, each line ended by its author
    edge: float | None
    hangs: bool
    spaced: bool  # each paragraph stands apart from the one above

    @classmethod
    def of(cls, lines: Sequence[Line], *, is_of_goals: bool) -> "Passage":
        plain = [line for line in lines if line.kind is LineKind.PLAIN and line.text]
        rests = [
            line
            for before, line in zip(plain, plain[1:], strict=False)
            if not line.gap and (line.text[0].islower() or is_unfinished(before.text))
        ]
        edge, hangs = None, False
        if plain and rests and not plain[0].text[0].islower():
            first, inner = plain[0].indent, [line.indent for line in rests]
            if min(inner) > first + SET_IN:
                edge, hangs = first, True
            elif max(inner) < first - SET_IN:
                edge = first
        begins_lower = next((line.text[0].islower() for line in plain if not is_contact(line.text)), False)
        has_items = any(line.kind is LineKind.ITEM for line in lines)
        has_sentences = any(SENTENCE_INSIDE.search(line.text) for line in plain)
        is_each_fresh = not has_items and all(line.fresh for line in plain[1:])
        enumerated = is_each_fresh and are_enumerated([line.text for line in plain])
        others = plain[1:]
        spaced = bool(rests) and any(line.gap for line in others) and not any(it.fresh and not it.gap for it in others)
        return cls(is_of_goals, has_items, bool(rests), has_sentences, begins_lower, enumerated, edge, hangs, spaced)


def paragraphs(lines: Sequence[Line], centres: Sequence[KnownCentre], asking: Asking) -> list[Paragraph]:
    """The paragraphs of the lines; each begins where its first line stands."""
    lines = list(_with_whole_names(_with_names_apart(lines, centres), centres))
    titles, ends = _titles(lines, centres, asking)
    blocks = _blocks(lines, titles)
    groups: list[tuple[Title | None, list[Line]]] = []
    for at, (line, title, block) in enumerate(zip(lines, titles, blocks, strict=True)):
        heading = find_title(line.text, centres) if line.kind in TITLES else None
        is_new = title or (heading and not heading.is_bare) or not groups or groups[-1][0]
        following = lines[at + 1] if at + 1 < len(lines) else None
        is_sub_heading = _leads_list(line, following) and not is_unfinished(lines[at - 1].text if at else "")
        if at in ends or (
            not (is_new or is_sub_heading) and _is_rest(groups[-1][1][0], lines[at - 1], line, block, asking)
        ):
            groups[-1][1].append(line)
        else:
            groups.append((title, [line]))
    words = vocabulary([line.text for line in lines])
    found = []
    for title, group in groups:
        first, text = group[0], join([line.text for line in group], words)
        if first.kind in TITLES:  # looked at when it is whole
            title = find_title(text, centres)
        left_out = tuple(sentence for line in group for sentence in line.left_out)
        found.append(Paragraph(text, first.where, first.kind, first.marker, first.indent, title, first.level, left_out))
    return found


def _with_names_apart(lines: Sequence[Line], centres: Sequence[KnownCentre]) -> list[Line]:
    """The lines; the name of a centre before its goal, as in "CPIC Olomouc: Otevřít kurz", is a line of its own. A town
    alone is a centre where several are written so and none has a line of its own."""
    parted = {at: found for at, line in enumerate(lines) if (found := _name_and_goal(line, centres))}
    have_lines = any(line.kind in TITLES or find_title(line.text, centres) for line in lines)
    towns = {title.centre for title, _goal in parted.values() if title.is_bare}
    found: list[Line] = []
    for at, (line, following) in enumerate(zip_longest(lines, lines[1:])):
        title, goal = parted.get(at, (None, ""))
        is_told = title and (not have_lines or (line.kind is not LineKind.ITEM and not title.is_bare))
        if not is_told or (title.is_bare and len(towns) < 2):
            found.append(line)
            continue
        is_listed = line.kind is LineKind.ITEM or (following is not None and following.kind is LineKind.ITEM)
        item = {"kind": LineKind.ITEM, "marker": line.marker or following.marker} if is_listed else {}
        name = Line(title.centre.name, line.where, LineKind.CENTRE, level=1, left_out=line.left_out)
        found += [name, replace(line, text=goal, gap=True, fresh=True, left_out=(), **item)]
    return found


def _name_and_goal(line: Line, centres: Sequence[KnownCentre]) -> tuple[Title, str] | None:
    """The centre that a line begins with, and the goal behind the colon or the dash."""
    divider = BEHIND_NAME.search(line.text[:LONGEST_NAME])
    if divider is None or line.kind not in (LineKind.PLAIN, LineKind.ITEM):
        return None
    title, goal = find_title(line.text[: divider.start()], centres), line.text[divider.end() :]
    return (title, goal) if title and not title.rest and looks_like_goal(goal) else None


def _with_whole_names(lines: Sequence[Line], centres: Sequence[KnownCentre]) -> Iterator[Line]:
    """The lines; the name of a centre that stands on two of them is one."""
    rest = zip_longest(lines, lines[1:])
    for line, following in rest:
        may_go_on = following is not None and line.kind is following.kind not in (LineKind.ITEM, LineKind.ROW)
        if may_go_on and is_only_called(line.text):
            whole = f"{line.text} {following.text}"
            if not following.gap and find_title(whole, centres):
                line = replace(line, text=whole, left_out=(*line.left_out, *following.left_out))
                next(rest)
        yield line


def _titles(
    lines: Sequence[Line], centres: Sequence[KnownCentre], asking: Asking
) -> tuple[list[Title | None], set[int]]:
    """The centre that each plain line or item names, and which lines only end a sentence with such a name."""
    titles: list[Title | None] = []
    ends: set[int] = set()
    headings = (find_title(line.text, centres) for line in lines if line.kind in TITLES)
    headed = {title.centre for title in headings if title}
    item_indent: float | None = None
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        following = lines[at + 1] if at + 1 < len(lines) else None
        title = _title(line, before, following, item_indent, centres, asking)
        may_end = title is not None and title.centre in headed and before is not None and _may_go_on(before, line)
        if may_end and not _is_told(line, REST, asking):
            title = None
            ends.add(at)
        titles.append(title)
        if title or line.kind in TITLES:
            item_indent = None
        elif line.kind is LineKind.ITEM and item_indent is None:
            item_indent = line.indent
    return titles, ends


def _title(
    line: Line,
    before: Line | None,
    following: Line | None,
    item_indent: float | None,
    centres: Sequence[KnownCentre],
    asking: Asking,
) -> Title | None:
    """A line that is exactly a centre's name is its heading, except where the line before leaves no other way than to
    go on with it; a town alone has to stand apart."""
    if line.kind in TITLES:
        return None
    title = find_title(line.text, centres)
    is_deeper = item_indent is not None and line.indent > item_indent + DEEPER
    if title is None or (is_deeper and (line.kind is LineKind.ITEM or title.is_bare)):
        return None
    may_be_cut = before is not None and not line.gap and before.kind not in TITLES
    is_cut = may_be_cut and (
        is_unfinished(before.text) or (title.is_bare and leads_name(before.text) and not line.fresh)
    )
    if title.is_bare and line.kind is LineKind.ITEM and _is_numbered_before(line, following):
        return title
    if title.is_bare:
        leads_list = following is not None and following.kind is LineKind.ITEM
        ended = before is None or line.fresh or is_finished(before.text) or before.kind in TITLES
        stands_alone = line.gap or (ended and (leads_list or is_finished(before.text if before else ".")))
        if line.kind is not LineKind.PLAIN or is_cut or not (stands_alone or ended):
            return None
        return title if stands_alone or _is_told(line, TITLE, asking) else None
    if line.kind is LineKind.PLAIN and is_cut and not _is_told(line, REST if not line.fresh else TITLE, asking):
        return None
    return title


def _may_go_on(before: Line, line: Line) -> bool:
    """Whether a name that has its heading elsewhere stands where the sentence before may end with it."""
    is_near = line.kind is LineKind.PLAIN and before.kind not in TITLES and not line.gap
    return is_near and not is_finished(before.text)


def _is_numbered_before(line: Line, following: Line | None) -> bool:
    """Whether a numbered line leads items of another kind."""
    is_other = following is not None and following.kind is LineKind.ITEM and family(following.marker) in SYMBOLS
    return is_other and family(line.marker) not in SYMBOLS


def _is_told(line: Line, reading: str, asking: Asking) -> bool:
    message = f"Je {quote(line.text)} název centra, pod kterým jsou jeho cíle, nebo pokračování věty?"
    choices = (Choice(TITLE, "název centra"), Choice(REST, "pokračování předchozí věty"))
    return asking.ask(Question.at(line.where, "název", message, choices, reading)) == TITLE


def _blocks(lines: Sequence[Line], titles: Sequence[Title | None]) -> list[Passage]:
    """The block of each line."""
    blocks: list[Passage] = []
    start, seen = 0, False
    for at, (line, title) in enumerate([*zip(lines, titles, strict=True), (None, None)]):
        if line is None or title or line.kind in TITLES:
            block = Passage.of(lines[start:at], is_of_goals=seen)
            blocks += [block] * (at - start)
            start = at + (line is not None)
            if line is not None:
                blocks.append(block)
            seen = seen or title is not None or (line is not None and line.kind in TITLES)
    return blocks


def _leads_list(line: Line, following: Line | None) -> bool:
    """Whether a few words with a colon stand before a list."""
    is_label = line.text.endswith(":") and line.text[0].isupper() and len(line.text.split()) <= LONGEST_LEAD
    return is_label and line.kind is LineKind.PLAIN and following is not None and following.kind is LineKind.ITEM


def _is_rest(first: Line, before: Line, line: Line, block: Passage, asking: Asking) -> bool:
    """Whether the line is the wrapped rest of the paragraph that the first line began."""
    if line.gap:
        return False
    if line.kind in TITLES:
        return line.kind is first.kind is not LineKind.CENTRE and not line.fresh  # a title of two lines
    if line.kind is not LineKind.PLAIN or first.kind in TITLES:
        return False
    if completes_detail(before.text, line.text) and not begins_detail(line.text):
        return True
    is_named = is_named_like_centre(line.text) or names_centre_otherwise(line.text)
    if is_named and not is_unfinished(before.text):
        return False
    if begins_detail(line.text) or (line.fresh and is_contact(first.text)):
        return False
    if begins_contact(line.text) and (line.fresh or is_finished(before.text)):
        return False
    text, last = line.text, before.text
    is_capital = not (text.lstrip("(„")[:1].islower() or text[0] in ",;.)")
    if is_capital and before is first and is_named_like_centre(first.text):
        return False  # the heading of a centre that nobody knows
    if last.endswith(";") and line.fresh and is_capital and looks_like_goal(text):
        return False  # goals that are counted like parts of a sentence
    if first.kind is LineKind.ITEM or block.has_items:
        begins_anew = is_finished(last) or closes(text) or (looks_like_goal(text) and not is_unfinished(last))
        return not (line.fresh and is_capital and begins_anew)
    if block.enumerated:
        return False
    if last[-1].isdigit() and GROUP_OF_DIGITS.match(text) and not line.fresh:  # 3 000
        return True
    if (not is_capital and not block.begins_lower) or is_unfinished(last):
        return True
    if text[0].isdigit() and not line.fresh and not is_finished(last) and (block.has_sentences or is_finished(text)):
        return True  # "v rozsahu / 8 hodin měsíčně."
    if block.edge is not None:
        return line.indent > block.edge + SET_IN if block.hangs else line.indent < block.edge - SET_IN
    is_short = len(text.split()) < SHORTEST_GOAL
    if block.is_of_goals and not is_finished(last) and not line.fresh and (is_short or leads_name(last)):
        if is_short or NAMES.match(text):
            return True
        return not looks_like_goal(text) and _is_told_rest(line, REST, asking)
    if block.is_of_goals and is_short and is_finished(text) and not (is_finished(last) or looks_like_goal(text)):
        return True
    if line.fresh or not block.is_of_goals:
        return not line.fresh
    # The line before is full, and this one begins with a capital: a name in the sentence, a sentence, or a goal.
    is_goal = looks_like_goal(text)
    if is_finished(last) and (block.spaced or describes(text)):
        return True
    if (not block.wraps and (is_goal or is_finished(last))) or (
        is_goal and not (is_finished(last) and block.has_sentences)
    ):
        return False
    reads_as_new = is_goal or not (block.wraps or leads_name(last) or NAMES.match(text))
    return _is_told_rest(line, NEW if reads_as_new else REST, asking)


def _is_told_rest(line: Line, reading: str, asking: Asking) -> bool:
    message = f"Začíná slovy {quote(line.text)} nový cíl, nebo pokračuje předchozí?"
    choices = (Choice(NEW, "nový cíl"), Choice(REST, "pokračování předchozího cíle"))
    return asking.ask(Question.at(line.where, "nový cíl", message, choices, reading)) == REST
