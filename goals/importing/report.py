"""The report of an import for people: a table of centres with goals, what is wrong and where, and what comes of it."""

from collections.abc import Iterator
from textwrap import shorten

from goals.formatting import describe
from goals.importing.planning import ImportResult, Outcome, PlannedGoal

WORDING = 64  # columns of the table that a wording may take
OUTCOME = max(len(outcome.value) for outcome in Outcome)


def report(result: ImportResult) -> str:
    """The whole report as text of several lines."""
    return "\n".join([*_head(result), *_table(result), *_problems(result), "", summary(result)])


def summary(result: ImportResult) -> str:
    """One paragraph: how much was found and whether it was written."""
    counts = ", ".join(f"{outcome.value}: {result.count(outcome)}" for outcome in Outcome)
    found = f"Center: {len(result.centres)}, cílů: {len(result.goals)} ({counts})."
    if result.applied:
        return f"{found} {'Nové cíle jsou zapsané jako rozepsané.' if result.count(Outcome.NEW) else 'Nic nového.'}"
    if result.has_errors:
        return f"{found} Soubor má chyby, nic se nezapsalo."
    return f"{found} Nic se nezapsalo; zapíše se s volbou --apply."


def _head(result: ImportResult) -> Iterator[str]:
    yield f"{result.title or 'Dokument bez názvu'} (rok {result.year})"
    for section, outcome in result.sections:
        yield f"  oddíl {section.title} [{outcome.value}]: {shorten(section.text, WORDING, placeholder=' …')}"


def _table(result: ImportResult) -> Iterator[str]:
    for centre in result.centres:
        yield ""
        yield f"{centre.name} ({centre.slug or 'neznámé centrum'}), cílů: {len(centre.goals)}"
        for number, goal in enumerate(centre.goals, start=1):
            yield f"  {number:>3}  {goal.outcome.value:<{OUTCOME}}  {_short(goal.text):<{WORDING}}  {_targets(goal)}"


def _short(text: str) -> str:
    return shorten(text, WORDING, placeholder=" …")


def _targets(goal: PlannedGoal) -> str:
    return "; ".join(describe(target) for target in goal.targets)


def _problems(result: ImportResult) -> Iterator[str]:
    if result.problems:
        yield ""
        yield "Problémy:"
    for problem in result.problems:
        yield f"  {'chyba' if problem.is_error else 'upozornění'}, {problem.where}: {problem.message}"
