"""What of the three questions after a meeting stands on its page; the room of meetings itself knows nothing of them."""

from django import template
from django.utils import timezone

from networks.surveys.asking import asked_after
from networks.surveys.keeping import asks_after

register = template.Library()


@register.inclusion_tag("networks/_asked.html", takes_context=True)
def asked(context, gathering, *, may_lead):
    return {
        "gathering": gathering,
        "asked": asked_after(gathering),
        "may_ask": may_lead and asks_after(gathering, timezone.localdate()),
        "may_lead": may_lead,
        "csrf_token": context.get("csrf_token"),
    }
