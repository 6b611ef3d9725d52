"""Makes the kept database of today's schema: `python -m tests.upgrade.make_database 2026-11-eda41ab`, named by the
date and the commit whose schema it has. Every change of the schema adds one; those that are here never change.

Without DATABASE_URL it makes one of each engine; with it, one in that empty database.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpic.settings")
if __name__ == "__main__":
    django.setup()

from django.apps import apps  # noqa: E402 - models cannot be imported before the settings are
from django.core.management import call_command  # noqa: E402 - after the settings

from centres.events import LABELS  # noqa: E402 - after the settings
from centres.models import Role, User  # noqa: E402 - after the settings
from evaluations.evidence import FileKind  # noqa: E402 - after the settings
from tests.upgrade import kept  # noqa: E402 - after the settings
from tests.upgrade.small_world import fill  # noqa: E402 - after the settings

OURS = ("centres", "goals", "evaluations", "networks")
# Columns in which a vocabulary stands that the model does not name.
ALSO = {
    "centres_event.name": {name for names in LABELS.values() for name in names},
    "evaluations_evidence.kind": set(FileKind.values),
}
# What comes out, one role lets out.
ONLY = {
    "goals_edition.approved_by_role": {str(Role.DEPARTMENT_HEAD)},
    "evaluations_report.approved_by_role": {str(Role.DEPARTMENT_HEAD)},
    "networks_publicissue.released_by_role": {str(Role.HEAD), str(Role.DEPARTMENT_HEAD)},
    # Nobody else closes a year for a centre.
    "evaluations_closing.sent_by_role": {str(Role.DEPARTMENT_HEAD)},
    "evaluations_reportcentre.closed_by_role": {str(Role.DEPARTMENT_HEAD)},
}


def vocabularies():
    """The values that each column of ours with a vocabulary has to hold, by "table.column"."""
    found = dict(ALSO)
    for model in apps.get_models():
        for field in model._meta.concrete_fields if model._meta.app_label in OURS else ():
            if field.choices:
                values = {str(value) for value, _label in field.flatchoices if value not in {"", None}}
                found[f"{model._meta.db_table}.{field.column}"] = values
    return found | ONLY


def stored(tables, names):
    """The values that the columns hold."""
    found = {}
    for name in names:
        table, column = name.split(".")
        found[name] = {row[column] for row in tables[table]} - {None, ""}
    return found


# What is newer than the last kept database and the next one has to live through: until then nobody has such rows.
TO_COME: dict[str, set[str]] = {}
TABLES_TO_COME: set[str] = set()


def gaps(tables, *, is_complete=True):
    """What the world still lacks: tables with fewer than two rows, values that stand nowhere."""
    few = [f"{name}: {len(rows)} rows" for name, rows in tables.items() if len(rows) < 2]
    wanted = vocabularies()
    if not is_complete:
        few = [line for line in few if line.partition(":")[0] not in TABLES_TO_COME]
        wanted = {
            name: values - TO_COME.get(name, set())
            for name, values in wanted.items()
            if name.partition(".")[0] not in TABLES_TO_COME
        }
    there = stored(tables, wanted)
    return few + [f"{name}: {sorted(wanted[name] ^ there[name])}" for name in wanted if wanted[name] != there[name]]


def make(name):
    call_command("migrate", verbosity=0, interactive=False)
    if User.objects.exists():
        sys.exit("The database is not empty.")
    fill()
    tables = kept.read_all()
    if found := gaps(tables):
        sys.exit("The small world lacks:\n" + "\n".join(found))
    path = kept.put_by(name)
    values = {column: sorted(values) for column, values in stored(tables, vocabularies()).items()}
    facts = kept.manifest(tables, values)
    manifest = path.with_name(f"{name}.{kept.engine()}.json")
    manifest.write_text(json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    print(f"{path.name}: {path.stat().st_size // 1000} kB, {sum(map(len, tables.values()))} rows")  # noqa: T201 - a tool that speaks to the terminal


def make_both(name):
    from postgres import private_cluster

    with tempfile.TemporaryDirectory() as folder, private_cluster() as address:
        for url in (f"sqlite:///{Path(folder) / 'kept.sqlite3'}", address):
            command = [sys.executable, "-m", "tests.upgrade.make_database", name]
            subprocess.run(command, check=True, env=os.environ | {"DATABASE_URL": url})


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.upgrade.make_database NAME")
    (make if os.environ.get("DATABASE_URL") else make_both)(sys.argv[1])
