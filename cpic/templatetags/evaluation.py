"""What pages of evaluation say of a thing that is not a plain value."""

from django import template

from evaluations.meetings import labels

register = template.Library()


@register.filter
def at(found, key):
    """The value under the key, or nothing."""
    return found.get(key) if found else None


@register.filter
def time_of(meeting) -> str:
    """ "září 2026"."""
    return meeting.full_period_label


@register.filter
def frozen_numbers(reading) -> str:
    """ "7, rovnoměrnému postupu odpovídá 9; za měsíc přibylo 2": the numbers of a target when its month was closed."""
    return labels.frozen_phrase(reading)
