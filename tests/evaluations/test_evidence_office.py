"""Word and Excel files: bombs, passwords, macros, loading from elsewhere, and archives that only look like them."""

import io
import random
import tracemalloc
import zipfile

import pytest

from evaluations.evidence import FileKind, Unfit, inspect
from tests.evaluations.evidence_cast import (
    OFFICE,
    OLE,
    SHEET_TYPE,
    WORD_TYPE,
    crc_of_zeros,
    deflated_zeros,
    packed,
    relations,
    sheet_file,
    sheet_parts,
    sheet_with,
    types,
    with_part,
    word_file,
)

BOMB = "Soubor je po rozbalení nepřiměřeně velký; uložte ho znovu a bez obrázků."
MACROS = "Soubor obsahuje makra nebo ovládací prvky; uložte ho jako .docx nebo .xlsx bez nich."
LOADS = "Soubor si při otevření načítá šablonu nebo data odjinud; zrušte v něm tyto odkazy a uložte ho znovu."
OTHER = "Soubor je archiv, ale ne dokument Wordu (.docx) ani sešit Excelu (.xlsx)."
DAMAGED = "Soubor je neúplný nebo poškozený; uložte ho znovu."
NESTED = "Soubor v sobě nese další archiv; přiložte ho bez něj."
OBJECT = "Soubor v sobě nese vložený objekt nebo program; odstraňte ho a uložte soubor znovu."
PACKING = "Soubor je zabalený jinak, než to dělá Word a Excel; uložte ho v nich znovu."
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"


def noise(size):
    """Bytes that do not pack, the same ones each time."""
    return random.Random(1).randbytes(size)  # noqa: S311 - nothing secret


def found(data):
    """The kind, or the sentence of the refusal."""
    try:
        return inspect(io.BytesIO(data), "priloha.xlsx")
    except Unfit as unfit:
        return str(unfit)


class TestBombs:
    def test_ten_gigabytes_of_zeros_are_refused(self):
        zeros = deflated_zeros(9800)
        bomb = with_part(sheet_file(), b"xl/media/a.bin", zeros, size=9800 * 2**20 % 2**32, crc=0)

        assert 9_500_000 < len(bomb) < 10 * 2**20
        assert found(bomb) == BOMB

    def test_part_within_the_sum_that_unpacks_to_hundreds_of_times_is_refused(self):
        assert found(sheet_with({"xl/media/a.bin": bytes(2 * 2**20)})) == BOMB

    def test_small_part_may_unpack_to_hundreds_of_times(self):
        assert found(sheet_with({"xl/media/a.bin": bytes(2**20)})) == FileKind.XLSX

    @pytest.mark.parametrize("size", [2**20, 50 * 2**20])
    def test_part_larger_than_it_says_is_refused(self, size):
        liar = with_part(sheet_file(), b"xl/a.bin", deflated_zeros(9000), size=size, crc=crc_of_zeros(size))

        assert found(liar) == DAMAGED

    def test_part_larger_than_it_says_is_not_unpacked_further(self):
        liar = with_part(sheet_file(), b"xl/a.bin", deflated_zeros(9000), size=2**20, crc=crc_of_zeros(2**20))
        tracemalloc.start()

        found(liar)

        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < len(liar) + 10 * 2**20

    def test_part_as_large_as_it_says_is_taken(self):
        honest = with_part(sheet_file(), b"xl/a.bin", deflated_zeros(1), size=2**20, crc=crc_of_zeros(2**20))

        assert found(honest) == FileKind.XLSX

    def test_archives_in_archives_are_refused(self):
        bomb = packed({"0.bin": bytes(2**20)})
        for _ in range(5):
            bomb = packed({f"{number}.zip": bomb for number in range(16)})

        assert found(bomb) == NESTED
        assert found(sheet_with({"xl/embeddings/lib.zip": bomb})) == NESTED

    def test_numbers_behind_a_chart_are_taken(self):
        assert found(sheet_with({"xl/embeddings/Sheet1.xlsx": sheet_file()})) == FileKind.XLSX

    def test_embedded_sheet_is_held_to_the_same_rules(self):
        inner = sheet_with({"xl/vbaProject.bin": OLE})

        assert found(sheet_with({"xl/embeddings/Sheet1.xlsx": inner})) == MACROS

    def test_embedded_sheet_holds_no_other(self):
        inner = sheet_with({"xl/embeddings/Sheet1.xlsx": sheet_file()})

        assert found(sheet_with({"xl/embeddings/Sheet1.xlsx": inner})) == NESTED

    def test_embedded_sheets_are_counted_into_the_sum(self):
        part = noise(20_000)
        inner = sheet_with({f"xl/{number}.bin": part * 100 for number in range(20)})

        assert found(inner) == FileKind.XLSX
        assert found(sheet_with({f"xl/embeddings/{number}.xlsx": inner for number in range(3)})) == BOMB

    def test_thousand_parts_are_taken_and_more_are_refused(self):
        room = 1000 - len(sheet_parts())

        assert found(sheet_with({f"xl/{number}.bin": "" for number in range(room)})) == FileKind.XLSX
        assert found(sheet_with({f"xl/{number}.bin": "" for number in range(room + 1)})) == BOMB

    def test_parts_of_embedded_sheets_are_counted_with_the_others(self):
        inner = sheet_with({f"xl/{number}.bin": "" for number in range(600)})

        assert found(sheet_with({"xl/embeddings/1.xlsx": inner})) == FileKind.XLSX
        assert found(sheet_with({"xl/embeddings/1.xlsx": inner, "xl/embeddings/2.xlsx": inner})) == BOMB

    def test_absurd_list_of_parts_is_refused_unread(self):
        assert found(sheet_file()[:4] + b"PK\1\2" * 2_000_000) == BOMB

    def test_sum_of_the_parts_is_limited(self):
        part = noise(20_000)

        assert found(sheet_with({f"xl/{number}.bin": part * 90 for number in range(59)})) == BOMB


