"""Reads lines as a document of operational goals: title, sections, centres and their goals, and all that is wrong.

A pure function: what it is given decides what it returns, and it raises nothing but ImportProblem.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from goals.formatting import fold
from goals.importing.lines import SYMBOLS, TITLES, Family, ImportProblem, Line, LineKind, family, number_of
from goals.importing.paragraphs import (
    DEEPER,
    KnownCentre,
    Paragraph,
    closes,
    goes_on,
    is_slip,
    label,
    looks_like_centre,
    nearest,
    opens_goals,
    paragraphs,
)
from goals.states import SectionKey

YEAR = re.compile(r"\b(20\d\d)\b")
YEAR_IN_TEXT = re.compile(r"\brok\w*\s+(20\d\d)\b")
GOALS_OF_THE_YEAR = re.compile(r"\boperacni(?:ch)? cil")
COUNTED_GOAL = re.compile(r"^(?:operační\s+)?cíl\s*(?:č\.\s*)?(\d{1,3})\s*[.:)–-]\s*(?=\S)", re.IGNORECASE)
ONLY_YEAR = re.compile(r"(?:(?:na|pro) )?(?:rok )?20\d\d")
LONGEST_TITLE = 200
MARKERS_OF_PARTS = frozenset({Family.LETTER, Family.ROMAN, Family.CIRCLE, Family.PARTS})
LONGEST_QUOTE = 60


@dataclass(frozen=True)
class ParsingProblem:
    """A sentence for the person; an error keeps the whole file from being imported."""

    where: str
    message: str
    is_error: bool = True
    asks: str = ""  # what can be answered instead of mending the file: the centre as it is written, or the year


@dataclass(frozen=True)
class ParsedSection:
    key: SectionKey
    title: str
    text: str
    where: str


@dataclass(frozen=True)
class ParsedGoal:
    """`number` as it is written before the goal, 0 where there is none."""

    text: str
    where: str
    number: int = 0


@dataclass(frozen=True)
class ParsedCentre:
    """`name` as it is written; `slug` of the known centre, None where none was recognised."""

    name: str
    slug: str | None
    where: str
    goals: tuple[ParsedGoal, ...]


@dataclass(frozen=True)
class ParsedDocument:
    """`year` as it is written in the document, None where it says none; `unknown` are names of centres that nobody here
    knows, answered for or not."""

    year: int | None
    title: str
    sections: tuple[ParsedSection, ...]
    centres: tuple[ParsedCentre, ...]
    problems: tuple[ParsingProblem, ...]
    unknown: tuple[str, ...] = ()


@dataclass
class OpenSection:
    key: SectionKey
    title: str
    where: str
    parts: list[Paragraph] = field(default_factory=list)

    def text(self) -> str:
        """Paragraphs apart, the items of a list one below another; an item alone needs no dash."""
        items = sum(part.kind is LineKind.ITEM for part in self.parts)
        text = ""
        for part in self.parts:
            is_item = part.kind is LineKind.ITEM
            text += ("\n" if is_item else "\n\n") + ("– " if is_item and items > 1 else "") + part.text
        return text.strip()


@dataclass
class OpenCentre:
    """`indent` and `family` are those of its goals' markers; without them its goals are plain paragraphs."""

    name: str
    slug: str | None
    where: str
    has_plain_goals: bool
    goals: list[ParsedGoal] = field(default_factory=list)
    indent: float | None = None
    family: Family | None = None

    def add(self, paragraph: Paragraph) -> None:
        counted = COUNTED_GOAL.match(paragraph.text)
        number = int(counted[1]) if counted else number_of(paragraph.marker)
        self.goals.append(ParsedGoal(COUNTED_GOAL.sub("", paragraph.text), paragraph.where, number))

    def extend_last(self, paragraph: Paragraph) -> None:
        """The paragraph goes on in the last goal; all bullets are alike, so that formats do not differ."""
        last, text = self.goals[-1], paragraph.text
        if paragraph.kind is LineKind.ITEM:
            text = f"{'–' if family(paragraph.marker) in SYMBOLS else paragraph.marker} {text}"
        self.goals[-1] = replace(last, text=f"{last.text} {text}".strip())


LEFT_OUT = ""


