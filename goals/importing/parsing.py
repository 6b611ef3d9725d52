"""Reads lines as a document of operational goals: title, sections, centres and their goals.

A pure function: what it is given decides what it returns, and it raises nothing but ImportProblem.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from goals.formatting import fold
from goals.importing import checks
from goals.importing.builder import Builder
from goals.importing.document import ParsedDocument
from goals.importing.outline import label, opens_goals
from goals.importing.paragraphs import TITLES, Paragraph, paragraphs
from goals.importing.titles import KnownCentre, looks_like_centre
from goals.lines import ImportProblem, Line, LineKind

YEAR = re.compile(r"\b(20\d\d)\b")
YEAR_IN_TEXT = re.compile(r"\brok\w*\s+(20\d\d)\b")
GOALS_OF_THE_YEAR = re.compile(r"\boperacni(?:ch)? cil")
ONLY_YEAR = re.compile(r"(?:(?:na|pro) )?(?:rok )?20\d\d")
LONGEST_TITLE = 200


def parse(lines: Sequence[Line], *, year: int, centres: Sequence[KnownCentre]) -> ParsedDocument:
    """The document in the lines, with everything that is wrong with it as problems.

    `year` is the one that the document is expected to be of, `centres` those that exist. Raises ImportProblem
    when the lines are not a document of goals at all.
    """
    found = paragraphs(lines, centres)
    begin, end = _title_span(found)
    builder = Builder(found, centres)
    for position, paragraph in enumerate(found):
        is_letterhead = position < begin and _is_short(paragraph)
        if not (begin <= position < end or is_letterhead):
            builder.take(position, paragraph)
    title = " ".join(paragraph.text for paragraph in found[begin:end])
    _refuse_other_documents(builder, found, title)
    document = builder.document(_year(found, title), title)
    return checks.checked(document, asked=year, where=found[begin].where if title else "začátek dokumentu")


def _title_span(found: list[Paragraph]) -> tuple[int, int]:
    """The paragraphs of the title, from and to; 0, 0 for none.

    It begins, before the first centre, with the first short line that speaks of goals, or else with the first
    heading, and takes in the headings right below it.
    """
    before_centres = takewhile(lambda at: not found[at].title, range(len(found)))
    head = [at for at in before_centres if _is_short(found[at]) and not _is_label(found[at])]
    about_goals = (at for at in head if re.search(r"\bcil(?:e|u)\b", fold(found[at].text)))
    headings = (at for at in head if found[at].kind in TITLES)
    begin = next(about_goals, next(headings, None))
    if begin is None:
        return 0, 0
    end = begin + 1
    while end in head and _belongs_to_title(found, end):
        end += 1
    return begin, end


def _belongs_to_title(found: list[Paragraph], position: int) -> bool:
    """A heading with goals or centres below it names a centre or a group of them."""
    if ONLY_YEAR.fullmatch(found[position].text):
        return True
    below = found[position + 1 : position + 2]
    leads = any(it.title or it.kind is LineKind.ITEM for it in below)
    return found[position].kind in TITLES and not leads


def _is_label(paragraph: Paragraph) -> bool:
    is_centre = looks_like_centre(paragraph.text)
    return is_centre or paragraph.text.endswith(":") or label(paragraph, in_goals=False) is not None


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= LONGEST_TITLE and not paragraph.marker and not paragraph.text.endswith(".")


def _year(found: list[Paragraph], title: str) -> int | None:
    """The year in the title, or else the first that the text before the first centre calls a year."""
    head = takewhile(lambda paragraph: not paragraph.title, found)
    years = [YEAR.search(title), *(YEAR_IN_TEXT.search(paragraph.text) for paragraph in head)]
    return next((int(year[1]) for year in years if year), None)


def _refuse_other_documents(builder: Builder, found: list[Paragraph], title: str) -> None:
    speaks_of_goals = GOALS_OF_THE_YEAR.search(fold(title)) or any(map(opens_goals, found))
    names_a_centre = any(it.title and not (it.title.is_bare and it.kind not in TITLES) for it in found)
    if not (speaks_of_goals or names_a_centre):
        raise ImportProblem("Tohle nejsou operační cíle center: v souboru není název žádného známého centra.")
    if not builder.has_goals:
        raise ImportProblem("V souboru není žádný cíl: pod názvy center se čekají odrážky, čísla nebo odstavce.")
