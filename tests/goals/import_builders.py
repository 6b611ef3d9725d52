"""Small documents made in memory, letter by letter where it matters: PDF by its own operators, Word and OpenDocument by
their own XML, so that a test says exactly what a program or a person has put there."""

import io
import zipfile
from functools import cache
from textwrap import wrap
from unicodedata import combining, normalize
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pdfminer.fontmetrics import FONT_METRICS

ACCENTED = "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ–—„“•→‣□¹²³"
NAMES = [
    "aacute",
    "ccaron",
    "dcaron",
    "eacute",
    "ecaron",
    "iacute",
    "ncaron",
    "oacute",
    "rcaron",
    "scaron",
    "tcaron",
    "uacute",
    "uring",
    "yacute",
    "zcaron",
    "Aacute",
    "Ccaron",
    "Dcaron",
    "Eacute",
    "Ecaron",
    "Iacute",
    "Ncaron",
    "Oacute",
    "Rcaron",
    "Scaron",
    "Tcaron",
    "Uacute",
    "Uring",
    "Yacute",
    "Zcaron",
    "endash",
    "emdash",
    "quotedblbase",
    "quotedblleft",
    "bullet",
    "uni2192",
    "uni2023",
    "uni25A1",
    "uni00B9",
    "uni00B2",
    "uni00B3",
]
CODES = {letter: 128 + place for place, letter in enumerate(ACCENTED)}
WIDTHS = FONT_METRICS["Helvetica"][1]


def width(text, size=11.0):
    plain = (char for char in normalize("NFKD", text) if not combining(char))
    return sum(WIDTHS.get(char, 556) for char in plain) * size / 1000


def wrapped(text, room, size=11.0):
    """The lines of a text as a program fills them."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class Pdf:
    """Pages of 595 times 842 points; `y` counts from the upper edge."""

    def __init__(self, *, rotate=0):
        self.pages, self.rotate = [[]], rotate
        self.y = 60.0

    def page(self):
        self.pages.append([])
        self.y = 60.0

    def put(self, x, y, text, size=11.0, *, bold=False):
        codes = bytes(CODES.get(char, ord(char) if ord(char) < 127 else 63) for char in text)
        place = f"1 0 0 1 {x:.2f} {842 - y:.2f} Tm"
        if self.rotate:  # written so that the page stands upright once it is turned
            place = {90: f"0 1 -1 0 {y:.2f} {x:.2f} Tm", 270: f"0 -1 1 0 {595 - y:.2f} {842 - x:.2f} Tm"}[self.rotate]
        self.pages[-1].append(f"BT /F{2 if bold else 1} {size} Tf {place} <{codes.hex()}> Tj ET")

    def draw(self, operators):
        self.pages[-1].append(operators)

    def dot(self, x, y, r=1.6):
        k, y = 0.55 * r, 842 - y
        self.draw(
            f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
            f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
            f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
            f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c f"
        )

    def square(self, x, y, side=3.0):
        self.draw(f"{x:.2f} {842 - y:.2f} {side} {side} re f")

    def write(self, text, *, left=60.0, room=475.0, size=11.0, bold=False, gap=0.0, hanging=0.0, pitch=1.25):
        """A paragraph below what was written; returns the height of its first line."""
        self.y += gap
        first = self.y
        for number, line in enumerate(wrapped(text, room, size)):
            if self.y > 780:
                self.page()
            self.put(left + (hanging if number else 0), self.y, line, size, bold=bold)
            self.y += size * pitch
        return first

    def data(self):
        objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
        fonts = []
        for name in ("Helvetica", "Helvetica-Bold"):
            differences = f"128 {' '.join('/' + name for name in NAMES)}"
            objects.append(
                f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding"
                f"/Differences[{differences}]>>>>".encode()
            )
            fonts.append(f"/F{len(fonts) + 1} {len(objects)} 0 R")
        kids = []
        for operators in self.pages:
            stream = "\n".join(operators).encode()
            objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
            objects.append(
                (
                    f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {self.rotate}"
                    f"/Contents {len(objects)} 0 R/Resources<</Font<<{' '.join(fonts)}>>>>>>"
                ).encode()
            )
            kids.append(f"{len(objects)} 0 R")
        objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
        data, places = b"%PDF-1.4\n", []
        for number, content in enumerate(objects, 1):
            places.append(len(data))
            data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
        return data + head + table + tail


# Word


@cache
def _template():
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(*runs, style="", properties=""):
    """A paragraph of runs; a run may be a plain text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    body = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{body}</w:p>"


def bullet(*runs):
    return par(*runs, style="ListBullet")


def heading(text, level=2):
    return par(text, style=f"Heading{level}")


def cell(*content, properties=""):
    body = "".join(one if one.startswith("<w:p") else par(one) for one in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"


def word_table(*rows):
    """Rows of cells; a cell may be a plain text."""
    body = ""
    for row in rows:
        body += f"<w:tr>{''.join(one if one.startswith('<w:tc') else cell(one) for one in row)}</w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"


def word(*body, parts=None):
    document = docx.Document(io.BytesIO(_template()))
    names = nsdecls("w") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    for element in parse_xml(f"<w:body {names}>{''.join(body)}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    stream = io.BytesIO()
    document.save(stream)
    if not parts:
        return stream.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(changed, "w") as target:
        for name in {*source.namelist(), *parts}:
            target.writestr(name, parts.get(name) or source.read(name))
    return changed.getvalue()


# OpenDocument

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NAMES = " ".join(
    f'xmlns:{short}="{ODF}{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def odt_par(text, style="Standard"):
    body = text if text.startswith("<") else escape(text)
    return f'<text:p text:style-name="{style}">{body}</text:p>'


def odt_heading(text, level=2):
    return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'


def odt_list(*items):
    """Items as texts, or as XML of what stands in the item."""
    body = "".join(
        f"<text:list-item>{one if one.startswith('<text:') else odt_par(one)}</text:list-item>" for one in items
    )
    return f"<text:list>{body}</text:list>"


def odt_table(*rows):
    body = ""
    for row in rows:
        cells = "".join(
            one if one.startswith("<table:") else f"<table:table-cell>{odt_par(one)}</table:table-cell>" for one in row
        )
        body += f"<table:table-row>{cells}</table:table-row>"
    return f'<table:table table:name="T"><table:table-column/>{body}</table:table>'


def odt(*body, styles="", parts=None):
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODF_NAMES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    style = f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {ODF_NAMES} office:version="1.3"/>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT_TYPE, zipfile.ZIP_STORED)
        names = {"content.xml": content, "styles.xml": style, "META-INF/manifest.xml": manifest, **(parts or {})}
        for name, text in names.items():
            archive.writestr(name, text)
    return stream.getvalue()


def filled(text, columns):
    """A text as an editor breaks it, without hyphens."""
    return "\n".join(wrap(text, columns, break_on_hyphens=False))
