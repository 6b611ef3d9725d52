"""How regions are called in addresses. Their names are those of a constitutional act and do not change."""

from django.http import Http404
from django.utils.text import slugify

from centres.models import Region

WHOLE_COUNTRY = "republika"


def slug_of(region):
    return slugify(region.name) if region else WHOLE_COUNTRY


def region_at(slug):
    """The region of the address; raises Http404."""
    found = next((region for region in Region.objects.all() if slug_of(region) == slug), None)
    if found is None:
        raise Http404
    return found
