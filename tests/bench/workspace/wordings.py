"""Wordings of the example year with the targets that the reader finds in them, read once and used for every year."""

from itertools import cycle

from cpic.example import FIXTURES, YEAR
from goals.importing import is_storable, known_centres, parse, read_lines
from goals.reading import read_targets
from goals.writing import TargetContent


def wordings(year):
    """Pairs of a text and its targets, as many as one asks for."""
    document = parse(read_lines(FIXTURES / f"operacni-cile-{YEAR}.md"), year=YEAR, centres=known_centres())
    texts = [goal.text for centre in document.centres for goal in centre.goals]
    return cycle([(text, _targets(text, year)) for text in texts])


def _targets(text, year):
    return [TargetContent.of(target) for target in read_targets(text, year=year) if is_storable(target)]
