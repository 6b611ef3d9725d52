"""The edge of the site: what a request must be before anybody looks at it, and what every answer carries."""

import codecs
from contextlib import suppress
from http import HTTPStatus

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import QueryDict
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string

POLICIES = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Nothing of the device is used but keys to sign in with, which are ours by default.
    "Permissions-Policy": ", ".join(
        f"{feature}=()"  # the browser complains in its console of one that it does not know
        for feature in (
            *("accelerometer", "camera", "display-capture", "fullscreen", "geolocation", "gyroscope", "magnetometer"),
            *("microphone", "midi", "payment", "picture-in-picture", "usb"),
        )
    ),
    # Public pages and static files say themselves how they may be kept; all else is for one person at this moment.
    "Cache-Control": "private, no-store",
}
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
DRAINED = 32_000_000  # bytes


def policies(get_response):
    """First of all, so that files, redirects and errors carry them too; a view may say otherwise."""

    def serve(request):
        response = get_response(request)
        for name, value in POLICIES.items():
            response.headers.setdefault(name, value)
        if "frame-ancestors *" in response.headers.get("Content-Security-Policy", ""):
            response.headers.pop("X-Frame-Options", None)  # it can only forbid
        return response

    return serve


class Headless(WSGIRequest):
    """Stands for a request that could not even be made of its headers."""

    def __init__(self, environ):
        super().__init__(environ | {"PATH_INFO": "/", "QUERY_STRING": "", "CONTENT_TYPE": "", "HTTP_COOKIE": ""})


def readable(get_response):
    """The one place where the address and the form are read first. What cannot be read is a bad request here, and
    whoever looks at it later, error pages too, finds an empty one and not the fault again."""

    def serve(request):
        try:
            if isinstance(request, Headless):
                raise ValueError("headers")
            if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
                request.encoding = None
                if request.method == "POST":
                    raise ValueError("not in UTF-8")
            _ = request.COOKIES, request.GET, request.POST
        except TOO_LARGE:
            _forget(request)
            raise
        except Exception as fault:  # the parsers raise whatever the data lead to: MultiPartParserError, TypeError
            _forget(request)
            raise BadRequest(f"Unreadable request ({type(fault).__name__}: {fault})") from fault
        return get_response(request)

    def process_exception(request, exception):
        """Forms that hold JSON do not expect that Python reads no number of thousands of digits."""
        if isinstance(exception, ValueError) and "for integer string conversion" in str(exception):
            raise BadRequest(str(exception)) from exception

    serve.process_exception = process_exception
    return serve


def _forget(request):
    request.COOKIES, request.GET = {}, QueryDict()
    request._mark_post_parse_error()  # as Django itself does where it knows of the fault


def answered(get_response):
    """Nobody sees an empty page: whoever opens an address that a form is sent to (when a sign-in expired, by a press of
    Reload) is told, and shown ways on. Django's own answer says nothing."""

    def serve(request):
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            response.content = render_to_string("400.html", request=request)
        return response

    return serve


class Application(WSGIHandler):
    def __call__(self, environ, start_response):
        """What nobody looked at is read all the same, before the answer goes out: a browser shows an answer only after
        it could send all of its form, and a proxy would send the request of somebody else into a connection that the
        server closes for what is left in it."""
        answer = super().__call__(environ, start_response)
        with suppress(Exception):  # the visitor is gone, or what the server reads is no body
            left = DRAINED if int(environ.get("CONTENT_LENGTH") or 0) <= DRAINED else 0  # nobody waits for more
            while left > 0 and (chunk := environ["wsgi.input"].read(65_536)):
                left -= len(chunk)
        return answer

    @staticmethod
    def request_class(environ):
        """A request that cannot be made at all would end outside of Django, without a page."""
        try:
            return WSGIRequest(environ)
        except Exception:  # parsers of what stands in the head raise whatever it leads to
            return Headless(environ)


class Compression(GZipMiddleware):
    """Texts only: PDFs, pictures and workbooks are packed already. Django adds some random bytes, so that the length
    tells nothing of a page's secrets, and the token of a form is another one each time."""

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(("text/", "application/json", "image/svg")):
            return response
        return super().process_response(request, response)
