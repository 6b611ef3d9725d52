"""HTML into an archival file: judged by veraPDF, the same bytes everywhere, and nothing else can be read through it."""

import io
import json
import os
import re
import select
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from time import process_time

import pdfplumber
import pikepdf
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from weasyprint import HTML

from goals.pdf.archival import LAST_SPACES, Assets, RefusedAddress, render
from goals.pdf.letters import FONTS, printable, unprintable
from tests.goals import verapdf
from tests.pace import is_within
from tests.pdf_trees import elements, kids, without_heading
from tests.thorough import examples

SECRET = "tajne-heslo-47"  # noqa: S105 - what the attacks below try to read
HEAD = '<link rel="stylesheet" href="asset:document.css"><link rel="stylesheet" href="asset:edition.css">'

SCRIPTS = {  # and which font prints each
    "Noto-Sans-Armenian": "Հայ համայնք և լեզու",
    "Noto-Sans-Georgian": "ქართული ენა",
    "IBM-Plex-Sans-Arabic": "مركز دعم 12 اندماج",
    "Noto-Sans-Devanagari": "नमस्ते, हिन्दी में स्वागत",
    "Noto-Sans-Bengali": "বাংলা ভাষায় স্বাগতম",
    "Noto-Sans-SC": "欢迎来到中心",
    "emoji": "🙂 👩‍💻 ❤️ 👍🏽",
}
ADDRESS = (
    "https://www.example.cz/velmi-dlouha-stranka/nejneobhospodarovavatelnejsi-kurz?misto=ceske-budejovice&rok=2026"
)

# Every kind of element that a document of ours uses, and text that WeasyPrint alone would let through or trip over.
EVERYTHING = f"""<html lang="cs"><head><title>Zkouška</title>
<meta name="dcterms.created" content="2026-03-14T09:00:00Z">{HEAD}</head><body>
<header class="cover"><h1>Zkouška tisku</h1><ul class="facts"><li><span class="label">Vydání</span> 1</li></ul></header>
<nav class="contents"><h2>Obsah</h2><ul><li><a href="#a">První</a> <span data-target="#a"></span></li></ul></nav>
<h2 id="a">Oddíl</h2><p>{"nejneobhospodařovávatelnější " * 9}</p>
<ol><li value="3"><p>Cíl s cílovou hodnotou</p><p class="measure">2× měsíčně</p></li><li value="7">Krátký cíl</li></ol>
<p>🙂 → ✓ \u0627\u0644 \u4e2d\u6587 \uf0b7 \ufeff\u200b \u0001 \u202f c\u030c a\u0307 konec</p>
<p>{"1234567890" * 60}</p><ol><li class="goal"><p>{"Dlouhé znění cíle. " * 600}</p></li></ol>
<section><h2>Přes stránky</h2><ul class="items">{"".join(f"<li>{number}. bod</li>" for number in range(90))}</ul>
<p><a href="https://example.cz">{"Dlouhý odkaz. " * 500}</a></p>
<table><thead><tr><th scope="col">Kdo</th><th scope="col">Kolik</th></tr></thead><tbody>
{"".join(f'<tr><th scope="row">Řádek {number}</th><td>hodnota</td></tr>' for number in range(90))}
</tbody></table></section>
<section><h2>Písma</h2>{"".join(f"<p>Česky: {text}</p><p><strong>{text}</strong></p>" for text in SCRIPTS.values())}
<p>Pište na {ADDRESS} nebo na adresu velmi.dlouha.adresa@integracnicentra-jihocesky-kraj.example.cz.</p></section>
</body></html>"""

PRINT_IN_ANOTHER_PROCESS = """
import sys, time
time.time = lambda: 2_000_000_000.0
import django
django.setup()
from goals.pdf.archival import render
sys.stdout.buffer.write(render(sys.stdin.read()).content)
"""


