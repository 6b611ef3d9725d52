"""A second reader of calendar files, by the letter of RFC 5545 and without the library that writes them: what it does
not understand it refuses."""

import re
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

LINE = re.compile(r'(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(?P<value>.*)', re.DOTALL)
PARAMETER = re.compile(r';([A-Z0-9-]+)=(?:"([^"]*)"|([^";:,]*))')
ESCAPE = re.compile(r"\\([\\;,nN])")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"}


def unfolded(text):
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def lines_of(text):
    for line in unfolded(text):
        found = LINE.fullmatch(line)
        assert found, line
        parameters = {name: quoted or plain for name, quoted, plain in PARAMETER.findall(found["parameters"])}
        yield found["name"], parameters, found["value"]


def components(text):
    """The calendar as nested components: its name, its lines, and what is in it."""
    root, stack = None, []
    for name, parameters, value in lines_of(text):
        if name == "BEGIN":
            one = SimpleNamespace(name=value, lines=[], inside=[])
            (stack[-1].inside if stack else [None]).append(one)
            stack.append(one)
            root = root or one
        elif name == "END":
            assert stack.pop().name == value
        else:
            stack[-1].lines.append((name, parameters, value))
    assert not stack
    assert root.name == "VCALENDAR"
    return root


def read(text):
    """The calendar: its method and its events by UID, with times as in the zone that the file itself defines."""
    root = components(text)
    heads = {name: value for name, _parameters, value in root.lines}
    assert (heads["VERSION"], bool(heads["PRODID"])) == ("2.0", True)
    zones = {dict_of(one)["TZID"][1]: one for one in root.inside if one.name == "VTIMEZONE"}
    for zone in zones.values():
        assert {part.name for part in zone.inside} == {"STANDARD", "DAYLIGHT"}
    events = [event_of(one, zones) for one in root.inside if one.name == "VEVENT"]
    assert {one.name for one in root.inside} <= {"VEVENT", "VTIMEZONE"}
    assert len({event.uid for event in events}) == len(events)
    return SimpleNamespace(method=heads["METHOD"], heads=heads, zones=set(zones), events={e.uid: e for e in events})


def dict_of(component):
    names = [name for name, _parameters, _value in component.lines]
    assert all(names.count(name) == 1 for name in ONCE & set(names))
    return {name: (parameters, value) for name, parameters, value in component.lines}


def event_of(component, zones):
    found = dict_of(component)
    assert found.keys() >= ONCE, ONCE - found.keys()
    assert re.fullmatch(r"\d{8}T\d{6}Z", found["DTSTAMP"][1])
    assert re.fullmatch(r"\S+@\S+", found["UID"][1])
    begins, ends = (moment(*found[name], zones) for name in ("DTSTART", "DTEND"))
    assert type(begins) is type(ends)
    assert begins < ends
    return SimpleNamespace(
        uid=found["UID"][1],
        begins=begins,
        ends=ends,
        sequence=int(found["SEQUENCE"][1]),
        status=found["STATUS"][1],
        rule=found.get("RRULE", ({}, ""))[1],
        is_free=found.get("TRANSP", ({}, "OPAQUE"))[1] == "TRANSPARENT",
        **{name: text_of(found.get(name.upper(), ({}, ""))[1]) for name in ("summary", "location", "description")},
    )


def moment(parameters, value, zones):
    if parameters.get("VALUE") == "DATE":
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    assert parameters["TZID"] in zones
    day, clock = value.split("T")
    wall = datetime.combine(date(int(day[:4]), int(day[4:6]), int(day[6:])), time(int(clock[:2]), int(clock[2:4])))
    assert offset_in(zones[parameters["TZID"]], wall) == wall.replace(tzinfo=ZoneInfo("Europe/Prague")).utcoffset()
    return wall


def offset_in(zone, wall):
    """The offset that the file's own zone gives: of the last rule that has begun by the wall clock."""
    begun = []
    for part in zone.inside:
        found = [(name, value) for name, _parameters, value in part.lines]
        offset = next(value for name, value in found if name == "TZOFFSETTO")
        starts = [value for name, value in found if name in {"DTSTART", "RDATE"}]
        rule = next((value for name, value in found if name == "RRULE"), "")
        for start in ",".join(starts).split(","):
            first = datetime.strptime(start, "%Y%m%dT%H%M%S")
            begun += [(at, offset) for at in occurrences(first, rule, wall.year) if at <= wall]
    sign = 1 if max(begun)[1][0] == "+" else -1
    digits = max(begun)[1][1:]
    return sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))


def occurrences(first, rule, last_year):
    """Every year on the n-th or last day of the week of a month, as zones here are written; else just once."""
    parts = dict(part.split("=") for part in rule.split(";") if part)
    if not parts:
        return [first]
    assert parts["FREQ"] == "YEARLY"
    assert parts["BYDAY"].endswith("SU")
    which, found = int(parts["BYDAY"][:-2]), []
    for year in range(first.year, last_year + 1):
        days = [date(year, int(parts["BYMONTH"]), 1) + timedelta(days=at) for at in range(31)]
        sundays = [day for day in days if day.month == int(parts["BYMONTH"]) and day.weekday() == 6]
        found.append(datetime.combine(sundays[which - 1 if which > 0 else which], first.time()))
    return found


def text_of(value):
    return ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
