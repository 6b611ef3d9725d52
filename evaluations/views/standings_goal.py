"""One goal through its year: chart, windows, what meetings said, records that count in it and what shows them."""

import re
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import Right
from evaluations.overview import goal as overview
from evaluations.overview.tables import goal_table, records_table
from evaluations.sheets import workbook_of
from evaluations.views.spreadsheets import spreadsheet
from goals.views.scope import goal_of

RECORDS_A_PAGE = 25


@require_safe
def progress(request, pk):
    goal, year, shown = _asked(request, pk)
    if shown is None:
        return render(request, "evaluations/goal_progress.html", {"goal": goal, "year": year})
    context = {
        "goal": shown.goal,
        "year": year,
        "shown": shown,
        "today": min(timezone.localdate(), date(year, 12, 31)),
        "entries": overview.entries_of(shown, request.rights),
        "evidence": overview.evidence_of(shown, request.rights),
        "may_measure": shown.goal.centre_id is not None and request.rights.may(Right.MEASURE, shown.goal.centre),
        **_records(request, shown),
    }
    return render(request, "evaluations/goal_progress.html", context)


def _records(request, shown):
    """A page of the records that the person sees, and how many others count in the goal."""
    records = overview.records_of(shown)
    page = Paginator(overview.with_facts(records.visible_to(request.rights)), RECORDS_A_PAGE)
    page = page.get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    return {
        "page": page,
        "records": list(overview.counted_elsewhere(page.object_list, shown.goal, request.rights)),
        "hidden": records.count() - page.paginator.count,
        "others": overview.same_source(shown, request.rights),
    }


@require_safe
def export(request, pk):
    _goal, year, shown = _asked(request, pk)
    if shown is None:
        raise Http404
    records = overview.records_of(shown).visible_to(request.rights).select_related("centre", "indicator")
    tables = [(_("Průběh %(year)s") % {"year": year}, *goal_table(shown)), (_("Záznamy"), *records_table(records))]
    return spreadsheet(workbook_of(tables), f"prubeh-cile-{shown.goal.root_id}-{year}")


def _asked(request, pk):
    goal = goal_of(request, pk)
    today = timezone.localdate()
    year = goal.document.year or _year(request, today)
    return goal, year, overview.goal_year(goal, year, today=today)


def _year(request, today):
    """Goals of the network live for years: this one, unless another is asked for."""
    text = request.GET.get("rok", str(today.year))
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise Http404
    return int(text)
