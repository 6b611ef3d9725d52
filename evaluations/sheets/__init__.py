"""A month's records as .xlsx and .csv, out and in, in the same columns. Works on values: no models, no clock.

Nothing here saves: a sheet with problems is shown to the person and none of its rows is taken.
"""

from evaluations.sheets.reading import read
from evaluations.sheets.record import Column, Known, Problem, Row, Sheet
from evaluations.sheets.templates import template, template_csv
from evaluations.sheets.workbooks import workbook, workbook_of
from evaluations.sheets.writing import write_csv, write_xlsx

__all__ = [
    "Column",
    "Known",
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
