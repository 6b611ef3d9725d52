"""Files that cannot be read: each is refused with one Czech sentence, whatever is wrong with it."""

import io
import re
import tracemalloc
import zipfile
import zlib

import docx
import pikepdf
import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st

from goals.importing import ImportProblem, lines_of, read_lines
from tests.goals.import_builders import odt, odt_par, par
from tests.goals.import_builders import word as word_of
from tests.thorough import examples

BODY = "word/document.xml"


def refusal(path):
    with pytest.raises(ImportProblem) as caught:
        read_lines(path)
    return str(caught.value)


def refusal_of(data, extension):
    with pytest.raises(ImportProblem) as caught:
        lines_of(data, extension)
    return str(caught.value)


def word():
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Uspořádat kurz.", style="List Bullet")
    document.save(stream)
    return stream.getvalue()


def word_with(**parts):
    """A Word document with some of its parts replaced or added; names are given with / as __."""
    stream = io.BytesIO()
    parts = {name.replace("__", "/") + ".xml": data for name, data in parts.items()}
    with zipfile.ZipFile(io.BytesIO(word())) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in {*source.namelist(), *parts}:
            target.writestr(name, parts[name] if name in parts else source.read(name))
    return stream.getvalue()


def pdf(text="Uspořádat kurz."):
    return weasyprint.HTML(string=f"<p>{text}</p>").write_pdf()


def changed(data, **saving):
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(stream, **saving)
    return stream.getvalue()


class TestFiles:
    def test_missing_file_is_named(self, tmp_path):
        assert refusal(tmp_path / "nikde.docx") == "Soubor „nikde.docx“ neexistuje."

    def test_folder_is_no_file(self, tmp_path):
        folder = tmp_path / "cile.pdf"
        folder.mkdir()

        assert refusal(folder) == "„cile.pdf“ je složka, zadejte soubor."

    def test_name_that_no_file_can_have_is_refused(self, tmp_path):
        assert refusal(tmp_path / "cíle\0.pdf").startswith("Soubor „cíle")

    @pytest.mark.parametrize("size", [20 * 1024 * 1024 + 1, 100 * 1024 * 1024])
    def test_large_file_is_refused_unread(self, tmp_path, size):
        path = tmp_path / "cile.txt"
        with path.open("wb") as file:
            file.truncate(size)

        assert refusal(path) == "Soubor je větší než 20 MB, takový dokument se nečte."

    @pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
    def test_rows_beyond_measure_are_counted_before_they_are_read(self, end):
        data = (b"- a" + end) * 200_000
        tracemalloc.start()
        try:
            assert refusal_of(data, ".txt").startswith("Dokument je příliš dlouhý")
            assert tracemalloc.get_traced_memory()[1] < 4 * len(data)
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("name", ["cile.odf", "cile", "cile.docx.exe"])
    def test_unknown_extension_is_refused(self, tmp_path, name):
        path = tmp_path / name
        path.write_bytes(word())

        assert "čtou se soubory .txt, .md, .docx, .odt, .pdf." in refusal(path)

    @pytest.mark.parametrize("name", ["cile.rtf", "cile.docm", "cile.ods", "cile.pages", "cile.html"])
    def test_formats_that_nobody_reads_are_refused_with_advice(self, tmp_path, name):
        path = tmp_path / name
        path.write_bytes(b"{\\rtf1 text}")

        assert re.search("(?:uložte|vyexportujte) (?:ho|je|dokument) ", refusal(path)) or "jako .docx" in refusal(path)

    def test_old_word_file_is_refused_with_advice(self, tmp_path):
        path = tmp_path / "cile.doc"
        path.write_bytes(word())

        assert refusal(path) == "Starý formát .doc se nečte; uložte dokument ve Wordu jako .docx."


class TestContent:
    @pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n"])
    @pytest.mark.parametrize("extension", [".txt", ".md"])
    def test_empty_file_is_refused(self, data, extension):
        assert refusal_of(data, extension) in ("Soubor je prázdný.", "Soubor neobsahuje žádný text.")

    @pytest.mark.parametrize("extension", [".docx", ".pdf"])
    def test_file_without_a_byte_is_refused(self, extension):
        assert refusal_of(b"", extension) == "Soubor je prázdný."

    @pytest.mark.parametrize(
        ("make", "extension", "content"),
        [
            (word, ".pdf", "dokument Wordu (.docx)"),
            (word, ".txt", "dokument Wordu (.docx)"),
            (pdf, ".docx", "PDF"),
            (pdf, ".md", "PDF"),
            (lambda: b"text", ".pdf", "prostý text"),
            (lambda: b"text", ".docx", "prostý text"),
            (lambda: b"{\\rtf1 text}", ".txt", "dokument RTF"),
        ],
    )
    def test_extension_that_disagrees_with_the_content_is_refused(self, make, extension, content):
        assert (
            refusal_of(make(), extension)
            == f"Soubor má příponu {extension}, ale obsahuje {content}; opravte příponu nebo soubor."
        )

    def test_extension_in_capitals_is_fine(self):
        assert [line.text for line in lines_of(word(), ".DOCX")] == ["Uspořádat kurz."]


