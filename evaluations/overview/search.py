"""What people find inside of evaluations: what meetings said of goals, and what closings say; of what they may see."""

from collections.abc import Iterator

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
    related = ("meeting__centre", "goal")
    for entry in entries.select_related(*related).order_by("-meeting__year", "-meeting__month", "meeting", "goal"):
        status = Rating(entry.rating) if entry.rating else None
        text = " ".join(filter(None, [entry.said, entry.next_step]))
        yield _of_meeting(entry.meeting, text, status=status, beside=(entry.goal.text,))
    for meeting in meetings.exclude(note="").select_related("centre").order_by("-year", "-month", "pk"):
        yield _of_meeting(meeting, meeting.note)


def _of_meeting(meeting: Meeting, text: str, **facts) -> SearchRow:
    centre = meeting.centre
    title = f"{meeting.get_kind_display()}, {meeting.full_period_label}"
    if centre:
        url = reverse("meeting", args=[meeting.year, centre.slug, meeting.month])
        title, facts = f"{title}, {centre.name}", {**facts, "centre": centre.slug, "centre_name": centre.name}
    else:
        url = reverse(ADDRESSES[meeting.kind], args=[meeting.year, *([meeting.month] if meeting.month else [])])
    return search_row(MEETING, url, text, title=title, year=meeting.year, **facts)


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
