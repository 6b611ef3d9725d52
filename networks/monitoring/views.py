"""Monitoring: all regions by quarters with one number compared, a quarter of a region, its chapters and measures."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import Right, role_labels
from centres.events import timeline
from centres.models import Event, Subject
from evaluations.spreadsheets import spreadsheet
from goals.freezing import withdrawal_of
from goals.renderings import pdf_response, word_response
from goals.views.scope import expected_version
from networks.access import leading_role, missing, regions_of
from networks.models import Monitoring, Partner, ProposedMeasure
from networks.monitoring import forms, keeping, report
from networks.pages import FormPage, may_lead, pressed, who_leads, year_of
from networks.quarters import Quarter, running
from networks.series.forms import ReasonForm
from networks.states import MonitoringKey, RegionNumber


def monitoring_of(request, pk):
    found = Monitoring.objects.visible_to(regions_of(request.rights))
    return get_object_or_404(found.select_related("region", "centre", "record"), pk=pk)


def path_to(*monitorings):
    steps = [{"url": reverse("monitorings"), "label": _("Monitoring")}]
    return steps + [{"url": reverse("monitoring", args=[one.pk]), "label": str(one)} for one in monitorings]


@require_safe
def monitorings(request):
    """Every region that the person sees in the quarters of a year; where a number is chosen, what each said of it."""
    regions, year, today = regions_of(request.rights), year_of(request), timezone.localdate()
    if not regions.exists():
        raise missing()
    number = request.GET.get("cislo", "")
    if number and number not in RegionNumber.values:
        raise Http404
    quarters = [Quarter(year, place) for place in range(1, 5)]
    found = Monitoring.objects.visible_to(regions).filter(year=year).select_related("region", "centre")
    there = {(one.region_id, one.number): one for one in found.prefetch_related("chapters")}
    rows = []
    for region in regions.order_by("position"):
        leads = leading_role(request.rights, region) is not None
        cells = [_cell(region, quarter, there, number, leads=leads, today=today) for quarter in quarters]
        if any(cell["monitoring"] for cell in cells) or keeping.leading_centre(region):
            rows.append({"region": region, "cells": cells})
    years = sorted({today.year, today.year - 1, year})
    context = {
        "year": year,
        "form": forms.ComparisonForm(initial={"rok": year, "cislo": number}, years=years),
        "rows": rows,
        "quarters": quarters,
        "number": RegionNumber(number) if number else None,
        "who_leads": who_leads(),
    }
    return render(request, "networks/monitorings.html", context)


def _cell(region, quarter, there, number, *, leads, today):
    monitoring = there.get((region.pk, quarter.number))
    said = None
    if monitoring and monitoring.confirmed_at and number:
        said = keeping.number_of({one.key: one for one in monitoring.chapters.all()}, number)
    is_running = quarter in running(today)
    return {
        "quarter": quarter,
        "monitoring": monitoring,
        "number": said,
        "may_begin": monitoring is None and is_running and leads,
        "is_missed": quarter.writable_until < today and not (monitoring and monitoring.confirmed_at),
        "is_ahead": quarter.begins > today,
    }


@require_http_methods(["GET", "POST"])
def monitoring_begin(request, pk, year, number):
    region = get_object_or_404(regions_of(request.rights), pk=pk)
    if not (2000 <= year < 3000 and 1 <= number <= 4):
        raise Http404
    quarter = Quarter(year, number)
    said = _("%(quarter)s je začaté. Slova minulého monitoringu v něm už jsou, čísla čekají.") % {"quarter": quarter}
    pressed(request, keeping.begin, region, quarter, said=said, leads_to=("monitorings",))
    begun = Monitoring.objects.filter(region=region, year=year, number=number).first()
    return redirect("monitoring", begun.pk) if begun else redirect("monitorings")


@require_safe
def monitoring(request, pk):
    found = monitoring_of(request, pk)
    last = keeping.last_before(found.region, found.quarter)
    reports = list(found.reports.prefetch_related("files"))
    newest = reports[-1] if reports and found.confirmed_at else None
    if newest:
        text = "" if withdrawal_of(newest) else report.report_text(newest.content)
    else:
        facts = {"number": len(reports) + 1, "role": "head", "now": timezone.now()}
        text = report.report_text(report.report_content(found, last, **facts))
    confirms = request.rights.may(Right.CONFIRM_MONITORING, found.centre)
    context = {
        "monitoring": found,
        "last": last,
        "text": text,
        "reports": reports,
        "chapters": found.chapters.all(),
        "empty": keeping.empty_chapters(found),
        "measures": found.measures.select_related("owner"),
        "may_lead": may_lead(request, found.region),
        "may_confirm": confirms,
        "who_leads": who_leads(),
        "who_confirms": ", ".join(role_labels(Right.CONFIRM_MONITORING)),
        "is_missed": found.quarter not in running(timezone.localdate()) and not found.record_id,
        "sees_record": found.record_id
        and type(found.record).objects.visible_to(request.rights).filter(pk=found.record_id).exists(),
        "steps": timeline(Event.objects.about(Subject.MONITORING, [found.pk]).order_by("at", "id"))[:20],
        "path": path_to(),
    }
    return render(request, "networks/monitoring.html", context)


@require_http_methods(["GET", "POST"])
def monitoring_confirm(request, pk):
    found = monitoring_of(request, pk)
    if request.method == "POST":
        found.version = expected_version(request)
    said = _("Monitoring je potvrzený, zpráva je zmrazená a započítaná.")
    return pressed(request, keeping.confirm, found, said=said, leads_to=("monitoring", pk))


class MonitoringReopen(FormPage):
    form_class = ReasonForm

    def load(self, request, pk):
        self.monitoring = monitoring_of(request, pk)
        request.rights.require(Right.CONFIRM_MONITORING, self.monitoring.centre)
        self.initial = {"version": self.monitoring.version}
        self.page = {
            "title": _("Opravit monitoring"),
            "about": str(self.monitoring.quarter),
            "label": _("Otevřít k opravě"),
            "back": reverse("monitoring", args=[pk]),
            "path": path_to(self.monitoring),
            "hints": [_("Dosavadní zpráva zůstane, jak je. Po potvrzení vznikne další s důvodem opravy.")],
        }

    def save(self, form):
        self.monitoring.version = form.cleaned_data["version"]
        return keeping.reopen(self.monitoring, form.cleaned_data["comment"], by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Monitoring je otevřený k opravě."))
        return redirect("monitoring", saved.pk)


class OfMonitoringPage(FormPage):
    """A form below a monitoring that is not confirmed."""

    def load(self, request, pk, **address):
        self.monitoring = monitoring_of(request, pk)
        self.require(self.monitoring.region)
        if self.monitoring.confirmed_at and request.method == "GET":
            messages.error(request, str(keeping.CONFIRMED))
            return redirect("monitoring", pk)
        self.about(**address)
        self.page |= {"back": reverse("monitoring", args=[pk]), "path": path_to(self.monitoring)}
        return None

    def done(self, form, saved):
        messages.success(self.request, _("Uloženo."))
        return redirect("monitoring", self.monitoring.pk)


class ChapterEdit(OfMonitoringPage):
    form_class = forms.ChapterForm

    def about(self, chapter):
        chapters = self.monitoring.chapters.select_related("monitoring")
        self.chapter = get_object_or_404(chapters, key=chapter)
        last = keeping.last_before(self.monitoring.region, self.monitoring.quarter)
        self.last = last.chapters.filter(key=chapter).first() if last else None
        self.initial = {"text": self.chapter.text, "version": self.chapter.version} | self.chapter.numbers
        self.page = {"title": str(self.chapter), "about": str(self.monitoring.quarter), "label": _("Uložit oddíl")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"key": self.chapter.key, "last": self.last}

    def save(self, form):
        self.chapter.version = form.cleaned_data["version"]
        return keeping.write_chapter(self.chapter, form.cleaned_data["text"], form.said, by=self.request.user)


class MeasureEdit(OfMonitoringPage):
    form_class = forms.MeasureForm

    def about(self, measure=None):
        key = self.request.GET.get("oddil", "")
        first = key if key in MonitoringKey.values else MonitoringKey.EMPLOYERS
        self.measure = ProposedMeasure(monitoring=self.monitoring, version=0, key=first)
        if measure:
            self.measure = get_object_or_404(self.monitoring.measures.select_related("monitoring"), pk=measure)
        names = ("key", "what", "due_on", "outcome", "version")
        self.initial = {name: getattr(self.measure, name) for name in names} | {"owner": self.measure.owner_id}
        title = _("Upravit opatření") if measure else _("Navrhnout opatření")
        self.page = {"title": title, "about": str(self.monitoring.quarter), "label": _("Uložit opatření")}

    def get_form_kwargs(self):
        owners = Partner.objects.current().visible_to([self.monitoring.region_id]).order_by("folded_text", "pk")
        return super().get_form_kwargs() | {"owners": owners}

    def save(self, form):
        self.measure.version = form.cleaned_data["version"]
        return keeping.save_measure(self.measure, form.facts, by=self.request.user)


@require_http_methods(["GET", "POST"])
def measure_remove(request, pk, measure):
    found = monitoring_of(request, pk)
    measure = get_object_or_404(found.measures.select_related("monitoring"), pk=measure)
    said = _("Opatření je zrušené.")
    return pressed(request, keeping.remove_measure, measure, said=said, leads_to=("monitoring", pk))


@require_safe
def monitoring_report(request, pk, number, format):
    found = monitoring_of(request, pk)
    frozen = get_object_or_404(found.reports, number=number)
    name = f"monitoring-{found.region.nuts3.lower()}-{found.year}-{found.number}-{number}"
    back = reverse("monitoring", args=[pk])
    if format == "docx":
        return word_response(request, frozen, name=f"{name}.docx", back=back, layout="work/base.html")
    if format == "pdf" or withdrawal_of(frozen):
        return pdf_response(request, frozen, name=f"{name}.pdf", back=back, layout="work/base.html")
    if format != "xlsx":
        raise Http404
    return spreadsheet(report.report_workbook(frozen), name)
