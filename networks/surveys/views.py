"""Evaluations by members: the questionnaire behind a link, how the one of a year runs, and what came out of any."""

from datetime import timedelta

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import MissingRight, Right
from centres.fields import DateField
from evaluations.spreadsheets import spreadsheet
from goals.freezing import withdrawal_of
from goals.renderings import pdf_response, word_response
from goals.workflow import Refused
from networks.access import missing, regions_of
from networks.meetings.views import path_to as path_to_gathering
from networks.models import Survey, SurveyResult
from networks.pages import FormPage, pressed
from networks.surveys import keeping, results
from networks.surveys.forms import QuestionnaireForm
from networks.surveys.questions import UNKNOWN, asked

OPEN_FOR = timedelta(days=21)


class SurveyForm(forms.Form):
    closes_on = DateField(label=gettext_lazy("Odpovídá se do"))


def language_of(request):
    """The language asked for; such addresses have none of their own."""
    wanted = request.GET.get("jazyk", "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def questionnaire(request, token):
    """Opened by a link in a mail. Nothing is remembered of who asks, and only the button answers."""
    with translation.override(language_of(request)):
        door = keeping.find(token)
        if door is None:
            if too_many := ratelimit.consume_or_429(request, action="guessed_link", limit_get=True):
                return too_many
            return _over(request, UNKNOWN, status=404)
        if reason := door.closed_because(timezone.localdate()):
            return _over(request, reason, status=410)
        survey, status = door.place.survey, 200
        form = QuestionnaireForm(request.POST or None, questions=asked(survey))
        if request.method == "POST":
            if form.is_valid():
                try:
                    keeping.answer(door, form.content)
                except Refused as refusal:  # somebody has answered or closed a moment ago
                    return _over(request, refusal, status=410)
                return redirect(f"{reverse('questionnaire-thanks')}?jazyk={language_of(request)}")
            status = 422
        context = {"form": form, "survey": survey, "languages": settings.LANGUAGES, "language": language_of(request)}
        return render(request, "networks/questionnaire.html", context, status=status)


def _over(request, reason, *, status):
    return render(request, "networks/questionnaire_over.html", {"reason": str(reason)}, status=status)


@login_not_required
@never_cache
@require_safe
def thanks(request):
    with translation.override(language_of(request)):
        return render(request, "networks/questionnaire_thanks.html")


def path_to(*surveys):
    steps = [{"url": reverse("surveys"), "label": _("Hodnocení sítí")}]
    return steps + [{"url": reverse("survey", args=[one.pk]), "label": str(one)} for one in surveys]


def require_network(request):
    if not regions_of(request.rights).exists():
        raise missing()


@require_safe
def surveys(request):
    require_network(request)
    found = Survey.objects.yearly()
    year = timezone.localdate().year
    context = {
        "surveys": found,
        "may_open": request.rights.may(Right.COORDINATE_ALL) and not found.filter(year=year).exists(),
        "year": year,
    }
    return render(request, "networks/surveys.html", context)


class SurveyOpen(FormPage):
    form_class = SurveyForm

    def load(self, request):
        if not request.rights.may(Right.COORDINATE_ALL):
            raise MissingRight(Right.COORDINATE_ALL)
        self.initial = {"closes_on": self.today + OPEN_FOR}
        self.page = {
            "title": _("Spustit hodnocení sítí"),
            "about": str(self.today.year),
            "label": _("Spustit a rozeslat"),
            "back": reverse("surveys"),
            "path": path_to(),
            "hints": [
                _("Odkaz dostane každý kontakt členů krajských platforem. Kdo odpověděl, nikdo nezjistí, ani vy."),
                _("Do uzavření nejsou vidět žádné výsledky a odpovědi nejsou v zálohách."),
            ],
        }

    def save(self, form):
        return keeping.open_survey(self.today.year, form.cleaned_data["closes_on"], by=self.request.user)

    def done(self, form, saved):
        return redirect("survey", saved.pk)


def results_seen(request, survey):
    """Of the regions that the person sees and of all together, the last of each."""
    seen = survey.results.filter(Q(region=None) | Q(region__in=regions_of(request.rights)))
    last = {}
    for one in seen.select_related("region", "survey").order_by("region__position", "number"):
        last[one.region_id] = one
    return list(last.values())


@require_safe
def survey(request, pk):
    require_network(request)
    survey = get_object_or_404(Survey.objects.yearly(), pk=pk)
    today = timezone.localdate()
    places = survey.regions.filter(region__in=regions_of(request.rights)).select_related("region")
    context = {
        "survey": survey,
        "places": places,
        "results": results_seen(request, survey),
        "is_over": survey.closes_on < today,
        "may_lead": request.rights.may(Right.COORDINATE_ALL),
        "path": path_to(),
    }
    return render(request, "networks/survey.html", context)


@require_http_methods(["GET", "POST"])
def survey_remind(request, pk):
    survey = get_object_or_404(Survey.objects.yearly(), pk=pk)

    def said(count):
        return ngettext("Odešla %(count)s připomínka.", "Odešlo %(count)s připomínek.", count) % {"count": count}

    return pressed(request, keeping.remind, survey, said=said, leads_to=("survey", pk))


@require_http_methods(["GET", "POST"])
def survey_close(request, pk):
    survey = get_object_or_404(Survey.objects.yearly(), pk=pk)
    said = _("Hodnocení je uzavřené a sečtené. Odpovědi, které se nesmějí ukázat, jsou smazané.")
    return pressed(request, keeping.close_survey, survey, said=said, leads_to=("survey", pk))


def result_of(request, pk):
    require_network(request)
    seen = SurveyResult.objects.filter(Q(region=None) | Q(region__in=regions_of(request.rights)))
    return get_object_or_404(seen.select_related("survey__gathering__series", "region"), pk=pk)


@require_safe
def survey_result(request, pk):
    result = result_of(request, pk)
    text = "" if withdrawal_of(result) else results.result_text(result.content)
    of_meeting = result.survey.gathering
    path = path_to_gathering(of_meeting) if of_meeting else path_to(result.survey)
    context = {"result": result, "text": text, "of_meeting": of_meeting, "path": path}
    return render(request, "networks/survey_result.html", context)


@require_safe
def survey_file(request, pk, format):
    result = result_of(request, pk)
    name = f"hodnoceni-siti-{result.survey.year}-{result.region.nuts3.lower() if result.region else 'vse'}"
    if result.survey.gathering_id:
        name = f"otazky-po-setkani-{result.survey.gathering.on.isoformat()}"
    back = reverse("survey-result", args=[pk])
    if format == "docx":
        return word_response(request, result, name=f"{name}.docx", back=back, layout="work/base.html")
    if format == "pdf" or withdrawal_of(result):
        return pdf_response(request, result, name=f"{name}.pdf", back=back, layout="work/base.html")
    if format != "xlsx":
        raise Http404
    return spreadsheet(results.result_workbook(result), name)
