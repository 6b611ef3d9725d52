"""The ten tasks of a year, and the form of one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import MissingRight, Right, role_labels
from goals.models import Document
from networks.access import missing, regions_of
from networks.ministry.forms import TaskForm
from networks.ministry.tasks_of_year import done_of, review
from networks.models import MinistryTaskYear
from networks.pages import FormPage, year_of
from networks.states import RESPONSIBLE, MinistryTask


@require_safe
def ministry_tasks(request):
    regions, year = regions_of(request.rights), year_of(request)
    if not regions.exists():
        raise missing()
    written = {one.task: one for one in MinistryTaskYear.objects.filter(year=year)}
    rows = [
        {"task": task, "responsible": RESPONSIBLE[task], "row": written.get(task), "done": done_of(task, year, regions)}
        for task in MinistryTask
    ]
    first = Document.objects.years().order_by("year").values_list("year", flat=True).first()
    context = {
        "rows": rows,
        "year": year,
        "last_year": year - 1 if first is not None and first < year else None,
        "this_year": timezone.localdate().year,
        "may_lead": request.rights.may(Right.COORDINATE_ALL),
        "who_leads": ", ".join(role_labels(Right.COORDINATE_ALL)),
    }
    return render(request, "networks/ministry_tasks.html", context)


class MinistryTaskEdit(FormPage):
    form_class = TaskForm

    def load(self, request, year, task):
        if not request.rights.may(Right.COORDINATE_ALL):
            raise MissingRight(Right.COORDINATE_ALL)
        if task not in MinistryTask.values or not 2000 <= year <= timezone.localdate().year:
            raise Http404
        there = MinistryTaskYear.objects.filter(year=year, task=task).first()
        self.row = there or MinistryTaskYear(year=year, task=task, version=0)
        names = ("state", "done", "review", "reviewed_on", "version")
        self.initial = {name: getattr(self.row, name) for name in names}
        self.back = reverse("ministry-tasks") + f"?rok={year}"
        self.page = {
            "title": MinistryTask(task).label,
            "about": str(year),
            "label": _("Uložit"),
            "back": self.back,
            "path": [{"url": self.back, "label": _("Úkoly ministerstva")}],
        }

    def save(self, form):
        self.row.version = form.cleaned_data["version"]
        return review(self.row, form.facts, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Uloženo."))
        return redirect(self.back)
