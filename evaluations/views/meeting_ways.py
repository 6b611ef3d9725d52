"""What leads to and from a meeting: the page after its closing, opening it again, the sheet for one on paper."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import saved_input
from evaluations.forms.reopening import ReopenForm
from evaluations.meetings.agenda import items_of
from evaluations.meetings.said import remarks_on
from evaluations.meetings.writing import as_of
from evaluations.meetings.writing import reopen as reopen_meeting
from evaluations.states import MeetingKind, Stand
from goals.formatting import format_date
from goals.workflow import EditConflict, Refused

DAYS = timedelta(days=7)
"""For how long a month is offered to be open again."""


def closed(request, occasion):
    meeting = occasion.meeting
    if not meeting.is_closed:
        return redirect(occasion.url())
    context = {
        "minutes": meeting.minutes.defer("content").last(),
        "following": _following(occasion),
        "remarks": remarks_on(meeting, meeting.entries.all()),
        "who_reopens": occasion.who("reopen"),
    }
    return render(request, "evaluations/meeting_closed.html", {**occasion.context, **context})


def _following(occasion):
    """The next month's meeting, where there is one in the year."""
    following = occasion.next_month()
    if following is None or occasion.meeting.kind in {MeetingKind.ANNUAL, MeetingKind.DIRECTOR}:
        return None
    has_begun = following.meeting.first_day <= timezone.localdate()
    return {"name": following.meeting.period_label, "url": following.url(), "has_begun": has_begun}


def reopen(request, occasion):
    occasion.require("reopen")
    meeting, today = occasion.meeting, timezone.localdate()
    if not (meeting.is_closed or meeting.is_reopened) and request.method == "GET":
        return redirect(occasion.url())
    form = ReopenForm(
        saved_input.initial_data(request), today=today, initial={"until": today + DAYS, "version": meeting.version}
    )
    if request.method == "POST" and form.is_valid() and _reopens(request, occasion, form):
        saved_input.discard(request)
        day = {"time": meeting.period_label, "day": format_date(form.cleaned_data["until"])}
        messages.success(request, _("Znovu otevřeno do %(day)s: %(time)s.") % day)
        return redirect(occasion.url())
    context = {**occasion.context, "form": form}
    return render(request, "evaluations/meeting_reopen.html", context, status=form.status)


def _reopens(request, occasion, form):
    """Whether it is open again; otherwise the form says why not, with all that was typed."""
    meeting, facts = occasion.row(), form.cleaned_data
    meeting.version = facts["version"]
    try:
        reopen_meeting(meeting, reason=facts["reason"], until=facts["until"], by=request.user)
    except Refused as refusal:
        form.refuse(str(refusal), is_conflict=isinstance(refusal, EditConflict))
        return False
    return True


def sheet(request, occasion):
    today = timezone.localdate()
    day = as_of(occasion.meeting, today)
    context = {"items": items_of(occasion.meeting, today), "stands": Stand.labels, "day": day}
    return render(request, "evaluations/meeting_sheet.html", {**occasion.context, **context})
