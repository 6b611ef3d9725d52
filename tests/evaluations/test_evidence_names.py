"""What a download is called: it leads nowhere, hides nothing, and ends as its content says."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.evidence import ENDINGS, LONGEST_NAME, FileKind, clean_name


@pytest.mark.parametrize(
    ("name", "kind", "cleaned"),
    [
        ("Zápis z porady 3.12.pdf", FileKind.PDF, "Zápis z porady 3.12.pdf"),
        ("Porada 3.12", FileKind.PDF, "Porada 3.12.pdf"),
        ("foto.JPEG", FileKind.JPG, "foto.jpg"),
        ("foto.jpg", FileKind.PNG, "foto.png"),
        ("faktura.exe", FileKind.PDF, "faktura.pdf"),
        ("faktura.pdf.exe", FileKind.PDF, "faktura.pdf"),
        ("faktura.pdf.PDF.pdf", FileKind.PDF, "faktura.pdf"),
        ("C:\\Users\\Jana\\tabulka.xlsx", FileKind.XLSX, "tabulka.xlsx"),
        ("../../etc/passwd", FileKind.DOCX, "passwd.docx"),
        ("slozka/", FileKind.PDF, "příloha.pdf"),
        ("fakt\u202efdp.exe", FileKind.PDF, "faktfdp.pdf"),
        ("a\r\nSet-Cookie: x\0.pdf", FileKind.PDF, "aSet-Cookie- x.pdf"),
        ('"a" <b>|c?*.pdf', FileKind.PDF, "-a- -b--c--.pdf"),
        ("  .skryty  ..pdf", FileKind.PDF, "skryty.pdf"),
        ("\u200b\ufeff", FileKind.PDF, "příloha.pdf"),
        (".pdf", FileKind.PDF, "příloha.pdf"),
        ("", FileKind.PNG, "příloha.png"),
        ("Za\u0301pis\u00a0a\u2003b.docx", FileKind.DOCX, "Zápis a b.docx"),
        ("a" * 300 + ".pdf", FileKind.PDF, "a" * 96 + ".pdf"),
        ("CON.pdf", FileKind.PDF, "_CON.pdf"),
        ("con .pdf", FileKind.PDF, "_con.pdf"),
        ("NUL.tar.gz", FileKind.PDF, "_NUL.tar.pdf"),
        ("aux", FileKind.PNG, "_aux.png"),
        ("COM1.docx", FileKind.DOCX, "_COM1.docx"),
        ("lpt².xlsx", FileKind.XLSX, "_lpt².xlsx"),
        ("\u200bPRN .2026.pdf", FileKind.PDF, "_PRN .2026.pdf"),
        ("CONIN$.pdf", FileKind.PDF, "_CONIN$.pdf"),
        ("Con amore.pdf", FileKind.PDF, "Con amore.pdf"),
        ("COM10.pdf", FileKind.PDF, "COM10.pdf"),
        ("console.pdf", FileKind.PDF, "console.pdf"),
        ("\u0301\u0302.pdf", FileKind.PDF, "příloha.pdf"),
        ("\u3164\u2800.pdf", FileKind.PDF, "příloha.pdf"),
        ("\u0301 .a.pdf", FileKind.PDF, "a.pdf"),
    ],
)
def test_name_is_cleaned(name, kind, cleaned):
    assert clean_name(name, kind) == cleaned


NAMES = st.one_of(st.text(max_size=150), st.text(alphabet="abconul1.pdfjxgn /\\:\u202e\u0301é\ud800", max_size=150))


@given(NAMES, st.sampled_from(FileKind))
def test_any_name_becomes_one_that_may_be_given(name, kind):
    cleaned = clean_name(name, kind)

    stem = cleaned.removesuffix(ENDINGS[kind][0])
    assert cleaned.endswith(ENDINGS[kind][0])
    assert stem.strip(" .") == stem != ""
    assert len(cleaned) <= LONGEST_NAME
    assert not re.match(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])\s*(\.|$)", cleaned, re.IGNORECASE)
    assert unicodedata.category(cleaned[0])[0] not in "CMZ"
    assert not set(cleaned) & set('/\\<>:"|?*')
    assert {unicodedata.category(char) for char in cleaned} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} == set()


@given(NAMES, st.sampled_from(FileKind))
def test_cleaned_name_stays_when_cleaned_again(name, kind):
    cleaned = clean_name(name, kind)

    assert clean_name(cleaned, kind) == cleaned
