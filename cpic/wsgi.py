"""The entry point of the application server."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpic.settings")
application = get_wsgi_application()

from cpic.checks import refuse_unsafe_start  # noqa: E402 - needs the settings

try:
    refuse_unsafe_start()
except ImproperlyConfigured as fault:
    raise SystemExit(str(fault)) from None  # the sentences alone, without the way through the code
