"""Pages of erasing: the words, then where they stand with a choice and a reason, then what was done. Words are sent in
the body of a form and stand in no address, which servers write down."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.db.models import Min
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import Right
from centres.erasing import Words
from centres.models import Erasure
from cpic.erasing import verb
from cpic.erasing.forms import EraseForm, FindForm
from cpic.erasing.labels import name_of, named
from evaluations.models import MinutesFile, ReportFile
from goals.models import EditionFile
from goals.views.edit import EditView
from networks.models import GatheringMinutesFile, MonitoringReportFile, SurveyResultFile

ORIGINALS = {
    "edition": EditionFile,
    "report": ReportFile,
    "minutes": MinutesFile,
    "gatheringminutes": GatheringMinutesFile,
    "monitoringreport": MonitoringReportFile,
    "surveyresult": SurveyResultFile,
}


def require(request):
    """The right, and a proof of who it is that is not old."""
    request.rights.require(Right.ERASE)
    raise_if_reauthentication_required(request, app="centres")


class Erase(EditView):
    template_name = "erasing/erase.html"
    refusal_field = "reason"
    places = ()

    def load(self, request):
        require(request)

    @property
    def is_erasing(self):
        return self.request.POST.get("action") == "erase"

    def get_form_class(self):
        return EraseForm if self.is_erasing else FindForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.is_erasing:
            find = FindForm(self.request.POST)
            self.places = verb.places_of(Words(find.cleaned_data["words"])) if find.is_valid() else ()
            kwargs["places"] = self.places
        return kwargs

    def form_valid(self, form):
        if self.is_erasing:
            return super().form_valid(form)
        self.places = verb.places_of(Words(form.cleaned_data["words"]))
        if not self.places:
            return self.show(form, is_nowhere=True)
        return self.show(self._choice(form.data["words"]))

    def _choice(self, words, reason=""):
        """Everything is chosen at first."""
        keys = [found.cell.key for found in self.places]
        initial = {"words": words, "chosen": keys, "seen": " ".join(keys), "reason": reason}
        return EraseForm(places=self.places, initial=initial)

    def save(self, form):
        return verb.erase(**form.act, by=self.request.user, session=self.request.session.session_key or "")

    def overtaken(self, form, conflict):
        """Nothing was erased. The page comes again with the places that there are now."""
        self.places = verb.places_of(Words(form.cleaned_data["words"]))
        return self.show(self._choice(form.data["words"], form.data["reason"]), status=409, conflict=conflict)

    def done(self, form, saved):
        count = Erasure.objects.filter(number=saved).exclude(column="").count()
        messages.success(self.request, _("Vymazáno. Počet míst: %(count)s.") % {"count": count})
        return redirect("erased", saved)

    def get_context_data(self, *, form, **context):
        chosen = set(form["chosen"].value() or ()) if "chosen" in form.fields else set()
        acts = Erasure.objects.order_by().values("number").annotate(at=Min("at"), reason=Min("reason"))
        facts = {
            "places": named(self.places, chosen),
            "originals": originals(verb.came_out(found.cell for found in self.places)),
            "acts": acts.order_by("-number"),
        }
        return super().get_context_data(form=form, **facts, **context)


def originals(rows):
    """What would be withdrawn, each with its files as they were, to be kept in the organisation's archive before."""
    return [
        {"name": name_of(row), "what": type(row).__name__.lower(), "files": row.files.filter(size__gt=0).order_by("pk")}
        for row in rows
    ]


@require_safe
def erased(request, number):
    rows = Erasure.objects.filter(number=number).select_related("by")
    if not rows:
        raise Http404
    request.rights.require(Right.ERASE)
    withdrawn = [name_of(row) for row in verb.withdrawn_by(rows)]
    context = {"number": number, "rows": rows, "first": rows[0], "withdrawn": withdrawn}
    context["count"] = sum(1 for row in rows if row.column)
    return render(request, "erasing/erased.html", context)


@require_safe
def original(request, what, pk):
    """A file that would be withdrawn, as it came out."""
    if what not in ORIGINALS:
        raise Http404
    file = ORIGINALS[what].objects.defer(None).filter(pk=pk).first()
    if file is None or not file.content:
        raise Http404(_("Soubor už je smazaný."))
    require(request)
    content = bytes(file.content)
    ending = "pdf" if content.startswith(b"%PDF-") else file.format  # prints are kept by what they are, as "sheet"
    headers = {
        "Content-Disposition": f'attachment; filename="{what}-{pk}.{ending}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)
