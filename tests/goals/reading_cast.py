"""The wordings that the reader is measured on, with their labels, and how precision and recall are counted."""

from collections import Counter
from pathlib import Path

from django.conf import settings

from goals.reading import read_targets

DOCUMENT = settings.BASE_DIR.parent / "shared" / "documents" / "operacni-cile-2026.txt"
INVENTED = Path(__file__).with_name("wordings.txt")
BLIND = Path(__file__).with_name("wordings_blind.txt")


def real_wordings():
    """The bullets under the headings of centres, in order; a line without a bullet goes on with the one before."""
    wordings, inside = [], False
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        inside = inside or line.startswith("### ")
        if not inside or not line.strip() or line.startswith("#"):
            continue
        if line.startswith("- "):
            wordings.append(line[2:].strip())
        else:
            wordings[-1] += " " + line.strip()
    return wordings


def labelled_wordings(file):
    """Pairs of a wording and its labels from the lines "kind value window; … :: wording" of a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" :: ") for line in lines if " :: " in line and not line.startswith("#")]
    return [(wording, [_label(part) for part in labels.split(";")]) for labels, wording in pairs]


def _label(text):
    kind, value, window = text.split()
    return kind, None if value == "-" else float(value), None if window == "-" else window


def triples(wording, year=2026):
    """What the reader proposes for a wording, as labels are written."""
    return [
        (
            target.kind.value,
            None if target.value is None else float(target.value),
            target.window and target.window.value,
        )
        for target in read_targets(wording, year=year)
    ]


def judged(labelled):
    """Precision, recall and a report of every wording that was read otherwise than labelled."""
    hits = proposed = expected = 0
    misses = []
    for number, (wording, labels) in enumerate(labelled, start=1):
        found, wanted = Counter(triples(wording)), Counter(labels)
        hits += (found & wanted).total()
        proposed += found.total()
        expected += wanted.total()
        if found != wanted:
            misses.append(
                f"{number}: {wording}\n   labelled {list(wanted.elements())}\n   read     {list(found.elements())}"
            )
    return hits / proposed, hits / expected, "\n".join(misses)
