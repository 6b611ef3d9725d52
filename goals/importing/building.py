"""Paragraphs to centres with their goals and sections, one by one: what belongs to the goal before, what begins
another goal or another centre, and what is asked because nothing decides it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from goals.importing.centres import (
    KnownCentre,
    find_title,
    is_named_like_centre,
    is_named_like_town,
    is_one_name,
    is_part_of_town,
    is_slip,
    looks_like_centre,
    names_centre_otherwise,
    names_only_goals,
    names_region,
    names_several,
    nearest,
)
from goals.importing.findings import Asking, Choice, Finding, Question, quote, remark
from goals.importing.lines import (
    CAPITALS,
    DEEPER,
    MARKER,
    SYMBOLS,
    TITLES,
    Family,
    LineKind,
    family,
    number_of,
    place_of,
)
from goals.importing.paragraphs import NEW, REST, Paragraph
from goals.importing.sections import OpenSection, label, opens_goals, plain_part
from goals.importing.wording import (
    Detail,
    are_enumerated,
    begins_contact,
    begins_detail,
    begins_with_verb,
    closes,
    describes,
    details,
    goes_on,
    is_common_word,
    is_contact,
    is_finished,
    is_letter,
    is_unfinished,
    looks_like_goal,
    stands_for_none,
)
from goals.states import SectionKey

LONGEST_SUB_HEADING = 8  # words
YEAR = re.compile(r"(?<!\d/)\b(20\d\d)\b")  # 11/2026 is a month
MOST_ALIKE = 2  # kinds of bullets; more of them are used at random
FAR_ENOUGH = 500  # paragraphs by which it shows how the goals of a centre are set
COUNTED_GOAL = re.compile(r"^(?:operační\s+)?cíl\s*(?:č\.\s*)?(\d{1,3})\s*[.:)–-]\s*(?=\S)", re.IGNORECASE)
ONLY_COUNTED = re.compile(r"(?:operační\s+)?cíl\s*(?:č\.\s*)?\d{1,3}\s*[.:)]?", re.IGNORECASE)
CONTENTS = re.compile(r"(?:\.{3,}|(?:\. ){3,}|…{2,}|_{3,}|\t)\s*\d{1,3}$")
PAGE = re.compile(r"\s\d{1,3}$")
LEADS_LIST = re.compile(rf":(?: \S{{1,4}} [^\W\d_{CAPITALS}].*)?$")  # with what it has led to already
SHORT_LABEL = re.compile(r"^[^\W\d_]+(?: \w+){0,2}: (?=\S)")  # Aktivity: besedy, schůzky
MARKERS_OF_PARTS = frozenset({Family.LETTER, Family.ROMAN, Family.CIRCLE, Family.PARTS})
NUMBERED = frozenset({Family.NUMBER, Family.NUMBER_IN_BRACKET, Family.ROMAN, Family.PARTS})
LETTERED = re.compile(r"[A-H]\.")
LEFT_OUT, SUB_HEADING, GOALS_TOO, OF_YEAR = "-", "mezititulek", "cíle", "rok"


def _is_sentence(paragraph: Paragraph) -> bool:
    return is_finished(paragraph.text) or len(paragraph.text.split()) > LONGEST_SUB_HEADING


def _style(paragraph: Paragraph) -> tuple[LineKind, int, bool]:
    """How a heading looks: those of centres look alike."""
    return paragraph.kind, paragraph.level, paragraph.text.endswith(":")


@dataclass
class OpenGoal:
    text: str
    where: str
    number: int
    details: list[Detail] = field(default_factory=list)

    def extend(self, text: str) -> None:
        self.text = f"{self.text} {text}".strip()


@dataclass
class OpenCentre:
    """`indent` and `family` are those of its goals' markers, `parts` the markers of what belongs to them at the same
    indent; without them its goals are plain paragraphs."""

    name: str
    slug: str | None
    where: str
    has_plain_goals: bool
    enumerated: bool
    is_explained: bool = False  # paragraphs below its items belong to them
    has_parts: bool = False
    numeral: int = 0  # of the last goal
    goals: list[OpenGoal] = field(default_factory=list)
    indent: float | None = None
    family: Family | None = None
    parts: set[Family] = field(default_factory=set)
    markers: set[str] = field(default_factory=set)

    @property
    def last(self) -> OpenGoal | None:
        return self.goals[-1] if self.goals else None

    def add(self, paragraph: Paragraph) -> None:
        text, marker = paragraph.text, paragraph.marker
        if paragraph.kind in TITLES and (headed := MARKER.match(text)):  # headings keep theirs until they are goals
            text, marker = headed["rest"], headed["marker"]
        counted = COUNTED_GOAL.match(text)
        number = int(counted[1]) if counted else number_of(marker)
        text, found = details(COUNTED_GOAL.sub("", text))
        self.goals.append(OpenGoal(text, paragraph.where, number, found))

    def goes_on(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph carries on the last goal; a small letter tells it where goals begin with a capital."""
        before, after = self.goals[-1].text, paragraph.text
        is_next = self.enumerated or (before.endswith(";") and after[:1].isupper())
        if is_next and looks_like_goal(after):
            return False
        return goes_on(before, after) and (is_unfinished(before) or not self.goals[0].text[:1].islower())

    def extend_last(self, paragraph: Paragraph) -> None:
        """The paragraph goes on in the last goal; all bullets are alike, so that formats do not differ."""
        text, found = details(paragraph.text)
        if text and paragraph.kind is LineKind.ITEM:
            text = f"{'–' if family(paragraph.marker) in SYMBOLS else paragraph.marker} {text}"
        self.goals[-1].extend(text)
        self.goals[-1].details += found


