"""What people find inside of evaluations: what meetings said of goals, and what closings say; of what they may see."""

from collections.abc import Iterator
from functools import lru_cache

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centres.access import Rights
from evaluations.models import Closing, Entry, GoalResult, Meeting
from evaluations.states import MeetingKind, Rating, Result
from goals.models import Plan
from goals.search.rows import ResultKind, SearchRow, search_row

MEETING = ResultKind("meeting", _("Porada"))
CLOSING = ResultKind("closing", _("Uzávěrka"))
ADDRESSES = {MeetingKind.HEADS: "heads-meeting", MeetingKind.ANNUAL: "annual-meeting"}
ADDRESSES[MeetingKind.DIRECTOR] = "director-meeting"


def entry_rows(rights: Rights) -> Iterator[SearchRow]:
    meetings = Meeting.objects.visible_to(rights).order_by()
    entries = Entry.objects.filter(~Q(said="", next_step=""), meeting__in=meetings)
    entries = entries.order_by("-meeting__year", "-meeting__month", "meeting", "goal")
    of_meeting = ("kind", "year", "month", "centre__slug", "centre__name")
    names = (*(f"meeting__{name}" for name in of_meeting), "said", "next_step", "rating", "goal__text")
    for *meeting, said, next_step, rating, goal in entries.values_list(*names):
        yield _of_meeting(*meeting, " ".join(filter(None, [said, next_step])), rating, goal)
    for values in meetings.exclude(note="").order_by("-year", "-month", "pk").values_list(*of_meeting, "note"):
        yield _of_meeting(*values)


@lru_cache(maxsize=50_000)
def _of_meeting(
    kind: str, year: int, month: int | None, slug: str, name: str, text: str, rating: str = "", goal: str = ""
) -> SearchRow:
    meeting = Meeting(kind=kind, year=year, month=month)
    title = f"{meeting.get_kind_display()}, {meeting.full_period_label}"
    facts = {"year": year, "status": Rating(rating) if rating else None, "beside": (goal,)}
    if slug:
        url = reverse("meeting", args=[year, slug, month])
        title, facts = f"{title}, {name}", {**facts, "centre": slug, "centre_name": name}
    else:
        url = reverse(ADDRESSES[MeetingKind(kind)], args=[year, *([month] if month else [])])
    return search_row(MEETING, url, text, title=title, **facts)


def closing_rows(rights: Rights) -> Iterator[SearchRow]:
    plans = Plan.objects.visible_to(rights).order_by()
    closings = Closing.objects.exclude(narrative="").filter(plan__in=plans)
    related = ("plan__centre", "plan__document")
    for closing in closings.select_related(*related).order_by("-plan__document__year", "plan"):
        yield _of_closing(closing, closing.narrative)
    results = GoalResult.objects.exclude(reason="").filter(closing__plan__in=plans)
    related = ("closing__plan__centre", "closing__plan__document", "goal")
    for result in results.select_related(*related).order_by("-closing__plan__document__year", "closing", "goal"):
        facts = {"status": Result(result.result), "beside": (result.goal.text,)}
        yield _of_closing(result.closing, result.reason, **facts)


def _of_closing(closing: Closing, text: str, **facts) -> SearchRow:
    year, centre = closing.plan.document.year, closing.plan.centre
    url = reverse("closing", args=[year, centre.slug])
    title = f"{closing.event_subject.label.capitalize()}, {centre.name}"
    facts |= {"centre": centre.slug, "centre_name": centre.name}
    return search_row(CLOSING, url, text, title=title, year=year, **facts)
