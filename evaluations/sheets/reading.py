"""The way in: what kind of file it really is, whatever it is called, and the sheet that it holds.

A text file with separated values comes as Excel and others save it in this country: its encoding and its delimiter are
found out, because nobody who saves one knows them.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Protocol

from django.utils.translation import gettext as _

from evaluations.sheets.columns import LAST_LINE, Known, Names, Problem, Sheet, Unreadable, count_known, too_many_rows
from evaluations.sheets.records import Expected, Line, gather
from evaluations.sheets.xlsx import table_of_xlsx
from goals.tables import unguarded

LARGEST_FILE = 20 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DELIMITERS = ";,\t"
LONGEST_LINE = 100_000
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class File(Protocol):
    """Anything that is read as bytes: an upload, a file on disk."""

    def read(self, size: int, /) -> bytes: ...


def read(file: File, name: str, *, indicators: Mapping[str, Known], month: tuple[int, int], today: date) -> Sheet:
    """The records of one month in a file; raises nothing, whatever its bytes are: all that is wrong is a problem."""
    expected = Expected(Names(indicators), date(*month, 1), today)
    data = file.read(LARGEST_FILE + 1)
    try:
        if len(data) > LARGEST_FILE:
            raise Unreadable(_("Soubor je větší než 20 MB. Nahrajte záznamy jednoho měsíce."))
        if not data.strip():
            raise Unreadable(_("Soubor je prázdný."))
        if data.startswith(OLE) and ENCRYPTED in data:
            raise Unreadable(_("Soubor je chráněný heslem. Uložte ho bez hesla."))
        if data.startswith(OLE):
            raise Unreadable(_("Soubor je ve starém formátu .xls. Uložte ho jako .xlsx."))
        if data.startswith(b"PK"):
            table = table_of_xlsx(data)
            sheet = gather(table.lines, expected, table.merged)
            return replace(sheet, remarks=(*sheet.remarks, *table.remarks))
        if PurePath(name).suffix.lower() not in {".csv", ".txt"}:
            raise Unreadable(_("Soubor není tabulka. Nahrajte .xlsx nebo .csv."))
        return gather(lines_of_csv(data), expected)
    except Unreadable as unreadable:
        return Sheet(problems=(Problem(unreadable.row, "", str(unreadable)),))


def lines_of_csv(data: bytes) -> Iterator[Line]:
    """The rows of the text, numbered as a spreadsheet numbers them; raises Unreadable."""
    # The delimiter is the one that divides the first line into the most headings.
    first = data.lstrip().split(b"\n", 1)[0].split(b"\r", 1)[0][:4096].decode(_encoding(data), errors="replace")
    delimiter = max(DELIMITERS, key=lambda delimiter: count_known(first.replace('"', "").split(delimiter)))
    reader = csv.reader(_text_lines(data), delimiter=delimiter, strict=True)
    line = 0
    try:
        for line, cells in enumerate(reader, 1):  # noqa: B007 - the row before the one that cannot be read
            yield line, {place: shown for place, cell in enumerate(cells) if (shown := unguarded(cell)).strip()}
    except csv.Error as error:
        broken = _("Uvozovky nejsou uzavřené, chybí za nimi oddělovač, nebo je text příliš dlouhý.")
        raise Unreadable(broken, row=line + 1) from error


def _text_lines(data: bytes) -> Iterator[str]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=_encoding(data), newline="")
    for number, line in enumerate(text, 1):
        if number > LAST_LINE:
            raise too_many_rows()
        if len(line) > LONGEST_LINE:
            raise Unreadable(_("Řádek je příliš dlouhý, záznam to není."), row=number)
        yield line


def _encoding(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            if not data.startswith(UTF_16):
                data.decode(encoding)
                return encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("Soubor není text v kódování UTF-8 ani Windows-1250. Uložte ho jako „CSV UTF-8“ nebo .xlsx."))
