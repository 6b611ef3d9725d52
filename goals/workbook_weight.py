"""What a library would build of a workbook, counted while its parts stream by (goals/zipped.py): before any is opened,
whoever sent it and for whatever."""

import re
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from goals.zipped import Allowance, TooLarge, look_through

LARGEST_UNPACKED = 20 * 1024 * 1024
MOST_ELEMENTS = 150_000  # a thousand records make some thirty thousand
MOST_NODES = 500_000  # the attributes too
# The library makes an object of each element, unless it is one of those that cells are made of.
OF_CELLS = {"row", "c", "v", "f", "is", "t", "si", "mergeCell"}
MOST_OTHERS = 40_000
MOST_SHEETS = 500
MOST_CELLS = 1_000_000  # with the empty ones before the last of each row
MOST_MERGED = 1001  # cells that are listed; a sheet of records has no more lines
LAST_LINE = 2**20  # of any spreadsheet
MOST_HIDDEN = 500  # groups of columns
LONGEST_TEXT = 100_000  # characters of one cell or one line
LONGEST_FORMAT = 255  # characters of how a number is shown, as in Excel
MOST_BRACKETS = 20  # in it: colours, conditions, languages
MOST_IN_FORMULAS = 1_000_000  # characters, each formula as long as the longest: one may be shared by all cells
LONGEST_NAMED = 1000  # characters of what a name stands for; the time that one takes grows with its square
MOST_NAMED = 100_000
COLUMN = re.compile("[A-Za-z]{1,3}")
TRUE = {"1", "true"}


@dataclass
class WorkbookPart:
    """One part of the workbook, as far as it is a sheet."""

    lines: int = 0  # how many rows hold something
    last: int = 0  # the number of the last of them
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)  # that hold something
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # from and to, counted from one


class Scales:
    """Counts over all parts together what the library would build, and raises TooLarge where it is more than anybody
    writes."""

    def __init__(self) -> None:
        self.parts: dict[str, WorkbookPart] = {}
        self.name = ""
        self.elements = self.others = self.sheets = self.cells = 0
        self.line = self.column = self.letters = 0
        self.is_hidden = False
        self.inside = ""  # of which element
        self.formulas = self.longest_formula = self.named = 0

    def weigh(self, data: bytes) -> None:
        """Raises TooLarge or another Unsound, and for damage the errors of zipfile and of the parser."""
        allowance = Allowance(size=LARGEST_UNPACKED, nodes=MOST_NODES)
        for part in look_through(data, allowance, self.element, self.text):
            self.begin(part.name)  # one without elements is one, too

    def begin(self, name: str) -> None:
        self.end_row()
        self.name, self.line, self.is_hidden = name, 0, False
        self.part = self.parts.setdefault(name, WorkbookPart())

    def end_row(self) -> None:
        self.cells += self.column
        self.column = 0
        if self.cells > MOST_CELLS:
            raise TooLarge

    def element(self, part: str, name: str, attributes: dict[str, str]) -> None:
        if part != self.name:
            self.begin(part)
        self.elements += 1
        self.letters = 0
        self.inside = name
        self.formulas += name == "f"
        match name:
            case "row":
                self.end_row()
                line = int(attributes.get("r", self.line + 1))
                if not self.line < line <= LAST_LINE:  # the reader would leave it out without a word
                    raise ValueError("Rows are not in order.")
                self.line, self.is_hidden = line, attributes.get("hidden") in TRUE
            case "col" if attributes.get("hidden") in TRUE and len(self.part.hidden_columns) < MOST_HIDDEN:
                self.part.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
            case "c":
                place = COLUMN.match(attributes.get("r", ""))
                self.column = column_index_from_string(place[0]) if place else self.column + 1
            case "v" | "t" | "f" if self.line > self.part.last:
                self.part.lines += 1
                self.part.last = self.line
                if self.is_hidden:
                    self.part.hidden_rows.append(self.line)
            case "mergeCell" if len(self.part.merged) < MOST_MERGED:
                self.part.merged.append(attributes.get("ref", ""))
            case "sheet":
                self.sheets += 1
        self.weigh_element(name, attributes)

    def weigh_element(self, name: str, attributes: dict[str, str]) -> None:
        self.others += name not in OF_CELLS
        is_absurd = name == "numFmt" and _is_absurd(attributes.get("formatCode", ""))
        is_absurd |= self.formulas * self.longest_formula > MOST_IN_FORMULAS
        if is_absurd or self.elements > MOST_ELEMENTS or self.others > MOST_OTHERS or self.sheets > MOST_SHEETS:
            raise TooLarge

    def text(self, text: str) -> None:
        self.letters += len(text)
        if self.inside == "f":
            self.longest_formula = max(self.longest_formula, self.letters)
        is_named = self.inside == "definedName"
        self.named += len(text) * is_named
        if self.letters > (LONGEST_NAMED if is_named else LONGEST_TEXT) or self.named > MOST_NAMED:
            raise TooLarge


def _is_absurd(code: str) -> bool:
    """A format of numbers with brackets that are not closed: the library looks for the end anew from each of them."""
    return len(code) > LONGEST_FORMAT or code.count("[") > MOST_BRACKETS
