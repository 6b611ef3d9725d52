"""OpenDocument texts, as LibreOffice writes them: paragraphs, lists and tables in reading order; what is struck
through, hidden, a footnote or a frame beside the text is named, not read. No library opens it before the archive was
looked through.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from odfdo import Document

from goals.importing.centres import is_named_like_centre
from goals.importing.findings import quote
from goals.importing.lines import (
    DEEPEST,
    MOST_COLUMNS,
    PAGE_NUMBER,
    ImportProblem,
    Line,
    LineKind,
    mark_left_out,
    note,
    with_markers,
)
from goals.importing.word import CHANGED, NOTE_MARK, RAISED_DIGITS, UNIT_BEFORE
from goals.zipped import Allowance, Unsound, look_through

MOST_NODES = 300_000  # elements and attributes; each becomes an object
MOST_REPEATED = 20  # times that one cell stands for more
BODY = "content.xml"
# A list of libraries may be an empty one.
MACROS = re.compile(r"(?:Basic|Scripts)/(?!.*(?:script-l[bc]\.xml|/)$)")
LEVEL_STEP = 18.0  # points between levels of lists
NOT_TEXT = {
    "office:annotation",
    "office:annotation-end",
    "text:tracked-changes",
    "text:ruby-text",
    "svg:desc",
    "svg:title",
}
HIDDEN = {"text:hidden-text", "text:hidden-paragraph"}
NOT_SHOWN = {"collapse", "filter"}  # of rows and columns
FRAMES = {"draw:frame", "draw:text-box", "draw:custom-shape", "draw:g"}
CHANGES = {"text:change", "text:change-start", "text:change-end"}
CONTENTS = {"text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index"}
LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt)")
POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0}
Element = Any


def lines_from_odt(data: bytes) -> list[Line]:
    """Lines of an .odt file, a paragraph each; raises ImportProblem, or the parsers' own errors when damaged."""
    check_archive(data)
    reader = OdtReader(Document(io.BytesIO(data)))
    return with_markers([*reader.lines(), *reader.beside_pages()])


def check_archive(data: bytes) -> None:
    """Raises ImportProblem unless the bytes are an OpenDocument text of sane size; other errors mean a damaged one."""
    encrypted = []

    def element(part: str, name: str, _attributes: dict[str, str]) -> None:
        if part == "META-INF/manifest.xml" and name == "encryption-data":
            encrypted.append(part)

    names = []
    try:
        for part in look_through(data, Allowance(nodes=MOST_NODES), element):
            names.append(part.name)
    except Unsound as unsound:
        raise ImportProblem(str(unsound)) from unsound
    except Exception:  # whatever a reader of XML raises; it goes on from here unless we know better
        if encrypted:  # what follows the manifest's word is no XML
            raise ImportProblem("Dokument je chráněný heslem; uložte ho bez hesla.") from None
        raise
    if encrypted:
        raise ImportProblem("Dokument je chráněný heslem; uložte ho bez hesla.")
    if BODY not in names:
        raise ImportProblem("Soubor není dokument OpenDocument ve formátu .odt, nebo je poškozený.")
    if any(MACROS.match(name) for name in names):
        raise ImportProblem("Dokument obsahuje makra; uložte ho v LibreOffice bez nich.")


@dataclass
class ParagraphText:
    """The text of a paragraph as it is collected."""

    text: str = ""
    left_out: list[str] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    bold: int = 0
    letters: int = 0


@dataclass(frozen=True)
class ItemPlace:
    """Where in a list a paragraph stands; the first paragraph of an item has its marker."""

    level: int
    marker: str
    indent: float = 0.0  # points, of the text of its list


