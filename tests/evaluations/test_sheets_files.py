"""Files that are no sheet of records, and sheets that are laid out otherwise: each is named, none makes it fail."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart

from tests.evaluations.sheets_cast import (
    HEADINGS,
    csv,
    problems,
    read_it,
    remarks,
    saved,
    sound,
    with_parts,
    xlsx,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "Sešit je poškozený. Otevřete ho v Excelu a uložte znovu jako .xlsx."
NO_SHEET = "Soubor není tabulka. Nahrajte .xlsx nebo .csv."
NO_HEADINGS = (
    "Chybí řádek s nadpisy sloupců. První řádek má být: "
    "Datum, Ukazatel, Počet, Název, Téma, Účastníků, Poznámka, Odkazy."
)
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def archive(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return stream.getvalue()


def locked_archive():
    """A sheet in an archive whose parts say that they are encrypted."""
    data = bytearray(xlsx(sound()))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 1)
    return bytes(data)


BAD_FILES = {
    "empty": (b"", "a.xlsx", "Soubor je prázdný."),
    "blank": (b" \r\n ", "a.csv", "Soubor je prázdný."),
    "too large": (
        b"a" * (20 * 2**20 + 1),
        "a.csv",
        "Soubor je větší než 20 MB. Nahrajte záznamy jednoho měsíce.",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "a.xlsx", NO_SHEET),
    "a page called .xls": (b"<table><tr><td>1</td></tr></table>", "a.xls", NO_SHEET),
    "no ending": (b"Datum;Ukazatel", "zaznamy", NO_SHEET),
    "old": (OLE + b"Workbook", "a.xls", "Soubor je ve starém formátu .xls. Uložte ho jako .xlsx."),
    "old, called .xlsx": (OLE + b"Workbook", "a.xlsx", "Soubor je ve starém formátu .xls. Uložte ho jako .xlsx."),
    "with a password": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "a.xlsx",
        "Soubor je chráněný heslem; uložte ho bez hesla.",
    ),
    "locked archive": (locked_archive(), "a.xlsx", "Soubor je chráněný heslem; uložte ho bez hesla."),
    "binary workbook": (
        archive(xl__workbook_DOT_bin=b"1"),
        "a.xlsx",
        "Tabulka je v jiném formátu než .xlsx. Uložte ji jako .xlsx.",
    ),
    "open document": (
        archive(content_DOT_xml=b"<a/>"),
        "a.ods",
        "Tabulka je v jiném formátu než .xlsx. Uložte ji jako .xlsx.",
    ),
    "Word": (archive(word__document_DOT_xml=b"<a/>"), "a.xlsx", NO_SHEET),
    "cut": (xlsx(sound())[:2000], "a.xlsx", DAMAGED),
    "parts missing": (archive(xl__workbook_DOT_xml=b"<workbook/>"), "a.xlsx", DAMAGED),
    "broken XML": (with_parts(xlsx(sound()), sheet1="<worksheet><sheetData>"), "a.xlsx", DAMAGED),
    "rows out of order": (
        with_parts(
            xlsx(sound()),
            sheet1=f'<worksheet {NAMESPACE}><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>',
        ),
        "a.xlsx",
        DAMAGED,
    ),
    "a document type": (
        with_parts(xlsx(sound()), sheet1='<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'),
        "a.xlsx",
        "Soubor obsahuje nepovolené definice XML; uložte ho znovu ve Wordu nebo v Excelu.",
    ),
    "empty sheet": (saved(Workbook()), "a.xlsx", "Tabulka je prázdná."),
    "headings only": (xlsx(), "a.xlsx", "Pod nadpisy sloupců není žádný záznam."),
    "headings only, text": (csv(), "a.csv", "Pod nadpisy sloupců není žádný záznam."),
    "blank rows": (csv([" ", ""], ["", " "]), "a.csv", "Pod nadpisy sloupců není žádný záznam."),
    "no headings": (csv(headings=sound()), "a.csv", f"Řádek 1: {NO_HEADINGS}"),
    "other headings": (xlsx(["Petr", 1], headings=["Jméno", "Věk"]), "a.xlsx", f"Řádek 1: {NO_HEADINGS}"),
    "half of UTF-16": (
        csv(sound(), encoding="utf-16")[:-1],
        "a.csv",
        "Soubor není text v kódování UTF-8 ani Windows-1250. Uložte ho jako „CSV UTF-8“ nebo .xlsx.",
    ),
    "no text": (
        b"Datum\x81\xff",
        "a.csv",
        "Soubor není text v kódování UTF-8 ani Windows-1250. Uložte ho jako „CSV UTF-8“ nebo .xlsx.",
    ),
    "open quotes": (
        csv(sound(), sound(NOTE='"bez konce')),
        "a.csv",
        "Řádek 3: Uvozovky nejsou uzavřené, chybí za nimi oddělovač, nebo je text příliš dlouhý.",
    ),
    "endless row": (csv(sound(NOTE="x" * 100_000)), "a.csv", "Řádek 2: Řádek je příliš dlouhý, záznam to není."),
    "too many columns": (
        csv(sound(), headings=[*HEADINGS, *"x" * 43]),
        "a.csv",
        "Řádek 1: Řádek s nadpisy má víc než 50 sloupců. Nechte jen ty ze šablony.",
    ),
}


@pytest.mark.parametrize(("data", "name", "sentence"), BAD_FILES.values(), ids=BAD_FILES)
def test_bad_file_is_named_and_nothing_is_taken(data, name, sentence):
    sheet = read_it(data, name)

    assert [problem.in_words() for problem in sheet.problems] == [sentence]
    assert sheet.rows == ()


class TestHeadings:
    def test_columns_in_another_order_are_found(self):
        order = [3, 0, 7, 2, 1, 6, 5, 4]
        headings, row = ([cells[place] for place in order] for cells in (HEADINGS, sound()))

        assert read_it(xlsx(row, headings=headings)).rows == read_it(xlsx(sound())).rows

    def test_headings_without_capitals_and_diacritics_are_found(self):
        headings = ["DATUM", " ukazatel", "pocet", "Nazev", "tema", "ucastniku", "poznamka ", "odkazy"]

        assert read_it(xlsx(sound(), headings=headings)).rows == read_it(xlsx(sound())).rows

    def test_missing_required_columns_are_problems_and_others_remarks(self):
        data = xlsx(["14. 9. 2026", "Beseda"], headings=["Datum", "Název"])

        assert problems(data) == ["Řádek 1: Chybí sloupec Ukazatel.", "Řádek 1: Chybí sloupec Počet."]
        assert remarks(data) == [
            f"Řádek 1: Sloupec {name} v souboru není, zůstane prázdný."
            for name in ("Téma", "Účastníků", "Poznámka", "Odkazy")
        ]

    def test_required_columns_are_enough(self):
        sheet = read_it(csv(["14. 9. 2026", "Klienti", "12"], headings=HEADINGS[:3]), "a.csv")

        assert [(row.indicator, row.amount, row.note) for row in sheet.rows] == [("clients", 12, "")]

    def test_unknown_column_is_named_by_its_letter_with_the_nearest_name(self):
        headings = ["Datum", "Ukazatel", "Počet", "Poznámky", "Vedoucí"]

        assert problems(xlsx(sound()[:5], headings=headings)) == [
            "Řádek 1, sloupec D: Sloupec „Poznámky“ neznám. Nemá tu být „Poznámka“?",
            "Řádek 1, sloupec E: Sloupec „Vedoucí“ neznám. Odstraňte ho, jeho hodnoty by se neuložily.",
        ]

    def test_column_that_is_there_twice_is_named(self):
        assert problems(xlsx([*sound(), 12], headings=[*HEADINGS, "Počet"])) == [
            "Řádek 1, sloupec Počet: Sloupec je v tabulce dvakrát. Nechte jen jeden."
        ]

    def test_formula_for_a_heading_is_named(self):
        assert problems(xlsx(sound(), headings=[*HEADINGS, "=A1"])) == [
            "Řádek 1, sloupec I: V buňce je vzorec. Vložte místo něj hodnotu."
        ]

    def test_value_beside_the_columns_is_named_by_its_letter(self):
        assert problems(xlsx([*sound(), None, "navíc"])) == [
            "Řádek 2, sloupec J: Sloupec nemá nadpis, hodnota „navíc“ by se neuložila."
        ]

    def test_blank_rows_are_passed_over_and_counted(self):
        sheet = read_it(xlsx([], sound(), [None, " "], sound(TITLE="Jiná")))

        assert [row.line for row in sheet.rows] == [3, 5]


class TestSheets:
    @staticmethod
    def with_other(title, *rows, first="Záznamy"):
        book = load_workbook(io.BytesIO(xlsx(sound(), title=first)))
        other = book.create_sheet(title)
        for row in rows:
            other.append(row)
        return book

    def test_first_sheet_is_read_whatever_its_name(self):
        assert len(read_it(xlsx(sound(), title="List1")).rows) == 1

    def test_sheet_of_records_is_read_wherever_it_stands(self):
        book = self.with_other("Přehled", ["Praha", 1])
        book.move_sheet("Přehled", offset=-1)

        assert len(read_it(saved(book)).rows) == 1

    def test_other_sheet_that_holds_something_is_remarked(self):
        book = self.with_other("Říjen", sound())

        assert problems(saved(book)) == []
        assert remarks(saved(book)) == ["Čte se jen list „Záznamy“. List „Říjen“ se neuloží."]

    @pytest.mark.parametrize(("title", "rows"), [("List2", []), ("Vysvětlivky", [["Sloupec"]])])
    def test_empty_sheet_and_explanations_are_not_remarked(self, title, rows):
        assert remarks(saved(self.with_other(title, *rows))) == []

    def test_another_sheet_is_named_beside_its_missing_headings(self):
        book = self.with_other("Data", sound(), first="Obsah")
        book["Obsah"].delete_rows(1, 2)
        book["Obsah"].append(["Přehled za září"])

        assert problems(saved(book)) == [f"Řádek 1: {NO_HEADINGS}"]
        assert remarks(saved(book)) == ["Čte se jen list „Obsah“. List „Data“ se neuloží."]

    def test_sheet_that_lies_about_its_size_is_read_whole(self):
        data = xlsx(sound(), sound(TITLE="Jiná"))
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            sheet = source.read("xl/worksheets/sheet1.xml").replace(b'ref="A1:H3"', b'ref="A1:B2"')

        assert len(read_it(with_parts(data, sheet1=sheet)).rows) == 2

    def test_merged_cells_are_named(self):
        def merge(sheet):
            sheet.merge_cells("D2:D3")
            sheet.merge_cells("J9:K20")  # below the records

        assert problems(xlsx(sound(), sound(TITLE=None), change=merge)) == [
            "Řádek 2, sloupec Název: Buňky D2:D3 jsou sloučené. Rozdělte je a vyplňte každou."
        ]

    def test_chart_sheet_is_passed_over(self):
        book = self.with_other("List2")
        book.create_chartsheet("Graf", 0).add_chart(BarChart())

        assert len(read_it(saved(book)).rows) == 1


class TestText:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
    @pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
    def test_text_is_read_however_it_was_saved(self, delimiter, encoding, end):
        data = csv(sound(), sound(TITLE="Žluťoučký kůň"), delimiter=delimiter, encoding=encoding, end=end)

        rows = read_it(data, "zaznamy.csv").rows

        assert [row.title for row in rows] == ["Beseda pro rodiče", "Žluťoučký kůň"]

    def test_quoted_headings_and_texts_of_more_lines_are_read(self):
        row = sound(NOTE='"první; řádek\r\ndruhý ""řádek"""')
        data = csv(row, sound(AMOUNT="x"), headings=[f'"{name}"' for name in HEADINGS])

        sheet = read_it(data, "zaznamy.csv")

        assert [row.note for row in sheet.rows] == ['první; řádek\ndruhý "řádek"']
        assert [problem.row for problem in sheet.problems] == [3]  # as a spreadsheet counts them

    def test_text_like_a_formula_stays_a_text(self):
        data = csv(sound(NOTE="=1+1 píše Petr", AMOUNT="=1+1"), sound(NOTE="'=1+1"))

        sheet = read_it(data, "zaznamy.csv")

        assert [row.note for row in sheet.rows] == ["=1+1"]
        assert [problem.in_words() for problem in sheet.problems] == [
            "Řádek 2, sloupec Počet: „=1+1“ není číslo. Napište třeba 12 nebo 12,5."
        ]

    def test_content_decides_and_not_the_name(self):
        assert len(read_it(xlsx(sound()), "zaznamy.csv").rows) == 1
