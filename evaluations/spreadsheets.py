"""A table as a file to take away."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


def spreadsheet(content, name, format="xlsx"):
    if format not in TYPES:
        raise Http404
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{format}")
    return HttpResponse(content, headers={"Content-Type": TYPES[format], "Content-Disposition": disposition})