@cache
def validator():
    """Ends when this process does, with its input."""
    command = [sys.executable, verapdf.__file__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours


def judge(content, profile, folder):
    """veraPDF's findings; the whole of its rules must have been asked."""
    if absent := verapdf.missing_packages():
        pytest.skip(f"veraPDF is not installed: {', '.join(absent)}")
    file = folder / "document.pdf"
    file.write_bytes(content)
    process = validator()
    process.stdin.write(f"{profile} {file}\n")
    process.stdin.flush()
    assert select.select([process.stdout], [], [], 120)[0]
    report = json.loads(process.stdout.readline())
    assert report["rules"] == {"PDFA-2A": 153, "PDFUA-1": 106}[profile]
    assert report["compliant"] == (not report["findings"])
    return report["findings"]


@pytest.fixture(scope="module")
def content():
    return render(EVERYTHING).content


@pytest.fixture
def document(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        yield document


@pytest.mark.parametrize("profile", ["PDFA-2A", "PDFUA-1"])
def test_validator_finds_nothing(profile, content, tmp_path):
    assert judge(content, profile, tmp_path) == []


def test_validator_finds_what_weasyprint_alone_leaves_out(tmp_path):
    content = HTML(string=EVERYTHING, url_fetcher=Assets()).write_pdf(pdf_variant="pdf/a-2a")

    for_archive = judge(content, "PDFA-2A", tmp_path)
    for_reading = judge(content, "PDFUA-1", tmp_path)

    assert {finding.split(":")[0] for finding in for_archive} >= {"6.2.11.7.3-1"}  # a private character
    assert {finding.split(":")[0] for finding in for_reading} >= {"5-1", "7.2-20"}  # not declared; a list item


def test_metadata_declare_both_standards(document):
    with document.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert metadata["pdfuaid:part"] == "1"


def test_all_fonts_are_embedded_and_ours(document):
    fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]

    roboto = {"Roboto-Document", "Roboto-Document-Medium", "Roboto-Document-Bold"}
    assert {str(font.FontName).split("+")[1] for font in fonts} == roboto | set(SCRIPTS)
    assert all("/FontFile2" in font for font in fonts)


def test_what_a_page_break_cuts_is_one_element(document):
    assert without_heading(document) == []
    [section] = [one for one in elements(document) if one.S == "/Sect" and "/Table" in [kid.S for kid in kids(one)]]
    roles = [str(kid.S) for kid in kids(section)]
    assert roles == ["/H2", "/L", "/P", "/Table"]
    items, link, table = kids(section)[1], kids(kids(section)[2])[0], kids(section)[3]
    assert (str(items.A.ListNumbering), len(kids(items))) == ("/Disc", 90)
    assert {(str(item.S), *(str(part.S) for part in kids(item))) for item in kids(items)} == {("/LI", "/Lbl", "/LBody")}
    pages = [part.get("/Pg", link.Pg).objgen for part in link.K if isinstance(part, pikepdf.Dictionary)]
    assert (str(link.S), len(set(pages))) == ("/Link", 2)
    [header, rows] = kids(table)
    assert [[str(cell.S) for cell in kids(row)] for row in kids(header)] == [["/TH", "/TH"]]
    assert len(kids(rows)) == 90
    names = {str(cell.ID) for row in kids(header) + kids(rows) for cell in kids(row) if cell.S == "/TH"}
    said = [[str(name) for name in cell.A.Headers] for row in kids(rows) for cell in kids(row) if cell.S == "/TD"]
    column = str(kids(kids(header)[0])[1].ID)
    assert [headers[1] for headers in said] == [column] * 90
    assert {name for headers in said for name in headers} < names


def test_every_mark_belongs_to_the_element_that_holds_it(document):
    owners = list(document.Root.StructTreeRoot.ParentTree.Nums)
    held = {}
    for element in elements(document):
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                held[element.Pg.objgen, kid] = element.objgen
            elif "/MCID" in kid:
                held[kid.Pg.objgen, int(kid.MCID)] = element.objgen
    named = {}
    for page in document.pages:
        for mark, owner in enumerate(owners[2 * int(page.StructParents) + 1]):
            if owner is not None:
                named[page.objgen, mark] = owner.objgen
    assert named == held


@pytest.mark.parametrize("text", [text for name, text in SCRIPTS.items() if "Arabic" not in name])
def test_letters_of_other_scripts_can_be_read_back(text, document):
    said = [str(item.get("/ActualText", "")) for page in document.pages for item in marks_of(page)]

    assert [one for one in said if one in (text, f"Česky: {text}")] == [f"Česky: {text}", text]


def test_arabic_is_read_back_from_its_letters_beside_czech(document, content):
    """As it is seen: each program turns what runs from the right round by itself, and only that."""
    text = SCRIPTS["IBM-Plex-Sans-Arabic"]
    with pdfplumber.open(io.BytesIO(content)) as pages:
        lines = [line["text"] for page in pages.pages for line in page.extract_text_lines()]
    seen = " ".join(word if word.isdecimal() else word[::-1] for word in reversed(text.split()))

    assert [line for line in lines if line in (seen, f"Česky: {seen}")] == [f"Česky: {seen}", seen]
    assert [
        mark for page in document.pages for mark in marks_of(page) if text in str(mark.get("/ActualText", ""))
    ] == []


def marks_of(page):
    """What stands with the marked pieces of a page, in their order."""
    return [operands[1] for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "BDC"]


def test_address_breaks_without_a_hyphen(content):
    with pdfplumber.open(io.BytesIO(content)) as document:
        lines = document.pages[-1].extract_text_lines()

    said = [line["text"] for line in lines]
    at = next(place for place, line in enumerate(said) if ADDRESS[:20] in line)
    assert ADDRESS in "".join(said[at : at + 3]).replace("Pište na ", "")
    assert [line for line in said[at : at + 3] if line.endswith("-")] == []
    assert "velmi.dlouha.adresa@integracnicentra-jihocesky-kraj.example.cz." in "".join(said[at:])


def test_line_that_fits_is_not_broken_for_the_space_behind_it():
    """In whichever of the widths the sentence, without that space, is as long as its line."""
    items = "".join(f'<li style="width: {width / 2}px">Krátce a jasně\n</li>' for width in range(180, 300))
    pdf = render(f'<html lang="vi"><head><title>Zkouška</title></head><body><ul>{items}</ul></body></html>')
    with pdfplumber.open(io.BytesIO(pdf.content)) as document:
        lines = [line["text"] for page in document.pages for line in page.extract_text_lines()]

    assert {"• Krátce a jasně", "• Krátce a"} <= {*lines}
    assert "• Krátce" not in lines


def test_many_spaces_cost_no_more_than_their_number():
    start = process_time()

    assert LAST_SPACES.sub("", " " * 60_000 + "x</p>") == " " * 60_000 + "x</p>"
    assert is_within(0.5, process_time() - start)


def test_running_header_is_an_artifact_outside_the_tags(document):
    content = document.pages[1].Contents.read_bytes()

    # The title, the edition and the page number.
    assert content.count(b"/Artifact\n<</Type /Pagination>>\nBDC") == 3


def test_hyphen_at_a_line_end_is_a_soft_one(document):
    streams = [item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream)]
    characters = b"".join(stream for stream in streams if b"begincmap" in stream)

    assert b"> <00ad>" in characters
    assert b"> <2010>" not in characters


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "FONTCONFIG_FILE": "no-fonts.conf"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_same_bytes_in_another_process_at_another_time(environment, content, tmp_path):
    bare = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>'
    (tmp_path / "no-fonts.conf").write_text(bare)
    if "FONTCONFIG_FILE" in environment:
        environment = environment | {"FONTCONFIG_FILE": str(tmp_path / "no-fonts.conf")}

    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PRINT_IN_ANOTHER_PROCESS],
        input=EVERYTHING.encode(),
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "cpic.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
        timeout=120,
    )

    assert done.stdout == content


