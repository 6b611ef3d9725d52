"""Meetings of all kinds: the list of a year's, one form saved as often as people like and closed once, what comes after
its closing, handing over, asking for opening, opening again, a sheet for paper, and the minutes."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres import saved_input
from evaluations.meetings import actions as action_items
from evaluations.meetings import opening, writing
from evaluations.meetings.agenda import BESIDE_ANNUAL, added_later, as_of, centre_summaries, contributions, items_of
from evaluations.meetings.contents import ActionContent, Heading
from evaluations.meetings.context import MeetingContext, months_of
from evaluations.meetings.forms import (
    AskForm,
    ConfirmForm,
    DeclineForm,
    HandBackForm,
    MeetingEditor,
    ReopenForm,
    with_current_fingerprints,
)
from evaluations.meetings.minutes import frozen_goals
from evaluations.models import Meeting, Minutes
from evaluations.notifications import meeting_path
from evaluations.portions import Portion
from evaluations.scope import meeting_of
from evaluations.states import MONTHLY, MeetingKind, Rating
from evaluations.transitions import WRITING
from evaluations.workflow import released_reason, year_closed_reason
from goals.diff import word_pieces
from goals.formatting import format_date, format_number
from goals.personal_data import TextPlace, suspects_in, unconfirmed
from goals.renderings import pdf_response, word_response
from goals.views.edit import EditView
from goals.views.scope import expected_version, plan_of, year_of
from goals.workflow import EditConflict, Refused

REOPENED_FOR = timedelta(days=7)
"""How long a month is offered to be open again."""


@require_safe
def team_meetings(request, year, slug):
    plan, now = plan_of(request, year, slug), timezone.now()
    months = months_of(MeetingKind.TEAM, year, centre=plan.centre, now=now, today=timezone.localdate(now))
    page = {"plan": plan, "months": months, "following": _first_waiting(months)}
    return render(request, "evaluations/meetings.html", page)


@require_safe
def heads_meetings(request, year):
    """The twelve of the year; those that are not closed yet are open to who looks after the network."""
    document, now = year_of(request, year), timezone.now()
    months = months_of(MeetingKind.HEADS, year, now=now, today=timezone.localdate(now))
    page = {
        "document": document,
        "months": months,
        "following": _first_waiting(months) if request.rights.may(WRITING[MeetingKind.HEADS]) else None,
        "sees_open": request.rights.sees_network,
    }
    return render(request, "evaluations/heads_meetings.html", page)


def _first_waiting(months):
    """The first month that can be written into and is not closed yet, where there is something to evaluate."""
    return next((month for month in months if month.is_waiting), None)


def context_of(request, kind, year, slug="", month=None):
    """The meeting at the address; above the teams it is open to those who look after the network, and to everybody else
    who works here once it is closed."""
    if kind == MeetingKind.TEAM:
        plan = plan_of(request, year, slug)
        return MeetingContext(request, meeting_of(plan, month), plan)
    year_of(request, year)
    if kind in MONTHLY and not 1 <= month <= 12:
        raise Http404
    facts = {"kind": kind, "year": year, "month": month}
    meeting = Meeting.objects.visible_to(request.rights).filter(**facts, centre=None).first()
    context = MeetingContext(request, meeting or Meeting(**facts))
    if meeting is None and not request.rights.sees_network:
        context.require("write")
    return context


@require_http_methods(["GET", "POST"])
def meeting(request, **address):
    """Show the meeting, or write what was sent into it, and close it where that was asked for."""
    context, now = context_of(request, **address), timezone.now()
    if request.method == "GET":
        return _show(request, context, saved_input.restore(request))
    action = request.POST.get("action")
    if action == "close-only":
        return _close_only(request, context)
    is_closing = action == "close"
    context.require("write")
    if action == "hand-over" and not context.meeting.centre_id:
        raise Http404
    if is_closing:
        context.require("close")
    editor = _editor_of(context.meeting, now, request.POST)
    # A repeated closing goes on to its verb, which is idempotent.
    if (editor.has_errors or not context.meeting.pk) and writing.read_only_reason(context.meeting, now):
        return _show(request, context, status=409, typed=editor.as_text)
    if again := _not_ready(request, context, editor, is_closing=is_closing):
        return again
    row = context.row()
    row.version = editor.version
    verbs = {"close": partial(writing.close, is_confirmed=False), "hand-over": writing.hand_over}
    try:
        verbs.get(action, writing.write)(row, by=request.user, **editor.parts)
    except Refused as refusal:
        return _not_saved(request, context.fresh(), editor, refusal)
    saved_input.discard(request)
    if is_closing:
        return redirect(context.url("-closed"))
    sentence = _("Rozepsaná porada je uložená.")
    if action == "hand-over":
        sentence = _("Porada je uložená a předaná. Uzavře ji: %(who)s.") % {"who": context.who("close")}
    messages.success(request, sentence)
    return redirect(context.url("-evidence" if action == "save-files" else ""))


def _not_ready(request, context, editor, *, is_closing):
    """The page again where what was sent cannot be written, or not without a choice about personal data."""
    if editor.has_errors or editor.misplaced:
        return _show(request, context, request.POST, status=422 if editor.has_errors else 409)
    if is_closing and unconfirmed(request, _suspects(context.meeting, editor.texts)):
        return _show(request, context, request.POST, status=422, asks=True)
    return None


def _editor_of(meeting, now, data):
    today = timezone.localdate(now)
    return MeetingEditor(meeting, items_of(meeting, today), today=today, data=data)


def _show(request, context, data=None, *, status=200, **more):
    """The meeting as it is; besides it what was sent, and what stands in the way."""
    meeting, now = context.meeting, timezone.now()
    reason = writing.read_only_reason(meeting, now)
    may_reopen = context.may("reopen") and not year_closed_reason(meeting.year, meeting.centre_id)
    page = context.page | {
        "today": timezone.localdate(now),
        "files_count": meeting.evidence.kept().count() if meeting.pk else 0,
        "read_only_reason": reason,
        "may_write": context.may("write"),
        "may_close": context.may("close"),
        "may_close_only": context.may("close") and writing.closes_only(meeting, now),
        "may_reopen": may_reopen,
        "may_put_off": may_reopen and meeting.is_reopened,
        "who_writes": context.who("write"),
        "who_closes": context.who("close"),
        "added_later": added_later(meeting),
        "handing": writing.last_handing([meeting]).get(meeting.pk),
        "asked": opening.waiting_request(meeting),
        "answer": opening.last_answer(meeting),
        "agreed": action_items.by_goal(action_items.made_at(meeting)),
        **more,
    }
    if data and reason:  # typed before signing in again, and locked meanwhile
        page["typed"] = _editor_of(meeting, now, data).as_text
    if meeting.is_closed:
        page |= {
            "rows": frozen_goals(meeting),
            "minutes": meeting.minutes.prefetch_related("files"),
            "may_ask": context.may_ask and not list(opening.asking_problems(meeting, now)),
            "reopening_problem": released_reason(meeting) if may_reopen else "",
        }
        return render(request, "evaluations/meeting_frozen.html", page, status=status)
    page |= _open_parts(request, context, page, data)
    return render(request, "evaluations/meeting.html", page, status=status)


def _open_parts(request, context, page, data):
    """What only the page of a meeting that is not closed has: its goals and tasks, the editor, and papers."""
    meeting, today = context.meeting, page["today"]
    items = items_of(meeting, today) if meeting.first_day <= today else []
    carried = action_items.carried_to(meeting)
    parts = {
        "items": items,
        "carried": [item for item in carried if item.is_open],
        "settled": [item for item in carried if not item.is_open],
        "records": meeting.records.counted().count() if meeting.pk else 0,
    }
    if page["may_write"] and not page["read_only_reason"]:
        editor = MeetingEditor(meeting, items, today=today, data=data)
        parts |= {
            "editor": editor,
            "has_errors": editor.has_errors,
            "misplaced": editor.misplaced,
            "early": writing.too_early(meeting, timezone.now()),
            "suspects": _suspects(meeting, editor.texts) if page["may_close"] else (),
        }
        # After a closing that was put off: who has written what since the person opened the page.
        since = request.GET.get("od", "")
        if since.isascii() and since.isdigit() and len(since) < 10 and meeting.pk:
            parts["new"] = writing.written_since(meeting, int(since), but=request.user)
    elif page["may_close_only"]:
        parts["suspects"] = _suspects(meeting, _saved_texts(meeting))
    if meeting.kind == MeetingKind.HEADS:
        parts["tables"] = contributions([item.standing for item in items], meeting, as_of(meeting, today))
    if meeting.kind == MeetingKind.ANNUAL:
        parts["pack"] = centre_summaries(meeting.year, as_of(meeting, today))
        parts["papers"] = [paper for papers_of in BESIDE_ANNUAL for paper in papers_of(meeting.year)]
    return parts


def _suspects(meeting, texts):
    """What looks like personal data in what closing would freeze: what was said, and the records of the month."""
    places = [TextPlace(", ".join(map(str, filter(None, [goal, label]))), text) for goal, label, text in texts]
    for record in meeting.records.counted().select_related("indicator") if meeting.pk else ():
        name = _("Záznam %(record)s ze dne %(day)s") % {"record": record.indicator.name, "day": format_date(record.on)}
        said = "\n".join([record.title, record.topic, record.note])
        places.append(TextPlace(name, said, reverse("record", args=[record.pk])))
    return suspects_in(places)


def _saved_texts(meeting):
    yield None, _("Co dalšího zaznělo"), meeting.note
    for entry in meeting.entries.select_related("goal"):
        yield entry.goal, _("Co je nového"), entry.said
        yield entry.goal, _("Další krok"), entry.next_step
    for item in [*action_items.carried_to(meeting), *action_items.made_at(meeting)]:
        yield item.goal, _("Co udělat"), item.what
        yield item.goal, _("Jak to dopadlo"), item.note


def _not_saved(request, context, editor, refusal):
    """The page as it is now, with what was typed; without it where that is saved and only the closing was refused."""
    meeting, now = context.meeting, timezone.now()
    reason = writing.read_only_reason(meeting, now)
    if isinstance(refusal, writing.Unconfirmed):
        saved_input.discard(request)
        return redirect(context.url("-close"))
    if isinstance(refusal, EditConflict) and not refusal.current:
        # What was sent is saved, or it was there already.
        saved_input.discard(request)
        messages.warning(request, str(refusal))
        return redirect(f"{context.url()}?od={editor.version}")
    if isinstance(refusal, writing.Misplaced):
        messages.warning(request, str(refusal))
    if reason or isinstance(refusal, writing.Misplaced):  # locked or amended meanwhile: it is there to be copied
        return _show(request, context, status=409, typed=editor.as_text)
    if isinstance(refusal, EditConflict):
        # Two wrote into one place: both texts are there, and the next save decides.
        conflicts = _conflicts(meeting, editor.parts, refusal.current)
        return _show(
            request, context, with_current_fingerprints(request.POST, refusal.current), status=409, conflicts=conflicts
        )
    saved_input.discard(request)
    return _show(request, context, status=422, problems=list(writing.closing_problems(meeting, now)))


def _conflicts(meeting, parts, current):
    """Both texts of every place that two wrote into, by the goal's id (None: the heading)."""

    def lines_of(content):
        if isinstance(content, Heading):
            yield _("Datum porady"), format_date(content.held_on) if content.held_on else ""
            yield _("Účastníků"), str(content.attendance or "")
            yield _("Co dalšího zaznělo"), content.note
            return
        if isinstance(content, ActionContent):
            yield from action_items.in_lines(content)
            return
        yield _("Jak stojí"), str(Rating(content.rating).label) if content.rating else ""
        for _target, amount in content.numbers:
            yield (
                _("Číslo"),
                "" if amount is None else str(amount) if isinstance(amount, Portion) else format_number(amount),
            )
        yield _("Co je nového"), content.said

    events = writing.written_since(meeting, 0)  # also the person's own, from another window
    mine = {None: parts["heading"]} | parts["entries"]
    mine |= {action_items.part_of(pk): written for pk, written in parts["actions"].items()}
    found = {}
    for key, theirs in current.items():
        event = events.get(key)
        lines = zip(lines_of(theirs), lines_of(mine[key].content), strict=True)
        found[key] = {
            "by": event.by_name if event else "",
            "at": event.at if event else None,
            "lines": [
                {"label": label, "pieces": word_pieces(before, after)}
                for (label, before), (_label, after) in lines
                if before != after
            ],
        }
    return found


