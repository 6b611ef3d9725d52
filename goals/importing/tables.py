"""Tables to lines: which column holds the goals, which the centre, the deadline, the person, the measure; and tables
that only lay out a page. What a column says is written as the line that would say the same under a goal.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import accumulate, groupby, pairwise, zip_longest

from goals.formatting import fold
from goals.importing.centres import KnownCentre, find_title, looks_like_centre
from goals.importing.findings import Asking, Choice, Finding, Question, quote, remark
from goals.importing.lines import DEEPER, MAYBE_CUT, Line, LineKind
from goals.importing.wording import (
    DAY,
    LABEL,
    Aspect,
    begins_detail,
    cut_word,
    describes,
    is_finished,
    is_unfinished,
    looks_like_goal,
)

Cell = tuple[Line, ...]


class Column(Enum):
    CENTRE = "centre"
    NUMBER = "number"
    GOAL = "goal"
    DEADLINE = Aspect.DEADLINE
    RESPONSIBLE = Aspect.RESPONSIBLE
    MEASURE = Aspect.MEASURE
    OTHER = "other"


DETAILS = (Column.DEADLINE, Column.RESPONSIBLE, Column.MEASURE)
HEADS = {
    Column.CENTRE: re.compile(r"(?:nazev )?(?:centr(?:um|a)|cpic|pracoviste|pobocka|mesto|misto|lokalita)(?: cpic)?"),
    Column.NUMBER: re.compile(r"(?:c|cislo|p ?c|por(?:adi|adove)?|poradove cislo|por c|#)(?: c| cislo)?(?: cile)?"),
    Column.GOAL: re.compile(
        r"(?:operacni |konkretni |dilci |rocni )*cil(?:e|u)?(?: centra)?"
        r"(?: (?:(?:na|pro) )?(?:rok )?20\d\d| (?:na|pro) rok)?(?: a terminy?)?|"
        r"zneni(?: \w+)? cile|"
        r"zneni|"
        r"(?:nazev|popis|text|formulace) (?:operacniho )?cile|ukol|opatreni|popis|(?:operacni )?cil (?:c )?\d{1,2}"
    ),
}
# Without one of these words nothing is the heading of goals, which costs less to see than what it is the heading of.
NAMES_GOALS = re.compile(r"c[ií]\W?l|zn[eě]\W?n|[uú]\W?kol|opat[rř]\W?en|popis", re.IGNORECASE)
BY_WHOM = re.compile(r"kdo(?: \w+)?|vedouci|realizator|zajisti")
NUMBERS = re.compile(r"\(?(?:[\d.]{1,6}|[ivx]{1,5}|[a-z])\)?\.?")
YEAR = re.compile(r"\b20\d\d\b")
SHORTEST_GOAL = 15  # letters, on average
LONGEST_NAME = 40
SHORTEST_HEAD = 4
MOST_HEADS, MOST_IN_HEAD = 14, 4  # words
TOTAL = re.compile(r"(?:celkem|soucet|suma)\b")
EACH, WHOLE = "každý odstavec", "jeden cíl"
ONE_WORD, TWO_WORDS = "jedno slovo", "dvě slova"
UNREAD = "Záhlaví tabulky %s stojí v textu a sloupce pod ním nejde spolehlivě oddělit. Použijte původní dokument Wordu."


def as_text(lines: Sequence[Line], centres: Sequence[KnownCentre], asking: Asking) -> tuple[list[Line], list[Finding]]:
    """The lines with the rows of tables written as lines; what was left out of the document and of its tables."""
    found: list[Line] = []
    notes = [*(line for line in lines if line.kind is LineKind.NOTE), *_notes_in_cells(lines)]
    findings = [remark(line.where, line.text) for line in dict.fromkeys(notes)]
    lines = [_without_doubt(_without_notes(line), asking) for line in lines if line.kind is not LineKind.NOTE]
    findings += [Finding(line.where, UNREAD % quote(line.text)) for line in lines if _is_unread(line)]
    tables = 0
    marks = []
    for line in lines:
        tables += line.kind is LineKind.ROW and line.gap
        marks.append(tables if line.kind is LineKind.ROW else 0)
    for mark, group in groupby(zip(marks, lines, strict=True), key=lambda pair: pair[0]):
        rows = [line for _mark, line in group]
        found += Table(rows, centres, findings, asking).lines() if mark else rows
    return found, findings


def _notes_in_cells(lines: Sequence[Line]) -> Iterator[Line]:
    return (said for line in lines for cell in line.cells for said in cell if said.kind is LineKind.NOTE)


def _without_notes(row: Line) -> Line:
    """The row without sentences about what its cells had and nobody is to read."""
    cells = tuple(tuple(said for said in cell if said.kind is not LineKind.NOTE) for cell in row.cells)
    return replace(row, cells=cells) if cells != row.cells else row


def _without_doubt(row: Line, asking: Asking) -> Line:
    """The row without places where its cells may cut a word: somebody says whether they do."""
    if not any(MAYBE_CUT in said.text for cell in row.cells for said in cell):
        return row

    def whole(text: str) -> str:
        while MAYBE_CUT in text:
            before, _cut, after = text.partition(MAYBE_CUT)
            if not (before.strip() and after.strip()):  # the sign itself came in a file
                text = before + after
                continue
            pieces = before.split()[-1], re.split(rf"\s|{MAYBE_CUT}", after)[0].rstrip(".,;:!?)")
            message = f"Je {quote(' '.join(pieces))} jedno slovo, které úzká buňka rozdělila?"
            choices = (Choice(ONE_WORD, f"ano: {''.join(pieces)}"), Choice(TWO_WORDS, f"ne: {' '.join(pieces)}"))
            reading = ONE_WORD if cut_word(*pieces)[1] > 0.5 else TWO_WORDS
            asked = Question(f"slovo {' '.join(pieces)}", row.where, message, choices, reading)  # once for all cells
            text = before + " " * (asking.ask(asked) != ONE_WORD) + after
        return text

    cells = tuple(tuple(replace(said, text=whole(said.text)) for said in cell) for cell in row.cells)
    return replace(row, cells=cells)


def _is_unread(line: Line) -> bool:
    return line.kind not in (LineKind.ROW, LineKind.HEADING) and (are_heads(line.text) or is_lone_head(line.text))


def is_lone_head(text: str) -> bool:
    """Whether a line is nothing but "Termín" or "Odpovídá", as stands before a cell."""
    found = LABEL.fullmatch(text) if len(text) > SHORTEST_HEAD and text[:1].isupper() else None
    return found is not None and bool(found[Aspect.DEADLINE.name] or found[Aspect.RESPONSIBLE.name])


def are_heads(text: str) -> bool:
    """Whether a line of text is the row of headings of a table whose columns could not be told apart. All of them begin
    with a capital letter or none does; "Termín plnění operačních cílů" is one phrase."""
    words = re.findall(r"[^\s.:|]+[.:]?", text) if NAMES_GOALS.search(text) else []
    found = told_apart(words)
    heads, begins = {head for head, _count in found}, accumulate((count for _head, count in found[:-1]), initial=0)
    are_alike = len({words[at][:1].isupper() for at in begins} if found else ()) == 1
    return len(heads) > 2 and are_alike and Column.GOAL in heads and bool(heads & set(DETAILS))


def told_apart(words: list[str]) -> list[tuple[Column, int]]:
    """The words as headings of columns one beside the other, each with the number of its words; of the ways to tell
    them apart the one with most different columns. Nothing where there is none."""
    ways = _ways(words) if len(words) <= MOST_HEADS else iter(())
    return max(ways, key=lambda way: (len({head for head, _count in way}), -len(way)), default=[])


def _ways(words: list[str]) -> Iterator[list[tuple[Column, int]]]:
    if not words:
        yield []
    for end in range(1, min(len(words), MOST_IN_HEAD) + 1):
        text = " ".join(words[:end])
        head = head_of((Line(text, ""),))
        if head is Column.OTHER and not LABEL.fullmatch(text.strip(" :.")):  # "Termín plnění operačních cílů:"
            continue
        if head:
            yield from ([(head, end), *rest] for rest in _ways(words[end:]))


def _filled(row: Line) -> list[Cell]:
    return [cell for cell in row.cells if cell]


def text_of(cell: Cell) -> str:
    return " ".join(f"{line.marker} {line.text}".strip() for line in cell)


def head_of(cell: Cell) -> Column | None:
    """What a column with this heading holds."""
    text = text_of(cell).strip(" :.")
    folded = " ".join(re.findall(r"[\w#]+", fold(text)))
    for column, pattern in HEADS.items():
        if pattern.fullmatch(folded):
            return column
    if found := LABEL.match(text):
        aspect = next(aspect for aspect in Aspect if found[aspect.name])
        if len(text) <= LONGEST_NAME:
            return Column(aspect) if aspect is not Aspect.REMARK else Column.OTHER
    if folded in {"splnit", "do kdy", "kdy"}:  # the rest of the heading stands below
        return Column.DEADLINE
    if BY_WHOM.fullmatch(folded):
        return Column.RESPONSIBLE
    # A narrow column cuts its heading, too: "Zodpoví dá".
    whole = text.replace(" ", "") if len(text) <= LONGEST_NAME else text
    return head_of((Line(whole, cell[0].where),)) if whole != text else None


def paragraphs_in(cell: Cell) -> list[Line]:
    """The lines of a cell without bullets, behind its first one, that may begin another goal."""
    if any(line.kind is not LineKind.PLAIN for line in cell):
        return []
    return [
        line
        for before, line in pairwise(cell)
        if line.text[:1].isupper()
        and not (begins_detail(line.text) or is_unfinished(before.text) or before.text.endswith(":"))
    ]


def as_one(cell: Cell, joined: list[Line]) -> Cell:
    """The cell with those lines put to the one before."""
    lines: list[Line] = []
    for line in cell:
        if line in joined:
            lines[-1] = replace(lines[-1], text=f"{lines[-1].text} {line.text}")
        else:
            lines.append(line)
    return tuple(lines)


class Table:
    def __init__(
        self, rows: Sequence[Line], centres: Sequence[KnownCentre], findings: list[Finding], asking: Asking
    ) -> None:
        self.rows = rows
        self.centres = centres
        self.findings = findings
        self.asking = asking
        self.width = max(len(row.cells) for row in rows)

    def lines(self) -> list[Line]:
        if self.is_form():
            return list(self.as_form())
        at, columns = self.heads()
        if columns is None and (names := self.centres_above()):
            return list(self.below(names))
        if columns is None:
            at, columns = 0, self.guessed()
        return list(self.by_columns(at, columns) if columns else self.as_laid_out())

    # A form: what each row is about stands before it

    def is_form(self) -> bool:
        pairs = [pair for row in self.rows if len(pair := _filled(row)) == 2 and row.cells[0]]
        heads = [head_of(head) for head, _said in pairs]
        are_told = sum(head is not None for head in heads) > len(self.rows) / 2
        is_head_row = bool(pairs) and head_of(pairs[0][1]) is not None
        return Column.GOAL in heads and len(set(heads)) > 1 and are_told and not is_head_row

    def as_form(self) -> Iterator[Line]:
        for row in self.rows:
            filled = _filled(row)
            head = head_of(filled[0]) if len(filled) == 2 and row.cells[0] else None
            text = text_of(filled[1]) if head else ""
            if head is Column.CENTRE and text:
                yield self.centre(row, text)
            elif head is Column.GOAL:
                yield from self.goal(row, filled[1], "•")
            elif head in DETAILS and text:
                yield self.detail(row, head, text, text_of(filled[0]))
            elif said := " | ".join(map(text_of, filled)):
                self.findings.append(remark(row.where, f"Řádek tabulky není cíl, nepřebírá se: {quote(said)}"))

    def detail(self, row: Line, column: Column, text: str, head: str) -> Line:
        """What a cell says as the line that would say it under a goal, with the heading where that is a label there."""
        head = head.strip(" :.")
        is_label = LABEL.fullmatch(head) is not None and begins_detail(f"{head}: {text}")
        return Line(f"{head if is_label else str(column.value).capitalize()}: {text}", row.where, indent=99.0)

    # Which column is which

    def heads(self) -> tuple[int, list[Column] | None]:
        """The row of headings and what it says: the first that names a goal and something else."""
        for at, row in enumerate(self.rows[:5]):
            found = [head_of(cell) if cell else None for cell in row.cells]
            known = [column for column in found if column]
            if Column.GOAL in known and (len(known) > 1 or len(row.cells) == 1):
                columns = [column or Column.OTHER for column in found]
                below = self.second_heads(at)
                for place, column in below.items():
                    columns[place] = column
                for place, column in enumerate(columns):  # a heading may say it in its own way
                    if column is Column.OTHER and self.kind_of(self.texts(place, at + 1)) is Column.CENTRE:
                        columns[place] = Column.CENTRE
                return at + 1 + bool(below), self.single(columns, at + 1)
        return 0, None

    def second_heads(self, at: int) -> dict[int, Column]:
        """What a second row of headings says of its columns: "Termín" and "Odpovídá" below "Plnění". Its other cells
        are empty or go on from above."""
        above, row = self.rows[at].cells, self.rows[at + 1].cells if at + 1 < len(self.rows) else ()
        said = list(map(text_of, above))
        own = {
            place: head_of(cell)
            for place, cell in enumerate(row)
            if cell and text_of(cell) not in said[place : place + 1]
        }
        told = {place: head for place, head in own.items() if head in DETAILS}
        return told if len(row) <= len(above) and len(told) == len(own) else {}

    def single(self, found: list[Column], at: int = 0) -> list[Column]:
        """Each column once; of several for goals, that of the latest year, or the one with the longest texts."""
        heads = [YEAR.findall(text_of(cell)) for cell in self.rows[at - 1].cells] if at else []
        longest = max(
            (place for place, column in enumerate(found) if column is Column.GOAL),
            key=lambda place: (heads[place] if heads else [], self.length(place)),
            default=None,
        )
        seen: set[Column] = set()
        columns = []
        for place, column in enumerate(found):
            is_second = column in seen or (column is Column.GOAL and place != longest)
            columns.append(Column.OTHER if is_second else column)
            seen.add(columns[-1])
        return columns

    def texts(self, place: int, start: int = 0) -> list[str]:
        return [text_of(row.cells[place]) for row in self.rows[start:] if place < len(row.cells) and row.cells[place]]

    def beside_others(self, place: int) -> list[str]:
        """The texts of a column without rows of one cell, which only head the rows below."""
        rows = [row.cells for row in self.rows if place < len(row.cells) and sum(map(bool, row.cells)) > 1]
        return [text_of(cells[place]) for cells in rows if cells[place]]

    def length(self, place: int) -> float:
        cells = self.texts(place)
        return sum(map(len, cells)) / max(len(cells), 1)

    def guessed(self) -> list[Column] | None:
        """What the cells themselves tell where nothing is written above them."""
        if self.width < 2:
            return None
        columns: list[Column] = []
        for place in range(self.width):
            columns.append(self.kind_of(self.beside_others(place) or self.texts(place)))
        telling = {Column.CENTRE, Column.NUMBER, Column.DEADLINE} & {*columns}
        rest = [place for place, column in enumerate(columns) if column is Column.OTHER]
        goal = max(rest, key=self.length, default=None)
        if goal is None or (self.length(goal) < SHORTEST_GOAL and Column.CENTRE not in telling):
            return None
        if not telling and not self.are_goals(goal):
            return None
        columns[goal] = Column.GOAL
        short = [place for place in rest if place != goal and self.length(place) <= LONGEST_NAME]
        if Column.DEADLINE in telling and len(short) == 1:
            columns[short[0]] = Column.RESPONSIBLE
        return self.single(columns)

    def are_goals(self, place: int) -> bool:
        """Whether goals stand in one column of a table that says nothing of its columns, and next to nothing beside."""
        goals = self.texts(place)
        others = sum(self.length(other) for other in range(self.width) if other != place)
        return len(goals) > 1 and all(map(looks_like_goal, goals)) and others <= LONGEST_NAME

    def kind_of(self, cells: list[str]) -> Column:
        def mostly(holds) -> bool:
            return len(cells) > 0 and sum(map(holds, cells)) > len(cells) / 2

        if mostly(lambda text: find_title(text, self.centres) is not None):
            return Column.CENTRE
        if mostly(lambda text: NUMBERS.fullmatch(fold(text)) is not None):
            return Column.NUMBER
        return Column.DEADLINE if mostly(lambda text: DAY.fullmatch(fold(text)) is not None) else Column.OTHER

    def centres_above(self) -> list[Cell]:
        """The first row, when each of its cells names a centre and the goals stand below."""
        first = self.rows[0].cells
        names = [cell for cell in first if cell]
        is_that = len(names) > 1 and len(self.rows) > 1 and all(find_title(text_of(it), self.centres) for it in names)
        return list(first) if is_that else []

    # What comes of it

    def below(self, names: list[Cell]) -> Iterator[Line]:
        for place, name in enumerate(names):
            if not name:
                continue
            yield self.centre(self.rows[0], text_of(name))
            for row in self.rows[1:]:
                yield from self.goal(row, row.cells[place] if place < len(row.cells) else (), "•")

    def by_columns(self, at: int, columns: list[Column]) -> Iterator[Line]:
        heads = [fold(text_of(cell)) for cell in self.rows[at - 1].cells] if at else []
        yield from self.above_heads(at)
        centre = ""
        for row in self.rows[at:]:
            cells = {
                column: cell for column, cell in zip(columns, row.cells, strict=False) if column is not Column.OTHER
            }
            filled = [cell for cell in row.cells if cell]
            if not filled or [fold(text_of(cell)) for cell in row.cells] == heads:
                continue
            text = text_of(filled[0])
            if TOTAL.match(fold(text)) and cells.get(Column.GOAL) != filled[0]:
                said = " | ".join(map(text_of, filled))
                self.findings.append(remark(row.where, f"Řádek tabulky není cíl, nepřebírá se: {quote(said)}"))
                continue
            is_name = find_title(text, self.centres) is not None and not filled[0][0].marker
            if len(filled) == 1 and (is_name or len(row.cells) < len(columns) or not cells.get(Column.GOAL)):
                if find_title(text, self.centres) or looks_like_centre(text):
                    centre = text
                    yield self.centre(row, text)
                else:
                    self.findings.append(remark(row.where, f"Řádek tabulky není cíl, nepřebírá se: {quote(text)}"))
                continue
            named = text_of(cells.get(Column.CENTRE, ()))
            if named and named != centre:
                centre = named
                yield self.centre(row, named)
            if not cells.get(Column.GOAL):
                self.findings.append(
                    remark(
                        row.where, f"Řádek tabulky nemá cíl, nepřebírá se: {quote(' | '.join(map(text_of, filled)))}"
                    )
                )
                continue
            number = text_of(cells.get(Column.NUMBER, ())).strip(". ")
            names = dict(zip(columns, map(text_of, self.rows[at - 1].cells if at else ()), strict=False))
            beside = [(column, text) for column in DETAILS if (text := text_of(cells.get(column, ())))]
            goal: list[Line] = []
            for line in self.goal(row, cells[Column.GOAL], f"{number}." if number.isdigit() else "•"):
                if goal and line.kind is LineKind.ITEM and line.indent < DEEPER:  # another one in the same cell
                    yield from self.with_details(row, goal, beside, names)
                    goal = []
                goal.append(line)
            yield from self.with_details(row, goal, beside, names)
            self.leave_out(row, columns, at)

    def with_details(
        self, row: Line, goal: list[Line], beside: list[tuple[Column, str]], names: dict[Column, str]
    ) -> Iterator[Line]:
        yield from goal
        for column, text in beside:
            yield self.detail(row, column, text, names.get(column, ""))

    def above_heads(self, at: int) -> Iterator[Line]:
        for row in self.rows[: max(at - 1, 0)]:
            text = " ".join(text_of(cell) for cell in row.cells if cell)
            if text:
                yield Line(text, row.where, LineKind.BOLD)

    def leave_out(self, row: Line, columns: list[Column], at: int) -> None:
        heads = self.rows[at - 1].cells if at else ()
        for column, cell, head in zip_longest(columns, row.cells, heads, fillvalue=()):
            if cell and (column is Column.OTHER or column == ()):
                name = f" {quote(text_of(head))}" if head else ""
                sentence = f"Sloupec{name} se nepřebírá: {quote(text_of(cell))}"
                self.findings.append(remark(row.where, sentence))

    def centre(self, row: Line, name: str) -> Line:
        return Line(name, row.where, LineKind.CENTRE, level=1)

    def goal(self, row: Line, cell: Cell, marker: str) -> Iterator[Line]:
        """A goal, or those that stand in one cell."""
        if not cell:
            return
        is_numbered = marker != "•"
        if (begins := paragraphs_in(cell)) and self.are_goals_each(row, [cell[0], *begins], is_numbered=is_numbered):
            for line in cell:
                if line is cell[0] or line in begins:
                    line = replace(line, kind=LineKind.ITEM, marker=marker, indent=0.0, gap=True, fresh=True)
                yield line
            return
        if begins:
            cell = as_one(cell, begins)
        items = [line for line in cell if line.kind is LineKind.ITEM]
        least = min((line.indent for line in items), default=0.0)
        for at, line in enumerate(cell):
            if items and items[0] is cell[0]:
                yield replace(line, indent=line.indent - least)
            elif at == 0:
                yield replace(line, kind=LineKind.ITEM, marker=marker, indent=0.0, gap=True, fresh=True)
            else:
                yield replace(line, indent=99.0 if line.kind is LineKind.ITEM else 0.0)

    def are_goals_each(self, row: Line, pieces: list[Line], *, is_numbered: bool) -> bool:
        """Whether paragraphs of one cell are goals each; asked where they are not all written as goals are, or stand
        behind one number."""
        if any(describes(line.text) for line in pieces[1:]):
            return False
        are_written_so = all(line.fresh and looks_like_goal(line.text) for line in pieces)
        if are_written_so != is_numbered:
            return are_written_so
        message = (
            "V jedné buňce tabulky je víc odstavců. Je každý z nich cíl, nebo jsou dohromady jeden? Další začíná slovy "
            f"{quote(pieces[1].text)}"
        )
        choices = (Choice(EACH, "každý odstavec je cíl"), Choice(WHOLE, "všechny jsou jeden cíl"))
        are_phrases = not any(is_finished(line.text) for line in pieces)
        reading = (
            EACH if not is_numbered and (are_phrases or all(looks_like_goal(line.text) for line in pieces)) else WHOLE
        )
        return self.asking.ask(Question.at(row.where, "buňka", message, choices, reading)) == EACH

    def as_laid_out(self) -> Iterator[Line]:
        """A table that only lays out a page is read row by row."""
        for row in self.rows:
            for cell in row.cells:
                self.findings += [Finding(it.where, UNREAD % quote(it.text)) for it in cell if is_lone_head(it.text)]
                yield from cell
