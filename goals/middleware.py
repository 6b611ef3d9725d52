"""What becomes of a refusal that no view answers itself: a page that says why, with everything that was typed."""

from django.shortcuts import render

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
        context = {"refusal": exception, "typed": typed_texts(request), "back": request.path}
        context["layout"] = "work/base.html"
        return render(request, "409.html", context, status=409)


def typed_texts(request):
    """The long texts of the form that was sent."""
    values = [value for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values]
    return [value for value in values if len(value) >= LONG_TEXTS]
