"""The commitment as the people inside see it: its goals and sections, its terms, and publishing it."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres import access
from centres.access import Right
from goals import adoption, commitment
from goals.blocks import compare_sections, shown_sections, written_sections
from goals.commitment import Term
from goals.forms.commitment import FilesForm, SectionForm, TermForm, TrialForm
from goals.models import Document, DocumentTrial, Edition, Goal
from goals.paper import Facts, in_words
from goals.personal_data import TextPlace
from goals.states import COMMITMENT_SECTIONS, LEVEL_OF, DocumentKind, Level, SectionKey
from goals.translating import changed_units, standing
from goals.views.adoption import contents, may_adopt, trial_of
from goals.views.edit import EditView
from goals.views.publishing import Publish
from goals.views.scope import expected_version, term_of
from goals.workflow import Refused


@require_safe
def page(request, pk=None):
    """Strategic and long-term goals: everybody inside reads what holds, those above write and decide. Of all terms that
    which holds today, or the one that was asked for."""
    today = timezone.localdate()
    terms = list(Document.objects.terms())
    holds = Document.objects.term_on(today).first() or next(iter(terms), None)
    document = holds if pk is None else term_of(request, pk)
    goals = Goal.objects.visible_to(request.rights).filter(document=document, centre=None).select_related("document")
    current = goals.current().in_document_order().prefetch_related("targets") if document else []
    sections = written_sections(document) if document and request.rights.sees_network else []
    written = {section.key for section in sections}
    order = [key for key in SectionKey if key in COMMITMENT_SECTIONS or key in written]
    shown = {section.key: section for section in shown_sections(sections, [])}
    context = {
        "document": document,
        "terms": [one for one in terms if one != document] if request.rights.sees_network else [],
        "holds": holds,
        "edition": Edition.objects.filter(document=document).current().first() if document else None,
        "sections": [{"key": key, "section": shown.get(key)} for key in order if request.rights.sees_network],
        "levels": [
            {"level": level, "goals": [goal for goal in current if goal.level == level]}
            for level in (Level.STRATEGIC, Level.LONG_TERM)
        ],
        "passed": commitment.passed_of(document, today) if document == holds and document else [],
        "translations": standing(document) if sections else [],
        "changed": changed_units(document) if document and request.rights.may(Right.WRITE_COMMITMENT) else [],
        "may_write": request.rights.may(Right.WRITE_COMMITMENT),
        "may_publish": request.rights.may(Right.PUBLISH),
        "may_import": request.rights.may(Right.IMPORT),
        "who_writes": ", ".join(access.role_labels(Right.WRITE_COMMITMENT)),
    }
    return render(request, "work/commitment.html", context)


class TermNew(EditView):
    """A commitment for a further term; the first one where there is none."""

    form_class = TermForm
    template_name = "work/commitment_term.html"
    refusal_field = "valid_from"

    def load(self, request):
        request.rights.require(Right.WRITE_COMMITMENT)
        last = Document.objects.terms().last()
        self.initial = {"title": last.title if last else commitment.TITLE, "version": 0, "key": uuid4()}
        self.extra_context = {"last": last}

    def save(self, form):
        return commitment.open_term(form.term, by=self.request.user, key=form.cleaned_data["key"])

    def done(self, form, saved):
        messages.success(self.request, _("Závazek je založený. Projděte jeho oddíly a cíle."))
        return redirect("commitment-term", saved.pk)


class TermEdit(EditView):
    form_class = TermForm
    template_name = "work/commitment_term.html"
    refusal_field = "valid_from"

    def load(self, request, pk):
        self.document = term_of(request, pk)
        request.rights.require(Right.WRITE_COMMITMENT)
        self.initial = {**Term.of(self.document).columns, "version": self.document.version, "key": uuid4()}
        self.extra_context = {"document": self.document}

    def save(self, form):
        self.document.version = form.cleaned_data["version"]
        return commitment.change_term(self.document, form.term, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Platnost závazku je uložená."))
        return redirect("commitment-term", saved.pk)


class SectionEdit(EditView):
    """What one section says; paragraphs, items, and how the goals in it are looked after."""

    form_class = SectionForm
    template_name = "work/commitment_section.html"

    def load(self, request, pk, section):
        self.document = term_of(request, pk)
        request.rights.require(Right.WRITE_COMMITMENT)
        self.section = self.document.sections.filter(key=section).prefetch_related("blocks").first()
        if section not in COMMITMENT_SECTIONS and self.section is None:
            raise Http404
        self.key = SectionKey(section)
        shown = [one for one in shown_sections(written_sections(self.document), []) if one.key == self.key]
        self.extra_context = {
            "document": self.document,
            "label": self.key.label,
            "has_goals": self.key in LEVEL_OF,
            "current": shown[0] if shown else None,
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"key": self.key, "section": self.section}

    def save(self, form):
        facts = {"version": form.cleaned_data["version"], "by": self.request.user}
        return commitment.write_section(self.document, self.key, form.content, **facts)

    def done(self, form, saved):
        sentence = _("Oddíl „%(section)s“ je uložený. Veřejnost ho uvidí v dalším vydání.")
        messages.success(self.request, sentence % {"section": self.key.label})
        return redirect("commitment-term", self.document.pk)


class CommitmentPublish(Publish):
    """What would come out of the commitment now."""

    def load(self, request, pk):
        self.document = term_of(request, pk)
        request.rights.require(Right.PUBLISH)
        return self.prepare()

    def sections(self):
        return [
            TextPlace(section.title or str(SectionKey(section.key).label), block["text"])
            for section in written_sections(self.document)
            for block in section.blocks
        ]

    def done(self, form, saved):
        return redirect("commitment-published", self.document.pk, saved.number)

    def get_context_data(self, **context):
        before = Edition.objects.filter(document=self.document, number=self.ready.number - 1).first()
        changes = compare_sections(before.sections.all(), written_sections(self.document)) if before else []
        return super().get_context_data(section_changes=changes, **context)


@require_safe
def published(request, pk, number):
    document = term_of(request, pk)
    request.rights.require(Right.PUBLISH)
    edition = get_object_or_404(document.editions.all(), number=number)
    return render(request, "work/published.html", {"edition": edition})


# The commitment comes in from files


class CommitmentFiles(EditView):
    """What waits, and a form for other files."""

    form_class = FilesForm
    template_name = "work/commitment_files.html"
    refusal_field = "files"

    def load(self, request):
        request.rights.require(Right.IMPORT)
        waiting = DocumentTrial.objects.filter(outcome="", kind=DocumentKind.COMMITMENT).defer("lines")
        self.extra_context = {"waiting": waiting.select_related("uploaded_by")}

    def save(self, form):
        return adoption.upload_commitment(form.cleaned_data["files"], by=self.request.user)

    def done(self, form, saved):
        return redirect("commitment-trial", saved.pk)


class CommitmentTrial(EditView):
    """What would come in, and what has to be answered first."""

    form_class = TrialForm
    template_name = "work/commitment_trial.html"
    refusal_field = "valid_from"

    def load(self, request, pk):
        self.trial = trial_of(request, pk, DocumentKind.COMMITMENT)
        if self.trial.outcome:
            return redirect("commitment-term", self.trial.document_id)
        self.parsed, tried = adoption.tried_commitment(self.trial)
        self.extra_context = {
            "trial": self.trial,
            "tried": tried,
            "found": contents(tried.result),
            "may_adopt": may_adopt(request),
            "facts": in_words(Facts.of(self.trial)) if self.trial.proposed_by_id else "",
        }
        term = {name: self.trial.facts.get(name, "") for name in ("title", "valid_from", "valid_until")}
        term["title"] = term["title"] or tried.result.title[:200]
        self.initial = {**term, "version": self.trial.version}
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"asked": self.parsed.asked, "chosen": self.trial.chosen}

    def save(self, form):
        self.trial.version = form.cleaned_data["version"]
        return adoption.answer_commitment(self.trial, form.term, form.chosen, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Odpovědi jsou uložené. Zkontrolujte, co se převezme."))
        return redirect("commitment-trial", saved.pk)


@require_http_methods(["GET", "POST"])
def commitment_write(request, pk):
    trial = trial_of(request, pk, DocumentKind.COMMITMENT)
    if request.method == "GET":  # back from signing in: the button is on the page of the trial
        return redirect("commitment-trial", pk)
    trial.version = expected_version(request)
    is_discarded = request.POST.get("action") == "discard"
    verb = adoption.discard if is_discarded else adoption.write_commitment_drafts
    try:
        saved = verb(trial, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("commitment-trial", pk)
    if is_discarded:
        messages.success(request, _("Nahraný dokument je zahozený; nic z něj se nezapsalo."))
        return redirect("commitment-files")
    sentence = _("Závazek je zapsaný: oddíly, cíle jako rozepsané a překlady, které ještě nikdo nepřečetl.")
    messages.success(request, sentence)
    return redirect("commitment-term", saved.document_id)
