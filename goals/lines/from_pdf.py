"""PDF with a text layer: lines by their position on the page, paragraphs by the space between them."""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from goals.lines.line import ImportProblem, Line, LineKind
from goals.lines.markers import with_markers
from goals.lines.pdf_layout import PageLine, page_lines, without_furniture

MOST_PAGES = 300
LARGEST_STREAM = 50 * 1024 * 1024
STREAM = re.compile(rb"(?<!end)stream\r?\n")
NO_LETTER = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uefff]")
LARGER = 1.15  # times the usual size of letters: a heading
LARGE = 14.0  # points: a size that only titles have
MOST_PITCH = 1.8  # times the size of letters: the widest spacing of lines in one paragraph
TOLERANCE = 2.0  # points
Progress = Callable[[Iterable], Iterable]

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity that it gets over


def lines_from_pdf(data: bytes, progress: Progress) -> list[Line]:
    """Lines of a .pdf file; raises ImportProblem, or the parser's own errors when damaged."""
    check_streams(data)
    try:
        document = pdfplumber.open(io.BytesIO(data))
    except pdfplumber.utils.exceptions.PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise ImportProblem("PDF je chráněné heslem; uložte ho bez hesla.") from error
        raise
    with document:
        if len(document.pages) > MOST_PAGES:
            raise ImportProblem(f"PDF má {len(document.pages)} stran, čte se nejvýše {MOST_PAGES}.")
        pages = []
        for page in progress(document.pages):
            pages.append(page_lines(page))
            page.close()
    check_text(pages)
    return with_markers(_lines(without_furniture(pages)))


def check_streams(data: bytes) -> None:
    """A few bytes may unpack to gigabytes; no honest stream of text is so long."""
    for found in STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        try:
            unpacking = zlib.decompressobj()
            unpacking.decompress(data[found.end() : end if end > 0 else len(data)], LARGEST_STREAM)
        except zlib.error:
            continue
        if unpacking.unconsumed_tail:
            raise ImportProblem("PDF je po rozbalení nepřiměřeně velké; uložte ho znovu a bez obrázků.")


def check_text(pages: list[list[PageLine]]) -> None:
    text = "".join(line.text for page in pages for line in page)
    if not text.strip():
        raise ImportProblem("PDF nemá textovou vrstvu, nejspíš je to sken; použijte původní dokument Wordu.")
    if sum(len(found) for found in NO_LETTER.findall(text)) > len(text) / 10:
        raise ImportProblem("Písmo v PDF nelze převést na text; použijte původní dokument Wordu.")


def _lines(body: list[PageLine]) -> list[Line]:
    letters = Counter(round(line.size, 1) for line in body for _ in line.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    pitch, edge = _pitch(body), max((line.right for line in body), default=0.0)
    lines = []
    for earlier, before, line in zip([None, None, *body], [None, *body], body, strict=False):
        is_heading = line.size > LARGER * usual
        fresh = before is None or (_ended_early(before, line, edge) and not is_heading)
        gap = before is None or _is_gap(earlier, before, line, pitch, fresh=fresh)
        kind = LineKind.BOLD if line.bold and (gap or fresh) else LineKind.PLAIN
        kind = LineKind.HEADING if is_heading else kind
        where = f"strana {line.page}, řádek {line.number}"
        lines.append(Line(line.text, where, kind, indent=line.left, gap=gap, fresh=gap or fresh))
    return lines


def _ended_early(before: PageLine, line: PageLine, edge: float) -> bool:
    """Whether the line's first word would still have fitted on the line before."""
    return before.right + line.size / 4 + line.first_word < edge - TOLERANCE


def _pitch(body: list[PageLine]) -> float:
    """The spacing of lines within paragraphs, in sizes of letters: the smallest that is not an exception."""
    steps = sorted(
        (line.top - before.top) / line.size
        for before, line in zip(body, body[1:], strict=False)
        if before.page == line.page and before.size == line.size and line.top > before.top and line.size
    )
    return min(steps[len(steps) // 10], MOST_PITCH) if steps else MOST_PITCH


def _is_gap(earlier: PageLine | None, before: PageLine, line: PageLine, pitch: float, *, fresh: bool) -> bool:
    if before.page != line.page:  # the space is not seen: a full line without a full stop goes on
        return fresh or before.text.endswith((".", "!", "?", ":", ")"))
    if abs(before.size - line.size) > 1 or (fresh and line.text[0].isupper()):
        return True
    spacing = max(pitch, 1.5) if line.size > LARGE else pitch  # titles are set wider
    if line.top - before.top > 1.25 * spacing * line.size:
        return True
    was_aligned = earlier is not None and abs(earlier.left - before.left) < TOLERANCE
    return line.left < before.left - TOLERANCE and (fresh or was_aligned)
