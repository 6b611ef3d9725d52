"""Draws the house from the code: every app a floor, every room a box, an arrow from the room that imports to the one it
imports. An arrow that follows from others is left out, so that the rest can be read.

Writes docs/house.svg; with the word "check" it says whether that file shows the code as it is.
"""

import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import grimp

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "house.svg"
APPS = ["cpic", "networks", "evaluations", "goals", "centres"]  # from the top floor down
LEFT_OUT = {"apps", "migrations"}  # Django's own wiring and history
PAGES = {"forms", "views"}

WIDTH, MARGIN, HEADING, ROW, BOX, GAP = 1280, 24, 26, 58, 26, 16  # pixels
LETTER = 7.4  # width of a letter of the boxes
INKS = ["#1d5a96", "#a5471b", "#2f6f3e", "#7b3f8c", "#8a6a00", "#0e6e75", "#a12b4f", "#555f6b"]
PAPERS = ["#f3f0f7", "#fbf0f3", "#eef4fa", "#f0f6ef", "#faf4ea"]


def rooms_and_imports():
    """Rooms of each app, and for each room the rooms it imports, as "goals.models"."""
    graph = grimp.build_graph(*APPS, cache_dir=None)
    imports = {}
    for module in graph.modules:
        room = room_of(module)
        if room:
            names = {room_of(name) for name in graph.find_modules_directly_imported_by(module)}
            if module.split(".")[-1] in PAGES:  # of a room; what all pages share would make a circle of rooms
                names -= {f"{app_of(room)}.{name}" for name in PAGES}
            imports.setdefault(room, set()).update(names - {room, None})
    return imports


def room_of(module):
    parts = module.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 and parts[1] not in LEFT_OUT else None


def without_what_follows(imports):
    """The same imports without those that a longer way makes already. There are no circles: lint-imports sees to it."""
    below = {}

    def everything_below(room):
        if room not in below:
            below[room] = imports[room].union(*(everything_below(other) for other in imports[room]))
        return below[room]

    return {
        room: {other for other in names if not any(other in everything_below(way) for way in names - {other})}
        for room, names in imports.items()
    }


def levels_of(imports):
    levels = {}

    def level(room):
        if room not in levels:
            levels[room] = 1 + max((level(other) for other in imports[room]), default=-1)
        return levels[room]

    for room in imports:
        level(room)
    return levels


class Floor:
    """One app: its rooms in rows, and the points through which arrows pass rows where they do not end.

    A point is a pair (room where the arrow ends, row): arrows to one room run together as soon as they can."""

    def __init__(self, app, imports):
        own = {room: {other for other in names if other.startswith(f"{app}.")} for room, names in imports.items()}
        own = without_what_follows({room: names for room, names in own.items() if room.startswith(f"{app}.")})
        levels = levels_of(own)
        self.rows = [[] for _ in range(max(levels.values()) + 1)]
        self.ways = set()  # pairs of neighbours: what stands in one row, and in the row below it
        for room in sorted(own):
            self.rows[levels[room]].append(room)
            for other in sorted(own[room]):
                points = [(other, level) for level in range(levels[room] - 1, levels[other], -1)]
                self.ways.update(pairwise([room, *points, other]))
        for level, row in enumerate(self.rows):
            row += sorted({lower for _, lower in self.ways if not isinstance(lower, str) and lower[1] == level})
        self.height = HEADING + len(self.rows) * ROW
        self.neighbours = defaultdict(list)
        for upper, lower in sorted(self.ways, key=str):
            self.neighbours[upper].append(lower)
            self.neighbours[lower].append(upper)
        self.place()

    def place(self):
        """Each thing moves towards the middle of its neighbours, as far as those beside it leave room."""
        self.x = {}
        for row in self.rows:
            self.spread(row, {thing: (number + 0.5) * WIDTH / len(row) for number, thing in enumerate(row)})
        for turn in range(40):
            for row in self.rows if turn % 2 else self.rows[::-1]:
                wanted = {}
                for thing in row:
                    beside = [self.x[other] for other in self.neighbours[thing]]
                    wanted[thing] = fmean(beside) if beside else WIDTH  # alone: at the end of its row
                if turn < 24:  # later only the distances change, no longer the order
                    row.sort(key=lambda thing: (wanted[thing], str(thing)))
                alone = max((x for x in wanted.values() if x < WIDTH), default=WIDTH / 2)
                self.spread(row, {thing: min(x, alone) for thing, x in wanted.items()})
        shift = (WIDTH - min(self.x.values()) - max(self.x.values())) / 2
        self.x = {thing: x + shift for thing, x in self.x.items()}

    def spread(self, row, wanted):
        """As near as may be to where they want to stand, without touching each other or the margins."""
        pushed_right = pushed(row, wanted, -WIDTH)
        mirrored = pushed(row[::-1], {thing: -x for thing, x in wanted.items()}, -2 * WIDTH)
        middle = {thing: (pushed_right[thing] - mirrored[thing]) / 2 for thing in row}
        inside = pushed(row, middle, MARGIN)
        back = pushed(row[::-1], {thing: -x for thing, x in inside.items()}, MARGIN - WIDTH)
        self.x.update({thing: -x for thing, x in back.items()})

    def y(self, thing):
        level = next(level for level, row in enumerate(self.rows) if thing in row)
        return HEADING + (len(self.rows) - 1 - level) * ROW + ROW / 2


