"""A table as a file to take away."""

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spreadsheet(content, name):
    disposition = f'attachment; filename="{name}.xlsx"'
    return HttpResponse(content, headers={"Content-Type": XLSX, "Content-Disposition": disposition})
