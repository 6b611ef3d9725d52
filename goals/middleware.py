"""What becomes of a refusal that no view answers itself: a page that says why, with everything that was typed."""

from urllib.parse import urlsplit

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from goals.workflow import Refused


class Refusals:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        context = {"refusal": exception, "typed": typed_texts(request), "back": page_before(request)}
        context["layout"] = "work/base.html"
        return render(request, "409.html", context, status=409)


def typed_texts(request):
    """The texts of the form that was sent: what has a space in it was written by a person. Never a password."""
    fields = [(name, values) for name, values in request.POST.lists() if "password" not in name]
    return [value for _name, values in fields for value in values if " " in value.strip()]


def page_before(request):
    """The page with the form or the button that was used, to be loaded anew; addresses of buttons show nothing."""
    before = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return urlsplit(before)._replace(scheme="", netloc="", fragment="").geturl()
    return reverse("work")
