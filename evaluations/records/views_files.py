"""What comes and goes as a file: a month's records from and to a sheet; evidence, attached, handed out, taken away."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres import access, saved_input
from evaluations.evidence import attachment
from evaluations.meetings.views import context_of
from evaluations.meetings.writing import read_only_reason
from evaluations.models import Evidence, Indicator, Meeting
from evaluations.notifications import meeting_path
from evaluations.records.evidence import (
    MOST_FILES,
    attaching_read_only_reason,
    attaching_right,
    detach,
    evidence_of,
)
from evaluations.records.forms import EvidenceForm, SheetForm
from evaluations.records.importing import add_confirmed, empty_sheet, export, pack, try_file, unpack
from evaluations.records.queries import records_of
from evaluations.records.records import late_place
from evaluations.records.views import (
    attached,
    month_url,
    record_of,
    require_recording,
    show_record,
    typed_correction,
)
from evaluations.scope import centres_of, meeting_of
from evaluations.spreadsheets import spreadsheet
from goals.views.scope import goal_of, plan_of
from goals.workflow import EditConflict, Refused

MOST_PROBLEMS, MOST_REMARKS = 200, 50  # on one page


@require_http_methods(["GET", "POST"])
def records_import(request, year, slug, month):
    """First the trial, in which nothing is saved; then, from its page, just what was tried."""
    plan = plan_of(request, year, slug)
    meeting = meeting_of(plan, month)
    require_recording(request, plan)
    place = {
        "plan": plan,
        "meeting": meeting,
        "month_name": MONTHS[meeting.month],
        "home": month_url(plan, meeting.month),
        "read_only_reason": read_only_reason(meeting, timezone.now()),
        "late": late_place(meeting, timezone.now()),
    }
    if place["late"]:
        place["read_only_reason"] = ""
    centres = centres_of(request, plan)
    sent = saved_input.initial_data(request) or {}
    if "rows" in sent:
        confirmed = unpack(sent["rows"], meeting=meeting, by=request.user)
        centre = get_object_or_404(centres, pk=confirmed.centre)
        if request.method == "GET":  # the sign-in had expired when it was confirmed
            return _show_trial(request, place, confirmed.trial, sent["rows"], centre=centre)
        return _confirm(request, place, confirmed, centre, centres)
    uploaded = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SheetForm(*uploaded, centres=centres)
    if form.is_valid():
        file, centre = form.cleaned_data["file"], form.chosen_centre
        trial = try_file(file, meeting, centre, timezone.localdate(), team=centres)
        try:
            rows = "" if trial.sheet.problems else pack(trial, meeting=meeting, centre=centre, by=request.user)
            return _show_trial(request, place, trial, rows, centre=centre, name=file.name)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return render(
        request, "evaluations/records_import.html", {**place, "form": form}, status=422 if form.errors else 200
    )


def _confirm(request, place, confirmed, centre, team):
    trial, carried = confirmed.trial, request.POST["rows"]
    rows = trial.rows if request.POST.get("which") == "all" else trial.new_rows
    try:
        added = len(add_confirmed(confirmed, rows, centre, team=team, by=request.user))
    except Refused as refusal:
        if isinstance(refusal, EditConflict) and refusal.current:
            trial = refusal.current
            carried = pack(trial, meeting=place["meeting"], centre=centre, by=request.user)
        return _show_trial(request, place, trial, carried, centre=centre, refusal=str(refusal))
    saved_input.discard(request)
    sentence = ngettext("Zapsán %(count)s záznam.", "Zapsáno %(count)s záznamů.", added) % {"count": added}
    messages.success(request, sentence)
    return redirect(place["home"])


def _show_trial(request, place, trial, carried, *, refusal="", **facts):
    sheet = trial.sheet
    known = {one.slug: one for one in Indicator.objects.all()}
    counted = Counter(row.indicator for row in trial.rows)
    context = {
        **place,
        "trial": trial,
        "carried": carried,
        "refusal": refusal,
        "problems": sheet.problems[:MOST_PROBLEMS],
        "more_problems": max(len(sheet.problems) - MOST_PROBLEMS, 0),
        "remarks": sheet.remarks[:MOST_REMARKS],
        "more_remarks": max(len(sheet.remarks) - MOST_REMARKS, 0),
        "sums": [{"indicator": one, "records": counted[slug]} for slug, one in known.items() if slug in counted],
        "rows": [
            {"row": row, "indicator": known.get(row.indicator), "is_repeated": row.line in trial.repeated}
            for row in trial.rows
        ],
        **facts,
    }
    status = 409 if refusal else 422 if sheet.problems else 200
    return render(request, "evaluations/records_trial.html", context, status=status)


@require_safe
def records_template(request, year, slug, month, format):
    plan = plan_of(request, year, slug)
    meeting_of(plan, month)
    name = _("vzor-zaznamu")
    return spreadsheet(empty_sheet(format, (year, month)), f"{name}-{slug}-{year}-{month:02}", format)


@require_safe
def records_export(request, year, slug, month, format):
    """What the page of the month shows, in the columns in which it can come back."""
    meeting = meeting_of(plan_of(request, year, slug), month)
    name = _("zaznamy")
    content = export(records_of(meeting, request.rights), format)
    return spreadsheet(content, f"{name}-{slug}-{year}-{month:02}", format)


@require_safe
def evidence(request, pk):
    file = _evidence_of(request, pk)
    if file.removed_at:
        raise Http404
    return attachment(file.stored, file.name, file.kind)


@require_http_methods(["GET", "POST"])
def record_evidence(request, pk):
    record = record_of(request, pk)
    request.rights.require(attaching_right(record), record.centre)
    form = EvidenceForm(request.POST, request.FILES)
    if request.method == "POST":
        is_attached, typed = attached(request, record, form), typed_correction(request, record)
        if not is_attached or typed:
            more = {} if is_attached else {"evidence_form": form, "status": 422}
            return show_record(request, record, typed, **more)
    return redirect(_files_url(record))  # also back from signing in: the form is on the record's page


@require_http_methods(["GET", "POST"])
def goal_evidence(request, pk):
    """Files of a goal; they belong to the goal as first written, whatever wording holds."""
    goal = goal_of(request, pk)
    right = attaching_right(goal)
    form = None
    if request.method == "POST":
        request.rights.require(right, goal.centre)
        form = EvidenceForm(request.POST, request.FILES)
        if attached(request, goal, form):
            return redirect("goal-evidence", pk)
    files = list(evidence_of(goal))
    reason = attaching_read_only_reason(goal, timezone.now())
    may_change = request.rights.may(right, goal.centre) and not reason
    context = {
        "goal": goal,
        "files": files,
        "read_only_reason": reason,
        "may_change": may_change,
        "who_attaches": ", ".join(access.role_labels(right)),
        "evidence_form": form or (EvidenceForm() if may_change and len(files) < MOST_FILES else None),
    }
    return render(request, "evaluations/goal_evidence.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
def meeting_evidence(request, **address):
    """Files of a meeting: what was handed out, a list of who was there."""
    context = context_of(request, **address)
    meeting, form = context.meeting, None
    if request.method == "POST":
        context.require("write")
        form = EvidenceForm(request.POST, request.FILES)
        if attached(request, meeting, form):
            return redirect(context.url("-evidence"))
    files = list(evidence_of(meeting)) if meeting.pk else []
    reason = attaching_read_only_reason(meeting, timezone.now())
    may_change = context.may("write") and not reason
    page = context.page | {
        "files": files,
        "read_only_reason": reason,
        "may_change": may_change,
        "who_attaches": context.who("write"),
        "evidence_form": form or (EvidenceForm() if may_change and len(files) < MOST_FILES else None),
    }
    return render(request, "evaluations/meeting_evidence.html", page, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
def evidence_remove(request, pk):
    file = _evidence_of(request, pk)
    thing = file.thing
    request.rights.require(attaching_right(thing), thing.centre)
    if request.method == "POST":
        detach(file, by=request.user)
        messages.success(request, _("Doklad „%(name)s“ je odebraný a soubor smazaný.") % {"name": file.name})
        if file.record and (typed := typed_correction(request, file.record)):
            return show_record(request, file.record, typed)
    return redirect(_files_url(thing))


def _evidence_of(request, pk):
    """A file of something that the person sees; also one that was taken away, so that taking it away is idempotent."""
    related = ("record__centre", "record__meeting__centre", "record__indicator", "goal__centre", "goal__document")
    related += ("meeting__centre",)
    return get_object_or_404(Evidence.objects.visible_to(request.rights).select_related(*related), pk=pk)


def _files_url(thing):
    if isinstance(thing, Meeting):
        return meeting_path(thing, "-evidence")
    name = "goal-evidence" if hasattr(thing, "level") else "record"
    return f"{reverse(name, args=[thing.pk])}#doklady"
