"""The closing of a year: the centre says how its goals ended and sends it, the department head accepts or returns."""

from collections import Counter
from contextlib import nullcontext
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres import access, saved_input
from centres.access import Right
from centres.events import timeline
from centres.models import Event
from centres.network import call_as_then
from evaluations.closings import closing as verbs
from evaluations.closings.closing import (
    NARRATIVE,
    begin_closing,
    closing_of,
    current_results,
    goals_changed_since,
    sending_problems,
    year_problems,
)
from evaluations.closings.forms import ACCEPT, ClosingForm, DecisionForm, ObjectionForm
from evaluations.closings.outcomes import propose_results
from evaluations.meetings.forms import ConfirmForm
from evaluations.meetings.writing import Unconfirmed
from evaluations.models import Closing
from evaluations.reports.content import facts_of, shown_targets
from evaluations.states import COUNTED, ClosingState, Result
from evaluations.transitions import WITH_CENTRE
from evaluations.workflow import (
    MOVED_ON,
    closing_role,
    evaluated_without,
    events_of,
    headless,
    objections_of,
    year_closed_reason,
)
from goals.models import Goal
from goals.personal_data import TextPlace, suspects_in
from goals.views.edit import EditView
from goals.views.scope import expected_version, plan_of, year_of
from goals.workflow import EditConflict, closed_reason


class ClosingView(EditView):
    """A page about one closing: its goals as they are now or, once it was sent, as they were sent."""

    def load(self, request, year, slug):
        self.plan = plan_of(request, year, slug)
        self.closing = closing_of(self.plan)
        self.proposed = propose_results(self.plan)
        self.results = current_results(self.closing, self.proposed)
        self.is_with_centre = self.closing.state in WITH_CENTRE
        self.read_only_reason = year_closed_reason(year, self.plan.centre_id)
        is_own = request.rights.may(Right.CLOSE_YEAR, self.plan.centre)
        self.is_for_centre = (
            not is_own
            and request.rights.may(Right.CLOSE_FOR)
            and bool(headless([self.plan.centre], on=timezone.localdate()))
        )
        self.may_close = is_own or self.is_for_centre
        self.may_object = is_own and bool(self.closing.pk) and not list(verbs.objecting_problems(self.closing))

    def suspects(self, form):
        """In the words that will come out with the evaluation."""
        goals = [(one.goal, self.results[one.goal.root_id].reason) for one in self.proposed]
        return self.suspects_in([(None, self.closing.narrative), *goals])

    def suspects_in(self, texts):
        url = reverse("closing", kwargs=self.kwargs)
        named = [(f"{goal}, {_('důvod')}" if goal else str(_("Slovní zhodnocení roku")), text) for goal, text in texts]
        return suspects_in(TextPlace(name, text, "" if self.request.path == url else url) for name, text in named)

    def get_context_data(self, *, form, theirs=None, **context):
        """`theirs` is what somebody else has saved in the meantime, by the goal."""
        theirs = theirs or {}
        forms = {each.proposed.goal.root_id: each for each in getattr(form, "results", [])}
        frozen = {} if self.is_with_centre else {row.goal_id: row for row in self.closing.results.all()}
        rows = []
        for one in self.proposed:
            root, entries = one.goal.root_id, reversed(one.standing.entries)
            sent, their = frozen.get(root), theirs.get(root)
            facts = sent.measured if sent else facts_of(one.standing)
            rows.append(
                {
                    "goal": one.goal,
                    "proposal": one,
                    "proposed": Result(sent.proposed) if sent else one.result,
                    "said": self.results[root],
                    "facts": facts,
                    "targets": shown_targets(facts),
                    "entries": [entry for entry in entries if entry.rating or entry.said],
                    "form": forms.get(root),
                    "theirs": their,
                    "their_result": their and Result(their.result).label,
                }
            )
        events = events_of(self.closing).exclude(name="write") if self.closing.pk else Event.objects.none()
        facts = {
            "plan": self.plan,
            "closing": self.closing,
            "rows": rows,
            "read_only_reason": self.read_only_reason or ("" if self.may_close else access.refusal(Right.CLOSE_YEAR)),
            "may_decide": self.request.rights.may(Right.ACCEPT_YEAR) and not self.is_with_centre,
            "is_for_centre": self.is_for_centre,
            "is_dissolved": self.plan.centre.is_closed(timezone.localdate()),
            "may_object": self.may_object,
            "objections": objections_of([self.closing]) if self.closing.pk else [],
            "steps": timeline(events),
            "returned": events.filter(name="return").last() if self.closing.state == ClosingState.RETURNED else None,
        }
        return super().get_context_data(form=form, **facts, **context)


