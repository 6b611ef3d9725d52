"""The network of centres in the workspace: all centres, one of them with what changed, and the pages that change it;
the contact, the places and the services that its head keeps."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from centres import contact, network, offer
from centres.access import MissingRight, Right
from centres.czech import full_stop
from centres.events import step
from centres.models import Centre, Event, Place, Service, ServiceGroup, ServiceItem, Subject
from goals.formatting import format_date
from goals.forms import network as forms
from goals.models import Document, Plan
from goals.network import join_year, years_to_join
from goals.personal_data import TextPlace, suspects_in
from goals.views.edit import EditView
from goals.views.scope import centre_in_scope
from goals.workflow import Refused

RELATED = ("region", "operator", "parent", "successor")


def centre_of(slug):
    """Centres themselves are no secret to anybody who works here."""
    return get_object_or_404(Centre.objects.select_related(*RELATED), slug=slug)


@require_safe
def centres(request):
    today = timezone.localdate()
    found = list(Centre.objects.select_related(*RELATED))
    context = {
        "open": [centre for centre in found if not centre.is_closed(today)],
        "closed": [centre for centre in found if centre.is_closed(today)],
        "today": today,
        "may_manage": request.rights.may(Right.MANAGE_CENTRES),
    }
    return render(request, "network/centres.html", context)


@require_safe
def centre(request, slug):
    centre, today = centre_of(slug), timezone.localdate()
    events = Event.objects.about(Subject.CENTRE, [centre.pk]).newest_first()
    may_manage = request.rights.may(Right.MANAGE_CENTRES)
    plans = Plan.objects.visible_to(request.rights).filter(centre=centre).select_related("document", "centre")
    is_open = not centre.is_closed(today)
    context = {
        "centre": centre,
        "today": today,
        "contact": contact.contact_of(centre),
        "places": centre.places.all(),
        "offer": offer.offer_of(centre),
        "services": offer.by_group(offer.services_of(centre)),
        "branches": network.branches_of(centre),
        "predecessors": centre.predecessors.order_by("closed_on"),
        "steps": [
            replace(step(event), text=" – ".join(filter(None, [event.content, event.comment]))) for event in events
        ],
        "plans": plans.order_by("-document__year"),
        "may_change": may_manage and centre.closed_on is None,
        "joinable": years_to_join(centre) if may_manage else [],
        "sees_prints": centre_in_scope(request, centre),
        "may_keep": is_open and contact.keeping_right(request.rights, centre) is not None,
    }
    return render(request, "network/centre.html", context)


class CentreOpen(EditView):
    form_class = forms.OpenCentreForm
    template_name = "network/centre_open.html"

    def load(self, request):
        request.rights.require(Right.MANAGE_CENTRES)
        self.initial = {"day": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"documents": Document.objects.years().open().order_by("year")}

    def save(self, form):
        facts = dict(form.cleaned_data)
        day, reason, documents = facts.pop("day"), facts.pop("reason"), facts.pop("years", [])
        opened = network.open_centre(network.NewCentre(**facts), day, reason=reason, by=self.request.user)
        for document in documents:
            join_year(document, opened, by=self.request.user)
        return opened

    def done(self, form, saved):
        words = _("%(centre)s je založené, otevřené od %(day)s. Teď pozvěte jeho vedoucího.")
        messages.success(self.request, words % {"centre": saved, "day": format_date(saved.opened_on)})
        return redirect("centre-work", saved.slug)


class CentreChangeView(EditView):
    """One kind of change; a page says what will happen, and carries it out."""

    template_name = "network/centre_change.html"
    title = said = label = ""
    what_happens = ()
    refusal_field = "day"

    def load(self, request, slug):
        request.rights.require(Right.MANAGE_CENTRES)
        self.centre = centre_of(slug)
        if self.centre.closed_on and request.method == "GET":
            closed = _("Centrum má zapsáno, že je zavřené od %(day)s; dál se nemění.")
            messages.info(request, closed % {"day": format_date(self.centre.closed_on)})
            return redirect("centre-work", slug)
        self.initial = {
            **{name: getattr(self.centre, name) for name in self.form_class.base_fields if hasattr(self.centre, name)},
            "day": timezone.localdate(),
        }
        self.extra_context = {
            "centre": self.centre,
            "page_title": self.title,
            "label": self.label,
            "what_happens": self.what_happens,
        }
        return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"centre": self.centre, "today": timezone.localdate()}

    def save(self, form):
        self.centre.version = form.cleaned_data["version"]
        act = {"reason": form.cleaned_data["reason"], "by": self.request.user}
        return self.carry_out(form, form.cleaned_data["day"], act)

    def carry_out(self, form, day, act):
        raise NotImplementedError  # every page says its own

    def done(self, form, saved):
        messages.success(self.request, full_stop(self.said % {"centre": saved}))
        return redirect("centre-work", saved.slug)


class CentreRename(CentreChangeView):
    form_class = forms.RenameForm
    title, label = gettext_lazy("Přejmenovat centrum"), gettext_lazy("Přejmenovat")
    said = gettext_lazy("Centrum se teď jmenuje %(centre)s.")
    what_happens = (
        gettext_lazy("Nový název uvidí lidé v práci i veřejnost hned."),
        gettext_lazy("Vydané dokumenty, zápisy a minulé roky si nechají název, který tehdy platil."),
        gettext_lazy("Adresa stránky centra se nezmění."),
    )

    def carry_out(self, form, day, act):
        return network.rename(self.centre, day, **form.values, **act)


class CentreMove(CentreChangeView):
    form_class = forms.MoveForm
    title, label = gettext_lazy("Přestěhovat nebo předat centrum"), gettext_lazy("Uložit změnu")
    said = gettext_lazy("Změna centra %(centre)s je zapsaná.")
    what_happens = (
        gettext_lazy("Novou adresu, kraj i provozovatele uvidí veřejnost na stránce centra i s tím, odkdy platí."),
        gettext_lazy("Vydané dokumenty zůstanou, jak vyšly; nový kraj bude až v příštím vydání."),
    )

    def carry_out(self, form, day, act):
        return network.move(self.centre, day, **form.values, **act)


class CentreBranch(CentreChangeView):
    form_class = forms.BranchForm
    title, label = gettext_lazy("Pobočka, nebo samostatné centrum"), gettext_lazy("Uložit změnu")
    said = gettext_lazy("Změna centra %(centre)s je zapsaná.")
    what_happens = (
        gettext_lazy("Role v hlavním centru platí i v jeho pobočkách, a to hned."),
        gettext_lazy("Pobočka bez vlastních cílů zapisuje do porad hlavního centra; co už zapsala, zůstane, kde je."),
        gettext_lazy("Cíle, které centrum letos má, si ponechá."),
    )

    def carry_out(self, form, day, act):
        parent = form.cleaned_data["parent"]
        if parent:
            return network.make_branch(self.centre, day, parent=parent, **act)
        return network.make_independent(self.centre, day, **act)


class CentreClose(CentreChangeView):
    """Asks first, then says what will happen, and closes only when that was read."""

    form_class = forms.CloseForm
    title, label = gettext_lazy("Zavřít nebo spojit centrum"), gettext_lazy("Pokračovat")

    def form_valid(self, form):
        facts = form.cleaned_data
        if "edit" in self.request.POST:
            return self.show(form)
        if not facts["confirmed"]:
            sentences = list(network.foreseen(self.centre, facts["day"], facts["successor"]))
            return self.show(form, foreseen=sentences, closing=facts)
        return super().form_valid(form)

    def carry_out(self, form, day, act):
        if successor := form.cleaned_data["successor"]:
            return network.merge_centre(self.centre, day, successor=successor, **act)
        return network.close_centre(self.centre, day, **act)

    def done(self, form, saved):
        words = _("%(centre)s je od %(day)s zavřené.")
        if saved.successor:
            words = _("%(centre)s je od %(day)s zavřené, pokračuje %(successor)s.")
        facts = {"centre": saved, "day": format_date(saved.closed_on), "successor": saved.successor}
        messages.success(self.request, full_stop(words % facts))
        return redirect("centre-work", saved.slug)


@require_http_methods(["GET", "POST"])
def join(request, slug, year):
    """The button is on the page of the centre."""
    request.rights.require(Right.MANAGE_CENTRES)
    centre, document = centre_of(slug), get_object_or_404(Document.objects.for_year(year))
    if request.method == "POST":
        try:
            join_year(document, centre, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            joined = _("%(centre)s se zapojilo do roku %(year)s a může psát cíle.")
            messages.success(request, joined % {"centre": centre, "year": year})
    return redirect("centre-work", slug)


# Contact and places


def kept_centre(request, slug):
    centre = centre_of(slug)
    if contact.keeping_right(request.rights, centre) is None:
        if not centre_in_scope(request, centre):
            raise Http404
        raise MissingRight(Right.KEEP_CONTACT, centre)
    return centre


class ContactEdit(EditView):
    form_class = forms.ContactForm
    template_name = "network/contact.html"

    def load(self, request, slug):
        self.centre = kept_centre(request, slug)
        self.contact = contact.contact_of(self.centre)
        facts = {name: getattr(self.contact, name, "") for name in self.form_class.base_fields}
        self.initial = facts | {"address": self.centre.address, "website": self.centre.website}
        self.extra_context = {"centre": self.centre, "contact": self.contact}

    def save(self, form):
        facts = dict(form.cleaned_data)
        self.contact.version = facts.pop("version")
        place = {"address": facts.pop("address"), "website": facts.pop("website")}
        return contact.keep_contact(self.contact, facts, **place, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Kontakt je ověřený dnes a veřejnost ho vidí na stránce centra."))
        return redirect("centre-work", self.centre.slug)


class PlaceEdit(EditView):
    """A place that there is, or, without a number in the address, a new one."""

    form_class = forms.PlaceForm
    template_name = "network/place.html"

    def load(self, request, slug, pk=None):
        self.centre = kept_centre(request, slug)
        self.place = Place(centre=self.centre, version=0)
        if pk is not None:
            self.place = get_object_or_404(self.centre.places, pk=pk)
        self.initial = {name: getattr(self.place, name) for name in self.form_class.base_fields}
        self.extra_context = {"centre": self.centre, "place": self.place}

    def save(self, form):
        for name, value in form.cleaned_data.items():
            setattr(self.place, name, value)
        return contact.save_place(self.place, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Místo „%(place)s“ je uložené.") % {"place": saved})
        return redirect(f"{reverse('centre-work', args=[self.centre.slug])}#mista")


@require_http_methods(["GET", "POST"])
def place_remove(request, slug, pk):
    """Asks once more, then removes it."""
    centre = kept_centre(request, slug)
    place = get_object_or_404(centre.places, pk=pk)
    if request.method == "POST":
        contact.remove_place(place, by=request.user)
        messages.success(request, _("Místo „%(place)s“ je zrušené.") % {"place": place})
        return redirect("centre-work", slug)
    words = {
        "act": _("Zrušit místo"),
        "after": _("Ze stránky centra zmizí hned. V záznamu událostí zůstane, že tu bylo."),
        "keep": _("Nechat ho"),
    }
    context = {"centre": centre, "removed": place, "piece": "public/_centre_place.html"}
    return render(request, "network/remove.html", context | words)


# Services


class OfferEdit(EditView):
    """Which services of the catalogue the centre offers, and that all of its offer still holds."""

    form_class = forms.OfferForm
    template_name = "network/offer.html"

    def load(self, request, slug):
        self.centre = kept_centre(request, slug)
        self.offer, services = offer.offer_of(self.centre), offer.services_of(self.centre)
        chosen = [service.item for service in services if service.item]
        self.initial = {
            group.value: [item for item in chosen if ServiceItem(item).group == group] for group in ServiceGroup
        }
        self.initial["version"] = self.offer.version
        self.extra_context = {"centre": self.centre, "offer": self.offer, "services": offer.by_group(services)}

    def save(self, form):
        self.offer.version = form.cleaned_data["version"]
        return offer.keep_offer(self.offer, form.items, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Nabídka je ověřená dnes a veřejnost ji vidí na stránce centra."))
        return redirect(services_page(self.centre))


class ServiceEdit(EditView):
    """A service of the catalogue by its code, one of the centre's own by its number, or, without either, a new one.

    One that somebody has taken away meanwhile comes again as a new one, with what was typed.
    """

    template_name = "network/service.html"

    def load(self, request, slug, item="", pk=None):
        self.centre = kept_centre(request, slug)
        if item and item not in ServiceItem.values:
            raise Http404
        self.service = Service(centre=self.centre, item=item, version=0)
        if item or pk is not None:
            known = self.centre.services.filter(**({"item": item} if item else {"item": "", "pk": pk}))
            self.service = known.first() or self.service
            if self.service.version == 0 and request.method == "GET":
                raise Http404
        self.initial = {name: getattr(self.service, name) for name in self.get_form_class().base_fields}
        self.initial["languages"] = self.service.languages.split()
        self.extra_context = {"centre": self.centre, "service": self.service}

    def get_form_class(self):
        return forms.ServiceForm if self.service.item else forms.OwnServiceForm

    def suspects(self, form):
        """What the public reads at once, and the trail keeps for good."""
        names = [name for name in ("name", "times") if name in form.fields]
        return suspects_in([TextPlace(str(form[name].label), form[name].value() or "") for name in names])

    def save(self, form):
        for name, value in form.cleaned_data.items():
            setattr(self.service, name, value)
        return offer.save_service(self.service, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Služba „%(service)s“ je uložená.") % {"service": saved})
        return redirect(services_page(self.centre))


def services_page(centre):
    return f"{reverse('centre-work', args=[centre.slug])}#sluzby"


@require_http_methods(["GET", "POST"])
def service_remove(request, slug, pk):
    """Asks once more, then removes one of the centre's own."""
    centre = kept_centre(request, slug)
    service = get_object_or_404(centre.services, pk=pk, item="")
    if request.method == "POST":
        offer.remove_service(service, by=request.user)
        messages.success(request, _("Služba „%(service)s“ je odebraná.") % {"service": service})
        return redirect(services_page(centre))
    words = {
        "act": _("Odebrat službu"),
        "after": _("Ze stránky centra zmizí hned. V záznamu událostí zůstane, že tu byla."),
        "keep": _("Nechat ji"),
    }
    context = {"centre": centre, "removed": service, "piece": "public/_service.html"}
    return render(request, "network/remove.html", context | words)
