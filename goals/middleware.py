"""What becomes of a refusal that no view answers itself: a page that says why, with everything that was typed."""

from urllib.parse import urlsplit

from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from goals.workflow import Refused

LONG_TEXTS = 40  # from so many characters on, what was sent is somebody's writing and is shown again


class Refusals:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        context = {"refusal": exception, "typed": typed_texts(request), "back": page_before(request)}
        return render(request, "409.html", context, status=409)


def page_before(request):
    """Where the button was pressed: the address that it was sent to may be no page at all."""
    referrer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referrer, {request.get_host()}):
        return urlsplit(referrer)._replace(scheme="", netloc="", fragment="").geturl()
    return request.path


def typed_texts(request):
    """The long texts of the form that was sent."""
    values = [value for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values]
    return [value for value in values if len(value) >= LONG_TEXTS]
