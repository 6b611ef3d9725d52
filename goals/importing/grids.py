"""Tables of a PDF that are drawn with lines: where these stand, and what stands in their cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from goals.importing.rows import CLOSE, GUTTER, TOUCHING, Row, middle_of, rows_of, segments

LOWEST_ROW = 8.0  # points


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


def without_stripes(grids: list[Grid], rows: list[Row]) -> list[Grid]:
    """The tables without rows of one that are only shaded, its headings or every other row: the row above or below,
    which no grid holds, stands in the same columns."""
    free = [row for row in rows if not any(grid.top < middle_of(row) < grid.bottom for grid in grids)]

    def is_stripe(grid: Grid) -> bool:
        above = [row for row in free if middle_of(row) < grid.top][-1:]
        below = [row for row in free if middle_of(row) > grid.bottom][:1]
        return len(grid.tops) == 2 and any(_stands_in(grid, row) for row in (*above, *below))

    return [grid for grid in grids if not is_stripe(grid)]


def _stands_in(grid: Grid, row: Row) -> bool:
    """Whether the words of a row leave the edges of the table's columns free and stand in several of them."""
    places = {sum(edge <= word.left for edge in grid.edges) for word in row}
    is_free = not any(word.left < edge < word.right for edge in grid.edges for word in row)
    return is_free and len(places) > 1 and len(segments(row, CLOSE)) > 1


def between(grids: list[Grid]) -> float | None:
    """The middle of the space between two tables that stand beside each other."""
    for one, other in product(grids, grids):
        if one.right < other.left and one.top < other.bottom and other.top < one.bottom:
            return (one.right + other.left) / 2
    return None


def _leaves_free(grid: Grid, rows: list[Row]) -> bool:
    """Whether words of a row that no upright line divides stand in its columns all the same."""
    words = [word for row in rows for word in row]
    places = {sum(edge <= word.left for edge in grid.edges) for word in words}
    return places != {1} and not any(word.left < edge < word.right for edge in grid.edges for word in words)


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
        cells: list[list[Row]] = [[] for edge_of in grid.edges[1:]]
        inside = [row for row in rows if top < middle_of(row) <= bottom]
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
