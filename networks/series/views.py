"""Series of meetings: the list by region, one with members, backlog and meetings, and the history of a topic."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import Right
from centres.events import timeline
from centres.models import Centre, Event, Subject
from evaluations.states import ActionState
from networks.access import led_regions, missing, regions_of
from networks.models import AgendaItem, Gathering, Member, Partner, Series, SharedAction, Topic
from networks.pages import FormPage, may_lead, pressed, series_of, who_leads, year_of
from networks.series import forms, keeping
from networks.series.keeping import FACTS
from networks.series.picture import picture_of
from networks.states import GatheringState, SeriesKind


def path_to(*series):
    steps = [{"url": reverse("networks"), "label": _("Sítě")}]
    return steps + [{"url": reverse("series", args=[one.pk]), "label": one.name} for one in series]


def partners_near(series):
    """Those who can sit in it, propose or be given something."""
    return (
        Partner.objects.current().visible_to([series.region_id]).select_related("region").order_by("folded_text", "pk")
    )


@require_safe
def networks(request):
    regions, today = regions_of(request.rights), timezone.localdate()
    if not regions.exists():
        raise missing()
    found = Series.objects.visible_to(regions).select_related("region", "centre", "organiser")
    rows = []
    for series in found.running().prefetch_related("gatherings"):
        planned = [one for one in series.gatherings.all() if one.state != GatheringState.CANCELLED and one.on >= today]
        ahead = min(planned, key=lambda one: one.on, default=None)
        slots = keeping.windows(series, today.year, today=today)
        rows.append({"series": series, "next": ahead, "slots": slots})
    context = {
        "rows": rows,
        "ended": found.exclude(ended_at=None),
        "has_regions": regions.count() > 1,
        "may_lead": led_regions(request.rights).exists(),
        "who_leads": who_leads(),
    }
    return render(request, "networks/networks.html", context)


@require_safe
def meeting_places(request):
    """Of one region that the person sees; without a choice the first in which anybody met."""
    regions, year, today = regions_of(request.rights), year_of(request), timezone.localdate()
    if not regions.exists():
        raise missing()
    if chosen := request.GET.get("kraj", ""):
        region = get_object_or_404(regions, nuts3=chosen[:5])
    else:
        met = regions.filter(series__gatherings__in=Gathering.objects.closed().filter(on__year=year))
        region = met.order_by("position").first() or regions.order_by("position").first()
    years = sorted({today.year, today.year - 1, year})
    form = forms.MeetingPlacesForm(
        initial={"rok": year, "kraj": region.nuts3}, years=years, regions=regions.order_by("position")
    )
    context = {"region": region, "year": year, "form": form, "picture": picture_of(region, year), "path": path_to()}
    return render(request, "networks/meeting_places.html", context)


@require_safe
def series(request, pk):
    series, today = series_of(request, pk), timezone.localdate()
    topics = series.topics.select_related("proposed_by")
    gatherings = list(series.gatherings.order_by("-on", "-pk")[:50])
    context = {
        "series": series,
        "may_lead": may_lead(request, series.region),
        "who_leads": who_leads(),
        "members": Member.objects.on(today).filter(series=series).select_related("partner", "contact"),
        "backlog": topics.filter(settled_on=None),
        "settled": topics.exclude(settled_on=None).order_by("-settled_on"),
        "ahead": [one for one in reversed(gatherings) if one.on >= today],
        "past": [one for one in gatherings if one.on < today],
        "actions": actions_of(series),
        "absent": keeping.absent_kinds(series),
        "slots": keeping.windows(series, today.year, today=today),
        "today": today,
        "steps": timeline(Event.objects.about(Subject.SERIES, [series.pk]).order_by("at", "id"))[:20],
        "path": path_to(),
    }
    return render(request, "networks/series.html", context)


def actions_of(series):
    """What is still to be done of all that its meetings agreed."""
    found = SharedAction.objects.filter(gathering__series=series, state=ActionState.OPEN)
    return found.select_related("centre", "partner", "gathering", "topic").order_by("due_on", "pk")


class SeriesEdit(FormPage):
    form_class = forms.SeriesForm

    def load(self, request, pk=None):
        regions = led_regions(request.rights)
        self.series = series_of(request, pk) if pk is not None else Series(version=0, kind=SeriesKind.PLATFORM)
        if pk:
            self.require(self.series.region)
        elif not regions.exists():
            raise missing()
        centres = Centre.objects.open_on(self.today).filter(region__in=regions)
        if not request.rights.may(Right.COORDINATE_ALL):
            centres = centres.filter(pk__in=request.rights.own_centres().values("pk"))
        if pk:
            centres = centres | Centre.objects.filter(pk=self.series.centre_id)
        self.offered = {
            "centres": centres.distinct(),
            "organisers": Partner.objects.current().visible_to(regions).order_by("folded_text", "pk"),
        }
        self.initial = {name: getattr(self.series, name) for name in FACTS if name not in {"centre", "organiser"}}
        own = self.series.centre_id or getattr(centres.order_by("position").first(), "pk", None)
        self.initial |= {"centre": own, "organiser": self.series.organiser_id}
        self.initial |= {"version": self.series.version, "key": uuid4()}
        self.page = {
            "title": _("Upravit síť") if pk else _("Nová síť"),
            "about": self.series.name,
            "label": _("Uložit síť"),
            "back": reverse("series", args=[pk]) if pk else reverse("networks"),
            "path": path_to(*([self.series] if pk else [])),
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | self.offered

    def save(self, form):
        self.series.version = form.cleaned_data["version"]
        return keeping.save_series(self.series, form.facts, by=self.request.user, key=form.cleaned_data["key"])

    def done(self, form, saved):
        messages.success(self.request, _("Síť „%(name)s“ je uložená.") % {"name": saved})
        return redirect("series", saved.pk)


@require_http_methods(["GET", "POST"])
def series_end(request, pk):
    said = _("Síť je ukončená. Všechno, co bylo, zůstává; jde ji obnovit.")
    return pressed(request, keeping.end_series, series_of(request, pk), said=said, leads_to=("series", pk))


@require_http_methods(["GET", "POST"])
def series_resume(request, pk):
    said = _("Síť je obnovená.")
    return pressed(request, keeping.resume_series, series_of(request, pk), said=said, leads_to=("series", pk))


class MembersAdd(FormPage):
    form_class = forms.MembersForm

    def load(self, request, pk):
        self.series = series_of(request, pk)
        self.require(self.series.region)
        seated = self.series.members.filter(valid_until=None).values("partner")
        self.partners = partners_near(self.series).exclude(pk__in=seated)
        self.page = {
            "title": _("Přidat členy"),
            "about": self.series.name,
            "label": _("Přidat do sítě"),
            "back": reverse("series", args=[pk]),
            "path": path_to(self.series),
            "hints": [_("Kdo v seznamu chybí, toho nejdřív založte mezi partnery.")],
            "links": [(reverse("partner-new"), _("Nový partner"))],
        }
        if not self.partners:
            text = _("Kraj zatím nemá partnery.") if not seated else _("Všichni partneři kraje v síti už jsou.")
            self.page["empty"] = {"title": _("Není koho přidat"), "text": text}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"partners": self.partners}

    def save(self, form):
        keeping.add_members(self.series, form.cleaned_data["partners"], by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Členové jsou přidaní."))
        return redirect("series", self.series.pk)


def member_of(request, pk, member):
    series = series_of(request, pk)
    return get_object_or_404(series.members.select_related("series", "partner"), pk=member)


class MemberEdit(FormPage):
    form_class = forms.MemberForm

    def load(self, request, pk, member):
        self.member = member_of(request, pk, member)
        self.require(self.member.series.region)
        self.initial = {"seat": self.member.seat, "contact": self.member.contact_id}
        self.page = {
            "title": _("Koho organizace vysílá"),
            "about": self.member.partner.name,
            "label": _("Uložit"),
            "back": reverse("series", args=[pk]),
            "path": path_to(self.member.series),
            "links": [(reverse("partner", args=[self.member.partner_id]), _("Kontakty organizace"))],
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"contacts": self.member.partner.contacts.on(self.today)}

    def save(self, form):
        keeping.change_member(self.member, by=self.request.user, **form.cleaned_data)

    def done(self, form, saved):
        messages.success(self.request, _("Uloženo."))
        return redirect("series", self.member.series_id)


@require_http_methods(["GET", "POST"])
def member_end(request, pk, member):
    member = member_of(request, pk, member)
    said = _("%(name)s už členem není. Kde byl, tam v zápisech zůstává.") % {"name": member}
    return pressed(request, keeping.end_member, member, said=said, leads_to=("series", pk))


class TopicEdit(FormPage):
    """A topic that there is, or, of a series, a new one."""

    form_class = forms.TopicForm

    def load(self, request, pk, topic=None):
        self.series = series_of(request, pk)
        self.require(self.series.region)
        self.topic = Topic(series=self.series, version=0)
        if topic:
            self.topic = get_object_or_404(self.series.topics, pk=topic)
        self.initial = {name: getattr(self.topic, name) for name in ("title", "note")}
        self.initial |= {"proposed_by": self.topic.proposed_by_id, "settled": bool(self.topic.settled_on)}
        self.initial |= {"version": self.topic.version, "key": uuid4()}
        self.page = {
            "title": _("Upravit téma") if topic else _("Nové téma"),
            "about": self.series.name,
            "label": _("Uložit téma"),
            "back": reverse("series", args=[pk]),
            "path": path_to(self.series),
        }

    def get_form_kwargs(self):
        proposers = partners_near(self.series)
        return super().get_form_kwargs() | {"proposers": proposers, "is_new": self.topic.pk is None}

    def save(self, form):
        self.topic.version = form.cleaned_data["version"]
        settled = form.cleaned_data.get("settled", False)
        facts = {"by": self.request.user, "key": form.cleaned_data["key"], "settled": settled}
        return keeping.save_topic(self.topic, form.facts, **facts)

    def done(self, form, saved):
        messages.success(self.request, _("Téma „%(title)s“ je uložené.") % {"title": saved})
        return redirect("series", self.series.pk)


@require_safe
def topic(request, pk, topic):
    """All that was said of it and agreed, over the years."""
    series = series_of(request, pk)
    topic = get_object_or_404(series.topics.select_related("proposed_by"), pk=topic)
    items = AgendaItem.objects.filter(topic=topic).exclude(gathering__state=GatheringState.CANCELLED)
    agreed = {}
    for action in topic.actions.select_related("centre", "partner"):
        agreed.setdefault(action.gathering_id, []).append(action)
    rows = [
        {"item": item, "actions": agreed.get(item.gathering_id, ())}
        for item in items.select_related("gathering").order_by("-gathering__on")
    ]
    context = {
        "series": series,
        "topic": topic,
        "rows": rows,
        "may_lead": may_lead(request, series.region),
        "path": path_to(series),
    }
    return render(request, "networks/topic.html", context)