def _close_only(request, context):
    """Close the meeting as it is saved, once nothing can be written into it any more."""
    context.require("close")
    row = context.row()
    row.version = expected_version(request)
    if unconfirmed(request, _suspects(row, _saved_texts(row))):
        return _show(request, context, status=422, asks=True)
    try:
        writing.close(row, by=request.user)
    except EditConflict as conflict:
        messages.warning(request, str(conflict))
        return redirect(context.url())
    except Refused:
        problems = list(writing.closing_problems(row, timezone.now()))
        return _show(request, context.fresh(), status=409, problems=problems)
    return redirect(context.url("-closed"))


class MeetingPage(EditView):
    """A page of its own about one thing that is done with a meeting, by who holds the right to do it."""

    move = ""  # the change that the right belongs to

    def load(self, request, **address):
        self.context = context_of(request, **address)
        self.context.require(self.move)
        meeting = self.context.meeting
        if request.method == "GET" and not self.is_possible(meeting):
            return redirect(self.context.url())
        self.initial = {"version": meeting.version}
        self.extra_context = self.context.page
        return None

    def is_possible(self, meeting):
        raise NotImplementedError  # every page says its own

    def row(self, form):
        """The meeting as the person saw it."""
        row = self.context.row()
        row.version = form.cleaned_data["version"]
        return row


