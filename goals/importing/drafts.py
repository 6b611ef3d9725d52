"""What of a document is new, known, or known in another wording; and how what is new is written as drafts.

All or nothing is written, and what is already there is never touched.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import chain, count
from pathlib import Path
from textwrap import shorten

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from centres.models import Centre
from goals.diff import alike_pairs
from goals.formatting import describe
from goals.importing.centres import KnownCentre
from goals.importing.files import read_lines, silent
from goals.importing.findings import Finding, Question, quote, remark
from goals.importing.lines import ImportProblem
from goals.importing.parsing import (
    ParsedCentre,
    ParsedDocument,
    ParsedGoal,
    ParsedSection,
    parse,
    single_spaced,
)
from goals.importing.pdf import Progress
from goals.models import Document, Goal, Plan, Section, Target
from goals.models.documents import LONGEST_WORDING
from goals.models.goals import LONGEST_NOTE
from goals.reading import ProposedTarget, impossible_remarks, read_targets
from goals.states import DocumentKind, Kind, SectionKey
from goals.workflow import closed_reason
from goals.writing import TargetContent, as_kept

YEARS = range(2000, 2101)
LONGEST_NAME = 200
LONGEST_RESPONSIBLE = 120
LONGEST_ANSWERS = 1024 * 1024
LARGEST_VALUE = Decimal(10) ** 10
ALIKE = 0.75  # from here on two wordings are the same goal, reworded; 0 is nothing in common, 1 the same text
WORDING = 64  # columns of the report's table that a wording may take


class Outcome(Enum):
    NEW = "nový"
    KNOWN = "beze změny"
    CHANGED = "jiné znění"


OUTCOME = max(len(outcome.value) for outcome in Outcome)  # columns


@dataclass(frozen=True)
class KnownGoal:
    """A goal of the same centre and year that is in the database; `state` in words."""

    number: int
    text: str
    state: str


@dataclass(frozen=True)
class PlannedGoal:
    """`number` is that of the published document: its own, or the place in the whole."""

    text: str
    where: str
    targets: tuple[ProposedTarget, ...]
    number: int
    outcome: Outcome = Outcome.NEW
    deadline: date | None = None
    responsible: str = ""
    measure: str = ""

    @property
    def kept_targets(self) -> tuple[TargetContent, ...]:
        """As they are written and shown to people."""
        return tuple(map(as_kept, self.targets))

    def as_json(self) -> dict[str, object]:
        """As they were read, with what stands beside the wording, where anything does."""
        beside = {"deadline": self.deadline and self.deadline.isoformat(), "responsible": self.responsible}
        beside["measure"] = self.measure
        targets = [target.as_json() for target in self.targets]
        return {"text": self.text, "targets": targets, **{name: said for name, said in beside.items() if said}}


@dataclass(frozen=True)
class PlannedCentre:
    slug: str | None
    name: str
    goals: tuple[PlannedGoal, ...]


@dataclass(frozen=True)
class ImportResult:
    """What was found in a file and what becomes of it; `applied` says that it has been written, into `document`.
    `questions` are those asked about the file, with their answers, `repeated` numbers that stand there twice, `left`
    how many goals the database has and the file has not."""

    year: int
    title: str
    sections: tuple[tuple[ParsedSection, Outcome], ...]
    centres: tuple[PlannedCentre, ...]
    problems: tuple[Finding, ...]
    applied: bool = False
    document: Document | None = None
    questions: tuple[Question, ...] = ()
    repeated: tuple[int, ...] = ()
    left: int = 0

    @property
    def is_refused(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if not question.answer]

    @property
    def stops(self) -> bool:
        """Whether nothing can be written until something was mended or answered."""
        return self.is_refused or bool(self.open_questions)

    @property
    def goals(self) -> list[PlannedGoal]:
        return [goal for centre in self.centres for goal in centre.goals]

    def count(self, outcome: Outcome) -> int:
        return sum(goal.outcome is outcome for goal in self.goals)

    def as_json(self) -> dict[str, object]:
        """The interface of `import_goals --json`: these keys in this order."""
        centres = []
        for centre in self.centres:
            goals = [goal.as_json() for goal in centre.goals]
            centres.append({"slug": centre.slug, "name": centre.name, "goals": goals})
        return {
            "year": self.year,
            "sections": [{"title": section.title, "text": section.text} for section, _ in self.sections],
            "centres": centres,
            "problems": [
                {"where": problem.where, "message": problem.message, "severity": problem.severity.value}
                for problem in self.problems
            ],
            "questions": [
                {
                    "id": question.id,
                    "place": question.where,
                    "question": question.message,
                    "reading": question.reading,
                    "choices": [{"answer": choice.answer, "label": choice.label} for choice in question.choices],
                }
                for question in self.open_questions
            ],
        }


def import_document(
    path: str | Path,
    *,
    year: int,
    apply: bool = False,
    answers: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Read the file as the goals of the year, and with `apply` write what is new as drafts, all or nothing.

    A refusal among the problems of the result or an open question means that nothing was written. Raises ImportProblem
    when there is no result to speak of: the file cannot be read, or it is no document of goals, or an answer is none.
    """
    if year not in YEARS:
        raise ImportProblem(f"Rok {year} není možný; zadejte rok od {YEARS[0]} do {YEARS[-1]}.")
    document = parse(read_lines(path, progress=progress), year=year, centres=known_centres(), answers=answers)
    refuse_strange_answers(answers or {}, document.questions)
    return write(document, year) if apply else plan(document, year)


