"""HTML to one file that is both PDF/A-2a (for the archive) and PDF/UA-1 (for a screen reader).

The bytes depend on the HTML, our style sheets and our fonts: not on the clock, the process, or fonts of the machine.
Nothing but those files can be read through it. What WeasyPrint's tags lack for a screen reader is put in before the
file is written.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pydyf
from django.conf import settings
from fontTools.ttLib import TTFont
from weasyprint import HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

VARIANT = "pdf/a-2a"
FONTS = settings.BASE_DIR / "static" / "vendor" / "roboto-ttf"
STYLES = settings.BASE_DIR / "templates" / "pdf"

# All that a document can ask for. A list of names has no "..", no redirect and no other protocol to get wrong.
ASSETS: dict[str, tuple[Path, str]] = {
    "asset:document.css": (STYLES / "document.css", "text/css"),
    "asset:edition.css": (STYLES / "edition.css", "text/css"),
    "asset:minutes.css": (STYLES / "minutes.css", "text/css"),
    "asset:evaluation.css": (STYLES / "evaluation.css", "text/css"),
    "asset:Roboto-Regular.ttf": (FONTS / "Roboto-Regular.ttf", "font/ttf"),
    "asset:Roboto-Medium.ttf": (FONTS / "Roboto-Medium.ttf", "font/ttf"),
    "asset:Roboto-Bold.ttf": (FONTS / "Roboto-Bold.ttf", "font/ttf"),
}

# PDF/A wants every property of the metadata described; that of PDF/UA is not among those it knows by itself.
UA_METADATA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int


class RefusedAddress(ValueError):
    """The document asked for something that is not ours to give: a fault of its template, or an attack."""


class Assets(URLFetcher):
    """Gives out ASSETS and remembers what else was asked for."""

    def __init__(self):
        super().__init__(allowed_protocols=())
        self.refused = []

    def fetch(self, url, headers=None):
        if url not in ASSETS:
            self.refused.append(url)
            raise RefusedAddress(url)
        path, content_type = ASSETS[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})


def render(html: str) -> Pdf:
    """The document as a file. Its HTML names the language and the title, and dates in ``dcterms`` metadata.

    Raises RefusedAddress when the HTML or a style sheet asks for anything outside ASSETS.
    """
    assets = Assets()
    document = HTML(string=printable(html), url_fetcher=assets).render(
        font_config=_fonts(), pdf_variant=VARIANT, presentational_hints=True
    )
    content = document.write_pdf(pdf_variant=VARIANT, finisher=_finish)
    if assets.refused:
        raise RefusedAddress(", ".join(assets.refused))
    return Pdf(content=content, pages=len(document.pages))


@cache
def _fonts() -> FontConfiguration:
    """Read once by a process that makes many documents; each face is known by all that a style sheet says of it."""
    return FontConfiguration()


def printable(text: str) -> str:
    """Text in composed form with only the characters that our fonts have.

    Another character would come from a font of the machine, or from none, which is neither repeatable nor PDF/A:
    a space of another width becomes an ordinary one, an invisible character goes (but for U+200B, a place where a line
    may end), anything else becomes U+FFFD.
    """
    text = unicodedata.normalize("NFC", text)
    instead = {}
    for char in set(text) - _covered():
        category = unicodedata.category(char)
        if category.startswith("Z") or char in "\r\f\v":
            instead[ord(char)] = " "
        else:
            instead[ord(char)] = "" if category == "Cf" else "\ufffd"
    return text.translate(instead)


@cache
def _covered() -> frozenset[str]:
    """What all our weights can show, without private and control characters that the fonts happen to have."""
    coverage = [set(TTFont(path).getBestCmap()) for path, kind in ASSETS.values() if kind == "font/ttf"]
    shared = map(chr, set.intersection(*coverage))
    return frozenset(char for char in shared if unicodedata.category(char)[0] != "C") | frozenset("\n\t\u200b")


def _finish(document: Document, pdf: pydyf.PDF):
    """Called by WeasyPrint with what it is about to write."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    [packet] = metadata.stream
    metadata.stream = [re.sub(rb"(?=</rdf:RDF>)", lambda _match: UA_METADATA, packet, count=1)]
    structure = _at(pdf, pdf.catalog["StructTreeRoot"])
    waiting, reachable = list(structure["K"]), set()  # numbers of all structure elements that hang on the tree
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, bytes):
            element = _at(pdf, kid)
            reachable.add(element.number)
            waiting.extend(element.get("K", ()))
    _mark_page_furniture(pdf, structure, reachable)
    _complete_lists(pdf, reachable)
    for page in document.pages:
        for kind, _target, _rectangle, box in page.links:
            if kind in {"internal", "external"}:  # an attachment is none of ours
                # A link is described by its words instead of its target (ISO 14289-1, 7.18.5).
                words = " ".join("".join(box.element.itertext()).split())
                box.link_annotation["Contents"] = pydyf.String(words)
    # The hyphen of hyphenation, U+2010, has a glyph of its own: U+002D in a wording is another one. One that only a
    # line's end made is a soft one (ISO 32000-1, 14.8.2.2.3), so that words are whole when read or copied.
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream[:20]:
            item.stream = [line.replace(b"> <2010>", b"> <00ad>") for line in item.stream]


def _at(pdf, reference):
    """The object behind a reference like b"12 0 R"."""
    return pdf.objects[int(reference.split()[0])]


def _mark_page_furniture(pdf, structure, reachable):
    """Running headers become artifacts (ISO 14289-1, 7.8); otherwise they stay text that belongs to nothing."""
    owners = _at(pdf, structure["ParentTree"])["Nums"]
    for index, page in enumerate(pdf.page_references):
        by_mark = owners[2 * index + 1]
        lost = {mark for mark, owner in enumerate(by_mark) if _at(pdf, owner).number not in reachable}
        content = _at(pdf, _at(pdf, page)["Contents"])
        for at, item in enumerate(content.stream):  # a marked sequence is three items: its tag, its properties, and BDC
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in lost:
                content.stream[at - 1 : at + 1] = [b"/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
        for mark in lost:
            by_mark[mark] = b"null"


def _complete_lists(pdf, reachable):
    """An item holds a label and a body, and a list with labels says that it is numbered (ISO 14289-1, 7.6)."""
    elements = [pdf.objects[number] for number in sorted(reachable)]
    for element in (it for it in elements if it.get("S") == "/LI"):
        loose = [kid for kid in element["K"] if _at(pdf, kid)["S"] not in {"/Lbl", "/LBody"}]
        if loose:  # paragraphs in an item come out as its direct children
            body = {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(loose), "P": element.reference}
            body = pydyf.Dictionary(body | {"Pg": element["Pg"]})
            pdf.add_object(body)
            for kid in loose:
                _at(pdf, kid)["P"] = body.reference
            element["K"] = pydyf.Array([kid for kid in element["K"] if kid not in loose] + [body.reference])
    for element in (it for it in elements if it.get("S") == "/L"):
        parts = [_at(pdf, kid) for item in element["K"] for kid in _at(pdf, item)["K"] if isinstance(kid, bytes)]
        if any(part["S"] == "/Lbl" for part in parts):
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/Decimal"})
