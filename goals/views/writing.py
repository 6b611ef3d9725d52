"""Writing a goal: a new one, a draft, a proposed change of an approved one. One page for all of them."""

from dataclasses import dataclass, field, replace
from functools import partial
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from centres import typed
from centres.access import Right
from goals.diff import word_pieces
from goals.formatting import describe
from goals.forms import goals as forms
from goals.history import last_returns
from goals.reading import goal_remarks
from goals.states import EDITABLE, Level
from goals.transitions import writing_right
from goals.views.scope import away_from_closed, goal_of, plan_of, seen_version
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, amend, amendment_problems, create, write
from goals.years import commitment

ONE_GOAL_EACH = gettext_lazy("Tímto formulářem už jeden cíl vznikl. Má-li tohle být další, uložte ho ještě jednou.")
NETWORK = {Level.STRATEGIC, Level.LONG_TERM}


@dataclass
class Page:
    """What one visit to the form is about; `save` takes the editor and returns the goal."""

    title: str
    back: str
    content: Content
    save: callable
    version: int = 0
    year: int | None = None
    place: dict = field(default_factory=dict)
    context: dict = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
def goal_new(request, year, slug):
    plan = plan_of(request, year, slug)
    request.rights.require(Right.WRITE, plan.centre)
    if away := away_from_closed(request, plan.document, "plan", year, slug):
        return away
    page = Page(
        title=_("Nový cíl"),
        back=reverse("plan", args=[year, slug]),
        content=Content(""),
        save=lambda editor: create(plan.document, editor.content, by=request.user, centre=plan.centre, key=editor.key),
        year=year,
        context={"plan": plan},
    )
    return _answer(request, page)


@require_http_methods(["GET", "POST"])
def commitment_new(request, level):
    """A new goal of the network; the first one makes the commitment."""
    request.rights.require(Right.WRITE_COMMITMENT)
    if level not in NETWORK:
        raise Http404
    page = Page(
        title=_("Nový strategický cíl") if level == Level.STRATEGIC else _("Nový dlouhodobý cíl"),
        back=reverse("commitment"),
        content=Content(""),
        save=lambda editor: create(commitment(), editor.content, by=request.user, level=level, key=editor.key),
        place={"level": level},
    )
    return _answer(request, page)


@require_http_methods(["GET", "POST"])
def goal_edit(request, pk):
    goal = goal_of(request, pk)
    request.rights.require(writing_right(goal), goal.centre)
    if request.method == "GET" and goal.state not in EDITABLE:
        return redirect("work-goal", pk)
    if away := away_from_closed(request, goal.document, "work-goal", pk):
        return away
    page = Page(
        title=_("Úprava: %(goal)s") % {"goal": goal.heading},
        back=_home_of(goal),
        content=Content.of(goal),
        save=partial(_save, goal, by=request.user),
        version=goal.version,
        year=goal.document.year,
        place={"is_amendment": goal.is_amendment, "level": goal.level},
        context={"goal": goal, "returned": last_returns([goal]).get(goal.pk)},
    )
    return _answer(request, page)


@require_http_methods(["GET", "POST"])
def goal_amend(request, pk):
    """Propose a change of an approved goal; what holds stays beside it until the change is approved."""
    goal = goal_of(request, pk)
    request.rights.require(_right_to_amend(goal), goal.centre)
    problems = list(amendment_problems(goal))
    if request.method == "GET" and problems:
        return redirect("work-goal", pk)
    page = Page(
        title=_("Změna cíle %(number)s") % {"number": goal.number or ""},
        back=reverse("work-goal", args=[pk]),
        content=replace(Content.of(goal), reason=""),
        save=partial(_propose, goal, by=request.user),
        version=goal.version,
        year=goal.document.year,
        place={"is_amendment": True, "level": goal.level},
        context={"goal": goal, "holds": goal},
    )
    return _answer(request, page)


@require_http_methods(["GET", "POST"])
def goal_drop(request, pk):
    return _move(request, pk, "drop", _("Cíl je vyřazený. Kdykoli ho můžete vzít zpět."))


@require_http_methods(["GET", "POST"])
def goal_restore(request, pk):
    return _move(request, pk, "restore", _("Cíl je zpátky mezi rozepsanými."))


