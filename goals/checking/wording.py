"""What makes a goal hard to evaluate: no measure, no deadline, two goals in one, too many words."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from goals.checking.promises import Outline, outlined, second_promise
from goals.checking.remark import Remark
from goals.czech.deadlines import find_deadlines
from goals.czech.milestones import Milestone, find_milestones
from goals.czech.objects import EVENT
from goals.czech.periods import find_periods
from goals.czech.text import Doc, read
from goals.czech.traps import claim_traps
from goals.czech.words import number_clauses
from goals.reading import read_targets
from goals.states import Kind

# Characters. Nineteen of twenty goals that the network has published for 2026 are shorter (95th percentile 313, median
# 148, longest 454); on a noticeboard sheet it is four to five lines.
LONGEST = 320

_COUNTED = frozenset({Kind.COUNT, Kind.FREQUENCY, Kind.LEVEL, Kind.SHARE})
_HELD = ("usporad", "zorganizov", "uskutecn")
_VAGUE = re.compile(
    r"\b(?:vice(?! nez)|vic(?! nez)|nekolik\w*|pravideln[eaouy]\w*|opakovan[eaouy]\w*|castej\w*|obcas\w*|prubezn\w*"
    r"|intenzivnej\w*|dostatecn\w*)\b"
)
_SOMEDAY = re.compile(
    r"\b(?:co nejdriv\w*|brzy|v nejblizsi dobe|v dohledne dobe|postupne|casem|vyhledove|do budoucna|v budoucnu)\b"
)
_MONTH_NAMES = (
    r"ledn\w{1,2}|leden|unor\w{0,2}|brez(?:en|n\w{1,2})|dub(?:en|n[aue]m?)|kvet(?:en|n[aue]m?)|cervenec|cervenc\w{1,2}"
    r"|cerv(?:en|n[aue]m?)|srp(?:en|n\w{1,2})|zari|rij(?:en|n\w{1,2})|listopad\w{0,2}|prosin(?:ec|c\w{1,2})"
)
_TIME_NAMED = re.compile(
    rf"\b(?:{_MONTH_NAMES}|letos\w*|celoroc\w*|prazdnin\w*|vanoc\w*|velikonoc\w*|pololeti\w?|na jare|na podzim|v lete"
    r"|v zime|(?:behem|v prubehu|po cely|na zacatku|zacatkem|pocatkem|v) (?:cel\w{1,3} )?(?:skolniho )?ro(?:ku|ce|k)"
    r"|do (?:\w{1,20} ){1,2}(?:dn[iuy]|tydn\w{1,2}|mesic\w{0,2}|let))\b"
)


class Measured(Protocol):
    """A target of a goal, stored or as read; "" for a window says the same as None."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def window(self) -> str | None: ...
    @property
    def deadline(self) -> date | None: ...


def check_wording(text: str, targets: Iterable[Measured], *, year: int) -> tuple[Remark, ...]:
    """What to reconsider in a goal's wording, at most one remark a code; nothing about a blank text.

    `targets` are the goal's own, which decide what it measures; when there are none, those that the wording proposes.
    `year` is the document's. Any text is accepted. Source: the network evaluates every goal monthly and closes it at
    the end of the year.
    """
    if not text.strip():
        return ()
    doc = _prepared(text, year)
    outline = outlined(doc)
    proposed = read_targets(text, year=year)
    promised = tuple(targets) or proposed
    remarks = (
        _no_measure(text, doc, outline, promised),
        _no_deadline(doc, promised, year),
        _two_goals(second_promise(text, doc, outline, proposed)),
        _too_long(text),
    )
    return tuple(remark for remark in remarks if remark is not None)


def _prepared(text: str, year: int) -> Doc:
    """The wording with the roles that the rules of milestones and clauses ask for, as the target reader gives them."""
    doc = read(text)
    find_deadlines(doc, year=year)
    find_periods(doc)
    claim_traps(doc)
    number_clauses(doc)
    return doc


def _no_measure(text: str, doc: Doc, outline: Outline, targets: tuple[Measured, ...]) -> Remark | None:
    """Nothing is counted and nothing comes into being; a word that hides a number ("pravidelně") is pointed at."""
    if any(_is_measure(target) for target in targets):
        return None
    span = next((doc.original(*at) for at in _places(doc, _VAGUE) if not outline.dependent[at[0]]), None)
    if span is None:
        message = _(
            "Podle tohoto znění nepůjde poznat, zda je cíl splněn. Doplňte počet, jak často nebo jaký výsledek "
            "vznikne; jinak se bude hodnotit jen slovně."
        )
        return Remark("no_measure", message, None)
    message = _(
        "Slovo „%(word)s“ se nedá změřit. Napište kolik, jak často nebo jaký výsledek vznikne; jinak se cíl bude "
        "hodnotit jen slovně."
    )
    return Remark("no_measure", message % {"word": text[slice(*span)]}, span)


def _is_measure(target: Measured) -> bool:
    return target.kind != Kind.NARRATIVE and not (target.kind in _COUNTED and target.value is None)


def _no_deadline(doc: Doc, targets: tuple[Measured, ...], year: int) -> Remark | None:
    """A result that is either there or not, with nothing said of when.

    Asked of milestones only: what is counted, reached or kept up runs to the end of the year by its nature and shows
    monthly how far it got; a narrative goal has its remark already. An event without a number is a count of one. Any
    date, period, season or rhythm named anywhere is enough.
    """
    open_ended = any(target.kind == Kind.MILESTONE for target in targets)
    if not open_ended or any(target.deadline or target.window for target in targets) or _names_time(doc):
        return None
    found = find_milestones(doc)
    lasting = [milestone for milestone in found if not _is_occasion(doc, milestone)]
    if found and not lasting:
        return None
    message = _(
        "Není napsáno, do kdy to má být hotovo, takže platí konec roku %(year)d. Má-li to být dřív, doplňte datum."
    )
    place = doc.original(lasting[0].first, lasting[0].last) if lasting else None
    vague = next((doc.original(*at) for at in _places(doc, _SOMEDAY)), place)
    return Remark("no_deadline", message % {"year": year}, vague)


def _names_time(doc: Doc) -> bool:
    dated = any(token.role in ("deadline", "period") for token in doc.tokens)
    return dated or _TIME_NAMED.search(doc.low) is not None


def _is_occasion(doc: Doc, milestone: Milestone) -> bool:
    """ "uspořádat besedu", "při stěhování": something that takes place, not something that is there afterwards."""
    held = doc.fold(milestone.first).startswith(_HELD) or EVENT.match(doc.fold(milestone.last)) is not None
    return (held and not milestone.strong) or doc.fold(milestone.first - 1) in ("pri", "pred", "po")


def _two_goals(span: tuple[int, int] | None) -> Remark | None:
    if span is None:
        return None
    message = _("Znění vypadá jako dva cíle v jednom. Každý zvlášť se lépe vyhodnotí: zvažte, zda cíl nerozdělit.")
    return Remark("two_goals", message, span)


def _too_long(text: str) -> Remark | None:
    start = len(text) - len(text.lstrip())
    length = len(text.strip())
    if length <= LONGEST:
        return None
    message = _("Znění má %(length)d znaků, dobře se čte do %(longest)d. Zkraťte ho, okolnosti a důvody lze vynechat.")
    return Remark("too_long", message % {"length": length, "longest": LONGEST}, (start + LONGEST, start + length))


def _places(doc: Doc, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The first and last token of each match."""
    for match in pattern.finditer(doc.low):
        if inside := doc.inside(*match.span()):
            yield inside[0].index, inside[-1].index
