"""Reads lines as a document of operational goals: title, sections, centres and their goals, and all that is to be
remarked, asked or refused about them.

A pure function: what it is given decides what it returns, and it raises nothing but ImportProblem.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from goals.formatting import fold
from goals.importing.building import LEFT_OUT, YEAR, Builder, OpenCentre, OpenGoal
from goals.importing.centres import KnownCentre, looks_like_centre
from goals.importing.deadlines import is_any_time, read_deadline
from goals.importing.findings import Asking, Finding, Question, quote, remark
from goals.importing.lines import CAPITAL, CAPITALS, TITLES, ImportProblem, Line, LineKind
from goals.importing.paragraphs import Paragraph, paragraphs
from goals.importing.sections import label, opens_goals
from goals.importing.tables import as_text
from goals.importing.wording import Aspect, is_letter
from goals.states import SectionKey

YEAR_IN_TEXT = re.compile(r"\brok\w*\s+(20\d\d)\b")
GOALS_OF_THE_YEAR = re.compile(r"\boperacni(?:ch)? cil")
ONLY_YEAR = re.compile(r"(?:(?:na|pro) )?(?:rok )?20\d\d")
MORE_THAN_DAY = re.compile(rf".[:;]|(?!^)\b{CAPITAL}[^\W\d{CAPITALS}]")  # a label, a name
LONGEST_TITLE = 200
OF_ASPECT = {
    Aspect.DEADLINE: "termín cíle",
    Aspect.RESPONSIBLE: "údaj, kdo za cíl odpovídá",
    Aspect.MEASURE: "údaj, čím se splnění doloží",
}


@dataclass(frozen=True)
class ParsedSection:
    key: SectionKey
    title: str
    text: str
    where: str


@dataclass(frozen=True)
class ParsedGoal:
    """`number` as it is written before the goal, 0 where there is none; what stands beside the wording of by when, by
    whom and how it is measured."""

    text: str
    where: str
    number: int = 0
    deadline: date | None = None
    responsible: str = ""
    measure: str = ""

    @property
    def beside(self) -> tuple[date | str | None, ...]:
        return self.deadline, self.responsible, self.measure


@dataclass(frozen=True)
class ParsedCentre:
    """`name` as it is written; `slug` of the known centre, None where none was recognised."""

    name: str
    slug: str | None
    where: str
    goals: tuple[ParsedGoal, ...]


@dataclass(frozen=True)
class ParsedDocument:
    """`year` as it is written in the document, None where it says none; `questions` with those that were answered."""

    year: int | None
    title: str
    sections: tuple[ParsedSection, ...]
    centres: tuple[ParsedCentre, ...]
    problems: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()


def parse(
    lines: Sequence[Line],
    *,
    year: int | None,
    centres: Sequence[KnownCentre],
    answers: Mapping[str, str] | None = None,
) -> ParsedDocument:
    """The document in the lines, with everything that has to be said or asked about it.

    `year` is the one that the document is expected to be of (None: that which it says), `centres` those that exist,
    `answers` what was answered by the id of a question. Raises ImportProblem when the lines are not a document of goals
    at all.
    """
    asking = Asking(answers or {})
    order = {line.where: at for at, line in reversed(list(enumerate(lines)))}
    lines, beside = as_text(lines, centres, asking)
    found = paragraphs(lines, centres, asking)
    begin, end = _title_span(found)
    title = " ".join(paragraph.text for paragraph in found[begin:end])
    # The year in the title, or else the first that the text before the first centre calls a year, or in its heading.
    head = list(takewhile(lambda paragraph: not paragraph.title, found))
    years = [YEAR.search(title), *(YEAR_IN_TEXT.search(paragraph.text) for paragraph in head)]
    years += [YEAR.search(paragraph.text) for paragraph in found[len(head) : len(head) + 1]]
    written = next((int(it[1]) for it in years if it), None)
    builder = Builder(found, centres, asking, written or year)
    for position, paragraph in enumerate(found):
        is_letterhead = position < begin and _is_short(paragraph)
        if not (begin <= position < end or is_letterhead):
            builder.take(position, paragraph)
    speaks_of_goals = GOALS_OF_THE_YEAR.search(fold(title)) or any(map(opens_goals, found))
    speaks_of_goals = speaks_of_goals or (len(builder.centres) > 1 and builder.are_like_goals())
    names_a_centre = any(it.title and not (it.title.is_bare and it.kind not in TITLES) for it in found)
    if not (speaks_of_goals or names_a_centre):
        raise ImportProblem("Tohle nejsou operační cíle center: v souboru není název žádného známého centra.")
    if not (builder.has_stray_goals or any(centre.goals for centre in builder.centres)):
        raise ImportProblem("V souboru není žádný cíl: pod názvy center se čekají odrážky, čísla nebo odstavce.")
    where = found[begin].where if title else "začátek dokumentu"
    left_out = [remark(paragraph.where, sentence) for paragraph in found for sentence in paragraph.left_out]
    problems = [*beside, *left_out, *builder.problems]
    if written is None and year is None:
        problems.append(Finding(where, "V dokumentu není rok; zadejte, na který rok cíle jsou.", asks="rok"))
    elif written is None:
        problems.append(remark(where, f"V dokumentu není rok; bere se jako dokument na rok {year}."))
    elif year is not None and written != year:
        problems.append(Finding(where, f"Dokument je na rok {written}, ale zadán byl rok {year}.", asks="rok"))
    sections = []
    for section in builder.sections:
        text = section.text()
        if text and is_letter(text):
            problems.append(remark(section.where, f"Oslovení nebo pozdrav se nepřebírá: {quote(text)}"))
        elif text:
            sections.append(ParsedSection(section.key, section.title, text, section.where))
    taken = [centre for centre in builder.centres if centre.slug != LEFT_OUT]
    reader = GoalReader(written or year, problems)
    checked = _checked(taken, reader, problems)
    # In the order of the document: tables are looked at before all else.
    questions = sorted(asking.questions, key=lambda question: order.get(question.where, 0))
    return ParsedDocument(written, title, tuple(sections), checked, tuple(problems), tuple(questions))


def _title_span(found: list[Paragraph]) -> tuple[int, int]:
    """The paragraphs of the title, from and to; 0, 0 for none.

    It begins, before the first centre, with the first short line that speaks of goals, or else with the first
    heading, and takes in the headings right below it.
    """
    head = []
    for at, paragraph in enumerate(takewhile(lambda paragraph: not paragraph.title, found)):
        text = paragraph.text
        is_label = looks_like_centre(text) or text.endswith(":") or label(paragraph, in_goals=False) is not None
        if _is_short(paragraph) and not is_label and paragraph.kind is not LineKind.CENTRE:
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


class GoalReader:
    """Goals as they were found to goals as they are; says once of each detail that it is none of the wording."""

    def __init__(self, year: int | None, problems: list[Finding]) -> None:
        self.year = year
        self.problems = problems
        self.told: set[str] = set()

    def read(self, goal: OpenGoal) -> ParsedGoal:
        deadline: date | None = None
        responsible: list[str] = []
        measures: list[str] = []
        for detail in goal.details:
            if not detail.value:
                self.tell(goal, f"{detail.label}:", f"Za „{detail.label}“ u cíle nic nestojí, nepřebírá se.")
                continue
            match detail.aspect:
                case Aspect.DEADLINE:
                    day = read_deadline(detail.value, self.year) if self.year else None
                    if deadline and day != deadline:
                        message = f"Cíl má už jiný termín, {quote(detail.value)} se nepřebírá."
                        self.problems.append(remark(goal.where, message))
                    deadline = deadline or day
                    if day and day.year != self.year:
                        message = f"Termín {quote(detail.value)} není v roce {self.year}, zkontrolujte ho."
                        self.problems.append(remark(goal.where, message))
                    if day is None and not is_any_time(detail.value):
                        message = f"Termín {quote(detail.value)} není den, doplňte ho ručně."
                        self.problems.append(remark(goal.where, message))
                    elif day is None:
                        self.tell(goal, detail.value, f"Termín {quote(detail.value)} není den, cíle jsou bez něj.")
                    if day and MORE_THAN_DAY.search(detail.value):
                        message = f"Z údaje {quote(detail.value)} se bere jen termín."
                        self.problems.append(remark(goal.where, message))
                case Aspect.RESPONSIBLE:
                    responsible.append(detail.value)
                case Aspect.MEASURE:
                    measures.append(f"{detail.label}: {detail.value}")
                case Aspect.REMARK:
                    message = f"Nepřebírá se: {quote(f'{detail.label}: {detail.value}')}"
                    self.problems.append(remark(goal.where, message))
            if detail.aspect in OF_ASPECT:
                message = f"„{detail.label}“ se bere jako {OF_ASPECT[detail.aspect]}, ne jako část znění."
                self.tell(goal, detail.label, message)
        responsible_person, measure = ", ".join(dict.fromkeys(responsible)), "; ".join(dict.fromkeys(measures))
        return ParsedGoal(goal.text, goal.where, goal.number, deadline, responsible_person, measure)

    def tell(self, goal: OpenGoal, about: str, message: str) -> None:
        if about not in self.told:
            self.told.add(about)
            self.problems.append(remark(goal.where, message))


def _checked(found: Sequence[OpenCentre], reader: GoalReader, problems: list[Finding]) -> tuple[ParsedCentre, ...]:
    """The centres, each once, in which a repeated goal is left out; remarks are added to the problems."""
    parts: dict[str, list[OpenCentre]] = {}
    for centre in found:
        parts.setdefault(centre.slug or centre.name, []).append(centre)
    centres = []
    for first, *others in parts.values():
        for other in others:
            message = f"Centrum {other.name} je v dokumentu už jednou ({first.where}); cíle se spojují."
            problems.append(remark(other.where, message))
        goals: dict[str, ParsedGoal] = {}
        found = [goal for part in (first, *others) for goal in part.goals]
        for detail, where in ((detail, goal.where) for goal in found if not goal.text for detail in goal.details):
            message = f"Údaj {quote(f'{detail.label}: {detail.value}')} nemá nad sebou cíl, nepřebírá se."
            problems.append(remark(where, message))
        for goal in map(reader.read, (goal for goal in found if goal.text)):
            if (kept := goals.setdefault(single_spaced(goal.text), goal)) is not goal:
                gone = [quote(str(it)) for it in goal.beside if it and it not in kept.beside]
                but = f" Nepřevezme se {', '.join(gone)}." if gone else ""
                message = f"Cíl se v centru {first.name} opakuje, převezme se jednou.{but}"
                problems.append(remark(goal.where, message))
        if not goals:
            problems.append(remark(first.where, f"Centrum {first.name} nemá žádný cíl."))
        centres.append(ParsedCentre(first.name, first.slug, first.where, tuple(goals.values())))
    return tuple(centres)


def single_spaced(wording: str) -> str:
    """By this two wordings are the same goal: white space does not count."""
    return " ".join(wording.split())
