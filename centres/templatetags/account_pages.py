"""What the pages of sign-in and account say of things that are no plain values."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from centres.devices import browser

register = template.Library()

register.filter(browser)


@register.filter
def as_json(value):
    """For an attribute that a script reads; escaping is left to the template."""
    return json.dumps(value, cls=DjangoJSONEncoder)