def parse(
    lines: Sequence[Line],
    *,
    year: int | None,
    centres: Sequence[KnownCentre],
    chosen: Mapping[str, str] | None = None,
) -> ParsedDocument:
    """The document in the lines, with everything that is wrong with it as problems.

    `year` is the one that the document is expected to be of (None: that which it says), `centres` those that exist,
    `chosen` the slug of the centre that is meant by a name that nobody knows, or LEFT_OUT. Raises ImportProblem when
    the lines are not a document of goals at all.
    """
    found = paragraphs(lines, centres)
    begin, end = _title_span(found)
    builder = Builder(found, centres, chosen or {})
    for position, paragraph in enumerate(found):
        is_letterhead = position < begin and _is_short(paragraph)
        if not (begin <= position < end or is_letterhead):
            builder.take(position, paragraph)
    title = " ".join(paragraph.text for paragraph in found[begin:end])
    speaks_of_goals = GOALS_OF_THE_YEAR.search(fold(title)) or any(map(opens_goals, found))
    names_a_centre = any(it.title and not (it.title.is_bare and it.kind not in TITLES) for it in found)
    if not (speaks_of_goals or names_a_centre):
        raise ImportProblem("Tohle nejsou operační cíle center: v souboru není název žádného známého centra.")
    if not (builder.has_stray_goals or any(centre.goals for centre in builder.centres)):
        raise ImportProblem("V souboru není žádný cíl: pod názvy center se čekají odrážky, čísla nebo odstavce.")
    # The year in the title, or else the first that the text before the first centre calls a year.
    head = takewhile(lambda paragraph: not paragraph.title, found)
    years = [YEAR.search(title), *(YEAR_IN_TEXT.search(paragraph.text) for paragraph in head)]
    written = next((int(it[1]) for it in years if it), None)
    where = found[begin].where if title else "začátek dokumentu"
    problems = builder.problems
    if written is None and year is None:
        problems.append(ParsingProblem(where, "V dokumentu není rok; zadejte, na který rok cíle jsou.", asks="rok"))
    elif written is None:
        message = f"V dokumentu není rok; bere se jako dokument na rok {year}."
        problems.append(ParsingProblem(where, message, is_error=False))
    elif year is not None and written != year:
        message = f"Dokument je na rok {written}, ale zadán byl rok {year}."
        problems.append(ParsingProblem(where, message, asks="rok"))
    sections = [ParsedSection(it.key, it.title, it.text(), it.where) for it in builder.sections if it.text()]
    taken = [centre for centre in builder.centres if centre.slug or builder.chosen.get(centre.name) != LEFT_OUT]
    checked = _checked(taken, problems)
    return ParsedDocument(written, title, tuple(sections), checked, tuple(problems), tuple(builder.unknown))


def _title_span(found: list[Paragraph]) -> tuple[int, int]:
    """The paragraphs of the title, from and to; 0, 0 for none.

    It begins, before the first centre, with the first short line that speaks of goals, or else with the first
    heading, and takes in the headings right below it.
    """
    head = []
    for at, paragraph in enumerate(takewhile(lambda paragraph: not paragraph.title, found)):
        text = paragraph.text
        is_label = looks_like_centre(text) or text.endswith(":") or label(paragraph, in_goals=False) is not None
        if _is_short(paragraph) and not is_label:
            head.append(at)
    about_goals = (at for at in head if re.search(r"\bcil(?:e|u)\b", fold(found[at].text)))
    headings = (at for at in head if found[at].kind in TITLES)
    begin = next(about_goals, next(headings, None))
    if begin is None:
        return 0, 0
    end = begin + 1
    while end in head:
        # A heading with goals or centres below it names a centre or a group of them.
        leads = any(it.title or it.kind is LineKind.ITEM for it in found[end + 1 : end + 2])
        if not ONLY_YEAR.fullmatch(found[end].text) and (found[end].kind not in TITLES or leads):
            break
        end += 1
    return begin, end


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= LONGEST_TITLE and not paragraph.marker and not paragraph.text.endswith(".")


def _checked(found: Sequence[OpenCentre], problems: list[ParsingProblem]) -> tuple[ParsedCentre, ...]:
    """The centres, in which a repeated goal is left out; what is wrong with them is added to the problems."""
    seen: dict[str, OpenCentre] = {}
    for centre in found:
        first = seen.setdefault(centre.slug or centre.name, centre)
        if first is not centre:
            message = f"Centrum {centre.name} je v dokumentu už jednou ({first.where})."
            problems.append(ParsingProblem(centre.where, message))
    for centre in found:
        if not centre.goals:
            problems.append(ParsingProblem(centre.where, f"Centrum {centre.name} nemá žádný cíl.", is_error=False))
    centres = []
    for centre in found:
        goals: dict[str, ParsedGoal] = {}
        for goal in centre.goals:
            if goals.setdefault(single_spaced(goal.text), goal) is not goal:
                message = f"Cíl se v centru {centre.name} opakuje, převezme se jednou."
                problems.append(ParsingProblem(goal.where, message, is_error=False))
        centres.append(ParsedCentre(centre.name, centre.slug, centre.where, tuple(goals.values())))
    return tuple(centres)


