"""What people find inside: all that is public, and of the working rows what they may see, read each time they look.
What is found in a row follows from its values alone, so it is made once for the same values."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from centres.access import Rights
from centres.languages import CZECH
from goals.models import Document, Goal
from goals.search.published import published
from goals.search.rows import GOAL, Corpus, SearchRow, search_row
from goals.states import GoalState


def visible(rights: Rights) -> Corpus:
    """A goal that has come out is there once, as it is inside."""
    if not rights.is_inside:
        return published(CZECH)
    own = [row for rows in SOURCES for row in rows(rights)]
    inside = {(row.year, row.number) for row in own if row.kind is GOAL and row.number}
    public = (row for row in published(CZECH).rows if row.kind is not GOAL or (row.year, row.number) not in inside)
    return _corpus(rights.user.pk, [*own, *public])


def _corpus(person: int, rows: list[SearchRow]) -> Corpus:
    """That of the last time where the person may see the same rows now, with what was counted over it."""
    kept = _last_of(person)
    corpus = kept[0] if kept[0].rows == rows else Corpus(rows)
    kept[0] = corpus
    return corpus


@lru_cache(maxsize=32)
def _last_of(_person: int) -> list[Corpus]:
    """The place for it."""
    return [Corpus([])]


def goal_rows(rights: Rights) -> Iterator[SearchRow]:
    """Also of amendments on their way; wordings that were replaced are in the history of their goal."""
    goals = Goal.objects.visible_to(rights).exclude(state=GoalState.SUPERSEDED)
    goals = goals.order_by("-document__year", "centre__position", "position", "number", "id")
    years = {document.pk: document.year or document.valid_from.year for document in Document.objects.all()}
    names = ("document", "pk", "text", "state", "number", "amends__number")
    beside = ("centre__slug", "centre__name", "responsible", "evidence", "reason")
    for document, *values in goals.values_list(*names, *beside):
        yield _goal_row(years[document], *values)


@lru_cache(maxsize=50_000)
def _goal_row(year, pk, text, state, number, of_amended, slug, name, *beside) -> SearchRow:
    facts = {"number": number or of_amended, "title": "" if number or of_amended else _("Návrh cíle")}
    facts |= {"year": year, "centre": slug or "", "centre_name": name or "", "status": GoalState(state)}
    return search_row(GOAL, reverse("work-goal", args=[pk]), text, beside=beside, **facts)


SOURCES: list[Callable[[Rights], Iterable[SearchRow]]] = [goal_rows]
