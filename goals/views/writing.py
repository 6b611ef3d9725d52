"""Writing a goal: a new one, a draft, a proposed change of an approved one. One page for all of them."""

from dataclasses import replace
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from centres import saved_input
from centres.access import Right
from goals.diff import word_pieces
from goals.formatting import describe
from goals.forms import goals as forms
from goals.history import last_returns, last_values
from goals.models import Document
from goals.reading import reading_questions
from goals.remarks import remarks_on
from goals.states import EDITABLE, Level
from goals.transitions import amending_right, writing_right
from goals.views.edit import EditView
from goals.views.scope import away_from_closed, expected_version, goal_of, plan_of
from goals.workflow import perform
from goals.writing import Content, amend, amendment_problems, create, write
from goals.years import commitment

ONE_GOAL_EACH = gettext_lazy("Tímto formulářem už jeden cíl vznikl. Má-li tohle být další, uložte ho ještě jednou.")
TITLES = {
    Level.STRATEGIC: gettext_lazy("Nový strategický cíl"),
    Level.LONG_TERM: gettext_lazy("Nový dlouhodobý cíl"),
}


class GoalFormView(EditView):
    """The form with its targets; a page adds what it starts from and what saving means."""

    template_name = "work/goal_form.html"
    title = back = ""
    content = Content("")
    version = 0
    year = None
    level = Level.OPERATIONAL
    is_amendment = False
    goal_before = None  # the goal whose predecessor's values are offered

    def editor(self, data=None, *, as_is=False):
        place = {"level": self.level, "is_amendment": self.is_amendment}
        return forms.GoalEditor(self.content, version=self.version, data=data, as_is=as_is, year=self.year, **place)

    def get_form(self, form_class=None):
        if self.request.method == "POST":
            return self.editor(self.request.POST)
        return self.editor(saved_input.restore(self.request), as_is=True)

    def post(self, request, *args, **kwargs):
        """Save, or change the rows of targets without judging what has been typed so far."""
        action, _colon, at = request.POST.get("action", "save").partition("-")
        if action == "propose":
            year = self.year or timezone.localdate().year
            known = {"before": self.content.text, "baselines": last_values(self.goal_before)}
            data = forms.with_proposals(request.POST, year=year, **known)
            is_network = self.level != Level.OPERATIONAL
            changes = forms.target_changes(self.content.targets, data, year=self.year, is_network=is_network)
            self.extra_context = (self.extra_context or {}) | {
                "changes": changes if self.content.targets else [],
                "questions": reading_questions(data.get("text", ""), year=year),
            }
        elif action == "add":
            data = forms.with_one_more(request.POST)
        elif action == "remove":
            data = forms.without(request.POST, at)
        else:
            return super().post(request, *args, **kwargs)
        return self.show(self.editor(data, as_is=True))

    def content_of(self, form):
        """What is to be saved: who wrote no target and had none gets those that the wording promises."""
        content = form.content
        if content.targets or self.content.targets:
            return content
        return forms.with_read_targets(content, year=self.year or timezone.localdate().year)

    def done(self, form, saved):
        content = self.content_of(form)
        if Content.of(saved) != content:
            return self.not_saved(ONE_GOAL_EACH)
        if content.targets and not form.content.targets:
            messages.success(
                self.request,
                _("Cíl je uložený jako rozepsaný. Cílové hodnoty jsou navržené ze znění, zkontrolujte je."),
            )
        else:
            messages.success(self.request, _("Cíl je uložený jako rozepsaný."))
        return redirect(_home_of(saved))

    def refused(self, form, refusal):
        return self.not_saved(str(refusal))

    def not_saved(self, sentence):
        """Nothing was saved and the page says why; all that was typed is in it, and it counts as a new form."""
        again = self.request.POST.copy()
        again["key"] = str(uuid4())
        editor = self.editor(again)
        editor.form.add_error(None, sentence)
        return self.show(editor, status=409)

    def overtaken(self, form, conflict):
        """Somebody saved or decided meanwhile: both texts side by side, the person's own ready to be saved again."""
        if conflict.current is None:
            return self.not_saved(str(conflict))
        mine, theirs = form.content, Content.of(conflict.current)
        again = self.request.POST.copy()
        again["version"] = conflict.current.version
        context = {
            "current": conflict.current,
            "is_open": conflict.current.state in EDITABLE,
            "pieces": word_pieces(theirs.text, mine.text),
            "their_targets": [describe(target) for target in theirs.targets],
            "my_targets": [describe(target) for target in mine.targets],
            "typed": [text for text in (mine.text, mine.responsible, mine.evidence, mine.reason) if text],
            "editor": self.editor(again, as_is=True),
        }
        return render(self.request, "work/conflict.html", context, status=409)

    def get_context_data(self, *, form, **context):
        facts = {"remarks": self.remarks(form), "last_values": last_values(self.goal_before)}
        return super().get_context_data(form=form, editor=form, **facts, **context)

    def remarks(self, editor):
        """Of what stands in the form; targets that cannot be read yet are left to the reader."""
        if editor.form.is_bound and editor.is_valid():
            content = editor.content
        else:
            values = {name: str(editor.form[name].value() or "") for name in ("text", "responsible", "evidence")}
            is_unchanged = not editor.form.is_bound and values["text"] == self.content.text
            targets = self.content.targets if is_unchanged else ()
            if editor.targets.is_bound and editor.targets.is_valid():
                targets = editor.targets.content
            content = Content(**values, targets=targets)
        return remarks_on(content, content.targets, year=self.year)


