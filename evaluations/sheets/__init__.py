"""A month's records as .xlsx and .csv, out and in, in the same columns. Works on values: no models, no clock.

Nothing here saves: a sheet with problems is shown to the person and none of its rows is taken.
"""

from evaluations.sheets.columns import (
    Broken,
    KnownIndicator,
    Names,
    RecordColumn,
    Sheet,
    SheetProblem,
    SheetRow,
    TooMuch,
    UnreadableSheet,
    Value,
    letter,
)
from evaluations.sheets.reading import LARGEST_FILE, RecordSheet, read, read_table
from evaluations.sheets.writing import template, template_csv, write_csv, write_xlsx
from goals.workbooks import workbook, workbook_of

__all__ = [
    "LARGEST_FILE",
    "Broken",
    "RecordColumn",
    "KnownIndicator",
    "Names",
    "Sheet",
    "SheetProblem",
    "SheetRow",
    "RecordSheet",
    "TooMuch",
    "UnreadableSheet",
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
