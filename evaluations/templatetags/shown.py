"""Frozen targets and texts in words."""

from django import template

from evaluations.shown import Shown
from evaluations.states import State
from goals.typography import breakable
from goals.wording import describe

register = template.Library()


@register.filter
def phrase(measure):
    """What is measured: "nejméně 12 kurzů za rok"."""
    return describe(measure)


@register.filter
def lines(text):
    """Lines that say something, with a place to break in what is no word."""
    return [breakable(line.strip()) for line in text.splitlines() if line.strip()]


@register.filter
def left_out(goal):
    """Targets as first approved that an amendment left out."""
    return [Shown.of(measure) for measure in goal.given_up]


@register.filter
def stood(shown):
    """How the target stands, in a word."""
    return State(shown.state).label