class CloseYear(ClosingView):
    template_name = "evaluations/closing.html"
    form_class = ClosingForm

    def load(self, request, year, slug):
        super().load(request, year, slug)
        if request.method == "POST" and not self.may_close:
            request.rights.require(Right.CLOSE_YEAR, self.plan.centre)
        self.is_open = self.may_close and self.is_with_centre and not self.read_only_reason

    def get_form(self, form_class=None):
        return super().get_form() if self.is_open or self.request.method == "POST" else None

    def get_form_kwargs(self):
        data = super().get_form_kwargs().get("data")
        return {"data": data, "closing": self.closing, "proposed": self.proposed, "current": self.results}

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") == "recall" and self.closing.pk:
            self.closing.version = expected_version(request)
            verbs.recall(self.closing, by=request.user)
            messages.success(request, _("Uzávěrka je zpátky u vás. Upravte ji a odešlete znovu."))
            return redirect("closing", **self.kwargs)
        if not self.is_with_centre:
            raise EditConflict(self.closing, self.read_only_reason)
        return super().post(request, *args, **kwargs)

    def suspects(self, form):
        return self.suspects_in(form.texts) if form else super().suspects(form)

    def suspects_frozen_by(self, form):
        return self.suspects(form) if self.request.POST.get("action") == "send" else ()

    def save(self, form):
        is_sent = self.request.POST.get("action") == "send"
        verb = partial(verbs.send, is_confirmed=False) if is_sent else verbs.save
        # What is sent is kept even where the sending is refused; of what is not saved not even the closing begins.
        with nullcontext() if is_sent else transaction.atomic():
            closing = begin_closing(self.plan)
            closing.version = form.narrative.cleaned_data["version"]
            return verb(closing, by=self.request.user, **form.written)

    def done(self, form, saved):
        if self.request.POST.get("action") == "send":
            return redirect("closing-sent", **self.kwargs)
        messages.success(self.request, _("Uloženo. Uzávěrka čeká, až ji odešlete."))
        return redirect("closing", **self.kwargs)

    def overtaken(self, form, conflict):
        return super().overtaken(form, conflict) if conflict.current else self.refused(form, conflict)

    def refused(self, form, refusal):
        """What was typed is saved before anything else can be refused, so the page comes again as it then is."""
        if isinstance(refusal, Unconfirmed):
            saved_input.discard(self.request)
            return redirect("closing-confirm", **self.kwargs)
        self.load(self.request, **self.kwargs)
        if not self.is_with_centre:
            raise refusal
        saved_input.discard(self.request)
        problems = []
        if not isinstance(refusal, EditConflict):
            problems = list(sending_problems(self.closing, self.proposed, is_for_centre=self.is_for_centre))
        form = ClosingForm(**self.get_form_kwargs() | {"data": None}) if self.is_open else None
        return self.show(form, status=422 if problems else 409, refusal=refusal, problems=problems)

    def get_context_data(self, *, form, conflict=None, **context):
        theirs = conflict.current if conflict else {}
        facts = {
            "narrative": form and form.narrative,
            "has_errors": bool(form and form.errors),
            "theirs": theirs,
            "their_narrative": theirs[NARRATIVE].text if NARRATIVE in theirs else "",
            "is_overtaken": conflict is not None,
            "is_open": self.is_open,
            "may_recall": self.may_close and self.closing.state == ClosingState.SENT,
            "missing": [],
        }
        if self.is_open and self.proposed:
            facts["missing"] = list(year_problems(self.plan, self.proposed, is_for_centre=self.is_for_centre))
        return super().get_context_data(form=form, **facts, **context)


class ConfirmSending(EditView):
    """What the person should know before they send; the closing is saved by then."""

    form_class = ConfirmForm
    template_name = "evaluations/closing_confirm.html"

    def load(self, request, year, slug):
        self.plan = plan_of(request, year, slug)
        closing_role(request.user, self.plan.centre, on=timezone.localdate())
        self.closing = closing_of(self.plan)
        if self.closing.pk is None or self.closing.state not in WITH_CENTRE:
            return redirect("closing-sent", year, slug)
        self.initial = {"version": self.closing.version}
        questions = list(verbs.sending_questions(self.closing, timezone.now()))
        self.extra_context = {"plan": self.plan, "questions": questions}
        return None

    def save(self, form):
        closing = begin_closing(self.plan)
        closing.version = form.cleaned_data["version"]
        return verbs.send(closing, by=self.request.user)

    def done(self, form, saved):
        return redirect("closing-sent", **self.kwargs)


