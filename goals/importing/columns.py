"""How a page of a PDF is laid out: tables with and without drawn lines, two columns of text, and the rest row by row.
Works on words with their places."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise

from goals.importing.centres import are_names_of_centres, is_named_like_centre
from goals.importing.grids import Grid, between, rows_of_grid, without_stripes
from goals.importing.lines import ImportProblem
from goals.importing.rows import (
    CLOSE,
    FAR,
    FEWEST_ROWS,
    GUTTER,
    LEVEL,
    MOST_ABOVE,
    OWN_SPACE,
    UNREAD,
    Row,
    bottom_of,
    is_page_number,
    left_free,
    left_of,
    middle_of,
    right_of,
    rows_of,
    segments,
    text_of_row,
    top_of,
)
from goals.importing.unruled import (
    Unruled,
    goes_on_at,
    heading_of,
    headings_at,
    reaches_end,
    refuse_rows_of,
    table_from,
)
from goals.importing.wording import is_contact

SAME = 0.6  # points: so near to each other lines begin at one edge
FOOT = 6.0
MOST_BEFORE = 16  # rows by which one column of text may begin above the other, or stand between its lines
FEWEST_LETTERS = 8  # a column has, on average
UNREAD_BESIDE = (
    "Text v PDF stojí vedle sebe v několika sloupcích a nejde poznat, co k čemu patří. Použijte původní dokument Wordu."
)
WIDER = 2.5  # times the usual space of its row
Gutter = tuple[float | None, int]  # its middle, and the row where it ends


@dataclass
class Cells:
    """One row of a table on a page."""

    cells: list[list[Row]]  # of each column its rows of words
    is_first: bool
    is_torn: bool = False  # no line is drawn above it


Placed = tuple[Row, Cells | None, int]  # a row of words or one of a table, and the column of text in which it stands


def edges_of(rows: list[Cells]) -> dict[tuple[int, int], float]:
    """How far to the right the words of a column reach, in the tables of a page that have as many columns."""
    edges: dict[tuple[int, int], float] = {}
    for row in rows:
        for place, cell in enumerate(row.cells):
            column = len(row.cells), place
            edges[column] = max([edges.get(column, 0.0), *(part[-1].right for part in cell)])
    return edges


def laid_out(rows: list[Row], grids: list[Grid], tables: list[Unruled], gutters: list[float]) -> Iterator[Placed]:
    """The rows in reading order. `tables` holds the table that the page before left open; what this page leaves open
    takes its place. `gutters` holds in the same way where two columns of text were told apart last. Tables beside each
    other stand in two columns of text, which are read one after the other."""
    grids = without_stripes(grids, rows)
    middle = between(grids)
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
        middle = middle_of(row)
        grid = next((it for it in grids if it.top < middle < it.bottom), None)
        if grid is None:
            free.append(row)
            continue
        if id(grid) not in done:
            yield from in_columns(free, begun, [], gutters)
            free, begun = [], None
            done.add(id(grid))
            inside = [it for it in rows if grid.top < middle_of(it) < grid.bottom]
            for at, cells in enumerate(rows_of_grid(grid, inside)):
                yield [], Cells(cells, is_first=at == 0, is_torn=grid.is_torn and at == 0), 0
    yield from in_columns(free, begun, tables, gutters)


def in_columns(rows: list[Row], begun: Unruled | None, tables: list[Unruled], gutters: list[float]) -> Iterator[Placed]:
    """Rows that no drawn table holds: a table that goes on or begins under its headings, columns of text, the rest as
    it comes."""
    at = 0
    pending: list[Row] = []
    last = begun
    anew = next((at for at in range(min(MOST_ABOVE, len(rows))) if headings_at(rows, at)[1]), None)
    above = goes_on_at(begun, rows, anew) if begun is not None else None
    repeats = begun is not None and above is None and anew is not None  # its headings
    repeats = repeats and not any(is_named_like_centre(text_of_row(row)) for row in rows[:anew])
    lacks_goal = begun is not None and begun.lacks_goal
    if lacks_goal and above is None and not repeats:
        raise ImportProblem(UNREAD)
    if begun is not None and above is not None:
        yield from in_gutters(rows[:above], gutters)
        at, table, last = table_from(rows, above, begun, is_rest=True)
        for cells in table:
            yield [], Cells(cells, is_first=False), 0
        tables[:] = [last] if reaches_end(rows, at) else []
    while at < len(rows):
        count, heads = headings_at(rows, at)
        if not heads:
            pending.append(rows[at])
            at += 1
            continue
        refuse_rows_of(last, pending)
        yield from in_gutters(pending, gutters)
        pending = []
        strips = [[(right_of(one), left_of(two))] for one, two in pairwise(heads)]
        is_rest = repeats and at == anew
        columns, lefts = [heading_of(head) for head in heads], [left_of(head) for head in heads]
        last = Unruled(strips, lefts[0], columns, lefts, lacks_goal and is_rest)
        end, table, last = table_from(rows, at + count, last, is_rest=is_rest)
        tables[:] = [last] if reaches_end(rows, end) else []
        yield [], Cells([rows_of(head) for head in heads], is_first=True), 0
        for cells in table:
            yield [], Cells(cells, is_first=False), 0
        at = end
    refuse_rows_of(last, pending)
    yield from in_gutters(pending, gutters)


def in_gutters(rows: list[Row], gutters: list[float]) -> Iterator[Placed]:
    """Rows between which an empty strip stands go first down its left side, then down its right."""
    at = 0
    number = [row for row in rows[-1:] if is_page_number(row)]
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
    names = [at for at, row in enumerate(left) if at and row and is_named_like_centre(text_of_row(row))]
    lines = [at for at, row in enumerate(right) if row]
    spaces = {at: top_of(right[at]) - bottom_of(right[before]) for before, at in pairwise(lines)}
    beside = {name: next((at for before, at in pairwise(lines) if before < name < at), None) for name in names}
    widest = max((space for at, space in spaces.items() if at not in beside.values()), default=0.0)
    across = [
        name
        for name, at in beside.items()
        if at is not None and spaces[at] > widest and not is_named_like_centre(text_of_row(right[at]))
    ]
    if across and len(across) < len(names):
        raise ImportProblem(UNREAD_BESIDE)
    return across


def _by_names(names: list[Row], beside: list[Row]) -> list[Row]:
    """Names in the margin, each above the text that begins beside it. Raises ImportProblem where one stands further
    down in its text, so that it does not show which text is its own."""
    space = sorted(top_of(below) - top_of(above) for above, below in pairwise(row for row in beside if row))
    found: list[Row] = []
    last: Row = []
    for name, text in zip(names, beside, strict=True):
        if name and not text or (name and last and top_of(text) - top_of(last) < OWN_SPACE * space[len(space) // 2]):
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
        left = [(a, b) for a, b in left_free(strips, rows[end]) if b - a >= GUTTER]
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
            top_of(two) - bottom_of(one) < FAR * one[0].size for one, two in pairwise(rows[at : below + 1])
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
            said, behind = text_of_row(before), text_of_row(part)
            is_text = len(behind) >= FEWEST_LETTERS and len(said) >= FEWEST_LETTERS and not said.endswith(":")
            if is_text and part[0].left - before[-1].right >= wide and not is_contact(f"{said} {behind}"):
                places.append(part[0].left)
    if any(_alike(places, place) > 1 for place in places):
        raise ImportProblem(UNREAD_BESIDE)


def _beside(rows: list[Row], others: list[Row]) -> int:
    """How many of the rows stand no higher and no lower than others do, be it between two of them."""
    tops = [top_of(row) for row in others if row]
    return sum(min(tops) - LEVEL <= top_of(row) <= max(tops) + LEVEL for row in rows if row) if tops else 0


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
