"""Inside: the pages of regions as they are being written, how each would look, and their release."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import Right, role_labels
from goals.freezing import fingerprint
from networks.access import leading_role, missing, regions_of
from networks.models.public import WHOLE_COUNTRY as COUNTRY
from networks.models.public import RegionPage
from networks.pages import FormPage, may_lead, pressed, who_leads
from networks.public import queries, releasing
from networks.public.addresses import WHOLE_COUNTRY, region_at, slug_of
from networks.public.forms import OFFERED, RegionPageForm
from networks.states import WORKS


def region_of(request, slug):
    """The region of the address as far as the person sees it; None for what holds in the whole country."""
    regions = regions_of(request.rights)
    region = None if slug == WHOLE_COUNTRY else region_at(slug)
    if not regions.exists() or (region is not None and not regions.filter(pk=region.pk).exists()):
        raise Http404
    return region


def path_to(*pages):
    steps = [{"url": reverse("region-pages"), "label": _("Stránky krajů")}]
    return steps + [{"url": reverse("region-page", args=[slug_of(one.region)]), "label": str(one)} for one in pages]


def may_release(request, region):
    return leading_role(request.rights, region, Right.RELEASE_REGION) is not None


def who_releases():
    return ", ".join(role_labels(Right.RELEASE_REGION) + role_labels(Right.COORDINATE_ALL))


@require_safe
def region_pages(request):
    regions = list(regions_of(request.rights))
    if not regions:
        raise missing()
    written = {page.region_id: page for page in RegionPage.objects.select_related("region")}
    out, rows = queries.issues(), []
    found = releasing.offered(*regions, None, today=timezone.localdate())
    for region in [*regions, None]:
        page, issue = written.get(region and region.pk), out.get(region and region.pk)
        content = releasing.content_from(found, page) if page and issue else {}
        rows.append(
            {
                "name": str(region or COUNTRY),
                "slug": slug_of(region),
                "last": issue,
                "is_begun": page is not None,
                "differs": issue is not None and content != issue.content,
            }
        )
    return render(request, "networks/region_pages.html", {"rows": rows})


@require_safe
def region_page(request, slug):
    """The page as it would come out now, beside what is out."""
    region = region_of(request, slug)
    page, last = releasing.page_of(region), releasing.last_issue(region)
    content = releasing.content_of(page, today=timezone.localdate())
    is_out = bool(last and last.is_shown)
    context = {
        "page": page,
        "slug": slug,
        "is_begun": page.pk is not None,
        "shown": queries.shown(content),
        "seen": fingerprint(content),
        "last": last if is_out else None,
        "differs": not is_out or content != last.content,
        "problems": list(releasing.problems(content)),
        "may_write": may_lead(request, region),
        "may_release": may_release(request, region),
        "who_leads": who_leads(),
        "who_releases": who_releases(),
        "public_url": reverse("region", args=[slug]) if region else reverse("signpost"),
        "path": path_to(),
    }
    return render(request, "networks/region_page.html", context)


class RegionPageEdit(FormPage):
    form_class = RegionPageForm

    def load(self, request, slug):
        region = region_of(request, slug)
        self.require(region)
        self.written = page = releasing.page_of(region)
        chosen = page.chosen
        self.offered = releasing.offered(region, today=timezone.localdate())
        self.initial = {name: getattr(page, name) for name in releasing.WORDS}
        self.initial |= {name: chosen.get(name, ()) for name in OFFERED} | {"version": page.version}
        for chapter, works in WORKS.items():
            self.initial[f"works_{chapter}"] = [work for work in works if work in chosen.get("works", ())]
        self.page = {
            "title": _("Upravit stránku kraje") if region else _("Upravit rozcestník pro celou republiku"),
            "about": str(region or ""),
            "label": _("Uložit stránku"),
            "back": reverse("region-page", args=[slug]),
            "path": path_to(page),
            "hints": [
                _("Uložením se nic nezveřejní. Zveřejní se, až to někdo potvrdí na další stránce."),
                _("Organizace se jmenuje jen tehdy, když je u partnera zapsaný její souhlas."),
            ],
        }

    def get_form_kwargs(self):
        with_chapters = self.written.region is not None
        return super().get_form_kwargs() | {"offered": self.offered, "with_chapters": with_chapters}

    def save(self, form):
        self.written.version = form.cleaned_data["version"]
        return releasing.save_page(self.written, form.facts, by=self.request.user)

    def done(self, form, saved):
        messages.success(self.request, _("Stránka je uložená. Podívejte se, jak bude vypadat, a zveřejněte ji."))
        return redirect("region-page", self.kwargs["slug"])


@require_http_methods(["GET", "POST"])
def region_page_release(request, slug):
    page = releasing.page_of(region_of(request, slug))
    said = _("Stránka je zveřejněná, tak jak je tady.")
    seen = request.POST.get("seen", "")
    return pressed(request, releasing.release, page, said=said, leads_to=("region-page", slug), seen=seen)


@require_http_methods(["GET", "POST"])
def region_page_hide(request, slug):
    page = releasing.page_of(region_of(request, slug))
    said = _("Stránka na webu není. Co jste napsali, tady zůstává a jde to zveřejnit znovu.")
    return pressed(request, releasing.hide, page, said=said, leads_to=("region-page", slug))
