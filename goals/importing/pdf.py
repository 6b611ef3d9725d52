"""PDF with a text layer: words put together to lines by their place, paragraphs by the space between them, running
headers and footers told from the text."""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from goals.importing.lines import ImportProblem, Line, LineKind, with_markers

MOST_PAGES = 300
LARGEST_STREAM = 50 * 1024 * 1024
STREAM = re.compile(rb"(?<!end)stream\r?\n")
NO_LETTER = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uefff]")
LARGER = 1.15  # times the usual size of letters: a heading
LARGE = 14.0  # points: a size that only titles have
MOST_PITCH = 1.8  # times the size of letters: the widest spacing of lines in one paragraph
TOLERANCE = 2.0  # points
PAGE_NUMBER = re.compile(
    r"(?:strana|str\.|stránka|page)?\s*[-–]?\s*\d{1,4}\s*(?:(?:/|z|ze|of)\s*\d{1,4})?\s*[-–]?", re.I
)
BOLD = re.compile("bold|black|heavy|demi", re.IGNORECASE)
EDGE = 3  # how many lines at the top and at the bottom of a page may be a header or a footer
OWN_SPACE = 1.8  # times the size of its letters: further away from the text stands only what does not belong to it
SMALL = 0.9  # times the usual size of letters
MARGIN = 0.09  # of the page's height, where small print is a header or a footer
Progress = Callable[[Iterable], Iterable]

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity that it gets over


@dataclass(frozen=True)
class PageLine:
    """A line as it is printed; measures in points, `top` from the upper edge of its page."""

    text: str
    page: int
    number: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    first_word: float  # the width of what cannot stand on the line before without the rest
    height: float  # of the page


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
    text = "".join(line.text for page in pages for line in page)
    if not text.strip():
        raise ImportProblem("PDF nemá textovou vrstvu, nejspíš je to sken; použijte původní dokument Wordu.")
    if sum(len(found) for found in NO_LETTER.findall(text)) > len(text) / 10:
        raise ImportProblem("Písmo v PDF nelze převést na text; použijte původní dokument Wordu.")
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


def page_lines(page: Any) -> list[PageLine]:
    """The lines of one pdfplumber page, top down; text that is not upright, such as a watermark, is left out."""
    # The second number of a letter's matrix says how much its line climbs.
    level = page.filter(lambda it: it.get("matrix") is None or abs(it["matrix"][1]) <= abs(it["matrix"][0]) / 10)
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(level.extract_words(return_chars=True), key=lambda word: (word["top"] + word["bottom"]) / 2):
        middle = (word["top"] + word["bottom"]) / 2
        if rows and any(other["top"] < middle < other["bottom"] for other in rows[-1]):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = []
    for number, row in enumerate(rows, 1):
        words = sorted(row, key=itemgetter("x0"))
        chars = [char for word in words for char in word["chars"]]
        size = median(char["size"] for char in chars)
        bound = 1 if len(words) > 1 and len(words[0]["text"]) == 1 else 0  # a preposition is kept with its word
        tabbed = len(words) > 1 and words[1]["x0"] - words[0]["x1"] > size / 2
        text = ("\t" if tabbed else " ").join([words[0]["text"], " ".join(word["text"] for word in words[1:])])
        line = PageLine(
            text=text.strip(),
            page=page.page_number,
            number=number,
            left=words[0]["x0"],
            right=words[-1]["x1"],
            top=min(word["top"] for word in words),
            bottom=max(word["bottom"] for word in words),
            size=size,
            bold=sum(1 for char in chars if BOLD.search(char["fontname"])) > 0.9 * len(chars),
            first_word=words[bound]["x1"] - words[0]["x0"],
            height=float(page.height),
        )
        lines.append(line)
    return lines