class Builder:
    def __init__(
        self, paragraphs: Sequence[Paragraph], centres: Sequence[KnownCentre], asking: Asking, year: int | None
    ) -> None:
        self.paragraphs = paragraphs
        self.known = centres
        self.asking = asking
        self.year = year
        self.last_title = max((at for at, it in enumerate(paragraphs) if it.title), default=-1)
        self.styles = {_style(it) for it in paragraphs if it.title}
        self.introduction = OpenSection(SectionKey.INTRODUCTION, str(SectionKey.INTRODUCTION.label), "")
        self.sections = [self.introduction]
        self.section: OpenSection | None = self.introduction
        self.in_goals = False
        self.has_stray_goals = False
        self.centres: list[OpenCentre] = []
        before_items = Counter(
            it.text for it, below in pairwise(paragraphs) if it.kind is LineKind.PLAIN and below.kind is LineKind.ITEM
        )
        self.sub_headings = {text for text, count in before_items.items() if count > 1}
        self.problems: list[Finding] = []

    @property
    def centre(self) -> OpenCentre | None:
        """The one whose goals are being read."""
        return self.centres[-1] if self.centres and self.section is None else None

    def take(self, position: int, paragraph: Paragraph) -> None:
        following = self.paragraphs[position + 1] if position + 1 < len(self.paragraphs) else None
        centre = self.centre
        if CONTENTS.search(paragraph.text) or self.is_of_contents(position, paragraph):
            self.remark(paragraph, f"Řádek obsahu se nepřebírá: {quote(paragraph.text)}")
        elif ONLY_COUNTED.fullmatch(paragraph.text):
            pass  # the goal itself is the next paragraph
        elif paragraph.title:
            self.open_centre(position, paragraph, paragraph.title.centre.slug)
            if paragraph.title.rest:
                self.remark(paragraph, f"Za názvem centra se nepřebírá: {quote(paragraph.title.rest)}")
        elif paragraph.kind is LineKind.CENTRE:
            self.ask_for_centre(position, paragraph, is_surely_one=True)
        elif opens_goals(paragraph):
            self.in_goals, self.section = True, None
            self.begin_part(position)
        elif names_only_goals(paragraph.text):
            self.take_title(paragraph)
        elif centre and paragraph.kind not in TITLES and self.is_beside_goals(centre, paragraph):
            self.remark(paragraph, f"Údaj o centru se nepřebírá: {quote(paragraph.text)}")
        elif centre and paragraph.kind not in TITLES and stands_for_none(paragraph.text):
            self.remark(paragraph, f"Není to cíl, nepřebírá se: {quote(paragraph.text)}")
        elif centre and centre.last and paragraph.kind not in TITLES and begins_detail(paragraph.text):
            centre.extend_last(paragraph)
        elif (key := label(paragraph, in_goals=self.in_goals)) is not None:
            self.open_section(paragraph, key)
        elif self.is_unknown_centre(paragraph, following):
            self.ask_for_centre(position, paragraph, is_surely_one=looks_like_centre(paragraph.text))
        elif centre and paragraph.kind in TITLES and self.is_goal_as_heading(paragraph, following):
            centre.has_plain_goals = False  # what stands below it belongs to it
            centre.add(paragraph)
        elif centre and self.is_sub_heading(centre, paragraph, following):
            self.open_part(centre, position, paragraph)
        elif paragraph.kind not in TITLES or self.is_part_of_goal(paragraph) or (centre and _is_sentence(paragraph)):
            self.add(position, paragraph)
        elif following and (following.title or opens_goals(following)):
            if not names_region(paragraph.text):
                self.remark(paragraph, f"Nadpis {quote(paragraph.text)} stojí jen nad dalším nadpisem, nepřebírá se.")
        else:
            self.open_section(paragraph, SectionKey.OTHER)
            self.remark(paragraph, f"Nadpis {quote(paragraph.text)} není centrum, text pod ním bude oddílem dokumentu.")

    def add(self, position: int, paragraph: Paragraph) -> None:
        """What introduces nothing belongs to the section or the centre that is open."""
        centre = self.centre
        if self.section is not None:
            self.add_to_section(self.section, paragraph)
        elif centre is None and paragraph.kind is LineKind.ITEM:
            self.stray_goal(paragraph)
        elif centre is None:
            self.introduction.parts.append(paragraph)
        elif centre.has_plain_goals:
            self.add_plain_goal(position, centre, paragraph)
        elif paragraph.kind is LineKind.ITEM:
            self.add_item(centre, paragraph)
        else:
            self.add_paragraph(position, centre, paragraph)

    def is_of_contents(self, position: int, paragraph: Paragraph) -> bool:
        """Whether a line names a centre and a page, and the centre itself comes later."""
        name = PAGE.sub("", paragraph.text)
        if name == paragraph.text or (found := find_title(name, self.known)) is None:
            return False
        return any(it.title and it.title.centre is found.centre for it in self.paragraphs[position + 1 :])

    def take_title(self, paragraph: Paragraph) -> None:
        """The title of the document again, which a page or a centre may bear; what one of another year leads to is
        none of this document."""
        named = YEAR.search(paragraph.text)
        if named and self.year and int(named[1]) != self.year:
            message = f"V souboru jsou i cíle jiného roku: {quote(paragraph.text)}. Rozdělte ho na soubory po letech."
            self.problems.append(Finding(paragraph.where, message))
        else:
            self.remark(paragraph, f"Název dokumentu se opakuje, do znění se nepřebírá: {quote(paragraph.text)}")

    # Sections

    def open_section(self, paragraph: Paragraph, key: SectionKey) -> None:
        title, _, text = paragraph.text.partition(":")
        if key is SectionKey.INTRODUCTION and not self.introduction.parts:
            self.introduction.title, self.section = title, self.introduction
        else:
            self.section = OpenSection(key, title.strip(), paragraph.where)
            self.sections.append(self.section)
        if text.strip():
            self.add_to_section(self.section, plain_part(paragraph, text.strip()))

    def add_to_section(self, section: OpenSection, paragraph: Paragraph) -> None:
        last = section.parts[-1] if section.parts else None
        is_list = section is not self.introduction or (last and (last.text.endswith(":") or last.kind is LineKind.ITEM))
        if paragraph.kind is LineKind.ITEM and not is_list:
            self.stray_goal(paragraph)
        elif last and paragraph.kind is LineKind.PLAIN and goes_on(last.text, paragraph.text):
            section.parts[-1] = plain_part(last, f"{last.text} {paragraph.text}", kind=last.kind)
        else:
            section.where = section.where or paragraph.where
            section.parts.append(paragraph)

    def stray_goal(self, paragraph: Paragraph) -> None:
        message = f"Cíl stojí před názvem prvního centra, není jasné, komu patří: {quote(paragraph.text)}"
        self.problems.append(Finding(paragraph.where, message))
        self.has_stray_goals = True

    def are_like_goals(self) -> bool:
        """Whether most of what stands below centres is written as goals are."""
        goals = [looks_like_goal(goal.text) for centre in self.centres for goal in centre.goals]
        return sum(goals) > len(goals) / 2

    def open_closing(self, paragraph: Paragraph) -> None:
        self.section = OpenSection(SectionKey.OTHER, str(SectionKey.OTHER.label), paragraph.where, [paragraph])
        self.sections.append(self.section)
        if not is_letter(paragraph.text):
            self.remark(paragraph, f"Text za posledním cílem bude oddílem dokumentu: {quote(paragraph.text)}")

    # Centres

    def is_unknown_centre(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """Whether the paragraph names a centre that nobody knows, or may do so because it looks like those that do."""
        leads_list = following is not None and following.kind is LineKind.ITEM
        is_named = is_named_like_centre(paragraph.text) or names_centre_otherwise(paragraph.text)
        if paragraph.kind is LineKind.PLAIN and (is_named or self.is_unknown_town(paragraph, following)):
            return True
        is_heading = paragraph.kind in TITLES and not self.is_part_of_goal(paragraph)
        if paragraph.kind is LineKind.ITEM or not (is_heading or leads_list):
            return False
        if names_several(paragraph.text, self.known) or (leads_list and is_part_of_town(paragraph.text, self.known)):
            return True
        if looks_like_centre(paragraph.text) and len(paragraph.text.split()) <= (12 if is_heading else 5):
            return True
        if not is_heading or (following and (following.title or opens_goals(following))):
            return False
        looks_like_others = _style(paragraph) in self.styles and not _is_sentence(paragraph)
        leads_goals = leads_list or (following is not None and looks_like_goal(following.text))
        return is_slip(paragraph.text, self.known) or (self.in_goals and looks_like_others and leads_goals)

    def is_unknown_town(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """Whether a line above goals is called as a town is, or as one may be where the centres are called by their
        towns alone."""
        if following is None or not (following.kind is LineKind.ITEM or looks_like_goal(following.text)):
            return False
        are_towns = any(it.title and it.title.is_bare for it in self.paragraphs)
        may_be_one = are_towns and is_one_name(paragraph.text) and not is_common_word(paragraph.text.rstrip(":"))
        return is_named_like_town(paragraph.text) or may_be_one

    def ask_for_centre(self, position: int, paragraph: Paragraph, *, is_surely_one: bool) -> None:
        """Which centre is meant by a name that nobody knows, or whether its goals are to be left out."""
        name = paragraph.text.rstrip(": ")
        offer = nearest(paragraph.text, self.known)
        choices = [Choice(it.slug, it.name) for it in self.known]
        if not is_surely_one and self.centres:
            choices.append(Choice(SUB_HEADING, "Není to centrum: cíle pod ním patří předchozímu centru"))
        choices.append(Choice(LEFT_OUT, "Žádné: jeho cíle vynechat"))
        hint = f"; nejbližší je „{offer.name}“" if offer else ""
        message = f"Které centrum je {quote(name)}? Takové neznám{hint}."
        question = Question(name, paragraph.where, message, tuple(choices), offer.slug if offer else "")
        # Nobody's goals are filed under a centre that was only guessed.
        answer = self.asking.answer_to(question)
        if answer == SUB_HEADING and self.centre:
            self.open_part(self.centre, position, paragraph)
        else:
            self.open_centre(position, paragraph, answer or None)

    def open_centre(self, position: int, paragraph: Paragraph, slug: str | None) -> None:
        self.in_goals, self.section = True, None
        name = paragraph.text.rstrip(": ")
        if slug != LEFT_OUT and not self.is_of_year(paragraph):
            slug = LEFT_OUT
        plain, enumerated = self.has_plain_goals(position + 1), self.is_enumerated(position + 1)
        self.centres.append(OpenCentre(name, slug, paragraph.where, plain, enumerated))

    def is_of_year(self, paragraph: Paragraph) -> bool:
        """Whether the goals under a heading are taken; where it names another year, somebody has to say so."""
        named = YEAR.search(paragraph.text)
        if named is None or self.year is None or int(named[1]) == self.year:
            return True
        message = (
            f"Nadpis {quote(paragraph.text)} mluví o jiném roce než {self.year}. Patří cíle pod ním do tohoto roku?"
        )
        choices = (Choice(OF_YEAR, "ano, převzít"), Choice(LEFT_OUT, "ne, vynechat"))
        return self.asking.answer_to(Question.at(paragraph.where, "rok", message, choices)) != LEFT_OUT

    def is_sub_heading(self, centre: OpenCentre, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """Whether the paragraph only divides the goals of the centre: a heading below those of centres, or a few words
        before a list that goes on at the same indent."""
        if following is None or following.title or self.is_part_of_goal(paragraph):
            return False
        if paragraph.kind in TITLES:
            is_other = _style(paragraph) not in self.styles and not _is_sentence(paragraph)
            return is_other and paragraph.level >= self.level_of_centres
        if paragraph.kind is LineKind.ITEM:
            return self.is_numbered_heading(paragraph, following)
        is_like_others = centre.has_parts or paragraph.text in self.sub_headings
        is_short = not _is_sentence(paragraph) and (
            paragraph.text.endswith(":") or is_like_others or not looks_like_goal(paragraph.text)
        )
        leads_list = following.kind is LineKind.ITEM and (
            centre.indent is None or abs(following.indent - centre.indent) <= DEEPER
        )
        if not (is_short and leads_list) or centre.has_plain_goals:
            return False
        last = centre.last
        return last is None or not (goes_on(last.text, paragraph.text) or last.text.endswith(":"))

    def is_goal_as_heading(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """Whether a heading above plain text is a goal that is explained there: it is counted, or says what to do."""
        if following is None or following.kind is not LineKind.PLAIN:
            return False
        if COUNTED_GOAL.match(paragraph.text):
            return True
        if not begins_with_verb(paragraph.text) or _is_sentence(paragraph):
            return False
        message = f"Je nadpis {quote(paragraph.text)} cíl, nebo jen dělí cíle pod ním?"
        choices = (Choice(NEW, "je to cíl a text pod ním k němu patří"), Choice(SUB_HEADING, "jen dělí cíle"))
        return self.asking.ask(Question.at(paragraph.where, "nadpis", message, choices, NEW)) == NEW

    def is_numbered_heading(self, paragraph: Paragraph, following: Paragraph) -> bool:
        """Whether a numbered line is the heading of goals with bullets, not a goal with parts."""
        is_short = not _is_sentence(paragraph) and not looks_like_goal(paragraph.text)
        leads_goals = family(following.marker) in SYMBOLS and looks_like_goal(following.text)
        is_counted = family(paragraph.marker) in NUMBERED or LETTERED.fullmatch(paragraph.marker) is not None
        return is_short and is_counted and following.kind is LineKind.ITEM and leads_goals

    @property
    def level_of_centres(self) -> int:
        return min((level for _kind, level, _colon in self.styles), default=1)

    def open_part(self, centre: OpenCentre, position: int, paragraph: Paragraph) -> None:
        message = f"Mezititulek {quote(paragraph.text)} dělí cíle centra {centre.name}, do znění se nepřebírá."
        self.remark(paragraph, message)
        self.begin_part(position)
        self.centres[-1].has_parts = True

    def begin_part(self, position: int) -> None:
        """More goals of the same centre follow, which may be set in their own way."""
        if centre := self.centre:
            plain, enumerated = self.has_plain_goals(position + 1), self.is_enumerated(position + 1)
            self.centres[-1] = OpenCentre(centre.name, centre.slug, centre.where, plain, enumerated, goals=centre.goals)

    def is_enumerated(self, position: int) -> bool:
        """Whether the goals from this place on are written as one sentence."""
        below = takewhile(lambda it: not it.title and it.kind is LineKind.PLAIN, self.paragraphs[position:])
        return are_enumerated([it.text for it in below])

    def has_plain_goals(self, position: int) -> bool:
        """Whether the goals from this place to the next title are paragraphs, not a list.

        One paragraph before a list introduces it; more of them may be goals, and the list belongs to the last one.
        """
        own = []
        for paragraph in self.paragraphs[position : position + FAR_ENOUGH]:
            if paragraph.title or paragraph.kind in TITLES:
                break
            if not (begins_detail(paragraph.text) or is_contact(paragraph.text)):
                own.append(paragraph)
        plain = [it for it in own if it.kind is LineKind.PLAIN and it.text[:1].isupper()]
        begins_plain = bool(own) and own[0].kind is LineKind.PLAIN and not own[0].text.endswith(":")
        if len(plain) == len(own) or all(it.kind is LineKind.PLAIN for it in own):
            return True
        if not (begins_plain and len(plain) > 1):
            return False
        first, items = [], [it for it in own if it.kind is LineKind.ITEM]
        for paragraph in own:
            if paragraph.kind is LineKind.ITEM:
                break
            first.append(paragraph)
        are_like_goals = [looks_like_goal(it.text) for it in first]
        if first[-1].text.endswith((":", ",")) or not items or (all(are_like_goals) and items[0].text[:1].islower()):
            return True
        if len(first) == 1 or not any(are_like_goals):
            return False
        message = f"Jsou odstavce před odrážkami cíle, nebo jen úvod? Začínají slovy {quote(first[0].text)}"
        choices = (
            Choice(GOALS_TOO, "jsou to cíle a odrážky patří k poslednímu"),
            Choice(LEFT_OUT, "jen úvod, cíle jsou odrážky"),
        )
        reading = GOALS_TOO if all(are_like_goals) else LEFT_OUT
        question = Question.at(first[0].where, "odstavce", message, choices, reading)
        return self.asking.ask(question) == GOALS_TOO

    def is_part_of_goal(self, paragraph: Paragraph) -> bool:
        """A bold line set deeper than the goals' markers only stresses a part of the wording."""
        centre = self.centre
        is_deeper = centre and centre.indent is not None and paragraph.indent > centre.indent + DEEPER
        return paragraph.kind is LineKind.BOLD and bool(is_deeper)

    def is_beside_goals(self, centre: OpenCentre, paragraph: Paragraph) -> bool:
        """Who leads the centre and how to reach it; under its name, before its goals, or below their list."""
        if centre.last is None:
            return paragraph.kind is not LineKind.ITEM and is_contact(paragraph.text)
        is_below_list = paragraph.kind is LineKind.PLAIN and not centre.has_plain_goals
        return is_below_list and begins_contact(paragraph.text) and not is_unfinished(centre.last.text)

    # Goals

    def add_item(self, centre: OpenCentre, paragraph: Paragraph) -> None:
        found = family(paragraph.marker)
        if found is Family.ROMAN and centre.family is Family.LETTER and len(paragraph.marker.strip("().")) == 1:
            found = Family.LETTER
        centre.markers.add(paragraph.marker)
        shift = 0.0 if centre.indent is None else paragraph.indent - centre.indent
        if found is Family.ROMAN is centre.family and place_of(paragraph.marker) == centre.numeral + 1:
            shift = 0.0  # numerals end at one edge, and begin where they are wide enough
        if centre.indent is None or shift < -DEEPER:
            centre.indent, centre.family = paragraph.indent, found
            centre.add(paragraph)
        elif shift > DEEPER or self.is_part(centre, paragraph, found):
            centre.extend_last(paragraph)
            return
        else:
            centre.add(paragraph)
        centre.numeral = place_of(paragraph.marker) if found is Family.ROMAN else 0

    def is_part(self, centre: OpenCentre, paragraph: Paragraph, found: Family) -> bool:
        """Whether an item at the indent of the goals, but with another marker, belongs to the goal before."""
        last = centre.last
        if last is None:
            return False
        if found is centre.family:
            return self.is_listed(centre, last, paragraph)
        is_open = is_unfinished(last.text) or last.text.endswith(":")
        is_of_parts = found in MARKERS_OF_PARTS and centre.family not in MARKERS_OF_PARTS
        is_sign = found is Family.CIRCLE and not is_open and looks_like_goal(paragraph.text)
        # A letter below a bullet is a part, but among bullets of several kinds it may be one of them.
        are_mixed = centre.family in SYMBOLS and sum(family(it) in SYMBOLS for it in centre.markers) >= MOST_ALIKE
        may_be_one = found is not Family.CIRCLE and not is_open and looks_like_goal(paragraph.text)
        is_mixed = is_of_parts and are_mixed and may_be_one
        is_sure = not (is_mixed or (is_sign and is_finished(last.text)))
        if found in centre.parts or (is_of_parts and is_sure):
            centre.parts.add(found)
            return True
        if is_open or paragraph.text[:1].islower():
            centre.parts.add(found)
            if not is_open:
                message = f"Odrážka je jiná než u ostatních cílů, připojuje se k předchozímu: {quote(paragraph.text)}"
                self.remark(paragraph, message)
            return True
        is_below_number = centre.family in NUMBERED and found in SYMBOLS
        is_doubtful = is_sign and len(centre.markers) <= MOST_ALIKE
        if looks_like_goal(paragraph.text) and not (is_below_number or is_doubtful or is_mixed):
            return False
        message = f"Odrážka je jiná než u ostatních cílů. Je {quote(paragraph.text)} nový cíl, nebo část předchozího?"
        are_sentences = is_finished(last.text) and is_finished(paragraph.text) and found is not Family.CIRCLE
        reads_as_new = is_mixed or (are_sentences and not is_below_number)
        is_joined = self.ask_what(paragraph, message, reading=NEW if reads_as_new else REST) == REST
        if is_joined and (is_doubtful or is_mixed):
            centre.parts.add(found)
        return is_joined

    def is_listed(self, centre: OpenCentre, last: OpenGoal, paragraph: Paragraph) -> bool:
        """Whether an item that looks like the goals is what a goal with a colon leads to: by its small letter."""
        begins_lower = paragraph.text[:1].islower() and centre.goals[0].text[:1].isupper()
        if not (begins_lower and LEADS_LIST.search(last.text)):
            return False
        self.remark(paragraph, f"Odrážka patří k cíli s dvojtečkou před ní: {quote(paragraph.text)}")
        return True

    def ask_what(self, paragraph: Paragraph, message: str, *more: Choice, reading: str) -> str:
        choices = (Choice(NEW, "nový cíl"), Choice(REST, "část předchozího cíle"), *more)
        return self.asking.ask(Question.at(paragraph.where, "nový cíl", message, choices, reading))

    def add_plain_goal(self, position: int, centre: OpenCentre, paragraph: Paragraph) -> None:
        last = centre.last
        if last and (paragraph.kind is LineKind.ITEM or centre.goes_on(paragraph)):
            centre.extend_last(paragraph)
        elif last and position > self.last_title and closes(paragraph.text):
            self.open_closing(paragraph)
        elif last is None and self.is_introduction(position, paragraph):
            self.remark(paragraph, f"Odstavec před prvním cílem centra se nepřebírá: {quote(paragraph.text)}")
        else:
            centre.add(paragraph)

    def is_introduction(self, position: int, paragraph: Paragraph) -> bool:
        """Whether the first paragraph only introduces the goals below it, which begin otherwise."""
        below = takewhile(lambda it: not (it.title or it.kind in TITLES), self.paragraphs[position + 1 :])
        goals = [it.text for it in below if it.kind is LineKind.PLAIN and not begins_detail(it.text)]
        text = paragraph.text
        if looks_like_goal(SHORT_LABEL.sub("", text)) or len(goals) < 2 or not all(map(looks_like_goal, goals)):
            return False
        if not (is_finished(text) or text.endswith(":") or all(map(is_finished, goals))):
            return False  # a phrase like those below it, where an introduction is a sentence
        message = f"Je {quote(paragraph.text)} cíl, nebo jen úvod k cílům centra?"
        choices = (Choice(NEW, "je to cíl"), Choice(LEFT_OUT, "jen úvod, nepřebírat"))
        question = Question.at(paragraph.where, "úvod", message, choices)
        return self.asking.ask(question) == LEFT_OUT

    def add_paragraph(self, position: int, centre: OpenCentre, paragraph: Paragraph) -> None:
        """A paragraph between or after the items of a list."""
        last = centre.last
        is_deeper = centre.indent is not None and paragraph.indent > centre.indent + DEEPER
        if last is None:
            self.remark(paragraph, f"Odstavec před prvním cílem centra se nepřebírá: {quote(paragraph.text)}")
        elif position > self.last_title and closes(paragraph.text) and not is_unfinished(last.text):
            self.open_closing(paragraph)
        elif goes_on(last.text, paragraph.text) or (is_deeper and not looks_like_goal(paragraph.text)):
            centre.extend_last(paragraph)
        elif position > self.last_title and closes(paragraph.text):
            self.open_closing(paragraph)
        elif looks_like_goal(paragraph.text):
            message = f"Odstavec nemá odrážku. Je {quote(paragraph.text)} nový cíl, nebo část předchozího?"
            is_told = is_deeper or SHORT_LABEL.match(paragraph.text) or describes(paragraph.text)
            divides = Choice(SUB_HEADING, "jen dělí cíle, nepřebírat")
            answer = self.ask_what(paragraph, message, divides, reading=REST if is_told else NEW)
            if answer == REST:
                centre.is_explained = True
                centre.extend_last(paragraph)
            elif answer == NEW:
                centre.add(paragraph)
            else:
                self.open_part(centre, position, paragraph)
        elif is_finished(last.text) and not (centre.is_explained or self.is_before_item(position)):
            message = f"Patří odstavec za posledním cílem k tomuto cíli, nebo je mimo cíle? {quote(paragraph.text)}"
            choices = (Choice(REST, "patří k poslednímu cíli"), Choice(LEFT_OUT, "není to cíl, nepřebírat"))
            if self.asking.ask(Question.at(paragraph.where, "odstavec", message, choices)) != LEFT_OUT:
                centre.extend_last(paragraph)
        else:
            centre.is_explained = True
            centre.extend_last(paragraph)
            self.remark(paragraph, f"Odstavec bez odrážky se připojuje k předchozímu cíli: {quote(paragraph.text)}")

    def is_before_item(self, position: int) -> bool:
        """Whether more goals of the list follow."""
        below = takewhile(lambda it: not (it.title or it.kind in TITLES), self.paragraphs[position + 1 :])
        return any(it.kind is LineKind.ITEM for it in below)

    def remark(self, paragraph: Paragraph, message: str) -> None:
        self.problems.append(remark(paragraph.where, message))
