"""HTML to one file that is both PDF/A-2a (for the archive) and PDF/UA-1 (for a screen reader).

The bytes depend on the HTML, our style sheets and our fonts: not on the clock, the process, or fonts of the machine.
Nothing but those files can be read through it. What WeasyPrint's tags lack for a screen reader is put in before the
file is written.
"""

import re
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pydyf
from django.conf import settings
from weasyprint import CSS, HTML, Document
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from goals.pdf.addresses import keep_addresses_whole
from goals.pdf.letters import FONTS, ROBOTO_FACES, WEIGHTS, fonts_for, needs_saying, printable
from goals.pdf.tagging import at, complete_tags, say_texts

VARIANT = "pdf/a-2a"
STYLES = settings.BASE_DIR / "templates" / "pdf"

# All that a document can ask for. A list of names has no "..", no redirect and no other protocol to get wrong.
ASSETS: dict[str, tuple[Path, str]] = {
    "asset:document.css": (STYLES / "document.css", "text/css"),
    "asset:edition.css": (STYLES / "edition.css", "text/css"),
    "asset:leaflet.css": (STYLES / "leaflet.css", "text/css"),
    "asset:sheet.css": (STYLES / "sheet.css", "text/css"),
    "asset:minutes.css": (STYLES / "minutes.css", "text/css"),
    "asset:evaluation.css": (STYLES / "evaluation.css", "text/css"),
    **{f"asset:{path.name}": (path, "font/ttf") for path in WEIGHTS.values()},
    **{font.asset: (font.path, "font/ttf") for font in FONTS},
}

# WeasyPrint breaks a line that fits, but for the space behind it, after its first word. Where a block or a line ends,
# the space is none that anybody sees.
LAST_SPACES = re.compile(
    r"(?<![ \t\r\n])[ \t\r\n]++(?=(?:</(?:a|em|small|span|strong)>)*+[ \t\r\n]*+"
    r"(?:<br|</?(?:blockquote|caption|d[dlt]|div|footer|h[1-6]|header|li|main|ol|p|section|t[dhr]|table|tbody|thead|ul)"
    r")\b)"
)

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


def render(*texts: str) -> Pdf:
    """The documents, one behind the other, as a file. The HTML of each names the language, and of the first the title,
    with dates in ``dcterms`` metadata; each counts its pages by itself.

    Raises RefusedAddress when the HTML or a style sheet asks for anything outside ASSETS.
    """
    assets, has_other_letters, laid_out = Assets(), False, []
    for text in map(printable, texts):
        text = LAST_SPACES.sub("", text)
        page = HTML(string=text, url_fetcher=assets)
        keep_addresses_whole(page.etree_element)
        others = fonts_for(text)
        has_other_letters = has_other_letters or bool(others)
        CSS(string="".join(font.face for font in others), url_fetcher=assets, font_config=_fonts())
        laid_out.append(page.render(font_config=_fonts(), pdf_variant=VARIANT, presentational_hints=True))
    document = laid_out[0].copy([page for each in laid_out for page in each.pages])
    content = document.write_pdf(pdf_variant=VARIANT, finisher=partial(_finish, has_other_letters=has_other_letters))
    if assets.refused:
        raise RefusedAddress(", ".join(assets.refused))
    return Pdf(content=content, pages=len(document.pages))


ffi.cdef("FcConfig * FcConfigCreate(void);")


class OurFonts(FontConfiguration):
    """Knows no font of the machine, and none of its rules, by which a thin face would be made bold."""

    def __init__(self):
        super().__init__()
        self._config = fontconfig.FcConfigCreate()
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the map holds it
        CSS(string=ROBOTO_FACES, url_fetcher=Assets(), font_config=self)  # without any font Pango crashes


@cache
def _fonts() -> OurFonts:
    """Read once by a process that makes many documents; each face is known by all that a style sheet says of it."""
    return OurFonts()


def _finish(document: Document, pdf: pydyf.PDF, *, has_other_letters: bool):
    """Called by WeasyPrint with what it is about to write."""
    metadata = at(pdf, pdf.catalog["Metadata"])
    [packet] = metadata.stream
    metadata.stream = [re.sub(rb"(?=</rdf:RDF>)", lambda _match: UA_METADATA, packet, count=1)]
    complete_tags(pdf)
    if has_other_letters:
        say_texts(pdf, needs_saying)
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
