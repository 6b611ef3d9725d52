"""What must hold of a document that was read: its year, each centre once, goals in each, no goal twice."""

from collections.abc import Iterator
from dataclasses import replace

from goals.importing.document import ParsedCentre, ParsedDocument, ParsedGoal, Problem


def checked(document: ParsedDocument, *, asked: int, where: str) -> ParsedDocument:
    """The document with the problems found added, in which a goal repeated within a centre is left out."""
    problems = [*_year(document, asked, where), *_repeated_centres(document), *_empty_centres(document)]
    centres = []
    for centre in document.centres:
        first, repeated = _apart(centre)
        centres.append(replace(centre, goals=tuple(first)))
        message = f"Cíl se v centru {centre.name} opakuje, převezme se jednou."
        problems += [Problem(goal.where, message, is_error=False) for goal in repeated]
    return replace(document, centres=tuple(centres), problems=(*document.problems, *problems))


def folded(wording: str) -> str:
    """By this two wordings are the same goal: white space does not count."""
    return " ".join(wording.split())


def _year(document: ParsedDocument, asked: int, where: str) -> Iterator[Problem]:
    if document.year is None:
        yield Problem(where, f"V dokumentu není rok; bere se jako dokument na rok {asked}.", is_error=False)
    elif document.year != asked:
        yield Problem(where, f"Dokument je na rok {document.year}, ale zadán byl rok {asked}.")


def _repeated_centres(document: ParsedDocument) -> Iterator[Problem]:
    seen: dict[str, ParsedCentre] = {}
    for centre in document.centres:
        first = seen.setdefault(centre.slug or centre.name, centre)
        if first is not centre:
            yield Problem(centre.where, f"Centrum {centre.name} je v dokumentu už jednou ({first.where}).")


def _empty_centres(document: ParsedDocument) -> Iterator[Problem]:
    for centre in document.centres:
        if not centre.goals:
            yield Problem(centre.where, f"Centrum {centre.name} nemá žádný cíl.", is_error=False)


def _apart(centre: ParsedCentre) -> tuple[list[ParsedGoal], list[ParsedGoal]]:
    first: dict[str, ParsedGoal] = {}
    repeated = [goal for goal in centre.goals if first.setdefault(folded(goal.text), goal) is not goal]
    return list(first.values()), repeated
