"""A month's records as .xlsx and .csv, out and in, in the same columns. Works on values: no models, no clock.

Nothing here saves: a sheet with problems is shown to the person and none of its rows is taken.
"""

from evaluations.sheets.columns import Column, Known, Names, Problem, Row, Sheet
from evaluations.sheets.reading import LARGEST_FILE, read
from evaluations.sheets.workbooks import workbook, workbook_of
from evaluations.sheets.writing import template, template_csv, write_csv, write_xlsx

__all__ = [
    "LARGEST_FILE",
    "Column",
    "Known",
    "Names",
    "Problem",
    "Row",
    "Sheet",
    "read",
    "template",
    "template_csv",
    "workbook",
    "workbook_of",
    "write_csv",
    "write_xlsx",
]