class TestPacking:
    def test_password_is_refused(self):
        data = bytearray(sheet_file())
        data[data.index(b"PK\x01\x02") + 8] |= 1

        assert found(bytes(data)) == "Soubor je chráněný heslem; uložte ho bez hesla."

    @pytest.mark.parametrize(
        "name", ["/etc/passwd", "../../evil.xml", "xl/../../evil.xml", "xl\\evil.xml", "C:/evil.xml", "xl/.."]
    )
    def test_name_that_leads_out_is_refused(self, name):
        assert found(sheet_with({name: "<a/>"})) == PACKING

    def test_name_with_two_dots_inside_is_taken(self):
        assert found(sheet_with({"xl/media/foto..1.png": "x"})) == FileKind.XLSX

    @pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_packing_that_office_does_not_use_is_refused(self, compression):
        assert found(packed(sheet_parts(), compression)) == PACKING

    def test_unpacked_parts_are_taken(self):
        assert found(packed(sheet_parts(), zipfile.ZIP_STORED)) == FileKind.XLSX

    def test_part_that_is_there_twice_is_refused(self):
        assert found(sheet_with({"XL/Workbook.xml": "<workbook/>"})) == DAMAGED

    def test_changed_content_is_refused(self):
        data = packed(sheet_parts(), zipfile.ZIP_STORED).replace(b"<workbook", b"<worgbook")

        assert found(data) == DAMAGED


class TestKind:
    def test_archive_of_something_else_is_refused(self):
        assert found(packed({"index.html": "<p>text</p>"})) == OTHER

    @pytest.mark.parametrize("missing", ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"])
    def test_sheet_without_a_part_that_makes_it_one_is_refused(self, missing):
        parts = sheet_parts()
        del parts[missing]

        assert found(packed(parts)) == OTHER

    def test_sheet_that_says_to_be_a_document_is_refused(self):
        assert found(sheet_with({"[Content_Types].xml": types(WORD_TYPE)})) == OTHER

    @pytest.mark.parametrize("root", ["<document/>", "<html/>", "text", ""])
    def test_main_part_of_another_kind_is_refused(self, root):
        assert found(sheet_with({"xl/workbook.xml": root})) in {OTHER, DAMAGED}

    def test_two_main_parts_are_refused(self):
        twice = relations(*[(f"{OFFICE}/officeDocument", "xl/workbook.xml")] * 2)

        assert found(sheet_with({"_rels/.rels": twice})) == OTHER

    @pytest.mark.parametrize("kind", ["template", "slideshow"])
    def test_template_is_refused(self, kind):
        assert found(sheet_with({"[Content_Types].xml": types(SHEET_TYPE.replace(".sheet.", f".{kind}."))})) == OTHER

    def test_document_written_elsewhere_is_taken(self):
        strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"

        assert found(sheet_with({"_rels/.rels": relations((strict, "/xl/workbook.xml"))})) == FileKind.XLSX

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities_are_refused(self, encoding):
        xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "bb">]><workbook>&b;</workbook>'

        assert found(sheet_with({"xl/workbook.xml": xml.encode(encoding)})) == (
            "Soubor obsahuje nepovolené definice XML; uložte ho znovu ve Wordu nebo v Excelu."
        )


