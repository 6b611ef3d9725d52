"""How a year stands, for who looks after it: of all centres, on one sheet for the director, of one centre and one goal;
each also as a table to take away. And the button that reminds teams of their months."""

import re
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres import access
from centres.access import Right
from centres.network import call_as_then
from evaluations.meetings.agenda import as_of
from evaluations.meetings.writing import last_reminders
from evaluations.meetings.writing import remind as remind_teams
from evaluations.models import Closing, Evidence, Meeting
from evaluations.overview import goal as goal_queries
from evaluations.overview import network as network_queries
from evaluations.overview.centre import centre_standing
from evaluations.overview.forms import StandingFilter
from evaluations.overview.tables import (
    centre_table,
    centres_table,
    goal_table,
    map_table,
    records_table,
    slips_table,
)
from evaluations.scope import centres_of
from evaluations.sheets import workbook, workbook_of
from evaluations.spreadsheets import spreadsheet
from evaluations.states import ClosingState
from goals.views.scope import goal_of, plan_of, year_of

RECORDS_A_PAGE = 25
MOST_SLIPS = 5  # on the director's page


def _year_of_teams(request, year):
    document = year_of(request, year)
    request.rights.require(Right.SEE_NETWORK)
    return document, network_queries.teams_of(document, today=timezone.localdate())


@require_safe
def network(request, year):
    document, teams = _year_of_teams(request, year)
    teams_filter = StandingFilter(request.GET or None, document=document, teams=teams)
    chosen = teams_filter.chosen
    # Teams with late months, each with the day when it was last reminded.
    reminded, today, waiting = last_reminders(year), timezone.localdate(), []
    for team in network_queries.waiting(chosen):
        times = [reminded.get(month.meeting.pk) for month in team.late]
        days = [timezone.localdate(at) for at in times if at]
        is_done = days.count(today) == len(times)
        waiting.append(
            {"centre": team.centre, "team": team, "reminded_on": max(days, default=None), "is_done": is_done}
        )
    context = {
        "document": document,
        "filter": teams_filter,
        "teams": chosen,
        "total": len(teams),
        "has_begun": any(month for team in teams for month in team.months),
        "has_goals": any(team.goals for team in teams),
        "months": [date(year, month, 1) for month in range(1, 13)],
        "rows": network_queries.map_rows(chosen),
        "counts": network_queries.counts_of(chosen),
        "meetings": network_queries.meetings_held(chosen),
        "slips": network_queries.slipping(chosen),
        "long_term": network_queries.by_long_term(chosen, year),
        "regions": network_queries.by_region(teams, year),
        "waiting": waiting,
        "to_remind": [row["team"] for row in waiting if not row["is_done"]],
        "in_time": network_queries.in_time(chosen),
        "may_remind": request.rights.may(Right.REOPEN_MONTH),
        "who_reminds": ", ".join(access.role_labels(Right.REOPEN_MONTH)),
    }
    status = 400 if teams_filter.is_invalid else 200
    return render(request, "evaluations/network_standing.html", context, status=status)


@require_safe
def network_export(request, year):
    document, teams = _year_of_teams(request, year)
    teams = StandingFilter(request.GET or None, document=document, teams=teams).chosen
    slips = network_queries.slipping(teams)
    tables = [(_("Centra a měsíce"), *map_table(teams)), (_("Cíle, které zaostávají"), *slips_table(slips))]
    return spreadsheet(workbook_of(tables), f"stav-center-{year}")


@require_http_methods(["GET", "POST"])
def remind(request, year):
    """Remind the teams that were named of all their late months."""
    document = year_of(request, year)
    request.rights.require(Right.REOPEN_MONTH)
    if request.method == "GET":  # back from signing in: the buttons are on the year's page
        return redirect("network-standing", year)
    teams = {team.centre.slug: team for team in network_queries.teams_of(document, today=timezone.localdate())}
    named = set(request.POST.getlist("centre"))
    if not named <= teams.keys():
        raise Http404
    due = [month.meeting for slug, team in teams.items() if slug in named for month in team.late]
    told = remind_teams(due, by=request.user)
    if told:
        count = len({meeting.centre_id for meeting in told})
        sentence = ngettext(
            "Připomínku porady dostalo %(count)s centrum.", "Připomínku porady dostalo %(count)s center.", count
        )
        messages.success(request, sentence % {"count": count})
    else:
        messages.info(request, _("Není co připomínat: poradu už mají uzavřenou, nebo jim ji dnes někdo připomněl."))
    return redirect("network-standing", year)


