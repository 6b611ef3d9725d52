"""One scale of the workspace, in a process of its own: fills the database and counts the queries of every page.

Prints a JSON object: the pages with their queries, the cookie of every role, and what there is in the database.
"""

import json
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def main(years):
    django.setup()
    from goals.models import Event, Goal  # imports of models need the settings
    from tests.bench.workspace.data import build
    from tests.bench.workspace.pages import pages

    call_command("migrate", verbosity=0)
    scale = build(years)
    _analyze()
    clients = {role: _signed_in(person) for role, person in scale.cast.visitors.items()}
    measured = {page.label: _measured(page, clients[page.role]) for page in pages(scale)}
    version = ".".join(map(str, connection.get_database_version()))
    facts = {"goals / events": f"{Goal.objects.count()} / {Event.objects.count()}"}
    json.dump({"facts": facts, "pages": measured, "database": f"{connection.display_name} {version}"}, sys.stdout)


def _analyze():
    """What the server's own housekeeping would have done by the time such years have gone by."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _signed_in(person):
    from tests.bench.server import HOST

    client = Client(SERVER_NAME=HOST)
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _measured(page, client):
    client.get(page.path)  # from now on the process knows what it keeps for itself
    with CaptureQueriesContext(connection) as queries:
        status = client.get(page.path).status_code
    if status != 200:
        sys.exit(f"{page.label}: {page.path} answers {status}")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return {"path": page.path, "cookie": cookie, "queries": len(queries)}


if __name__ == "__main__":
    main(int(sys.argv[1]))
