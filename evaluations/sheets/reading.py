"""The way in: what kind of file it really is, whatever it is called, and the sheet that it holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Protocol

from django.utils.translation import gettext as _

from evaluations.sheets.from_csv import lines_of_csv
from evaluations.sheets.from_xlsx import table_of_xlsx
from evaluations.sheets.names import Names
from evaluations.sheets.record import Known, Problem, Sheet, Unreadable
from evaluations.sheets.records import Expected, gather

LARGEST_FILE = 20 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class File(Protocol):
    """Anything that is read as bytes: an upload, a file on disk."""

    def read(self, size: int, /) -> bytes: ...


def read(file: File, name: str, *, indicators: Mapping[str, Known], month: tuple[int, int], today: date) -> Sheet:
    """The records of one month in a file; raises nothing, whatever its bytes are: all that is wrong is a problem."""
    expected = Expected(Names(indicators), date(*month, 1), today)
    try:
        return _sheet(file.read(LARGEST_FILE + 1), PurePath(name).suffix.lower(), expected)
    except Unreadable as unreadable:
        return Sheet(problems=(Problem(unreadable.row, "", str(unreadable)),))


def _sheet(data: bytes, extension: str, expected: Expected) -> Sheet:
    if len(data) > LARGEST_FILE:
        raise Unreadable(_("Soubor je větší než 20 MB. Nahrajte záznamy jednoho měsíce."))
    if not data.strip():
        raise Unreadable(_("Soubor je prázdný."))
    if data.startswith(OLE):
        raise Unreadable(_old(data))
    if data.startswith(b"PK"):
        table = table_of_xlsx(data)
        sheet = gather(table.lines, expected, table.merged)
        return replace(sheet, remarks=(*sheet.remarks, *table.remarks))
    if extension in {".csv", ".txt"}:
        return gather(lines_of_csv(data), expected)
    raise Unreadable(_("Soubor není tabulka. Nahrajte .xlsx nebo .csv."))


def _old(data: bytes) -> str:
    if ENCRYPTED in data:
        return _("Soubor je chráněný heslem. Uložte ho bez hesla.")
    return _("Soubor je ve starém formátu .xls. Uložte ho jako .xlsx.")
