"""Printed lines of all pages to lines of text: paragraphs by the space between them; running headers, footers and
footnotes told from the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from goals.importing.columns import Cells
from goals.importing.findings import quote
from goals.importing.lines import (
    DEEPEST,
    MAYBE_CUT,
    PAGE_NUMBER,
    SOFT_HYPHEN,
    SYMBOL,
    Line,
    LineKind,
    mark_left_out,
    note,
)
from goals.importing.tables import NUMBERS, head_of
from goals.importing.wording import begins_detail, cut_word, is_finished, is_unfinished, join, looks_like_goal

LARGER = 1.15  # times the usual size of letters: a heading
LARGE = 14.0  # points: a size that only titles have
MOST_PITCH = 1.8  # times the size of letters: the widest spacing of lines in one paragraph
TOLERANCE = 2.0  # points
LONGEST_WORD = 20  # letters: no longer one fills a line alone
WIDEST = 1.3  # times the width of a letter
SHORTEST_WORD = 4  # letters: what stands before it is only a bullet or a number
ITEM = rf"{SYMBOL}\s|(?:[–-]|\d{{1,2}}[.)])\s(?!\d)"
DASH_INSIDE = re.compile(r"[–-]\s+[^\W\d_A-Z]")  # in a sentence, where its line is full
EDGE = 3  # how many lines at the top and at the bottom of a page may be a header or a footer
OWN_SPACE = 1.8  # times the size of its letters: further away from the text stands only what does not belong to it
LONE = 4.0  # times the size of its letters: so far below the text stands a footer alone
SMALL = 0.9  # times the usual size of letters
FEWEST_SENTENCES = 3  # and a quarter of the letters: what is written in a size is text
FEWEST_ALIKE = 4  # rows that show what all rows of a table have
MARGIN = 0.09  # of the page's height, where small print is a header or a footer
NOTE_MARK = re.compile(r"(?:\[?\d{1,2}\]?|[*†‡]{1,3})[).]?(?=\s|[^\W\d])")


@dataclass(frozen=True)
class PageLine:
    """A line as it is printed, or the row of a table; measures in points, `top` from the upper edge of its page,
    `column` the column of text in which it stands."""

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
    column: int = 0
    left_out: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()  # of footnotes, raised in it
    cells: tuple[tuple[Line, ...], ...] = ()
    is_first: bool = False  # of the rows of its table
    is_torn: bool = False  # no line is drawn above a row: it began on the page before

    @classmethod
    def of_cells(
        cls,
        row: Cells,
        edges: Mapping[tuple[int, int], float],
        *,
        page: int,
        number: int,
        height: float,
        marks: tuple[str, ...],
    ) -> "PageLine":
        words = [word for cell in row.cells for part in cell for word in part]
        where = f"strana {page}, řádek {number}"
        cells = tuple(_lines_of_cell(cell, where, edges[len(row.cells), place]) for place, cell in enumerate(row.cells))
        return cls(
            text=" | ".join(line.text for cell in cells for line in cell),
            page=page,
            number=number,
            left=min(word.left for word in words),
            right=max(word.right for word in words),
            top=min(word.top for word in words),
            bottom=max(word.bottom for word in words),
            size=words[0].size,
            bold=False,
            first_word=0,
            height=height,
            left_out=tuple(map(mark_left_out, marks)),
            cells=cells,
            is_first=row.is_first,
            is_torn=row.is_torn,
        )


def _lines_of_cell(rows: list, where: str, edge: float) -> tuple[Line, ...]:
    """The text of a cell; a new line begins with a bullet or a number, or with a capital where space stands above or
    the line before ended early. Below a full line it is not certain that a sentence which reads like a goal is one."""
    lines: list[Line] = []
    right = max((row[-1].right for row in rows), default=0.0)
    pitch = min((below[0].top - above[0].top for above, below in pairwise(rows)), default=0.0)
    for before, row in zip([None, *rows], rows, strict=False):
        text = _said(row)
        if not text:
            continue
        if before is None or not lines:
            lines.append(Line(text, where))
            continue
        fits = before[-1].right + row[0].size / 4 + row[0].right - row[0].left < right - TOLERANCE
        is_apart = row[0].top - before[0].top > min(1.25 * pitch, MOST_PITCH * row[0].size)
        begins = text[:1].isupper() and (fits or is_apart) and not is_unfinished(lines[-1].text)
        is_item = re.match(ITEM, text) is not None and (fits or is_apart or not DASH_INSIDE.match(text))
        if begins or is_item:
            lines.append(Line(text, where))
        elif is_finished(lines[-1].text) and text[:1].isupper() and looks_like_goal(text):
            lines.append(Line(text, where, gap=False, fresh=False))
        else:
            lines[-1] = _joined(lines[-1], before, row, right, edge)
    return tuple(lines)


def _joined(line: Line, before: list, row: list, right: float, edge: float) -> Line:
    """The line of a cell with its wrapped rest. A word alone that reaches the edge of its column may be cut there
    without a hyphen; so much room as a letter takes shows that it ends there by itself."""
    said, text = _said(before), _said(row)
    last, first = before[-1], row[0]
    letter = max((it.right - it.left) / it.letters for it in (last, first))
    is_alone = len(said) - len(last.text) < SHORTEST_WORD and last.right > edge - WIDEST * letter
    left_out = line.left_out
    is_cut = is_cut_word(said, last.right, right, last.size)
    if is_alone and text[0] in ".,;:!?)":
        return replace(line, text=f"{line.text}{text}")
    word, chance = cut_word(line.text, text) if is_alone and not is_cut else ("", 0.0)
    is_cut_again = len(row) == 1 and first.right > edge - WIDEST * letter
    if chance < 0.5 and is_cut_again:  # the next word itself is cut
        word = ""
    if word and chance < 1:  # asked about, when all is read
        return replace(line, text=f"{line.text}{MAYBE_CUT}{text}")
    if word:
        is_cut, cut = True, "Slovo %s je v buňce rozdělené na víc řádků, spojuje se."
        known = cut % quote(line.text.split()[-1])  # it goes on over a third line
        left_out = (*(it for it in left_out if it != known), cut % quote(word))
    return replace(line, text=join([line.text + SOFT_HYPHEN * is_cut, text], set()), left_out=left_out)


def _said(row: list) -> str:
    return "".join(f" {word.text}" if word.apart else word.text for word in row).strip()


def is_cut_word(text: str, right: float, edge: float, size: float) -> bool:
    """Whether a line is one word, longer than words are, that ends at the edge: a program that finds no room for a word
    on any line breaks it without a hyphen."""
    *others, last = text.split() or [""]
    return (
        max(map(len, last.split("-"))) >= LONGEST_WORD
        and last[-1].isalnum()
        and len(" ".join(others)) < SHORTEST_WORD
        and right > edge - size
    )


def lines_of_pages(pages: list[list[PageLine]]) -> list[Line]:
    kept = without_furniture(pages)
    is_kept = set(map(id, kept))
    gone = (line for page in pages for line in page if id(line) not in is_kept and not PAGE_NUMBER.fullmatch(line.text))
    each = {_signature(line, len(pages)): line for line in reversed(list(gone))}
    body, below = without_lone_footers(kept)
    below += [note(_where(it), f"Záhlaví nebo zápatí stran se nepřebírá: {quote(it.text)}") for it in each.values()]
    body, notes = without_notes(body)
    notes += [note(_where(row), sentence) for row in body if row.cells for sentence in row.left_out]
    return [*_lines(body), *notes, *below]


def without_lone_footers(body: list[PageLine]) -> tuple[list[PageLine], list[Line]]:
    """The lines without one that stands in the lower margin far below the text, as a footer does that no other page
    repeats; and what was left out."""
    kept: list[PageLine] = []
    notes = []
    for _page, group in groupby(body, key=lambda line: line.page):
        *page, last = group
        is_low = not last.cells and last.top > (1 - MARGIN) * last.height
        if page and is_low and not begins_detail(last.text) and last.top - page[-1].bottom > LONE * last.size:
            notes.append(note(_where(last), f"Text na dolním okraji strany se nepřebírá: {quote(last.text)}"))
        else:
            page.append(last)
        kept += page
    return kept, notes


def without_furniture(pages: list[list[PageLine]]) -> list[PageLine]:
    """The lines without headers, footers and page numbers.

    Those stand at the edge of a page, apart from the text, and repeat on at least half of the pages at the same
    height, or are a page number or small print in the margin.
    """
    edges = [{*page[:EDGE], *page[-EDGE:]} for page in pages]
    repeated = Counter(signature for edge in edges for signature in {_signature(line, len(pages)) for line in edge})
    common = {signature for signature, count in repeated.items() if count >= max(2, len(pages) / 2)}
    usual = usual_size(line for page in pages for line in page)

    def is_furniture(line: PageLine) -> bool:
        in_margin = line.bottom < MARGIN * line.height or line.top > (1 - MARGIN) * line.height
        is_small = line.size < SMALL * usual or PAGE_NUMBER.fullmatch(line.text) is not None
        is_repeated = _signature(line, len(pages)) in common
        return not (line.cells or begins_detail(line.text)) and (is_repeated or (in_margin and is_small))

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


def without_notes(body: list[PageLine]) -> tuple[list[PageLine], list[Line]]:
    """The lines without footnotes: small print at the foot of a page that begins with a mark, or what begins there with
    a mark that is raised above."""
    usual = usual_size(body)
    kept: list[PageLine] = []
    notes = []
    for _page, group in groupby(body, key=lambda line: line.page):
        page = list(group)
        raised = {_mark(mark) for line in page for mark in line.marks}
        last = max((at for at, line in enumerate(page) if line.marks or line.cells), default=-1)
        start = len(page)
        for at in range(len(page) - 1, last, -1):
            line, found = page[at], NOTE_MARK.match(page[at].text)
            is_small = line.size < SMALL * usual
            if found and (is_small or _mark(found[0]) in raised):
                start = at
            elif not is_small and at < len(page) - 1 and start > at + 1:
                break
        kept += page[:start]
        texts: list[list[PageLine]] = []
        for line in page[start:]:
            if NOTE_MARK.match(line.text) or not texts:
                texts.append([])
            texts[-1].append(line)
        for lines in texts:
            text = NOTE_MARK.sub("", " ".join(" ".join(line.text.split()) for line in lines), count=1).strip()
            notes.append(note(_where(lines[0]), f"Poznámka pod čarou se nepřebírá: {quote(text)}"))
    return kept, notes


@dataclass(frozen=True)
class Usual:
    """What the rows of a table have in common: the columns that are always filled, those whose texts begin with no
    small letter."""

    filled: frozenset[int]
    capital: frozenset[int]

    @classmethod
    def of(cls, rows: list[PageLine]) -> "Usual":
        if len(rows) < FEWEST_ALIKE:
            return cls(frozenset(), frozenset())
        texts = [[cell[0].text if cell else "" for cell in row.cells] for row in rows]
        columns = list(enumerate(zip(*texts, strict=True)))
        return cls(
            frozenset(place for place, column in columns if all(column)),
            frozenset(place for place, column in columns if _are_upper(column)),
        )

    def is_rest(self, row: PageLine) -> bool:
        """Whether a row that stands first on its page lacks what all others have, or goes on in a sentence."""
        lacks = any(not row.cells[place] for place in self.filled if place < len(row.cells))
        return lacks or any(place in self.capital and begins_small(cell) for place, cell in enumerate(row.cells))


def _are_upper(texts: tuple[str, ...]) -> bool:
    """Whether no text begins with a small letter, and more than half with a capital."""
    return not any(text[:1].islower() for text in texts) and sum(text[:1].isupper() for text in texts) > len(texts) / 2


def begins_small(cell: tuple[Line, ...]) -> bool:
    return bool(cell) and cell[0].text[:1].islower()


def _with_rest(row: Line, rest: PageLine, usual: Usual) -> Line | None:
    """The row of a table whose cells go on over the page; None where the next begins with another row."""
    if len(rest.cells) != len(row.cells) or (_is_numbered(row) and _is_numbered(rest)):
        return None
    if not (rest.is_torn or usual.is_rest(rest) or _is_rest_of_row(row, rest)):
        return None
    cells = list(row.cells)
    for place, cell in enumerate(rest.cells):
        if cell:
            *kept, last = cells[place] or [Line("", row.where)]
            first, *others = cell
            if is_finished(last.text) and looks_like_goal(first.text) and first.text[:1].isupper():
                whole = [last, replace(first, gap=False, fresh=False)]
            else:
                whole = [replace(last, text=join([last.text, first.text], set()).strip())]
            cells[place] = (*kept, *whole, *others)
    return replace(row, text=f"{row.text} {rest.text}", cells=tuple(cells))


def _is_rest_of_row(row: Line, rest: PageLine) -> bool:
    """Whether cells fill just those that were empty, or some go on in a sentence while others are empty."""
    pairs = list(zip(row.cells, rest.cells, strict=True))
    if not any(one and other for one, other in pairs):
        return True
    below = [(one, other) for one, other in pairs if other]
    goes_on = [other[0].text[:1].islower() and (len(below) == 1 or _begins_upper(one)) for one, other in below]
    is_cut = len(below) == 1 and bool(below[0][0]) and is_unfinished(below[0][0][-1].text)
    return any(one and not other for one, other in pairs) and (any(goes_on) or is_cut)


def _is_numbered(row: Line) -> bool:
    return bool(row.cells[0]) and NUMBERS.fullmatch(row.cells[0][0].text.strip()) is not None


def _begins_upper(cell: tuple[Line, ...]) -> bool:
    return bool(cell) and cell[0].text[:1].isupper()


def _mark(text: str) -> str:
    return text.strip(" ().[]")


def usual_size(body: Iterable[PageLine]) -> float:
    letters: Counter[float] = Counter()
    for line in body:
        letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def size_of_text(body: list[PageLine]) -> float:
    """The size from which headings stand out: the usual one, or a larger one in which much of the text is written."""
    letters: Counter[float] = Counter()
    sentences: Counter[float] = Counter()
    for line in body:
        size = round(line.size, 1)
        letters[size] += len(line.text)
        sentences[size] += is_finished(line.text)
    are_text = (it for it in letters if letters[it] > letters.total() / 4 and sentences[it] >= FEWEST_SENTENCES)
    return max([usual_size(body), *are_text])


def _where(line: PageLine) -> str:
    return f"strana {line.page}, řádek {line.number}"


def _inside_pages(body: list[PageLine]) -> list[PageLine]:
    """The rows of tables that stand between others of their page, so that no page break can have cut them."""
    return [
        line
        for before, line, after in zip(body, body[1:], body[2:], strict=False)
        if before.cells
        and line.cells
        and after.cells
        and before.page == line.page == after.page
        and not (before.is_first or line.is_first)
    ]


def _lines(body: list[PageLine]) -> list[Line]:
    """The printed lines with their kind, and whether a new paragraph begins with them."""
    usual = size_of_text(body)
    edges: defaultdict[int, float] = defaultdict(float)
    starts: dict[int, float] = {}
    for line in body:
        starts[line.column] = min(starts.get(line.column, line.left), line.left)
        edges[line.column] = max(edges[line.column], 0.0 if line.cells else line.right)
    steps = sorted(
        (line.top - before.top) / line.size
        for before, line in zip(body, body[1:], strict=False)
        if (before.page, before.size, before.column) == (line.page, line.size, line.column)
        and line.top > before.top
        and line.size
    )
    # The spacing of lines within paragraphs, in sizes of letters: the smallest that is not an exception.
    pitch = min(steps[len(steps) // 10], MOST_PITCH) if steps else MOST_PITCH
    larger = sorted({round(line.size) for line in body if line.size > LARGER * usual}, reverse=True)
    usual_rows = {
        count: Usual.of([line for line in whole if len(line.cells) == count])
        for whole in [_inside_pages(body)]
        for count in {len(line.cells) for line in body}
    }
    lines = []
    head, below_head = "", False  # of a table; and whether the line stands below it on a page where it stands again
    for earlier, before, line in zip([None, None, *body], [None, *body], body, strict=False):
        if line.cells:
            turned = before is not None and before.cells and before.page != line.page
            if turned and line.text == head:
                below_head = True
                continue
            turned, below_head = turned or below_head, False
            if not turned and line.is_first:
                head = line.text
            is_below_heads = turned and all(map(head_of, lines[-1].cells))
            if turned and not is_below_heads and (whole := _with_rest(lines[-1], line, usual_rows[len(line.cells)])):
                lines[-1] = whole
                continue
            is_first = line.is_first and not turned
            lines.append(Line(line.text, _where(line), LineKind.ROW, gap=is_first, cells=line.cells))
            continue
        is_heading = line.size > LARGER * usual
        if before is None or before.cells:
            fresh = gap = True
        else:
            edge = edges[before.column]
            word_fitted = before.right + line.size / 4 + line.first_word < edge - TOLERANCE  # on the line before
            fresh = word_fitted and not is_heading
            if (before.page, before.column) != (line.page, line.column):  # the space is not seen: a full line goes on
                gap = fresh or before.text.endswith((".", "!", "?", ":", ")"))
            elif abs(before.size - line.size) > 1:
                gap = True
            else:
                spacing = max(pitch, 1.5) if line.size > LARGE else pitch  # titles are set wider
                was_aligned = earlier is not None and abs(earlier.left - before.left) < TOLERANCE
                outdented = line.left < before.left - TOLERANCE and fresh and was_aligned
                gap = line.top - before.top > 1.25 * spacing * line.size or outdented
            if not gap and is_cut_word(before.text, before.right, edge, before.size):
                lines[-1] = replace(lines[-1], text=lines[-1].text + SOFT_HYPHEN)
        kind = LineKind.BOLD if line.bold and (gap or fresh) else LineKind.PLAIN
        level = DEEPEST
        if is_heading:
            kind, level = LineKind.HEADING, larger.index(round(line.size)) + 1
        # In the right column indents count from its own edge, so that its goals stand where those of the left one do.
        indent = line.left - (starts[2] - starts[1] if line.column == 2 and 1 in starts else 0.0)
        place = {"indent": indent, "gap": gap, "fresh": gap or fresh, "level": level, "left_out": line.left_out}
        lines.append(Line(line.text, _where(line), kind, **place))
    return lines