def read_answers(path: str | Path) -> dict[str, str]:
    """The answers in a JSON file, by the ids of the questions; raises ImportProblem."""
    try:
        with Path(path).open("rb") as file:
            found = json.loads(file.read(LONGEST_ANSWERS), object_pairs_hook=_each_once)
    except OSError as error:
        raise ImportProblem(f"Soubor s odpověďmi „{path}“ nejde otevřít.") from error
    except (ValueError, RecursionError) as error:
        raise ImportProblem(f"Soubor s odpověďmi „{path}“ není JSON.") from error
    if not isinstance(found, dict) or not all(isinstance(answer, str) for answer in found.values()):
        raise ImportProblem("Odpovědi mají být objekt JSON: u id každé otázky její odpověď jako text.")
    return found


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Raises ImportProblem for a name that stands there twice: of two answers, neither counts silently."""
    twice = next((name for name, times in Counter(name for name, _answer in pairs).items() if times > 1), None)
    if twice is not None:
        raise ImportProblem(f"Odpověď na {quote(twice)} je v souboru s odpověďmi dvakrát; nechte jen jednu.")
    return dict(pairs)


def refuse_strange_answers(answers: Mapping[str, str], questions: Sequence[Question]) -> None:
    """An answer that answers nothing is a slip: silently, the document would be read otherwise than meant."""
    asked = {question.id: question for question in questions}
    for name, answer in answers.items():
        if name not in asked:
            raise ImportProblem(
                f"Na {quote(name)} se nikdo neptá; opravte id v souboru s odpověďmi. Změnil-li se dokument, jsou jiná."
            )
        if not asked[name].answer:
            possible = ", ".join(choice.answer for choice in asked[name].choices)
            raise ImportProblem(f"Odpověď {quote(answer)} na {quote(name)} není možná; možné jsou: {possible}.")


def write(document: ParsedDocument, year: int) -> ImportResult:
    """Plan again over what the database holds now, and write what is new, all or nothing; nothing where something is
    refused or open."""
    try:
        with transaction.atomic():
            locked = Document.objects.select_for_update(no_key=True).for_year(year).first()
            result = plan(document, year)
            if result.stops:
                return result
            if locked and (closed := closed_reason(locked)):
                raise ImportProblem(str(closed))
            title = result.title or _("Operační cíle center %(year)s") % {"year": year}
            row = locked or Document.objects.create(kind=DocumentKind.OPERATIONAL, year=year, title=title)
            new = [section for section, outcome in result.sections if outcome is Outcome.NEW]
            Section.objects.bulk_create(
                Section(document=row, key=it.key, title=it.title, text=it.text, position=position)
                for position, it in enumerate(new, start=_next(row.sections, "position"))
            )
            write_goals(row, result)
            return replace(result, applied=True, document=row)
    except IntegrityError as error:
        raise ImportProblem("Cíle mezitím změnil někdo jiný, nic se nezapsalo; spusťte import znovu.") from error


def known_centres() -> list[KnownCentre]:
    fields = ("slug", "name", "town", "official_name", "region__name", "parent")
    centres = [
        KnownCentre(slug, name, town, official_name, "" if parent else region)
        for slug, name, town, official_name, region, parent in Centre.objects.values_list(*fields)
    ]
    if not centres:
        raise ImportProblem("V systému nejsou žádná centra; nejdřív je nahrajte příkazem load_reference.")
    return centres


def plan(document: ParsedDocument, year: int) -> ImportResult:
    """What importing the document as the goals of the year means, given what the database holds and can hold."""
    held = Document.objects.for_year(year)
    sections, changed = _planned_sections(document, held)
    problems = [*document.problems, *changed]
    known = defaultdict(list)
    rows = Goal.objects.filter(document__in=held).exclude(centre=None).current().select_related("centre")
    for row in rows.order_by("number"):
        known[row.centre.slug].append(KnownGoal(row.number or row.position, row.text, row.get_state_display()))
    centres, left = [], 0
    numbers, repeated = published_numbers(document.centres)
    for centre in document.centres:
        matches = match(centre.goals, known[centre.slug])
        goals = []
        for at, goal in enumerate(centre.goals):
            it = matches.get(at)
            outcome = _outcome(it.text, goal.text) if it else Outcome.NEW
            targets = with_deadline(read_targets(goal.text, year=year), goal.deadline)
            facts = {"deadline": goal.deadline, "responsible": goal.responsible, "measure": goal.measure}
            goals.append(PlannedGoal(goal.text, goal.where, targets, next(numbers), outcome, **facts))
            if outcome is Outcome.CHANGED:
                message = f"Cíl č. {it.number} ({it.state}) má v systému jiné znění a zůstává, jak je: {quote(it.text)}"
                problems.append(remark(goal.where, message))
        centres.append(PlannedCentre(centre.slug, centre.name, tuple(goals)))
        found = {it.number for it in matches.values()}
        for missing in known[centre.slug]:
            if missing.number not in found:
                message = f"Cíl č. {missing.number} centra {centre.name} v souboru není; zůstává: {quote(missing.text)}"
                problems.append(remark(centre.where, message))
                left += 1
    left += sum(len(rows) for slug, rows in known.items() if slug not in {centre.slug for centre in document.centres})
    facts = {"questions": document.questions, "repeated": repeated, "left": left}
    result = ImportResult(document.year or year, document.title, tuple(sections), tuple(centres), (), **facts)
    return replace(result, problems=(*problems, *_problems_of_size(result)))


def with_deadline(targets: tuple[ProposedTarget, ...], deadline: date | None) -> tuple[ProposedTarget, ...]:
    """The targets with the day that stands beside the wording, where they have none of their own."""
    if deadline is None:
        return targets
    return tuple(
        replace(target, kind=Kind.MILESTONE if target.kind is Kind.NARRATIVE else target.kind, deadline=deadline)
        if target.deadline is None and target.window is None
        else target
        for target in targets
    )


def _planned_sections(document: ParsedDocument, held) -> tuple[list[tuple[ParsedSection, Outcome]], list[Finding]]:
    def name(section):  # other provisions are told apart by their title; of the named sections there is one each
        return section.key, section.title if section.key == SectionKey.OTHER else ""

    texts = {name(row): row.text for row in Section.objects.filter(document__in=held)}
    sections, problems = [], []
    for section in document.sections:
        text = texts.get(name(section))
        outcome = Outcome.NEW if text is None else _outcome(text, section.text)
        sections.append((section, outcome))
        if outcome is Outcome.CHANGED:
            message = f"Oddíl {quote(section.title)} má v systému jiné znění; zůstává, jak je."
            problems.append(remark(section.where, message))
    return sections, problems


def _problems_of_size(result: ImportResult) -> list[Finding]:
    """What the database could not hold."""
    texts = [("začátek dokumentu", result.title, LONGEST_NAME)]
    texts += [(section.where, section.title, LONGEST_NAME) for section, _outcome in result.sections]
    texts += [(section.where, section.text, LONGEST_WORDING) for section, _outcome in result.sections]
    texts += [(goal.where, goal.text, LONGEST_WORDING) for goal in result.goals]
    problems = [
        Finding(where, f"Text má {len(text)} znaků, vejde se jich nejvýše {longest}.")
        for where, text, longest in texts
        if len(text) > longest
    ]
    texts = [(goal.where, goal.responsible, LONGEST_RESPONSIBLE) for goal in result.goals]
    texts += [(goal.where, goal.measure, LONGEST_NOTE) for goal in result.goals]
    problems += [
        remark(where, f"Údaj {quote(text)} je delší než {longest} znaků, převezme se jen začátek.")
        for where, text, longest in texts
        if len(text) > longest
    ]
    for goal in result.goals:
        if goal.outcome is Outcome.NEW and not all(map(is_storable, goal.targets)):
            message = "Číslo ve znění je mimo rozsah, cílovou hodnotu doplňte ručně."
            problems.append(remark(goal.where, message))
        for impossible in impossible_remarks(goal.text, year=result.year):
            problems.append(remark(goal.where, impossible.message))
    return problems


def match(goals: Sequence[ParsedGoal], known: Sequence[KnownGoal]) -> dict[int, KnownGoal]:
    """Which known goal, if any, each of the goals is; positions of the goals as keys."""
    texts = {at: goal.text for at, goal in enumerate(goals)}
    return alike_pairs(texts, {other: other.text for other in known}, alike=ALIKE)


def published_numbers(centres: Sequence[ParsedCentre]) -> tuple[Iterator[int], tuple[int, ...]]:
    """The numbers of the goals in their order, and those that stand there twice. A document that counts its goals
    through keeps its numbers; where they have none, or begin anew in each centre, the place in the whole counts."""
    own = [[goal.number for goal in centre.goals] for centre in centres if centre.goals]
    numbers = list(chain.from_iterable(own))
    begin_anew = len(own) > 1 and all(group[0] == 1 for group in own)
    if not all(numbers) or begin_anew:
        return count(1), ()
    repeated = sorted(number for number, times in Counter(numbers).items() if times > 1)
    return iter(numbers), tuple(repeated)


def _outcome(known: str, text: str) -> Outcome:
    return Outcome.KNOWN if single_spaced(known) == single_spaced(text) else Outcome.CHANGED


def is_storable(target: ProposedTarget | TargetContent) -> bool:
    return target.value is None or (abs(target.value) < LARGEST_VALUE and target.value == round(target.value, 2))


def write_goals(document: Document, result: ImportResult) -> None:
    centres = {centre.slug: centre for centre in Centre.objects.all()}
    taking_part = [Plan(document=document, centre=centres[planned.slug]) for planned in result.centres]
    Plan.objects.bulk_create(taking_part, ignore_conflicts=True)
    number = _next(document.goals, "number")
    for planned in result.centres:
        centre = centres[planned.slug]
        position = _next(document.goals.filter(centre=centre), "position")
        new = [goal for goal in planned.goals if goal.outcome is Outcome.NEW]
        rows = Goal.objects.bulk_create(
            Goal(
                document=document,
                centre=centre,
                number=number + at,
                position=position + at,
                text=goal.text,
                responsible=goal.responsible[:LONGEST_RESPONSIBLE],
                evidence=goal.measure[:LONGEST_NOTE],
            )
            for at, goal in enumerate(new)
        )
        number += len(rows)
        Target.objects.bulk_create(
            Target(goal=row, position=at, **asdict(target))
            for row, goal in zip(rows, new, strict=True)
            for at, target in enumerate(filter(is_storable, goal.kept_targets), start=1)
        )


def _next(rows, field: str) -> int:
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1


def unreadable(message: str, year: int) -> ImportResult:
    """The result of reading a file that gave nothing but the reason why."""
    return ImportResult(year, "", (), (), (Finding("soubor", message),))


def report(result: ImportResult) -> str:
    """The report for people: a table of centres with goals, what is wrong and where, and what comes of it."""
    rows = [f"{result.title or 'Dokument bez názvu'} (rok {result.year})"]
    for section, outcome in result.sections:
        rows.append(f"  oddíl {section.title} [{outcome.value}]: {shorten(section.text, WORDING, placeholder=' …')}")
    for centre in result.centres:
        rows += ["", f"{centre.name} ({centre.slug or 'neznámé centrum'}), cílů: {len(centre.goals)}"]
        for number, goal in enumerate(centre.goals, start=1):
            text = shorten(goal.text, WORDING, placeholder=" …")
            targets = "; ".join(describe(target) for target in goal.kept_targets)
            rows.append(f"  {number:>3}  {goal.outcome.value:<{OUTCOME}}  {text:<{WORDING}}  {targets}")
            for label, said in (("odpovídá", goal.responsible), ("doloží se", goal.measure)):
                if said:
                    rows.append(f"{'':>{OUTCOME + 9}}{label}: {shorten(said, WORDING, placeholder=' …')}")
    if result.problems:
        rows += ["", "Problémy:"]
    for problem in result.problems:
        rows.append(f"  {'chyba' if problem.is_error else 'upozornění'}, {problem.where}: {problem.message}")
    if result.open_questions:
        rows += ["", "Otázky:"]
    for question in result.open_questions:
        reading = f" Navrhujeme: {question.reading_label}." if question.reading else ""
        rows.append(f"  {question.where} [{question.id}]: {question.message}{reading}")
        choices = (f"{it.answer} ({it.label})" if it.label != it.answer else it.answer for it in question.choices)
        rows.append(f"    odpovědi: {'; '.join(choices)}")
    return "\n".join([*rows, "", summary(result)])


def summary(result: ImportResult) -> str:
    """One paragraph: how much was found and whether it was written."""
    counts = ", ".join(f"{outcome.value}: {result.count(outcome)}" for outcome in Outcome)
    found = f"Center: {len(result.centres)}, cílů: {len(result.goals)} ({counts})."
    if result.applied:
        return f"{found} {'Nové cíle jsou zapsané jako rozepsané.' if result.count(Outcome.NEW) else 'Nic nového.'}"
    if result.is_refused:
        return f"{found} Soubor má chyby, nic se nezapsalo."
    if result.open_questions:
        return f"{found} Nejdřív je potřeba odpovědět na otázky (--answers), nic se nezapsalo."
    return f"{found} Nic se nezapsalo; zapíše se s volbou --apply."
