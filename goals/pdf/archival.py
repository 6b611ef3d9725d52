"""HTML to one file that is both PDF/A-2a (for the archive) and PDF/UA-1 (for a screen reader).

The bytes depend on the HTML, our style sheets and our fonts: not on the clock, the process, or fonts of the machine.
Nothing but those files can be read through it. WeasyPrint costs most of a second to import, so import this module
where a document is made, not at the top of what every worker loads.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pydyf
from django.conf import settings
from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from goals.pdf import tagging

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
    return text.translate({ord(char): _stand_in(char) for char in set(text) - _covered()})


@cache
def _covered() -> frozenset[str]:
    """What all our weights can show, without private and control characters that the fonts happen to have."""
    coverage = [set(TTFont(path).getBestCmap()) for path, kind in ASSETS.values() if kind == "font/ttf"]
    shared = map(chr, set.intersection(*coverage))
    return frozenset(char for char in shared if unicodedata.category(char)[0] != "C") | frozenset("\n\t\u200b")


def _stand_in(char: str) -> str:
    category = unicodedata.category(char)
    if category.startswith("Z") or char in "\r\f\v":
        return " "
    return "" if category == "Cf" else "\ufffd"


def _finish(document, pdf: pydyf.PDF):
    _declare_accessible(pdf)
    tagging.complete(document, pdf)


def _declare_accessible(pdf: pydyf.PDF):
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    [packet] = metadata.stream
    metadata.stream = [re.sub(rb"(?=</rdf:RDF>)", lambda _match: UA_METADATA, packet, count=1)]
