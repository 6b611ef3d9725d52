"""Where the lines of a PDF stand: words put together to lines, running headers and footers told from the text."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from statistics import median
from typing import Any

PAGE_NUMBER = re.compile(
    r"(?:strana|str\.|stránka|page)?\s*[-–]?\s*\d{1,4}\s*(?:(?:/|z|ze|of)\s*\d{1,4})?\s*[-–]?", re.I
)
BOLD = re.compile("bold|black|heavy|demi", re.IGNORECASE)
EDGE = 3  # how many lines at the top and at the bottom of a page may be a header or a footer
OWN_SPACE = 1.8  # times the size of its letters: further away from the text stands only what does not belong to it
SMALL = 0.9  # times the usual size of letters
MARGIN = 0.09  # of the page's height, where small print is a header or a footer


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


def page_lines(page: Any) -> list[PageLine]:
    """The lines of one pdfplumber page, top down; text that is not upright, such as a watermark, is left out."""
    words = page.filter(_is_level).extract_words(return_chars=True)
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"]) / 2):
        if rows and _overlaps(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=itemgetter("x0")), page, number) for number, row in enumerate(rows, 1)]


def _is_level(thing: dict[str, Any]) -> bool:
    """Whether a letter stands on a level line; the second number of its matrix says how much it climbs."""
    matrix = thing.get("matrix")
    return matrix is None or abs(matrix[1]) <= abs(matrix[0]) / 10


def _overlaps(row: Sequence[dict[str, Any]], word: dict[str, Any]) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return any(other["top"] < middle < other["bottom"] for other in row)


def _line(words: list[dict[str, Any]], page: Any, number: int) -> PageLine:
    chars = [char for word in words for char in word["chars"]]
    size = median(char["size"] for char in chars)
    bold = sum(1 for char in chars if BOLD.search(char["fontname"])) > 0.9 * len(chars)
    bound = 1 if len(words) > 1 and len(words[0]["text"]) == 1 else 0  # a preposition is kept with its word
    tabbed = len(words) > 1 and words[1]["x0"] - words[0]["x1"] > size / 2
    text = ("\t" if tabbed else " ").join([words[0]["text"], " ".join(word["text"] for word in words[1:])])
    return PageLine(
        text=text.strip(),
        page=page.page_number,
        number=number,
        left=words[0]["x0"],
        right=words[-1]["x1"],
        top=min(word["top"] for word in words),
        bottom=max(word["bottom"] for word in words),
        size=size,
        bold=bold,
        first_word=words[bound]["x1"] - words[0]["x0"],
        height=float(page.height),
    )


def without_furniture(pages: list[list[PageLine]]) -> list[PageLine]:
    """The lines without headers, footers and page numbers.

    Those stand at the edge of a page, apart from the text, and repeat on at least half of the pages at the same
    height, or are a page number or small print in the margin.
    """
    is_furniture = _furniture_rule(pages)
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


def _furniture_rule(pages: list[list[PageLine]]) -> Callable[[PageLine], bool]:
    """What a header or a footer of these pages looks like."""
    edges = [{*page[:EDGE], *page[-EDGE:]} for page in pages]
    repeated = Counter(signature for edge in edges for signature in {_signature(line, len(pages)) for line in edge})
    common = {signature for signature, count in repeated.items() if count >= max(2, len(pages) / 2)}
    sizes = Counter(round(line.size, 1) for page in pages for line in page for _ in line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0

    def is_furniture(line: PageLine) -> bool:
        in_margin = line.bottom < MARGIN * line.height or line.top > (1 - MARGIN) * line.height
        is_small = line.size < SMALL * usual or PAGE_NUMBER.fullmatch(line.text) is not None
        return _signature(line, len(pages)) in common or (in_margin and is_small)

    return is_furniture


def _trimmed(page: list[PageLine], is_furniture: Callable[[PageLine], bool]) -> list[PageLine]:
    """The page without the lines at its beginning that are furniture and stand apart from the rest."""
    for count in range(min(EDGE, len(page)), 0, -1):
        if all(map(is_furniture, page[:count])) and _stand_apart(page, count):
            return page[count:]
    return page


def _stand_apart(page: list[PageLine], count: int) -> bool:
    if count == len(page):
        return False
    last, line = page[count - 1], page[count]
    return abs(line.top - last.top) > OWN_SPACE * line.size or abs(last.size - line.size) > 1


def _signature(line: PageLine, pages: int) -> tuple[str, int]:
    """Alike on all pages for a running header or footer: the number of the page and of all pages do not count."""
    return re.sub(rf"\b(?:{line.page}|{pages})\b", "#", line.text), round(line.top / 4)
