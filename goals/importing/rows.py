"""Words of a page of a PDF, which know their places, in rows, and rows in pieces that stand together."""

from operator import attrgetter
from typing import Any

from goals.importing.lines import PAGE_NUMBER

Word = Any  # of goals.importing.pdf, which stands above
Row = list[Any]
Strip = list[tuple[float, float]]  # what is empty between two columns, in pieces from left to right
GUTTER = 9.0  # points between two columns of text
APART = 1.2  # times the size of letters: from here on words stand in different cells
CLOSE = 0.6  # and from here on they may
FAR = 2.2
NARROWEST = 1.5  # points between two columns of a table
FEWEST_ROWS = 3  # with text in both columns
MOST_ABOVE = 3  # rows of a page above a table that goes on
TOUCHING = 3.0  # points
UNREAD = (
    "Tabulka v PDF nemá čáry a z rozmístění jejích buněk nejde poznat, které patří k sobě. "
    "Použijte původní dokument Wordu."
)
LEVEL = 1.0  # point: by so much lines may overlap that stand below each other
OWN_SPACE = 1.2  # times the size of letters: further below a table stands only a footer


def middle_of(row: Row) -> float:
    return sum(word.middle for word in row) / len(row)


def rows_of(words: list[Word]) -> list[list[Word]]:
    """Words that stand beside each other, from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=attrgetter("middle")):
        if rows and any(_are_level(word, other) for other in rows[-1]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=attrgetter("left")) for row in rows]


def _are_level(word: Word, other: Word) -> bool:
    """Each reaches to the middle of the other; of a raised mark only that of its neighbour does."""
    if not other.top < word.middle < other.bottom:
        return False
    return word.top < other.middle < word.bottom or abs(word.left - other.right) < other.size


def segments(row: Row, apart: float = APART) -> list[Row]:
    """The words of a row that stand together."""
    found: list[Row] = [[row[0]]]
    for before, word in zip(row, row[1:], strict=False):
        if word.left - before.right > apart * word.size:
            found.append([])
        found[-1].append(word)
    return found


def left_of(words: Row) -> float:
    return min(word.left for word in words)


def right_of(words: Row) -> float:
    return max(word.right for word in words)


def top_of(words: Row) -> float:
    return min(word.top for word in words)


def bottom_of(words: Row) -> float:
    return max(word.bottom for word in words)


def text_of_row(row: Row) -> str:
    return " ".join(word.text for word in row)


def is_page_number(row: Row) -> bool:
    return PAGE_NUMBER.fullmatch(text_of_row(row)) is not None


def left_free(strip: Strip, row: Row) -> Strip:
    """What of the strip, whose pieces stand from left to right, the row leaves empty."""
    for word in row:
        if not strip:
            break
        if word.right <= strip[0][0] or strip[-1][1] <= word.left:
            continue
        pieces = []
        for left, right in strip:
            if word.right <= left or right <= word.left:
                pieces.append((left, right))
                continue
            pieces += [(left, word.left), (word.right, right)]
        strip = [(left, right) for left, right in pieces if right - left >= NARROWEST]
    return strip
