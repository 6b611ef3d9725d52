"""A month's records of a team, written down, corrected and taken back."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres import access, saved_input
from centres.access import Right
from evaluations.forms.records import QuickForm
from evaluations.meetings.writing import lock_of
from evaluations.recording import recorded
from evaluations.recording.records import RecordContent, add
from evaluations.standings import fed_by
from evaluations.views.scope import centres_of, meeting_of, plan_of
from goals.formatting import format_date, format_number
from goals.workflow import EditConflict, Refused

RECORDS_A_PAGE = 50


@require_safe
def records(request, year, slug):
    return _show(request, plan_of(request, year, slug))


@require_http_methods(["GET", "POST"])
def record_add(request, year, slug):
    """One new record, from the form or from a button that fills it in."""
    plan = plan_of(request, year, slug)
    require_recording(request, plan)
    sent = saved_input.initial_data(request)
    if sent is None:
        return redirect("records", year, slug)
    form = _form(request, plan, sent)
    if request.method == "GET" or not form.is_valid():
        return _show(request, plan, form, status=200 if request.method == "GET" else 422)
    try:
        record = add(form.chosen_centre, form.content, by=request.user, key=form.cleaned_data["key"])
    except Refused as refusal:
        return _not_added(request, plan, str(refusal), field=None if isinstance(refusal, EditConflict) else "on")
    if record.removed_at or RecordContent.of(record) != form.content:
        return _not_added(
            request, plan, _("Tímto formulářem už jeden záznam vznikl. Má-li tohle být další, uložte ho.")
        )
    saved_input.discard(request)
    messages.success(request, _sentence(record))
    return redirect(month_url(plan, record.on.month))


def _not_added(request, plan, sentence, field=None):
    """All that was typed is in the page, and it counts as a new form."""
    again = request.POST.copy()
    again["key"] = str(uuid4())
    form = _form(request, plan, again)
    form.add_error(field, sentence)
    return _show(request, plan, form, status=409)


def _show(request, plan, form=None, *, status=200):
    today = timezone.localdate()
    meeting = meeting_of(plan, _month(request, plan.document.year, today))
    may_record, lock = _may_record(request, plan), lock_of(meeting, timezone.now())
    if may_record and not lock and form is None:
        form = _form(request, plan, meeting=meeting)
    context = {
        "plan": plan,
        "meeting": meeting,
        "month_name": MONTHS[meeting.month],
        "months": recorded.months_of(plan, request.rights, today),
        "lock": lock,
        "may_record": may_record,
        "may_change": may_record and not lock,
        "is_of_branch": may_record and not request.rights.may(Right.RECORD, plan.centre),
        "may_reopen": request.rights.may(Right.REOPEN_MONTH) and meeting.is_closed,
        "who_records": ", ".join(access.role_labels(Right.RECORD)),
        "form": form,
        **_found(request, meeting),
        **(_offers(plan, form, meeting, today) if form else {}),
    }
    return render(request, "evaluations/records.html", context, status=status)


def require_recording(request, plan):
    if not _may_record(request, plan):
        request.rights.require(Right.RECORD, plan.centre)


def _may_record(request, plan):
    """Also who works only in a branch that joins the plan's centre; their records are the branch's."""
    may = request.rights.may
    return may(Right.RECORD, plan.centre) or any(may(Right.RECORD, centre) for centre in centres_of(request, plan))


def _found(request, meeting):
    found = recorded.records_of(meeting, request.rights)
    page = Paginator(recorded.with_facts(found), RECORDS_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "rows": recorded.rows_of(page), "sums": recorded.sums_of(found)}


def _offers(plan, form, meeting, today):
    """What makes writing quicker; one press is for what happened today."""
    is_today = meeting.first_day <= today <= meeting.last_day
    buttons = recorded.most_used(plan, form.groups) if is_today else []
    return {
        "topics": recorded.topics_of(plan),
        "buttons": [{"indicator": one, "key": uuid4()} for one in buttons],
        "today": today,
        "quick_centre": form.centres[0] if len(form.centres) > 1 else None,
    }


def _form(request, plan, data=None, *, meeting=None):
    today = timezone.localdate()
    groups = recorded.grouped_indicators(plan)
    initial = {}
    if data is None:
        last = recorded.last_used(plan, request.user)
        initial = {"indicator": last, "on": min(today, meeting.last_day)}
    centres = centres_of(request, plan)
    return QuickForm(data, groups=groups, today=today, centres=centres, year=plan.document.year, initial=initial)


def _month(request, year, today):
    """The month that was asked for; this one, or the last one of a year that is over."""
    asked = request.GET.get("mesic", "")
    if asked:
        return int(asked) if asked.isdecimal() and len(asked) <= 2 else 0
    return today.month if year == today.year else (12 if year < today.year else 1)


def month_url(plan, month):
    return f"{reverse('records', args=[plan.document.year, plan.centre.slug])}?mesic={month}"


def _sentence(record):
    """What was written down, and what it does."""
    facts = {"what": record.indicator, "amount": format_number(record.amount), "day": format_date(record.on)}
    said = _("Zapsáno: %(what)s, počet %(amount)s, den %(day)s.") % facts
    counts = recorded.counts_of(fed_by([record])[record.pk])
    if not counts:
        return f"{said} {_('Zatím se to nepočítá do žádného cíle.')}"
    return f"{said} {_('Počítá se do: %(goals)s.') % {'goals': ', '.join(map(str, counts))}}"
