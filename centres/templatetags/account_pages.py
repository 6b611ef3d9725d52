"""What the pages of sign-in and account say of things that are no plain values."""

import json
import re

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

register = template.Library()

# More precise names first: Edge calls itself Chrome, and Chrome calls itself Safari.
BROWSERS = {"Edg": "Edge", "Firefox": "Firefox", "OPR": "Opera", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone|iPad": "iOS", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux"}


@register.filter
def as_json(value):
    """For an attribute that a script reads; escaping is left to the template."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def browser(user_agent):
    """The browser and its system in two words, "Firefox, Windows"."""
    found = []
    for names in (BROWSERS, SYSTEMS):
        found += [name for pattern, name in names.items() if re.search(pattern, user_agent)][:1]
    return ", ".join(found) or _("neznámý prohlížeč")
