"""The pages of searching, in public and inside, and what browsers read to offer the first among their own."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from centres.addresses import full_address
from centres.languages import CZECH
from goals.public.cache import public_page
from goals.search.finding import CHOSEN, Search
from goals.search.published import published
from goals.search.working import visible


@public_page(parameters=("q", *CHOSEN, "page"))
def search(request):
    return _answer(request, "public/search.html", published(get_language()), get_language())


@require_safe
def work_search(request):
    return _answer(request, "work/search.html", visible(request.rights), CZECH)


def _answer(request, template, corpus, language):
    made = Search(corpus, request.GET, language)
    context = {"search": made, "page": made.page(request.GET.get("page")), "url": request.path}
    return render(request, template, context, status=400 if made.is_invalid else 200)


@public_page
def opensearch(request):
    address = full_address(reverse("search"), request)
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "opensearch.xml", {"address": address}, content_type=content_type)
