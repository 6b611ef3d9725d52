"""Labels that say all that a target says (`wordings_2027.txt`), and how a reading is measured against them: what is
promised, its bounds, days and units, and whether a number is found where none is promised."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from goals.amounts import unit_of
from goals.reading import read_targets

FULL = {
    year: Path(__file__).with_name(f"wordings_{year}.txt")
    for year in range(2027, 2076)
    if year not in {2052, 2056, 2060, 2064, 2068, 2072}  # leap years
}
KINDS = Path(__file__).with_name("wordings_of_kinds.txt")
SIGNS = {"=": "exact", ">": "min", "<": "max"}
# Rhythms that are said either way: once in two weeks is twice a month. (value, window, every)
SAME = {
    ("week", 2): (2, "month"),
    ("month", 2): (6, "year"),
    ("month", 3): (1, "quarter"),
    ("month", 4): (3, "year"),
    ("month", 6): (1, "half-year"),
    ("month", 12): (1, "year"),
}


class Label(NamedTuple):
    kind: str
    value: float | None
    window: str | None
    sign: str
    deadline: str | None
    unit: str
    of: str = ""

    @property
    def promise(self):
        return self.kind, self.value, self.window


def _promise(kind, value, window, every, is_per_cent):
    """Kind, value and window as they are compared: the same promise said in two ways is one."""
    if every > 1 and value == 1 and (window, every) in SAME:
        value, window = SAME[window, every]
    elif every > 1:
        window = f"{window}/{every}"
    if kind == "frequency" and window == "year":
        kind = "count"
    if is_per_cent:
        kind += " %"
    return kind, value, window


def read_label(text, year):
    text, _, of = text.partition("@")
    kind, sign, value, window, deadline, *unit = [*text.split(), "-", "-", "-"][:8]
    number = None if value == "-" else float(value.rstrip("%"))
    base, _, every = window.partition("/")
    promise = _promise(kind, number, None if base == "-" else base, int(every or 1), value.endswith("%"))
    day = None if deadline == "-" else deadline if len(deadline) > 5 else f"{year}-{deadline}"
    return Label(*promise, SIGNS.get(sign, "exact"), day, " ".join(unit).strip("- "), of.strip().lower())


def full_labels(file, year):
    """Pairs of a wording and its labels; none where no number and no day is promised."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if " :: " in line and not line.startswith("#"):
            labels, wording = line.split(" :: ")
            yield wording, [] if labels == "none" else [read_label(part, year) for part in labels.split(";")]


def readings(wording, year):
    """What the reader finds, written as labels; achievements without a day and words are left out."""
    found = []
    for target in read_targets(wording, year=year):
        if target.value is None and target.kind != "each" and not target.deadline:
            continue
        value = None if target.value is None else float(target.value)
        every, is_per_cent = target.every, target.is_relative
        promise = _promise(target.kind.value, value, target.window and target.window.value, every, is_per_cent)
        words = target.thing
        unit = unit_of(words, target.unit_forms)
        day = target.deadline and target.deadline.isoformat()
        of = target.unit.lower() if target.kind == "each" else ""
        found.append(Label(*promise, target.comparator.value, day, unit.one if unit else words, of))
    return found


@dataclass
class Measured:
    counts: Counter = field(default_factory=Counter)
    misses: dict = field(default_factory=dict)

    def tell(self, what, is_right, wording, wanted, read):
        self.counts[what] += 1
        self.counts[what, "right"] += is_right
        if not is_right:
            self.misses.setdefault(what, []).append(f"{wording}\n      labelled {wanted}\n      read     {read}")

    def share(self, what):
        return self.counts[what, "right"] / self.counts[what]

    def __str__(self):
        names = [name for name in self.counts if isinstance(name, str)]
        return "\n".join(f"{name} {self.share(name):.3f} ({self.counts[name]})" for name in sorted(names))


def measure(pairs, year):
    """Shares of what is right: "precision", "recall", "no number", and of promises met "bounds", "days", "units",
    "of"."""
    measured = Measured()
    for wording, labels in pairs:
        found = readings(wording, year)
        if not labels:
            measured.tell("no number", not found, wording, [], found)
        free = list(found)
        for label in labels:
            met = [read for read in free if read.promise == label.promise]
            measured.tell("recall", bool(met), wording, labels, found)
            if not met:
                continue
            read = max(met, key=lambda read: (read.deadline == label.deadline, read.sign == label.sign))
            free.remove(read)
            if label.sign != "exact" or read.sign != "exact":
                measured.tell("bounds", label.sign == read.sign, wording, label, read)
            if label.deadline or read.deadline:
                measured.tell("days", label.deadline == read.deadline, wording, label, read)
            if label.unit:
                measured.tell("units", label.unit in read.unit, wording, label.unit, read.unit)
            if label.of:
                measured.tell("of", label.of == read.of, wording, label.of, read.of)
        for read in found:
            measured.tell("precision", read not in free, wording, labels, found)
    return measured
