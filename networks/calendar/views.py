"""What is announced to the public, and the calendar that a person subscribes to."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import Right, role_labels
from centres.addresses import full_address
from centres.models import Centre, Region
from networks.access import leading_role, missing, regions_of, require_releasing
from networks.calendar import announcing, feeds, subscriptions
from networks.calendar.files import feed
from networks.calendar.forms import AnnouncementForm, SubscriptionForm
from networks.models import Announcement
from networks.pages import FormPage, gathering_of, pressed, unknown_link

PAST_SHOWN = 20


def releasing_regions(rights):
    """In which the person lets something out."""
    if rights.may(Right.COORDINATE_ALL):
        return Region.objects.all()
    regions = regions_of(rights)
    return Region.objects.filter(pk__in=[one.pk for one in regions if leading_role(rights, one, Right.RELEASE_REGION)])


@require_safe
def announcements(request):
    regions, today = regions_of(request.rights), timezone.localdate()
    if not regions.exists():
        raise missing()
    found = Announcement.objects.shown().filter(region__in=regions).select_related("centre", "region")
    context = {
        "ahead": found.filter(on__gte=today),
        "past": found.filter(on__lt=today).order_by("-on", "-pk")[:PAST_SHOWN],
        "led": set(releasing_regions(request.rights).values_list("pk", flat=True)),
        "who_releases": ", ".join(role_labels(Right.RELEASE_REGION) + role_labels(Right.COORDINATE_ALL)),
        "calendar_url": full_address(reverse("public-calendar"), request),
    }
    return render(request, "networks/announcements.html", context)


def announcement_of(request, pk):
    """What was said last of the course or event of the row."""
    found = Announcement.objects.filter(region__in=regions_of(request.rights), gathering=None)
    return announcing.last_of(get_object_or_404(found, pk=pk).key)


class AnnouncementEdit(FormPage):
    form_class = AnnouncementForm

    def load(self, request, pk=None):
        self.announcement = announcement_of(request, pk) if pk else Announcement(sequence=0, kind="course")
        if pk:
            require_releasing(request.rights, self.announcement.region)
        regions = releasing_regions(request.rights)
        if not regions.exists():
            raise missing(regions_of(request.rights).first(), Right.RELEASE_REGION)
        centres = Centre.objects.open_on(self.today).filter(region__in=regions)
        if request.rights.works_in_a_centre and not request.rights.may(Right.COORDINATE_ALL):
            centres = centres.filter(pk__in=request.rights.own_centres().values("pk"))
        self.centres = centres.order_by("position")
        self.initial = {
            name: getattr(self.announcement, name)
            for name in announcing.FACTS
            if name != "centre" and (pk or name != "on")
        }
        self.initial |= {"centre": self.announcement.centre_id or getattr(self.centres.first(), "pk", None)}
        self.initial |= {"version": self.announcement.sequence, "key": uuid4()}
        self.page = {
            "title": _("Změnit zveřejněnou akci") if pk else _("Zveřejnit kurz nebo akci"),
            "about": self.announcement.title,
            "label": _("Zveřejnit změnu") if pk else _("Zveřejnit na webu a v kalendáři"),
            "back": reverse("announcements"),
            "path": [{"url": reverse("announcements"), "label": _("Akce pro veřejnost")}],
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"centres": self.centres}

    def save(self, form):
        if self.announcement.pk is None:
            return announcing.announce(form.facts, by=self.request.user, key=form.cleaned_data["key"])
        seen = Announcement.objects.filter(key=self.announcement.key, sequence=form.cleaned_data["version"]).first()
        return announcing.change(seen or self.announcement, form.facts, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("„%(title)s“ je na webu a ve veřejném kalendáři.") % {"title": saved})
        return redirect("announcements")


@require_http_methods(["GET", "POST"])
def announcement_cancel(request, pk):
    said = _("Zrušeno. V kalendářích se to ukáže a po 90 dnech zmizí.")
    return pressed(request, announcing.call_off, announcement_of(request, pk), said=said, leads_to=("announcements",))


@require_http_methods(["GET", "POST"])
def announcement_hide(request, pk):
    said = _("Staženo z webu i z kalendáře.")
    return pressed(request, announcing.hide_event, announcement_of(request, pk), said=said, leads_to=("announcements",))


@require_http_methods(["GET", "POST"])
def gathering_announce(request, pk):
    said = _("Termín je na webu kraje a ve veřejném kalendáři. Když ho změníte nebo zrušíte, změní se i tam.")
    gathering = gathering_of(request, pk)
    return pressed(request, announcing.announce_gathering, gathering, said=said, leads_to=("gathering", pk))


@require_http_methods(["GET", "POST"])
def gathering_hide(request, pk):
    said = _("Termín už na webu není.")
    gathering = gathering_of(request, pk)
    return pressed(request, announcing.hide_gathering, gathering, said=said, leads_to=("gathering", pk))


# A person's own calendar


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def calendar(request):
    """The address stands on the answer to the press that made it, and nowhere after that."""
    form, address = SubscriptionForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _subscription, token = subscriptions.subscribe(form.cleaned_data["name"], by=request.user)
        address, form = full_address(reverse("calendar-feed", args=[token]), request), SubscriptionForm()
    context = {
        "form": form,
        "address": address,
        "subscription": subscriptions.subscription_of(request.user),
        "public_address": full_address(reverse("public-calendar"), request),
    }
    return render(request, "networks/calendar.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
def calendar_end(request):
    said = _("Odběr je zrušený. Kdo má jeho adresu, nic už nedostane.")
    return pressed(request, subscriptions.unsubscribe, said=said, leads_to=("calendar",))


@login_not_required
@never_cache
@require_safe
def calendar_feed(request, token):
    found = subscriptions.find(token)
    if found is None:
        return unknown_link(request)
    text = feed(feeds.entries_of(found.person, now=timezone.now()), name=feeds.name_of(found.person))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
