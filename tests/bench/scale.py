"""One scale, in a process of its own because settings name one database; prints a JSON object of what it measured."""

import json
import sys

import django
from django.core.management import call_command
from django.db import connection


def main(factor, rounds):
    django.setup()
    from tests.bench.measures import measures  # its imports need the settings

    call_command("migrate", verbosity=0)
    cells = {}
    for label, text in measures(factor, rounds):
        sys.stderr.write(f"  {label}: {' '.join(text.split())}\n")
        cells[label] = text
    version = ".".join(map(str, connection.get_database_version()))
    json.dump({"cells": cells, "database": f"{connection.display_name} {version}"}, sys.stdout)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