def _move(request, pk, name, sentence):
    goal = goal_of(request, pk)
    request.rights.require(writing_right(goal), goal.centre)
    if request.method == "GET":  # back from signing in: the button is on the goal's page
        return redirect("work-goal", pk)
    goal.version = seen_version(request)
    perform(goal, name, by=request.user)
    messages.success(request, sentence)
    return redirect(_home_of(goal))


def _answer(request, page):
    """Show the form, change its rows of targets on request, or save it."""
    if request.method == "GET":
        return _show(request, page, _editor(page, data=typed.kept(request), as_is=True))
    action, _colon, at = request.POST.get("action", "save").partition("-")
    if action in ROWS:
        return _show(request, page, _editor(page, data=ROWS[action](request.POST, page, at), as_is=True))
    return _try_to_save(request, page, _editor(page, data=request.POST))


def _propose_targets(data, page, _at):
    return forms.with_proposals(data, year=page.year or timezone.localdate().year)


ROWS = {
    "propose": _propose_targets,
    "add": lambda data, _page, _at: forms.with_one_more(data),
    "remove": lambda data, _page, at: forms.without(data, at),
}


def _try_to_save(request, page, editor):
    if not editor.is_valid():
        return _show(request, page, editor, status=422)
    try:
        goal = page.save(editor)
    except Refused as refusal:
        if isinstance(refusal, EditConflict) and refusal.current:
            return _conflict(request, page, editor, refusal.current)
        return _not_saved(request, page, str(refusal))
    if Content.of(goal) != editor.content:
        return _not_saved(request, page, ONE_GOAL_EACH)
    typed.forget(request)
    messages.success(request, _("Cíl je uložený jako rozepsaný."))
    return redirect(_home_of(goal))


def _not_saved(request, page, sentence):
    """Nothing was saved and the page says why; all that was typed is in it, and it counts as a new form."""
    again = request.POST.copy()
    again["key"] = str(uuid4())
    editor = _editor(page, data=again)
    editor.form.add_error(None, sentence)
    return _show(request, page, editor, status=409)


def _save(goal, editor, *, by):
    goal.version = editor.version
    return write(goal, editor.content, by=by)


def _propose(goal, editor, *, by):
    goal.version = editor.version
    return amend(goal, editor.content, by=by, key=editor.key)


def _editor(page, *, data=None, as_is=False):
    return forms.GoalEditor(page.content, version=page.version, data=data, as_is=as_is, year=page.year, **page.place)


def _show(request, page, editor, *, status=200):
    content = editor.content if editor.form.is_bound and editor.is_valid() else _as_far(page, editor)
    context = {
        "page": page,
        "editor": editor,
        "remarks": goal_remarks(content, content.targets, year=page.year),
        **page.context,
    }
    return render(request, "work/goal_form.html", context, status=status)


def _as_far(page, editor):
    """The texts as they stand in the form, for remarks; targets that cannot be read yet are left to the reader."""
    values = {name: str(editor.form[name].value() or "") for name in ("text", "responsible", "evidence")}
    unchanged = not editor.form.is_bound and values["text"] == page.content.text
    return Content(**values, targets=page.content.targets if unchanged else ())


def _conflict(request, page, editor, current):
    """Somebody saved or decided meanwhile: both texts side by side, and the person's own ready to be saved again."""
    mine, theirs = editor.content, Content.of(current)
    again = request.POST.copy()
    again["version"] = current.version
    context = {
        "page": page,
        "current": current,
        "is_open": current.state in EDITABLE,
        "pieces": word_pieces(theirs.text, mine.text),
        "their_targets": [describe(target) for target in theirs.targets],
        "my_targets": [describe(target) for target in mine.targets],
        "typed": [text for text in (mine.text, mine.responsible, mine.evidence, mine.reason) if text],
        "editor": _editor(page, data=again, as_is=True),
        **page.context,
    }
    return render(request, "work/conflict.html", context, status=409)


def _home_of(goal):
    """Where the person goes back to: the centre's year, the amended goal, the commitment."""
    if goal.is_amendment:
        return reverse("work-goal", args=[goal.pk])
    if goal.level == Level.OPERATIONAL:
        return f"{reverse('plan', args=[goal.document.year, goal.centre.slug])}#cil-{goal.pk}"
    return reverse("commitment")


def _right_to_amend(goal):
    return Right.AMEND if goal.level == Level.OPERATIONAL else Right.WRITE_COMMITMENT