@pytest.fixture
def secret_file(tmp_path):
    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    return file


@pytest.fixture
def listener():
    """A server that nobody should ever call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


ATTACKS = [
    '<link rel="attachment" href="{address}">',
    '<a rel="attachment" href="{address}">příloha</a>',
    '<link rel="stylesheet" href="{address}">',
    "<style>@import url({address});</style>",
    "<style>@font-face {{ font-family: x; src: url({address}) }} p {{ font-family: x }}</style><p>x</p>",
    "<style>p {{ background: url({address}) }}</style><p>x</p>",
    "<style>p::before {{ content: url({address}) }}</style><p>x</p>",
    "<style>li {{ list-style-image: url({address}) }}</style><ul><li>x</ul>",
    '<img src="{address}" alt="x">',
    '<embed src="{address}"><object data="{address}"></object>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}" width="9" height="9"/></svg>',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_read_from_the_disk(attack, secret_file):
    assert_refused(attack.format(address=secret_file.as_uri()))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_asked_of_the_network(attack, listener):
    assert_refused(attack.format(address=f"http://127.0.0.1:{listener.getsockname()[1]}/x"))

    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    "address",
    [
        "asset:../../../../etc/passwd",
        "asset:/etc/passwd",
        "asset:document.css/../../base.html",
        "ASSET:Roboto-Bold.ttf?x",
        "ftp://127.0.0.1/x",
        "data:text/plain,ahoj",
        "file:/etc/passwd",
        "FILE:///etc/passwd",
    ],
)
def test_address_outside_the_list_is_refused(address):
    with pytest.raises(RefusedAddress, match=re.escape(address)):
        render(f'<html lang="cs"><title>x</title><img src="{address}" alt="x">')


def test_drawing_in_another_file_is_not_followed(secret_file):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><use href="{secret_file.as_uri()}#x"/></svg>'

    assert_holds_nothing(render(f'<html lang="cs"><head><title>x</title></head><body>{drawing}</body></html>').content)


@pytest.mark.parametrize("address", ["secret.txt", "../secret.txt", "/etc/passwd", "//127.0.0.1/x"])
def test_relative_address_leads_nowhere(address, secret_file, monkeypatch):
    monkeypatch.chdir(secret_file.parent)

    pdf = render(
        f'<html lang="cs"><title>x</title><link rel="attachment" href="{address}"><img src="{address}" alt="">'
    )

    assert_holds_nothing(pdf.content)


def assert_refused(body):
    with pytest.raises(RefusedAddress):
        render(f'<html lang="cs"><head><title>x</title></head><body>{body}</body></html>')


def assert_holds_nothing(content):
    document = pikepdf.open(io.BytesIO(content))
    assert len(document.attachments) == 0
    streams = [item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream)]
    assert not any(SECRET.encode() in stream for stream in streams)


def test_every_asset_is_a_file_of_the_repository():
    from goals.pdf.archival import ASSETS

    assert [path for path, _type in ASSETS.values() if not path.is_file()] == []
    assert all(path.is_relative_to(Path(settings.BASE_DIR)) for path, _type in ASSETS.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c\u030c \u0159", "č ř"),
        ("10\u202f000", "10 000"),
        ("b\ufeffc\u00add\u2060e", "bcde"),
        ("\uf0b7 ไ \x00", "\ufffd \ufffd \ufffd"),
        ("🙂 → ❤\ufe0f ✓\ufe0e 中 \u200d", "🙂 → ❤\ufe0f ✓ 中 \u200d"),
        ("řádek\r\ndruhý\tsloupec", "řádek \ndruhý\tsloupec"),
        ("Їжак, Việt Nam, č. 5 × 3 – „ano“ …", "Їжак, Việt Nam, č. 5 × 3 – „ano“ …"),
    ],
)
def test_printable_keeps_what_the_fonts_show(text, expected):
    assert printable(text) == expected


def test_what_cannot_be_printed_is_named_once_each():
    assert unprintable("Kurz ไทย 🙂 中文 ไ\u202f\ufeff") == ["ไ", "ท", "ย"]
    assert unprintable("Їжак, Việt Nam, „ano“ …") == []


def test_font_of_a_script_is_in_the_style_sheet_in_its_order():
    sheet = (settings.BASE_DIR / "templates" / "pdf" / "document.css").read_text()
    families = re.search(r"html \{\s*font-family: ([^;]*);", sheet)[1]

    names = [family.strip(' "\n') for family in families.split(",")]
    assert names == ["Roboto Document", *(re.search(r'family: "([^"]*)"', font.face)[1] for font in FONTS)]


@given(st.text())
def test_printable_again_changes_nothing(text):
    assert printable(printable(text)) == printable(text)


@given(st.text(max_size=200))
@hypothesis_settings(max_examples=examples(50))
def test_render_takes_any_text(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")

    pdf = render(f'<html lang="cs"><head><title>x</title>{HEAD}</head><body><p>{escaped}</p></body></html>')

    assert pdf.pages >= 1
    assert pdf.content.startswith(b"%PDF-1.7")
