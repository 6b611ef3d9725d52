"""The product's addresses, and beside them the least that a view can do: send bytes that lie ready in memory."""

import os
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from cpic import urls as product

PACKED = ".gz"


@cache
def body(name):
    return (settings.BENCH_FOLDER / name).read_bytes()


@login_not_required
def bare(request, name):
    """What was saved under the name; a name in .gz is sent as the compressed form of a page."""
    headers = {"Content-Encoding": "gzip"} if name.endswith(PACKED) else {}
    return HttpResponse(body(name), headers=headers)


@login_not_required
def worker(request):
    return HttpResponse(str(os.getpid()))


handler404 = product.handler404
urlpatterns = [
    path("bench/bare/<name>", bare, name="bare"),
    path("bench/worker", worker, name="worker"),
    *product.urlpatterns,
]
