"""A centre's year: its goals as a task list, last year's goals to decide about, sending it, taking it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres import access
from centres.access import Right
from goals import approval, years
from goals.formatting import format_date
from goals.forms.decisions import ContinueForm, OrderForm
from goals.history import Held, Wordings, last_returns
from goals.models import Goal, Plan
from goals.owners import owners_of
from goals.pdf.draft import draft_html
from goals.personal_data import places_of_goals, suspects_in, unconfirmed
from goals.plan_progress import with_progress
from goals.remarks import remarks_on
from goals.renderings import word_attachment
from goals.states import EDITABLE, OPEN, Decision, GoalState
from goals.views.edit import EditView
from goals.views.scope import away_from_closed, centre_in_scope, expected_goals, plan_of
from goals.workflow import EditConflict, closed_reason
from goals.writing import move


@require_safe
def plan(request, year, slug):
    """The goals of a centre's year, and what the person may do with them: the page shows just this."""
    plan = plan_of(request, year, slug)
    goals = Goal.objects.in_plan(plan).in_document_order().select_related("document").prefetch_related("targets")
    changes = {goal.amends_id: goal for goal in goals.amendments().filter(state__in=OPEN)}
    current = list(goals.current())
    reasons, decided = last_returns(current), years.decisions(plan)
    owners = owners_of(current, on=timezone.localdate())
    rows = []
    for goal in current:
        is_editable, is_returned = goal.state in EDITABLE, goal.state == GoalState.RETURNED
        rows.append(
            {
                "goal": goal,
                "remarks": remarks_on(goal, goal.targets.all(), year=year) if is_editable else (),
                "change": changes.get(goal.root_id),
                "owner": owners.get(goal.root_id),
                "returned": reasons.get(goal.pk) if is_returned else None,
            }
        )
    may, reason = request.rights.may, closed_reason(plan.document)
    today, open_questions = timezone.localdate(), years.undecided(plan, decided)
    is_closed, held = plan.centre.is_closed(today), Wordings(decided).decided_about()
    context = {
        "plan": plan,
        "today": today,
        "has_taken_over": any(goal.centre_id != plan.centre_id for goal in open_questions),
        "ends_elsewhere": any(goal.document_id == plan.document_id for goal in open_questions),
        "rows": rows,
        "has_draft": any(goal.state in OPEN for goal in current) or bool(changes),
        "is_ordered": any(goal.state in EDITABLE for goal in current),
        "undecided": open_questions if not is_closed else [],
        "decided": [
            {"row": row, "held": held.get(row.previous_id) or Held(row.previous, None)}
            for row in sorted(decided.values(), key=lambda row: row.previous.position)
        ],
        "dropped": goals.originals().filter(state=GoalState.DROPPED),
        "counted": with_progress(Plan.objects.filter(pk=plan.pk)).get(),
        "read_only_reason": reason,
        "sees_prints": centre_in_scope(request, plan.centre),
        "may_write": may(Right.WRITE, plan.centre) and not reason and not is_closed,
        "may_submit": may(Right.SUBMIT, plan.centre) and not reason,
        "may_amend": may(Right.AMEND, plan.centre) and not reason,
        "may_decide": may(Right.DECIDE) and not reason,
        "may_assign": may(Right.ASSIGN, plan.centre),
        "who_submits": ", ".join(access.role_labels(Right.SUBMIT)),
        "recall_problems": list(approval.recall_problems(plan)),
    }
    return render(request, "work/plan.html", context)


@require_safe
def draft(request, year, slug):
    """What is on its way, as a Word file to be talked about."""
    plan = plan_of(request, year, slug)
    html = draft_html(plan, today=timezone.localdate())
    if not html:
        messages.info(request, _("Žádný cíl teď není rozpracovaný, návrh k projednání tedy není."))
        return redirect("plan", year, slug)
    return word_attachment(html, f"navrh-cilu-{slug}-{year}.docx")