@require_safe
def director(request, year):
    """What fits on one sheet of paper."""
    document, teams = _year_of_teams(request, year)
    today = timezone.localdate()
    slips = network_queries.slipping(teams)
    context = {
        "document": document,
        "today": today,
        "has_goals": any(team.goals for team in teams),
        "counts": network_queries.counts_of(teams),
        "meetings": network_queries.meetings_held(teams),
        "heads_meetings": network_queries.heads_meetings_held(document, today=today),
        "strategic": network_queries.strategic(year),
        "long_term": network_queries.by_long_term(teams, year),
        "slips": slips[:MOST_SLIPS],
        "slips_total": len(slips),
        "closings": network_queries.closings_of(document, teams),
    }
    return render(request, "evaluations/director_page.html", context)


@require_safe
def director_export(request, year):
    document, teams = _year_of_teams(request, year)
    rows = Closing.objects.filter(plan__document=document).order_by().values_list("plan", "state")
    closings = {plan: ClosingState(state).label for plan, state in rows}
    table = centres_table(teams, closings)
    return spreadsheet(workbook(_("Centra %(year)s") % {"year": year}, *table), f"rok-{year}-centra")


def _chosen_month(request, year, today):
    """The month that was asked for (None: as of today), the day as of which the page looks, and the months whose end
    can be looked at."""
    last = 12 if today.year > year else today.month if today.year == year else 0
    months = range(1, last + 1)
    text = request.GET.get("mesic", "")
    if not text:
        return None, min(today, date(year, 12, 31)), months
    if not re.fullmatch(r"[0-9]{1,2}", text) or int(text) not in months:
        raise Http404
    return int(text), as_of(Meeting(year=year, month=int(text)), today), months


@require_safe
def centre(request, year, slug):
    plan = plan_of(request, year, slug)
    today = timezone.localdate()
    month, day, months = _chosen_month(request, year, today)
    context = {
        "plan": plan,
        "year": centre_standing(plan, day=day, today=today),
        "month": month,
        "day": day,
        "months": [(number, MONTHS[number]) for number in months],
        "has_begun": today >= date(year, 1, 1),
        "branches": [centre for centre in centres_of(request, plan) if centre.pk != plan.centre_id],
        "may_measure": request.rights.may(Right.MEASURE, plan.centre),
    }
    return render(request, "evaluations/centre_standing.html", context)


@require_safe
def centre_export(request, year, slug):
    plan = plan_of(request, year, slug)
    today = timezone.localdate()
    month, day, _months = _chosen_month(request, year, today)
    title = _("Stav k %(day)s") % {"day": f"{day.day}. {day.month}. {day.year}"}
    name = f"stav-{slug}-{year}" + (f"-{month:02}" if month else "")
    table = centre_table(centre_standing(plan, day=day, today=today))
    return spreadsheet(workbook(title, *table), name)


def _goal_year(request, pk):
    """The goal, the year and how the goal stands in it; goals of the network live for years: this one, unless another
    is asked for."""
    goal = goal_of(request, pk)
    today = timezone.localdate()
    year = goal.document.year
    if not year:
        text = request.GET.get("rok", str(today.year))
        if not re.fullmatch(r"20[0-9]{2}", text):
            raise Http404
        year = int(text)
    return goal, year, goal_queries.goal_year(goal, year, today=today)


@require_safe
def goal(request, pk):
    goal, year, shown = _goal_year(request, pk)
    if shown is None:
        return render(request, "evaluations/goal_progress.html", {"goal": goal, "year": year})
    goal = shown.goal  # in the wording that holds
    counted = goal_queries.records_of(shown)
    files = Evidence.objects.kept()
    records = counted.visible_to(request.rights).select_related("centre", "meeting", "indicator")
    records = records.prefetch_related(Prefetch("evidence", files, to_attr="files"))
    page = Paginator(records, RECORDS_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    call_as_then([(record.centre, record.on.year) for record in page.object_list])
    context = {
        "goal": goal,
        "year": year,
        "shown": shown,
        "today": min(timezone.localdate(), date(year, 12, 31)),
        "entries": goal_queries.entries_of(shown, request.rights),
        # Files that show the goal itself; those of its records stand beside them.
        "evidence": files.visible_to(request.rights).filter(goal=goal.root_id).select_related("added_by"),
        "may_measure": goal.centre_id is not None and request.rights.may(Right.MEASURE, goal.centre),
        "page": page,
        "records": goal_queries.counted_elsewhere(page.object_list, goal, request.rights),
        "hidden": counted.count() - page.paginator.count,  # records that count, and the person does not see them
        "others": goal_queries.same_source(shown, request.rights),
    }
    return render(request, "evaluations/goal_progress.html", context)


@require_safe
def goal_export(request, pk):
    _goal, year, shown = _goal_year(request, pk)
    if shown is None:
        raise Http404
    records = goal_queries.records_of(shown).visible_to(request.rights).select_related("centre", "indicator")
    call_as_then([(record.centre, record.on.year) for record in records])
    tables = [(_("Průběh %(year)s") % {"year": year}, *goal_table(shown)), (_("Záznamy"), *records_table(records))]
    return spreadsheet(workbook_of(tables), f"prubeh-cile-{shown.goal.root_id}-{year}")
