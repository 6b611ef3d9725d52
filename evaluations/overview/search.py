"""What people find inside of evaluations: what meetings said of goals, and what closings say; of what they may see."""

from collections.abc import Iterator
from functools import lru_cache

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centres.access import Rights
from evaluations.models import Closing, Entry, GoalResult, Meeting
from evaluations.states import MeetingKind, Rating, Result
from goals.models import Plan
from goals.search.rows import ResultKind, SearchRow, search_row
from goals.search.working import Seen

MEETING = ResultKind("meeting", _("Porada"))
CLOSING = ResultKind("closing", _("Uzávěrka"))
ADDRESSES = {MeetingKind.HEADS: "heads-meeting", MeetingKind.ANNUAL: "annual-meeting"}
ADDRESSES[MeetingKind.DIRECTOR] = "director-meeting"


def entries(rights: Rights) -> Seen:
    meetings = Meeting.objects.visible_to(rights).order_by()
    entries = Entry.objects.filter(~Q(said="", next_step=""), meeting__in=meetings)
    month = F("meeting__month").desc(nulls_last=True)  # an annual meeting has none
    entries = entries.order_by("-meeting__year", month, "meeting", "goal")
    of_meeting = ("kind", "year", "month", "centre__slug", "centre__name")
    names = (*(f"meeting__{name}" for name in of_meeting), "said", "next_step", "rating", "goal__text")
    notes = meetings.exclude(note="").order_by("-year", F("month").desc(nulls_last=True), "pk")
    seen = list(entries.values_list(*names)), list(notes.values_list(*of_meeting, "note"))
    return Seen(seen, lambda: _entry_rows(*seen))


def _entry_rows(entries: list[tuple], notes: list[tuple]) -> Iterator[SearchRow]:
    for *meeting, said, next_step, rating, goal in entries:
        yield _of_meeting(*meeting, " ".join(filter(None, [goal, said, next_step])), rating)
    for values in notes:
        yield _of_meeting(*values)


@lru_cache(maxsize=50_000)
def _of_meeting(
    kind: str, year: int, month: int | None, slug: str, name: str, text: str, rating: str = ""
) -> SearchRow:
    meeting = Meeting(kind=kind, year=year, month=month)
    title = f"{meeting.get_kind_display().capitalize()}, {meeting.full_period_label}"
    facts = {"year": year, "status": Rating(rating) if rating else None}
    if slug:
        url = reverse("meeting", args=[year, slug, month])
        title, facts = f"{title}, {name}", {**facts, "centre": slug, "whose": name}
    else:
        url = reverse(ADDRESSES[MeetingKind(kind)], args=[year, *([month] if month else [])])
    return search_row(MEETING, url, text, title=title, **facts)


def closings(rights: Rights) -> Seen:
    plans = Plan.objects.visible_to(rights).order_by()
    of_plan = ("plan__document__year", "plan__centre__slug", "plan__centre__name")
    closings = Closing.objects.exclude(narrative="").filter(plan__in=plans)
    closings = closings.order_by("-plan__document__year", "plan").values_list(*of_plan, "narrative")
    of_closing = [f"closing__{name}" for name in of_plan]
    results = GoalResult.objects.exclude(reason="").filter(closing__plan__in=plans)
    results = results.order_by("-closing__plan__document__year", "closing", "goal")
    results = results.values_list(*of_closing, "reason", "result", "goal__text")
    seen = [*closings, *results]
    return Seen(seen, lambda: (_of_closing(*values) for values in seen))


def _of_closing(year: int, slug: str, name: str, said: str, result: str = "", goal: str = "") -> SearchRow:
    url = reverse("closing", args=[year, slug])
    title = f"{str(_('uzávěrka roku %(year)s') % {'year': year}).capitalize()}, {name}"
    facts = {"status": Result(result) if result else None}
    text = " ".join(filter(None, [goal, said]))
    return search_row(CLOSING, url, text, title=title, year=year, centre=slug, whose=name, **facts)
