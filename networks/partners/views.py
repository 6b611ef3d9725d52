"""Partners of a region: the list, one of them with its marks, contacts and history, merging, and sheets in and out."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres import saved_input
from centres.access import Right
from centres.events import timeline
from centres.models import Event, Subject
from evaluations.spreadsheets import spreadsheet
from evaluations.states import ActionState
from goals.formatting import format_date
from goals.workflow import EditConflict, Refused
from networks.access import led_regions, missing, regions_of
from networks.models import Activity, Attendance, Mark, Member, Partner, WorkContact
from networks.pages import FormPage, may_lead, partner_of, pressed, who_leads
from networks.partners import contacts as work_contacts
from networks.partners import forms, guard, importing, keeping, merging
from networks.partners.filters import PartnerFilter
from networks.partners.keeping import FACTS, MARK_FACTS
from networks.states import GatheringState

ON_A_PAGE = 50


def path_to(*partners):
    """Breadcrumbs down to a page below the list, or below one partner."""
    steps = [{"url": reverse("networks"), "label": _("Sítě")}, {"url": reverse("partners"), "label": _("Partneři")}]
    return steps + [{"url": reverse("partner", args=[one.pk]), "label": one.name} for one in partners]


def in_sight(request):
    """All partners that the person sees; who only administers sees none."""
    regions = regions_of(request.rights)
    if not regions.exists():
        raise missing()
    return Partner.objects.visible_to(regions), regions


@require_safe
def partners(request):
    found, regions = in_sight(request)
    found = found.select_related("region").prefetch_related("marks")
    partner_filter = PartnerFilter(request.GET or None, queryset=found, regions=regions)
    page = Paginator(partner_filter.found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": partner_filter,
        "page": page,
        "shown": page.paginator.count,
        "total": found.current().count(),
        "may_lead": led_regions(request.rights).exists(),
        "who_leads": who_leads(),
        "query": request.GET.urlencode(),
    }
    return render(request, "networks/partners.html", context)


@require_safe
def partners_export(request):
    """With people, so only for who leads the networks there."""
    found, regions = in_sight(request)
    led = led_regions(request.rights)
    if not led.exists():
        raise missing()
    partner_filter = PartnerFilter(request.GET or None, queryset=found.visible_to(led), regions=regions)
    return spreadsheet(importing.export(partner_filter.found), _("partneri"))


@require_safe
def partner(request, pk):
    partner, today = partner_of(request, pk), timezone.localdate()
    leads = may_lead(request, partner.region)
    ids = merging.with_absorbed(partner)
    came = Attendance.objects.filter(partner__in=ids, gathering__state=GatheringState.CLOSED)
    seats = Member.objects.on(today).filter(partner=partner).select_related("series__region")
    people = list(partner.contacts.all()) if leads else []
    context = {
        "partner": partner,
        "goes_on": merging.final(partner),
        "may_lead": leads,
        "who_leads": who_leads(),
        "marks": partner.marks.all(),
        "contacts": [one for one in people if one.valid_until is None or one.valid_until >= today],
        "former": [one for one in people if one.valid_until and one.valid_until < today],
        "remarks": {one.pk: guard.phone_remark(one.phone) for one in people},
        "purpose": work_contacts.PURPOSE,
        "seats": seats.filter(series__region__in=regions_of(request.rights)),
        "came": came.filter(gathering__series__region__in=regions_of(request.rights))
        .select_related("gathering__series")
        .order_by("-gathering__on")[:20],
        "activities": Activity.objects.visible_to(regions_of(request.rights))
        .counted()
        .filter(partner__in=ids)
        .select_related("record__indicator")[:20],
        "absorbed": partner.absorbed.all(),
        "open_actions": partner.actions.filter(state=ActionState.OPEN).select_related("gathering__series"),
        "steps": timeline(Event.objects.about(Subject.PARTNER, [partner.pk]).order_by("at", "id")) if leads else [],
        "path": path_to(),
    }
    return render(request, "networks/partner.html", context)


class PartnerEdit(FormPage):
    """A partner that there is, or, without a number in the address, a new one."""

    form_class = forms.PartnerForm

    def load(self, request, pk=None):
        self.regions = led_regions(request.rights)
        self.partner = Partner(version=0)
        if pk is not None:
            self.partner = partner_of(request, pk)
            self.require(self.partner.region)
        elif not self.regions.exists():
            in_sight(request)
            raise missing()
        self.initial = {name: getattr(self.partner, name) for name in FACTS} | {"version": self.partner.version}
        self.initial |= {"region": self.partner.region_id, "key": uuid4()}
        back = reverse("partner", args=[pk]) if pk else reverse("partners")
        title = _("Upravit partnera") if pk else _("Nový partner")
        self.page = {
            "title": title,
            "about": self.partner.name,
            "label": _("Uložit partnera"),
            "back": back,
            "path": path_to(*([self.partner] if pk else [])),
        }

    def get_form_kwargs(self):
        everywhere = self.request.rights.may(Right.COORDINATE_ALL)
        return super().get_form_kwargs() | {
            "partner": self.partner,
            "regions": self.regions,
            "may_everywhere": everywhere,
        }

    def show(self, form, **facts):
        if not (form.is_bound and form.duplicates):
            form.fields.pop("is_other", None)
        return super().show(
            form, links=[(reverse("partner", args=[one.pk]), str(one)) for one in form.duplicates], **facts
        )

    def save(self, form):
        self.partner.version = form.cleaned_data["version"]
        return keeping.save_partner(self.partner, form.facts, by=self.request.user, key=form.cleaned_data["key"])

    def done(self, form, saved):
        messages.success(self.request, _("Partner „%(name)s“ je uložený.") % {"name": saved})
        return redirect("partner", saved.pk)


@require_http_methods(["GET", "POST"])
def partner_archive(request, pk):
    partner = partner_of(request, pk)
    said = _("Partner je v archivu. Nikde se nenabízí, jeho historie zůstává.")
    return pressed(request, keeping.archive, partner, said=said, leads_to=("partner", pk))


@require_http_methods(["GET", "POST"])
def partner_restore(request, pk):
    said = _("Partner je zpátky mezi současnými. Do sítí ho přidejte znovu.")
    return pressed(request, keeping.restore, partner_of(request, pk), said=said, leads_to=("partner", pk))


@require_http_methods(["GET", "POST"])
def partner_split(request, pk):
    said = _("Sloučení je vzaté zpět. Co se přesunulo, je zase tady.")
    return pressed(request, merging.split, partner_of(request, pk), said=said, leads_to=("partner", pk))


class PartnerMerge(FormPage):
    form_class = forms.MergeForm

    def load(self, request, pk):
        self.partner = partner_of(request, pk)
        self.require(self.partner.region)
        others = Partner.objects.current().visible_to(led_regions(request.rights)).exclude(pk=pk)
        if not request.rights.may(Right.COORDINATE_ALL):
            others = others.exclude(region=None)
        self.others = others.select_related("region")
        empty = None
        if not self.others:
            text = _("Sloučit jde jen s partnerem, který platí a je ve vašem kraji. Zatím tu žádný jiný není.")
            empty = {"title": _("Není s kým sloučit"), "text": text}
        like = keeping.duplicates_of(self.partner)
        self.initial = {"version": self.partner.version, "into": like[0].pk if like else None}
        self.page = {
            "title": _("Sloučit s jiným partnerem"),
            "about": self.partner.name,
            "label": _("Sloučit"),
            "back": reverse("partner", args=[pk]),
            "path": path_to(self.partner),
            "empty": empty,
            "hints": [
                _("Kontakty, označení, místa v sítích a otevřené úkoly přejdou na partnera, kterého vyberete."),
                _("Tento partner půjde do archivu; kde byl dřív, tam ho zápisy a účast uvádějí dál."),
                _("Sloučení jde na jeho stránce vzít zpět."),
            ],
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"others": self.others}

    def save(self, form):
        self.partner.version = form.cleaned_data["version"]
        return merging.merge(self.partner, form.cleaned_data["into"], by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Sloučeno. Pokračuje partner „%(name)s“.") % {"name": saved})
        return redirect("partner", saved.pk)


class MarkEdit(FormPage):
    form_class = forms.MarkForm

    def load(self, request, pk, mark=None):
        self.partner = partner_of(request, pk)
        self.require(self.partner.region)
        self.mark = Mark(partner=self.partner, version=0)
        if mark is not None:
            self.mark = get_object_or_404(self.partner.marks, pk=mark)
        self.initial = {name: getattr(self.mark, name) for name in (*MARK_FACTS, "version")}
        self.page = {
            "title": _("Upravit označení") if mark else _("Přidat označení"),
            "about": self.partner.name,
            "label": _("Uložit, údaje dnes platí"),
            "back": reverse("partner", args=[pk]),
            "path": path_to(self.partner),
        }

    def save(self, form):
        for name, value in form.cleaned_data.items():
            setattr(self.mark, name, value)
        return keeping.save_mark(self.mark, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Označení je uložené a ověřené dnes."))
        return redirect("partner", self.partner.pk)


@require_http_methods(["GET", "POST"])
def mark_remove(request, pk, mark):
    mark = get_object_or_404(partner_of(request, pk).marks, pk=mark)
    return pressed(request, keeping.remove_mark, mark, said=_("Označení je zrušené."), leads_to=("partner", pk))


class WorkContactEdit(FormPage):
    form_class = forms.WorkContactForm

    def load(self, request, pk, contact=None):
        self.partner = partner_of(request, pk)
        self.require(self.partner.region)
        self.contact = WorkContact(partner=self.partner, version=0, valid_from=self.today)
        if contact is not None:
            self.contact = get_object_or_404(self.partner.contacts, pk=contact)
        self.initial = {name: getattr(self.contact, name) for name in self.form_class.base_fields}
        self.page = {
            "title": _("Upravit kontakt") if contact else _("Přidat kontakt"),
            "about": self.partner.name,
            "label": _("Uložit kontakt"),
            "back": reverse("partner", args=[pk]),
            "path": path_to(self.partner),
            "hints": [work_contacts.PURPOSE],
        }

    def save(self, form):
        for name, value in form.cleaned_data.items():
            setattr(self.contact, name, value)
        return work_contacts.save_contact(self.contact, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Kontakt je uložený."))
        if remark := guard.phone_remark(saved.phone):
            messages.warning(self.request, remark)
        return redirect("partner", self.partner.pk)


@require_http_methods(["GET", "POST"])
def contact_end(request, pk, contact):
    contact = get_object_or_404(partner_of(request, pk).contacts, pk=contact)
    kept = format_date(timezone.localdate() + work_contacts.RETAINED)
    said = _("Kontakt dnes skončil. Jeho údaje se smažou po %(day)s.") % {"day": kept}
    return pressed(request, work_contacts.end_contact, contact, said=said, leads_to=("partner", pk))


class PartnersImport(FormPage):
    """First the file, then what it would bring with its questions; then what was chosen is written down."""

    form_class = forms.PartnersFileForm

    def load(self, request):
        in_sight(request)
        self.regions = led_regions(request.rights)
        if not self.regions.exists():
            raise missing()
        self.page = {
            "title": _("Nahrát partnery z tabulky"),
            "label": _("Vyzkoušet soubor"),
            "back": reverse("partners"),
            "path": path_to(),
            "has_file": True,
            "hints": [
                _("Nejdřív se jen vyzkouší: uvidíte, co by se zapsalo, kdo už tu je a co se vynechá."),
                _("Sloupce mohou být v jakémkoli pořadí: název, druh, města, IČO, web, poznámka, kontaktní osoba…"),
            ],
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"regions": self.regions}

    def post(self, request, *args, **kwargs):
        return self.confirm(request) if "rows" in request.POST else super().post(request, *args, **kwargs)

    def save(self, form):
        return importing.try_file(form.cleaned_data["file"], form.chosen_region)

    def done(self, form, saved):
        if saved.problem:
            form.add_error("file", saved.problem)
            return self.show(form, status=422)
        return self.tried(saved)

    def tried(self, trial, data=None, **facts):
        status = facts.pop("status", 200)
        form = facts.pop("form", None) or self.choices_of(trial, data)
        there = {f"row-{number}" for number, row in enumerate(trial.rows) if row.candidates}
        context = {
            "trial": trial,
            "form": form,
            "rows": [
                {"row": row, "field": form[f"row-{number}"] if f"row-{number}" in there else None}
                for number, row in enumerate(trial.rows)
            ],
            "new": sum(not row.candidates for row in trial.rows),
            "asked": len(there),
            "remarks": trial.remarks[:100],
            "more": max(len(trial.remarks) - 100, 0),
            "carried": importing.pack(trial, by=self.request.user),
            "region": self.regions.get(pk=trial.region),
            "path": path_to(),
            **facts,
        }
        return render(self.request, "networks/partners_trial.html", context, status=status)

    def choices_of(self, trial, data=None):
        found = {pk for row in trial.rows for pk in row.candidates}
        names = {one.pk: f"{one.name} ({one.place})" for one in Partner.objects.filter(pk__in=found)}
        return forms.ChoicesForm(data, trial=trial, names=names)

    def confirm(self, request):
        try:
            trial = importing.unpack(request.POST["rows"], by=request.user)
            form = self.choices_of(trial, request.POST)
            if not form.is_valid():
                return self.tried(trial, form=form, status=422)
            written = importing.add_tried(trial, form.choices, by=request.user)
        except EditConflict as conflict:
            return self.tried(conflict.current, conflict=conflict, status=409)
        except Refused as refusal:
            form = self.get_form_class()(regions=self.regions, initial=self.initial)
            return self.show(form, status=422, refusal=str(refusal))
        saved_input.discard(request)
        count = len(written)
        said = ngettext("Zapsán %(count)s partner.", "Zapsáno %(count)s partnerů.", count)
        messages.success(request, said % {"count": count})
        return redirect("partners")
