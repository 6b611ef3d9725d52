"""Tables of a PDF without lines: known by their headings, parted by the empty strips between their columns, and refused
where a strip or a row cannot be told."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, takewhile, zip_longest
from math import inf
from statistics import median

from goals.formatting import fold
from goals.importing.centres import is_named_like_centre
from goals.importing.lines import ImportProblem, Line
from goals.importing.rows import (
    CLOSE,
    FAR,
    FEWEST_ROWS,
    GUTTER,
    LEVEL,
    MOST_ABOVE,
    OWN_SPACE,
    TOUCHING,
    UNREAD,
    Row,
    Strip,
    bottom_of,
    is_page_number,
    left_free,
    left_of,
    right_of,
    rows_of,
    segments,
    text_of_row,
    top_of,
)
from goals.importing.tables import DETAILS, NAMES_GOALS, YEAR, Column, head_of, told_apart
from goals.importing.wording import DAY, is_unfinished

LONGEST_CELL = 25  # rows of words
MOST_BELOW = 4  # rows of words that may stand in one column below the name of a centre
MORE_SPACE = 0.1  # times the size of letters: so much more stands between rows of a table than between lines of a cell
SMALLER = 0.9  # times the size of letters: what stands at the top of each page
WIDEST_PITCH = 1.8  # times the size of letters, from one line of a cell to the next
MOST_IN_HEADINGS = 4  # rows of words
Band = tuple[float, float]  # top and bottom
Table = list[list[list[Row]]]  # its rows, of each the cells, of each the rows of words


@dataclass
class Unruled:
    """A table without lines: the strips between its columns, its left edge, what its columns hold, where these begin,
    and whether it goes on below the page for certain, where its headings or a day stand without a goal."""

    strips: list[Strip]
    outer: float
    columns: list[Column | None]
    lefts: list[float]
    lacks_goal: bool = False

    @property
    def goal(self) -> int:
        return self.columns.index(Column.GOAL)


def refuse_rows_of(table: Unruled | None, rows: list[Row]) -> None:
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
        if DAY.fullmatch(fold(text_of_row(inside))):
            raise ImportProblem(UNREAD)


def _begins_in(table: Unruled, row: Row) -> bool:
    """Whether a row begins where the second column of a table or one behind it does."""
    is_other = is_page_number(row) or is_named_like_centre(text_of_row(row))
    return not is_other and any(abs(row[0].left - left) < LEVEL for left in table.lefts[1:])


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
        known = [head for head in map(heading_of, parts) if head and head is not Column.OTHER]
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
        if is_named_like_centre(text_of_row(above[-1])):
            break
        is_named = is_named or _names_goals(above[-1])
        is_apart = count > 1 and top_of(above[-1]) - bottom_of(above[-2]) > CLOSE * above[-1][0].size
        if is_apart and not any(heading_of(part) in DETAILS for part in segments(above[-1], CLOSE)):
            break
        if at + count < len(rows) and top_of(rows[at + count]) < bottom_of(above[-1]) - LEVEL:
            continue  # the next one stands partly beside it
        if not is_named:
            continue
        heads = headings_of(above[0]) if count == 1 else _stacked(above)
        known = [head for head in map(heading_of, heads) if head and head is not Column.OTHER]
        if len(known) > most:
            best, most = (count, heads), len(known)
    return best


def _names_goals(row: Row) -> bool:
    return NAMES_GOALS.search(text_of_row(row)) is not None


def _stacked(rows: list[Row]) -> list[Row]:
    """Headings of several lines: what stands above each other is one, but "Plnění" above "Termín" and "Odpovídá" only
    groups them. Nothing where one of them says nothing."""
    above, *below = [segments(row, CLOSE) for row in rows]
    lower = [part for parts in below for part in parts]
    own = [head for head in _above_each_other(lower) if heading_of(head) in DETAILS]
    beyond = max((right_of(part) for part in lower if heading_of(part) is Column.GOAL), default=0.0)

    def only_groups(part: Row) -> bool:
        is_above = own and beyond < left_of(part) < max(map(right_of, own)) and min(map(left_of, own)) < right_of(part)
        return bool(is_above) and heading_of(part) in (None, Column.OTHER)

    heads = _above_each_other([*(part for part in above if not only_groups(part)), *lower])
    found = [heading_of(head) for head in heads]
    return heads if len(heads) > 1 and Column.GOAL in found and all(found) else []


def _above_each_other(parts: list[Row]) -> list[Row]:
    heads: list[Row] = []
    for part in sorted(parts, key=left_of):
        if heads and left_of(part) < right_of(heads[-1]):
            heads[-1] = [*heads[-1], *part]
        else:
            heads.append(part)
    return heads


def heading_of(words: Row) -> Column | None:
    rows = rows_of(words) if len(words) > 1 else [words]
    return head_of((Line(" ".join(word.text for row in rows for word in row), ""),))


def goes_on_at(begun: Unruled, rows: list[Row], anew: int | None) -> int | None:
    """At which of the first rows of a page, above the headings of another table, the table of the page before goes on.
    Raises ImportProblem where rows right above it are not known."""
    top = range(min(MOST_ABOVE, len(rows)))[:anew]
    at = next((at for at in top if _begins_in(begun, rows[at]) or _goes_on(begun, rows[:anew], at)), None)
    if at is not None:
        refuse_rows_of(begun, rows[:at])
        if at and top_of(rows[at]) - bottom_of(rows[at - 1]) < CLOSE * rows[at][0].size:
            raise ImportProblem(UNREAD)
    return at


def _goes_on(begun: Unruled, rows: list[Row], at: int) -> bool:
    """Whether rows that no headings stand above belong to the table of the page before: they leave its strips free, and
    one of them stands in several columns."""
    own = list(takewhile(lambda row: not is_named_like_centre(text_of_row(row)), rows[at:]))  # above the next table
    near = own[: MOST_ABOVE + 1]
    if not near or not all(left_free(strip, row) for strip in begun.strips for row in near):
        return False
    edges = [sum(_widest(strip)) / 2 for strip in begun.strips]
    columns = [
        [{sum(edge < word.left for edge in edges) for word in part} for part in segments(row, CLOSE)] for row in near
    ]
    below = own[:LONGEST_CELL]  # the rest of a long cell may stand above all others
    begins_row = any(len(segments(row, CLOSE)) > 1 and all(left_free(it, row) for it in begun.strips) for row in below)
    inside = all(row[0].left > begun.outer - FAR * row[0].size for row in near)
    is_header = len(near) > 1 and near[1][0].top - near[0][0].bottom > FAR * near[0][0].size
    is_header = is_header or (len(near) > 1 and near[0][0].size < SMALLER * near[1][0].size)
    fits = all(len(places) == 1 for row in columns for places in row)
    return inside and not is_header and fits and begins_row


def table_from(rows: list[Row], at: int, begun: Unruled, *, is_rest: bool = False) -> tuple[int, Table, Unruled]:
    """Where the table ends that begins with a row, its rows, and the table itself as these have shown it. Raises
    ImportProblem where it does not show which cells belong together."""
    goal = begun.goal
    end, strips, outer = _extent(rows, at, begun)
    edges = [
        _aligned_edge(strip, rows[at:end], head, beyond)
        for strip, head, beyond in zip(strips, begun.lefts[1:], [*begun.lefts[2:], inf], strict=True)
    ]
    parted = [_parted(row, edges, goal) for row in rows[at:end]]
    columns = [[word for row in parted for word in row[place]] for place in range(len(edges) + 1)]
    lines = [rows_of(column) for column in columns]
    others = [part for place, part in enumerate(lines) if begun.columns[place] is not Column.CENTRE]
    apart = _apart(others)
    # One row alone is known by lines that stand half beside each other, as those of cells set in the middle do.
    is_uneven = any(top_of(below) < bottom_of(above) - 2 * LEVEL for above, below in pairwise(rows[at:end]))
    if apart is not None and len(bands := _bands(others, apart)) > (0 if is_uneven else 1):
        whole = _bands(lines, apart)
        if _are_bridged(whole, bands) or _are_glued(lines[goal], bands, apart):
            raise ImportProblem(UNREAD)
        table = _in_bands(whole, lines)
    else:
        table = _row_by_row(rows[at:end], parted, goal)
    lacks_goal = reaches_end(rows, end) and not (table and table[-1][goal])
    is_new = bool(table) and text_of_row(sum(table[0][goal], []))[:1].isupper()
    if is_rest and is_new and not begun.lacks_goal and not any(cell for at, cell in enumerate(table[0]) if at != goal):
        raise ImportProblem(UNREAD)  # a row of its own, or what stands at the top of each page
    is_rest = is_rest and bool(table) and (begun.lacks_goal or not is_new)
    if not _are_whole(table[is_rest : len(table) - lacks_goal], begun.columns) or _goes_on_below(rows, end, strips):
        raise ImportProblem(UNREAD)
    lefts = [min([left, *(word.left for word in column)]) for left, column in zip(begun.lefts, columns, strict=True)]
    return end, table, Unruled(strips, outer, begun.columns, lefts, lacks_goal)


def _extent(rows: list[Row], at: int, begun: Unruled) -> tuple[int, list[Strip], float]:
    """Where the table ends that begins with a row, its strips and its left edge: between two columns an empty strip
    goes down; where none is left, the table is over."""
    strips, outer, end = begun.strips, begun.outer, at
    while end < len(rows):
        row = rows[end]
        is_far = end > at and row[0].top - rows[end - 1][0].bottom > FAR * row[0].size
        narrowed = [left_free(strip, row) for strip in strips]
        stands_out = row[0].left < outer - FAR * row[0].size and end > at + 1
        is_title = end > at and _is_title(row, rows[end - 1])
        is_alone = (is_far or is_title or _is_footer(rows, end)) and len(segments(row)) == 1
        is_number = is_page_number(row) and _is_footer(rows, end)
        if is_alone and not is_title and not is_number and _stands_in_column(row, rows[at:end], outer):
            is_alone = False
        if is_alone and all(narrowed) and _leads_rows(rows[end : end + 1 + MOST_BELOW], narrowed):
            is_alone = False  # the name of a centre above its rows
        if not all(narrowed) or is_alone or stands_out or _leads_headings(rows, end) or headings_at(rows, end)[1]:
            break
        strips, outer = narrowed, min(outer, row[0].left)
        end += 1
    return end, strips, outer


def _parted(row: Row, edges: list[float], goal: int) -> list[Row]:
    """The words of a row by columns; the name of a centre, which may stand over several, as a goal."""
    parts: list[Row] = [[] for _column in range(len(edges) + 1)]
    is_name = is_named_like_centre(text_of_row(row))
    for word in row:
        parts[goal if is_name else sum(edge < word.left for edge in edges)].append(word)
    return parts


def reaches_end(rows: list[Row], end: int) -> bool:
    """Whether a table that ends there goes on to the end of its page, where a footer may stand below."""
    return len(rows) - end < MOST_ABOVE


def _leads_headings(rows: list[Row], at: int) -> bool:
    """Whether a row names a centre whose own table begins below."""
    return is_named_like_centre(text_of_row(rows[at])) and any(
        headings_at(rows, below)[1] for below in (at + 1, at + 2)
    )


def _is_footer(rows: list[Row], at: int) -> bool:
    """Whether the row is the last of its page and stands further below the one before than rows of a table do."""
    if at == 0 or at < len(rows) - 2:
        return False
    space = (top_of(rows[at]) - bottom_of(rows[at - 1])) / rows[at][0].size
    return space > (CLOSE if is_page_number(rows[at]) else OWN_SPACE)


def _stands_in_column(row: Row, above: list[Row], outer: float) -> bool:
    """Whether a row begins where an inner column of the table does."""
    lefts = [part[0].left for one in above for part in segments(one, CLOSE)]
    return row[0].left > outer + GUTTER and any(abs(left - row[0].left) < LEVEL for left in lefts)


def _leads_rows(rows: list[Row], strips: list[Strip]) -> bool:
    """Whether a row and the first below it stand in several columns of the table, and those are no headings."""
    if len(rows) < 2 or headings_at(rows, 1)[1]:
        return False
    edges = [sum(_widest(strip)) / 2 for strip in strips]
    places = {sum(edge < word.left for edge in edges) for row in rows for word in row}
    return len(places) > 1 and all(left_free(strip, row) for strip in strips for row in rows)


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


def _are_whole(table: Table, columns: list[Column | None]) -> bool:
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
    days = [[DAY.fullmatch(fold(text_of_row(line))) for line in cell] for cell in by_column.get(Column.DEADLINE, [])]
    if any(sum(map(bool, cell)) > 1 for cell in days):
        return False
    return not any(YEAR.search(text_of_row(line)) for cell in by_column.get(Column.RESPONSIBLE, []) for line in cell)


def _is_between_rows(words: Row) -> bool:
    """Whether a cell names a centre or is set in bold, as headings between rows of a table are."""
    return is_named_like_centre(text_of_row(words)) or all(word.bold for word in words)


def _goes_on_below(rows: list[Row], end: int, strips: list[Strip]) -> bool:
    """Whether rows stand below the end of a table, and above its footer, that look like more of it."""
    for at in range(end, len(rows) - MOST_ABOVE):
        if headings_at(rows, at)[1]:
            return False
        if len(segments(rows[at], CLOSE)) > 1 and all(left_free(strip, rows[at]) for strip in strips):
            return True
    return False


def _in_bands(bands: list[Band], columns: list[list[Row]]) -> Table:
    """The rows of a table by the space between them."""
    table: Table = [[[] for _column in columns] for _band in bands]
    for place, lines in enumerate(columns):
        for line in lines:
            beside = next(at for at, (top, bottom) in enumerate(bands) if top <= _upper(line) < bottom)
            table[beside][place].append(line)
    return table


def _row_by_row(rows: list[Row], parted: list[list[Row]], goal: int) -> Table:
    """The rows of a table whose lines stand evenly: how a goal is written tells where a row begins. Raises
    ImportProblem where cells stand half above the goal they belong to."""
    table: Table = []
    begins_own = _own_goals([parts[goal] for parts in parted if parts[goal]])
    for row, below, parts in zip_longest(rows, rows[1:], parted):
        cells = [rows_of(part) for part in parts]
        if below and not cells[goal] and top_of(below) < bottom_of(row) - 2 * LEVEL:
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
    inner = [
        (top_of(below) - top_of(above)) / below[0].size
        for above, below in pairwise(lines)
        if below[0].text[:1].islower()
    ]

    def begins_own(line: Row) -> bool:
        above = next((it for it in reversed(lines) if top_of(it) < top_of(line)), None)
        if above is None or not line[0].text[:1].isupper() or is_unfinished(text_of_row(above)):
            return False
        if above[-1].right + CLOSE * line[0].size + line[0].right - line[0].left < edge:
            return True
        pitch = (top_of(line) - top_of(above)) / line[0].size
        if not inner and pitch < WIDEST_PITCH:
            raise ImportProblem(UNREAD)
        return not inner or pitch > min(inner) + MORE_SPACE

    return begins_own


def _is_title(row: Row, above: Row) -> bool:
    """Whether the row is set larger or bolder than the one above."""
    is_bolder = all(word.bold for word in row) and not any(word.bold for word in above)
    return is_bolder or min(word.size for word in row) > 1.1 * max(word.size for word in above)


def _widest(strip: Strip) -> tuple[float, float]:
    return max(strip, key=lambda piece: piece[1] - piece[0])


def _aligned_edge(strip: Strip, rows: list[Row], head: float, beyond: float) -> float:
    """The edge before a column whose heading begins there, and that of the next one beyond. Raises ImportProblem where
    the strip is no wider than the space between two words, and the words of the column do not tell by beginning at one
    edge."""
    widest = _widest(strip)
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
