"""Where people come to after signing in: what waits for them; and all centres of a year in one table."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres import access
from centres.access import Right
from centres.network import call_as_then
from centres.people import roles_in_words
from centres.roles import to_welcome
from goals.first_steps import shown_steps
from goals.models import Document, Plan
from goals.plan_progress import PlanFilter, PlanProgress, with_progress
from goals.reminding import remind_plans, reminded_on
from goals.tasks import tasks, unsent_plans
from goals.views.scope import year_of


@require_safe
def work(request):
    today = timezone.localdate()
    own = []
    if request.rights.works_in_a_centre:
        plans = Plan.objects.of_person(request.rights).select_related("document", "centre")
        own = list(with_progress(plans).order_by("-document__year", "centre__position")[:12])
        call_as_then([(plan.centre, plan.document.year) for plan in own], today=today)
    context = {
        "tasks": tasks(request.rights, today=today),
        "welcome": roles_in_words(to_welcome(request.rights, today), today),
        "this_year": today.year,
        "plans": own,
        "years": Document.objects.years()[:12] if request.rights.sees_network else [],
        "coming": coming_year(today) if request.rights.sees_network else None,
        "may_open_year": request.rights.may(Right.OPEN_YEAR),
        "may_import": request.rights.may(Right.IMPORT),
        "steps": shown_steps(request.rights),
        "has_role": bool(request.rights.memberships),
    }
    return render(request, "work/home.html", context)


def coming_year(today):
    """The next year while it is being prepared: how many centres are how far, for those who look after all of them."""
    documents = Document.objects.years().open().filter(year__gt=today.year).exclude(planning_opens_on__gt=today)
    document = documents.order_by("year").first()
    if document is None:
        return None
    plans = with_progress(document.plans.preparing_on(today)).order_by()
    counts = Counter(plans.values_list("progress", flat=True))
    states = [(state, counts[state]) for state in PlanProgress if counts[state]]
    return {"document": document, "states": states, "total": counts.total()} if states else None


@require_safe
def work_year(request, year):
    document = year_of(request, year)
    request.rights.require(Right.SEE_NETWORK)
    plans = with_progress(document.plans.select_related("centre__region"))
    unsent = []
    if document.planning_opens_on and document.planning_opens_on <= timezone.localdate() and not document.closed_at:
        days, today = reminded_on(document), timezone.localdate()
        rows = [(plan, days.get(plan.centre_id)) for plan in unsent_plans(document, timezone.localdate())]
        unsent = [
            {"centre": plan.centre, "plan": plan, "reminded_on": day, "is_done": day == today} for plan, day in rows
        ]
    plan_filter = PlanFilter(request.GET or None, queryset=plans.order_by("centre__position"))
    found = list(plan_filter.found)
    shown = [*found, *(row["plan"] for row in unsent)]
    call_as_then([(plan.centre, year) for plan in shown])
    context = {
        "document": document,
        "filter": plan_filter,
        "plans": found,
        "total": document.plans.count(),
        "may_decide": request.rights.may(Right.DECIDE),
        "may_open_year": request.rights.may(Right.OPEN_YEAR) and not document.closed_at,
        "may_publish": request.rights.may(Right.PUBLISH),
        "unsent": unsent,
        "to_remind": [row["plan"] for row in unsent if not row["is_done"]],
        "adopted": document.editions.exclude(adopted_from="").first(),
    }
    return render(request, "work/year.html", context, status=400 if plan_filter.is_invalid else 200)


@require_http_methods(["GET", "POST"])
def plans_remind(request, year):
    """Remind the centres that were named of their goals."""
    document = year_of(request, year)
    request.rights.require(Right.OPEN_YEAR)
    if request.method == "GET":  # back from signing in: the buttons are on the year's page
        return redirect("work-year", year)
    named = set(request.POST.getlist("centre"))
    plans = [plan for plan in document.plans.select_related("centre") if plan.centre.slug in named]
    if len(plans) != len(named):
        raise Http404
    told = len(remind_plans(document, plans, by=request.user))
    if told:
        sentence = ngettext(
            "Připomínku odeslání cílů dostalo %(count)s centrum.",
            "Připomínku odeslání cílů dostalo %(count)s center.",
            told,
        )
        messages.success(request, sentence % {"count": told})
    else:
        messages.info(request, _("Není co připomínat: cíle už odeslaly, nebo jim to dnes někdo připomněl."))
    return redirect("work-year", year)


@require_safe
def rights(request):
    """Who may do what: the very table that decides about it."""
    table = [(right.label, access.role_labels(right)) for right in Right]
    return render(request, "work/rights.html", {"table": table, "memberships": request.rights.memberships})
