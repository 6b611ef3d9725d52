"""What a file is, by its bytes; whatever else it is, it is refused with one Czech sentence."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.evidence import LARGEST_FILE, FileKind, Unfit, inspect
from tests.evaluations.evidence_cast import OLE, packed, pdf_file, photograph, picture, sheet_file, word_file
from tests.thorough import examples

FILES = {
    FileKind.PDF: pdf_file(),
    FileKind.PNG: picture("PNG"),
    FileKind.JPG: photograph(),
    FileKind.DOCX: word_file(),
    FileKind.XLSX: sheet_file(),
}
OTHER = "Přiložit jde PDF, obrázek PNG nebo JPG, dokument Wordu (.docx) a sešit Excelu (.xlsx); tohle je jiný soubor."
FALSE_ENDING = "Soubor má příponu {}, ale obsahuje něco jiného, nebo je poškozený."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def kind_of(data, name="soubor"):
    return inspect(io.BytesIO(data), name)


def refusal(data, name="soubor"):
    with pytest.raises(Unfit) as caught:
        kind_of(data, name)
    return str(caught.value)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["priloha", "priloha.exe", "priloha.pdf", "priloha.xlsx"])
def test_kind_is_found_whatever_the_name_says(kind, name):
    assert kind_of(FILES[kind], name) == kind


def test_inspected_file_is_read_from_its_beginning():
    file = io.BytesIO(FILES[FileKind.PDF])
    file.seek(100)

    kind = inspect(file, "a.pdf")

    assert (kind, file.tell()) == (FileKind.PDF, 0)


def test_real_documents_are_evidence(real_documents):
    found = {
        file.suffix: kind_of(file.read_bytes()) for file in real_documents.iterdir() if file.suffix in {".docx", ".pdf"}
    }

    assert found == {".docx": FileKind.DOCX, ".pdf": FileKind.PDF}


def test_file_without_a_byte_is_refused():
    assert refusal(b"", "priloha.pdf") == "Soubor je prázdný."


def test_largest_file_is_read_and_a_larger_one_is_not():
    whole = FILES[FileKind.PNG]
    largest = whole + bytes(LARGEST_FILE - len(whole))

    assert kind_of(largest) == FileKind.PNG
    assert refusal(largest + b"\0") == "Soubor je větší než 10 MB; zmenšete ho."


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"MZ\x90\0" + bytes(200), "faktura.pdf", FALSE_ENDING.format(".pdf")),
        (b"MZ\x90\0" + bytes(200), "faktura.exe", OTHER),
        (b"<!DOCTYPE html><script>alert(1)</script>", "zapis.PDF", FALSE_ENDING.format(".pdf")),
        (b"<html><body>text</body></html>", "zapis.html", OTHER),
        (SVG, "mapa.svg", OTHER),
        (SVG, "mapa.png", FALSE_ENDING.format(".png")),
        (b"GIF89a" + bytes(30), "foto.jpeg", FALSE_ENDING.format(".jpeg")),
        (b" \n", "prazdno", OTHER),
        (OLE + bytes(1000), "tabulka.xls", "Soubor je ve starém formátu Office; uložte ho jako .docx nebo .xlsx."),
        (
            OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
            "tabulka.xlsx",
            "Soubor je chráněný heslem; uložte ho bez hesla.",
        ),
        (
            b"\0\0\0\x18ftypheic" + bytes(100),
            "IMG_1234.HEIC",
            "Fotografie je ve formátu, který jinde nejde otevřít; uložte ji jako JPG.",
        ),
    ],
)
def test_other_kind_is_refused_with_advice(data, name, sentence):
    assert refusal(data, name) == sentence


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("part", [0.02, 0.3, 0.9, 0.99])
def test_truncated_file_is_refused(kind, part):
    assert refusal(FILES[kind][: int(len(FILES[kind]) * part)]).endswith(("uložte ho znovu.", "jiný soubor."))


@pytest.mark.parametrize("kind", FILES)
def test_file_behind_a_page_of_html_is_refused(kind):
    assert refusal(b"<script>alert(1)</script>" + FILES[kind])


def test_document_with_an_archive_behind_it_is_refused():
    both = FILES[FileKind.PDF] + packed({"a.html": "<script>alert(1)</script>"})

    assert refusal(both) == "PDF je neúplné nebo poškozené; uložte ho znovu."


def kind_or_sentence(data):
    try:
        return kind_of(data)
    except Unfit as unfit:
        return str(unfit)


STARTS = [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"PK\x03\x04", OLE, b""]


@settings(max_examples=examples(300))
@given(st.sampled_from(STARTS), st.binary(max_size=3000), st.sampled_from([b"", b"startxref 0 %%EOF", b"\xff\xd9"]))
def test_any_bytes_give_a_kind_or_a_sentence(start, middle, end):
    assert kind_or_sentence(start + middle + end)


@settings(max_examples=examples(300))
@given(st.sampled_from(list(FILES)), st.floats(0, 1), st.binary(min_size=1, max_size=40))
def test_changed_file_gives_its_kind_or_a_sentence(kind, at, junk):
    data = FILES[kind]
    begin = int(at * (len(data) - 1))

    found = kind_or_sentence(data[:begin] + junk + data[begin + len(junk) :])

    assert found == kind or found.endswith(".")


@settings(max_examples=examples(60))
@given(st.text(max_size=300))
def test_any_name_of_a_file_of_another_kind_gives_a_sentence(name):
    assert refusal(b"text", name).endswith(".")
