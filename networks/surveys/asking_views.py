"""Three questions after a meeting of a platform: begun by whoever leads it, shown on the wall, closed."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from evaluations.fields import CountField
from networks.meetings.views import path_to
from networks.pages import FormPage, gathering_of, pressed
from networks.surveys import keeping
from networks.surveys.asking import asked_after
from networks.surveys.counting import LEAST


class PeopleForm(forms.Form):
    people = CountField(
        label=gettext_lazy("Kolik lidí na setkání je"),
        least=LEAST,
        most=keeping.MOST_PEOPLE,
        help_text=gettext_lazy("Víc odpovědí se nepřijme. Při méně než pěti lidech by se výsledky nesměly ukázat."),
    )


class AskAfter(FormPage):
    form_class = PeopleForm

    def load(self, request, pk):
        self.gathering = gathering_of(request, pk)
        self.require(self.gathering.series.region)
        came = self.gathering.attendance.count()
        self.initial = {"people": came if came >= LEAST else None}
        self.page = {
            "title": _("Zeptat se na setkání"),
            "about": str(self.gathering),
            "label": _("Začít a ukázat kód"),
            "back": reverse("gathering", args=[pk]),
            "path": path_to(self.gathering),
            "hints": [
                _("Tři otázky na telefon, jeden kód pro všechny. Kdo odpověděl a jak, nikdo nezjistí, ani vy."),
                _("Odpovídat jde týden. Pak se samo sečte, co se smí ukázat, a odpovědi se smažou."),
            ],
        }

    def save(self, form):
        return keeping.open_after(self.gathering, form.cleaned_data["people"], by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Odpovídat jde od teď. Ukažte kód na plátně, nebo ho vytiskněte."))
        return redirect("gathering-asked", self.gathering.pk)


@require_safe
def gathering_asked(request, pk):
    """The sheet: for the last slide, and for paper."""
    gathering = gathering_of(request, pk)
    asked = asked_after(gathering)
    if asked is None:
        raise Http404
    if not asked.is_running:
        return redirect("gathering", pk)
    context = {"gathering": gathering, "asked": asked, "path": path_to(gathering)}
    return render(request, "networks/gathering_asked.html", context)


@require_http_methods(["GET", "POST"])
def gathering_asked_close(request, pk):
    gathering = gathering_of(request, pk)
    asked = asked_after(gathering)
    if asked is None:
        raise Http404
    said = _("Odpovědi jsou sečtené. Co se nesmí ukázat, je smazané.")
    return pressed(request, keeping.close_survey, asked.survey, said=said, leads_to=("gathering", pk))