class TestWhatRuns:
    @pytest.mark.parametrize("name", ["xl/vbaProject.bin", "word/VBAPROJECT.BIN"])
    def test_macros_are_refused(self, name):
        assert found(sheet_with({name: OLE})) == MACROS

    @pytest.mark.parametrize(
        "content_type",
        [
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ],
    )
    def test_file_for_macros_under_another_name_is_refused(self, content_type):
        assert found(sheet_with({"[Content_Types].xml": types(content_type)})) == MACROS

    @pytest.mark.parametrize(
        "content_type",
        ["vnd.ms-office.vbaProject", "vnd.ms-excel.macrosheet+xml", "vnd.ms-office.activeX+xml"],
    )
    def test_part_that_runs_is_refused_by_what_it_is(self, content_type):
        more = f'<Override PartName="/xl/a.bin" ContentType="application/{content_type}"/>'

        assert found(sheet_with({"[Content_Types].xml": types(SHEET_TYPE, more=more)})) == MACROS

    @pytest.mark.parametrize("meaning", [f"{MICROSOFT}/vbaProject", f"{MICROSOFT}/xlMacrosheet", f"{OFFICE}/control"])
    def test_part_that_runs_is_refused_by_who_calls_it(self, meaning):
        assert found(sheet_with({"xl/_rels/workbook.xml.rels": relations((meaning, "a.bin"))})) == MACROS

    @pytest.mark.parametrize("content", [OLE + b"\0" * 20, b"MZ\x90\0", b"\x7fELF"])
    def test_object_of_another_program_is_refused(self, content):
        assert found(sheet_with({"xl/embeddings/oleObject1.bin": content})) == OBJECT


def word_with_relation(*row):
    """The Word file with one more relationship of its settings, where templates are named."""
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | {"word/_rels/settings.xml.rels": relations(row)})


class TestWhatIsLoaded:
    @pytest.mark.parametrize(
        "target",
        [
            "https://evil.example/t.dotm",
            "mhtml:http://evil.example/t",
            "//evil.example/t.dotm",
            "\\\\evil.example\\t.dotm",
            "/\\evil.example/t.dotm",
            "file://evil.example/t.dotm",
            "file:////evil.example/t.dotm",
            "file:///\\\\evil.example\\t.dotm",
            "file:///%5C%5Cevil.example/t.dotm",
            " https://evil.example/t.dotm",
        ],
    )
    @pytest.mark.parametrize("meaning", ["attachedTemplate", "image", "frame", "oleObject"])
    def test_what_is_loaded_from_another_machine_is_refused(self, target, meaning):
        assert found(word_with_relation(f"{OFFICE}/{meaning}", target, "External")) == LOADS

    @pytest.mark.parametrize(
        "target", ["Normal.dotm", "file:///C:\\Sablony\\Zapis.dotx", "C:/Sablony/Zapis.dotx", "../Zapis%20porady.dotx"]
    )
    def test_template_on_the_disk_is_taken(self, target):
        assert found(word_with_relation(f"{OFFICE}/attachedTemplate", target, "External")) == FileKind.DOCX

    def test_link_to_click_is_taken(self):
        assert found(word_with_relation(f"{OFFICE}/hyperlink", "https://suz.cz/", "External")) == FileKind.DOCX

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_data_from_another_program_are_refused(self, encoding):
        xml = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'

        assert found(sheet_with({"xl/externalLinks/externalLink1.xml": xml.encode(encoding)})) == LOADS

    def test_relations_are_read_wherever_they_lie(self):
        evil = relations((f"{OFFICE}/image", "https://evil.example/a.png", "external"))

        assert found(sheet_with({"xl/Drawings/_RELS/drawing1.xml.RELS": evil})) == LOADS

    def test_description_of_absurd_size_is_refused(self):
        long = relations((f"{OFFICE}/hyperlink", noise(3_000_000).hex(), "External"))

        assert found(sheet_with({"xl/_rels/workbook.xml.rels": long})) == BOMB
