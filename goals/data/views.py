"""Where open data are: a page for people, files of what holds and of each edition, schemas, the catalogue. Other sites
may read them from their pages, which nothing else here allows."""

import json
from datetime import date
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from centres.addresses import full_address
from goals.data import catalogue as dcat
from goals.data.datasets import as_text, schema_of
from goals.data.files import METADATA, TYPES, Issue, content_of, facts_about
from goals.data.norms import NORM_FILES, norm_file_of
from goals.data.sources import SOURCES, newest_address, source_of
from goals.formatting import shortened
from goals.freezing import withdrawal_of, withdrawals_of
from goals.public.cache import public_page
from goals.public.queries import NotPublished
from goals.renderings import withdrawn_file

FIRST_ROWS = 3
LONGEST_CELL = 60  # letters of a text on the page; files have all of it
_CODE, JSON_LD = dcat.JSON_LD


def for_other_sites(view):
    @wraps(view)
    def serve(request, **kwargs):
        response = view(request, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return serve


@public_page
def overview(request):
    found = []
    for source in SOURCES:
        newest = source.newest()
        for data_set in source.data_sets if newest else ():
            files = [{"year": source.year(row), "row": row, "day": source.issued_on(row)} for row in newest]
            rows = data_set.table(newest[0], FIRST_ROWS)
            found.append(
                {
                    "data_set": data_set,
                    "files": files,
                    "rows": [[shortened(as_text(value), LONGEST_CELL) for value in row] for row in rows],
                }
            )
    context = {
        "found": found,
        "earlier": _earlier(),
        "publisher": settings.PUBLISHER,
        "terms": settings.DATA_TERMS,
        "is_example": not settings.IS_PRODUCTION,
        "has_catalogue": dcat.is_complete(),
        "norm_files": NORM_FILES,
    }
    return render(request, "public/data.html", context)


def _earlier():
    """What came out and holds no more, series by series, the newest first."""
    found = []
    for source in (one for one in SOURCES if one.is_numbered):
        holding = {row.pk for row in source.newest()}
        rows = [row for row in source.issued() if row.pk not in holding]
        withdrawn = withdrawals_of(rows)
        issued = [
            {"year": source.year(row), "row": row, "day": source.issued_on(row), "withdrawal": withdrawn.get(row.pk)}
            for row in sorted(rows, key=lambda row: (-source.year(row), -row.number))
        ]
        if issued:
            found.append({"data_sets": source.data_sets, "rows": issued})
    return found


@public_page(is_czech_only=True)
@for_other_sites
def newest(request, name, format, year=None):
    issue = _issue(request, name, year)
    if format == "jsonld":
        return _described(request, issue)
    ending = "" if year is None else f"-{year}"
    return _file(request, issue, format, lambda data_set: f"{data_set.name}{ending}.csv")


@public_page(is_czech_only=True)
@for_other_sites
def edition(request, year, number, name, format):
    issue = _issue(request, name, year, number)
    return _file(request, issue, format, lambda data_set: f"{data_set.name}.csv")


def _issue(request, name, year, number=None):
    source, data_set = source_of(name) or (None, None)
    if source is None or (year is None and source.is_numbered):
        raise _missing()
    return Issue(
        data_set, source, source.find(year, number), full_address(reverse("data-schema", args=[name]), request)
    )


def _missing():
    return NotPublished(_("Taková data tu nejsou."), url=reverse("open-data"), label=_("Otevřená data"))


def _file(request, issue, file_format, file_name):
    if file_format not in TYPES:
        raise _missing()
    is_numbered = issue.source.is_numbered
    of = f"{issue.year}-{issue.row.number}" if is_numbered else issue.day.isoformat()
    name = f"{issue.data_set.name}-{of}.{file_format}"
    if is_numbered and (withdrawal := withdrawal_of(issue.row)):
        return _withdrawn(request, issue, name, withdrawal)
    headers = {
        "Content-Type": TYPES[file_format],
        "Content-Disposition": content_disposition_header(as_attachment=file_format in {"csv", "xlsx"}, filename=name),
        "Content-Language": "cs",
    }
    if file_format == "csv":
        headers["Link"] = f'<{file_name(issue.data_set)}-metadata.json>; rel="describedby"; type="{TYPES[METADATA]}"'
    return HttpResponse(content_of(issue, file_format, file_name), headers=headers)


def _withdrawn(request, issue, name, withdrawal):
    """What is left of it, as far as can be in what was asked for: JSON as JSON, CSV as lines of text, since a table of
    other columns would be taken for the data; a workbook is opened by people, who get a page."""
    page = issue.row.get_absolute_url()
    if name.endswith(".xlsx"):
        return withdrawn_file(request, issue.row, withdrawal, name, page)
    facts = {column.name: column.value(issue) for column in facts_about(issue.source) if column.name != "schema"}
    facts |= {"stazeno": timezone.localdate(withdrawal.at), "vymaz": withdrawal.number, "duvod": withdrawal.reason}
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    facts["stranka"] = full_address(page, request)
    if name.endswith(".csv"):
        lines = "".join(f"{fact}: {value}\n" for fact, value in facts.items())
        return HttpResponse(lines, content_type="text/plain; charset=utf-8", status=410)
    return _json(facts, "application/json", status=410)


@public_page(is_czech_only=True)
@for_other_sites
def schema(request, name):
    source, data_set = source_of(name) or (None, None)
    if data_set is None:
        raise _missing()
    return _json(
        schema_of(data_set, full_address(request.path, request), facts_about(source)), "application/schema+json"
    )


@public_page(is_czech_only=True)
@for_other_sites
def catalogue(request):
    _require_catalogue()
    addresses = [
        full_address(newest_address(data_set.name, source.year(row), "jsonld"), request)
        for source in SOURCES
        for row in source.newest()
        for data_set in source.data_sets
    ]
    addresses += [full_address(reverse("data-norm-set", args=[one.name]), request) for one in NORM_FILES]
    home = full_address(reverse("open-data"), request)
    return _json(dcat.catalogue_of(full_address(request.path, request), home, addresses), JSON_LD)


def _described(request, issue):
    _require_catalogue()

    def address(file_format):
        return full_address(newest_address(issue.data_set.name, issue.year, file_format), request)

    return _json(dcat.data_set_of(issue, full_address(reverse("open-data"), request), address), JSON_LD)


@public_page(is_czech_only=True)
@for_other_sites
def described(request, name):
    """A file by a norm, or for the catalogue what a data set without years is."""
    if norm_file_of(name) is None:
        return _described(request, _issue(request, name, None))
    return _json(_norm_file(name).content(lambda path: full_address(path, request)), JSON_LD)


@public_page(is_czech_only=True)
@for_other_sites
def norm_set(request, name):
    """The file as a data set of the catalogue."""
    one, home = _norm_file(name), full_address(reverse("open-data"), request)
    return _json(
        dcat.norm_set_of(one, full_address(request.path, request), home, full_address(one.url, request)), JSON_LD
    )


def _norm_file(name):
    found = norm_file_of(name)
    if found is None:
        raise _missing()
    _require_catalogue()
    return found


def _require_catalogue():
    if not dcat.is_complete():
        raise NotPublished(
            _("Katalog tu zatím není: nikdo neurčil, kdo data zveřejňuje a za jakých podmínek."),
            url=reverse("open-data"),
            label=_("Otevřená data"),
        )


def _json(content, content_type, status=200):
    return HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type=content_type, status=status)
