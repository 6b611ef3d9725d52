"""A database is built from a backup: its schema by the migrations it had then, its rows without triggers, then forward
to today. What was written is read back and compared before anybody takes it for the database."""

from collections import deque
from itertools import chain

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

import centres.triggers
import evaluations.triggers
import goals.triggers
import networks.triggers
from cpic.backup import rows
from cpic.backup.archive import BackupError, Sum, listed

APPS = (centres, goals, evaluations, networks)
GUARDS = list(chain.from_iterable(app.triggers.GUARDS for app in APPS))


def require_known(manifest):
    """Refuses a backup with migrations that this version does not have."""
    known = MigrationLoader(None).disk_migrations
    if unknown := [step for step in _steps(manifest) if step not in known]:
        raise BackupError(
            _("Záloha je z novější verze programu (%(version)s): krok %(step)s tahle verze nezná.")
            % {"version": manifest["version"], "step": ".".join(unknown[0])}
        )


def _steps(manifest):
    return [(app, name) for app, names in manifest["migrations"].items() for name in names]


def refuse(faults):
    """Refuses a backup with faults, of which the sentence names the first ones."""
    if faults:
        raise BackupError(_("Záloha není v pořádku: ") + listed(faults))


def build(backup, *, is_strict=False, progress=iter):
    """The database of the backup in the empty place that Django is connected to, brought to today's schema.

    What does not fit its column may be kept by SQLite, which had it before, unless `is_strict`: the way back must not
    depend on it. `progress` wraps the tables as tqdm does.
    """
    connection, manifest = connections["default"], backup.manifest
    steps = _steps(manifest)
    _set_constraints(connection, "IMMEDIATE")  # nothing may wait where tables are altered in the same transaction
    executor = MigrationExecutor(connection)
    latest = [step for step in steps if not any(child in steps for child in _next(executor, step))]
    executor.migrate(latest)
    models = rows.models_of(MigrationLoader(connection).project_state(steps))
    if unknown := manifest["tables"].keys() - models.keys():
        raise BackupError(_("Záloha má tabulku %(table)s, která do ní nepatří.") % {"table": min(unknown)})
    misfits = []
    _lift_triggers(connection)
    with connection.constraint_checks_disabled(), transaction.atomic():
        _set_constraints(connection, "DEFERRED")
        with connection.cursor() as cursor:
            for table in models:  # what migrations wrote themselves
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
        for table in progress(list(manifest["tables"])):
            misfits += rows.load(models[table], backup.lines(table))
        if connection.vendor == "postgresql":
            refuse(misfits)  # before it looks for the rows that were not written
        rows.set_last_ids({table: facts["last_id"] for table, facts in manifest["tables"].items()})
        _set_constraints(connection, "IMMEDIATE")
    misfits += _dangling(connection)
    refuse(misfits if is_strict else [])
    for table, facts in manifest["tables"].items():
        total = Sum()
        deque(total.of(rows.lines(models[table])), maxlen=0)
        if (total.count, total.sha256) != (facts["rows"], facts["sha256"]):
            raise BackupError(_("Tabulka %(table)s se neobnovila taková, jaká byla.") % {"table": table})
    call_command("migrate", verbosity=0, interactive=False)
    _lift_triggers(connection)
    centres.triggers.install(GUARDS)(None, connection.schema_editor())
    ContentType.objects.clear_cache()


def _dangling(connection):
    """Rows that name one that is not there. PostgreSQL has refused them by now."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            for table, row, named, _key in cursor.fetchall():
                reason = _("%(table)s, řádek %(row)s odkazuje do tabulky %(named)s na řádek, který tam není")
                yield reason % {"table": table, "row": row, "named": named}


def _next(executor, step):
    return [child.key for child in executor.loader.graph.node_map[step].children if child.key[0] == step[0]]


def _set_constraints(connection, when):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def _lift_triggers(connection):
    editor = connection.schema_editor()  # not entered: on SQLite it would look for dangling rows when it is left
    for app in APPS:
        centres.triggers.remove(app.__name__)(None, editor)
