"""Frozen targets and texts in words."""

from dataclasses import replace

from django import template

from evaluations.captions import achieved_words
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
def left_out(facts):
    """Targets as first approved that an amendment left out."""
    return [Shown.of(measure) for measure in facts["given_up"]]


@register.filter
def stood(shown):
    """How the target stands, in a word."""
    return State(shown.state).label


@register.filter
def measured_words(shown):
    """ "9 z 12 kurzů, neplní se"; without a number just how it stands."""
    numbers = [] if shown.achieved is None or shown.aim is None else [achieved_words(shown, shown)]
    return ", ".join([*numbers, str(State(shown.state).label)])


@register.filter
def final(shown):
    """Without the pace: the year is over."""
    return replace(shown, expected=None)
