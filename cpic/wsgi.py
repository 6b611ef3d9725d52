"""The entry point of the application server."""

import os

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpic.settings")
django.setup(set_prefix=False)

from cpic.checks import refuse_unsafe_start  # noqa: E402 - needs the settings
from cpic.middleware import Application  # noqa: E402 - see above
from cpic.visitors import KnownVisitors  # noqa: E402 - see above

try:
    refuse_unsafe_start()
except ImproperlyConfigured as fault:
    raise SystemExit(str(fault)) from None  # the sentences alone, without the way through the code

application = KnownVisitors(Application(), settings.PROXIES if settings.BEHIND_PROXY else [])
