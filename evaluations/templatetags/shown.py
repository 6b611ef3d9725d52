"""Frozen targets and texts in words."""

from dataclasses import replace

from django import template
from django.utils.translation import gettext as _

from evaluations.progress.shown import Shown
from evaluations.states import State
from goals.formatting import breakable, describe

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
def stood(shown, is_final):
    """The number and how the target stands: "9 z 12 kurzů, ohroženo"; once the year is over, whether it was reached."""
    reached = _("splněno") if shown.is_reached else _("nesplněno")
    return ", ".join(filter(None, [shown.numbers, str(reached if is_final else State(shown.state).label)]))


@register.filter
def paced(shown, is_final):
    """As it is, but without the pace once the year is over."""
    return replace(shown, expected=None) if is_final else shown
