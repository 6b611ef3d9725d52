"""The year of all centres for who looks after them: months, goals that slip, teams that have not met."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from centres import access
from centres.access import Right
from evaluations.forms.standings import StandingFilter
from evaluations.mail import reminding
from evaluations.overview import network as overview
from evaluations.overview.frozen import teams_of
from evaluations.overview.months_table import months_of, rows_of
from evaluations.overview.slipping import slipping
from evaluations.overview.tables import map_table, slips_table
from evaluations.sheets import workbook_of
from evaluations.views.scope import year_of
from evaluations.views.spreadsheets import spreadsheet


@require_safe
def network(request, year):
    document, teams, standing_filter = _asked(request, year)
    chosen = standing_filter.chosen
    context = {
        "document": document,
        "filter": standing_filter,
        "teams": chosen,
        "total": len(teams),
        "has_begun": any(month for team in teams for month in team.months),
        "has_goals": any(team.goals for team in teams),
        "regions": list(overview.by_region(teams, year)),
        **_standing(chosen, year),
        **_reminders(request, chosen, year),
    }
    status = 400 if standing_filter.is_invalid else 200
    return render(request, "evaluations/network_standing.html", context, status=status)


def _standing(teams, year):
    """How the chosen teams stand, put together in several ways."""
    return {
        "months": months_of(year),
        "rows": rows_of(teams),
        "counts": overview.counts_of(teams),
        "meetings": overview.meetings_held(teams),
        "slips": slipping(teams),
        "long_term": list(overview.by_long_term(teams, year)),
    }


@require_safe
def export(request, year):
    _document, _teams, standing_filter = _asked(request, year)
    teams = standing_filter.chosen
    tables = [(_("Centra a měsíce"), *map_table(teams)), (_("Cíle, které zaostávají"), *slips_table(slipping(teams)))]
    return spreadsheet(workbook_of(tables), f"stav-center-{year}")


@require_http_methods(["GET", "POST"])
def remind(request, year):
    """Remind the teams that were named of all their late months, or of those that are over."""
    document = year_of(request, year)
    request.rights.require(Right.REOPEN_MONTH)
    if request.method == "GET":  # back from signing in: the buttons are on the year's page
        return redirect("network-standing", year)
    teams = teams_of(document, today=timezone.localdate())
    due = [month.meeting for team in _named(request, teams) for month in team.late]
    told = reminding.remind(due, by=request.user)
    count = len({meeting.centre_id for meeting in told})
    sentence = ngettext(
        "Připomínku porady dostalo %(count)s centrum.", "Připomínku porady dostalo %(count)s center.", count
    )
    if count:
        messages.success(request, sentence % {"count": count})
    else:
        messages.info(request, _("Není co připomínat: poradu už mají uzavřenou, nebo jim ji dnes někdo připomněl."))
    return redirect("network-standing", year)


def _asked(request, year):
    document = year_of(request, year)
    request.rights.require(Right.SEE_NETWORK)
    teams = teams_of(document, today=timezone.localdate())
    return document, teams, StandingFilter(request.GET or None, document=document, teams=teams)


def _named(request, teams):
    slugs = set(request.POST.getlist("centre"))
    if not slugs <= {team.centre.slug for team in teams}:
        raise Http404
    return [team for team in teams if team.centre.slug in slugs]


def _reminders(request, teams, year):
    """Teams with late months, each with the day when it was last reminded; and whether the person may remind."""
    reminded, today = reminding.last_reminders(year), timezone.localdate()
    rows = []
    for team in overview.waiting(teams):
        times = [reminded.get((team.centre.pk, month.meeting.month)) for month in team.late]
        days = [timezone.localdate(at) for at in times if at]
        rows.append(
            {"team": team, "reminded_on": max(days, default=None), "is_done": times and days.count(today) == len(times)}
        )
    return {
        "waiting": rows,
        "to_remind": [row["team"] for row in rows if not row["is_done"]],
        "in_time": overview.in_time(teams),
        "may_remind": request.rights.may(Right.REOPEN_MONTH),
        "who_reminds": ", ".join(access.role_labels(Right.REOPEN_MONTH)),
    }
