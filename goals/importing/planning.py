"""What an import would do: each goal of the file is new, known, or known in another wording; nothing is overwritten."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum

from goals.importing.builder import quote
from goals.importing.checks import folded
from goals.importing.document import ParsedCentre, ParsedDocument, ParsedGoal, ParsedSection, Problem
from goals.reading import ProposedTarget, read_targets
from goals.states import SectionKey

ALIKE = 0.75  # from here on two wordings are the same goal, reworded; 0 is nothing in common, 1 the same text
SHARED_WORDS = 0.3  # of the longer wording; with less, two texts are not worth measuring


class Outcome(Enum):
    NEW = "nový"
    KNOWN = "beze změny"
    CHANGED = "jiné znění"


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
    sections = [(section, _section_outcome(section, known)) for section in document.sections]
    problems = [*document.problems, *(_changed_section(section) for section, it in sections if it is Outcome.CHANGED)]
    centres = []
    for centre in document.centres:
        planned, missing = _planned(centre, known.goals.get(centre.slug or "", ()), year)
        centres.append(planned)
        problems += [_changed_goal(goal) for goal in planned.goals if goal.outcome is Outcome.CHANGED]
        problems += [_missing_goal(centre, goal) for goal in missing]
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


def _planned(centre: ParsedCentre, known: Sequence[KnownGoal], year: int) -> tuple[PlannedCentre, list[KnownGoal]]:
    """The centre's goals with their outcomes, and the known goals of which the file says nothing."""
    matches = match(centre.goals, known)
    goals = []
    for at, goal in enumerate(centre.goals):
        planned = PlannedGoal(goal.text, goal.where, read_targets(goal.text, year=year))
        if at in matches:
            same = folded(matches[at].text) == folded(goal.text)
            planned = replace(planned, outcome=Outcome.KNOWN if same else Outcome.CHANGED, known=matches[at])
        goals.append(planned)
    found = {goal.number for goal in matches.values()}
    return PlannedCentre(centre.slug, centre.name, tuple(goals)), [goal for goal in known if goal.number not in found]


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


def _section_outcome(section: ParsedSection, known: Known) -> Outcome:
    text = known.sections.get((section.key.value, section.title if section.key == SectionKey.OTHER else ""))
    if text is None:
        return Outcome.NEW
    return Outcome.KNOWN if folded(text) == folded(section.text) else Outcome.CHANGED


def _changed_section(section: ParsedSection) -> Problem:
    message = f"Oddíl {quote(section.title)} má v systému jiné znění; zůstává, jak je."
    return Problem(section.where, message, is_error=False)


def _changed_goal(goal: PlannedGoal) -> Problem:
    known = goal.known
    message = f"Cíl č. {known.number} ({known.state}) má v systému jiné znění a zůstává, jak je: {quote(known.text)}"
    return Problem(goal.where, message, is_error=False)


def _missing_goal(centre: ParsedCentre, known: KnownGoal) -> Problem:
    message = f"Cíl č. {known.number} centra {centre.name} v souboru není; zůstává: {quote(known.text)}"
    return Problem(centre.where, message, is_error=False)
