"""Names of indicators as people write them: with or without capitals and diacritics, and the nearest when none fits."""

from collections.abc import Mapping
from difflib import get_close_matches

from evaluations.sheets.record import Known
from goals.formatting import fold

LONGEST_GUESS = 100  # comparing is slow, and a longer text is no misspelt name


class Names:
    """`indicators` maps every accepted name to what it stands for; the first name of a key is the one that is shown."""

    def __init__(self, indicators: Mapping[str, Known]):
        self._known = {folded(name): known for name, known in indicators.items()}
        self._spelt = {folded(name): name for name in indicators}

    def known(self, text: str) -> Known | None:
        return self._known.get(folded(text))

    def nearest(self, text: str) -> str:
        """The name that was probably meant, as it is shown; nothing when none is near."""
        if len(text) > LONGEST_GUESS:
            return ""
        near = get_close_matches(folded(text), self._spelt, n=1)
        return self._spelt[near[0]] if near else ""


def shown_names(indicators: Mapping[str, Known]) -> dict[str, str]:
    """The name under which each key is shown, in the order of the catalogue."""
    names: dict[str, str] = {}
    for name, known in indicators.items():
        names.setdefault(known.key, name)
    return names


def folded(text: str) -> str:
    """Without capitals, diacritics and spaces that say nothing: names are compared so."""
    return " ".join(fold(text).split())
