"""What centres do in their regions: a year by kinds and quarters, one of them, and its form."""

from types import SimpleNamespace
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import MissingRight, Right, role_labels
from centres.models import Centre
from evaluations.records.doubts import Doubted
from evaluations.sheets import workbook
from evaluations.spreadsheets import spreadsheet
from goals.formatting import format_date
from goals.workflow import Refused
from networks.access import missing, regions_of
from networks.activities import keeping
from networks.activities.forms import FIELDS, PEOPLE, TITLES, ActivityForm
from networks.meetings.recording import NO_INDICATOR, first_used
from networks.models import Activity, Partner
from networks.models.activities import DETAILS
from networks.pages import FormPage, year_of
from networks.states import ActivityKind

MOST_SHOWN = 200


def activity_of(request, pk):
    found = Activity.objects.visible_to(regions_of(request.rights))
    related = ("record__centre__region", "record__indicator", "record__meeting", "partner")
    return get_object_or_404(found.select_related(*related), pk=pk)


def path_to(*activities):
    steps = [{"url": reverse("activities"), "label": _("Činnost v kraji")}]
    return steps + [{"url": reverse("activity", args=[one.pk]), "label": str(one)} for one in activities]


def recording_centres(rights):
    """The centres for which the person writes down what happened."""
    own = rights.own_centres().select_related("region", "parent", "successor").order_by("position")
    return [centre for centre in own if rights.may(Right.RECORD, centre)]


def of_year(request):
    regions, year = regions_of(request.rights), year_of(request)
    if not regions.exists():
        raise missing()
    found = Activity.objects.visible_to(regions).select_related("record__centre__region", "partner")
    return found.filter(record__on__year=year).order_by("-record__on", "-pk"), regions, year


@require_safe
def activities(request):
    found, regions, year = of_year(request)
    kind = request.GET.get("druh", "")
    if kind and kind not in ActivityKind.values:
        raise Http404
    shown = found.filter(kind=kind) if kind else found
    context = {
        "year": year,
        "this_year": timezone.localdate().year,
        "kinds": ActivityKind,
        "kind": ActivityKind(kind) if kind else None,
        "year_text": str(year),
        "sums": keeping.by_quarter(found, year),
        "rows": shown.counted()[:MOST_SHOWN],
        "has_regions": regions.count() > 1,
        "may_record": bool(recording_centres(request.rights)),
        "who_records": ", ".join(role_labels(Right.RECORD)),
    }
    return render(request, "networks/activities.html", context)


@require_safe
def activities_export(request):
    found, _regions, year = of_year(request)
    fields = Activity._meta
    labels = [str(fields.get_field(name).verbose_name).capitalize() for name in DETAILS]
    headings = [_("Den"), _("Druh"), _("Centrum"), _("S kým"), _("Co"), _("Lidí"), _("Země původu"), *labels]
    rows = [
        [
            *(one.record.on, one.get_kind_display(), str(one.record.centre), str(one.partner or ""), str(one)),
            *(one.record.participants, one.countries_in_words, *(getattr(one, name) for name in DETAILS)),
        ]
        for one in found.counted()
    ]
    return spreadsheet(workbook(_("Činnost v kraji"), headings, rows), f"cinnost-v-kraji-{year}")


