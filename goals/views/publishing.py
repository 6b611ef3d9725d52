"""A year as a whole, for the department head: opening it, its calendar, publishing it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres import typed
from centres.access import Right
from goals import years
from goals.diff import compare
from goals.formatting import target_phrases
from goals.forms.years import CalendarForm, OpenYearForm, PublishForm, first_guess
from goals.models import EditionGoal
from goals.public import editions
from goals.views.scope import away_from_closed, year_of
from goals.workflow import EditConflict, Refused


@require_http_methods(["GET", "POST"])
def year_open(request):
    request.rights.require(Right.OPEN_YEAR)
    form = OpenYearForm(typed.sent(request), initial=first_guess(timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            years.open_year(facts["year"], form.calendar, facts["centres"], title=facts["title"], by=request.user)
        except Refused as refusal:
            form.add_error("year", str(refusal))
        else:
            typed.forget(request)
            messages.success(
                request,
                _("Rok %(year)s je otevřený. Centra ho od prvního dne přípravy uvidí mezi tím, co na ně čeká.") % facts,
            )
            return redirect("work-year", facts["year"])
    return render(request, "work/year_open.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def year_dates(request, year):
    document = year_of(request, year)
    request.rights.require(Right.OPEN_YEAR)
    if away := away_from_closed(request, document, "work-year", year):
        return away
    initial = {**years.Calendar.of(document).columns, "version": document.version}
    form = CalendarForm(typed.sent(request), initial=initial, year=year)
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                return _change_dates(request, year_of(request, year), form)
            status = 422
        except EditConflict as conflict:
            form = CalendarForm(_with(form.data, version=document.version), year=year)
            form.add_error(None, str(conflict))
            status = 409
    return render(request, "work/year_dates.html", {"form": form, "document": document}, status=status)


def _change_dates(request, document, form):
    document.version = form.cleaned_data["version"]
    years.change_calendar(document, form.calendar, by=request.user)
    typed.forget(request)
    messages.success(request, _("Termíny roku %(year)s jsou změněné.") % {"year": document.year})
    return redirect("work-year", document.year)


@require_http_methods(["GET", "POST"])
def publish(request, year):
    """What would come out now, what is missing, what changed; and the button."""
    document = year_of(request, year)
    request.rights.require(Right.PUBLISH)
    if away := away_from_closed(request, document, "work-year", year):
        return away
    ready = editions.ready_to_publish(document)
    kinds = {"is_unfinished": not ready.is_complete, "is_first": ready.number == 1}
    form = PublishForm(typed.sent(request), initial={"seen": ready.mark}, **kinds)
    if request.method == "POST" and form.is_valid():
        try:
            edition = editions.publish(document, by=request.user, **form.cleaned_data)
        except EditConflict as conflict:
            form = PublishForm(_with(form.data, seen=ready.mark), **kinds)  # about what there is now
            return _show(request, document, ready, form, status=409, conflict=conflict)
        except Refused as refusal:
            form.add_error("reason" if "reason" in form.fields else None, str(refusal))
        else:
            typed.forget(request)
            return redirect("published", year, edition.number)
    return _show(request, document, ready, form, status=422 if form.errors else 200)


@require_safe
def published(request, year, number):
    document = year_of(request, year)
    request.rights.require(Right.PUBLISH)
    edition = get_object_or_404(document.editions.all(), number=number)
    return render(request, "work/published.html", {"document": document, "edition": edition})


def _show(request, document, ready, form, *, status, conflict=None):
    context = {
        "document": document,
        "ready": ready,
        "form": form,
        "changes": _changes(document, ready),
        "conflict": conflict,
    }
    return render(request, "work/publish.html", context, status=status)


def _with(data, **facts):
    """What was sent, with other facts behind it: what was typed stays and can be sent again."""
    changed = data.copy()
    for name, value in facts.items():
        changed[name] = value
    return changed


def _changes(document, ready):
    """What would be different from the edition that holds now."""
    before = EditionGoal.objects.filter(edition__document=document, edition__number=ready.number - 1)
    before = list(before.select_related("centre").prefetch_related("targets"))
    return compare(before, ready.goals, targets_of=target_phrases) if before else []
