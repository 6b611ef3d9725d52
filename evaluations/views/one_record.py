"""One record: corrected, taken back, counted again; with its files, its history and where it counts."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from centres import access, saved_input
from centres.access import Right
from evaluations.forms.files import EvidenceForm
from evaluations.forms.records import CorrectionForm, as_initial
from evaluations.meetings.writing import lock_of
from evaluations.recording import records as verbs
from evaluations.recording.attaching import MOST_FILES, evidence_of
from evaluations.recording.history import NAMES, history_of, shown
from evaluations.recording.recorded import counts_of, grouped_indicators, remarks_on, topics_of
from evaluations.recording.records import RecordContent
from evaluations.standings import fed_by
from evaluations.views.records import month_url
from evaluations.views.scope import plan_of_record, record_of, seen_version
from goals.workflow import EditConflict, Refused


@require_http_methods(["GET", "POST"])
def record(request, pk):
    record = record_of(request, pk)
    if request.method == "GET":
        kept = saved_input.restore(request)
        return show_record(request, record, _form(plan_of_record(request, record), record, kept) if kept else None)
    request.rights.require(Right.RECORD, record.centre)
    form = _form(plan_of_record(request, record), record, request.POST)
    if not form.is_valid():
        return show_record(request, record, form, status=422)
    record.version = form.cleaned_data["version"]
    try:
        saved = verbs.correct(record, form.content, by=request.user)
    except EditConflict as conflict:
        return _conflict(request, form.content, conflict.current)
    except Refused as refusal:
        form.add_error("on", str(refusal))
        return show_record(request, record_of(request, pk), form, status=409)
    saved_input.discard(request)
    messages.success(request, _("Záznam je opravený."))
    home = _home(plan_of_record(request, saved), saved)
    return redirect(home.partition("#")[0])  # to the top, where it says what was done


@require_http_methods(["GET", "POST"])
def record_remove(request, pk):
    return _set_aside(
        request,
        pk,
        verbs.remove,
        _("Záznam je vzatý zpět a nikde se nepočítá. Kdykoli do uzavření měsíce ho jde vrátit."),
    )


@require_http_methods(["GET", "POST"])
def record_restore(request, pk):
    return _set_aside(request, pk, verbs.restore, _("Záznam se zase počítá."))


def _set_aside(request, pk, verb, sentence):
    """Afterwards on the record's own page, where what was done can be undone."""
    record = record_of(request, pk)
    request.rights.require(Right.RECORD, record.centre)
    if request.method == "GET":  # back from signing in: the button is on the record's page
        return redirect("record", pk)
    record.version = seen_version(request)
    verb(record, by=request.user)
    messages.success(request, sentence)
    return redirect("record", pk)


def show_record(request, record, form=None, evidence_form=None, *, status=200):
    """The page of a record, also for who may only read it or after the month was closed."""
    lock = lock_of(record.meeting, timezone.now())
    may_record = request.rights.may(Right.RECORD, record.centre)
    may_change = may_record and not lock
    plan = plan_of_record(request, record)
    if may_change and not record.removed_at and form is None:
        form = _form(plan, record)
    context = {
        "record": record,
        "plan": plan,
        "home": _home(plan, record),
        "lock": lock,
        "may_record": may_record,
        "may_change": may_change,
        "who_records": ", ".join(access.role_labels(Right.RECORD)),
        "form": form,
        "topics": topics_of(plan) if plan and form else [],
        **_said_of(record, evidence_form, may_change=may_change),
    }
    return render(request, "evaluations/record.html", context, status=status)


def _said_of(record, evidence_form, *, may_change):
    files = list(evidence_of(record))
    return {
        "facts": _facts(RecordContent.of(record)),
        "remarks": remarks_on(record),
        "counts": () if record.removed_at else counts_of(fed_by([record])[record.pk]),
        "files": files,
        "evidence_form": evidence_form or (_evidence_form(record, files) if may_change else None),
        "steps": history_of(record),
    }


def _evidence_form(record, files):
    return EvidenceForm() if not record.removed_at and len(files) < MOST_FILES else None


def _form(plan, record, data=None):
    groups = grouped_indicators(plan, with_one=record.indicator)
    return CorrectionForm(data, groups=groups, today=timezone.localdate(), initial=as_initial(record))


def _conflict(request, mine, current):
    """Somebody else changed the record: both versions side by side, the person's own ready to be saved again."""
    again = request.POST.copy()
    again["version"] = current.version
    plan = plan_of_record(request, current)
    context = {
        "current": current,
        "plan": plan,
        "rows": _beside(RecordContent.of(current), mine),
        "form": None if current.removed_at else _form(plan, current, again),
        "typed": [text for text in (mine.title, mine.topic, mine.note, mine.links) if text],
        "topics": [],
    }
    return render(request, "evaluations/record_conflict.html", context, status=409)


def _facts(content):
    """What the record says, as rows of a summary."""
    said = content.as_facts
    rows = {name: {"label": label, "value": shown(name, said[name])} for name, label in NAMES.items() if name in said}
    if content.links:
        rows["links"]["links"] = content.links.splitlines()
    return rows.values()


def _beside(theirs, mine):
    pair = theirs.as_facts, mine.as_facts
    rows = [(label, *(shown(name, facts.get(name, "")) for facts in pair)) for name, label in NAMES.items()]
    return [
        {"label": label, "theirs": old, "mine": new, "differs": old != new} for label, old, new in rows if old or new
    ]


def _home(plan, record):
    """The month of the record, where the person sees it."""
    if plan is None:
        return reverse("record", args=[record.pk])
    return f"{month_url(plan, record.meeting.month)}#zaznam-{record.pk}"
