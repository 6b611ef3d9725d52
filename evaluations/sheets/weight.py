"""What a workbook may weigh before anybody builds it in memory. Every part is streamed and its elements are counted, so
that no bomb goes off; on the way it is noted which rows hold something and which cells are merged."""

import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from evaluations.sheets.record import LAST_LINE, MOST_ROWS, Unreadable, too_many_rows

LARGEST_UNPACKED = 20 * 1024 * 1024
MOST_ELEMENTS = 150_000  # a thousand records make some thirty thousand
MOST_LINES = MOST_ROWS + 1  # with the headings
CHUNK = 64 * 1024


@dataclass
class Part:
    """One part of the workbook, as far as it is a sheet."""

    lines: int = 0  # how many rows hold something
    last: int = 0  # the number of the last of them
    merged: list[str] = field(default_factory=list)


class TooHeavy(Exception):
    """More cells or rows than a month of records can have."""


def weigh(archive: zipfile.ZipFile) -> dict[str, Part]:
    """What each part of the workbook holds; raises Unreadable for one that is too heavy, other errors for damage."""
    scales = _Scales()
    try:
        for part in sorted(archive.infolist(), key=lambda part: not part.filename.startswith("xl/worksheets/")):
            scales.weigh(archive, part)
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise TooHeavy
    except TooHeavy as error:
        if any(part.lines > MOST_LINES for part in scales.parts.values()):
            raise too_many_rows() from error
        raise Unreadable(_("Sešit je příliš velký. Zkopírujte záznamy jednoho měsíce do prázdné šablony.")) from error
    return scales.parts


class _Scales:
    """Counts over all parts together; a part is what one run of the parser sees."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}
        self.elements = self.bytes = self.line = 0
        self.part = Part()

    def weigh(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        self.part, self.line = self.parts.setdefault(part.filename, Part()), 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            with archive.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    self._count_bytes(len(chunk))
                    parser.Parse(chunk)
        except expat.ExpatError:
            if part.filename.endswith((".xml", ".rels")):  # others are pictures and settings of printers
                raise

    def _count_bytes(self, count: int) -> None:
        self.bytes += count
        if self.bytes > LARGEST_UNPACKED:
            raise TooHeavy

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise TooHeavy
        match name.rpartition(":")[2]:
            case "row":
                self._row(int(attributes.get("r", self.line + 1)))
            case "v" | "t" | "f" if self.line > self.part.last:
                self.part.lines += 1
                self.part.last = self.line
            case "mergeCell" if len(self.part.merged) < MOST_LINES:
                self.part.merged.append(attributes.get("ref", ""))

    def _row(self, line: int) -> None:
        if not self.line < line <= LAST_LINE:  # the reader would leave it out without a word
            raise ValueError("Rows are not in order.")
        self.line = line

    def _doctype(self, *declaration: object) -> None:
        raise Unreadable(_("Sešit obsahuje nepovolené definice XML. Uložte ho znovu v Excelu jako .xlsx."))