class ContinueGoal(EditView):
    """One of last year's goals: carry on, change, or let it end."""

    form_class = ContinueForm
    template_name = "work/continue.html"

    def load(self, request, year, slug, previous):
        self.plan = plan_of(request, year, slug)
        request.rights.require(Right.WRITE, self.plan.centre)
        if away := away_from_closed(request, self.plan.document, "plan", year, slug):
            return away
        self.previous = next((goal for goal in years.previous_goals(self.plan) if goal.root_id == previous), None)
        if self.previous is None:
            raise Http404
        decided = years.decisions(self.plan).get(self.previous.root_id)
        self.initial = {"decision": decided.decision, "reason": decided.reason} if decided else {}
        # A goal of this very year came with a centre that was merged into this one; deciding ends it there.
        self.ends_on = self.previous.centre.last_day if self.previous.document_id == self.plan.document_id else None
        called = _("Převzatý %(goal)s") if self.ends_on else _("Loňský %(goal)s")
        self.called = called % {"goal": self.previous.name}
        self.extra_context = {"plan": self.plan, "goal": self.previous, "called": self.called, "ends_on": self.ends_on}
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_taken_over": self.ends_on is not None}

    def save(self, form):
        return years.continue_goal(self.plan, self.previous, by=self.request.user, **form.cleaned_data)

    def done(self, form, saved):
        """To the new goal where it is to be changed, else back to the plan with a word about what happened."""
        decision = form.cleaned_data["decision"]
        if decision == Decision.CHANGE and saved.state in EDITABLE:
            return redirect("goal-edit", saved.pk)
        if decision == Decision.RETIRE:
            sentence = _("%(goal)s končí, v roce %(year)s nebude.")
            if self.ends_on:
                sentence = _("%(goal)s skončil v centru %(centre)s dnem %(day)s.")
        else:
            sentence = _("%(goal)s pokračuje, je mezi cíli na rok %(year)s.")
        year = self.plan.document.year
        facts = {"goal": self.called, "year": year, "centre": self.previous.centre}
        facts["day"] = self.ends_on and format_date(self.ends_on)
        messages.success(self.request, sentence % facts)
        return redirect("plan", year, self.plan.centre.slug)


@require_http_methods(["GET", "POST"])
def order(request, year, slug):
    """Move a goal up or down by one; the buttons are on the page of the plan."""
    plan = plan_of(request, year, slug)
    request.rights.require(Right.WRITE, plan.centre)
    if request.method == "GET":
        return redirect("plan", year, slug)
    form = OrderForm(request.POST)
    if not form.is_valid():
        raise Http404
    goal = get_object_or_404(Goal.objects.in_plan(plan), pk=form.cleaned_data["goal"])
    plan.version = form.cleaned_data["version"]
    try:
        move(plan, goal, form.cleaned_data["offset"], by=request.user)
    except EditConflict as conflict:
        messages.error(request, str(conflict))
    return redirect(f"{reverse('plan', args=[year, slug])}#cil-{goal.pk}")


@require_http_methods(["GET", "POST"])
def check(request, year, slug):
    """All goals of the centre once more, and what is missing; one button sends them."""
    plan = plan_of(request, year, slug)
    request.rights.require(Right.SUBMIT, plan.centre)
    if away := away_from_closed(request, plan.document, "plan", year, slug):
        return away
    goals = list(approval.to_submit(plan))
    suspects = suspects_in(places_of_goals(goals, page="goal-edit"))
    asks = request.method == "POST" and bool(unconfirmed(request, suspects))
    if request.method == "POST" and not asks:
        approval.submit_plan(plan, expected_goals(request, Goal.objects.in_plan(plan)), by=request.user)
        return redirect("plan-submitted", year, slug)
    others = Goal.objects.in_plan(plan).current().exclude(state__in=EDITABLE).in_document_order()
    unchanged = {row.goal_id for row in years.unchanged(plan)}
    context = {
        "plan": plan,
        "rows": [
            {
                "goal": goal,
                "remarks": remarks_on(goal, goal.targets.all(), year=goal.document.year),
                "is_unchanged": goal.pk in unchanged,
            }
            for goal in goals
        ],
        "others": others.prefetch_related("targets"),
        "missing": list(approval.missing(plan)),
        "suspects": suspects,
        "asks": asks,
    }
    return render(request, "work/check.html", context, status=422 if asks else 200)


@require_safe
def submitted(request, year, slug):
    plan = plan_of(request, year, slug)
    waiting = approval.submitted(plan).count()
    if not waiting:
        return redirect("plan", year, slug)
    context = {"plan": plan, "count": approval.last_sent(plan), "waiting": waiting}
    return render(request, "work/submitted.html", context)


@require_http_methods(["GET", "POST"])
def recall(request, year, slug):
    plan = plan_of(request, year, slug)
    request.rights.require(Right.SUBMIT, plan.centre)
    if away := away_from_closed(request, plan.document, "plan", year, slug):
        return away
    if request.method == "POST" and not approval.submitted(plan):  # idempotent: it is done already
        return redirect("plan", year, slug)
    if request.method == "POST":
        sent = expected_goals(request, Goal.objects.in_plan(plan))
        count = len(approval.recall_plan(plan, sent, by=request.user))
        sentence = ngettext("%(count)s cíl je zpět u centra.", "%(count)s cílů je zpět u centra.", count)
        messages.success(request, sentence % {"count": count})
        return redirect("plan", year, slug)
    goals = list(approval.submitted(plan))
    problems = list(approval.recall_problems(plan))
    return render(request, "work/recall.html", {"plan": plan, "goals": goals, "problems": problems})
