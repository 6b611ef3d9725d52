"""The catalogue of indicators: loaded from a file, looked after by the administrator, and which one fits a target."""

import json

from django.db import transaction

from evaluations.models import Indicator
from evaluations.models.indicators import PER_CENT
from goals.formatting import fold
from goals.states import Kind

UNCOUNTED = frozenset({Kind.MILESTONE, Kind.NARRATIVE})


@transaction.atomic
def load_indicators(folder):
    """Add the indicators that are missing and say how many were new; what is there belongs to the administrator."""
    with (folder / "indicators.json").open(encoding="utf-8") as file:
        rows = list(enumerate(json.load(file), start=1))
    return sum(_add(position, **facts) for position, facts in rows)


def _add(position, *, slug, **facts):
    return Indicator.objects.get_or_create(slug=slug, defaults=facts | {"position": position})[1]


def fitting(target, text, indicators):
    """The indicator that the words of the target, or else of its goal, name; None when they name none.

    Words of the unit ("sociokulturních kurzů") say more than those of the whole wording.
    """
    if target.kind in UNCOUNTED:
        return None
    indicators = [one for one in indicators if (one.unit == PER_CENT) == (target.kind == Kind.SHARE)]
    return next((found for words in (target.unit, text) if (found := _named(fold(words), indicators))), None)


def _named(words, indicators):
    """Of indicators whose stem begins some word, the one with the longest stem."""
    starts = [(stem, indicator) for indicator in indicators for stem in fold(indicator.stems).split()]
    found = [(len(stem), indicator) for stem, indicator in starts if f" {stem}" in f" {words}"]
    return max(found, key=lambda one: (one[0], -one[1].position))[1] if found else None
