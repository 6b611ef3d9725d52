"""Files that are too much: refused soon, and before anything grows in memory."""

import tracemalloc

import openpyxl
import pytest

from evaluations.sheets import KnownIndicator, Names
from tests.evaluations.sheets_cast import HEADINGS, csv, problems, read_it, sound, with_parts, xlsx

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TOO_MANY = "Soubor má víc než 1\u00a0000 záznamů. Nahrajte každý měsíc zvlášť."
TOO_HEAVY = "Sešit je příliš velký. Zkopírujte záznamy jednoho měsíce do prázdné šablony."
MEGABYTE = 2**20


def row_of_xml(line, cells):
    texts = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{line}">{texts}</row>'


def xlsx_of(count, *, last=""):
    rows = (row_of_xml(line, sound(TITLE=f"Beseda {line}")) for line in range(2, count + 2))
    sheet = f"<worksheet {NAMESPACE}><sheetData>{row_of_xml(1, HEADINGS)}{''.join(rows)}{last}</sheetData></worksheet>"
    return with_parts(xlsx(), sheet1=sheet)


def csv_of(count):
    return csv(*(sound(TITLE=f"Beseda {line}") for line in range(count)))


def peak_of(function):
    tracemalloc.start()
    try:
        result = function()
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("made", "name"), [(xlsx_of, "a.xlsx"), (csv_of, "a.csv")])
def test_a_thousand_rows_are_read(made, name):
    sheet = read_it(made(1000), name)

    assert (len(sheet.rows), sheet.problems) == (1000, ())


@pytest.mark.parametrize(("made", "name"), [(xlsx_of, "a.xlsx"), (csv_of, "a.csv")])
def test_one_row_more_is_refused(made, name):
    assert problems(made(1001), name) == [TOO_MANY]


@pytest.mark.parametrize(("made", "name"), [(xlsx_of, "a.xlsx"), (csv_of, "a.csv")])
def test_a_hundred_thousand_rows_are_refused_without_reading_them(made, name):
    data = made(100_000)

    found, peak = peak_of(lambda: problems(data, name))

    assert found == [TOO_MANY]
    assert peak < 2 * len(data) + 16 * MEGABYTE  # the file itself and its text, not its rows


BOMBS = {
    "long text": {"sheet1": f"<worksheet {NAMESPACE}><a>{'x' * 21 * MEGABYTE}</a></worksheet>"},
    "long picture": {"xl/media/picture.png": b"no XML" + b"\0" * 21 * MEGABYTE},
    "wide row": {"sheet1": f"<worksheet {NAMESPACE}><sheetData><row>{'<c/>' * 150_000}</row></sheetData></worksheet>"},
    "nested": {"sheet1": "<a>" * 150_001 + "</a>" * 150_001},
    "styles": {"styles": f"<styleSheet {NAMESPACE}><cellXfs>{'<xf/>' * 150_000}</cellXfs></styleSheet>"},
}


@pytest.mark.parametrize("parts", BOMBS.values(), ids=BOMBS)
def test_bomb_does_not_go_off(parts):
    data = with_parts(xlsx(sound()), **parts)

    found, peak = peak_of(lambda: problems(data))

    assert found == [TOO_HEAVY]
    assert peak < 40 * MEGABYTE


@pytest.mark.parametrize("part", ["Content_Types", "workbook", "styles", "sheet1", "core"])
def test_document_type_is_refused_in_every_part(part):
    entities = '<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
    name = "[Content_Types]" if part == "Content_Types" else part

    assert problems(with_parts(xlsx(sound()), **{name: entities})) == [
        "Soubor obsahuje nepovolené definice XML; uložte ho znovu ve Wordu nebo v Excelu."
    ]


def test_library_reads_xml_in_its_guarded_way():
    assert openpyxl.DEFUSEDXML


def test_last_row_of_the_spreadsheet_is_read():
    sheet = read_it(xlsx_of(1, last=row_of_xml(2**20, sound())))

    assert [row.line for row in sheet.rows] == [2, 2**20]


def test_row_below_the_last_is_refused():
    assert problems(xlsx_of(1, last=row_of_xml(2**20 + 1, sound()))) == [
        "Sešit je poškozený. Otevřete ho v Excelu a uložte znovu jako .xlsx."
    ]


def test_workbook_is_not_unpacked_further_than_it_may_be_large():
    data = with_parts(xlsx(sound()), sheet1=f"<worksheet>{' ' * 21 * MEGABYTE}no end")

    assert problems(data) == [TOO_HEAVY]


def test_text_of_more_lines_than_a_spreadsheet_has_is_refused():
    assert problems(csv() + b"\n" * (2**20 + 1), "a.csv") == [TOO_MANY]


def test_long_text_is_not_compared_with_names():
    names = Names({"x" * 150: KnownIndicator("x")})

    assert (names.nearest("x" * 149), bool(names.nearest("x" * 99))) == ("", True)


def test_empty_rows_do_not_count():
    empty = "".join(f'<row r="{line}"><c s="0"/></row>' for line in range(3, 10_000))

    assert len(read_it(xlsx_of(1, last=empty)).rows) == 1