class ObjectToClosing(EditView):
    """The centre's own word about a closing that was sent for it."""

    form_class = ObjectionForm
    template_name = "evaluations/closing_object.html"

    def load(self, request, year, slug):
        self.plan = plan_of(request, year, slug)
        request.rights.require(Right.CLOSE_YEAR, self.plan.centre)
        self.closing = closing_of(self.plan)
        if request.method == "GET" and list(verbs.objecting_problems(self.closing)):
            return redirect("closing", year, slug)
        self.extra_context = {"plan": self.plan}
        return None

    def save(self, form):
        if self.closing.pk is None:
            raise EditConflict(None, MOVED_ON)
        return verbs.object_to(self.closing, text=form.cleaned_data["text"], by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Námitka je odeslaná. Vidí ji vedoucí odboru, než vyhodnocení roku vyjde."))
        return redirect("closing", **self.kwargs)


@require_safe
def closing_sent(request, year, slug):
    plan = plan_of(request, year, slug)
    if closing_of(plan).state in WITH_CENTRE:
        return redirect("closing", year, slug)
    return render(request, "evaluations/closing_sent.html", {"plan": plan})


class DecideClosing(ClosingView):
    template_name = "evaluations/closing_decide.html"
    form_class = DecisionForm

    def load(self, request, year, slug):
        super().load(request, year, slug)
        request.rights.require(Right.ACCEPT_YEAR)

    def get_initial(self):
        return {"version": self.closing.version}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"closing": self.closing}

    def suspects_frozen_by(self, form):
        return self.suspects(form) if form.cleaned_data["verdict"] == ACCEPT else ()

    def save(self, form):
        if self.closing.pk is None:
            raise EditConflict(None, MOVED_ON)
        self.closing.version = form.cleaned_data["version"]
        if form.cleaned_data["verdict"] == ACCEPT:
            return verbs.accept(self.closing, by=self.request.user)
        return verbs.return_to_centre(self.closing, reason=form.cleaned_data["comment"], by=self.request.user)

    def done(self, form, saved):
        return redirect("closing-decided", **self.kwargs)

    def overtaken(self, form, conflict):
        """Nothing was decided. The page comes again as it is now, with the reason that was typed; the decision about
        what there is now has to be taken anew."""
        self.load(self.request, **self.kwargs)
        comment = form.cleaned_data["comment"]
        form = DecisionForm(closing=self.closing, initial=self.get_initial() | {"comment": comment})
        return self.show(form, status=409, conflict=conflict, typed=[comment] if comment else [])

    def get_context_data(self, *, form, **context):
        is_sent = self.closing.state == ClosingState.SENT
        changed = goals_changed_since(self.closing, self.proposed) if is_sent else []
        return super().get_context_data(form=form, changed=changed, **context)


@require_safe
def closing_decided(request, year, slug):
    plan = plan_of(request, year, slug)
    request.rights.require(Right.ACCEPT_YEAR)
    current = closing_of(plan)
    event = events_of(current).filter(name__in=["accept", "return"], by=request.user).last() if current.pk else None
    waiting = Closing.objects.for_year(year).filter(state=ClosingState.SENT).count()
    return render(request, "evaluations/closing_decided.html", {"plan": plan, "event": event, "waiting": waiting})


@require_safe
def closings(request, year):
    """All centres of the year that have something to close, how far they are and how their goals ended."""
    document = year_of(request, year)
    request.rights.require(Right.SEE_NETWORK)
    goals = Goal.objects.approved().filter(document=document).order_by()
    plans = document.plans.filter(centre__in=goals.values("centre")).select_related("centre__successor")
    found = {row.plan_id: row for row in Closing.objects.for_year(year).prefetch_related("results")}
    rows, plans = [], list(plans.order_by("centre__position"))
    call_as_then([(plan.centre, year) for plan in plans])
    without_head = headless([plan.centre for plan in plans], on=timezone.localdate())
    left_out = evaluated_without(year)
    for plan in plans:
        current = found.get(plan.pk) or Closing(plan=plan)
        is_begun = current.version > 1
        said = Counter(row.result for row in current.results.all()) if is_begun else {}
        counts = [said[result] for result in Result] if is_begun else []
        facts = {"plan": plan, "closing": current, "state": current.state, "is_begun": is_begun, "counts": counts}
        facts["is_left_out"] = plan.centre.slug in left_out
        is_open = current.state in WITH_CENTRE and (facts["is_left_out"] or not closed_reason(document))
        rows.append(facts | {"needs_somebody": plan.centre_id in without_head and is_open})
    states = Counter(row["state"] for row in rows)
    context = {
        "document": document,
        "rows": rows,
        "results": list(COUNTED.values()),
        "waiting": states[ClosingState.SENT],
        "accepted": states[ClosingState.ACCEPTED],
        "may_decide": request.rights.may(Right.ACCEPT_YEAR),
        "may_close_for": request.rights.may(Right.CLOSE_FOR),
        "may_release": request.rights.may(Right.RELEASE) and (left_out or not closed_reason(document)),
    }
    return render(request, "evaluations/closings.html", context)
