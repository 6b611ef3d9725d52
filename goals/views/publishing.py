"""A year as a whole, for the department head: opening it, its calendar, publishing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import Right
from goals import years
from goals.blocks import shown_sections
from goals.diff import compare
from goals.formatting import target_phrases
from goals.forms.fields import TextField
from goals.forms.years import CalendarForm, OpenYearForm, PublishForm, first_guess
from goals.models import EditionGoal
from goals.pdf.edition import edition_html
from goals.pdf.letters import unprintable
from goals.pdf.sheets import ALL_SHEETS
from goals.personal_data import TextPlace, places_of_goals, suspects_in, unconfirmed
from goals.public import publishing
from goals.remarks import unprintable_sentence
from goals.renderings import word_attachment
from goals.views.edit import EditView
from goals.views.scope import away_from_closed, year_of
from goals.workflow import EditConflict


class YearOpen(EditView):
    form_class = OpenYearForm
    template_name = "work/year_open.html"
    refusal_field = "year"

    def load(self, request):
        request.rights.require(Right.OPEN_YEAR)

    def get_initial(self):
        return first_guess(timezone.localdate())

    def save(self, form):
        facts = form.cleaned_data
        by = self.request.user
        return years.open_year(facts["year"], form.calendar, facts["centres"], title=facts["title"], by=by)

    def done(self, form, saved):
        sentence = _("Rok %(year)s je otevřený. Centra ho od prvního dne přípravy uvidí mezi tím, co na ně čeká.")
        messages.success(self.request, sentence % form.cleaned_data)
        return redirect("work-year", form.cleaned_data["year"])


class YearDates(EditView):
    form_class = CalendarForm
    template_name = "work/year_dates.html"

    def load(self, request, year):
        self.document = year_of(request, year)
        request.rights.require(Right.OPEN_YEAR)
        self.initial = {**years.Calendar.of(self.document).columns, "version": self.document.version}
        self.extra_context = {"document": self.document}
        return away_from_closed(request, self.document, "work-year", year)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"year": self.document.year}

    def save(self, form):
        self.document.version = form.cleaned_data["version"]
        return years.change_calendar(self.document, form.calendar, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Termíny roku %(year)s jsou změněné.") % {"year": self.document.year})
        return redirect("work-year", self.document.year)


class Publish(EditView):
    """What would come out now, what is missing, what changed; and the button."""

    form_class = PublishForm
    template_name = "work/publish.html"
    refusal_field = "reason"

    def load(self, request, year):
        self.document = year_of(request, year)
        request.rights.require(Right.PUBLISH)
        return away_from_closed(request, self.document, "work-year", year) or self.prepare()

    def prepare(self):
        self.ready = publishing.ready_to_publish(self.document)
        self.initial = {
            "expected": self.ready.fingerprint,
            "erratum": publishing.late_erratum(self.document, self.ready),
        }

    def get_form_kwargs(self):
        kinds = {"is_unfinished": not self.ready.is_complete, "is_first": self.ready.number == 1}
        kinds["left_out"] = self.ready.missing
        return super().get_form_kwargs() | kinds

    def suspects(self, form):
        """Also in what is typed with the button, which goes into the edition or the trail."""
        typed = [TextPlace(str(one.label), one.value() or "") for one in form if isinstance(one.field, TextField)]
        return suspects_in([*places_of_goals(self.ready.goals), *self.sections(), *typed])

    def sections(self):
        return [TextPlace(str(section), section.text) for section in self.document.sections.all()]

    def form_valid(self, form):
        """The last step is on the preview; before it nothing is saved, only shown: as a page, as a PDF, as the form."""
        action = self.request.POST.get("action", "publish")
        if action == "publish":
            return super().form_valid(form)
        facts = {name: value for name, value in form.cleaned_data.items() if name != "expected"}
        if problem := publishing.problem(self.ready, form.cleaned_data["expected"]):
            return self.overtaken(form, problem) if isinstance(problem, EditConflict) else self.refused(form, problem)
        if action == "edit":
            return self.show(form)
        suspects = self.suspects(form)
        if unconfirmed(self.request, suspects):
            return self.show(form, status=422, asks=True)
        edition = publishing.preview(self.document, self.ready, by=self.request.user, **facts)
        if action == "pdf":
            return _preview_pdf(edition)
        if action == "word":
            name = f"nahled-{edition.first_year}-vydani-{edition.number}.docx"
            return word_attachment(edition_html(edition, is_preview=True), name)
        context = {"document": self.document, "edition": edition, "form": form, "suspects": suspects}
        if self.document.is_commitment:
            context["shown"] = shown_sections(edition.sections.all(), edition.goals.all())
        return render(self.request, "work/publish_preview.html", context)

    def save(self, form):
        return publishing.publish(self.document, by=self.request.user, **form.cleaned_data)

    def done(self, form, saved):
        return redirect("published", self.document.year, saved.number)

    def get_context_data(self, **context):
        """Also what would be different from the edition that holds now."""
        before = EditionGoal.objects.filter(edition__document=self.document, edition__number=self.ready.number - 1)
        before = list(before.select_related("centre").prefetch_related("targets"))
        changes = compare(before, self.ready.goals, targets_of=target_phrases) if before else []
        texts = [place.text or "" for place in (*places_of_goals(self.ready.goals), *self.sections())]
        letters = unprintable(" ".join(texts))
        facts = {"document": self.document, "ready": self.ready, "changes": changes}
        facts["unprintable"] = unprintable_sentence(letters) if letters else ""
        return super().get_context_data(**facts, **context)


def _preview_pdf(edition):
    from goals.pdf import archival  # costs most of a second to import: only who draws pays it

    pdf = archival.render(edition_html(edition, is_preview=True))
    name = f"nahled-{edition.first_year}-vydani-{edition.number}.pdf"
    return HttpResponse(
        pdf.content,
        headers={"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"'},
    )


@require_safe
def published(request, year, number):
    document = year_of(request, year)
    request.rights.require(Right.PUBLISH)
    edition = get_object_or_404(document.editions.all(), number=number)
    sheets = edition.files.filter(format=ALL_SHEETS).first()
    return render(request, "work/published.html", {"edition": edition, "sheets": sheets})
