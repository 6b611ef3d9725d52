"""Taking a backup: one moment of the database and the files that its rows name, while people go on working."""

from contextlib import suppress
from dataclasses import dataclass

from django.core.files.storage import storages
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cpic.backup import archive, rows
from cpic.backup.archive import BackupError
from cpic.backup.places import database_exists, snapshot

ATTEMPTS = 5


@dataclass(frozen=True)
class Taken:
    manifest: dict
    remarks: list[str]  # what is wrong with the files at the source


class TakenAway(Exception):
    """Somebody took a file away since the moment that is being kept."""


@archive.told(gettext_lazy("Záloha se nepovedla"))
def backup(path, *, progress=iter):
    """Write the backup; `progress` wraps its files and tables as tqdm does."""
    if not database_exists():
        raise BackupError(_("Databáze %(name)s není.") % {"name": connections["default"].settings_dict["NAME"]})
    for _attempt in range(ATTEMPTS):
        with suppress(TakenAway), archive.written(path) as file:
            return _take(file, progress)
    raise BackupError(_("Přiložené soubory zrovna někdo odebírá. Zkuste to za chvíli."))


def _take(file, progress):
    current = connections["default"]
    with snapshot():
        made_at = timezone.now()
        loader = MigrationLoader(connections["default"])
        steps = sorted(loader.applied_migrations)
        if not steps:
            raise BackupError(_("V databázi nic není; nejdřív ji založte příkazem migrate."))
        if unknown := [step for step in steps if step not in loader.disk_migrations]:
            raise BackupError(
                _("Databáze je novější než tato verze programu: krok %(step)s nezná.") % {"step": ".".join(unknown[0])}
            )
        models = rows.models_of(loader.project_state(steps))
        evidence, tables, remarks = {}, {}, []
        if kept := models.get("evaluations_evidence"):
            named = list(kept._base_manager.filter(removed_at=None).order_by("stored").values_list("stored", "sha256"))
            for stored, sha256 in progress(named):  # first, because they can be taken away
                evidence[stored] = _add_evidence(file, stored, current)
                if evidence[stored] is None:
                    remarks.append(_("přiložený soubor %(stored)s chybí") % {"stored": stored})
                elif evidence[stored]["sha256"] != sha256:
                    remarks.append(_("přiložený soubor %(stored)s někdo změnil") % {"stored": stored})
        for table, model in progress(list(models.items())):
            tables[table] = _add_table(file, table, model)
        for table, last in rows.last_ids(models).items():
            tables[table]["last_id"] = last
        migrations = {}
        for app, name in steps:
            migrations.setdefault(app, []).append(name)
        facts = {"engine": connections["default"].vendor, "made_at": made_at.isoformat(), "migrations": migrations}
    return Taken(archive.add_manifest(file, **facts, tables=tables, evidence=evidence), remarks)


def _add_table(file, table, model):
    added = archive.add(file, f"tables/{table}.jsonl", rows.lines(model))
    return {"rows": added.count, "sha256": added.sha256, "last_id": 0}


def _add_evidence(file, stored, current):
    """What the file is, or None where it is missing."""
    try:
        source = storages["evidence"].open(stored, "rb")
    except FileNotFoundError:
        if _is_taken_away(stored, current):
            raise TakenAway from None
        return None
    with source:
        added = archive.add(file, f"evidence/{stored}", source.chunks(), compressed=False)
    return {"size": added.size, "sha256": added.sha256}


def _is_taken_away(stored, current):
    """By now, after the moment of the snapshot."""
    with current.cursor() as cursor:
        cursor.execute("SELECT 1 FROM evaluations_evidence WHERE stored = %s AND removed_at IS NULL", [stored])
        return cursor.fetchone() is None
