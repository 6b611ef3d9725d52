"""PDFs: whole, without passwords, without anything that runs or hides another file, packed away or not."""

import io
import zlib

import pikepdf
import pytest
import weasyprint

from evaluations.evidence import FileKind, Unfit, inspect
from tests.evaluations.evidence_cast import pdf_file

DAMAGED = "PDF je neúplné nebo poškozené; uložte ho znovu."
PROTECTED = "PDF je chráněné heslem nebo má omezená práva; uložte ho bez ochrany."
RUNS = "PDF obsahuje skripty nebo spouští programy; vytiskněte ho do nového PDF a přiložte to."
HIDES = "PDF v sobě nese další soubory; přiložte je zvlášť a PDF bez nich."
BOMB = "PDF je po rozbalení nepřiměřeně velké; uložte ho znovu."
PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
OPEN = {"object_stream_mode": pikepdf.ObjectStreamMode.disable}
NAME, KIND = pikepdf.Name, pikepdf.Dictionary


def found(data):
    """The kind, or the sentence of the refusal."""
    try:
        return inspect(io.BytesIO(data), "priloha.pdf")
    except Unfit as unfit:
        return str(unfit)


def runs_script(document):
    document.Root.OpenAction = KIND(S=NAME.JavaScript, JS="app.alert(1)")


def starts_program(document):
    document.Root.OpenAction = KIND(S=NAME.Launch, F="cmd.exe")


def hides_file(document):
    document.attachments["faktura.exe"] = b"MZ"


def packed_objects(content, about=b"/Filter /FlateDecode"):
    """The PDF with one more stream of objects, packed by hand."""
    data = pdf_file()
    stream = b"9 0 obj <</Type /ObjStm /N 1 /First 4 " + about + b">>\nstream\n" + content + b"\nendstream\nendobj\n"
    return data[:15] + stream + data[15:]


@pytest.mark.parametrize("saving", [OPEN, PACKED, {"linearize": True}, {"min_version": "2.0"}])
def test_plain_document_is_taken(saving):
    assert found(pdf_file(**saving)) == FileKind.PDF


@pytest.mark.parametrize("variant", [None, "pdf/a-2a"])
def test_our_own_documents_are_taken(variant):
    assert found(weasyprint.HTML(string="<p>Zápis</p>").write_pdf(pdf_variant=variant)) == FileKind.PDF


@pytest.mark.parametrize("saving", [OPEN, PACKED])
@pytest.mark.parametrize(("prepare", "sentence"), [(runs_script, RUNS), (starts_program, RUNS), (hides_file, HIDES)])
def test_what_runs_or_hides_is_refused_packed_or_not(prepare, sentence, saving):
    assert found(pdf_file(prepare, **saving)) == sentence


def test_name_written_in_numbers_is_read():
    data = pdf_file(runs_script, **OPEN)

    assert found(data.replace(b"/JavaScript", b"/J#61v#61Script")) == RUNS


@pytest.mark.parametrize("user", ["heslo", ""])
@pytest.mark.parametrize("saving", [OPEN, PACKED])
def test_protected_document_is_refused(user, saving):
    assert found(pdf_file(encryption=pikepdf.Encryption(user=user, owner="heslo"), **saving)) == PROTECTED


@pytest.mark.parametrize("before", [b"\n", b"\xef\xbb\xbf", b"\0\0 \r\n"])
def test_blanks_before_the_beginning_are_taken(before):
    assert found(before + pdf_file()) == FileKind.PDF


@pytest.mark.parametrize("before", [b"<html>", b"MZ\x90\0", b"GIF89a", b"#!/bin/sh\n"])
def test_something_else_before_the_beginning_is_refused(before):
    assert found(before + pdf_file()) == "Soubor nezačíná jako PDF; otevřete ho a uložte znovu jako PDF."


def test_beginning_that_comes_late_is_refused():
    assert found(b" " * 1024 + pdf_file()) == "Soubor má příponu .pdf, ale obsahuje něco jiného, nebo je poškozený."


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nstartxref\n0\n%%EOF\n"])
def test_document_without_a_page_is_refused(data):
    assert found(data) == DAMAGED


def test_document_with_much_behind_its_end_is_refused():
    assert found(pdf_file() + b"\n" * 3000) == DAMAGED


def test_packed_objects_that_unpack_to_too_much_are_refused():
    assert found(packed_objects(zlib.compress(bytes(51 * 2**20)))) == BOMB


@pytest.mark.parametrize(
    ("content", "about"),
    [
        (zlib.compress(b"<<>>"), b"/Filter [/ASCIIHexDecode /FlateDecode]"),
        (zlib.compress(b"<<>>"), b"/Filter /LZWDecode"),
        (zlib.compress(b"<<>>"), b"/Filter /FlateDecode /DecodeParms <</Predictor 12>>"),
        (zlib.compress(b"<<>>" * 100)[:-8], b"/Filter /FlateDecode"),
        (zlib.compress(b"<<>>") + b"9 0 obj stream", b"/Filter /FlateDecode"),
        (b"text", b"/Filter /FlateDecode"),
    ],
)
def test_objects_that_cannot_be_looked_into_are_refused(content, about):
    assert found(packed_objects(content, about)) == DAMAGED


def test_objects_that_can_be_looked_into_are_taken():
    assert found(packed_objects(zlib.compress(b"9 0 <<>>"))) == FileKind.PDF


def test_absurd_number_of_streams_is_refused():
    data = pdf_file()

    assert found(data[:15] + b"stream\n" * 100_001 + data[15:]) == BOMB
