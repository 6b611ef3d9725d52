"""Files as people send them: a table of values becomes .xlsx or .csv, read as the records of September 2026."""

import io
import zipfile
from datetime import date

from openpyxl import Workbook

from evaluations.sheets import KnownIndicator, RecordColumn, read

INDICATORS = {
    "Klienti": KnownIndicator("clients", "osoba"),
    "Kurzy češtiny": KnownIndicator("language-courses"),
    "kurzy čj": KnownIndicator("language-courses"),
    "Podíl obsazených míst": KnownIndicator("occupancy", "%"),
}
HEADINGS = [column.value for column in RecordColumn]
SOUND = [
    "14. 9. 2026",
    "Klienti",
    12,
    "Beseda pro rodiče",
    "bydlení",
    18,
    "Přišli i noví.",
    "https://example.cz/beseda",
]


def sound(**changed):
    """A row of cells in which nothing is wrong but what is changed; columns are named as in Column."""
    cells = dict(zip(RecordColumn.__members__, SOUND, strict=True)) | changed
    return list(cells.values())


def xlsx(*rows, headings=HEADINGS, change=lambda sheet: None, title="Záznamy"):
    book = Workbook()
    book.active.title = title
    for row in [headings, *rows]:
        book.active.append(row)
    change(book.active)
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(*rows, headings=HEADINGS, delimiter=";", encoding="utf-8", end="\r\n"):
    return end.join(delimiter.join(map(str, row)) for row in [headings, *rows]).encode(encoding)


def with_parts(data, **parts):
    """The workbook with some of its parts replaced, named without folder and ending, or added, named in full."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.pop(name.split("/")[-1].split(".")[0], None) or source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def read_it(data, name="zaznamy.xlsx", *, month=(2026, 9), today=date(2026, 9, 20)):
    return read(io.BytesIO(data), name, indicators=INDICATORS, month=month, today=today)


def problems(data, name="zaznamy.xlsx"):
    return [problem.in_words() for problem in read_it(data, name).problems]


def remarks(data, name="zaznamy.xlsx"):
    return [remark.in_words() for remark in read_it(data, name).remarks]
