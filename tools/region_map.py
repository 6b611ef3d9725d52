"""The 14 regions as small SVG pieces, from a TopoJSON file: borders are simplified once, so neighbours still meet.

Used by tools/vendor.py. Each piece is a template: the path of a region and the place where its number stands.
"""

import math
from collections.abc import Iterator

WIDTH = 1000
TOLERANCE = 1.0  # units of WIDTH; what a border may move, less than half the width of its line

CODES = {
    "Prague": "CZ010",
    "Středočeský": "CZ020",
    "Jihočeský": "CZ031",
    "Plzeňský": "CZ032",
    "Karlovarský": "CZ041",
    "Ústecký": "CZ042",
    "Liberecký": "CZ051",
    "Královéhradecký": "CZ052",
    "Pardubický": "CZ053",
    "Vysočina": "CZ063",
    "Jihomoravský": "CZ064",
    "Olomoucký": "CZ071",
    "Zlínský": "CZ072",
    "Moravskoslezský": "CZ080",
}

Point = tuple[int, int]
Line = list[Point]


def pieces(topology: dict) -> Iterator[tuple[str, str]]:
    """Pairs of NUTS 3 code and SVG piece; a region that is missing or unknown raises KeyError."""
    arcs = _arcs(topology)
    shapes = {CODES[shape["properties"]["name"]]: shape for shape in topology["objects"]["cze"]["geometries"]}
    for code in CODES.values():
        rings, path = [], ""
        for numbers in shapes[code]["arcs"]:
            ring: Line = []  # closed; a negative number is that arc walked backwards
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring.extend(arc[1:] if ring else arc)
            ring.pop()
            steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in zip(ring, ring[1:], strict=False) if a != b)
            path += f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps).replace(' -', '-')}z"
            rings.append(ring)
        x, y = _inner_point(rings)
        yield (
            code,
            f'<path class="region-map__region" d="{path}"/>'
            f'<text class="region-map__count" x="{x}" y="{y + 9}">{{{{ region.count }}}}</text>\n',
        )


def height(topology: dict) -> int:
    return max(y for arc in _arcs(topology) for _x, y in arc)


def _arcs(topology: dict) -> list[Line]:
    """The borders in whole units, seen from above, north up, simplified."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    raw = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((left + x * scale_x, bottom + y * scale_y))
        raw.append(line)
    longitudes = [lon for line in raw for lon, _lat in line]
    latitudes = [lat for line in raw for _lon, lat in line]
    narrowing = math.cos(math.radians(sum((min(latitudes), max(latitudes))) / 2))
    unit = WIDTH / ((max(longitudes) - min(longitudes)) * narrowing)

    def place(lon: float, lat: float) -> tuple[float, float]:
        return (lon - min(longitudes)) * narrowing * unit, (max(latitudes) - lat) * unit

    return [[(round(x), round(y)) for x, y in _simplify([place(*point) for point in line])] for line in raw]


def _simplify(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Douglas and Peucker; a closed line is first cut at the point farthest from its start."""
    if len(line) < 3:
        return line
    start, end = line[0], line[-1]
    distances = [math.dist(start, point) if start == end else _distance(point, start, end) for point in line]
    farthest = max(range(len(line)), key=distances.__getitem__)
    if distances[farthest] <= TOLERANCE:
        return [start, end]
    return _simplify(line[: farthest + 1])[:-1] + _simplify(line[farthest:])


def _distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    along = ((point[0] - start[0]) * (end[0] - start[0]) + (point[1] - start[1]) * (end[1] - start[1])) / length**2
    along = min(1.0, max(0.0, along))
    return math.dist(point, (start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])))


def _inner_point(rings: list[Line]) -> Point:
    """Where the number has most room: the point inside that is farthest from every border."""
    edges = [edge for ring in rings for edge in zip(ring, [*ring[1:], ring[0]], strict=True)]
    columns, rows = [x for x, _y in rings[0]], [y for _x, y in rings[0]]
    grid = [(x, y) for x in range(min(columns), max(columns), 6) for y in range(min(rows), max(rows), 6)]
    inside = []
    for x, y in grid:
        # A ray to the right of a point that is inside crosses the borders an odd number of times.
        crossed = 0
        for start, end in edges:
            is_beside = (start[1] > y) != (end[1] > y)
            crossed += is_beside and x < start[0] + (y - start[1]) * (end[0] - start[0]) / (end[1] - start[1])
        if crossed % 2:
            inside.append((x, y))
    return max(inside, key=lambda point: min(_distance(point, *edge) for edge in edges))
