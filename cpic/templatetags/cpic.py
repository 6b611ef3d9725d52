"""Tags and filters that every template may use."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from centres.access import Right
from centres.addresses import full_address
from centres.czech import full_stop
from goals.formatting import typeset

register = template.Library()


@register.filter
def typo(text):
    """The text with Czech no-break spaces; escaping is left to the template."""
    return typeset(str(text))


register.filter("full_stop", full_stop, is_safe=True)


@register.simple_tag(takes_context=True)
def canonical_url(context):
    """The address under which the page wants to be known: this path, on the site's own host, without a query."""
    request = context["request"]
    return full_address(request.path, request)


@register.simple_tag(takes_context=True)
def work_navigation(context):
    request = context.get("request")
    rights = getattr(request, "rights", None)
    if rights is None or not request.user.is_authenticated:
        return []
    ways = [("work", _("Moje práce"), True), ("my-goals", _("Moje cíle"), bool(rights.memberships))]
    ways += [("commitment", _("Dlouhodobé cíle"), bool(rights.memberships))]
    ways += [("network", _("Centra"), bool(rights.memberships)), ("erase", _("Výmazy"), rights.may(Right.ERASE))]
    ways += [("people", _("Lidé"), rights.looks_after_people), ("log", _("Záznam"), rights.may(Right.READ_LOG))]
    ways += [("rights", _("Kdo co smí"), True), ("account", _("Můj účet"), True)]
    return [{"url": _url(name), "label": label} for name, label, is_open in ways if is_open and _url(name)]


def _url(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def path(*addresses_and_labels):
    """The steps of a breadcrumb from pairs of an address and its label."""
    steps = iter(addresses_and_labels)
    return [{"url": url, "label": label} for url, label in zip(steps, steps, strict=True)]
