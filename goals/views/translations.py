"""Translations of the commitment for those who make them: the languages of a person, one of them with what is left, one
block beside its Czech, files in and out; and for who publishes, what would come out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from centres.access import Right
from centres.languages import Language
from goals import translating, translation_files
from goals.forms.translations import IssueForm, KeepForm, LanguageFileForm, WordingForm
from goals.models import Document
from goals.personal_data import TextPlace, suspects_in
from goals.public import issuing
from goals.views.edit import EditView
from goals.workflow import Refused


def desk_of(request, pk, language):
    """A commitment in a language of the person; any other is not to be found."""
    request.rights.require(Right.TRANSLATE)
    if language not in request.rights.languages:
        raise Http404
    return get_object_or_404(Document.objects.terms(), pk=pk), Language(language)


@require_safe
def languages(request):
    """The languages of the person, of the commitment that holds and of those to come."""
    request.rights.require(Right.TRANSLATE)
    today = timezone.localdate()
    holds = Document.objects.term_on(today).first() or Document.objects.terms().first()
    coming = Document.objects.terms().filter(valid_from__gt=today) if holds else Document.objects.none()
    documents = [holds, *coming.exclude(pk=holds.pk)] if holds else []
    rows = [(document, translating.standing(document, request.rights.languages)) for document in documents]
    return render(request, "work/translations.html", {"rows": rows})


@require_safe
def language(request, pk, language):
    """All units in one language, what is left of them, and the ways in and out."""
    document, code = desk_of(request, pk, language)
    units = translating.in_language(document, code)
    left = [unit for unit in units if unit.is_left]
    ready = issuing.ready_issue(document, code)
    context = {
        "document": document,
        "language": code,
        "units": units,
        "left": left,
        "last": ready and ready.last,
        "news": len(ready.news) if ready else 0,
        "may_publish": request.rights.may(Right.PUBLISH),
    }
    return render(request, "work/translation_language.html", context)


class TranslationEdit(EditView):
    """One unit beside its Czech; saved as it is, or as read by a person, and on to the next one that is left."""

    form_class = WordingForm
    template_name = "work/translation_unit.html"
    refusal_field = "reason"

    def load(self, request, pk, language, name):
        self.document, self.language = desk_of(request, pk, language)
        units = translating.in_language(self.document, self.language)
        at = next((at for at, unit in enumerate(units) if unit.unit.name == name), None)
        if at is None:
            raise Http404
        self.one = units[at]
        row = self.one.row
        self.next_left = next((unit for unit in [*units[at + 1 :], *units[:at]] if unit.is_left), None)
        self.initial = {
            "text": row.text if row else "",
            "reason": row.reason if row else "",
            "version": row.version if row else 0,
            "seen": self.one.unit.source_hash,
        }
        self.extra_context = {
            "document": self.document,
            "language": self.language,
            "one": self.one,
            "before": units[at - 1] if at else None,
            "after": units[at + 1] if at + 1 < len(units) else None,
            "total": len(units),
            "left": sum(unit.is_left for unit in units),
            "may_keep": request.rights.may(Right.WRITE_COMMITMENT),
        }

    def get_form_kwargs(self):
        is_questioned = bool(self.one.said) or bool(self.one.row and self.one.row.reason)
        return super().get_form_kwargs() | {"language": self.language, "is_questioned": is_questioned}

    def suspects(self, form):
        return suspects_in([TextPlace(self.one.unit.place, form["text"].value() or "")])

    def suspects_frozen_by(self, form):
        return ()  # asked about when it comes out

    def save(self, form):
        said = form.wording(is_read=self.request.POST.get("action") == "read")
        facts = {"seen": form.cleaned_data["seen"], "version": form.cleaned_data["version"], "by": self.request.user}
        return translating.translate(self.document, self.language, self.one.unit.name, said, **facts)

    def refused(self, form, refusal):
        """What differs is shown beside the reason that is asked for."""
        form.fields["reason"].widget = WordingForm.base_fields["reason"].widget
        return super().refused(form, refusal)

    def done(self, form, saved):
        where = [self.document.pk, self.language]
        if self.request.POST.get("action") != "read":
            messages.success(self.request, _("Uloženo. Zatím jako nepřečtené: na web vyjde, až ho někdo přečte."))
            return redirect("translation", *where, self.one.unit.name)
        if self.next_left is None:
            messages.success(self.request, _("Přečteno. V tomto jazyce už nic nezbývá."))
            return redirect("translation-language", *where)
        messages.success(self.request, _("Přečteno. Tohle je další, na kterém je co dělat."))
        return redirect("translation", *where, self.next_left.unit.name)


class TranslationsKeep(EditView):
    """A change of the Czech that has no effect on its translations: what changed, and why it is so."""

    form_class = KeepForm
    template_name = "work/translations_keep.html"
    refusal_field = "reason"

    def load(self, request, pk, name, since):
        request.rights.require(Right.WRITE_COMMITMENT)
        self.document = get_object_or_404(Document.objects.terms(), pk=pk)
        found = [one for one in translating.changed_units(self.document) if one["unit"].name == name]
        self.change = next((one for one in found if one["since"] == since), None)
        self.extra_context = {"document": self.document, "change": self.change}
        if self.change is None:
            messages.info(request, _("Tady už překlady odpovídají české podobě."))
            return redirect("commitment-term", pk)
        self.initial = {"seen": self.change["unit"].source_hash, "since": since}
        return None

    def save(self, form):
        return translating.keep_translations(
            self.document, self.change["unit"].name, **form.cleaned_data, by=self.request.user
        )

    def done(self, form, saved):
        sentence = ngettext("%(count)s překlad dál platí.", "%(count)s překladů dál platí.", len(saved))
        messages.success(self.request, sentence % {"count": len(saved)})
        return redirect("commitment-term", self.document.pk)


# Files


@require_safe
def export(request, pk, language, format):
    document, code = desk_of(request, pk, language)
    data, kind = translation_files.written(document, code, format)
    name = f"zavazek-{document.first_year or document.pk}-{code}.{format}"
    headers = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, headers=headers)


class TranslationImport(EditView):
    """A language from a file: first what would change, then the button that saves just that."""

    form_class = LanguageFileForm
    template_name = "work/translation_import.html"
    refusal_field = "file"

    def load(self, request, pk, language):
        self.document, self.language = desk_of(request, pk, language)
        self.extra_context = {"document": self.document, "language": self.language}

    def get_form_kwargs(self):
        """The button of the trial sends no file."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "data": None, "files": None} if "tried" in self.request.POST else kwargs

    def post(self, request, *args, **kwargs):
        if "tried" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            rows = translation_files.unpack(request.POST["tried"], self.document, self.language, by=request.user)
            count = translation_files.import_language(self.document, self.language, rows, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("translation-import", self.document.pk, self.language)
        sentence = ngettext(
            "Uložil se %(count)s překlad. Na web vyjde, až ho někdo přečte.",
            "Uložilo se %(count)s překladů. Na web vyjdou, až je někdo přečte.",
            count,
        )
        messages.success(request, sentence % {"count": count})
        return redirect("translation-language", self.document.pk, self.language)

    def form_valid(self, form):
        try:
            trial = translation_files.tried(form.cleaned_data["file"], self.document, self.language)
        except Refused as refusal:
            return self.refused(form, refusal)
        packed = translation_files.pack(trial, self.document, self.language, by=self.request.user)
        return self.show(form, trial=trial, tried=packed)


class TranslationPublish(EditView):
    """What would come out in the language now, beside what is out."""

    form_class = IssueForm
    template_name = "work/translation_publish.html"

    def load(self, request, pk, language):
        self.document, self.language = desk_of(request, pk, language)
        request.rights.require(Right.PUBLISH)
        self.ready = issuing.ready_issue(self.document, self.language)
        self.extra_context = {"document": self.document, "language": self.language, "ready": self.ready}
        if self.ready:
            self.initial = {"expected": self.ready.fingerprint}
            czech = issuing.czech_in(self.ready.edition)
            self.extra_context["news"] = [{**block, "czech": czech[block["block"]]} for block in self.ready.news]

    def suspects(self, form):
        news = self.ready.news if self.ready else ()
        return suspects_in([TextPlace(self.language.label, block["text"]) for block in news])

    def save(self, form):
        expected = form.cleaned_data["expected"]
        return issuing.publish_issue(self.document, self.language, expected=expected, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Vyšlo: %(issue)s.") % {"issue": saved})
        return redirect("translation-language", self.document.pk, self.language)
