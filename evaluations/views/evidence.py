"""Files that show what happened: attached to a record or a goal, handed out, taken away."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres import access
from evaluations.evidence import Unfit, attachment
from evaluations.forms.files import EvidenceForm
from evaluations.recording.attaching import MOST_FILES, attach, attaching_lock, attaching_right, evidence_of, take_away
from evaluations.views.one_record import show_record
from evaluations.views.scope import evidence_file_of, evidence_row_of, goal_of, record_of
from goals.workflow import Refused


@require_safe
def evidence(request, pk):
    file = evidence_file_of(request, pk)
    return attachment(file.stored, file.name, file.kind)


@require_http_methods(["GET", "POST"])
def record_evidence(request, pk):
    record = record_of(request, pk)
    request.rights.require(attaching_right(record), record.centre)
    if request.method == "GET":  # back from signing in: the form is on the record's page
        return redirect(_at(record))
    form = EvidenceForm(request.POST, request.FILES)
    if _attached(request, record, form):
        return redirect(_at(record))
    return show_record(request, record, evidence_form=form, status=422)


@require_http_methods(["GET", "POST"])
def goal_evidence(request, pk):
    """Files of a goal; they belong to the goal as first written, whatever wording holds."""
    goal = goal_of(request, pk)
    right = attaching_right(goal)
    form = None
    if request.method == "POST":
        request.rights.require(right, goal.centre)
        form = EvidenceForm(request.POST, request.FILES)
        if _attached(request, goal, form):
            return redirect("goal-evidence", pk)
    files = list(evidence_of(goal))
    lock = attaching_lock(goal, timezone.now())
    may_change = request.rights.may(right, goal.centre) and not lock
    context = {
        "goal": goal,
        "files": files,
        "lock": lock,
        "may_change": may_change,
        "who_attaches": ", ".join(access.role_labels(right)),
        "evidence_form": form or (EvidenceForm() if may_change and len(files) < MOST_FILES else None),
    }
    return render(request, "evaluations/goal_evidence.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
def evidence_remove(request, pk):
    file = evidence_row_of(request, pk)
    thing = file.record or file.goal
    request.rights.require(attaching_right(thing), thing.centre)
    if request.method == "POST":
        take_away(file, by=request.user)
        messages.success(request, _("Doklad „%(name)s“ je odebraný a soubor smazaný.") % {"name": file.name})
    return redirect(_at(thing))


def _attached(request, thing, form):
    """Has the sent file been attached? If not, the form says why."""
    if not form.is_valid():
        return False
    try:
        attached = attach(thing, form.cleaned_data["file"], by=request.user)
    except (Unfit, Refused) as refusal:
        form.add_error("file", str(refusal))
        return False
    messages.add_message(request, *_said_of(attached))
    return True


def _said_of(attached):
    name = {"name": attached.evidence.name}
    if not attached.is_new:
        return messages.INFO, _("Tento soubor tu už je, jako „%(name)s“. Znovu se neuložil.") % name
    if twin := attached.elsewhere:
        where = {**name, "where": twin.record or twin.goal}
        return messages.WARNING, _("Doklad „%(name)s“ je přiložený. Stejný soubor je i tady: %(where)s.") % where
    return messages.SUCCESS, _("Doklad „%(name)s“ je přiložený.") % name


def _at(thing):
    name = "goal-evidence" if hasattr(thing, "level") else "record"
    return f"{reverse(name, args=[thing.pk])}#doklady"
