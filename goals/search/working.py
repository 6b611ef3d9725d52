"""What people find inside: all that is public, and of the working rows what they may see, read each time they look."""

from collections.abc import Callable, Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from centres.access import Rights
from centres.languages import CZECH
from goals.models import Goal
from goals.search.published import published
from goals.search.rows import GOAL, Corpus, SearchRow, search_row
from goals.states import GoalState


def visible(rights: Rights) -> Corpus:
    """A goal that has come out is there once, as it is inside."""
    if not rights.is_inside:
        return published(CZECH)
    own = [row for rows in SOURCES for row in rows(rights)]
    inside = {(row.year, row.number) for row in own if row.kind == GOAL and row.number}
    public = (row for row in published(CZECH).rows if row.kind != GOAL or (row.year, row.number) not in inside)
    return Corpus([*own, *public])


def goal_rows(rights: Rights) -> Iterator[SearchRow]:
    """Also of amendments on their way; wordings that were replaced are in the history of their goal."""
    goals = Goal.objects.visible_to(rights).exclude(state=GoalState.SUPERSEDED)
    goals = goals.order_by("-document__year", "centre__position", "position", "number", "id")
    names = ("pk", "text", "state", "number", "amends__number", "document__year", "document__valid_from__year")
    beside = ("responsible", "evidence", "reason")
    for pk, text, state, number, of_amended, year, begins, slug, name, *more in goals.values_list(
        *names, "centre__slug", "centre__name", *beside
    ):
        facts = {"number": number or of_amended, "title": "" if number or of_amended else _("Návrh cíle")}
        facts |= {"year": year or begins, "centre": slug or "", "centre_name": name or "", "status": GoalState(state)}
        yield search_row(GOAL, reverse("work-goal", args=[pk]), text, beside=more, **facts)


SOURCES: list[Callable[[Rights], Iterable[SearchRow]]] = [goal_rows]