def pushed(row, wanted, edge):
    """Where each thing stands when it moves right as far as the edge or the one before it demands."""
    x = {}
    for thing in row:
        x[thing] = max(wanted[thing], edge + width_of(thing) / 2)
        edge = x[thing] + width_of(thing) / 2 + GAP
    return x


def width_of(thing):
    return len(name_of(thing)) * LETTER + 18 if isinstance(thing, str) else 2


def name_of(room):
    return room.split(".")[1]


def draw():
    imports = rooms_and_imports()
    entered = {other for room, names in imports.items() for other in names if app_of(room) != app_of(other)}
    top, parts = 58, []
    for number, app in enumerate(APPS):
        floor = Floor(app, imports)
        lower = sorted({app_of(other) for room, names in imports.items() if app_of(room) == app for other in names})
        uses = ", ".join(other for other in APPS if other in lower and other != app)
        parts.append(f'<g transform="translate(0 {top})">')
        parts.append(f'<rect x="8" width="{WIDTH - 16}" height="{floor.height}" rx="8" fill="{PAPERS[number]}"/>')
        parts.append(f'<text x="{MARGIN}" y="22" class="app">{app}/</text>')
        parts.append(f'<text x="{WIDTH - MARGIN}" y="22" text-anchor="end">imports {uses or "no other app"}</text>')
        parts += arrows_of(floor)
        parts += boxes_of(floor, entered)
        parts.append("</g>")
        top += floor.height + 12
    return "\n".join([*head(top), *parts, "</svg>", ""])


def app_of(room):
    return room.split(".")[0]


def head(height):
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
    yield "<title>The house: apps, their rooms, and what imports what</title>"
    yield "<style>text { font: 13px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #1b1f24 }"
    yield ".app { font-size: 17px; font-weight: bold } path { fill: none; stroke-width: 1.4 }</style>"
    yield f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    yield f'<text x="{MARGIN}" y="24">A box is a room (a module or a package); an arrow goes from the room that imports'
    yield " to the one it imports.</text>"
    yield f'<text x="{MARGIN}" y="44">Arrows that follow from others are left out. A thick frame: other apps import'
    yield " this room. Drawn by make picture.</text>"


def arrows_of(floor):
    targets = sorted({lower if isinstance(lower, str) else lower[0] for _, lower in floor.ways}, key=floor.x.get)
    inks = {room: INKS[number % len(INKS)] for number, room in enumerate(targets)}
    for upper, lower in sorted(floor.ways, key=str):
        ends = isinstance(lower, str)
        ink = inks[lower if ends else lower[0]]
        x1, x2 = floor.x[upper], floor.x[lower]
        y1 = floor.y(upper) + (BOX / 2 if isinstance(upper, str) else 0)
        y2 = floor.y(lower) - (BOX / 2 + 6 if ends else 0)
        bend = (y2 - y1) / 2
        yield (
            f'<path d="M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2:.0f}"'
            f' stroke="{ink}"/>'
        )
        if ends:
            yield f'<path d="M{x2 - 4:.0f} {y2 - 1:.0f}h8l-4 7z" style="fill:{ink}"/>'


def boxes_of(floor, entered):
    for row in floor.rows:
        for room in row:
            if isinstance(room, str):
                x, y, width = floor.x[room], floor.y(room), width_of(room)
                thick = 2.4 if room in entered else 0.8
                yield (
                    f'<rect x="{x - width / 2:.0f}" y="{y - BOX / 2:.0f}" width="{width:.0f}" height="{BOX}" rx="4"'
                    f' fill="#ffffff" stroke="#1b1f24" stroke-width="{thick}"/>'
                )
                yield f'<text x="{x:.0f}" y="{y + 4.5:.0f}" text-anchor="middle">{name_of(room)}</text>'


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    picture = draw()
    if sys.argv[1:] == ["check"]:
        fresh = PICTURE.exists() and PICTURE.read_text(encoding="utf-8") == picture
        sys.exit(None if fresh else "docs/house.svg no longer shows the code: make picture")
    PICTURE.write_text(picture, encoding="utf-8")
