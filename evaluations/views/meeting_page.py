"""The meeting screen, the same for every kind of meeting: one form, saved as often as people like, closed once."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import saved_input
from evaluations.forms.meetings import MeetingEditor, seen_now
from evaluations.meetings import writing as meetings
from evaluations.meetings.agenda import items_of, offered_heading
from evaluations.meetings.contributions import contributions
from evaluations.meetings.pack import pack
from evaluations.meetings.said import frozen
from evaluations.states import MeetingKind
from evaluations.views.conflicts import conflicts_of, misplaced_lines, newly_written, typed_lines
from evaluations.views.scope import seen_version
from evaluations.workflow import year_lock
from goals.reading import find_personal_data
from goals.workflow import EditConflict, Refused


@dataclass
class Page:
    """What comes back besides the meeting as it is: what was sent, and what stands in the way."""

    data: object = None
    status: int = 200
    context: dict = field(default_factory=dict)


def answer(request, occasion):
    """Show the meeting, or write what was sent into it."""
    if request.method == "POST":
        return (_close_only if request.POST.get("action") == "close-only" else _save)(request, occasion)
    page, now = Page(data=saved_input.restore(request)), timezone.now()
    if page.data and meetings.lock_of(occasion.meeting, now):  # typed before signing in again, and closed meanwhile
        items = items_of(occasion.meeting, timezone.localdate(now))
        page.context = {"typed": typed_lines(_editor(occasion.meeting, items, now, page.data))}
    return show(request, occasion, page)


def show(request, occasion, page):
    meeting, now = occasion.meeting, timezone.now()
    context = {**occasion.context, "lock": meetings.lock_of(meeting, now), **_allowed(occasion, now), **page.context}
    if meeting.is_closed:
        context |= {"rows": list(frozen(meeting)), "minutes": meeting.minutes.defer("content")}
        return render(request, "evaluations/meeting_frozen.html", context, status=page.status)
    items = items_of(meeting, timezone.localdate(now)) if _has_begun(meeting, now) else []
    editor = None
    if occasion.may("write") and not context["lock"]:
        editor = _editor(meeting, items, now, page.data)
        context |= {"early": meetings.too_early(meeting, now), "new": newly_written(request, meeting)}
        context |= {"misplaced": misplaced_lines(editor), "remarks": find_personal_data(meeting.note)}
    context |= {"items": items, "editor": editor, "has_errors": bool(editor and editor.has_errors)}
    context["records"] = meeting.records.counted().count() if meeting.pk else 0
    context |= _above(meeting, items, timezone.localdate(now))
    return render(request, "evaluations/meeting.html", context, status=page.status)


def _above(meeting, items, today):
    """What else lies before a meeting above the teams."""
    day = meetings.as_of(meeting, today)
    if meeting.kind == MeetingKind.HEADS:
        return {"tables": contributions([item.standing for item in items], meeting, day)}
    return {"pack": pack(meeting.year, day)} if meeting.kind == MeetingKind.ANNUAL else {}


def _has_begun(meeting, now):
    return meeting.first_day <= timezone.localdate(now)


def _allowed(occasion, now):
    meeting = occasion.meeting
    may_reopen = occasion.may("reopen") and not year_lock(meeting.year, meeting.centre_id)
    return {
        "may_write": occasion.may("write"),
        "may_close": occasion.may("close"),
        "may_close_only": occasion.may("close") and meetings.closes_only(occasion.meeting, now),
        "may_reopen": may_reopen,
        "may_put_off": may_reopen and meeting.is_reopened,
        "who_writes": occasion.who("write"),
        "who_closes": occasion.who("close"),
    }


def _editor(meeting, items, now, data):
    today = timezone.localdate(now)
    return MeetingEditor(meeting, items, offered=offered_heading(meeting, today), today=today, data=data)


def _save(request, occasion):
    is_closing = request.POST.get("action") == "close"
    for name in ("write", "close")[: 1 + is_closing]:
        occasion.require(name)
    now = timezone.now()
    editor = _editor(occasion.meeting, items_of(occasion.meeting, timezone.localdate(now)), now, request.POST)
    if page := _to_be_mended(request, occasion, editor, now):
        return page
    try:
        _write(request, occasion, editor, is_closing=is_closing)
    except EditConflict as conflict:
        if conflict.current:
            return _overtaken(request, occasion.now_is(), editor, conflict)
        # What was sent is saved, or it was there already.
        saved_input.discard(request)
        messages.warning(request, str(conflict))
        return redirect(f"{occasion.url()}?od={editor.version}")
    except Refused as refusal:
        return _refused(request, occasion.now_is(), editor, refusal)
    saved_input.discard(request)
    if is_closing:
        return redirect(occasion.url("-closed"))
    messages.success(request, _("Rozepsaná porada je uložená."))
    return redirect(occasion.url())


def _close_only(request, occasion):
    """Close the meeting as it is saved, once nothing can be written into it any more."""
    occasion.require("close")
    row = occasion.row()
    row.version = seen_version(request)
    try:
        meetings.close(row, by=request.user)
    except EditConflict as conflict:
        messages.warning(request, str(conflict))
        return redirect(occasion.url())
    except Refused:
        problems = list(meetings.closing_problems(row, timezone.now()))
        return show(request, occasion.now_is(), Page(status=409, context={"problems": problems}))
    return redirect(occasion.url("-closed"))


def _to_be_mended(request, occasion, editor, now):
    """The page again, where what was sent cannot be written as it is."""
    # A closing pressed twice goes on to its verb, which knows its first press.
    if not (occasion.meeting.pk and editor.is_valid()) and meetings.lock_of(occasion.meeting, now):
        return _refused(request, occasion, editor)
    if not editor.is_valid():
        return show(request, occasion, Page(request.POST, 422))
    return show(request, occasion, Page(request.POST, 409)) if misplaced_lines(editor) else None


def _write(request, occasion, editor, *, is_closing):
    row = occasion.row()
    row.version = editor.version
    if is_closing:
        return meetings.close(row, by=request.user, **editor.parts)
    return meetings.write(row, by=request.user, **editor.parts)


def _overtaken(request, occasion, editor, conflict):
    """Nothing was saved: where two wrote into one place both texts are there, and the next save decides."""
    if meetings.lock_of(occasion.meeting, timezone.now()):
        return _refused(request, occasion, editor)
    page = Page(seen_now(request.POST, conflict.current), 409)
    page.context = {"conflicts": conflicts_of(occasion.meeting, editor, conflict.current)}
    return show(request, occasion, page)


def _refused(request, occasion, editor, refusal=None):
    """Locked or amended meanwhile: what was typed is there to be copied. Otherwise it is saved, and something stands in
    the way of closing."""
    now, is_misplaced = timezone.now(), isinstance(refusal, meetings.Misplaced)
    if is_misplaced:
        messages.warning(request, str(refusal))
    if is_misplaced or meetings.lock_of(occasion.meeting, now):
        return show(request, occasion, Page(status=409, context={"typed": typed_lines(editor)}))
    saved_input.discard(request)
    return show(
        request,
        occasion,
        Page(status=422, context={"problems": list(meetings.closing_problems(occasion.meeting, now))}),
    )