def single_spaced(wording: str) -> str:
    """By this two wordings are the same goal: white space does not count."""
    return " ".join(wording.split())


class Builder:
    def __init__(
        self, paragraphs: Sequence[Paragraph], centres: Sequence[KnownCentre], chosen: Mapping[str, str]
    ) -> None:
        self.paragraphs = paragraphs
        self.known = centres
        self.chosen = chosen
        self.unknown: dict[str, None] = {}
        self.last_title = max((at for at, it in enumerate(paragraphs) if it.title), default=-1)
        self.introduction = OpenSection(SectionKey.INTRODUCTION, str(SectionKey.INTRODUCTION.label), "")
        self.sections = [self.introduction]
        self.section: OpenSection | None = self.introduction
        self.in_goals = False
        self.has_stray_goals = False
        self.centres: list[OpenCentre] = []
        self.problems: list[ParsingProblem] = []

    @property
    def centre(self) -> OpenCentre | None:
        return self.centres[-1] if self.centres else None

    def take(self, position: int, paragraph: Paragraph) -> None:
        following = self.paragraphs[position + 1] if position + 1 < len(self.paragraphs) else None
        key = label(paragraph, in_goals=self.in_goals)
        if paragraph.title:
            self.open_centre(position, paragraph, paragraph.title.centre.slug)
        elif opens_goals(paragraph):
            self.in_goals, self.section = True, None
        elif key is not None:
            self.open_section(paragraph, key)
        elif self.is_unknown_centre(paragraph, following):
            self.open_unknown_centre(position, paragraph)
        elif paragraph.kind not in TITLES or self.is_part_of_goal(paragraph):
            self.add(position, paragraph)
        elif following is None or not (following.title or opens_goals(following)):  # else it names a group of centres
            self.open_section(paragraph, SectionKey.OTHER)
            self.warn(paragraph, f"Nadpis {quote(paragraph.text)} není centrum, text pod ním bude oddílem dokumentu.")

    def add(self, position: int, paragraph: Paragraph) -> None:
        """What introduces nothing belongs to the section or the centre that is open."""
        if self.section is not None:
            self.add_to_section(self.section, paragraph)
        elif self.centre is None and paragraph.kind is LineKind.ITEM:
            self.stray_goal(paragraph)
        elif self.centre is None:
            self.introduction.parts.append(paragraph)
        elif self.centre.has_plain_goals:
            self.add_plain_goal(position, self.centre, paragraph)
        elif paragraph.kind is LineKind.ITEM:
            self.add_item(self.centre, paragraph)
        else:
            self.add_paragraph(position, self.centre, paragraph)

    # Sections

    def open_section(self, paragraph: Paragraph, key: SectionKey) -> None:
        title, _, text = paragraph.text.partition(":")
        if key is SectionKey.INTRODUCTION and not self.introduction.parts:
            self.introduction.title, self.section = title, self.introduction
        else:
            self.section = OpenSection(key, title.strip(), paragraph.where)
            self.sections.append(self.section)
        if text.strip():
            self.add_to_section(self.section, _plain(paragraph, text.strip()))

    def add_to_section(self, section: OpenSection, paragraph: Paragraph) -> None:
        last = section.parts[-1] if section.parts else None
        is_list = section is not self.introduction or (last and (last.text.endswith(":") or last.kind is LineKind.ITEM))
        if paragraph.kind is LineKind.ITEM and not is_list:
            self.stray_goal(paragraph)
        elif last and paragraph.kind is LineKind.PLAIN and goes_on(last.text, paragraph.text):
            section.parts[-1] = _plain(last, f"{last.text} {paragraph.text}", kind=last.kind)
        else:
            section.where = section.where or paragraph.where
            section.parts.append(paragraph)

    def stray_goal(self, paragraph: Paragraph) -> None:
        message = f"Cíl stojí před názvem prvního centra, není jasné, komu patří: {quote(paragraph.text)}"
        self.problems.append(ParsingProblem(paragraph.where, message))
        self.has_stray_goals = True

    # Centres

    def is_unknown_centre(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        leads_list = following is not None and following.kind is LineKind.ITEM
        is_heading = paragraph.kind in TITLES and not self.is_part_of_goal(paragraph)
        if paragraph.kind is LineKind.ITEM or not (is_heading or leads_list):
            return False
        if looks_like_centre(paragraph.text) and len(paragraph.text.split()) <= (12 if is_heading else 5):
            return True
        return is_heading and (is_slip(paragraph.text, self.known) or (self.in_goals and leads_list))

    def open_centre(self, position: int, paragraph: Paragraph, slug: str | None) -> None:
        self.in_goals, self.section = True, None
        name = paragraph.text.rstrip(": ")
        self.centres.append(OpenCentre(name, slug, paragraph.where, self.has_plain_goals(position + 1)))

    def open_unknown_centre(self, position: int, paragraph: Paragraph) -> None:
        """Whoever brings the document may have said which one is meant, or that its goals are to be left out."""
        name = paragraph.text.rstrip(": ")
        self.unknown[name] = None
        if name not in self.chosen:
            offer = nearest(paragraph.text, self.known)
            hint = f"; nejbližší je „{offer.name}“" if offer else ""
            message = f"Centrum {quote(paragraph.text)} neznám{hint}."
            self.problems.append(ParsingProblem(paragraph.where, message, asks=name))
        self.open_centre(position, paragraph, self.chosen.get(name) or None)

    def has_plain_goals(self, position: int) -> bool:
        """Whether the goals from this place to the next title are paragraphs, not a list.

        One paragraph before a list introduces it; more of them are goals, and the list belongs to the last one.
        """
        own = []
        for paragraph in self.paragraphs[position:]:
            if paragraph.title or paragraph.kind in TITLES:
                break
            own.append(paragraph)
        plain = [it for it in own if it.kind is LineKind.PLAIN and it.text[:1].isupper()]
        begins_plain = bool(own) and own[0].kind is LineKind.PLAIN and not own[0].text.endswith(":")
        return len(plain) == len(own) or (begins_plain and len(plain) > 1)

    def is_part_of_goal(self, paragraph: Paragraph) -> bool:
        """A bold line set deeper than the goals' markers only stresses a part of the wording."""
        centre = self.centre if self.section is None else None
        is_deeper = centre and centre.indent is not None and paragraph.indent > centre.indent + DEEPER
        return paragraph.kind is LineKind.BOLD and bool(is_deeper)

    def add_item(self, centre: OpenCentre, paragraph: Paragraph) -> None:
        found = family(paragraph.marker)
        shift = 0.0 if centre.indent is None else paragraph.indent - centre.indent
        if centre.indent is None or shift < -DEEPER:
            centre.indent, centre.family = paragraph.indent, found
        elif shift > DEEPER or found is not centre.family:
            centre.extend_last(paragraph)
            if shift <= DEEPER and found not in MARKERS_OF_PARTS:
                message = f"Odrážka je jiná než u ostatních cílů, připojuje se k předchozímu: {quote(paragraph.text)}"
                self.warn(paragraph, message)
            return
        centre.add(paragraph)

    def add_plain_goal(self, position: int, centre: OpenCentre, paragraph: Paragraph) -> None:
        last = centre.goals[-1] if centre.goals else None
        if last and (paragraph.kind is LineKind.ITEM or goes_on(last.text, paragraph.text)):
            centre.extend_last(paragraph)
        elif last and position > self.last_title and closes(paragraph.text):
            self.open_closing(paragraph)
        else:
            centre.add(paragraph)

    def add_paragraph(self, position: int, centre: OpenCentre, paragraph: Paragraph) -> None:
        """A paragraph between or after the items of a list."""
        last = centre.goals[-1] if centre.goals else None
        is_deeper = centre.indent is not None and paragraph.indent > centre.indent + DEEPER
        if last is None:
            self.warn(paragraph, f"Odstavec před prvním cílem centra se nepřebírá: {quote(paragraph.text)}")
        elif is_deeper or goes_on(last.text, paragraph.text):
            centre.extend_last(paragraph)
        elif position > self.last_title and closes(paragraph.text):
            self.open_closing(paragraph)
        else:
            centre.extend_last(paragraph)
            self.warn(paragraph, f"Odstavec bez odrážky se připojuje k předchozímu cíli: {quote(paragraph.text)}")

    def open_closing(self, paragraph: Paragraph) -> None:
        self.section = OpenSection(SectionKey.OTHER, str(SectionKey.OTHER.label), paragraph.where, [paragraph])
        self.sections.append(self.section)

    def warn(self, paragraph: Paragraph, message: str) -> None:
        self.problems.append(ParsingProblem(paragraph.where, message, is_error=False))


def quote(text: str) -> str:
    """The text in Czech quotation marks, a long one cut at a word."""
    return f"„{text}“" if len(text) <= LONGEST_QUOTE else f"„{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …“"


def _plain(paragraph: Paragraph, text: str, kind: LineKind = LineKind.PLAIN) -> Paragraph:
    return Paragraph(text, paragraph.where, kind, "", paragraph.indent)
