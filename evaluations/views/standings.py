"""How one centre's year stands, today or at the end of any of its months."""

import re
from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import Right
from evaluations.meetings.writing import as_of
from evaluations.models import Meeting
from evaluations.overview.centre import centre_year
from evaluations.overview.tables import centre_table
from evaluations.sheets import workbook
from evaluations.views.scope import centres_of, plan_of
from evaluations.views.spreadsheets import spreadsheet


@require_safe
def standing(request, year, slug):
    plan = plan_of(request, year, slug)
    today = timezone.localdate()
    month, day = chosen_month(request, year, today)
    context = {
        "plan": plan,
        "year": centre_year(plan, day=day, today=today),
        "month": month,
        "month_name": MONTHS.get(month, ""),
        "day": day,
        "months": months_begun(year, today),
        "has_begun": today >= date(year, 1, 1),
        "branches": [centre for centre in centres_of(request, plan) if centre.pk != plan.centre_id],
        "may_measure": request.rights.may(Right.MEASURE, plan.centre),
    }
    return render(request, "evaluations/centre_standing.html", context)


@require_safe
def export(request, year, slug):
    plan = plan_of(request, year, slug)
    today = timezone.localdate()
    month, day = chosen_month(request, year, today)
    headings, rows = centre_table(centre_year(plan, day=day, today=today))
    title = _("Stav k %(day)s") % {"day": f"{day.day}. {day.month}. {day.year}"}
    name = f"stav-{slug}-{year}" + (f"-{month:02}" if month else "")
    return spreadsheet(workbook(title, headings, rows), name)


def months_begun(year, today):
    """The months whose end can be looked at."""
    last = 12 if today.year > year else today.month if today.year == year else 0
    return [(month, MONTHS[month]) for month in range(1, last + 1)]


def chosen_month(request, year, today):
    """The month that was asked for (None: as of today) and the day as of which the page looks."""
    text = request.GET.get("mesic", "")
    if not text:
        return None, min(today, date(year, 12, 31))
    if not re.fullmatch(r"[0-9]{1,2}", text) or int(text) not in dict(months_begun(year, today)):
        raise Http404
    return int(text), as_of(Meeting(year=year, month=int(text)), today)
