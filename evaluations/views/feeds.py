"""Which indicator makes the number of each target: of a centre's year, and of the goals of the network."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from centres import access, saved_input
from centres.access import Right
from centres.models import Centre
from evaluations.forms.feeds import FeedEditor, seen_now
from evaluations.models import Indicator
from evaluations.recording.feeding import feed_all, feeding_lock, feeds_of, targets_of
from evaluations.recording.recorded import topics_of
from evaluations.recording.suggesting import proposals
from evaluations.standings import standings
from evaluations.views.scope import plan_of
from goals.models import Goal
from goals.workflow import EditConflict, Refused


@dataclass
class Page:
    """Whose targets they are, and who may choose for them."""

    goals: list
    right: Right
    year: int
    centre: Centre | None = None
    context: dict = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
def feeds(request, year, slug):
    plan = plan_of(request, year, slug)
    goals = _approved(Goal.objects.in_plan(plan))
    context = {"plan": plan, "topics": topics_of(plan)}
    return _answer(request, Page(goals, Right.MEASURE, year, plan.centre, context))


@require_http_methods(["GET", "POST"])
def commitment_feeds(request):
    goals = _approved(Goal.objects.visible_to(request.rights).filter(centre=None))
    year = timezone.localdate().year
    return _answer(request, Page(goals, Right.WRITE_COMMITMENT, year, context={"topics": topics_of(None)}))


def _approved(goals):
    related = ("document", "centre", "amends", "continues")
    return list(goals.approved().in_document_order().with_content().select_related(*related))


def _answer(request, page):
    """Show the page, or save all of it at once."""
    if request.method == "GET":
        return _show(request, page, saved_input.restore(request))
    request.rights.require(page.right, page.centre)
    editor = _editor(page, request.POST)
    if not editor.is_valid():
        return _show(request, page, request.POST, status=422)
    try:
        feed_all(editor.choices, by=request.user)
    except EditConflict as conflict:
        sent = seen_now(request.POST, conflict.current)
        return _show(request, page, sent, refusal=conflict, overtaken=conflict.current, status=409)
    except Refused as refusal:
        return _show(request, page, request.POST, refusal=refusal, status=409)
    saved_input.discard(request)
    messages.success(request, _("Ukazatele jsou uložené."))
    return redirect(request.path)


def _editor(page, data=None):
    targets, indicators, now = targets_of(page.goals), list(Indicator.objects.active()), feeds_of(page.goals)
    return FeedEditor(targets, now, proposals(page.goals, now, indicators), indicators, data)


def _show(request, page, data=None, *, status=200, overtaken=(), **facts):
    lock = feeding_lock(page.goals[0]) if page.goals else ""
    may_choose = request.rights.may(page.right, page.centre)
    editor = _editor(page, data)
    rows = standings(page.goals, year=page.year, today=timezone.localdate())
    context = {
        "rows": [{"goal": row.goal, "targets": list(_targets(row, editor, overtaken))} for row in rows],
        "lock": lock,
        "may_choose": may_choose and not lock,
        "who_chooses": "" if may_choose else ", ".join(access.role_labels(page.right)),
        "has_errors": editor.has_errors,
        "typed": [] if may_choose and not lock else editor.typed_topics,
        "has_proposals": any(form.proposal for form in editor.by_target.values()),
        **facts,
        **page.context,
    }
    return render(request, "evaluations/feeds.html", context, status=status)


def _targets(standing, editor, overtaken):
    """The targets of one goal that can have a number, each with its form and with what somebody chose meanwhile."""
    for row in standing.targets:
        if form := editor.by_target.get(row.target.pk):
            is_overtaken = row.target.pk in overtaken
            yield {"standing": row, "form": form, "is_overtaken": is_overtaken}
