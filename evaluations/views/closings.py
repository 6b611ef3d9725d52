"""The closing of a year: the centre says how its goals ended and sends it, the department head accepts or returns."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres import saved_input
from centres.access import Right
from evaluations.closings import closing as verbs
from evaluations.closings.proposing import begun, changed_since, closing_of, sending_problems
from evaluations.forms.closings import ACCEPT, DecisionForm, NarrativeForm
from evaluations.models import Closing
from evaluations.states import COUNTED, ClosingState, Result
from evaluations.transitions import WITH_CENTRE
from evaluations.views.closing_page import Page
from evaluations.views.scope import plan_of, seen_version, year_of
from evaluations.workflow import events_of
from goals.models import Goal
from goals.workflow import EditConflict, Refused, closed_reason


@require_http_methods(["GET", "POST"])
def closing(request, year, slug):
    plan = plan_of(request, year, slug)
    if request.method == "POST":
        request.rights.require(Right.CLOSE_YEAR, plan.centre)
        return _recall(request, plan) if request.POST.get("action") == "recall" else _write(request, plan)
    page = Page(request, plan)
    kept = saved_input.restore(request) if page.is_open else None
    if kept:
        return page.show(forms=page.forms(kept), narrative=NarrativeForm(kept, closing=page.closing))
    return page.show()


def _write(request, plan):
    """Save what was sent, or save and send it."""
    begun(plan)
    page = Page(request, plan)
    forms, narrative = page.forms(request.POST), NarrativeForm(request.POST, closing=page.closing)
    if page.is_with_centre and any(form.errors for form in (*forms, narrative)):
        return page.show(forms=forms, narrative=narrative, status=422)
    if not page.is_with_centre:
        raise EditConflict(page.closing, page.lock)
    page.closing.version = narrative.cleaned_data["version"]
    content = {"results": {form.proposal.goal.root_id: form.written for form in forms}, "narrative": narrative.written}
    is_sending = request.POST.get("action") == "send"
    try:
        (verbs.send if is_sending else verbs.save)(page.closing, by=request.user, **content)
    except Refused as refusal:
        is_conflict = isinstance(refusal, EditConflict)
        if is_conflict and refusal.current:
            return _overtaken(request, plan, refusal.current)
        # What was typed is saved before anything else can be refused, so a refusal shows the page as it then is.
        if closing_of(plan).state not in WITH_CENTRE:
            raise
        saved_input.discard(request)
        page = Page(request, plan)
        problems = [] if is_conflict else list(sending_problems(page.closing, page.found))
        return page.show(status=422 if problems else 409, refusal=refusal, problems=problems)
    saved_input.discard(request)
    if is_sending:
        return redirect("closing-sent", plan.document.year, plan.centre.slug)
    messages.success(request, _("Uloženo. Uzávěrka čeká, až ji odešlete."))
    return redirect("closing", plan.document.year, plan.centre.slug)


def _overtaken(request, plan, theirs):
    """Nothing was saved. The page comes again with what was typed, beside it what somebody else has saved; sent once
    more, it counts as seen."""
    page, data = Page(request, plan), request.POST.copy()
    for form in (*page.forms(), NarrativeForm(closing=page.closing)):
        data[form.add_prefix("seen")] = form.initial["seen"]
    data["year-version"] = page.closing.version
    narrative = NarrativeForm(data, closing=page.closing)
    return page.show(forms=page.forms(data), narrative=narrative, theirs=theirs, is_overtaken=True, status=409)


def _recall(request, plan):
    current = closing_of(plan)
    current.version = seen_version(request)
    verbs.recall(current, by=request.user)
    messages.success(request, _("Uzávěrka je zpátky u vás. Upravte ji a odešlete znovu."))
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
    page = Page(request, plan)
    form = DecisionForm(saved_input.initial_data(request), closing=page.closing)
    if request.method == "POST" and form.is_valid():
        page.closing.version = form.cleaned_data["version"]
        try:
            _decide(page.closing, form.cleaned_data, by=request.user)
        except EditConflict as conflict:
            return _decide_again(request, plan, form.cleaned_data["comment"], conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved_input.discard(request)
            return redirect("closing-decided", year, slug)
    return _show_decision(page, form, status=422 if form.errors else 200)


def _decide(closing, facts, *, by):
    if facts["verdict"] == ACCEPT:
        verbs.accept(closing, by=by)
    else:
        verbs.give_back(closing, reason=facts["comment"], by=by)


def _decide_again(request, plan, comment, conflict):
    """Nothing was decided. The page comes again as it is now, with the reason that was typed."""
    page = Page(request, plan)
    form = DecisionForm(closing=page.closing)
    form.initial["comment"] = comment
    return _show_decision(page, form, status=409, conflict=conflict, typed=[comment] if comment else [])


def _show_decision(page, form, *, status, **more):
    is_sent = page.closing.state == ClosingState.SENT
    changed = changed_since(page.closing, page.found) if is_sent else []
    return page.show("evaluations/closing_decide.html", status=status, form=form, changed=changed, **more)


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
    rows = [_line(plan, found.get(plan.pk)) for plan in plans.order_by("centre__position")]
    context = {
        "document": document,
        "rows": rows,
        "results": list(COUNTED.values()),
        "waiting": sum(1 for row in rows if row["state"] == ClosingState.SENT),
        "accepted": sum(1 for row in rows if row["state"] == ClosingState.ACCEPTED),
        "may_decide": request.rights.may(Right.ACCEPT_YEAR),
        "may_release": request.rights.may(Right.RELEASE) and not closed_reason(document),
    }
    return render(request, "evaluations/closings.html", context)


def _line(plan, closing):
    said = Counter(row.result for row in closing.results.all()) if closing else Counter()
    state = ClosingState(closing.state) if closing else ClosingState.OPEN
    is_begun = bool(closing and closing.version > 1)
    return {
        "plan": plan,
        "closing": closing,
        "state": state,
        "is_begun": is_begun,
        "counts": [said[result] for result in Result] if is_begun else [],
    }
