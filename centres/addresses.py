"""Where an address begins that is read outside of the site: in mail, and where a page says what it is known by."""

from django.conf import settings


def full_address(path, request=None):
    """The path on the site's own host. Only the example has no SITE_URL: there the request says where the site is, or
    the place where it is tried. Anybody can write the host of a request, so it never decides where a mail leads."""
    site = settings.SITE_URL
    if not site:
        site = f"{request.scheme}://{request.get_host()}" if request else settings.LOCAL_URL
    return f"{site}{path}"
