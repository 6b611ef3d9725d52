"""Putting a backup in place of the database. Files first, because one too many harms nobody; the database last, all at
once: whoever is interrupted at any moment has the old one or the new one."""

import hashlib
import os
import re
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.encryption import unreadable_secrets
from cpic.backup import archive
from cpic.backup.archive import BackupError
from cpic.backup.building import build, require_known
from cpic.backup.places import database_exists, replacing
from cpic.erasing import listing
from cpic.erasing.verb import follow_up

STORED = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")


@archive.told(gettext_lazy("Obnova se nepovedla a v databázi se nic nezměnilo"))
def restore(path, *, replace=False, other_key=False, progress=iter):
    """Restore the backup, with `replace` in place of what is there, with `other_key` although what it holds encrypted
    cannot be read by today's keys. Gives its manifest; `progress` wraps files and tables as tqdm does."""
    with archive.opened(path) as backup:
        require_known(backup.manifest)
        if not other_key and not has_our_key(backup.manifest):
            raise _other_key()
        lists = listing.known(Path(path).parent / listing.NAME, settings.ERASURES_FILE)
        try:
            erased = listing.read([*lists, *(listing.of_the_database() if database_exists() else ())])
        except listing.UnreadableList as error:
            raise BackupError(str(error)) from error
        with replacing(replace=replace), _evidence_of(backup, progress):
            build(backup, progress=progress)
            if not other_key and unreadable_secrets():  # an older key of that time is gone
                raise _other_key()
            listing.erase_again(erased, follow_up)
        return backup.manifest


def _other_key():
    return BackupError(
        _(
            "Záloha vznikla s jiným SECRET_KEY, než je dnes: druhá ověření lidí by nešla přečíst. Přidejte "
            "tehdejší klíč do SECRET_KEY_FALLBACKS, nebo pokračujte s --other-key a nastavte je znovu."
        )
    )


def has_our_key(manifest):
    """The key that the backup was made with is still one of those that are read."""
    return manifest["keys"][0] in archive.key_prints()


@contextmanager
def _evidence_of(backup, progress):
    """The attached files are there; those that were not are taken away again when nothing comes of the restore."""
    storage, new = storages["evidence"], []
    try:
        for stored, facts in progress(list(backup.manifest["evidence"].items())):
            if not STORED.fullmatch(stored):
                sentence = _("Záloha má přílohu se jménem %(stored)s, které nevzniklo tady.")
                raise BackupError(sentence % {"stored": stored})
            if facts is None or _is_there(storage, stored, facts["sha256"]):
                continue
            if not storage.exists(stored):
                new.append(stored)
            _put(storage, stored, facts["sha256"], backup)
        os.sync()  # the files are on the disk before a row names them
        yield
    except BaseException:  # also when it is interrupted
        for stored in new:
            storage.delete(stored)
        raise


def _put(storage, stored, sha256, backup):
    """In place of what a killed one left half-written, when it is whole; under one name there is ever one content."""
    aside = f"{stored}.restoring"
    storage.delete(aside)
    try:
        with backup.evidence(stored) as source:
            storage.save(aside, File(source))
        if not _is_there(storage, aside, sha256):
            raise BackupError(_("Příloha %(stored)s se neobnovila taková, jaká byla.") % {"stored": stored})
        os.replace(storage.path(aside), storage.path(stored))
    finally:
        storage.delete(aside)


def _is_there(storage, stored, sha256):
    try:
        with storage.open(stored, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False
