"""Where the public page of a region is, for templates of other apps."""

from django import template
from django.urls import reverse

from networks.public.addresses import slug_of

register = template.Library()


@register.simple_tag
def region_address(region):
    return reverse("region", args=[slug_of(region)])
