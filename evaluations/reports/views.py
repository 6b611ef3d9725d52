"""What would come out, what speaks against it, and the button: the interim report at the end of a month, the evaluation
of the year."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import Right
from evaluations.reports.forms import MonthForm, ReportForm
from evaluations.reports.publishing import last_day, prepare_evaluation, prepare_interim, publish_report
from evaluations.states import ReportKind
from goals.forms.omissions import NAME
from goals.middleware import typed_texts
from goals.personal_data import TextPlace, suspects_in
from goals.views.edit import EditView
from goals.views.scope import year_of


class ReportView(EditView):
    """`prepare` takes the document and says what would come out now."""

    form_class = ReportForm
    prepare = None
    known_reasons: dict = {}  # what was said of centres before, by the name of the field

    def get_initial(self):
        return {"expected": self.prepared.fingerprint, "erratum": self.prepared.erratum} | self.known_reasons

    def get_form_kwargs(self):
        kinds = {"has_gaps": bool(self.prepared.gaps), "has_narrative": self.prepared.kind == ReportKind.EVALUATION}
        kinds |= {"is_erratum": bool(self.prepared.erratum), "left_out": self.prepared.left_out}
        return super().get_form_kwargs() | kinds

    @property
    def refusal_field(self):
        return None if self.prepared.problems else "reason"

    def save(self, form):
        return publish_report(self.document, self.prepare, by=self.request.user, **form.cleaned_data)

    def suspects(self, form):
        """In the words that would come out, and in those that go into the trail."""
        return suspects_in(self._places(form))

    def _places(self, form):
        for name in form.fields:
            if name != "expected":
                yield TextPlace(str(form[name].label), form[name].value() or "")
        centres = {centre["slug"]: centre for centre in self.prepared.content["centres"]}
        year = self.document.year
        for slug, centre in centres.items():
            yield TextPlace(f"{centre['name']}, {_('slovní zhodnocení')}", centre["narrative"], _closing_of(year, slug))
        for goal in self.prepared.content["goals"]:
            slug = goal["centre"]
            name = ", ".join(filter(None, [slug and centres[slug]["name"], _("cíl %(number)s") % goal]))
            yield TextPlace(f"{name}, {_('znění')}", goal["text"])
            yield TextPlace(f"{name}, {_('důvod jiného výsledku')}", goal["explanation"], _closing_of(year, slug))

    def get_context_data(self, *, form, **context):
        facts = {
            "document": self.document,
            "prepared": self.prepared,
            "typed": typed_texts(self.request),
        }
        return super().get_context_data(form=form, **facts, **context)


def _closing_of(year, slug):
    return reverse("closing", args=[year, slug]) if slug else ""


class InterimReport(ReportView):
    template_name = "evaluations/interim_report.html"

    def load(self, request, year):
        self.document = year_of(request, year)
        request.rights.require(Right.RELEASE)
        today = timezone.localdate()
        months = [month for month in range(1, 13) if last_day(year, month) < today]
        if not months:
            return render(request, "evaluations/nothing_to_release.html", {"document": self.document})
        choice = MonthForm(request.GET if "mesic" in request.GET else {"mesic": months[-1]}, months=months)
        if not choice.is_valid():
            raise Http404
        self.prepare = partial(prepare_interim, as_of=last_day(year, choice.cleaned_data["mesic"]), today=today)
        self.prepared = self.prepare(self.document)
        self.extra_context = {"choice": choice}
        return None

    def done(self, form, saved):
        return redirect("standing-released", saved.year, saved.number)


class Evaluation(ReportView):
    template_name = "evaluations/evaluation_report.html"

    def load(self, request, year):
        self.document = year_of(request, year)
        request.rights.require(Right.RELEASE)
        self.prepare = partial(prepare_evaluation, today=timezone.localdate())
        self.prepared = self.prepare(self.document)
        before = self.document.reports.evaluations().current().first()
        reasons = {one["slug"]: one["reason"] for one in before.omissions} if before else {}
        self.known_reasons = {NAME.format(one.pk): reasons.get(one.slug, "") for one in self.prepared.left_out}

    def done(self, form, saved):
        return redirect("evaluation-released", saved.year)


@require_safe
def interim_report_published(request, year, number):
    document = year_of(request, year)
    request.rights.require(Right.RELEASE)
    report = get_object_or_404(document.reports.interim(), number=number)
    return render(request, "evaluations/published_report.html", {"document": document, "report": report})


@require_safe
def evaluation_published(request, year):
    document = year_of(request, year)
    request.rights.require(Right.RELEASE)
    report = get_object_or_404(document.reports.evaluations().current())
    return render(request, "evaluations/published_report.html", {"document": document, "report": report})
