"""What happens to a goal that holds: its end during the year, taking that back until it is out, a mended typo."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals import ending
from goals.forms.decisions import EndForm, MendForm
from goals.mending import FIELDS, mend
from goals.states import EDITABLE
from goals.transitions import DECIDING, amending_right
from goals.views.edit import EditView
from goals.views.scope import away_from_closed, expected_version, goal_of
from goals.writing import amendment_problems


class EndGoal(EditView):
    """Propose the end of a goal, write one anew that came back, or end it at once where nobody is left to propose."""

    form_class = EndForm
    template_name = "work/goal_end.html"
    refusal_field = "day"

    def load(self, request, pk):
        goal = self.goal = goal_of(request, pk)
        self.is_back = goal.is_amendment and goal.ends_on is not None and goal.state in EDITABLE
        self.is_at_once = not self.is_back and ending.may_end_at_once(goal, request.rights, on=timezone.localdate())
        if not self.is_at_once:
            request.rights.require(amending_right(goal), goal.centre)
        if away := away_from_closed(request, goal.document, "work-goal", pk):
            return away
        if request.method == "GET" and not self.is_back and list(amendment_problems(goal)):
            return redirect("work-goal", pk)
        self.initial = {"version": goal.version, "key": uuid4()}
        if self.is_back:
            self.initial |= {"day": goal.ends_on, "reason": goal.reason}
        self.extra_context = {"goal": goal, "is_at_once": self.is_at_once}
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"goal": self.goal}

    def save(self, form):
        self.goal.version = form.cleaned_data["version"]
        facts = {"day": form.cleaned_data["day"], "reason": form.cleaned_data["reason"], "by": self.request.user}
        if self.is_at_once:
            return ending.end_at_once(self.goal, **facts)
        if self.is_back:
            return ending.change_end(self.goal, **facts)
        return ending.end(self.goal, key=form.cleaned_data["key"], **facts)

    def done(self, form, saved):
        sentence = _("Návrh na ukončení je odeslaný ke schválení. Dokud se nerozhodne, cíl platí.")
        if self.is_at_once:
            sentence = _("Cíl je ukončený. Veřejnost to uvidí v příštím vydání; do té doby to můžete vzít zpět.")
        messages.success(self.request, sentence)
        return redirect("work-goal", saved.pk)


@require_http_methods(["GET", "POST"])
def goal_resume(request, pk):
    """Take the end back; the button is on the goal's page."""
    goal = goal_of(request, pk)
    request.rights.require(DECIDING[goal.level])
    if request.method == "GET":
        return redirect("work-goal", pk)
    goal.version = expected_version(request)
    held = ending.resume(goal, by=request.user)
    messages.success(request, _("Ukončení je vzaté zpět, cíl platí dál."))
    return redirect("work-goal", held.pk)


class MendGoal(EditView):
    form_class = MendForm
    template_name = "work/goal_mend.html"
    refusal_field = "text"

    def load(self, request, pk):
        goal = self.goal = goal_of(request, pk)
        request.rights.require(DECIDING[goal.level])
        if away := away_from_closed(request, goal.document, "work-goal", pk):
            return away
        if request.method == "GET" and list(amendment_problems(goal)):
            return redirect("work-goal", pk)
        self.initial = {name: getattr(goal, name) for name in FIELDS} | {"version": goal.version}
        self.extra_context = {"goal": goal}
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"goal": self.goal}

    def save(self, form):
        self.goal.version = form.cleaned_data["version"]
        return mend(self.goal, form.texts, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Překlep je opravený. Veřejnost ho uvidí opravený v příštím vydání."))
        return redirect("work-goal", saved.pk)
