"""What the components say of a thing that is not a plain value."""

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.core.paginator import Page
from django.utils.translation import gettext as _

from evaluations.meetings.labels import frozen_phrase
from evaluations.progress.charts import LETTERS, ORDER
from evaluations.states import ClosingState, MonthState, Rating, Result, Status
from goals.formatting import describe, format_number
from goals.plan_progress import PlanProgress
from goals.states import GoalState, Tagged
from networks.states import PartnerKind

register = template.Library()


# Rows and frozen facts hold bare values; these filters give the member, which knows its tag, tone and icon.


@register.filter
def partner_kind(value: str) -> str:
    """The kind as people call it."""
    return PartnerKind(value).label


@register.filter
def goal_state(value: str) -> GoalState:
    return GoalState(value)


@register.filter
def plan_state(value: str) -> PlanProgress:
    return PlanProgress(value)


@register.filter
def closing_state(value: str) -> ClosingState:
    return ClosingState(value)


STATES = {str(member): member for states in (Result, Rating, Status) for member in states}


@register.filter
def state(value: str) -> Tagged:
    """How a goal stands, what a meeting said of it, or how its year ended; "bez hodnocení" where nothing is known.

    What is a member already stays what it is, whatever it is of.
    """
    return value if isinstance(value, Tagged) else STATES.get(value, Status.UNRATED)


@register.simple_tag
def months_key():
    """Letters of the map of months and what each says; a month is "nehodnoceno" where a goal is "bez hodnocení"."""
    words = {Status.UNRATED: _("nehodnoceno")}
    states = [(state, LETTERS[state], words.get(state, state.tag)) for state in ORDER]
    return [*states, (MonthState.LATE, "!", MonthState.LATE.tag)]


@register.filter
def in_words(target) -> str:
    """The target as a phrase: "nejméně 12 kurzů za rok"."""
    return describe(target)


@register.filter
def in_figures(value: Decimal | int) -> str:
    return format_number(Decimal(value))


@register.filter
def at(found, key):
    return found.get(key) if found else None


@register.filter
def frozen_numbers(reading) -> str:
    """ "7, rovnoměrnému postupu odpovídá 9; za měsíc přibylo 2": the numbers of a target when its month was closed."""
    return frozen_phrase(reading)


@register.filter
def page_numbers(page: Page) -> Iterable:
    """Numbers of the pages around this one and at both ends, with "…" between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.simple_block_tag(takes_context=True)
def table(context, content, caption="", **parts):
    return _component(context, "table", content=content, caption=caption, **parts)


@register.simple_block_tag(takes_context=True)
def error_summary(context, content, title, icon="error"):
    """What has to be mended, said at the top of the page; between the tags stands what it is."""
    return _component(context, "error_summary", content=content, title=title, icon=icon)


@register.simple_block_tag(takes_context=True)
def conflict(context, content, title):
    """Somebody else was faster; between the tags stands what became of what the person did."""
    return _component(context, "conflict", content=content, title=title)


def _component(context, name, **parts):
    return context.template.engine.get_template(f"components/{name}.html").render(context.new(parts))
