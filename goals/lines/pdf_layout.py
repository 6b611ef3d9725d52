"""Where the lines of a PDF stand: words put together to lines, running headers and footers told from the text."""

import re
from collections import Counter
from collections.abc import Sequence
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
    upright = page.filter(lambda thing: thing.get("upright", True))
    words = upright.extract_words(return_chars=True)
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"]) / 2):
        if rows and _overlaps(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=itemgetter("x0")), page, number) for number, row in enumerate(rows, 1)]


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
    """The lines without headers, footers and page numbers: what repeats at the edges, or stands there by itself."""
    edges = [{*page[:EDGE], *page[-EDGE:]} for page in pages]
    repeated = Counter(signature for edge in edges for signature in {_signature(line) for line in edge})
    enough = max(2, 0.4 * len(pages))
    common = {signature for signature, count in repeated.items() if count >= enough}
    sizes = Counter(round(line.size, 1) for page in pages for line in page for _ in line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    body: list[PageLine] = []
    for page in pages:
        body += reversed(_trimmed(list(reversed(_trimmed(page, common, usual))), common, usual))
    return body


def _trimmed(page: list[PageLine], common: set[tuple[str, int]], usual: float) -> list[PageLine]:
    """The page without the lines at its beginning that are not part of the text."""
    for _ in range(EDGE):
        if not page or not _is_furniture(page, common, usual):
            break
        page = page[1:]
    return page


def _is_furniture(page: list[PageLine], common: set[tuple[str, int]], usual: float) -> bool:
    line = page[0]
    if _signature(line) in common:
        return True
    alone = len(page) == 1 or abs(page[1].top - line.top) > OWN_SPACE * line.size
    in_margin = line.bottom < MARGIN * line.height or line.top > (1 - MARGIN) * line.height
    small = line.size < 0.9 * usual
    return alone and in_margin and (small or PAGE_NUMBER.fullmatch(line.text) is not None)


def _signature(line: PageLine) -> tuple[str, int]:
    """Alike on all pages for a running header or footer: the page's own number does not count."""
    if PAGE_NUMBER.fullmatch(line.text):
        return "#", round(line.top / 4)
    return re.sub(rf"\b{line.page}\b", "#", line.text), round(line.top / 4)
