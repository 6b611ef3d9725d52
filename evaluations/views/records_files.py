"""A month's records from and to a sheet: the template, the trial run and its confirmation, the export."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres import saved_input
from evaluations.forms.files import SheetForm
from evaluations.meetings.writing import lock_of
from evaluations.models import Indicator
from evaluations.recording import month_sheets, recorded
from evaluations.sheets import template, template_csv, write_csv, write_xlsx
from evaluations.views.records import month_url, require_recording
from evaluations.views.scope import centres_of, meeting_of, plan_of
from evaluations.views.spreadsheets import XLSX
from goals.workflow import EditConflict, Refused

FORMATS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
MOST_PROBLEMS, MOST_REMARKS = 200, 50  # on one page


@require_http_methods(["GET", "POST"])
def records_import(request, year, slug, month):
    """First the trial, in which nothing is saved; then, from its page, just what was tried."""
    plan = plan_of(request, year, slug)
    meeting = meeting_of(plan, month)
    require_recording(request, plan)
    if "rows" in request.POST:
        return _confirmed(request, plan, meeting)
    centres = centres_of(request, plan)
    if request.method == "POST":
        form = SheetForm(request.POST, request.FILES, centres=centres)
        return (
            _tried(request, plan, meeting, form) if form.is_valid() else _ask(request, plan, meeting, form, status=422)
        )
    kept = saved_input.restore(request) or {}
    if "rows" in kept:
        return _tried_before(request, plan, meeting, kept["rows"])
    return _ask(request, plan, meeting, SheetForm(centres=centres))


def _ask(request, plan, meeting, form, *, status=200):
    context = {**_place(plan, meeting), "form": form}
    return render(request, "evaluations/records_import.html", context, status=status)


def _place(plan, meeting):
    return {
        "plan": plan,
        "meeting": meeting,
        "month_name": MONTHS[meeting.month],
        "home": month_url(plan, meeting.month),
        "lock": lock_of(meeting, timezone.now()),
    }


def _tried(request, plan, meeting, form):
    file, centre = form.cleaned_data["file"], form.chosen_centre
    trial = month_sheets.try_file(file, meeting, centre, timezone.localdate())
    try:
        carried = (
            "" if trial.sheet.problems else month_sheets.pack(trial, meeting=meeting, centre=centre, by=request.user)
        )
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _ask(request, plan, meeting, form, status=422)
    return _show_trial(request, plan, meeting, trial, carried, centre=centre, name=file.name)


def _tried_before(request, plan, meeting, rows):
    """The trial whose confirmation came after the sign-in had expired."""
    confirmed = month_sheets.unpack(rows, meeting=meeting, by=request.user)
    return _show_trial(request, plan, meeting, confirmed.trial, rows, centre=_centre(request, plan, confirmed))


def _centre(request, plan, confirmed):
    return get_object_or_404(centres_of(request, plan), pk=confirmed.centre)


def _show_trial(request, plan, meeting, trial, carried, *, refusal="", **facts):
    sheet = trial.sheet
    context = {
        **_place(plan, meeting),
        "trial": trial,
        "carried": carried,
        "refusal": refusal,
        "problems": sheet.problems[:MOST_PROBLEMS],
        "more_problems": max(len(sheet.problems) - MOST_PROBLEMS, 0),
        "remarks": sheet.remarks[:MOST_REMARKS],
        "more_remarks": max(len(sheet.remarks) - MOST_REMARKS, 0),
        "sums": month_sheets.sums_of(trial.rows),
        "rows": month_sheets.shown_rows(trial),
        **facts,
    }
    status = 409 if refusal else 422 if sheet.problems else 200
    return render(request, "evaluations/records_trial.html", context, status=status)


def _confirmed(request, plan, meeting):
    confirmed = month_sheets.unpack(request.POST["rows"], meeting=meeting, by=request.user)
    centre, trial = _centre(request, plan, confirmed), confirmed.trial
    rows = trial.rows if request.POST.get("which") == "all" else trial.new_rows
    try:
        added = month_sheets.add_confirmed(confirmed, rows, centre, by=request.user)
    except Refused as refusal:
        carried = request.POST["rows"]
        if isinstance(refusal, EditConflict) and refusal.current:
            trial = refusal.current
            carried = month_sheets.pack(trial, meeting=meeting, centre=centre, by=request.user)
        return _show_trial(request, plan, meeting, trial, carried, centre=centre, refusal=str(refusal))
    saved_input.discard(request)
    messages.success(request, _sentence(len(added)))
    return redirect(month_url(plan, meeting.month))


def _sentence(count):
    return ngettext("Zapsán %(count)s záznam.", "Zapsáno %(count)s záznamů.", count) % {"count": count}


@require_safe
def records_template(request, year, slug, month, format):
    plan = plan_of(request, year, slug)
    meeting = meeting_of(plan, month)
    names = month_sheets.names_of(Indicator.objects.active())
    content = template_csv() if format == "csv" else template(names, (year, month))
    return _file(content, format, _("vzor-zaznamu"), plan, meeting)


@require_safe
def records_export(request, year, slug, month, format):
    """What the page of the month shows, in the columns in which it can come back."""
    plan = plan_of(request, year, slug)
    meeting = meeting_of(plan, month)
    found = recorded.records_of(meeting, request.rights).select_related("indicator").order_by("on", "id")
    names = month_sheets.names_of(Indicator.objects.all())
    write = write_csv if format == "csv" else write_xlsx
    return _file(write(map(month_sheets.row_of, found), names), format, _("zaznamy"), plan, meeting)


def _file(content, format, name, plan, meeting):
    if format not in FORMATS:
        raise Http404
    response = HttpResponse(content, content_type=FORMATS[format])
    name = f"{name}-{plan.centre.slug}-{meeting.year}-{meeting.month:02}.{format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
