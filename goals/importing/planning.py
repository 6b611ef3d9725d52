"""What an import would do, and how a person is told: each goal of the file is new, known, or known in another wording;
nothing is overwritten."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum
from textwrap import shorten

from goals.formatting import describe
from goals.importing.parsing import ParsedDocument, ParsedGoal, ParsedSection, Problem, folded, quote
from goals.reading import ProposedTarget, read_targets
from goals.states import SectionKey

ALIKE = 0.75  # from here on two wordings are the same goal, reworded; 0 is nothing in common, 1 the same text
SHARED_WORDS = 0.3  # of the longer wording; with less, two texts are not worth measuring
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
class Known:
    """What the database holds of the year: goals by the slug of their centre, texts of sections by key and title."""

    goals: Mapping[str, Sequence[KnownGoal]]
    sections: Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class PlannedGoal:
    text: str
    where: str
    targets: tuple[ProposedTarget, ...]
    outcome: Outcome = Outcome.NEW
    known: KnownGoal | None = None

    def as_json(self) -> dict[str, object]:
        return {"text": self.text, "targets": [target.as_json() for target in self.targets]}


@dataclass(frozen=True)
class PlannedCentre:
    slug: str | None
    name: str
    goals: tuple[PlannedGoal, ...]

    def as_json(self) -> dict[str, object]:
        return {"slug": self.slug, "name": self.name, "goals": [goal.as_json() for goal in self.goals]}


@dataclass(frozen=True)
class ImportResult:
    """What was found in a file and what becomes of it; `applied` says that it has been written."""

    year: int
    title: str
    sections: tuple[tuple[ParsedSection, Outcome], ...]
    centres: tuple[PlannedCentre, ...]
    problems: tuple[Problem, ...]
    applied: bool = False

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    @property
    def goals(self) -> list[PlannedGoal]:
        return [goal for centre in self.centres for goal in centre.goals]

    def count(self, outcome: Outcome) -> int:
        return sum(goal.outcome is outcome for goal in self.goals)

    def as_json(self) -> dict[str, object]:
        """The interface of `import_goals --json`: these keys in this order."""
        return {
            "year": self.year,
            "sections": [{"title": section.title, "text": section.text} for section, _ in self.sections],
            "centres": [centre.as_json() for centre in self.centres],
            "problems": [{"where": problem.where, "message": problem.message} for problem in self.problems],
        }


def unreadable(message: str, year: int) -> ImportResult:
    """The result of reading a file that gave nothing but the reason why."""
    return ImportResult(year, "", (), (), (Problem("soubor", message),))


def plan(document: ParsedDocument, *, year: int, known: Known) -> ImportResult:
    """What importing the document as the goals of the year means, given what is known already."""
    problems = list(document.problems)
    sections = []
    for section in document.sections:
        text = known.sections.get((section.key.value, section.title if section.key == SectionKey.OTHER else ""))
        outcome = Outcome.NEW if text is None else _outcome(text, section.text)
        sections.append((section, outcome))
        if outcome is Outcome.CHANGED:
            message = f"Oddíl {quote(section.title)} má v systému jiné znění; zůstává, jak je."
            problems.append(Problem(section.where, message, is_error=False))
    centres = []
    for centre in document.centres:
        there = known.goals.get(centre.slug or "", ())
        matches = match(centre.goals, there)
        goals = []
        for at, goal in enumerate(centre.goals):
            planned = PlannedGoal(goal.text, goal.where, read_targets(goal.text, year=year))
            if it := matches.get(at):
                planned = replace(planned, outcome=_outcome(it.text, goal.text), known=it)
            if it and planned.outcome is Outcome.CHANGED:
                message = f"Cíl č. {it.number} ({it.state}) má v systému jiné znění a zůstává, jak je: {quote(it.text)}"
                problems.append(Problem(goal.where, message, is_error=False))
            goals.append(planned)
        centres.append(PlannedCentre(centre.slug, centre.name, tuple(goals)))
        found = {it.number for it in matches.values()}
        for missing in (it for it in there if it.number not in found):
            message = f"Cíl č. {missing.number} centra {centre.name} v souboru není; zůstává: {quote(missing.text)}"
            problems.append(Problem(centre.where, message, is_error=False))
    return ImportResult(document.year or year, document.title, tuple(sections), tuple(centres), tuple(problems))


def match(goals: Sequence[ParsedGoal], known: Sequence[KnownGoal]) -> dict[int, KnownGoal]:
    """Which known goal, if any, each of the goals is; positions of the goals as keys.

    The same wording comes first, then the most alike of the rest; a known goal is matched once.
    """
    by_wording = {folded(goal.text): goal for goal in known}
    found = {at: by_wording[folded(goal.text)] for at, goal in enumerate(goals) if folded(goal.text) in by_wording}
    matched = {goal.number for goal in found.values()}
    pairs = _alike({at: goal.text for at, goal in enumerate(goals) if at not in found}, known, matched)
    for _, at, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if at not in found and other.number not in matched:
            found[at] = other
            matched.add(other.number)
    return found


def _alike(
    texts: Mapping[int, str], known: Sequence[KnownGoal], matched: Collection[int]
) -> Iterator[tuple[float, int, KnownGoal]]:
    """Pairs of a text and a known goal that may be the same, with their likeness; the slow measure comes last."""
    words = {at: set(text.split()) for at, text in texts.items()}
    matcher = SequenceMatcher(autojunk=False)
    for other in known:
        if other.number in matched:
            continue
        own = set(other.text.split())
        matcher.set_seq2(other.text)
        for at, text in texts.items():
            if len(words[at] & own) < SHARED_WORDS * max(len(words[at]), len(own)):
                continue
            matcher.set_seq1(text)
            if matcher.quick_ratio() >= ALIKE and (likeness := matcher.ratio()) >= ALIKE:
                yield likeness, at, other


def _outcome(known: str, text: str) -> Outcome:
    return Outcome.KNOWN if folded(known) == folded(text) else Outcome.CHANGED


def report(result: ImportResult) -> str:
    """The report for people: a table of centres with goals, what is wrong and where, and what comes of it."""
    rows = [f"{result.title or 'Dokument bez názvu'} (rok {result.year})"]
    for section, outcome in result.sections:
        rows.append(f"  oddíl {section.title} [{outcome.value}]: {shorten(section.text, WORDING, placeholder=' …')}")
    for centre in result.centres:
        rows += ["", f"{centre.name} ({centre.slug or 'neznámé centrum'}), cílů: {len(centre.goals)}"]
        for number, goal in enumerate(centre.goals, start=1):
            text = shorten(goal.text, WORDING, placeholder=" …")
            targets = "; ".join(describe(target) for target in goal.targets)
            rows.append(f"  {number:>3}  {goal.outcome.value:<{OUTCOME}}  {text:<{WORDING}}  {targets}")
    if result.problems:
        rows += ["", "Problémy:"]
    for problem in result.problems:
        rows.append(f"  {'chyba' if problem.is_error else 'upozornění'}, {problem.where}: {problem.message}")
    return "\n".join([*rows, "", summary(result)])


def summary(result: ImportResult) -> str:
    """One paragraph: how much was found and whether it was written."""
    counts = ", ".join(f"{outcome.value}: {result.count(outcome)}" for outcome in Outcome)
    found = f"Center: {len(result.centres)}, cílů: {len(result.goals)} ({counts})."
    if result.applied:
        return f"{found} {'Nové cíle jsou zapsané jako rozepsané.' if result.count(Outcome.NEW) else 'Nic nového.'}"
    if result.has_errors:
        return f"{found} Soubor má chyby, nic se nezapsalo."
    return f"{found} Nic se nezapsalo; zapíše se s volbou --apply."
