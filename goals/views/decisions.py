"""Deciding: a centre's goals on one page beside last year's; a change or a goal of the network by itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres import saved_input
from centres.access import Right
from centres.models import Event, Subject
from goals.approval import APPROVE, RETURN, decide, recall, submit
from goals.diff import word_pieces
from goals.formatting import target_phrases
from goals.forms.decisions import Verdicts
from goals.history import changed_since, last_returns, predecessors, reasons_of, retired, wording_at
from goals.models import Goal
from goals.personal_data import places_of_goals, suspects_in, unconfirmed
from goals.remarks import remarks_on
from goals.states import GoalState
from goals.tasks import decisions, place_path
from goals.transitions import BY_NAME, DECIDING, right_for
from goals.views.edit import EditView
from goals.views.scope import away_from_closed, expected_version, goal_of, plan_of


class Decide(EditView):
    """What waits, and the verdicts that were sent: about just these goals, in just these versions."""

    template_name = "work/decide.html"
    goals = None

    def get_form(self, form_class=None):
        """The forms of all goals of the page."""
        self.goals = self.goals.in_document_order().with_content().select_related("document", "centre")
        if self.request.method == "GET":
            return self.waiting(saved_input.restore(self.request))
        sent = self.request.POST
        named = [goal for goal in self.goals if f"goal-{goal.pk}-version" in sent]
        return Verdicts(named, by=self.request.user, data=sent)

    def waiting(self, data=None):
        goals = list(self.goals.filter(state=GoalState.SUBMITTED))
        return Verdicts(goals, by=self.request.user, data=data)

    def form_valid(self, form):
        if not form.decided:
            nothing = _("Zatím jste o žádném cíli nerozhodli. Zvolte schválit nebo vrátit.")
            return self.show(form, status=422, nothing=nothing)
        return super().form_valid(form)

    def suspects(self, form):
        return suspects_in(places_of_goals(each.goal for each in form.forms))

    def suspects_frozen_by(self, form):
        return suspects_in(places_of_goals(each.goal for each in form.decided if each.name == APPROVE))

    def save(self, form):
        return decide(form.decided, by=self.request.user)

    def refused(self, form, refusal):
        raise refusal  # what is typed comes back on the page of all refusals

    def overtaken(self, form, conflict):
        """Nothing was decided. The page comes again as it is now, with all that was typed; what has changed is to be
        decided anew."""
        changed, data = conflict.current, form.data.copy()
        expected = next(each.goal.version for each in form.forms if each.goal.pk == changed.pk)
        for goal in self.goals.filter(state=GoalState.SUBMITTED):
            if data.get(f"goal-{goal.pk}-version") != str(goal.version):
                data[f"goal-{goal.pk}-version"] = goal.version
                data[f"goal-{goal.pk}-verdict"] = ""
        context = {
            "changed": changed,
            "changed_pieces": word_pieces(wording_at(changed, expected) or changed.text, changed.text),
            "typed_comment": data.get(f"goal-{changed.pk}-comment", ""),
        }
        return self.show(self.waiting(data), status=409, **context)

    def get_context_data(self, *, form, **context):
        """Each goal beside what stood before it."""
        goals = [each.goal for each in form.forms]
        before, returns, reasons = predecessors(goals), last_returns(goals), reasons_of(goals)
        rows = []
        for each in form.forms:
            goal, old = each.goal, before.get(each.goal.pk)
            returned = returns.get(goal.pk)
            is_same = old is not None and old.text == goal.text and target_phrases(old) == target_phrases(goal)
            rows.append(
                {
                    "goal": goal,
                    "form": each,
                    "remarks": remarks_on(goal, goal.targets.all(), year=goal.document.year),
                    "before": old,
                    "pieces": word_pieces(old.text, goal.text) if old else (),
                    "is_same": is_same,
                    "returned": returned,
                    "mended": changed_since(goal, returned) if returned else (),
                    "why": reasons.get(goal.pk),
                }
            )
        return super().get_context_data(form=form, rows=rows, has_errors=form.has_errors, **context)


class PlanDecide(Decide):
    def load(self, request, year, slug):
        plan = plan_of(request, year, slug)
        request.rights.require(Right.DECIDE)
        self.goals = Goal.objects.in_plan(plan).originals()
        self.extra_context = {"plan": plan, "retired": retired(plan)}
        return away_from_closed(request, plan.document, "plan", year, slug)

    def done(self, form, saved):
        return redirect("plan-decided", **self.kwargs)


class GoalDecide(Decide):
    def load(self, request, pk):
        goal = goal_of(request, pk)
        request.rights.require(DECIDING[goal.level])
        self.goals = Goal.objects.filter(pk=pk)
        self.extra_context = {"goal": goal}
        return away_from_closed(request, goal.document, "work-goal", pk)

    def done(self, form, saved):
        return redirect("goal-decided", **self.kwargs)


@require_safe
def plan_decided(request, year, slug):
    plan = plan_of(request, year, slug)
    goals = Goal.objects.in_plan(plan).originals()
    return _decided(request, goals, {"plan": plan, "waiting": goals.filter(state=GoalState.SUBMITTED).count()})


@require_safe
def goal_decided(request, pk):
    goal = goal_of(request, pk)
    return _decided(request, Goal.objects.filter(pk=pk), {"goal": goal, "back": place_path(goal)})


@require_http_methods(["GET", "POST"])
def goal_submit(request, pk):
    """Send one goal: a change of an approved one, or a goal of the network."""
    sentence = _("Je odesláno ke schválení. Dokud se nerozhodne, platí to, co je zveřejněné; odpověď přijde e-mailem.")
    return _move(request, pk, "submit", submit, sentence)


@require_http_methods(["GET", "POST"])
def goal_recall(request, pk):
    return _move(request, pk, "recall", recall, _("Je zpátky u vás mezi rozepsanými."))


def _move(request, pk, name, verb, sentence):
    goal = goal_of(request, pk)
    request.rights.require(right_for(BY_NAME[name], goal), goal.centre)
    if request.method == "GET":  # back from signing in: the button is on the goal's page
        return redirect("work-goal", pk)
    goal.version = expected_version(request)
    if name == "submit" and unconfirmed(request, suspects_in(places_of_goals([goal]))):
        messages.warning(request, _("Zatím se nic neodeslalo: v textech je něco, co vypadá jako osobní údaj."))
        return redirect(f"{reverse('work-goal', args=[pk])}#osobni-udaje")
    verb([goal], by=request.user)
    messages.success(request, sentence)
    return redirect("work-goal", pk)


def _next_waiting(request):
    """The task of the first place where something still waits for a decision of this person: the rest of the same one
    before all others."""
    here = request.path.replace("rozhodnuto", "rozhodnuti")
    waiting = list(decisions(request.rights, timezone.localdate()))
    return min(waiting, key=lambda task: task.url != here, default=None)


def _decided(request, goals, context):
    """What this person decided last about these goals, all of it at one moment."""
    rows = {goal.pk: goal for goal in goals}
    events = Event.objects.about(Subject.GOAL, rows).filter(name__in=[APPROVE, RETURN], by=request.user)
    last = events.order_by("at").last()
    decided = events.filter(at=last.at) if last else ()
    decided = [{"event": event, "goal": rows[event.subject_id]} for event in decided]
    context["next"] = _next_waiting(request)
    context["approved"] = [row for row in decided if row["event"].name == APPROVE]
    context["returned"] = [row for row in decided if row["event"].name == RETURN]
    return render(request, "work/decided.html", context)
