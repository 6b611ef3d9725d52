"""Documents that come in: upload, trial with its questions, as drafts or as what they are on paper; what goals
continue; and the first steps of an organisation that has nothing here yet."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres import access
from centres.access import Right
from goals import adoption, first_steps
from goals.diff import word_pieces
from goals.forms.adoption import (
    AnswersForm,
    FactsForm,
    LineageForm,
    SeenForm,
    UploadForm,
    initial_answers,
    initial_facts,
)
from goals.importing import LANGUAGES
from goals.lineage import decide_lineage, proposals
from goals.models import Document as Year
from goals.models import DocumentTrial
from goals.paper import Facts, in_words
from goals.personal_data import suspects_in
from goals.states import DocumentKind
from goals.views.edit import EditView
from goals.views.scope import expected_version, term_of, year_of
from goals.workflow import Refused


def trial_of(request, pk, kind=DocumentKind.OPERATIONAL):
    return get_object_or_404(_trials(request), pk=pk, kind=kind)


def _trials(request):
    """Of either kind."""
    request.rights.require(Right.IMPORT)
    return DocumentTrial.objects.select_related("uploaded_by", "proposed_by", "settled_by", "document")


def page_of(trial):
    """Where a document says what would come of it."""
    return reverse("commitment-trial" if trial.kind == DocumentKind.COMMITMENT else "document", args=[trial.pk])


class Documents(EditView):
    """What waits, and a form for another one."""

    form_class = UploadForm
    template_name = "work/documents.html"
    refusal_field = "file"

    def load(self, request):
        request.rights.require(Right.IMPORT)
        waiting = DocumentTrial.objects.filter(outcome="", kind=DocumentKind.OPERATIONAL).defer("lines")
        self.extra_context = {"waiting": waiting.select_related("uploaded_by")}

    def save(self, form):
        return adoption.upload(form.cleaned_data["file"], form.cleaned_data["year"], by=self.request.user)

    def done(self, form, saved):
        return redirect("document", saved.pk)


class TrialPage(EditView):
    """What would come in, what has to be answered first, and the two ways on; later what became of it."""

    form_class = AnswersForm
    template_name = "work/document.html"

    def load(self, request, pk):
        self.trial = trial_of(request, pk)
        self.extra_context = {"trial": self.trial, "edition": adoption.edition_of(self.trial)}
        self.tried = None
        if self.trial.outcome:
            if request.method == "POST":
                messages.info(request, _("S dokumentem už někdo skončil."))
                return redirect("document", pk)
            edition = self.extra_context["edition"]
            years = Year.objects.years().filter(year__in=[edition.year, edition.year + 1]) if edition else ()
            facts = sees(request) | {"to_link": [document.year for document in years if proposals(document)]}
            return render(request, "work/document_settled.html", self.extra_context | facts)
        self.tried = adoption.tried(self.trial)
        self.initial = initial_answers(self.trial, self.tried)
        self.extra_context |= {
            "tried": self.tried,
            "may_adopt": may_adopt(request),
            "facts": in_words(Facts.of(self.trial)) if self.trial.proposed_by_id else "",
        }
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"tried": self.tried}

    def save(self, form):
        self.trial.version = form.cleaned_data["version"]
        year = form.cleaned_data.get("year", self.trial.year)
        return adoption.answer(self.trial, year, form.chosen, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Odpovědi jsou uložené. Zkontrolujte, co se převezme."))
        return redirect("document", saved.pk)


def sees(request):
    return {"sees_network": request.rights.sees_network}


def may_adopt(request):
    try:
        access.require_while_nobody(request.rights, Right.ADOPT, on=timezone.localdate())
    except access.MissingRight:
        return False
    return True


def contents(result):
    """What was found in a commitment, for its tables: names of its languages, and how much each section has in them."""
    rows = [
        {"title": section["title"], "counts": [section[language] for language in result.languages]}
        for section in result.sections
    ]
    return {"languages": [LANGUAGES[language] for language in result.languages], "rows": rows, "goals": result.goals}


class DocumentFacts(EditView):
    """What the paper says of its approval and publication."""

    form_class = FactsForm
    template_name = "work/document_facts.html"

    def load(self, request, pk):
        self.trial = get_object_or_404(_trials(request), pk=pk)
        tried = None if self.trial.outcome else adoption.tried(self.trial)
        lacks_year = self.trial.year is None and self.trial.kind == DocumentKind.OPERATIONAL
        if tried is None or lacks_year or (request.method == "GET" and tried.adoption_barriers):
            return redirect(page_of(self.trial))
        self.initial = initial_facts(self.trial, tried.result.title)
        self.extra_context = {"trial": self.trial, "page": page_of(self.trial)}
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"year": self.trial.year, "today": timezone.localdate()}

    def save(self, form):
        self.trial.version = form.cleaned_data["version"]
        return adoption.propose(self.trial, form.facts, by=self.request.user)

    def done(self, form, saved):
        if may_adopt(self.request):
            return redirect("document-adopt", saved.pk)
        messages.success(self.request, _("Údaje jsou uložené. Vedoucí odboru dokument zkontroluje a převezme."))
        return redirect(page_of(saved))


class DocumentAdopt(EditView):
    """The last look: the document as it will stand here, and who says so."""

    form_class = SeenForm
    template_name = "work/document_adopt.html"

    def load(self, request, pk):
        self.trial = get_object_or_404(_trials(request), pk=pk)
        role = access.require_while_nobody(request.rights, Right.ADOPT, on=timezone.localdate())
        if self.trial.outcome or not self.trial.proposed_by_id:  # pressed twice, or somebody was faster
            return redirect(page_of(self.trial))
        self.initial = {"version": self.trial.version}
        tried = adoption.tried(self.trial)
        self.extra_context = {
            "trial": self.trial,
            "page": page_of(self.trial),
            "tried": tried,
            "found": contents(tried.result) if self.trial.kind == DocumentKind.COMMITMENT else None,
            "sentence": in_words(Facts.of(self.trial)),
            "stands_in": role == access.Role.ADMINISTRATOR,
        }
        return None

    def suspects(self, form):
        return suspects_in(self.extra_context["tried"].texts)

    def save(self, form):
        self.trial.version = form.cleaned_data["version"]
        return adoption.take_over(self.trial, by=self.request.user)

    def done(self, form, saved):
        if saved.kind == DocumentKind.COMMITMENT:
            sentence = _(
                "Závazek je převzatý jako vydaný a veřejnost ho vidí; PDF se objeví do minuty. Překlady vyjdou, až je "
                "někdo přečte."
            )
            messages.success(self.request, sentence)
        return redirect(page_of(saved))

    def refused(self, form, refusal):
        messages.error(self.request, str(refusal))
        return redirect(page_of(self.trial))


@require_http_methods(["GET", "POST"])
def document_drafts(request, pk):
    return _move(request, pk, adoption.write_drafts, "document")


@require_http_methods(["GET", "POST"])
def document_discard(request, pk):
    return _move(request, pk, adoption.discard, "documents", _("Nahraný dokument je zahozený; nic z něj se nezapsalo."))


def _move(request, pk, verb, place, sentence=""):
    trial = trial_of(request, pk)
    if request.method == "GET":  # back from signing in: the button is on the page of the document
        return redirect("document", pk)
    trial.version = expected_version(request)
    try:
        verb(trial, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("document", pk)
    if sentence:
        messages.success(request, sentence)
    return redirect(*(place, pk) if place == "document" else (place,))


class LineagePage(EditView):
    """Pairs of goals with alike wordings, each to be confirmed or refused."""

    form_class = LineageForm
    template_name = "work/lineage.html"

    def load(self, request, **which):
        self.document = self.document_of(request, **which)
        request.rights.require(Right.IMPORT)
        self.pairs = proposals(self.document)
        self.extra_context = {"document": self.document, **sees(request)}

    def document_of(self, request, year):
        return year_of(request, year)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"pairs": self.pairs}

    def save(self, form):
        decide_lineage(self.document, form.choices, by=self.request.user)
        return len(form.choices)

    def done(self, form, saved):
        sentence = ngettext("Rozhodnutá je %(count)s dvojice.", "Rozhodnutých je %(count)s dvojic.", saved)
        messages.success(self.request, sentence % {"count": saved})
        return redirect(self.request.path)

    def get_context_data(self, *, form, **context):
        rows = [
            {"pair": pair, "field": field, "pieces": word_pieces(pair.previous.held_text, pair.goal.held_text)}
            for pair, field in form.rows
        ]
        return super().get_context_data(form=form, rows=rows, **context)


@require_safe
def steps(request):
    request.rights.require(Right.IMPORT)
    return render(request, "work/first_steps.html", {"steps": first_steps.steps(request.rights)})


@require_http_methods(["GET", "POST"])
def hide_steps(request):
    request.rights.require(Right.IMPORT)
    if request.method == "POST":
        first_steps.hide(by=request.user)
        messages.success(request, _("První kroky už se na úvodní stránce neukazují."))
    return redirect("work")


class CommitmentLineage(LineagePage):
    """The same of a term of the commitment and the one before it."""

    def document_of(self, request, pk):
        return term_of(request, pk)
