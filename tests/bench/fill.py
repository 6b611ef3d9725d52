"""One scale of a part, in a process of its own: fills the database and counts the queries of every page.

Prints a JSON object: the pages with their queries, the cookie of every role, and what there is in the database.
"""

import importlib
import json
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def main(part, number):
    django.setup()
    # imports of models need the settings
    data, pages = (importlib.import_module(f"tests.bench.{part}.{name}") for name in ("data", "pages"))
    call_command("migrate", verbosity=0)
    scale = data.build(number)
    _analyze()
    clients = {role: _signed_in(person) for role, person in scale.cast.visitors.items()}
    measured = {page.label: _measured(page, clients[page.role]) for page in pages.pages(scale)}
    version = ".".join(map(str, connection.get_database_version()))
    facts = {label: " / ".join(map(str, counts)) for label, counts in data.facts().items()}
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
    visit = _save if page.saves else _open
    visit(page, client)  # from now on the process knows what it keeps for itself
    queries = visit(page, client)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return {"path": page.path, "cookie": cookie, "queries": queries, "saves": page.saves}


def _open(page, client):
    with CaptureQueriesContext(connection) as queries:
        status = client.get(page.path).status_code
    _expect(status, 200, page)
    return len(queries)


def _save(page, client):
    """The form as it was on the page, with one sentence changed."""
    from tests.bench.saving import changed_form

    form = changed_form(client.get(page.path).content.decode())
    with CaptureQueriesContext(connection) as queries:
        status = client.post(page.path, form).status_code
    _expect(status, 302, page)
    return len(queries)


def _expect(status, expected, page):
    if status != expected:
        sys.exit(f"{page.label}: {page.path} answers {status}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
