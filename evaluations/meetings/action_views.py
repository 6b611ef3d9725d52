"""The page of one thing that a meeting agreed: its owner says there how it ended."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import access, saved_input
from centres.network import call_as_then
from evaluations.meetings import actions as action_items
from evaluations.meetings import labels
from evaluations.meetings.contents import ActionContent
from evaluations.meetings.forms import ActionForm, with_current_fingerprints
from evaluations.models import ActionItem
from evaluations.notifications import meeting_path
from evaluations.transitions import meeting_right
from goals.forms.owners import owner_choices
from goals.personal_data import TextPlace, suspects_in
from goals.views.edit import EditView


class ActionPage(EditView):
    """For who has it to do, and for who fills in the meetings that it comes back to; others who see it read."""

    template_name = "evaluations/action_item.html"

    def load(self, request, pk):
        today = timezone.localdate()
        items = ActionItem.objects.visible_to(request.rights, on=today)
        items = items.select_related("meeting__centre", "goal", "person", "settled_by")
        self.item = get_object_or_404(items, pk=pk)
        call_as_then([(self.item.meeting.centre, self.item.meeting.year)], today=today)
        self.may_change = action_items.may_change(self.item, request.rights)
        self.is_own = action_items.is_own(self.item, request.user, on=today)
        self.right = meeting_right("write", self.item.meeting)
        if request.method == "POST" and not (self.may_change or self.is_own):
            request.rights.require(self.right, self.item.meeting.centre)

    def get_form(self, form_class=None):
        return self.form(saved_input.initial_data(self.request))

    def form(self, data):
        meeting = self.item.meeting
        people = action_items.possible_people(meeting, timezone.localdate())
        choices = owner_choices(people, action_items.roles_for(meeting))
        return ActionForm(data, item=self.item, choices=choices, is_own=not self.may_change)

    def save(self, form):
        part = form.content
        return action_items.change_action(self.item, part.content, expected=part.expected, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Úkol je uložený: %(state)s.") % {"state": saved.status.label})
        return redirect("action-item", saved.pk)

    def overtaken(self, form, conflict):
        mine = form.content.content
        self.load(self.request, **self.kwargs)
        theirs = ActionContent.of(self.item)
        again = self.form(with_current_fingerprints(self.request.POST, {form.prefix: theirs}))
        pairs = zip(action_items.in_lines(theirs), action_items.in_lines(mine), strict=True)
        differs = [(label, now_is, own) for (label, now_is), (_label, own) in pairs if now_is != own]
        return self.show(again, status=409, refusal=str(conflict), differs=differs)

    def get_context_data(self, *, form, **context):
        meeting = self.item.meeting
        facts = {
            "item": self.item,
            "today": timezone.localdate(),
            "meeting_title": f"{labels.title(meeting)}, {labels.context_label(meeting)}",
            "meeting_url": meeting_path(meeting),
            "may_write": self.may_change or self.is_own,
            "who_writes": ", ".join(access.role_labels(self.right)),
            "remarks": suspects_in(
                [TextPlace(_("Co udělat"), self.item.what), TextPlace(_("Poznámka"), self.item.note)]
            ),
        }
        return super().get_context_data(form=form, **facts, **context)
