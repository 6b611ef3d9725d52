"""What the components say of a thing that is not a plain value."""

from django import template

from goals.wording import describe

register = template.Library()


@register.filter
def in_words(target) -> str:
    """The target as a phrase: "nejméně 12 kurzů za rok"."""
    return describe(target)
