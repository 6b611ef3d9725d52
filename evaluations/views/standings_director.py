"""One page of the year for the director: what fits on one sheet of paper."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import Right
from evaluations.models import Closing
from evaluations.overview import network as overview
from evaluations.overview.frozen import teams_of
from evaluations.overview.slipping import slipping
from evaluations.overview.tables import centres_table
from evaluations.sheets import workbook
from evaluations.states import ClosingState
from evaluations.views.scope import year_of
from evaluations.views.spreadsheets import spreadsheet

MOST = 5  # goals that slip the most


@require_safe
def director(request, year):
    document, teams, today = _asked(request, year)
    slips = slipping(teams)
    context = {
        "document": document,
        "today": today,
        "teams": teams,
        "has_goals": any(team.goals for team in teams),
        "counts": overview.counts_of(teams),
        "meetings": overview.meetings_held(teams),
        "heads_meetings": overview.heads_meetings_held(year, today=today),
        "strategic": overview.strategic(year),
        "long_term": list(overview.by_long_term(teams, year)),
        "slips": slips[:MOST],
        "slips_total": len(slips),
        "closings": overview.closings_of(document, teams),
    }
    return render(request, "evaluations/director_page.html", context)


@require_safe
def export(request, year):
    document, teams, _today = _asked(request, year)
    rows = Closing.objects.filter(plan__document=document).order_by().values_list("plan", "state")
    closings = {plan: ClosingState(state).label for plan, state in rows}
    headings, table = centres_table(teams, closings)
    return spreadsheet(workbook(_("Centra %(year)s") % {"year": year}, headings, table), f"rok-{year}-centra")


def _asked(request, year):
    document = year_of(request, year)
    request.rights.require(Right.SEE_NETWORK)
    today = timezone.localdate()
    return document, teams_of(document, today=today), today
