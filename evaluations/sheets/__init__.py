"""A month's records as .xlsx and .csv, out and in, in the same columns. Works on values: no models, no clock.

Nothing here saves: a sheet with problems is shown to the person and none of its rows is taken.
"""

from evaluations.sheets.columns import Column, KnownIndicator, Names, Sheet, SheetProblem, SheetRow
from evaluations.sheets.reading import LARGEST_FILE, read
from evaluations.sheets.writing import template, template_csv, workbook, workbook_of, write_csv, write_xlsx

__all__ = [
    "LARGEST_FILE",
    "Column",
    "KnownIndicator",
    "Names",
    "Sheet",
    "SheetProblem",
    "SheetRow",
    "read",
    "template",
    "template_csv",
    "workbook",
    "workbook_of",
    "write_csv",
    "write_xlsx",
]
