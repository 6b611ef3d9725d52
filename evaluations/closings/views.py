"""The closing of a year: the centre says how its goals ended and sends it, the department head accepts or returns."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres import access, saved_input
from centres.access import Right
from centres.events import timeline
from evaluations.closings import closing as verbs
from evaluations.closings.closing import (
    NARRATIVE,
    NarrativeContent,
    ResultContent,
    begin_closing,
    closing_of,
    current_results,
    goals_changed_since,
    sending_problems,
    year_problems,
)
from evaluations.closings.forms import ACCEPT, ClosingForm, DecisionForm, ResultForm
from evaluations.closings.outcomes import ProposedResult, propose_results
from evaluations.models import Closing
from evaluations.reports.content import facts_of, shown_targets
from evaluations.states import COUNTED, ClosingState, Result
from evaluations.transitions import WITH_CENTRE
from evaluations.views.scope import plan_of, seen_version, year_of
from evaluations.workflow import events_of, year_lock
from goals.models import Goal
from goals.reading import find_personal_data
from goals.workflow import EditConflict, Refused, closed_reason


@dataclass(frozen=True)
class ClosingRow:
    """One goal on the page."""

    proposal: ProposedResult
    said: ResultContent
    facts: dict  # its numbers: frozen once the closing was sent
    form: ResultForm | None
    theirs: ResultContent | None  # what somebody else has saved in the meantime

    @property
    def goal(self):
        return self.proposal.goal

    @property
    def targets(self):
        return shown_targets(self.facts)

    @property
    def entries(self):
        """What meetings said of it, the last one first."""
        return [entry for entry in reversed(self.proposal.standing.entries) if entry.stand or entry.said]

    @property
    def proposed(self):
        return self.facts.get("proposed", self.proposal.result)

    @property
    def their_result(self):
        return self.theirs and Result(self.theirs.result).label


class ClosingPage:
    """The closing with everything that its pages need, read once."""

    def __init__(self, request, plan):
        self.request, self.plan = request, plan
        self.closing = closing_of(plan)
        self.proposed = propose_results(plan)
        self.results = current_results(self.closing, self.proposed)
        self.is_with_centre = self.closing.state in WITH_CENTRE
        self.lock = year_lock(plan.document.year, plan.centre_id)
        self.may_close = request.rights.may(Right.CLOSE_YEAR, plan.centre)
        self.is_open = self.may_close and self.is_with_centre and not self.lock

    def form(self, data=None):
        return ClosingForm(data, closing=self.closing, proposed=self.proposed, current=self.results)

    def show(self, template="evaluations/closing.html", *, status=200, closing_form=None, theirs=None, **context):
        """The goals as they are now, to be written about with a form; as they were sent, without one."""
        form = closing_form or (self.form() if self.is_open else None)
        forms = {each.proposed.goal.root_id: each for each in form.results} if form else {}
        frozen = {} if self.is_with_centre else {row.goal_id: row for row in self.closing.results.all()}
        theirs = theirs or {}
        rows = []
        for one in self.proposed:
            root = one.goal.root_id
            facts = facts_of(one.standing)
            if row := frozen.get(root):
                facts = row.measured | {"proposed": Result(row.proposed)}
            rows.append(ClosingRow(one, self.results[root], facts, forms.get(root), theirs.get(root)))
        events = list(events_of(self.closing).exclude(name="write")) if self.closing.pk else []
        returns = [event for event in events if event.name == "return"]
        texts = [self.closing.narrative, *(said.reason for said in self.results.values())]
        facts = {
            "plan": self.plan,
            "closing": self.closing,
            "rows": rows,
            "narrative": form and form.narrative,
            "has_errors": bool(form and form.errors),
            "their_narrative": theirs.get(NARRATIVE, NarrativeContent()).text,
            "is_open": self.is_open,
            "lock": self.lock or ("" if self.may_close else access.refusal(Right.CLOSE_YEAR)),
            "may_recall": self.may_close and self.closing.state == ClosingState.SENT,
            "may_decide": self.request.rights.may(Right.ACCEPT_YEAR) and not self.is_with_centre,
            "missing": list(year_problems(self.plan, self.proposed)) if self.is_open and self.proposed else [],
            "steps": timeline(events),
            "returned": returns[-1] if self.closing.state == ClosingState.RETURNED else None,
            "remarks": find_personal_data(" \n".join(texts)),  # in words that will come out
        }
        return render(self.request, template, facts | context, status=status)


@require_http_methods(["GET", "POST"])
def closing(request, year, slug):
    plan = plan_of(request, year, slug)
    if request.method == "GET":
        page = ClosingPage(request, plan)
        return page.show(closing_form=page.form(saved_input.restore(request)) if page.is_open else None)
    request.rights.require(Right.CLOSE_YEAR, plan.centre)
    if request.POST.get("action") != "recall":
        return _write(request, plan, is_sending=request.POST.get("action") == "send")
    current = closing_of(plan)
    current.version = seen_version(request)
    verbs.recall(current, by=request.user)
    messages.success(request, _("Uzávěrka je zpátky u vás. Upravte ji a odešlete znovu."))
    return redirect("closing", year, slug)


def _write(request, plan, *, is_sending):
    """Save what was sent, or save and send it."""
    begin_closing(plan)
    page = ClosingPage(request, plan)
    form = page.form(request.POST)
    if not page.is_with_centre:
        raise EditConflict(page.closing, page.lock)
    if form.errors:
        return page.show(closing_form=form, status=422)
    page.closing.version = form.narrative.cleaned_data["version"]
    try:
        (verbs.send if is_sending else verbs.save)(page.closing, by=request.user, **form.written)
    except Refused as refusal:
        is_conflict = isinstance(refusal, EditConflict)
        page = ClosingPage(request, plan)
        if is_conflict and refusal.current:
            # Nothing was saved. The page comes again with what was typed, beside it what somebody else has saved; sent
            # once more, it counts as seen.
            data = request.POST.copy()
            for field in page.form().hidden_fields():
                data[field.html_name] = field.value()
            return page.show(closing_form=page.form(data), theirs=refusal.current, is_overtaken=True, status=409)
        # What was typed is saved before anything else can be refused, so a refusal shows the page as it then is.
        if not page.is_with_centre:
            raise
        saved_input.discard(request)
        problems = [] if is_conflict else list(sending_problems(page.closing, page.proposed))
        return page.show(status=422 if problems else 409, refusal=refusal, problems=problems)
    saved_input.discard(request)
    if is_sending:
        return redirect("closing-sent", plan.document.year, plan.centre.slug)
    messages.success(request, _("Uloženo. Uzávěrka čeká, až ji odešlete."))
    return redirect("closing", plan.document.year, plan.centre.slug)


@require_safe
def closing_sent(request, year, slug):
    plan = plan_of(request, year, slug)
    if closing_of(plan).state in WITH_CENTRE:
        return redirect("closing", year, slug)
    return render(request, "evaluations/closing_sent.html", {"plan": plan})


@require_http_methods(["GET", "POST"])
def closing_decide(request, year, slug):
    plan = plan_of(request, year, slug)
    request.rights.require(Right.ACCEPT_YEAR)
    page = ClosingPage(request, plan)
    form = DecisionForm(saved_input.initial_data(request), closing=page.closing)
    status, context = 200, {}
    if request.method == "POST" and form.is_valid():
        comment = form.cleaned_data["comment"]
        page.closing.version = form.cleaned_data["version"]
        try:
            if form.cleaned_data["verdict"] == ACCEPT:
                verbs.accept(page.closing, by=request.user)
            else:
                verbs.give_back(page.closing, reason=comment, by=request.user)
        except EditConflict as conflict:
            # Nothing was decided. The page comes again as it is now, with the reason that was typed.
            page = ClosingPage(request, plan)
            form = DecisionForm(closing=page.closing, comment=comment)
            status, context = 409, {"conflict": conflict, "typed": [comment] if comment else []}
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved_input.discard(request)
            return redirect("closing-decided", year, slug)
    is_sent = page.closing.state == ClosingState.SENT
    context["changed"] = goals_changed_since(page.closing, page.proposed) if is_sent else []
    status = 422 if form.errors else status
    return page.show("evaluations/closing_decide.html", status=status, form=form, **context)


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
    plans = document.plans.filter(centre__in=goals.values("centre")).select_related("centre")
    found = {row.plan_id: row for row in Closing.objects.for_year(year).prefetch_related("results")}
    rows = []
    for plan in plans.order_by("centre__position"):
        current = found.get(plan.pk) or Closing(plan=plan)
        is_begun = current.version > 1
        said = Counter(row.result for row in current.results.all()) if is_begun else {}
        counts = [said[result] for result in Result] if is_begun else []
        rows.append({"plan": plan, "closing": current, "state": current.state, "is_begun": is_begun, "counts": counts})
    states = Counter(row["state"] for row in rows)
    context = {
        "document": document,
        "rows": rows,
        "results": list(COUNTED.values()),
        "waiting": states[ClosingState.SENT],
        "accepted": states[ClosingState.ACCEPTED],
        "may_decide": request.rights.may(Right.ACCEPT_YEAR),
        "may_release": request.rights.may(Right.RELEASE) and not closed_reason(document),
    }
    return render(request, "evaluations/closings.html", context)
