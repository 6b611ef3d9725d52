"""Proving a backup: it is restored into a scratch place, brought to today's schema, and everything frozen in it is held
against its checksums. That it went well is an event, so that the site can tell how old its last proven backup is."""

import hashlib
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.encryption import unreadable_secrets
from centres.events import SITE, record_event
from cpic.backup import archive
from cpic.backup.building import build, refuse, require_known
from cpic.backup.places import database_exists, scratch
from cpic.backup.restoring import has_our_key
from cpic.record import check_frozen
from evaluations.models import Evidence


@dataclass(frozen=True)
class Verified:
    manifest: dict
    remarks: list[str]
    is_recorded: bool


@archive.told(gettext_lazy("Záloha se nedala ověřit"))
def verify(path, *, progress=iter):
    """Prove the backup and tell the site; `progress` wraps the tables as tqdm does."""
    manifest, remarks = prove(path, progress=progress)
    return Verified(manifest, remarks, is_recorded=_record(manifest["made_at"]))


def prove(path, *, progress=iter):
    """The manifest of a good backup, and what was wrong at the source or will be when it is restored here."""
    with archive.opened(path) as backup:
        manifest = backup.manifest
        require_known(manifest)
        with scratch():
            build(backup, is_strict=True, progress=progress)
            faults = [*check_frozen(), *_evidence_faults(backup)]
            remarks = list(_missing_or_altered(manifest["evidence"]))
            if unreadable_secrets() or not has_our_key(manifest):
                remarks.append(_("vznikla s jiným SECRET_KEY, než je dnes"))
        refuse(faults)
    return manifest, remarks


def _missing_or_altered(evidence):
    """What the rows say of attached files and the backup could not keep: it was so at the source."""
    for row in Evidence.objects.kept().order_by("pk").iterator():
        facts = evidence.get(row.stored)
        if facts is None:
            yield _("přiložený soubor %(name)s (%(stored)s) chyběl už při záloze") % vars(row)
        elif facts["sha256"] != row.sha256:
            yield _("přiložený soubor %(name)s (%(stored)s) byl změněn už před zálohou") % vars(row)


def _evidence_faults(backup):
    for stored, facts in backup.manifest["evidence"].items():
        if facts:
            with backup.evidence(stored) as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != facts["sha256"]:
                    yield _("příloha %(stored)s nesouhlasí se svým kontrolním součtem") % {"stored": stored}


def _record(made_at):
    """Whether the site could be told. Its database may be missing, older, or read-only: the backup is proven anyway."""
    if not database_exists():
        return False
    try:
        with transaction.atomic():
            record_proof(made_at)
    except DatabaseError:
        return False
    return True


def record_proof(made_at):
    record_event(SITE, "verify_backup", by=None, role="", at=timezone.now(), content=made_at)
