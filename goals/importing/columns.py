"""How a page of a PDF is laid out: tables by their drawn lines or by their headings, two columns of text, and the rest
row by row. Works on words with their places."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise, product, takewhile, zip_longest
from math import inf
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple

from goals.formatting import fold
from goals.importing.centres import are_names_of_centres, is_named_like_centre
from goals.importing.lines import PAGE_NUMBER, ImportProblem, Line
from goals.importing.tables import DETAILS, NAMES_GOALS, YEAR, Column, head_of, told_apart
from goals.importing.wording import DAY, is_contact, is_unfinished

Word = Any  # of goals.importing.pdf, which stands above
Row = list[Any]
GUTTER = 9.0  # points between two columns of text
SAME = 0.6  # points: so near to each other lines begin at one edge
APART = 1.2  # times the size of letters: from here on words stand in different cells
CLOSE = 0.6  # and from here on they may
FAR = 2.2
FOOT = 6.0
LOWEST_ROW = 8.0  # points
NARROWEST = 1.5  # points between two columns of a table
FEWEST_ROWS = 3  # with text in both columns
MOST_ABOVE = 3  # rows of a page above a table that goes on
LONGEST_CELL = 25  # rows of words
MOST_BELOW = 4  # rows of words that may stand in one column below the name of a centre
MOST_BEFORE = 16  # rows by which one column of text may begin above the other, or stand between its lines
FEWEST_LETTERS = 8  # a column has, on average
TOUCHING = 3.0  # points
UNREAD = (
    "Tabulka v PDF nemá čáry a z rozmístění jejích buněk nejde poznat, které patří k sobě. "
    "Použijte původní dokument Wordu."
)
UNREAD_BESIDE = (
    "Text v PDF stojí vedle sebe v několika sloupcích a nejde poznat, co k čemu patří. Použijte původní dokument Wordu."
)
WIDER = 2.5  # times the usual space of its row
LEVEL = 1.0  # point: by so much lines may overlap that stand below each other
MORE_SPACE = 0.1  # times the size of letters: so much more stands between rows of a table than between lines of a cell
OWN_SPACE = 1.2  # times the size of letters: further below a table stands only a footer
SMALLER = 0.9  # times the size of letters: what stands at the top of each page
WIDEST_PITCH = 1.8  # times the size of letters, from one line of a cell to the next
MOST_IN_HEADINGS = 4  # rows of words


class Rule(NamedTuple):
    """A straight line, drawn level or upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left > self.bottom - self.top


@dataclass
class Grid:
    """A table drawn with lines: the edges of its columns and rows, and the lines themselves."""

    edges: list[float]
    tops: list[float]
    rules: list[Rule]
    is_torn: bool = False  # upright lines begin above the first level one

    @property
    def left(self) -> float:
        return self.edges[0]

    @property
    def right(self) -> float:
        return self.edges[-1]

    @property
    def top(self) -> float:
        return self.tops[0]

    @property
    def bottom(self) -> float:
        return self.tops[-1]

    def holds(self, box: tuple[float, float, float, float]) -> bool:
        return self.top - TOUCHING <= box[1] and box[3] <= self.bottom + TOUCHING

    def divides(self, edge: float, top: float, bottom: float) -> bool:
        """Whether an upright line stands there in the row."""
        middle = (top + bottom) / 2
        return any(
            not it.is_level and abs(it.left - edge) < TOUCHING and it.top <= middle <= it.bottom for it in self.rules
        )

    def closes(self, top: float, left: float, right: float) -> bool:
        """Whether a level line stands above the cell."""
        middle = (left + right) / 2
        return any(it.is_level and abs(it.top - top) < TOUCHING and it.left <= middle <= it.right for it in self.rules)


@dataclass
class Cells:
    """One row of a table on a page."""

    cells: list[list[Row]]  # of each column its rows of words
    is_first: bool
    is_torn: bool = False  # no line is drawn above it


def edges_of(rows: list[Cells]) -> dict[tuple[int, int], float]:
    """How far to the right the words of a column reach, in the tables of a page that have as many columns."""
    edges: dict[tuple[int, int], float] = {}
    for row in rows:
        for place, cell in enumerate(row.cells):
            column = len(row.cells), place
            edges[column] = max([edges.get(column, 0.0), *(part[-1].right for part in cell)])
    return edges


@dataclass
class Open:
    """A table without lines: the strips between its columns, its left edge, what its columns hold, where these begin, and
    whether it goes on below the page for certain: its headings or a day stand there without a goal."""

    strips: list[list[tuple[float, float]]]
    outer: float
    columns: list[Column | None]
    lefts: list[float]
    lacks_goal: bool = False

    @property
    def goal(self) -> int:
        return self.columns.index(Column.GOAL)


Band = tuple[float, float]  # top and bottom
Gutter = tuple[float | None, int]  # its middle, and the row where it ends
Placed = tuple[Row, Cells | None, int]  # a row of words or one of a table, and the column of text in which it stands


