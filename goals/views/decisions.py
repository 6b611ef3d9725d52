"""Deciding: a centre's goals on one page beside last year's; a change or a goal of the network by itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres import typed
from centres.access import Right
from centres.models import Event, Subject
from goals.deciding import APPROVE, RETURN, decide
from goals.diff import word_pieces
from goals.formatting import target_phrases
from goals.forms.decisions import VerdictForm, approved_all
from goals.history import last_returns
from goals.lineage import predecessors, reasons_of, wording_at
from goals.mail.notices import place_path
from goals.models import Goal
from goals.reading import goal_remarks
from goals.states import GoalState
from goals.submitting import recall, submit
from goals.transitions import BY_NAME, DECIDING, right_for
from goals.views.scope import away_from_closed, goal_of, plan_of, seen_version
from goals.workflow import EditConflict, own_goals


@require_http_methods(["GET", "POST"])
def plan_decide(request, year, slug):
    plan = plan_of(request, year, slug)
    request.rights.require(Right.DECIDE)
    if away := away_from_closed(request, plan.document, "plan", year, slug):
        return away
    goals = Goal.objects.in_plan(plan).originals()
    return _decide(request, goals, {"plan": plan}, lambda: redirect("plan-decided", year, slug))


@require_http_methods(["GET", "POST"])
def goal_decide(request, pk):
    goal = goal_of(request, pk)
    request.rights.require(DECIDING[goal.level])
    if away := away_from_closed(request, goal.document, "work-goal", pk):
        return away
    return _decide(request, Goal.objects.filter(pk=pk), {"goal": goal}, lambda: redirect("goal-decided", pk))


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
    goal.version = seen_version(request)
    verb([goal], by=request.user)
    messages.success(request, sentence)
    return redirect("work-goal", pk)


def _decide(request, goals, context, done):
    """Show what waits, or carry out the verdicts that were sent: about just these goals, in just these versions."""
    goals = goals.in_document_order().with_content().select_related("document", "centre")
    if request.method == "GET":
        waiting = list(goals.filter(state=GoalState.SUBMITTED))
        return _show(request, waiting, _forms(request, waiting, typed.kept(request)), context)
    named = [goal for goal in goals if f"goal-{goal.pk}-version" in request.POST]
    data = approved_all(request.POST, named) if request.POST.get("action") == "all" else request.POST
    forms = _forms(request, named, data)
    if any(form.errors for form in forms):
        return _show(request, named, forms, context, status=422)
    verdicts = [form.decided for form in forms if form.decided]
    if not verdicts:
        nothing = _("Zatím jste o žádném cíli nerozhodli. Zvolte schválit nebo vrátit.")
        return _show(request, named, forms, {**context, "nothing": nothing}, status=422)
    try:
        decide(verdicts, by=request.user)
    except EditConflict as conflict:
        return _overtaken(request, goals, forms, data, conflict.current, context)
    typed.forget(request)
    return done()


def _forms(request, goals, data):
    own = own_goals(request.user, goals)
    return [VerdictForm(data, goal=goal, is_own=goal.pk in own) for goal in goals]


def _show(request, goals, forms, context, *, status=200):
    before, returns, reasons = predecessors(goals), last_returns(goals), reasons_of(goals)
    rows = [
        _row(form, before.get(form.goal.pk)) | {"returned": returns.get(form.goal.pk), "why": reasons.get(form.goal.pk)}
        for form in forms
    ]
    has_errors = any(form.errors for form in forms if form.is_bound)
    return render(request, "work/decide.html", {"rows": rows, "has_errors": has_errors, **context}, status=status)


def _row(form, before):
    """A goal to decide about, beside what stood before it."""
    goal = form.goal
    return {
        "goal": goal,
        "form": form,
        "remarks": goal_remarks(goal, goal.targets.all(), year=goal.document.year),
        "before": before,
        "pieces": word_pieces(before.text, goal.text) if before else (),
        "is_same": before is not None and before.text == goal.text and target_phrases(before) == target_phrases(goal),
    }


def _overtaken(request, goals, forms, data, changed, context):
    """One of the goals has changed: nothing was decided. The page comes again as it is now, with all that was typed."""
    fresh = data.copy()
    seen = next(form.goal.version for form in forms if form.goal.pk == changed.pk)
    waiting = list(goals.filter(state=GoalState.SUBMITTED))
    for goal in waiting:
        if fresh.get(f"goal-{goal.pk}-version") != str(goal.version):
            fresh[f"goal-{goal.pk}-version"] = goal.version
            fresh[f"goal-{goal.pk}-verdict"] = ""
    context = {
        **context,
        "changed": changed,
        "changed_pieces": word_pieces(wording_at(changed, seen) or changed.text, changed.text),
        "typed_comment": data.get(f"goal-{changed.pk}-comment", ""),
    }
    return _show(request, waiting, _forms(request, waiting, fresh), context, status=409)


def _decided(request, goals, context):
    """What this person decided last about these goals, all of it at one moment."""
    rows = {goal.pk: goal for goal in goals}
    events = Event.objects.about(Subject.GOAL, rows).filter(name__in=[APPROVE, RETURN], by=request.user)
    last = events.order_by("at").last()
    decided = events.filter(at=last.at) if last else ()
    decided = [{"event": event, "goal": rows[event.subject_id]} for event in decided]
    context["approved"] = [row for row in decided if row["event"].name == APPROVE]
    context["returned"] = [row for row in decided if row["event"].name == RETURN]
    return render(request, "work/decided.html", context)