class TestWord:
    def test_document_without_text_is_refused(self):
        stream = io.BytesIO()
        docx.Document().save(stream)

        assert refusal_of(stream.getvalue(), ".docx") == "Soubor neobsahuje žádný text."

    def test_document_with_a_password_is_refused(self):
        container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")

        assert refusal_of(container, ".docx") == "Dokument Wordu je chráněný heslem; uložte ho bez hesla."

    def test_old_format_under_a_new_name_is_refused(self):
        container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)

        assert refusal_of(container, ".docx") == "Soubor je ve starém formátu Wordu; uložte ho jako .docx."

    def test_other_archive_is_refused(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")

        assert refusal_of(stream.getvalue(), ".docx").startswith("Soubor není dokument Wordu ve formátu .docx")

    @pytest.mark.parametrize("keep", [30, 200, 5000])
    def test_damaged_document_is_refused(self, keep):
        assert refusal_of(word()[:keep], ".docx").startswith("Soubor je poškozený")

    @pytest.mark.parametrize("xml", ["", "<w:document", "<a/>", "<?xml version='1.0'?>"])
    def test_document_with_broken_xml_is_refused(self, xml):
        assert refusal_of(word_with(word__document=xml), ".docx").startswith("Soubor je poškozený")

    def test_archive_that_unpacks_to_too_much_is_refused(self):
        bomb = word_with(word__document=b"<a>" + b"<b/>" * 700_000 + b"</a>")

        assert len(bomb) < 50_000
        assert refusal_of(bomb, ".docx").startswith("Soubor je po rozbalení nepřiměřeně velký")

    def test_part_that_is_larger_than_it_says_is_not_unpacked(self):
        size = 64 * 1024 * 1024
        liar = word_with(word__extra=b" " * size).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))

        tracemalloc.start()
        sentence = refusal_of(liar, ".docx")
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert sentence.startswith("Soubor je poškozený")
        assert peak < size / 4

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities_are_refused(self, encoding):
        xml = (
            f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY a "aa"><!ENTITY s SYSTEM "file:///etc/passwd">]>'
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
            "<w:t>&s;&a;</w:t></w:r></w:p></w:body></w:document>"
        )

        found = refusal_of(word_with(word__document=xml.encode(encoding)), ".docx")

        assert found == "Soubor obsahuje nepovolené definice XML; uložte ho znovu ve Wordu nebo v Excelu."

    @settings(max_examples=examples(60))
    @given(st.integers(0, 30_000), st.binary(min_size=1, max_size=40))
    def test_changed_bytes_give_lines_or_an_import_problem(self, at, junk):
        data = WORD[: at % len(WORD)] + junk + WORD[at % len(WORD) + len(junk) :]

        assert text_or_problem(data, ".docx")


class TestOpenDocument:
    def test_password_is_named(self):
        manifest = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
        data = odt(odt_par("Text"), parts={"META-INF/manifest.xml": manifest})

        assert refusal_of(data, ".odt") == "Dokument je chráněný heslem; uložte ho bez hesla."

    def test_definitions_are_refused(self):
        data = odt(parts={"content.xml": "<!DOCTYPE d [<!ENTITY a 'aa'>]><d>&a;</d>"})

        assert refusal_of(data, ".odt").startswith("Soubor obsahuje nepovolené definice XML")

    @pytest.mark.parametrize("keep", [100, 200, 700])
    def test_damaged_document_is_refused_without_a_traceback(self, keep, caplog):
        assert refusal_of(odt(odt_par("Text"))[:keep], ".odt").startswith("Soubor je poškozený")
        assert "Traceback" not in caplog.text

    def test_empty_part_does_no_harm(self):
        data = odt(odt_par("Text"), parts={"Configurations2/accelerator/current.xml": ""})

        assert [line.text for line in lines_of(data, ".odt")] == ["Text"]

    @pytest.mark.parametrize("name", ["Basic/Standard/Module1.xml", "Scripts/python/a.py"])
    def test_macros_are_refused(self, name):
        data = odt(odt_par("Text"), parts={name: "<a/>"})

        assert refusal_of(data, ".odt") == "Dokument obsahuje makra; uložte ho v LibreOffice bez nich."

    def test_list_of_no_macros_does_no_harm(self):
        data = odt(odt_par("Text"), parts={"Basic/script-lc.xml": "<a/>"})

        assert [line.text for line in lines_of(data, ".odt")] == ["Text"]

    def test_macros_of_word_are_refused(self):
        data = word_of(par("Text"), parts={"word/vbaProject.bin": b"x"})

        assert refusal_of(data, ".docx") == "Dokument obsahuje makra; uložte ho ve Wordu bez maker jako .docx."