def laid_out(rows: list[Row], grids: list[Grid], tables: list[Open], gutters: list[float]) -> Iterator[Placed]:
    """The rows in reading order. `tables` holds the table that the page before left open; what this page leaves open
    takes its place. `gutters` holds in the same way where two columns of text were told apart last. Tables beside each
    other stand in two columns of text, which are read one after the other."""
    grids = without_stripes(grids, rows)
    middle = _between(grids)
    if middle is not None:
        crosses = [any(part[0].left < middle < part[-1].right for part in segments(row, CLOSE)) for row in rows]
        above = next((at for at, is_one in enumerate(crosses) if not is_one), len(rows))
        yield from in_columns(rows[:above], tables.pop() if tables else None, [], gutters)
        for side in (1, 2):
            half = [[word for word in row if (word.left < middle) == (side == 1)] for row in rows[above:]]
            own = [grid for grid in grids if (grid.left < middle) == (side == 1)]
            for row, cells, column in laid_out([row for row in half if row], own, [], []):
                yield row, cells, column or side
        return
    free: list[Row] = []
    begun = tables.pop() if tables else None
    done: set[int] = set()
    for row in rows:
        middle = _middle(row)
        grid = next((it for it in grids if it.top < middle < it.bottom), None)
        if grid is None:
            free.append(row)
            continue
        if id(grid) not in done:
            yield from in_columns(free, begun, [], gutters)
            free, begun = [], None
            done.add(id(grid))
            inside = [it for it in rows if grid.top < _middle(it) < grid.bottom]
            for at, cells in enumerate(rows_of_grid(grid, inside)):
                yield [], Cells(cells, is_first=at == 0, is_torn=grid.is_torn and at == 0), 0
    yield from in_columns(free, begun, tables, gutters)


def without_stripes(grids: list[Grid], rows: list[Row]) -> list[Grid]:
    """The tables without rows of one that are only shaded, its headings or every other row: the row above or below,
    which no grid holds, stands in the same columns."""
    free = [row for row in rows if not any(grid.top < _middle(row) < grid.bottom for grid in grids)]

    def is_stripe(grid: Grid) -> bool:
        above = [row for row in free if _middle(row) < grid.top][-1:]
        below = [row for row in free if _middle(row) > grid.bottom][:1]
        return len(grid.tops) == 2 and any(_stands_in(grid, row) for row in (*above, *below))

    return [grid for grid in grids if not is_stripe(grid)]


def _stands_in(grid: Grid, row: Row) -> bool:
    """Whether the words of a row leave the edges of the table's columns free and stand in several of them."""
    places = {sum(edge <= word.left for edge in grid.edges) for word in row}
    is_free = not any(word.left < edge < word.right for edge in grid.edges for word in row)
    return is_free and len(places) > 1 and len(segments(row, CLOSE)) > 1


def _between(grids: list[Grid]) -> float | None:
    """The middle of the space between two tables that stand beside each other."""
    for one, other in product(grids, grids):
        if one.right < other.left and one.top < other.bottom and other.top < one.bottom:
            return (one.right + other.left) / 2
    return None


def _middle(row: Row) -> float:
    return sum(word.middle for word in row) / len(row)


def _leaves_free(grid: Grid, rows: list[Row]) -> bool:
    """Whether words of a row that no upright line divides stand in its columns all the same."""
    words = [word for row in rows for word in row]
    places = {sum(edge <= word.left for edge in grid.edges) for word in words}
    return places != {1} and not any(word.left < edge < word.right for edge in grid.edges for word in words)


# Rows of words


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


# Tables with lines


def grids_of(rules: list[Rule]) -> list[Grid]:
    """Upright lines that level ones join to a table of at least two columns. Where the level lines leave an empty strip
    all the way down, tables stand on both sides of it."""
    covered: list[Rule] = []
    for rule in sorted(it for it in rules if it.is_level and it.right - it.left > 15):
        if covered and rule.left > max(it.right for it in covered) + GUTTER:
            left, right = covered, [it for it in rules if it.left >= rule.left - TOUCHING]
            if min(it.top for it in right) < max(it.bottom for it in left):
                return grids_of([it for it in rules if it.left < rule.left - TOUCHING]) + grids_of(right)
        covered.append(rule)
    upright = sorted((it for it in rules if not it.is_level and it.bottom - it.top > 8), key=lambda it: it.top)
    level = [it for it in rules if it.is_level and it.right - it.left > 15]
    groups: list[list[Rule]] = []
    for rule in upright:
        if groups and rule.top <= max(it.bottom for it in groups[-1]) + TOUCHING:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    grids = []
    for group in groups:
        top, bottom = min(it.top for it in group), max(it.bottom for it in group)
        across = [it for it in level if top - TOUCHING <= it.top <= bottom + TOUCHING]
        edges, tops = _distinct(it.left for it in group), _distinct(it.top for it in across)
        if tops and bottom - tops[-1] > LOWEST_ROW:  # a row that goes on on the next page has no line below it
            tops.append(bottom)
        is_torn = bool(tops) and tops[0] - top > LOWEST_ROW  # so has one that began on the page before above it
        if is_torn:
            tops.insert(0, top)
        if len(edges) >= 3 and len(tops) >= 2:
            grids.append(Grid(edges, tops, [*group, *across], is_torn))
    return grids


