"""A month's records as .xlsx and .csv, out and in, in the same columns. Works on values: no models, no clock.

Nothing here saves: a sheet with problems is shown to the person and none of its rows is taken.
"""

from evaluations.sheets.columns import (
    Broken,
    Column,
    KnownIndicator,
    Names,
    Sheet,
    SheetProblem,
    SheetRow,
    TooMuch,
    Unreadable,
    Value,
    letter,
)
from evaluations.sheets.reading import LARGEST_FILE, Table, read, read_table
from evaluations.sheets.writing import template, template_csv, workbook, workbook_of, write_csv, write_xlsx

__all__ = [
    "LARGEST_FILE",
    "Broken",
    "Column",
    "KnownIndicator",
    "Names",
    "Sheet",
    "SheetProblem",
    "SheetRow",
    "Table",
    "TooMuch",
    "Unreadable",
    "Value",
    "letter",
    "read",
    "read_table",
    "template",
    "template_csv",
    "workbook",
    "workbook_of",
    "write_csv",
    "write_xlsx",
]