class CloseMeeting(MeetingPage):
    """What the person should know before they close; the meeting is saved by then."""

    form_class = ConfirmForm
    template_name = "evaluations/meeting_close.html"
    move = "close"

    def is_possible(self, meeting):
        return meeting.pk and not meeting.is_closed

    def save(self, form):
        return writing.close(self.row(form), by=self.request.user)

    def done(self, form, saved):
        return redirect(self.context.url("-closed"))

    def get_context_data(self, **context):
        meeting = self.context.meeting
        questions = list(writing.closing_questions(meeting, timezone.now())) if meeting.pk else []
        return super().get_context_data(questions=questions, **context)


class HandBackMeeting(MeetingPage):
    form_class = HandBackForm
    template_name = "evaluations/meeting_hand_back.html"
    move = "hand_back"

    def is_possible(self, meeting):
        return meeting.handed_over_at is not None

    def save(self, form):
        return writing.hand_back(self.row(form), note=form.cleaned_data["note"], by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Porada je vrácená k doplnění: %(time)s.") % {"time": saved.period_label})
        return redirect(self.context.url())


class AskForOpening(MeetingPage):
    form_class = AskForm
    template_name = "evaluations/meeting_ask.html"
    move = "write"

    def is_possible(self, meeting):
        return meeting.is_closed and not list(opening.asking_problems(meeting, timezone.now()))

    def save(self, form):
        return opening.ask(self.context.row(), reason=form.cleaned_data["reason"], by=self.request.user)

    def done(self, form, saved):
        sentence = _("Žádost o otevření je odeslaná. Odpoví: %(who)s.") % {"who": self.context.who("reopen")}
        messages.success(self.request, sentence)
        return redirect(self.context.url())

    def get_context_data(self, **context):
        return super().get_context_data(who_reopens=self.context.who("reopen"), **context)


class DeclineOpening(MeetingPage):
    form_class = DeclineForm
    template_name = "evaluations/meeting_decline.html"
    move = "reopen"

    def load(self, request, **address):
        elsewhere = super().load(request, **address)
        asked = opening.waiting_request(self.context.meeting)
        self.initial = {"asked": asked and asked.pk}
        self.extra_context = {**self.context.page, "asked": asked}
        return elsewhere

    def is_possible(self, meeting):
        return opening.waiting_request(meeting) is not None

    def save(self, form):
        requests = self.context.meeting.opening_requests
        asked = get_object_or_404(requests, pk=form.cleaned_data["asked"])
        return opening.decline(asked, answer=form.cleaned_data["answer"], by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Odpověď je odeslaná, měsíc zůstává uzavřený."))
        return redirect(self.context.url())


@require_safe
def meeting_closed(request, **address):
    context = context_of(request, **address)
    meeting = context.meeting
    if not meeting.is_closed:
        return redirect(context.url())
    following = None  # the next month's meeting, where there is one in the year
    if meeting.month and meeting.month < 12:
        facts = {"kind": meeting.kind, "centre": meeting.centre, "year": meeting.year}
        next_month = Meeting(**facts, month=meeting.month + 1)
        following = {
            "name": next_month.period_label,
            "url": meeting_path(next_month),
            "has_begun": next_month.first_day <= timezone.localdate(),
        }
    page = context.page | {
        "minutes": meeting.minutes.prefetch_related("files").last(),
        "following": following,
        "who_reopens": context.who("reopen"),
    }
    return render(request, "evaluations/meeting_closed.html", page)


class ReopenMeeting(EditView):
    form_class = ReopenForm
    template_name = "evaluations/meeting_reopen.html"

    def load(self, request, **address):
        self.context = context_of(request, **address)
        self.context.require("reopen")
        meeting = self.context.meeting
        if not (meeting.is_closed or meeting.is_reopened) and request.method == "GET":
            return redirect(self.context.url())
        self.initial = {"until": timezone.localdate() + REOPENED_FOR, "version": meeting.version}
        problem = released_reason(meeting) if meeting.is_closed else ""
        self.extra_context = {
            **self.context.page,
            "asked": opening.waiting_request(meeting),
            "problem": problem,
        }
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def save(self, form):
        facts, row = form.cleaned_data, self.context.row()
        row.version = facts["version"]
        return writing.reopen(row, reason=facts["reason"], until=facts["until"], by=self.request.user)

    def done(self, form, saved):
        day = {"time": saved.period_label, "day": format_date(form.cleaned_data["until"])}
        messages.success(self.request, _("Znovu otevřeno do %(day)s: %(time)s.") % day)
        return redirect(self.context.url())


@require_safe
def meeting_sheet(request, **address):
    context, today = context_of(request, **address), timezone.localdate()
    items, day = items_of(context.meeting, today), as_of(context.meeting, today)
    carried = [item for item in action_items.carried_to(context.meeting) if item.is_open]
    page = context.page | {"items": items, "ratings": Rating.labels, "day": day, "carried": carried}
    return render(request, "evaluations/meeting_sheet.html", page)


@require_safe
def minutes(request, pk, *, is_word=False):
    """The file as it was drawn when the meeting had been closed; Word only of those that keep their words."""
    rows = Minutes.objects.filter(content__isnull=False) if is_word else Minutes.objects
    visible = Meeting.objects.visible_to(request.rights).order_by()
    found = get_object_or_404(rows.select_related("meeting__centre"), pk=pk, meeting__in=visible)
    meeting = found.meeting
    who = meeting.centre.slug if meeting.centre_id else meeting.kind
    name = f"zapis-{who}-{meeting.year}-{meeting.month or 'rok'}-{found.number}"
    answer, name = (word_response, f"{name}.docx") if is_word else (pdf_response, f"{name}.pdf")
    return answer(request, found, name=name, back=meeting_path(meeting), layout="work/base.html")