def _distinct(places: Iterator[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > TOUCHING:
            found.append(place)
    return found


def rows_of_grid(grid: Grid, rows: list[Row]) -> list[list[list[Row]]]:
    table: list[list[list[Row]]] = []
    open_rows: list[bool] = []
    for top, bottom in zip(grid.tops, grid.tops[1:], strict=False):
        cells: list[list[Row]] = [[] for _edge in grid.edges[1:]]
        inside = [row for row in rows if top < _middle(row) <= bottom]
        is_open = not any(grid.divides(edge, top, bottom) for edge in grid.edges[1:-1]) and _leaves_free(grid, inside)
        open_rows.append(is_open)
        for row in inside:
            parts: dict[int, Row] = {}
            for word in row:
                place = max(sum(edge <= (word.left + word.right) / 2 for edge in grid.edges) - 1, 0)
                while 0 < place < len(cells) and not (is_open or grid.divides(grid.edges[place], top, bottom)):
                    place -= 1
                parts.setdefault(min(place, len(cells) - 1), []).append(word)
            for place, words in parts.items():
                cells[place].append(words)
        table.append([rows_of([word for part in cell for word in part]) for cell in cells])
    for place, (left, right) in enumerate(zip(grid.edges, grid.edges[1:], strict=False)):
        for at in range(1, len(table)):
            if not grid.closes(grid.tops[at], left, right):  # one cell over both rows
                table[at][place] = [*table[at - 1][place], *table[at][place]]
        for at in range(len(table) - 1, 0, -1):
            if not grid.closes(grid.tops[at], left, right):
                table[at - 1][place] = table[at][place]
    for at, (top, bottom) in enumerate(zip(grid.tops, grid.tops[1:], strict=False)):
        is_whole = not (open_rows[at] or any(grid.divides(edge, top, bottom) for edge in grid.edges[1:-1]))
        if table[at][0] and is_whole:
            table[at] = table[at][:1]  # one cell over the whole width
    return [cells for cells in table if any(cells)]


# Tables without lines


def in_columns(rows: list[Row], begun: Open | None, tables: list[Open], gutters: list[float]) -> Iterator[Placed]:
    """Rows that no drawn table holds: a table that goes on or begins under its headings, columns of text, the rest as
    it comes."""
    at = 0
    pending: list[Row] = []
    last = begun
    top = range(min(MOST_ABOVE, len(rows)))
    anew = next((at for at in top if headings_at(rows, at)[1]), None)
    above = next(
        (
            at
            for at in top[:anew]
            if begun is not None and (_begins_in(begun, rows[at]) or goes_on(begun, rows[:anew], at))
        ),
        None,
    )
    repeats = begun is not None and above is None and anew is not None  # its headings
    repeats = repeats and not any(is_named_like_centre(_text(row)) for row in rows[:anew])
    lacks_goal = begun is not None and begun.lacks_goal
    if lacks_goal and above is None and not repeats:
        raise ImportProblem(UNREAD)
    if begun is not None and above is not None:
        refuse_rows_of(begun, rows[:above])
        if above and _top(rows[above]) - _bottom(rows[above - 1]) < CLOSE * rows[above][0].size:
            raise ImportProblem(UNREAD)
        yield from in_gutters(rows[:above], gutters)
        at, table, last = table_from(rows, above, begun, is_rest=True)
        for cells in table:
            yield [], Cells(cells, is_first=False), 0
        tables[:] = [last] if _reaches_end(rows, at) else []
    while at < len(rows):
        count, heads = headings_at(rows, at)
        if not heads:
            pending.append(rows[at])
            at += 1
            continue
        refuse_rows_of(last, pending)
        yield from in_gutters(pending, gutters)
        pending = []
        strips = [[(_right(one), _left(two))] for one, two in pairwise(heads)]
        is_rest = repeats and at == anew
        columns, lefts = [_head(head) for head in heads], [_left(head) for head in heads]
        last = Open(strips, lefts[0], columns, lefts, lacks_goal and is_rest)
        end, table, last = table_from(rows, at + count, last, is_rest=is_rest)
        tables[:] = [last] if _reaches_end(rows, end) else []
        yield [], Cells([rows_of(head) for head in heads], is_first=True), 0
        for cells in table:
            yield [], Cells(cells, is_first=False), 0
        at = end
    refuse_rows_of(last, pending)
    yield from in_gutters(pending, gutters)


def refuse_rows_of(table: Open | None, rows: list[Row]) -> None:
    """Raises ImportProblem where below the end of a table rows begin where its columns do, or days stand in its column
    of deadlines."""
    if table is None:
        return
    place = table.columns.index(Column.DEADLINE) if Column.DEADLINE in table.columns else len(table.columns)
    left, right = [*table.lefts, inf, inf][place : place + 2]
    for row in rows:
        if _begins_in(table, row):
            raise ImportProblem(UNREAD)
        inside = [word for word in row if left - TOUCHING < word.left < right - TOUCHING]
        if DAY.fullmatch(fold(_text(inside))):
            raise ImportProblem(UNREAD)


def _begins_in(table: Open, row: Row) -> bool:
    """Whether a row begins where the second column of a table or one behind it does."""
    is_other = _is_page_number(row) or is_named_like_centre(_text(row))
    return not is_other and any(abs(row[0].left - left) < LEVEL for left in table.lefts[1:])


def segments(row: Row, apart: float = APART) -> list[Row]:
    """The words of a row that stand together."""
    found: list[Row] = [[row[0]]]
    for before, word in zip(row, row[1:], strict=False):
        if word.left - before.right > apart * word.size:
            found.append([])
        found[-1].append(word)
    return found


def headings_of(row: Row) -> list[Row]:
    """The headings of a table, when the row is made of them: a goal and something else that is known. Of the ways to
    tell them apart, the one by which most are known."""
    found: list[Row] = []
    most = 0
    if not _names_goals(row):
        return found
    told, words = [], list(row)
    for _column, count in told_apart([word.text for word in row]):  # where no space tells them apart
        told.append(words[:count])
        words = words[count:]
    for parts in (segments(row), segments(row, CLOSE), told):
        known = [head for head in map(_head, parts) if head and head is not Column.OTHER]
        is_table = len(parts) > (2 if parts is told else 1) and Column.GOAL in known
        if is_table and len(known) > max(most, 0 if parts is told else 1):
            found, most = parts, len(known)
    return found


def headings_at(rows: list[Row], at: int) -> tuple[int, list[Row]]:
    """The headings of a table that begin with a row, and how many rows they take: a heading of two lines stands beside
    others of one."""
    best: tuple[int, list[Row]] = (0, [])
    most = 0
    is_named = False
    for count in range(1, min(MOST_IN_HEADINGS, len(rows) - at) + 1):
        above = rows[at : at + count]
        if is_named_like_centre(_text(above[-1])):
            break
        is_named = is_named or _names_goals(above[-1])
        is_apart = count > 1 and _top(above[-1]) - _bottom(above[-2]) > CLOSE * above[-1][0].size
        if is_apart and not any(_head(part) in DETAILS for part in segments(above[-1], CLOSE)):
            break
        if at + count < len(rows) and _top(rows[at + count]) < _bottom(above[-1]) - LEVEL:
            continue  # the next one stands partly beside it
        if not is_named:
            continue
        heads = headings_of(above[0]) if count == 1 else _stacked(above)
        known = [head for head in map(_head, heads) if head and head is not Column.OTHER]
        if len(known) > most:
            best, most = (count, heads), len(known)
    return best


def _names_goals(row: Row) -> bool:
    return NAMES_GOALS.search(_text(row)) is not None


def _stacked(rows: list[Row]) -> list[Row]:
    """Headings of several lines: what stands above each other is one, but "Plnění" above "Termín" and "Odpovídá" only
    groups them. Nothing where one of them says nothing."""
    above, *below = [segments(row, CLOSE) for row in rows]
    lower = [part for parts in below for part in parts]
    own = [head for head in _above_each_other(lower) if _head(head) in DETAILS]
    beyond = max((_right(part) for part in lower if _head(part) is Column.GOAL), default=0.0)

    def only_groups(part: Row) -> bool:
        is_above = own and beyond < _left(part) < max(map(_right, own)) and min(map(_left, own)) < _right(part)
        return bool(is_above) and _head(part) in (None, Column.OTHER)

    heads = _above_each_other([*(part for part in above if not only_groups(part)), *lower])
    found = [_head(head) for head in heads]
    return heads if len(heads) > 1 and Column.GOAL in found and all(found) else []


def _above_each_other(parts: list[Row]) -> list[Row]:
    heads: list[Row] = []
    for part in sorted(parts, key=_left):
        if heads and _left(part) < _right(heads[-1]):
            heads[-1] = [*heads[-1], *part]
        else:
            heads.append(part)
    return heads


def _head(words: Row) -> Column | None:
    rows = rows_of(words) if len(words) > 1 else [words]
    return head_of((Line(" ".join(word.text for row in rows for word in row), ""),))


def _left(words: Row) -> float:
    return min(word.left for word in words)


def _right(words: Row) -> float:
    return max(word.right for word in words)


def _top(words: Row) -> float:
    return min(word.top for word in words)


def _bottom(words: Row) -> float:
    return max(word.bottom for word in words)


def goes_on(begun: Open, rows: list[Row], at: int) -> bool:
    """Whether rows that no headings stand above belong to the table of the page before: they leave its strips free, and
    one of them stands in several columns."""
    own = list(takewhile(lambda row: not is_named_like_centre(_text(row)), rows[at:]))  # above the next table
    near = own[: MOST_ABOVE + 1]
    if not near or not all(_without(strip, row) for strip in begun.strips for row in near):
        return False
    edges = [_edge(strip) for strip in begun.strips]
    columns = [
        [{sum(edge < word.left for edge in edges) for word in part} for part in segments(row, CLOSE)] for row in near
    ]
    below = own[:LONGEST_CELL]  # the rest of a long cell may stand above all others
    begins_row = any(len(segments(row, CLOSE)) > 1 and all(_without(it, row) for it in begun.strips) for row in below)
    inside = all(row[0].left > begun.outer - FAR * row[0].size for row in near)
    is_header = len(near) > 1 and near[1][0].top - near[0][0].bottom > FAR * near[0][0].size
    is_header = is_header or (len(near) > 1 and near[0][0].size < SMALLER * near[1][0].size)
    fits = all(len(places) == 1 for row in columns for places in row)
    return inside and not is_header and fits and begins_row


def table_from(
    rows: list[Row], at: int, begun: Open, *, is_rest: bool = False
) -> tuple[int, list[list[list[Row]]], Open]:
    """Where the table ends that begins with a row, its rows, and the table itself as its rows have shown it. Between two columns an empty strip goes down; where none is left, the table is over. Raises ImportProblem where
    cells that stand beside several rows leave open which of them they belong to."""
    strips, outer, goal, end = begun.strips, begun.outer, begun.goal, at
    while end < len(rows):
        row = rows[end]
        is_far = end > at and row[0].top - rows[end - 1][0].bottom > FAR * row[0].size
        narrowed = [_without(strip, row) for strip in strips]
        stands_out = row[0].left < outer - FAR * row[0].size and end > at + 1
        is_title = end > at and _is_title(row, rows[end - 1])
        is_alone = (is_far or is_title or _is_footer(rows, end)) and len(segments(row)) == 1
        is_number = _is_page_number(row) and _is_footer(rows, end)
        if is_alone and not is_title and not is_number and _stands_in_column(row, rows[at:end], outer):
            is_alone = False
        if is_alone and all(narrowed) and _leads_rows(rows[end : end + 1 + MOST_BELOW], narrowed):
            is_alone = False  # the name of a centre above its rows
        if not all(narrowed) or is_alone or stands_out or _leads_headings(rows, end) or headings_at(rows, end)[1]:
            break
        strips, outer = narrowed, min(outer, row[0].left)
        end += 1
    edges = [
        _aligned_edge(strip, rows[at:end], head, beyond)
        for strip, head, beyond in zip(strips, begun.lefts[1:], [*begun.lefts[2:], inf], strict=True)
    ]
    parts: list[Row] = [[] for _column in range(len(edges) + 1)]
    for row in rows[at:end]:
        is_name = is_named_like_centre(_text(row))  # over several columns
        for word in row:
            parts[begun.goal if is_name else sum(edge < word.left for edge in edges)].append(word)
    lines = [rows_of(part) for part in parts]
    others = [part for place, part in enumerate(lines) if begun.columns[place] is not Column.CENTRE]
    apart = _apart(others)
    # One row alone is known by lines that stand half beside each other, as those of cells set in the middle do.
    is_uneven = any(_top(below) < _bottom(above) - 2 * LEVEL for above, below in pairwise(rows[at:end]))
    if apart is not None and len(bands := _bands(others, apart)) > (0 if is_uneven else 1):
        whole = _bands(lines, apart)
        if _are_bridged(whole, bands) or _are_glued(lines[goal], bands, apart):
            raise ImportProblem(UNREAD)
        table = _in_bands(whole, lines)
    else:
        table = _row_by_row(rows[at:end], edges, goal)
    lacks_goal = _reaches_end(rows, end) and not (table and table[-1][goal])
    is_new = bool(table) and _text(sum(table[0][goal], []))[:1].isupper()
    if is_rest and is_new and not begun.lacks_goal and not any(cell for at, cell in enumerate(table[0]) if at != goal):
        raise ImportProblem(UNREAD)  # a row of its own, or what stands at the top of each page
    is_rest = is_rest and bool(table) and (begun.lacks_goal or not is_new)
    whole_rows = table[is_rest : len(table) - lacks_goal]
    if not _are_whole(whole_rows, begun.columns) or _goes_on_below(rows, end, strips):
        raise ImportProblem(UNREAD)
    lefts = [min([left, *(word.left for word in part)]) for left, part in zip(begun.lefts, parts, strict=True)]
    return end, table, Open(strips, outer, begun.columns, lefts, lacks_goal)


def _reaches_end(rows: list[Row], end: int) -> bool:
    """Whether a table that ends there goes on to the end of its page, where a footer may stand below."""
    return len(rows) - end < MOST_ABOVE


def _leads_headings(rows: list[Row], at: int) -> bool:
    """Whether a row names a centre whose own table begins below."""
    return is_named_like_centre(_text(rows[at])) and any(headings_at(rows, below)[1] for below in (at + 1, at + 2))


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)


def _is_footer(rows: list[Row], at: int) -> bool:
    """Whether the row is the last of its page and stands further below the one before than rows of a table do."""
    if at == 0 or at < len(rows) - 2:
        return False
    space = (_top(rows[at]) - _bottom(rows[at - 1])) / rows[at][0].size
    return space > (CLOSE if _is_page_number(rows[at]) else OWN_SPACE)


def _is_page_number(row: Row) -> bool:
    return PAGE_NUMBER.fullmatch(_text(row)) is not None


def _stands_in_column(row: Row, above: list[Row], outer: float) -> bool:
    """Whether a row begins where an inner column of the table does."""
    lefts = [part[0].left for one in above for part in segments(one, CLOSE)]
    return row[0].left > outer + GUTTER and any(abs(left - row[0].left) < LEVEL for left in lefts)


def _leads_rows(rows: list[Row], strips: list[list[tuple[float, float]]]) -> bool:
    """Whether a row and the first below it stand in several columns of the table, and those are no headings."""
    if len(rows) < 2 or headings_at(rows, 1)[1]:
        return False
    edges = list(map(_edge, strips))
    places = {sum(edge < word.left for edge in edges) for row in rows for word in row}
    return len(places) > 1 and all(_without(strip, row) for strip in strips for row in rows)


def _apart(columns: list[list[Row]]) -> float | None:
    """More space than between two lines of a cell, which is what stands between rows of a table."""
    inner = sorted(_upper(below) - _lower(above) for column in columns for above, below in pairwise(column))
    sizes = [row[0].size for column in columns for row in column]
    return inner[len(inner) // 20] + MORE_SPACE * max(sizes) if len(inner) >= FEWEST_ROWS else None


def _lower(line: Row) -> float:
    """Where a line of words stands; the boxes of some fonts end with each letter."""
    return median(word.bottom for word in line)


def _upper(line: Row) -> float:
    return _lower(line) - max(word.size for word in line)


def _bands(columns: list[list[Row]], apart: float) -> list[Band]:
    """The top and the bottom of each row of a table, by the space that goes all the way across."""
    lines = sorted((row for column in columns for row in column), key=_upper)
    bands: list[Band] = []
    for line in lines:
        if bands and _upper(line) - bands[-1][1] <= apart:
            bands[-1] = (bands[-1][0], max(bands[-1][1], _lower(line)))
        else:
            bands.append((_upper(line), _lower(line)))
    return bands


def _are_bridged(whole: list[Band], bands: list[Band]) -> bool:
    """Whether the name of a centre stands beside several rows, so that it shows nowhere which of them are its own."""
    return any(sum(top <= one < bottom for one, _end in bands) > 1 for top, bottom in whole)


def _are_glued(goals: list[Row], bands: list[Band], apart: float) -> bool:
    """Whether a cell beside two goals, which space parts, makes one row of them."""
    return any(
        _upper(below) - _lower(above) > apart
        and below[0].text[:1].isupper()
        and any(top <= _upper(above) and _lower(below) <= bottom for top, bottom in bands)
        for above, below in pairwise(goals)
    )


def _are_whole(table: list[list[list[Row]]], columns: list[Column | None]) -> bool:
    """Whether each row has what one row of a table has: one number where rows are numbered, one day, and no year beside
    a person."""
    goal = columns.index(Column.GOAL)
    by_column = {column: [row[place] for row in table] for place, column in enumerate(columns)}
    numbers = by_column.get(Column.NUMBER, [])
    if any(numbers):
        words = [[word for line in row[goal] for word in line] for row in table]
        are_goals = [bool(cell) and not _is_between_rows(cell) for cell in words]
        if [len(cell) for cell in numbers] != [int(is_goal) for is_goal in are_goals]:
            return False
    days = [[DAY.fullmatch(fold(_text(line))) for line in cell] for cell in by_column.get(Column.DEADLINE, [])]
    if any(sum(map(bool, cell)) > 1 for cell in days):
        return False
    return not any(YEAR.search(_text(line)) for cell in by_column.get(Column.RESPONSIBLE, []) for line in cell)


def _is_between_rows(words: Row) -> bool:
    """Whether a cell names a centre or is set in bold, as headings between rows of a table are."""
    return is_named_like_centre(_text(words)) or all(word.bold for word in words)


def _goes_on_below(rows: list[Row], end: int, strips: list[list[tuple[float, float]]]) -> bool:
    """Whether rows stand below the end of a table, and above its footer, that look like more of it."""
    for at in range(end, len(rows) - MOST_ABOVE):
        if headings_at(rows, at)[1]:
            return False
        if len(segments(rows[at], CLOSE)) > 1 and all(_without(strip, rows[at]) for strip in strips):
            return True
    return False


def _in_bands(bands: list[Band], columns: list[list[Row]]) -> list[list[list[Row]]]:
    """The rows of a table by the space between them."""
    table: list[list[list[Row]]] = [[[] for _column in columns] for _band in bands]
    for place, lines in enumerate(columns):
        for line in lines:
            beside = next(at for at, (top, bottom) in enumerate(bands) if top <= _upper(line) < bottom)
            table[beside][place].append(line)
    return table


def _row_by_row(rows: list[Row], edges: list[float], goal: int) -> list[list[list[Row]]]:
    """The rows of a table whose lines stand evenly: how a goal is written tells where a row begins. Raises ImportProblem
    where cells stand half above the goal they belong to."""
    table: list[list[list[Row]]] = []
    lines = [[word for word in row if sum(edge < word.left for edge in edges) == goal] for row in rows]
    begins_own = _own_goals([line for line in lines if line])
    for row, below in zip_longest(rows, rows[1:]):
        parts: list[Row] = [[] for _column in range(len(edges) + 1)]
        is_name = is_named_like_centre(_text(row))
        for word in row:
            parts[goal if is_name else sum(edge < word.left for edge in edges)].append(word)
        cells = [rows_of(part) for part in parts]
        if below and not cells[goal] and _top(below) < _bottom(row) - 2 * LEVEL:
            raise ImportProblem(UNREAD)
        others = [place for place, cell in enumerate(cells) if cell and place != goal]
        begins = cells[goal] and (not table or _is_new(table[-1], cells, goal))
        is_own = bool(cells[goal]) and not others and begins_own(cells[goal][0])
        if not table or (others and begins) or is_own:
            table.append(cells)
        else:
            table[-1] = [[*above, *cell] for above, cell in zip(table[-1], cells, strict=True)]
    return table


def _own_goals(lines: list[Row]) -> Callable[[Row], bool]:
    """Tells of a line of the column of goals, beside which nothing stands, whether a row begins with it: its first word
    would have had room above, or it stands further below than a line that goes on in a sentence. Where there is none,
    the question raises ImportProblem."""
    edge = max((line[-1].right for line in lines), default=0.0)
    inner = [(_top(below) - _top(above)) / below[0].size for above, below in pairwise(lines) if below[0].text[:1].islower()]

    def begins_own(line: Row) -> bool:
        above = next((it for it in reversed(lines) if _top(it) < _top(line)), None)
        if above is None or not line[0].text[:1].isupper() or is_unfinished(_text(above)):
            return False
        if above[-1].right + CLOSE * line[0].size + line[0].right - line[0].left < edge:
            return True
        pitch = (_top(line) - _top(above)) / line[0].size
        if not inner and pitch < WIDEST_PITCH:
            raise ImportProblem(UNREAD)
        return not inner or pitch > min(inner) + MORE_SPACE

    return begins_own


def _is_title(row: Row, above: Row) -> bool:
    """Whether the row is set larger or bolder than the one above."""
    is_bolder = all(word.bold for word in row) and not any(word.bold for word in above)
    return is_bolder or min(word.size for word in row) > 1.1 * max(word.size for word in above)


def _edge(strip: list[tuple[float, float]]) -> float:
    """The middle of the widest of a strip's pieces."""
    return sum(max(strip, key=lambda it: it[1] - it[0])) / 2


def _aligned_edge(strip: list[tuple[float, float]], rows: list[Row], head: float, beyond: float) -> float:
    """The edge before a column whose heading begins there, and that of the next one beyond. Raises ImportProblem where
    the strip is no wider than the space between two words, and the words of the column do not tell by beginning at one
    edge."""
    widest = max(strip, key=lambda it: it[1] - it[0])
    if widest[1] - widest[0] >= CLOSE * max((row[0].size for row in rows), default=0.0):
        return sum(widest) / 2

    def beginning_at(left: float) -> int:
        return sum(any(abs(word.left - left) < LEVEL for word in row) for row in rows) + (abs(head - left) < LEVEL)

    left, right = max(strip, key=lambda piece: beginning_at(piece[1]))
    inside = sum(any(left < word.left < beyond - LEVEL for word in row) for row in rows)
    if 3 * beginning_at(right) < inside or any(
        2 * beginning_at(piece[1]) > beginning_at(right) for piece in strip if piece != (left, right)
    ):
        raise ImportProblem(UNREAD)
    return (left + right) / 2


def _is_new(above: list[list[Row]], cells: list[list[Row]], goal: int) -> bool:
    """Whether a row of words begins a row of the table: the wrapped rest of one has no capital or no space above."""
    if not above[goal]:
        return True
    before, word = above[goal][-1][-1], cells[goal][0][0]
    is_apart = word.top - before.bottom > 0.35 * word.size
    others = [place for place, cell in enumerate(cells) if cell and place != goal]
    is_numbered = any(place < goal and re.fullmatch(r"\d{1,3}\.?", cells[place][0][0].text) for place in others)
    return is_apart or is_numbered or (word.text[:1].isupper() and len(others) > 1)


def _without(strip: list[tuple[float, float]], row: Row) -> list[tuple[float, float]]:
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


# Columns of text


def in_gutters(rows: list[Row], gutters: list[float]) -> Iterator[Placed]:
    """Rows between which an empty strip stands go first down its left side, then down its right."""
    at = 0
    number = [row for row in rows[-1:] if _is_page_number(row)]
    rows = rows[: len(rows) - len(number)]
    begun = cache(partial(gutter_from, rows, tuple(gutters)))  # each is asked for again by the rows above
    while at < len(rows):
        gutter, end = begun(at)
        if gutter is None:
            gutter, end = gutter_below(rows, at, begun)
        if gutter is None:
            yield rows[at], None, 0
            at += 1
            continue
        gutters[:] = [gutter]
        sides = [
            [[word for word in row if (word.left < gutter) == is_left] for row in rows[at:end]]
            for is_left in (True, False)
        ]
        names = " ".join(word.text for part in sides[0] for word in part)
        if are_names_of_centres(names):  # in the margin, beside their goals
            yield from ((part, None, 1) for part in _by_names(*sides) if part)
        else:
            begins = 0
            for heading in [*_headings_across(*sides), end - at]:
                for side, parts in enumerate(sides, 1):
                    words = [word for part in parts[begins:heading] for word in part]
                    yield from ((row, None, side) for row in rows_of(words))
                begins = heading
        at = end
    yield from ((row, None, 0) for row in number)


def _headings_across(left: list[Row], right: list[Row]) -> list[int]:
    """At which rows the name of a centre stands over both columns: beside it the right one has more space between its
    lines than anywhere else, and goes on below. Raises ImportProblem where only some names stand so."""
    names = [at for at, row in enumerate(left) if at and row and is_named_like_centre(_text(row))]
    lines = [at for at, row in enumerate(right) if row]
    spaces = {at: _top(right[at]) - _bottom(right[before]) for before, at in pairwise(lines)}
    beside = {name: next((at for before, at in pairwise(lines) if before < name < at), None) for name in names}
    widest = max((space for at, space in spaces.items() if at not in beside.values()), default=0.0)
    across = [
        name
        for name, at in beside.items()
        if at is not None and spaces[at] > widest and not is_named_like_centre(_text(right[at]))
    ]
    if across and len(across) < len(names):
        raise ImportProblem(UNREAD_BESIDE)
    return across


def _by_names(names: list[Row], beside: list[Row]) -> list[Row]:
    """Names in the margin, each above the text that begins beside it. Raises ImportProblem where one stands further
    down in its text, so that it does not show which text is its own."""
    space = sorted(_top(below) - _top(above) for above, below in pairwise(row for row in beside if row))
    found: list[Row] = []
    last: Row = []
    for name, text in zip(names, beside, strict=True):
        if name and not text or (name and last and _top(text) - _top(last) < OWN_SPACE * space[len(space) // 2]):
            raise ImportProblem(UNREAD)
        found += [name, text]
        last = text or last
    return found


def gutter_from(rows: Sequence[Row], known: tuple[float, ...], at: int) -> Gutter:
    """The middle of the empty strip that goes down from the row, and where it ends. One of the page before is known: of
    the last page it may leave a few lines."""
    parts = segments(rows[at], CLOSE)
    strips = [(one[-1].right, two[0].left) for one, two in pairwise(parts)]
    strips = [(left, right) for left, right in strips if right - left >= GUTTER]
    if not strips:
        return None, at
    end, is_footer = at, False
    while end < len(rows):
        left = [(a, b) for a, b in _without(strips, rows[end]) if b - a >= GUTTER]
        is_footer = end > at and rows[end][0].top - rows[end - 1][0].bottom > FOOT * rows[end][0].size
        if not left or is_footer:
            break
        strips = left
        end += 1
    for left_edge, right_edge in sorted(strips, key=lambda it: it[0] - it[1]):
        middle = (left_edge + right_edge) / 2
        if (end == len(rows) or is_footer) and any(left_edge < it < right_edge for it in known):
            return middle, end
        left = [[word for word in row if word.left < middle] for row in rows[at:end]]
        right = [[word for word in row if word.left >= middle] for row in rows[at:end]]
        both = min(_beside(left, right), _beside(right, left))
        if both >= FEWEST_ROWS and _is_text(left) and _is_text(right) and not _is_river(right):
            return middle, end
    return None, at


def gutter_below(rows: Sequence[Row], at: int, begun: Callable[[int], Gutter]) -> Gutter:
    """The same, where the right column begins somewhat above the left one, below a title."""
    for below in range(at + 1, min(at + 1 + MOST_BEFORE, len(rows))):
        gutter, end = begun(below)
        if gutter is None:
            continue
        begins_right = all(word.left + word.right > 2 * gutter for word in rows[at])
        is_near = rows[below][0].top - rows[at][-1].bottom < FAR * MOST_ABOVE * rows[at][0].size or all(
            _top(two) - _bottom(one) < FAR * one[0].size for one, two in pairwise(rows[at : below + 1])
        )
        words = [word for row in rows[at:end] for word in row]
        left_edge = max((word.right for word in words if word.left + word.right <= 2 * gutter), default=0.0)
        right_edge = min((word.left for word in words if word.left + word.right > 2 * gutter), default=0.0)
        is_free = right_edge - left_edge >= GUTTER
        return ((left_edge + right_edge) / 2, end) if begins_right and is_near and is_free else (None, at)
    return None, at


def refuse_unparted(rows: list[Row]) -> None:
    """Raises ImportProblem where rows that would be read across stand in columns all the same: behind wide spaces,
    texts begin at one edge that is no edge of labels."""
    places: list[float] = []
    for row in rows:
        parts = segments(row)
        gaps = sorted(two.left - one.right for one, two in pairwise(row))
        wide = WIDER * gaps[len(gaps) // 2] if len(gaps) > 1 else 0.0
        for before, part in pairwise(parts):
            said, behind = _text(before), _text(part)
            is_text = len(behind) >= FEWEST_LETTERS and len(said) >= FEWEST_LETTERS and not said.endswith(":")
            if is_text and part[0].left - before[-1].right >= wide and not is_contact(f"{said} {behind}"):
                places.append(part[0].left)
    if any(_alike(places, place) > 1 for place in places):
        raise ImportProblem(UNREAD_BESIDE)


def _beside(rows: list[Row], others: list[Row]) -> int:
    """How many of the rows stand no higher and no lower than others do, be it between two of them."""
    tops = [_top(row) for row in others if row]
    return sum(min(tops) - LEVEL <= _top(row) <= max(tops) + LEVEL for row in rows if row) if tops else 0


def _is_river(rows: list[Row]) -> bool:
    """Whether what stands on the right only ends where lines of justified text do: a column begins at one edge, too."""
    lefts, rights = [row[0].left for row in rows if row], [row[-1].right for row in rows if row]
    is_justified = max(map(partial(_alike, rights), rights)) > len(rights) / 2
    return is_justified and max(map(partial(_alike, lefts), lefts)) == 1


def _alike(places: list[float], one: float) -> int:
    return sum(abs(place - one) < SAME for place in places)


def _is_text(rows: list[Row]) -> bool:
    lengths = [sum(len(word.text) for word in row) for row in rows if row]
    return sum(lengths) / max(len(lengths), 1) >= FEWEST_LETTERS
