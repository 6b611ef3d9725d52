"""What the components say of a thing that is not a plain value."""

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.core.paginator import Page

from goals.formatting import describe, format_number

register = template.Library()


@register.filter
def in_words(target) -> str:
    """The target as a phrase: "nejméně 12 kurzů za rok"."""
    return describe(target)


@register.filter
def in_figures(value: Decimal | int) -> str:
    """The number in Czech figures: "1 250,5"."""
    return format_number(Decimal(value))


@register.filter
def page_numbers(page: Page) -> Iterable:
    """Numbers of the pages around this one and at both ends, with "…" between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
