"""Where people come to after signing in: what waits for them; and all centres of a year in one table."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from centres import access
from centres.access import Right
from goals.models import Document, Plan
from goals.plan_progress import PlanFilter, with_progress
from goals.tasks import tasks
from goals.views.scope import year_of


@require_safe
def work(request):
    today = timezone.localdate()
    own = []
    if request.rights.works_in_a_centre:
        plans = Plan.objects.of_person(request.rights).select_related("document", "centre")
        own = with_progress(plans).order_by("-document__year", "centre__position")[:12]
    context = {
        "tasks": tasks(request.rights, today=today),
        "this_year": today.year,
        "plans": own,
        "years": Document.objects.years()[:12] if request.rights.sees_network else [],
        "may_open_year": request.rights.may(Right.OPEN_YEAR),
        "has_role": bool(request.rights.memberships),
    }
    return render(request, "work/home.html", context)


@require_safe
def work_year(request, year):
    document = year_of(request, year)
    request.rights.require(Right.SEE_NETWORK)
    plans = with_progress(document.plans.select_related("centre__region"))
    plan_filter = PlanFilter(request.GET or None, queryset=plans.order_by("centre__position"))
    context = {
        "document": document,
        "filter": plan_filter,
        "plans": list(plan_filter.found),
        "total": document.plans.count(),
        "may_decide": request.rights.may(Right.DECIDE),
        "may_open_year": request.rights.may(Right.OPEN_YEAR) and not document.closed_at,
        "may_publish": request.rights.may(Right.PUBLISH),
    }
    return render(request, "work/year.html", context, status=400 if plan_filter.is_invalid else 200)


@require_safe
def rights(request):
    """Who may do what: the very table that decides about it."""
    table = [(right.label, access.role_labels(right)) for right in Right]
    return render(request, "work/rights.html", {"table": table, "memberships": request.rights.memberships})
