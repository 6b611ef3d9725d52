"""HTML of a document to a Word file with real headings, lists and tables. It is the HTML that the PDF is drawn from, so
both say the same, word for word; the bytes depend on it alone. An element that is not known here is an error, because
what it says would be lost."""

import io
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from lxml import html as lxml_html

from goals.formatting import unbroken

HEADINGS = {f"h{level}": f"Heading{level}" for level in range(1, 5)}
HEADING_SIZES = {"Heading 1": (20, 0), "Heading 2": (15, 18), "Heading 3": (12.5, 12), "Heading 4": (11, 6)}
CONTAINERS = {"body", "header", "main", "section", "nav", "div"}
BLOCKS = CONTAINERS | HEADINGS.keys() | {"p", "ul", "ol", "table"}
STYLES = {
    *("Normal", "Footer", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid"),
    *("ListBullet", "ListNumber", "ListContinue", *HEADINGS.values()),
}
FACES = ("ascii", "hAnsi", "eastAsia", "cs")  # of a font
OF_NO_USE = ("thumbnail", "stylesWithEffects", "customXml", "webSettings", "extended-properties")
BULLETS, NUMBERS = 1, 2  # lists of numbering.xml
INDENT = 567  # twentieths of a point: a centimetre
WIDTH = 17  # centimetres between the margins
LETTER, BESIDE = 150, 230  # twentieths of a point: a bold letter of a table, and what is left free beside a text
AFTER_TABLE = 120
LOCALES = {"cs": "cs-CZ", "en": "en-GB", "uk": "uk-UA", "ru": "ru-RU", "vi": "vi-VN"}
WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")  # of HTML; a no-break space is none
NOT_IN_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of all entries in the zip
BREAK = "\n"


def word_file(html: str) -> bytes:
    """The document as a file. Its HTML names the language, the title and the author, and dates in ``dcterms``."""
    page = lxml_html.document_fromstring(NOT_IN_XML.sub("", html))
    document = Document(io.BytesIO(_base()))
    title = " ".join(page.findtext(".//title").split())
    _describe(document, page, title)
    blocks = _Writer(document, page.get("lang")).written(page.body)
    for block in blocks:
        document.element.body.sectPr.addprevious(block)
    _number_pages(document, title)
    made = io.BytesIO()
    document.save(made)
    return _packed(made)


@dataclass(frozen=True)
class _Run:
    """A piece of text that looks alike throughout."""

    text: str = ""
    is_bold: bool = False
    language: str = ""
    place: str = ""  # to which it leads


@dataclass
class _Look:
    """How the paragraphs of an element look; of an item of a list only the first has its number."""

    style: str = "Normal"
    list_number: int = 0
    level: int = 0
    is_right: bool = False

    def properties(self):
        found = _element("w:pPr")
        if self.style != "Normal":
            found.append(_element("w:pStyle", self.style))
        if self.list_number:
            number = _element("w:numPr")
            number.extend([_element("w:ilvl", self.level), _element("w:numId", self.list_number)])
            found.append(number)
            self.list_number, self.style = 0, "ListContinue"
        elif self.style == "ListContinue" and self.level:
            found.append(_element("w:ind", left=INDENT * (self.level + 1)))
        if self.is_right:
            found.append(_element("w:jc", "right"))
        return found


class _Writer:
    def __init__(self, document, language):
        self.numbering, self.language = document.part.numbering_part.element, language
        self.blocks, self.places = [], {}
        self.place = self.heading = ""  # what the next paragraph is a place for; under which heading we are

    def written(self, element, look=None, run=None, level=0):
        """What stands in the element: blocks as what they are, and the text between them as paragraphs."""
        outer, self.blocks = self.blocks, []
        self._flow(element, look or _Look(), run or _Run(), level)
        made, self.blocks = self.blocks, outer
        if not made or made[-1].tag == qn("w:tbl"):
            made.append(_element("w:p"))  # without one Word calls the file damaged
        return made

    def _flow(self, element, look, run, level):
        self.place = element.get("id") or self.place
        loose = [_run(run, element.text)]
        for child in element:
            if child.tag in BLOCKS:
                self._paragraph(loose, look)
                loose = []
                self._block(child, look, run, level)
            else:
                loose += self._inline(child, run)
            loose.append(_run(run, child.tail))
        self._paragraph(loose, look)

    def _block(self, element, look, run, level):
        if element.tag in HEADINGS:
            self.heading = " ".join(element.text_content().split())
            self._flow(element, _Look(HEADINGS[element.tag]), run, level)
        elif element.tag in {"ul", "ol"}:
            self._list(element, run, level)
        elif element.tag == "table":
            self._table(element)
        else:
            self._flow(element, look, run, level)

    def _inline(self, element, run):
        """The text of the element, without what follows it."""
        if element.tag == "br":
            yield replace(run, text=BREAK)
            return
        if element.tag not in {"span", "a", "strong"}:
            raise ValueError(f"Nobody has said how <{element.tag}> looks in Word")
        if element.tag == "strong" or element.get("class") == "label":
            run = replace(run, is_bold=True)
        run = replace(run, language=element.get("lang", run.language))
        if element.get("href", "").startswith("#"):
            run = replace(run, place=element.get("href")[1:])
        yield _run(run, element.text)
        for child in element:
            yield from self._inline(child, run)
            yield _run(run, child.tail)

    def _paragraph(self, runs, look):
        runs = _tidy(runs)
        if not runs:
            return
        paragraph, is_heading = _element("w:p"), look.style in HEADINGS.values()
        paragraph.append(look.properties())
        if self.blocks and self.blocks[-1].tag == qn("w:tbl") and not is_heading:
            paragraph.pPr.get_or_add_spacing().set(qn("w:before"), str(AFTER_TABLE))
        if self.place:
            begins = _element("w:bookmarkStart", id=self._number_of(self.place), name=self._name_of(self.place))
            paragraph.append(begins)
            paragraph.append(_element("w:bookmarkEnd", id=self._number_of(self.place)))
            self.place = ""
        for run in runs:
            made = self._made(run)
            if run.place:
                link = _element("w:hyperlink", anchor=self._name_of(run.place))
                link.append(made)
                made = link
            paragraph.append(made)
        self.blocks.append(paragraph)

    def _number_of(self, place):
        return self.places.setdefault(place, len(self.places) + 1)

    def _name_of(self, place):
        return f"misto{self._number_of(place)}"  # Word takes no hyphen in it, and forty letters at most

    def _made(self, run):
        made, properties = _element("w:r"), _element("w:rPr")
        if run.is_bold:
            properties.append(_element("w:b"))
        if run.place:
            properties.append(_element("w:u", "single"))
        if run.language not in {"", self.language}:
            properties.append(_element("w:lang", LOCALES.get(run.language, run.language)))
        if len(properties):
            made.append(properties)
        if run.text == BREAK:
            made.append(_element("w:br"))
        else:
            text = _element("w:t")
            text.text = run.text
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(text)
        return made

    def _list(self, element, run, level):
        is_numbered = element.tag == "ol"
        number, following = 0, None
        for item in element.iterchildren("li"):
            value = int(item.get("value", following or 1))
            if is_numbered and value != following:
                number = self._begun(value, level)
            following = value + 1
            look = _Look("ListNumber", number, level) if is_numbered else _Look("ListBullet", BULLETS, level)
            self._flow(item, look, run, level + 1)

    def _begun(self, value, level):
        """The number of a new list that begins with the value."""
        number = len(self.numbering.findall(qn("w:num"))) + 1
        begun, override = _element("w:num", numId=number), _element("w:lvlOverride", ilvl=level)
        override.append(_element("w:startOverride", value))
        begun.extend([_element("w:abstractNumId", NUMBERS), override])
        self.numbering.append(begun)
        return number

    def _table(self, element):
        if self.blocks and self.blocks[-1].tag == qn("w:tbl"):
            self.blocks.append(_element("w:p"))  # else they would be one table
        rows = list(element.iter("tr"))
        widths = _widths([[cell.text_content().strip() for cell in column] for column in zip(*rows, strict=True)])
        table, properties, grid = _element("w:tbl"), _element("w:tblPr"), _element("w:tblGrid")
        properties.append(_element("w:tblStyle", "TableGrid"))
        properties.append(_element("w:tblW", w=5000, type="pct"))
        properties.append(_element("w:tblLook", "06A0", firstRow=1, firstColumn=1, noHBand=1, noVBand=1))
        properties.append(_element("w:tblCaption", self.heading))  # what is read to whoever does not see the table
        grid.extend(_element("w:gridCol", w=width) for width in widths)
        table.extend([properties, grid, *(self._row(row, widths) for row in rows)])
        self.blocks.append(table)

    def _row(self, element, widths):
        row, properties = _element("w:tr"), _element("w:trPr")
        properties.append(_element("w:cantSplit"))
        if element.getparent().tag == "thead":
            properties.append(_element("w:tblHeader"))
        row.append(properties)
        for source, width in zip(element, widths, strict=True):
            cell, of_cell = _element("w:tc"), _element("w:tcPr")
            of_cell.append(_element("w:tcW", w=width, type="dxa"))
            look = _Look(is_right="number" in source.get("class", ""))
            cell.extend([of_cell, *self.written(source, look, _Run(is_bold=source.tag == "th"))])
            row.append(cell)
        return row


def _widths(columns):
    """Of columns, by their texts: each holds its longest word, as far as all fit; the rest is shared by length."""
    least = [LETTER * min(max(len(word) for text in texts for word in (text or "-").split()), 24) for texts in columns]
    least = [width + BESIDE for width in least]
    weights = [min(max(map(len, texts)), 40) + 1 for texts in columns]
    whole = WIDTH * INDENT
    if sum(least) >= whole:
        return [whole * width // sum(least) for width in least]
    left = whole - sum(least)
    return [width + left * weight // sum(weights) for width, weight in zip(least, weights, strict=True)]


def _run(run, text):
    return replace(run, text=unbroken(WHITE_SPACE.sub(" ", text or "")))


def _tidy(runs):
    """Without white space that a browser does not show: a second space, and any at an edge of a line."""
    tidy = []
    for run in runs:
        if run.text == BREAK and tidy:
            tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
        elif not tidy or tidy[-1].text.endswith((" ", BREAK)):
            run = replace(run, text=run.text.lstrip(" "))
        if run.text:
            tidy.append(run)
    while tidy and not (text := tidy[-1].text.rstrip(" " + BREAK)):
        tidy.pop()
    if tidy:
        tidy[-1] = replace(tidy[-1], text=text)
    return tidy


def _element(tag, value=None, /, **attributes):
    made = OxmlElement(tag)
    for key, one in {"val": value, **attributes}.items():
        if one is not None:
            made.set(qn(f"w:{key}"), str(one))
    return made


def _describe(document, page, title):
    """The title, the author and the language, which screen readers and spelling checkers go by."""
    said = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    moment = datetime.fromisoformat(said["dcterms.created"].removesuffix("Z"))
    locale = LOCALES.get(page.get("lang"), page.get("lang"))
    core = document.core_properties
    core.title, core.language, core.comments = title, locale, ""
    core.author = core.last_modified_by = said["author"]
    core.subject = (said.get("description") or "")[:255]
    core.created = core.modified = moment
    for one in (*document.styles.element.iter(qn("w:lang")), *document.settings.element.iter(qn("w:themeFontLang"))):
        one.set(qn("w:val"), locale)


def _number_pages(document, title):
    """At the foot of each page what it is a page of."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(f"{unbroken(title)} · ")
    field, number = _element("w:fldSimple", instr="PAGE"), _element("w:r")
    number.append(_element("w:t"))
    number[0].text = "1"
    field.append(number)
    foot._p.append(field)


@cache
def _base() -> bytes:
    """python-docx's own document, on A4 and with nothing that ours do not use."""
    document = Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(OF_NO_USE)]:
            del relations[key]
    settings = document.settings.element
    for name in ("w:proofState", "w:savePreviewPicture"):
        settings.remove(settings.find(qn(name)))
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    _make_styles(document)
    _make_lists(document.part.numbering_part.element)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _make_styles(document):
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in STYLES:
            styles.remove(style)
    for one in list(styles.iter(qn("w:link"), qn("w:color"))):
        one.getparent().remove(one)
    for fonts in list(styles.iter(qn("w:rFonts"))):
        fonts.getparent().replace(fonts, _element("w:rFonts", **dict.fromkeys(FACES, "Calibri")))
    for name, (size, above) in HEADING_SIZES.items():
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(4)
    document.styles["List Continue"].paragraph_format.left_indent = Cm(1)
    document.styles["Footer"].font.size = Pt(9)
    next(styles.iter(qn("w:spacing"))).set(qn("w:after"), "120")  # that of all paragraphs
    for name, number in (("List Bullet", BULLETS), ("List Number", NUMBERS)):
        next(document.styles[name].element.iter(qn("w:numId"))).set(qn("w:val"), str(number))


def _make_lists(numbering):
    """Bullets and numbers, three levels each."""
    for old in list(numbering):
        numbering.remove(old)
    for number, kind in ((BULLETS, "bullet"), (NUMBERS, "decimal")):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{"•" if number == BULLETS else f"%{level + 1}"}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{INDENT * (level + 1)}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
            for level in range(3)
        )
        kinds = f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}'
        numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{kinds}</w:abstractNum>'))
    for number in (BULLETS, NUMBERS):
        made = _element("w:num", numId=number)
        made.append(_element("w:abstractNumId", number))
        numbering.append(made)


def _packed(made):
    """The same parts in the same order, without the time when they were made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