@require_safe
def activity(request, pk):
    found = activity_of(request, pk)
    record, kind = found.record, ActivityKind(found.kind)
    people = _("Účastníků") if kind not in PEOPLE else PEOPLE[kind]
    rows = [
        {"label": _("Den"), "value": format_date(record.on)},
        {"label": _("Centrum"), "value": record.centre},
    ]
    if found.partner:
        url = reverse("partner", args=[found.partner_id])
        rows.append({"label": _("S kým"), "value": found.partner, "url": url})
    rows.append({"label": TITLES.get(kind, _("O čem to bylo")), "value": record.title})
    if "people" in FIELDS[kind]:
        rows.append({"label": people, "value": "" if record.participants is None else str(record.participants)})
    if "countries" in FIELDS[kind]:
        rows.append({"label": _("Země původu"), "value": found.countries_in_words})
    for name in DETAILS:
        if name in FIELDS[kind]:
            label = ActivityForm.base_fields[name].label
            rows.append({"label": label, "value": getattr(found, name)})
    rows.append({"label": _("Poznámka"), "value": record.note})
    context = {
        "activity": found,
        "rows": rows,
        "may_change": not record.removed_at and request.rights.may(Right.RECORD, record.centre),
        "sees_record": type(record).objects.visible_to(request.rights).filter(pk=record.pk).exists(),
        "path": path_to(),
    }
    return render(request, "networks/activity.html", context)


class ActivityEdit(FormPage):
    """What there is, or something new of a kind."""

    form_class = ActivityForm

    def load(self, request, pk=None, kind=None):
        if pk is None and kind not in ActivityKind.values:
            raise Http404
        self.activity = activity_of(request, pk) if pk else None
        record = self.activity.record if pk else None
        self.kind = ActivityKind(self.activity.kind if pk else kind)
        if pk:
            request.rights.require(Right.RECORD, record.centre)
            if record.removed_at:
                messages.error(request, _("Je to vzaté zpět. Nejdřív vraťte záznam mezi započítané."))
                return redirect("activity", pk)
        elif not recording_centres(request.rights):
            if not regions_of(request.rights).exists():
                raise missing()
            raise MissingRight(Right.RECORD, Centre.objects.filter(region__in=regions_of(request.rights)).first())
        centres = [record.centre] if pk else recording_centres(request.rights)
        partners = Partner.objects.visible_to({centre.region_id for centre in centres})
        kept = Q(archived_at=None) | Q(pk=self.activity.partner_id if pk else None)
        self.offered = {
            "kind": self.kind,
            "indicator": None if pk else first_used(keeping.INDICATORS[self.kind]),
            "centres": Centre.objects.filter(pk__in=[centre.pk for centre in centres]).order_by("position"),
            "partners": partners.filter(kept).order_by("folded_text", "pk"),
            "today": self.today,
            "record": record,
        }
        self.initial = {"on": self.today, "key": uuid4(), "version": 0}
        if pk:
            details = {name: getattr(self.activity, name) for name in (*DETAILS, "countries")}
            said = {"on": record.on, "title": record.title, "people": record.participants, "note": record.note}
            self.initial |= details | said | {"partner": self.activity.partner_id}
            self.initial |= {"version": self.activity.seen_version}
        self.page = {
            "title": self.kind.label.capitalize(),
            "about": str(self.activity or ""),
            "label": _("Uložit"),
            "back": reverse("activity", args=[pk]) if pk else reverse("activities"),
            "path": path_to(*([self.activity] if pk else [])),
            "links": [] if pk or "partner" not in FIELDS[self.kind] else [(reverse("partner-new"), _("Nový partner"))],
        }
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | self.offered

    def save(self, form):
        facts = {"by": self.request.user, "sure": self.request.POST.get("sure", "")}
        if self.activity is None:
            if form.indicator is None:
                raise Refused(NO_INDICATOR)
            key = form.cleaned_data["key"]
            return keeping.add_activity(form.chosen_centre, self.kind, form.content, form.details, key=key, **facts)
        seen = SimpleNamespace(pk=self.activity.pk, seen_version=form.cleaned_data["version"])
        return keeping.change_activity(seen, form.content, form.details, **facts)

    def refused(self, form, refusal):
        if isinstance(refusal, Doubted):
            return self.show(form, status=422, doubted=refusal)
        return super().refused(form, refusal)

    def done(self, form, saved):
        messages.success(self.request, _("Zapsáno: %(what)s.") % {"what": saved})
        return redirect("activity", saved.pk)
