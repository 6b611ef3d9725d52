"""What pages of networks have in common: the first query of each (another region's answers 404), a page with one form,
and a button that is one verb."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from centres.access import Right, role_labels
from goals.views.edit import EditView
from goals.workflow import Refused
from networks.access import leading_role, regions_of, require_role
from networks.models import Gathering, Partner, Series


def partner_of(request, pk):
    """Partners are of no concern to who only administers, those of the whole country neither."""
    regions = regions_of(request.rights)
    partners = Partner.objects.visible_to(regions) if regions.exists() else Partner.objects.none()
    return get_object_or_404(partners.select_related("region", "merged_into"), pk=pk)


def series_of(request, pk):
    found = Series.objects.visible_to(regions_of(request.rights))
    return get_object_or_404(found.select_related("region", "centre", "organiser"), pk=pk)


def gathering_of(request, pk):
    found = Gathering.objects.visible_to(regions_of(request.rights))
    return get_object_or_404(
        found.select_related("series__region", "series__centre", "series__organiser", "record"), pk=pk
    )


def may_lead(request, region):
    return leading_role(request.rights, region) is not None


def who_leads():
    return ", ".join(role_labels(Right.COORDINATE) + role_labels(Right.COORDINATE_ALL))


def year_of(request):
    """The year that the address asks for; this one where it says nothing."""
    year = request.GET.get("rok", "") or str(timezone.localdate().year)
    if not (year.isascii() and year.isdigit() and 2000 <= int(year[:5]) < 3000):
        raise Http404
    return int(year)


def unknown_link(request):
    """A link that nobody has sent; whoever tries many has to wait."""
    if too_many := ratelimit.consume_or_429(request, action="guessed_link", limit_get=True):
        return too_many
    return render(request, "networks/reply_over.html", status=404)


class FormPage(EditView):
    """A page about one form: `load` says in `page` its title, its button, where it leads back and its breadcrumbs."""

    template_name = "networks/form.html"

    def require(self, region):
        require_role(self.request.rights, region)

    def get_context_data(self, *, form, **context):
        return super().get_context_data(form=form, **self.page, **context)

    @property
    def today(self):
        return timezone.localdate()


def pressed(request, verb, *things, said, leads_to, **facts):
    """One verb behind one button; opened by its address, the page where the button is."""
    if request.method == "POST":
        try:
            done = verb(*things, by=request.user, **facts)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said(done) if callable(said) else said)
    return redirect(*leads_to)
