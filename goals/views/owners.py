"""Who looks after which goal: all goals of a centre's year on one screen, those of the network, or one goal."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import access, saved_input
from goals.forms.owners import OwnersEditor, expect_current
from goals.models import Document, Goal
from goals.owners import owning_right, set_owners
from goals.views.edit import EditView
from goals.views.scope import goal_of, plan_of


class OwnersView(EditView):
    """A page says which goals it is about; whoever may not choose reads."""

    template_name = "work/owners.html"
    plan = goal = centre = None

    def goals_at(self, request, **address):
        raise NotImplementedError  # every page says its own

    def load(self, request, **address):
        self.goals = self.goals_at(request, **address)
        self.right = owning_right(self.goal or Goal(centre=self.centre))
        if request.method == "POST":
            request.rights.require(self.right, self.centre)

    def get_form(self, form_class=None):
        return self.editor(saved_input.initial_data(self.request))

    def editor(self, data):
        return OwnersEditor(self.goals, on=timezone.localdate(), data=data)

    def save(self, form):
        set_owners(form.choices, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Vlastníci cílů jsou uložení."))
        return redirect("work-goal", self.goal.pk) if self.goal else redirect(self.request.path)

    def refused(self, form, refusal):
        form.refusal = str(refusal)
        return self.show(form, status=422)

    def overtaken(self, form, conflict):
        again = self.editor(expect_current(self.request.POST, conflict.current))
        return self.show(again, status=409, overtaken=conflict.current, refusal=str(conflict))

    def get_context_data(self, *, form, **context):
        may_choose = self.request.rights.may(self.right, self.centre)
        facts = {
            "plan": self.plan,
            "goal": self.goal,
            "editor": form,
            "may_choose": may_choose,
            "who_chooses": "" if may_choose else ", ".join(access.role_labels(self.right)),
        }
        return super().get_context_data(form=form, **facts, **context)


class PlanOwners(OwnersView):
    def goals_at(self, request, year, slug):
        self.plan = plan_of(request, year, slug)
        self.centre = self.plan.centre
        return Goal.objects.in_plan(self.plan).current().in_document_order().select_related("document", "centre")


class CommitmentOwners(OwnersView):
    def goals_at(self, request):
        term = Document.objects.term_on(timezone.localdate())
        goals = Goal.objects.visible_to(request.rights).filter(document__in=term)
        return goals.current().in_document_order().select_related("document", "centre")


class OneGoalOwner(OwnersView):
    def goals_at(self, request, pk):
        self.goal = goal_of(request, pk)
        self.centre = self.goal.centre
        return [self.goal]
