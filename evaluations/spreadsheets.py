"""A table as a file to take away."""

from django.http import Http404, HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


def spreadsheet(content, name, format="xlsx"):
    if format not in TYPES:
        raise Http404
    disposition = f'attachment; filename="{name}.{format}"'
    return HttpResponse(content, headers={"Content-Type": TYPES[format], "Content-Disposition": disposition})
