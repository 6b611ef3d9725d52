"""Tags and filters that every template may use."""

from django import template
from django.conf import settings

from goals import typography

register = template.Library()


@register.filter
def typo(text):
    """The text with Czech no-break spaces; escaping is left to the template."""
    return typography.typeset(str(text))


@register.simple_tag(takes_context=True)
def canonical_url(context):
    """The address under which the page wants to be known: this path, on the site's own host, without a query."""
    request = context["request"]
    return f"{settings.SITE_URL or f'{request.scheme}://{request.get_host()}'}{request.path}"


@register.simple_tag
def path(*addresses_and_labels):
    """The steps of a breadcrumb from pairs of an address and its label."""
    steps = iter(addresses_and_labels)
    return [{"url": url, "label": label} for url, label in zip(steps, steps, strict=True)]
