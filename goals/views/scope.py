"""The first query of every private view: only what the person may see. The rest of the network answers 404."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from centres.models import Centre
from centres.network import call_as_then
from goals.models import Document, Goal, Plan
from goals.workflow import closed_reason


def plan_of(request, year, slug):
    plans = Plan.objects.visible_to(request.rights).select_related("document", "centre__parent", "centre__region")
    plan = get_object_or_404(plans, document__year=year, centre__slug=slug)
    call_as_then([(plan.centre, year)])
    return plan


def goal_of(request, pk):
    related = ("document", "centre__parent", "amends")
    goals = Goal.objects.visible_to(request.rights).with_content().select_related(*related)
    goal = get_object_or_404(goals, pk=pk)
    call_as_then([(goal.centre, goal.document.year)])
    return goal


def centre_in_scope(request, centre):
    return Centre.objects.filter(request.rights.in_scope(), pk=centre.pk).exists()


def year_of(request, year):
    """A year's document; years themselves are no secret to anybody who works here."""
    documents = Document.objects.for_year(year) if request.rights.is_inside else Document.objects.none()
    return get_object_or_404(documents)


def term_of(request, pk):
    """A commitment; that there is one is no secret to anybody who works here."""
    terms = Document.objects.terms() if request.rights.is_inside else Document.objects.none()
    return get_object_or_404(terms, pk=pk)


def away_from_closed(request, document, *place):
    """Instead of a form whose sending would be refused: the reason, and the way to the place that shows what there is.

    None while the year is open. What is sent is answered by the verb, so that nothing typed is lost.
    """
    reason = closed_reason(document)
    if request.method != "GET" or not reason:
        return None
    messages.info(request, reason)
    return redirect(*place)


def expected_goals(request, goals):
    """The goals named in the sent form, each in the version that was on the screen; a forged one answers 404."""
    versions = {}
    for text in request.POST.getlist("expected"):  # "12:3", the goal and its version, as numbers a database can compare
        match = re.fullmatch(r"([0-9]{1,15}):([0-9]{1,9})", text)
        if match is None:
            raise Http404
        versions[int(match[1])] = int(match[2])
    found = list(goals.filter(pk__in=versions).select_related("document", "centre").order_by("pk"))
    if len(found) != len(versions):
        raise Http404
    for goal in found:
        goal.version = versions[goal.pk]
    return found


def expected_version(request):
    """The version that was on the screen; whatever is no number was on no screen."""
    text = request.POST.get("version", "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1
