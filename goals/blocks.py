"""What stands in a section of the commitment, in blocks: how people type it, how a page or a print sees it, what one
edition says otherwise than another, and which dates in it have passed. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from centres.languages import left_czech
from goals.diff import Piece, alike_pairs, word_pieces
from goals.states import BLOCK_FACTS, COMMITMENT_SECTIONS, LEVEL_OF, BlockPart, Level, SectionKey

ALIKE = 0.5  # from here on a block is the same one, reworded
ITEM = re.compile(r"[-–—•*]\s+(?=\S)")
MONTHS = (
    *("ledna", "února", "března", "dubna", "května", "června"),
    *("července", "srpna", "září", "října", "listopadu", "prosince"),
)
DAY = re.compile(rf"\b(\d{{1,2}})\.\s*(?:(\d{{1,2}})\.|({'|'.join(MONTHS)}))\s*(\d{{4}})\b", re.IGNORECASE)


def block_facts(block) -> dict:
    """The block as it stands in the content of an edition: text and numbers, nothing that is empty."""
    facts = {"id": block.pk, "part": str(block.part), "text": block.text, "url": block.url}
    facts["as_of"] = block.as_of.isoformat() if block.as_of else ""
    return {name: value for name, value in facts.items() if value}


@dataclass(frozen=True)
class SectionFacts:
    """A section as an edition has it."""

    key: str
    title: str
    text: str
    blocks: list[dict]


def written_sections(document) -> list[SectionFacts]:
    """The sections of a document as people write them, in the form in which they would come out."""
    return [
        SectionFacts(row.key, row.title, row.text, [block_facts(block) for block in row.blocks.all()])
        for row in document.sections.prefetch_related("blocks")
    ]


# As it is typed


def parsed(text: str) -> list[tuple[BlockPart, str]]:
    """Paragraphs are set apart by an empty line; a line that begins with a dash is an item."""
    found: list[tuple[BlockPart, list[str]]] = []
    is_open = False
    for line in text.splitlines():
        line = line.strip()
        if marker := ITEM.match(line):
            found.append((BlockPart.ITEM, [line[marker.end() :]]))
        elif line and is_open:
            found[-1][1].append(line)
        elif line:
            found.append((BlockPart.TEXT, [line]))
        is_open = bool(line)
    return [(part, " ".join(lines)) for part, lines in found]


def typed(blocks: Iterable) -> str:
    """The paragraphs and items as they are typed."""
    lines, last = [], None
    for block in blocks:
        if block.part not in (BlockPart.TEXT, BlockPart.ITEM):
            continue
        if last and (last, block.part) != (BlockPart.ITEM, BlockPart.ITEM):
            lines.append("")
        lines.append(f"- {block.text}" if block.part == BlockPart.ITEM else block.text)
        last = block.part
    return "\n".join(lines)


def same_blocks(old: Sequence, new: Sequence) -> dict[int, int]:
    """Which of the old blocks each of the new ones is, by their places; both have a `part` and a `text`.

    The most alike wordings come first. Where as many are left of both, they are the same ones in their order: somebody
    wrote a short item anew.
    """
    found: dict[int, int] = {}
    for part in BlockPart:
        before = {at: block.text for at, block in enumerate(old) if block.part == part}
        after = {at: block.text for at, block in enumerate(new) if block.part == part}
        pairs = alike_pairs(after, before, alike=ALIKE)
        left = [at for at in before if at not in set(pairs.values())], [at for at in after if at not in pairs]
        if len(left[0]) == len(left[1]):
            pairs |= dict(zip(left[1], left[0], strict=True))
        found |= pairs
    return found


# As it is shown


class Told(str):
    """What a block says on a page, which prints as its words: with its name, by which a link finds it, and how its
    translation stands; of one that is stale the day of the Czech it follows, and where that is."""

    name: str
    state: str
    follows: date | None
    url: str

    def __new__(cls, words: str, name: str, state: str = "", follows: date | None = None, url: str = "") -> "Told":
        told = super().__new__(cls, words)
        told.name, told.state, told.follows, told.url = name, state, follows, url
        return told

    @property
    def is_czech(self) -> bool:
        """On a page in another language."""
        return self.state == "missing"

    @property
    def is_stale(self) -> bool:
        return self.state == "stale"


def in_czech(name: str, czech: str) -> Told:
    return Told(czech, name)


@dataclass(frozen=True)
class ShownSection:
    """A section ready to be shown: paragraphs and lists in `groups` (whether it is a list, its texts), how its goals
    are looked after in `facts`, links, and the goals of its level."""

    key: str
    title: str
    groups: list[tuple[bool, list[str]]] = field(default_factory=list)
    facts: list[tuple[str, list[str]]] = field(default_factory=list)
    links: list[dict] = field(default_factory=list)
    goals: list = field(default_factory=list)


def shown_sections(
    sections: Iterable, goals: Sequence, tell: Callable[[str, str], str] = in_czech
) -> list[ShownSection]:
    """The sections with their goals, in order; goals of whose level nobody wrote a section have a heading all the same.

    A section has a `key`, a `title`, a `text` and `blocks` as in the content of an edition; `tell` gives what a block,
    named first, says in the language of the page. Goals are given it as `told`.
    """
    for goal in goals:
        goal.told = tell(f"goal-{goal.number}", goal.text)
    by_level = {level: [goal for goal in goals if goal.level == level] for level in Level}
    shown = [_shown(section, by_level, tell) for section in sections]
    there = {section.key for section in shown}
    for key, level in LEVEL_OF.items():
        if key not in there and by_level[level]:
            shown.append(ShownSection(key, str(key.label), goals=by_level[level]))
    order = [*SectionKey][:5] + [*COMMITMENT_SECTIONS]
    return sorted(shown, key=lambda section: order.index(SectionKey(section.key)) if section.key else 0)


def _shown(section, by_level, tell) -> ShownSection:
    blocks = section.blocks or ([{"part": BlockPart.TEXT, "text": section.text}] if section.text else [])
    blocks = [block | {"text": tell(f"block-{block.get('id', section.key)}", block["text"])} for block in blocks]
    body = [block for block in blocks if block["part"] in (BlockPart.TEXT, BlockPart.ITEM)]
    return ShownSection(
        section.key,
        tell(f"section-{section.key}", section.title) if section.title else str(SectionKey(section.key).label),
        groups=[
            (is_list, [block["text"] for block in group])
            for is_list, group in groupby(body, key=lambda block: block["part"] == BlockPart.ITEM)
        ],
        facts=[
            (str(part.label), texts)
            for part in BLOCK_FACTS
            if (texts := [block["text"] for block in blocks if block["part"] == part])
        ],
        links=[
            block | {"as_of": date.fromisoformat(block["as_of"])} for block in blocks if block["part"] == BlockPart.LINK
        ],
        goals=by_level.get(LEVEL_OF.get(section.key), []),
    )


# What changed


@dataclass(frozen=True)
class SectionChange:
    title: str
    pieces: tuple[Piece, ...]


def compare_sections(before: Iterable, after: Iterable) -> list[SectionChange]:
    """Sections that say something else than before, in the order of the later ones; what was left out comes last."""
    old, new = ({section.key: section for section in sections} for sections in (before, after))
    changes = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = (_lines_of(section) for section in (old.get(key), new.get(key)))
        if was != now:
            section = new.get(key) or old[key]
            title = section.title or str(SectionKey(key).label)
            changes.append(SectionChange(title, word_pieces("\n".join(was), "\n".join(now))))
    return changes


def _lines_of(section) -> list[str]:
    if section is None:
        return []
    lines = [section.title] if section.title else []
    if section.text:
        lines.append(section.text)
    for block in section.blocks:
        mark = {BlockPart.ITEM: "– "}.get(block["part"], "")
        label = f"{BlockPart(block['part']).label}: " if block["part"] in BLOCK_FACTS else ""
        link = f" {block['url']} ({block['as_of']})" if block["part"] == BlockPart.LINK else ""
        lines.append(f"{mark}{label}{block['text']}{link}")
    return lines


# Dates that have passed


def days_in(text: str) -> list[date]:
    """The full dates that a text names; what is no day is none."""
    found = []
    for day, month, name, year in DAY.findall(text):
        try:
            found.append(date(int(year), int(month) if month else MONTHS.index(name.lower()) + 1, int(day)))
        except ValueError:
            continue
    return found


@dataclass(frozen=True)
class Passed:
    """A day by which something of the commitment was to be done, and has been: of a goal, or of all in a section."""

    on: date
    level: Level
    goal: object = None
    title: str = ""

    @property
    def words(self) -> str:
        if self.goal is None:
            return _("%(section)s: termín už uplynul.") % {"section": self.title}
        return _("%(goal)s: termín už uplynul.") % {"goal": self.goal}


def passed(sections: Iterable, goals: Iterable, today: date) -> list[Passed]:
    """What of the commitment should have been done by now. A goal that was ended is over, and says so itself; a day
    that a section names beside its goals is told once, with the goal that has it."""
    found = []
    for goal in goals:
        days = [target.deadline for target in goal.targets.all() if target.deadline and target.deadline < today]
        if days and not goal.ends_on:
            found.append(Passed(max(days), Level(goal.level), goal))
    told = {(one.level, one.on) for one in found}
    deadlines = [
        (section, day)
        for section in sections
        for block in section.blocks
        if block["part"] == BlockPart.DEADLINE
        for day in days_in(block["text"])
    ]
    for section, day in deadlines:
        level = LEVEL_OF.get(section.key)
        if level and day < today and (level, day) not in told:
            title = left_czech(section.title) or str(SectionKey(section.key).label)
            found.append(Passed(day, level, title=title))
    return found
