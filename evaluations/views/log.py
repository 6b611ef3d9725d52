"""The record of acts of evaluation, beside that of events of goals."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres.access import Right
from evaluations.history import full_label, kind_of
from evaluations.log import COLUMNS, ActFilter, all_acts, only, place, row
from goals.log import CSV_ROWS, EVENTS_A_PAGE, ids, write_csv


@require_safe
def acts(request):
    request.rights.require(Right.READ_LOG)
    act_filter = ActFilter(request.GET or None, queryset=all_acts())
    page = Paginator(ids(act_filter.found), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"event": act, "label": full_label(kind_of(act), act.name), "about": place(act)} for act in only(page)]
    status = 400 if act_filter.is_invalid else 200
    context = {"filter": act_filter, "page": page, "rows": rows, "here": "acts", "export": "acts-export"}
    return render(request, "work/log.html", context, status=status)


@require_safe
def acts_export(request):
    """What the filters have found, as a file."""
    request.rights.require(Right.READ_LOG)
    act_filter = ActFilter(request.GET or None, queryset=all_acts())
    status = 400 if act_filter.is_invalid else 200
    response = HttpResponse(content_type="text/csv; charset=utf-8", status=status)
    response["Content-Disposition"] = f'attachment; filename="{_("zaznam-hodnoceni")}.csv"'
    write_csv(response, COLUMNS, map(row, act_filter.found.iterator(chunk_size=CSV_ROWS)))
    return response