class GoalNew(GoalFormView):
    title = gettext_lazy("Nový cíl")

    def load(self, request, year, slug):
        self.plan, self.year = plan_of(request, year, slug), year
        request.rights.require(Right.WRITE, self.plan.centre)
        self.back = reverse("plan", args=[year, slug])
        self.extra_context = {"plan": self.plan}
        return away_from_closed(request, self.plan.document, "plan", year, slug)

    def save(self, form):
        document, centre = self.plan.document, self.plan.centre
        return create(document, self.content_of(form), by=self.request.user, centre=centre, key=form.key)


class CommitmentNew(GoalFormView):
    """A new goal of the network; the first one makes the commitment."""

    def load(self, request, level, pk=None):
        request.rights.require(Right.WRITE_COMMITMENT)
        if level not in TITLES:
            raise Http404
        self.document = get_object_or_404(Document.objects.terms(), pk=pk) if pk else None
        self.title, self.back, self.level = TITLES[level], _commitment_page(pk), level

    def save(self, form):
        facts = {"by": self.request.user, "level": self.level, "key": form.key}
        return create(self.document or commitment(), self.content_of(form), **facts)


class GoalEdit(GoalFormView):
    def load(self, request, pk):
        goal = self.goal = self.goal_before = goal_of(request, pk)
        request.rights.require(writing_right(goal), goal.centre)
        if request.method == "GET" and goal.state not in EDITABLE:
            return redirect("work-goal", pk)
        if goal.ends_on:  # a proposed end that came back has a form of its own
            return redirect("goal-end", pk)
        self.title, self.back = _("Úprava: %(goal)s") % {"goal": goal.heading}, _home_of(goal)
        self.content, self.version, self.year = Content.of(goal), goal.version, goal.document.year
        self.level, self.is_amendment = goal.level, goal.is_amendment
        self.extra_context = {"goal": goal, "returned": last_returns([goal]).get(goal.pk)}
        return away_from_closed(request, goal.document, "work-goal", pk)

    def save(self, form):
        self.goal.version = form.version
        return write(self.goal, self.content_of(form), by=self.request.user)


class GoalAmend(GoalFormView):
    """Propose a change of an approved goal; what holds stays beside it until the change is approved."""

    is_amendment = True

    def load(self, request, pk):
        goal = self.goal = self.goal_before = goal_of(request, pk)
        request.rights.require(amending_right(goal), goal.centre)
        if request.method == "GET" and list(amendment_problems(goal)):
            return redirect("work-goal", pk)
        self.title = _("Změna cíle %(number)s") % {"number": goal.number or ""}
        self.back = reverse("work-goal", args=[pk])
        self.content, self.version, self.year = replace(Content.of(goal), reason=""), goal.version, goal.document.year
        self.level = goal.level
        self.extra_context = {"goal": goal, "holds": goal}
        return None

    def save(self, form):
        self.goal.version = form.version
        return amend(self.goal, self.content_of(form), by=self.request.user, key=form.key)


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
    goal.version = expected_version(request)
    perform(goal, name, by=request.user)
    messages.success(request, sentence)
    return redirect(_home_of(goal))


def _home_of(goal):
    """Where the person goes back to: the centre's year, the amended goal, the commitment."""
    if goal.is_amendment:
        return reverse("work-goal", args=[goal.pk])
    if goal.level == Level.OPERATIONAL:
        return f"{reverse('plan', args=[goal.document.year, goal.centre.slug])}#cil-{goal.pk}"
    return _commitment_page(goal.document_id)


def _commitment_page(pk):
    return reverse("commitment-term", args=[pk]) if pk else reverse("commitment")
