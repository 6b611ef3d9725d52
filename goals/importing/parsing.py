"""Reads lines as a document of operational goals: title, sections, centres and their goals.

A pure function: what it is given decides what it returns, and it raises nothing but ImportProblem.
"""

import re
from collections.abc import Sequence

from goals.folding import fold
from goals.importing import checks
from goals.importing.builder import Builder
from goals.importing.document import ParsedDocument
from goals.importing.outline import label, opens_goals
from goals.importing.paragraphs import TITLES, Paragraph, paragraphs
from goals.importing.titles import KnownCentre
from goals.lines import ImportProblem, Line

YEAR = re.compile(r"\b(20\d\d)\b")
YEAR_IN_TEXT = re.compile(r"\brok\w*\s+(20\d\d)\b")
GOALS_OF_THE_YEAR = re.compile(r"\boperacni(?:ch)? cil")
LONGEST_TITLE = 200


def parse(lines: Sequence[Line], *, year: int, centres: Sequence[KnownCentre]) -> ParsedDocument:
    """The document in the lines, with everything that is wrong with it as problems.

    `year` is the one that the document is expected to be of, `centres` those that exist. Raises ImportProblem
    when the lines are not a document of goals at all.
    """
    found = paragraphs(lines, centres)
    title_at = _title_position(found)
    builder = Builder(found, centres)
    for position, paragraph in enumerate(found):
        is_letterhead = position < title_at and _is_short(paragraph)
        if position != title_at and not is_letterhead:
            builder.take(position, paragraph)
    title = found[title_at] if title_at >= 0 else None
    _refuse_other_documents(builder, found, title)
    document = builder.document(_year(found, title), title.text if title else "")
    return checks.checked(document, asked=year, where=title.where if title else "začátek dokumentu")


def _title_position(found: list[Paragraph]) -> int:
    """Before the first centre: the first short line that speaks of goals, or else the first heading; -1 for none."""
    head = []
    for position, paragraph in enumerate(found):
        if paragraph.title:
            break
        if _is_short(paragraph) and label(paragraph, in_goals=False) is None:
            head.append(position)
    about_goals = (at for at in head if re.search(r"\bcil(?:e|u)\b", fold(found[at].text)))
    headings = (at for at in head if found[at].kind in TITLES)
    return next(about_goals, next(headings, -1))


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= LONGEST_TITLE and not paragraph.marker and not paragraph.text.endswith((".", ":"))


def _year(found: list[Paragraph], title: Paragraph | None) -> int | None:
    in_title = YEAR.search(title.text) if title else None
    if in_title:
        return int(in_title[1])
    for paragraph in found:
        if paragraph.title:
            break
        in_text = YEAR_IN_TEXT.search(paragraph.text)
        if in_text:
            return int(in_text[1])
    return None


def _refuse_other_documents(builder: Builder, found: list[Paragraph], title: Paragraph | None) -> None:
    speaks_of_goals = title is not None and GOALS_OF_THE_YEAR.search(fold(title.text)) is not None
    speaks_of_goals = speaks_of_goals or any(map(opens_goals, found))
    names_a_centre = any(it.title and not (it.title.is_bare and it.kind not in TITLES) for it in found)
    if not (speaks_of_goals or names_a_centre):
        raise ImportProblem("Tohle nejsou operační cíle center: v souboru není název žádného známého centra.")
    if not builder.has_goals:
        raise ImportProblem("V souboru není žádný cíl: pod názvy center se čekají odrážky, čísla nebo odstavce.")
