"""Puts paragraphs where they belong: into a section, or to a centre as a goal, a part of one, or a problem."""

from collections.abc import Sequence

from goals.importing.document import ParsedCentre, ParsedDocument, ParsedGoal, ParsedSection, Problem
from goals.importing.outline import closes, goes_on, label, opens_goals, without_count
from goals.importing.paragraphs import DEEPER, TITLES, Paragraph
from goals.importing.parts import OpenCentre, OpenGoal, OpenSection, wording
from goals.importing.titles import KnownCentre, is_slip, looks_like_centre, nearest
from goals.lines import LineKind
from goals.lines.markers import Family, family
from goals.states import SectionKey

MARKERS_OF_PARTS = frozenset({Family.LETTER, Family.ROMAN, Family.CIRCLE, Family.PARTS})
LONGEST_QUOTE = 60


class Builder:
    def __init__(self, paragraphs: Sequence[Paragraph], centres: Sequence[KnownCentre]) -> None:
        self.paragraphs = paragraphs
        self.known = centres
        self.last_title = max((at for at, it in enumerate(paragraphs) if it.title), default=-1)
        self.introduction = OpenSection(SectionKey.INTRODUCTION, str(SectionKey.INTRODUCTION.label), "")
        self.sections = [self.introduction]
        self.section: OpenSection | None = self.introduction
        self.in_goals = False
        self.has_stray_goals = False
        self.centres: list[OpenCentre] = []
        self.problems: list[Problem] = []

    @property
    def centre(self) -> OpenCentre | None:
        return self.centres[-1] if self.centres else None

    @property
    def has_goals(self) -> bool:
        return self.has_stray_goals or any(centre.goals for centre in self.centres)

    def document(self, year: int | None, title: str) -> ParsedDocument:
        sections = [ParsedSection(it.key, it.title, it.text(), it.where) for it in self.sections if it.text()]
        centres = [
            ParsedCentre(it.name, it.slug, it.where, tuple(ParsedGoal(goal.text, goal.where) for goal in it.goals))
            for it in self.centres
        ]
        return ParsedDocument(year, title, tuple(sections), tuple(centres), tuple(self.problems))

    def take(self, position: int, paragraph: Paragraph) -> None:
        key = label(paragraph, in_goals=self.in_goals)
        if paragraph.title:
            self.open_centre(position, paragraph, paragraph.title.centre.slug)
        elif opens_goals(paragraph):
            self.in_goals, self.section = True, None
        elif key is not None:
            self.open_section(paragraph, key)
        elif self.is_unknown_centre(position, paragraph):
            self.unknown_centre(position, paragraph)
        elif paragraph.kind in TITLES and not self.is_part_of_goal(paragraph):
            self.heading(position, paragraph)
        elif self.section is not None:
            self.add_to_section(self.section, paragraph)
        elif self.centre is None:
            self.before_centres(paragraph)
        else:
            self.add_to_centre(position, self.centre, paragraph)

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
        is_list = section is not self.introduction or section.expects_list
        if paragraph.kind is LineKind.ITEM and not is_list:
            self.stray_goal(paragraph)
        elif section.parts and paragraph.kind is LineKind.PLAIN and goes_on(section.parts[-1].text, paragraph.text):
            before = section.parts.pop()
            section.parts.append(_plain(before, f"{before.text} {paragraph.text}", kind=before.kind))
        else:
            section.where = section.where or paragraph.where
            section.parts.append(paragraph)

    def heading(self, position: int, paragraph: Paragraph) -> None:
        """A heading that is neither a centre nor a known section: a group of centres, or a section of its own."""
        following = self.paragraphs[position + 1] if position + 1 < len(self.paragraphs) else None
        if following is not None and (following.title or opens_goals(following)):
            return
        self.open_section(paragraph, SectionKey.OTHER)
        self.warn(paragraph, f"Nadpis {quote(paragraph.text)} není centrum, text pod ním bude oddílem dokumentu.")

    def before_centres(self, paragraph: Paragraph) -> None:
        if paragraph.kind is LineKind.ITEM:
            self.stray_goal(paragraph)
        else:
            self.introduction.parts.append(paragraph)

    def stray_goal(self, paragraph: Paragraph) -> None:
        message = f"Cíl stojí před názvem prvního centra, není jasné, komu patří: {quote(paragraph.text)}"
        self.problems.append(Problem(paragraph.where, message))
        self.has_stray_goals = True

    # Centres

    def is_unknown_centre(self, position: int, paragraph: Paragraph) -> bool:
        following = self.paragraphs[position + 1] if position + 1 < len(self.paragraphs) else None
        leads_list = following is not None and following.kind is LineKind.ITEM
        is_heading = paragraph.kind in TITLES and not self.is_part_of_goal(paragraph)
        if paragraph.kind is LineKind.ITEM or not (is_heading or leads_list):
            return False
        if looks_like_centre(paragraph.text) and len(paragraph.text.split()) <= (12 if is_heading else 5):
            return True
        return is_heading and (is_slip(paragraph.text, self.known) or (self.in_goals and leads_list))

    def unknown_centre(self, position: int, paragraph: Paragraph) -> None:
        offer = nearest(paragraph.text, self.known)
        hint = f"; nejbližší je „{offer.name}“" if offer else ""
        self.problems.append(Problem(paragraph.where, f"Centrum {quote(paragraph.text)} neznám{hint}."))
        self.open_centre(position, paragraph, None)

    def open_centre(self, position: int, paragraph: Paragraph, slug: str | None) -> None:
        self.in_goals, self.section = True, None
        name = paragraph.text.rstrip(": ")
        self.centres.append(OpenCentre(name, slug, paragraph.where, self.has_plain_goals(position + 1)))

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

    def add_to_centre(self, position: int, centre: OpenCentre, paragraph: Paragraph) -> None:
        if centre.has_plain_goals:
            self.add_plain_goal(position, centre, paragraph)
        elif paragraph.kind is LineKind.ITEM:
            self.add_item(centre, paragraph)
        else:
            self.add_paragraph(position, centre, paragraph)

    def add_item(self, centre: OpenCentre, paragraph: Paragraph) -> None:
        found = family(paragraph.marker)
        shift = 0.0 if centre.indent is None else paragraph.indent - centre.indent
        if centre.indent is None or shift < -DEEPER:
            centre.indent, centre.family = paragraph.indent, found
        elif shift > DEEPER or found is not centre.family:
            centre.goals[-1].add(wording(paragraph))
            if shift <= DEEPER and found not in MARKERS_OF_PARTS:
                message = f"Odrážka je jiná než u ostatních cílů, připojuje se k předchozímu: {quote(paragraph.text)}"
                self.warn(paragraph, message)
            return
        centre.goals.append(OpenGoal(without_count(paragraph.text), paragraph.where))

    def add_plain_goal(self, position: int, centre: OpenCentre, paragraph: Paragraph) -> None:
        last = centre.goals[-1] if centre.goals else None
        if last and paragraph.kind is LineKind.ITEM:
            last.add(wording(paragraph))
        elif last and goes_on(last.text, paragraph.text):
            last.add(paragraph.text)
        elif last and position > self.last_title and closes(paragraph.text):
            self.open_closing(paragraph)
        else:
            centre.goals.append(OpenGoal(without_count(paragraph.text), paragraph.where))

    def add_paragraph(self, position: int, centre: OpenCentre, paragraph: Paragraph) -> None:
        """A paragraph between or after the items of a list."""
        last = centre.goals[-1] if centre.goals else None
        is_deeper = centre.indent is not None and paragraph.indent > centre.indent + DEEPER
        if last is None:
            self.warn(paragraph, f"Odstavec před prvním cílem centra se nepřebírá: {quote(paragraph.text)}")
        elif is_deeper or goes_on(last.text, paragraph.text):
            last.add(paragraph.text)
        elif position > self.last_title and closes(paragraph.text):
            self.open_closing(paragraph)
        else:
            last.add(paragraph.text)
            self.warn(paragraph, f"Odstavec bez odrážky se připojuje k předchozímu cíli: {quote(paragraph.text)}")

    def open_closing(self, paragraph: Paragraph) -> None:
        self.section = OpenSection(SectionKey.OTHER, str(SectionKey.OTHER.label), paragraph.where, [paragraph])
        self.sections.append(self.section)

    def warn(self, paragraph: Paragraph, message: str) -> None:
        self.problems.append(Problem(paragraph.where, message, is_error=False))


def quote(text: str) -> str:
    """The text in Czech quotation marks, a long one cut at a word."""
    return f"„{text}“" if len(text) <= LONGEST_QUOTE else f"„{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …“"


def _plain(paragraph: Paragraph, text: str, kind: LineKind = LineKind.PLAIN) -> Paragraph:
    return Paragraph(text, paragraph.where, kind, "", paragraph.indent)