class TestPdf:
    def test_password_is_needed(self):
        data = changed(pdf(), encryption=pikepdf.Encryption(user="heslo", owner="heslo"))

        assert refusal_of(data, ".pdf") == "PDF je chráněné heslem; uložte ho bez hesla."

    def test_document_that_only_forbids_changes_is_read(self):
        data = changed(pdf(), encryption=pikepdf.Encryption(user="", owner="heslo"))

        assert [line.text for line in lines_of(data, ".pdf")] == ["Uspořádat kurz."]

    def test_scan_is_refused(self):
        drawing = "<svg width='90' height='90'><rect width='90' height='90'/></svg>"

        assert refusal_of(pdf(drawing), ".pdf") == (
            "PDF nemá textovou vrstvu, nejspíš je to sken; použijte původní dokument Wordu."
        )

    def test_document_without_pages_is_refused(self):
        stream = io.BytesIO()
        pikepdf.new().save(stream)

        assert refusal_of(stream.getvalue(), ".pdf").startswith("Soubor je poškozený")

    @pytest.mark.parametrize("keep", [10, 200])
    def test_damaged_document_is_refused(self, keep):
        assert refusal_of(pdf()[:keep], ".pdf").startswith(("Soubor je poškozený", "PDF nemá textovou vrstvu"))

    def test_too_many_pages_are_refused(self):
        stream = io.BytesIO()
        document = pikepdf.new()
        for _ in range(301):
            document.add_blank_page()
        document.save(stream)

        assert refusal_of(stream.getvalue(), ".pdf") == "PDF má 301 stran, čte se nejvýše 300."

    def test_stream_that_unpacks_to_too_much_is_refused(self):
        zeros = zlib.compress(bytes(51 * 1024 * 1024))
        bomb = b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + zeros + b"\nendstream\nendobj\n"

        assert refusal_of(bomb, ".pdf").startswith("PDF je po rozbalení nepřiměřeně velké")

    def test_letters_without_meaning_are_refused(self):
        stream = io.BytesIO()
        document = pikepdf.new()
        page = document.add_blank_page()
        name, kind = pikepdf.Name, pikepdf.Dictionary
        system = kind(Registry="Adobe", Ordering="Identity", Supplement=0)
        letters = kind(Type=name.Font, Subtype=name.CIDFontType2, BaseFont=name.X, CIDSystemInfo=system)
        font = kind(Type=name.Font, Subtype=name.Type0, BaseFont=name.X, Encoding=name("/Identity-H"))
        font.DescendantFonts = [letters]
        page.Resources = kind(Font=kind(F=font))
        page.Contents = document.make_stream(b"BT /F 12 Tf 50 50 Td <000100020003> Tj ET")
        document.save(stream)

        assert refusal_of(stream.getvalue(), ".pdf").startswith("Písmo v PDF nelze převést")

    @settings(max_examples=examples(60))
    @given(st.integers(0, 30_000), st.binary(min_size=1, max_size=40))
    def test_changed_bytes_give_lines_or_an_import_problem(self, at, junk):
        data = PDF[: at % len(PDF)] + junk + PDF[at % len(PDF) + len(junk) :]

        assert text_or_problem(data, ".pdf")


@pytest.mark.parametrize("threads", [1, 2], ids=["forked", "begun anew"])
def test_process_of_its_own_tells_lines_and_problems(threads, monkeypatch):
    """The server has threads, a command has none."""
    monkeypatch.setattr("goals.importing.bounded.active_count", lambda: threads)

    assert [line.text for line in lines_of(WORD, ".docx")] == ["Uspořádat kurz."]
    assert refusal_of(PDF[:1000], ".pdf").startswith("Soubor je poškozený")


WORD, PDF = word(), pdf()


def text_or_problem(data, extension):
    try:
        return lines_of(data, extension)
    except ImportProblem as problem:
        return str(problem)