def without_furniture(pages: list[list[PageLine]]) -> list[PageLine]:
    """The lines without headers, footers and page numbers.

    Those stand at the edge of a page, apart from the text, and repeat on at least half of the pages at the same
    height, or are a page number or small print in the margin.
    """
    edges = [{*page[:EDGE], *page[-EDGE:]} for page in pages]
    repeated = Counter(signature for edge in edges for signature in {_signature(line, len(pages)) for line in edge})
    common = {signature for signature, count in repeated.items() if count >= max(2, len(pages) / 2)}
    sizes = Counter(round(line.size, 1) for page in pages for line in page for _ in line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0

    def is_furniture(line: PageLine) -> bool:
        in_margin = line.bottom < MARGIN * line.height or line.top > (1 - MARGIN) * line.height
        is_small = line.size < SMALL * usual or PAGE_NUMBER.fullmatch(line.text) is not None
        return _signature(line, len(pages)) in common or (in_margin and is_small)

    trimmed = [_trimmed(_trimmed(page, is_furniture)[::-1], is_furniture)[::-1] for page in pages]
    # A page with nothing but such lines may hold the last words of the text: they stand where text stands elsewhere.
    doubtful = [all(map(is_furniture, page)) for page in trimmed]
    full = [line for page, doubt in zip(trimmed, doubtful, strict=True) if not doubt for line in page]
    top, bottom = min((line.top for line in full), default=0.0), max((line.bottom for line in full), default=0.0)
    return [
        line
        for page, doubt in zip(trimmed, doubtful, strict=True)
        for line in page
        if not doubt or not full or (top <= line.top and line.bottom <= bottom)
    ]


def _trimmed(page: list[PageLine], is_furniture: Callable[[PageLine], bool]) -> list[PageLine]:
    """The page without the lines at its beginning that are furniture and stand apart from the rest."""
    for count in range(min(EDGE, len(page) - 1), 0, -1):
        last, line = page[count - 1], page[count]
        stand_apart = abs(line.top - last.top) > OWN_SPACE * line.size or abs(last.size - line.size) > 1
        if stand_apart and all(map(is_furniture, page[:count])):
            return page[count:]
    return page


def _signature(line: PageLine, pages: int) -> tuple[str, int]:
    """Alike on all pages for a running header or footer: the number of the page and of all pages do not count."""
    return re.sub(rf"\b(?:{line.page}|{pages})\b", "#", line.text), round(line.top / 4)


def _lines(body: list[PageLine]) -> list[Line]:
    """The printed lines with their kind, and whether a new paragraph begins with them."""
    letters = Counter(round(line.size, 1) for line in body for _ in line.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    edge = max((line.right for line in body), default=0.0)
    steps = sorted(
        (line.top - before.top) / line.size
        for before, line in zip(body, body[1:], strict=False)
        if before.page == line.page and before.size == line.size and line.top > before.top and line.size
    )
    # The spacing of lines within paragraphs, in sizes of letters: the smallest that is not an exception.
    pitch = min(steps[len(steps) // 10], MOST_PITCH) if steps else MOST_PITCH
    lines = []
    for earlier, before, line in zip([None, None, *body], [None, *body], body, strict=False):
        is_heading = line.size > LARGER * usual
        if before is None:
            fresh = gap = True
        else:
            word_fitted = before.right + line.size / 4 + line.first_word < edge - TOLERANCE  # on the line before
            fresh = word_fitted and not is_heading
            if before.page != line.page:  # the space is not seen: a full line without a full stop goes on
                gap = fresh or before.text.endswith((".", "!", "?", ":", ")"))
            elif abs(before.size - line.size) > 1 or (fresh and line.text[0].isupper()):
                gap = True
            else:
                spacing = max(pitch, 1.5) if line.size > LARGE else pitch  # titles are set wider
                was_aligned = earlier is not None and abs(earlier.left - before.left) < TOLERANCE
                outdented = line.left < before.left - TOLERANCE and (fresh or was_aligned)
                gap = line.top - before.top > 1.25 * spacing * line.size or outdented
        kind = LineKind.BOLD if line.bold and (gap or fresh) else LineKind.PLAIN
        kind = LineKind.HEADING if is_heading else kind
        where = f"strana {line.page}, řádek {line.number}"
        lines.append(Line(line.text, where, kind, indent=line.left, gap=gap, fresh=gap or fresh))
    return lines