class OdtReader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.body = document.body
        self.paragraphs = self.tables = 0
        self.has_contents = False

    def lines(self) -> Iterator[Line]:
        yield from self.blocks(self.body, None, "")

    def beside_pages(self) -> Iterator[Line]:
        """What stands above and below the pages."""
        said: set[str] = set()
        for one in self.document.get_part("styles").get_elements("//style:header | //style:footer"):
            text = " ".join(_said(one).split())
            if text and text not in said and not PAGE_NUMBER.fullmatch(text):
                said.add(text)
                where = "záhlaví" if one.tag == "style:header" else "zápatí"
                yield note(where, f"Záhlaví nebo zápatí stran se nepřebírá: {quote(text)}")

    def blocks(self, node: Element, place: ItemPlace | None, cell: str) -> Iterator[Line]:
        for child in node.children:
            if child.tag in ("text:p", "text:h"):
                yield from self.paragraph(child, place, cell)
                place = replace(place, marker="") if place else None
            elif child.tag == "text:list":
                yield from self.items(child, place.level + 1 if place else 0, cell)
            elif child.tag == "table:table":
                yield from self.table(child, cell)
            elif child.tag in CONTENTS:
                yield from self.contents(cell)
            elif child.tag == "text:section" and child.get_attribute("text:display") == "none":
                yield note(self.where(cell), f"Skrytý text se nepřebírá: {quote(_said(child))}")
            elif child.tag in FRAMES:
                yield from self.frame(child, cell)
            elif child.tag not in NOT_TEXT:
                yield from self.blocks(child, place, cell)

    def contents(self, cell: str) -> Iterator[Line]:
        if not self.has_contents:
            self.has_contents = True
            yield note(self.where(cell), "Obsah dokumentu se nepřebírá.")

    def where(self, cell: str) -> str:
        return cell or f"odstavec {max(self.paragraphs, 1)}"

    # Lists and tables

    def items(self, node: Element, level: int, cell: str) -> Iterator[Line]:
        name = node.get_attribute("text:style-name")
        form, number = self.styles.of_list(name, level), 0
        indent = self.styles.indent_of_list(name, level)
        for item in node.children:
            if item.tag not in ("text:list-item", "text:list-header"):
                continue
            number += item.tag == "text:list-item"
            marker = form.replace("#", str(number)) if item.tag == "text:list-item" else ""
            yield from self.blocks(item, ItemPlace(level, marker, indent), cell)

    def table(self, node: Element, cell: str) -> Iterator[Line]:
        self.tables += 1
        number, is_first, above = self.tables, True, []
        hidden = self.hidden_columns(node)
        for at, row in enumerate(self.rows(node), 1):
            where = cell or f"tabulka {number}, řádek {at}"
            if row.get_attribute("table:visibility") in NOT_SHOWN:
                yield note(where, f"Skrytý řádek tabulky se nepřebírá: {quote(_said(row))}")
                continue
            cells = self.cells(row, where, above)
            for place in hidden & {place for place, content in enumerate(cells) if content}:
                said = " ".join(line.text for line in cells[place])
                yield note(where, f"Skrytý sloupec tabulky se nepřebírá: {quote(said)}")
                cells[place] = ()
            if cell:  # a table in a table only lays it out
                yield from (line for content in cells for line in content)
            elif any(cells):
                text = " | ".join(line.text for content in cells for line in content)
                yield Line(text, where, LineKind.ROW, gap=is_first, cells=tuple(cells))
                is_first = False
            above = cells

    def rows(self, node: Element) -> Iterator[Element]:
        for child in node.children:
            if child.tag == "table:table-row":
                yield child
            elif child.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
                yield from self.rows(child)

    def hidden_columns(self, node: Element) -> set[int]:
        hidden: set[int] = set()
        place = 0
        for column in node.get_elements(".//table:table-column"):
            times = min(_number(column.get_attribute("table:number-columns-repeated")), MOST_COLUMNS)
            if column.get_attribute("table:visibility") in NOT_SHOWN:
                hidden.update(range(place, place + times))
            place += times
        return hidden

    def cells(self, row: Element, where: str, above: list[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
        """The content of each column; a cell that a merged one covers from above says the same."""
        cells: list[tuple[Line, ...]] = []
        own = [child for child in row.children if child.tag in ("table:table-cell", "table:covered-table-cell")]
        is_wide = False
        for child in own:
            if child.tag == "table:covered-table-cell":
                cells.append(() if is_wide else above[len(cells)] if len(cells) < len(above) else ())
                continue
            is_wide = _number(child.get_attribute("table:number-columns-spanned")) > 1
            times = min(_number(child.get_attribute("table:number-columns-repeated")), MOST_REPEATED)
            cells += [tuple(self.blocks(child, None, where))] * times
        filled = [content for content in cells if content]
        return filled if len(filled) == 1 and is_wide else cells

    # Paragraphs

    def paragraph(self, node: Element, place: ItemPlace | None, cell: str) -> Iterator[Line]:
        words, beside = ParagraphText(), []
        name = node.get_attribute("text:style-name")
        facts = self.styles.of("paragraph", name)
        self.collect(node, facts, words, beside)
        text = words.text
        left_out = [*words.left_out]
        left_out += [f"{how} text se nepřebírá: {quote(it.strip())}" for how, it in words.gone.items() if it.strip()]
        if text.strip():
            self.paragraphs += not cell
        where = self.where(cell)
        if not text.strip():
            yield from (note(where, sentence) for sentence in left_out if sentence != CHANGED)
        else:
            is_bold = words.bold == words.letters > 0
            kind, level = LineKind.BOLD if is_bold else LineKind.PLAIN, DEEPEST
            if node.tag == "text:h" or self.styles.is_title(name):
                kind, level = LineKind.HEADING, _number(node.get_attribute("text:outline-level"))
            indent = (place.indent if place else 0.0) + facts.indent
            first, *others = text.strip("\n").split("\n")
            line = Line(first, where, kind, indent=indent, level=level, left_out=tuple(left_out))
            if place and place.marker and kind is not LineKind.HEADING:
                line = replace(line, kind=LineKind.ITEM, marker=place.marker)
            elif place and kind is not LineKind.HEADING:
                line = replace(line, indent=indent + LEVEL_STEP)
            yield line
            for other in others:
                kind = LineKind.PLAIN if place else kind
                yield replace(line, text=other, kind=kind, marker="", gap=False, fresh=not place, left_out=())
        for frame in beside:
            yield from self.frame(frame, cell)

    def collect(self, node: Element, facts: "LetterStyle", words: ParagraphText, beside: list[Element]) -> None:
        self.take(node.text or "", facts, words)
        for child in node.children:
            tag = child.tag
            if tag == "text:s":
                self.take(" ", facts, words)
            elif tag in ("text:tab", "text:line-break"):
                self.take("\t" if tag == "text:tab" else "\n", facts, words)
            elif tag == "text:note":
                text = " ".join("".join(it.text_recursive for it in child.get_elements(".//text:note-body")).split())
                words.left_out.append(f"Poznámka pod čarou se nepřebírá: {quote(text)}")
            elif tag in FRAMES:
                beside.append(child)
            elif tag in CHANGES:
                words.left_out += [] if CHANGED in words.left_out else [CHANGED]
            elif tag in HIDDEN:
                words.gone["Skrytý"] = words.gone.get("Skrytý", "") + child.text_recursive
            elif tag == "text:span":
                self.collect(
                    child, facts.under(self.styles.of("text", child.get_attribute("text:style-name"))), words, beside
                )
            elif tag not in NOT_TEXT:
                self.collect(child, facts, words, beside)
            self.take(child.tail or "", facts, words)

    def take(self, text: str, facts: "LetterStyle", words: ParagraphText) -> None:
        if not text:
            return
        if facts.hidden or facts.struck:
            how = "Skrytý" if facts.hidden else "Škrtnutý"
            words.gone[how] = words.gone.get(how, "") + text
        elif facts.raised and NOTE_MARK.fullmatch(text):
            if UNIT_BEFORE.search(words.text) or (text.strip(" )").isdigit() and not words.text.strip()):
                words.text += text.rstrip(" )").translate(RAISED_DIGITS)
            else:
                words.left_out.append(mark_left_out(text))
        else:
            words.text += text
            letters = len(text.strip())
            words.letters += letters
            words.bold += letters * bool(facts.bold)

    def frame(self, node: Element, cell: str) -> Iterator[Line]:
        if text := _said(node):
            if is_named_like_centre(text):  # a heading that somebody has framed
                yield Line(text, self.where(cell), LineKind.BOLD)
                return
            yield note(self.where(cell), f"Text v rámečku vedle textu se nepřebírá: {quote(text)}")

    @cached_property
    def styles(self) -> "OdtStyles":
        return OdtStyles(self.document)


@dataclass(frozen=True)
class LetterStyle:
    """What a style says of letters; None where it says nothing."""

    bold: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    indent: float = 0.0

    def under(self, other: "LetterStyle") -> "LetterStyle":
        """These facts where the other says nothing."""
        own = {name: getattr(other, name) for name in ("bold", "struck", "hidden", "raised")}
        return replace(self, **{name: value for name, value in own.items() if value is not None})


class OdtStyles:
    def __init__(self, document: Document) -> None:
        found = document.get_styles()
        self.named = {
            (style.get_attribute("style:family"), style.get_attribute("style:name")): style for style in found
        }
        self.known: dict[tuple[str, str | None], LetterStyle] = {}

    def chain(self, family: str, name: str | None) -> list[Element]:
        """The style and those that it is based on; a loop ends where it began."""
        chain: list[Element] = []
        seen = set()
        while name and name not in seen and (style := self.named.get((family, name))) is not None:
            seen.add(name)
            chain.append(style)
            name = style.get_attribute("style:parent-style-name")
        return chain

    def of(self, family: str, name: str | None) -> LetterStyle:
        key = (family, name)
        if key not in self.known:
            facts = LetterStyle()
            for style in reversed(self.chain(family, name)):
                facts = _facts(style, facts)
            self.known[key] = facts
        return self.known[key]

    def is_title(self, name: str | None) -> bool:
        names = [name or "", *(style.get_attribute("style:name") or "" for style in self.chain("paragraph", name))]
        return any(re.match(r"(?:Title|Heading|Subtitle|Nadpis|N_c3_a1zev)", it) for it in names)

    def of_list(self, name: str | None, level: int) -> str:
        """What stands before an item; # is its number."""
        for child in self.level_of_list(name, level):
            if child.tag == "text:list-level-style-number" and child.get_attribute("style:num-format"):
                return f"#{child.get_attribute('style:num-suffix') or '.'}"
        return "•"

    def indent_of_list(self, name: str | None, level: int) -> float:
        """How far in its items stand: what looks like an inner list is often another one that is set deeper."""
        for child in self.level_of_list(name, level):
            for place in child.get_elements(".//style:list-level-label-alignment"):
                if margin := place.get_attribute("fo:margin-left"):
                    return _points(margin)
        return level * LEVEL_STEP

    def level_of_list(self, name: str | None, level: int) -> list[Element]:
        style = self.named.get((None, name)) or self.named.get(("list", name))
        children = style.children if style is not None else ()
        return [child for child in children if _number(child.get_attribute("text:level")) == level + 1]


def _facts(style: Element, facts: LetterStyle) -> LetterStyle:
    for child in style.children:
        said = {name: child.get_attribute(name) for name in WORDS_OF_STYLES}
        bold, struck = (
            said["fo:font-weight"],
            said["style:text-line-through-style"] or said["style:text-line-through-type"],
        )
        hidden, raised = said["text:display"], said["style:text-position"]
        facts = LetterStyle(
            facts.bold if bold is None else bold in ("bold", "600", "700", "800", "900"),
            facts.struck if struck is None else struck != "none",
            facts.hidden if hidden is None else hidden in ("none", "true"),
            facts.raised if raised is None else re.match(r"super|[1-9]\d*%", raised) is not None,
            facts.indent if said["fo:margin-left"] is None else _points(said["fo:margin-left"]),
        )
    return facts


WORDS_OF_STYLES = (
    "fo:font-weight",
    "style:text-line-through-style",
    "style:text-line-through-type",
    "text:display",
    "style:text-position",
    "fo:margin-left",
)


def _said(node: Element) -> str:
    return " ".join(node.text_recursive.split())


def _points(length: str) -> float:
    found = LENGTH.fullmatch(length)
    return float(found[1]) * POINTS[found[2]] if found else 0.0


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 6 else 1
