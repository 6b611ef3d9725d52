"""What people find inside: all that is public, and of the working rows what they may see. Which rows those are, and
whether one of them has changed, is asked each time they look; only then are texts made anew."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from threading import Lock
from typing import Any, NamedTuple

from django.db.models import Count, F, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from centres.access import Rights
from centres.languages import CZECH
from goals.models import Document, Goal
from goals.public.cache import content_version
from goals.search.published import published
from goals.search.rows import GOAL, Corpus, SearchRow, Texts, search_row
from goals.states import GoalState

PEOPLE = 32  # for whom texts are kept ready; whoever looked longest ago gives way
_KEPT: dict[int, tuple[list, Corpus]] = {}
_KEEPING = Lock()


class Seen(NamedTuple):
    """What one person may see of one kind. Equal `stamps` mean equal rows, under one content version."""

    stamps: Any
    rows: Callable[[], Iterable[SearchRow]]


def visible(rights: Rights) -> Corpus:
    """A goal that has come out is there once, as it is inside."""
    if not rights.is_inside:
        return published(CZECH)
    seen = [source(rights) for source in SOURCES]
    stamps = [content_version(), *(one.stamps for one in seen)]
    kept, corpus = _KEPT.get(rights.user.pk, (None, None))
    if corpus is None or kept != stamps:
        own = [row for one in seen for row in one.rows()]
        inside = {(row.year, row.number) for row in own if row.kind is GOAL and row.number}
        hides = partial(_is_inside, inside)
        corpus = Corpus(Texts(own), *published(CZECH).texts, hides=hides)
    with _KEEPING:
        _KEPT.pop(rights.user.pk, None)
        _KEPT[rights.user.pk] = stamps, corpus
        if len(_KEPT) > PEOPLE:
            del _KEPT[next(iter(_KEPT))]
    return corpus


def _is_inside(inside: set[tuple], row: SearchRow) -> bool:
    return row.kind is GOAL and (row.year, row.number) in inside


def forget() -> None:
    _KEPT.clear()


def goals(rights: Rights) -> Seen:
    """Also of amendments on their way; wordings that were replaced are in the history of their goal.

    Sums, because twenty thousand rows take longer to read than to search. Whatever people change moves the version of
    its goal, weighed by its key, so that no two make up for each other; each erasure moves the content version.
    """
    goals = Goal.objects.visible_to(rights).exclude(state=GoalState.SUPERSEDED)
    stamps = goals.aggregate(
        rows=Count("pk"),
        keys=Sum("pk"),
        versions=Sum(F("pk") * F("version")),
        numbers=Sum(F("pk") * F("number")),
    )
    return Seen(stamps, partial(_goal_rows, goals))


def _goal_rows(goals) -> Iterator[SearchRow]:
    # Of what has no year or centre, and no number yet, the two engines think differently.
    of_year, place = F("document__year").desc(nulls_last=True), F("centre__position").asc(nulls_first=True)
    goals = goals.order_by(of_year, place, "position", F("number").asc(nulls_first=True), "id")
    years = {document.pk: document.year or document.valid_from.year for document in Document.objects.all()}
    names = ("document", "pk", "text", "state", "number", "amends__number")
    beside = ("centre__slug", "centre__name", "responsible", "evidence", "reason")
    for document, *values in goals.values_list(*names, *beside):
        yield _goal_row(years[document], *values)


@lru_cache(maxsize=50_000)
def _goal_row(year, pk, text, state, number, of_amended, slug, name, *beside) -> SearchRow:
    facts = {"number": number or of_amended, "title": "" if number or of_amended else _("Návrh cíle")}
    facts |= {"year": year, "centre": slug or "", "whose": name or "", "status": GoalState(state)}
    return search_row(GOAL, reverse("work-goal", args=[pk]), text, beside=beside, **facts)


SOURCES: list[Callable[[Rights], Seen]] = [goals]
