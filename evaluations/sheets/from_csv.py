"""A text file with separated values, as Excel and others save it in this country: its encoding and its delimiter are
found out, because nobody who saves one knows them."""

import codecs
import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from evaluations.sheets.formulas import unguarded
from evaluations.sheets.headings import count_known
from evaluations.sheets.record import LAST_LINE, Unreadable, too_many_rows
from evaluations.sheets.records import Line

DELIMITERS = ";,\t"
LONGEST_LINE = 100_000
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def lines_of_csv(data: bytes) -> Iterator[Line]:
    """The rows of the text, numbered as a spreadsheet numbers them; raises Unreadable."""
    reader = csv.reader(_text_lines(data), delimiter=_delimiter(data), strict=True)
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


def _delimiter(data: bytes) -> str:
    """The one that divides the first line into the most headings."""
    first = data.lstrip().split(b"\n", 1)[0].split(b"\r", 1)[0][:4096].decode(_encoding(data), errors="replace")
    return max(DELIMITERS, key=lambda delimiter: count_known(first.replace('"', "").split(delimiter)))
