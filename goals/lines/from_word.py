"""Word documents: paragraphs in reading order, also from tables and text boxes, as they look with changes accepted."""

import io
from collections.abc import Iterator
from dataclasses import replace

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from goals.lines.archive import check_archive
from goals.lines.line import Line, LineKind
from goals.lines.markers import with_markers
from goals.lines.word_lists import Element, WordStyles

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_READ = {qn("w:pPr"), qn("w:del"), qn("w:moveFrom"), qn("w:p"), FALLBACK}
SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def lines_from_word(data: bytes) -> list[Line]:
    """Lines of a .docx file, a paragraph each; raises ImportProblem, or the parsers' own errors when damaged."""
    check_archive(data)
    document = docx.Document(io.BytesIO(data))
    styles = WordStyles(document.styles.element, _numbering(document.part))
    lines: list[Line] = []
    paragraphs = 0
    for paragraph, cell in _paragraphs(document.element.body, [0]):
        runs = list(_runs(paragraph))
        text = "".join(map(_text, runs))
        if text.strip():
            paragraphs += not cell
            lines += _lines(text, cell or f"odstavec {paragraphs}", paragraph, runs, styles)
    return with_markers(lines)


def _numbering(part: DocumentPart) -> Element | None:
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        return None


def _paragraphs(node: Element, tables: list[int], cell: str = "") -> Iterator[tuple[Element, str]]:
    for child in node.iterchildren(tag="*"):
        if child.tag == qn("w:tbl"):
            tables[0] += 1
            for row, found in enumerate(child.iterchildren(qn("w:tr")), 1):
                yield from _paragraphs(found, tables, f"tabulka {tables[0]}, řádek {row}")
        elif child.tag == qn("w:p"):
            yield child, cell
            yield from _paragraphs(child, tables, cell)  # text boxes
        elif child.tag not in NOT_READ:
            yield from _paragraphs(child, tables, cell)


def _runs(node: Element) -> Iterator[Element]:
    for child in node.iterchildren(tag="*"):
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in NOT_READ:
            yield from _runs(child)


def _text(run: Element) -> str:
    return "".join(map(_sign, run.iterchildren(tag="*")))


def _sign(element: Element) -> str:
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag == qn("w:sym"):
        return chr(int(element.get(qn("w:char"), "2022"), 16))
    return SIGNS.get(element.tag, "")


def _lines(text: str, where: str, paragraph: Element, runs: list[Element], styles: WordStyles) -> Iterator[Line]:
    sources = styles.of(paragraph)
    place = styles.place(sources)
    bold = all(styles.is_bold(run, sources) for run in runs if _text(run).strip())
    kind = LineKind.BOLD if bold else LineKind.PLAIN
    if styles.is_heading(sources):
        kind, place = LineKind.HEADING, None
    first, *others = text.strip("\n").split("\n")
    line = Line(first, where, kind, indent=styles.indent(sources, place))
    yield replace(line, kind=LineKind.ITEM, marker=styles.marker(place)) if place else line
    for other in others:
        yield replace(line, text=other, kind=LineKind.PLAIN if place else kind, gap=False, fresh=not place)
