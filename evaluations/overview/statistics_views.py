"""Pages of what was counted: of a centre's year, of one indicator in it with the records behind each number, and of the
network; each also as a table to take away."""

import re
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import Right
from centres.models import Centre
from evaluations.models import Indicator
from evaluations.overview import statistics
from evaluations.overview.statistics import Span
from evaluations.records.queries import page_of, sums_of
from evaluations.sheets import workbook_of
from evaluations.spreadsheets import spreadsheet
from goals.models import Plan
from goals.tables import csv_lines
from goals.views.scope import plan_of, year_of


def _centre_year(request, year, slug):
    plan = plan_of(request, year, slug)
    span = Span(year, timezone.localdate())
    return plan, span, statistics.records_of_years(request.rights, year, meeting__centre=plan.centre_id)


def _months(span):
    return [date(span.year, month, 1) for month in range(1, 13)]


@require_safe
def centre(request, year, slug):
    plan, span, records = _centre_year(request, year, slug)
    context = {
        "plan": plan,
        "span": span,
        "months": _months(span),
        "rows": statistics.by_indicator(records, span) if span.has_begun else [],
        "last_plan": Plan.objects.visible_to(request.rights)
        .filter(document__year=year - 1, centre=plan.centre_id)
        .exists(),
        "is_partial": not Centre.objects.filter(request.rights.in_scope(), pk=plan.centre_id).exists(),
    }
    return render(request, "evaluations/centre_statistics.html", context)


@require_safe
def centre_export(request, year, slug, format):
    _plan, span, records = _centre_year(request, year, slug)
    table = statistics.indicators_table(statistics.by_indicator(records, span), span)
    return _file([(_("Statistika %(year)s") % {"year": year}, *table)], f"statistika-{slug}-{year}", format)


@require_safe
def records(request, year, slug, indicator):
    """The records behind the numbers of one indicator, of the year or of one month of it."""
    plan, span, found = _centre_year(request, year, slug)
    indicator = get_object_or_404(Indicator, slug=indicator)
    numbers = statistics.whole(found, indicator, span)
    month = request.GET.get("mesic", "")
    if month and not re.fullmatch(r"[1-9]|1[0-2]", month):
        raise Http404
    found = found.filter(indicator=indicator, on__year=year)
    if month:
        found = found.filter(on__month=int(month))
    page, rows = page_of(found.order_by("-on", "-id"), request.GET.get("page"))
    context = {
        "plan": plan,
        "span": span,
        "indicator": indicator,
        "numbers": numbers,
        "months": _months(span),
        "month": int(month) if month else None,
        "month_name": MONTHS[int(month)] if month else "",
        "sums": sums_of(found),
        "page": page,
        "rows": rows,
        "may_change": False,
    }
    return render(request, "evaluations/indicator_records.html", context)


def _network_year(request, year):
    document = year_of(request, year)
    request.rights.require(Right.SEE_NETWORK)
    slug = request.GET.get("ukazatel", "")
    indicator = get_object_or_404(Indicator, slug=slug) if slug else None
    return document, indicator, Span(year, timezone.localdate()), statistics.records_of_years(request.rights, year)


@require_safe
def network(request, year):
    document, indicator, span, found = _network_year(request, year)
    context = {"document": document, "indicator": indicator, "span": span, "months": _months(span)}
    if indicator:
        context |= {
            "rows": statistics.by_centre(found, document, span, indicator),
            "whole": statistics.whole(found, indicator, span),
        }
    else:
        context["rows"] = statistics.by_indicator(found, span) if span.has_begun else []
    return render(request, "evaluations/network_statistics.html", context)


@require_safe
def network_export(request, year, format):
    """Of one indicator its centres; of all of them the network, and in a spreadsheet also all centres."""
    document, indicator, span, found = _network_year(request, year)
    title = _("Statistika %(year)s") % {"year": year}
    if indicator:
        table = statistics.centres_table(statistics.by_centre(found, document, span, indicator), span)
        return _file([(title, *table)], f"statistika-{indicator.slug}-{year}", format)
    tables = [
        (title, *statistics.indicators_table(statistics.by_indicator(found, span), span)),
        (_("Centra"), *statistics.centres_table(statistics.by_centre(found, document, span), span)),
    ]
    return _file(tables, f"statistika-{year}", format)


def _file(tables, name, format):
    if format == "csv":  # one table: the first
        _title, headings, rows = tables[0]
        return spreadsheet("".join(csv_lines(headings, rows)).encode(), name, format)
    return spreadsheet(workbook_of(tables), name, format)
