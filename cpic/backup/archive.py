"""The file of a backup: a zip that any program opens, sealed by the SHA-256 of all its bytes in its last 64.

It is written aside and gets its name only when it is whole and on the disk. In it: `manifest.json`, one file of lines a
table under `tables/`, the attached files under `evidence/`.
"""

import fcntl
import hashlib
import json
import os
import sqlite3
import tomllib
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BufferedReader
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

PRODUCT = "cpic-goals"
FORMAT = 1  # of the file; a newer product may write another, which the version before it must know (docs/releasing.md)
FACTS = {  # of the manifest
    "format": int,
    "version": str,
    "engine": str,
    "made_at": str,
    "keys": list,
    "migrations": dict,
    "tables": dict,
    "evidence": dict,
}
SEAL = 64  # bytes
CHUNK = 1 << 20
SHOWN = 5  # things that a sentence names


class BackupError(Exception):
    """Why it was not done, in one sentence. Nothing was changed."""


@contextmanager
def told(what):
    """What disks, databases and broken files raise, in one sentence that begins with what was not done."""
    try:
        yield
    except (OSError, DatabaseError, sqlite3.Error, zipfile.BadZipFile, zlib.error, EOFError) as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise BackupError(f"{what}: {reason}") from error


def listed(things):
    """The first ones, and how many there are of more than a sentence can name."""
    more = _(" a další, celkem %(count)d") % {"count": len(things)} if len(things) > SHOWN else ""
    return "; ".join(things[:SHOWN]) + more


def taken_at(manifest):
    """As people write it."""
    return f"{timezone.localtime(datetime.fromisoformat(manifest['made_at'])):%-d. %-m. %Y %-H:%M}"


def version():
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


def key_prints():
    """What the signing keys of today are known by, the one that signs first; nobody can get a key from it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac("cpic.backup", "key", secret=key, algorithm="sha256").hexdigest()[:16] for key in keys]


# Writing


@contextmanager
def written(path):
    """A zip to be filled, which becomes the file of this name when nothing failed."""
    path = Path(path)
    if path.is_dir():
        raise BackupError(_("%(path)s je složka. Napište i jméno souboru zálohy.") % {"path": path})
    if path.exists() and not zipfile.is_zipfile(path):
        raise BackupError(_("%(path)s už existuje a záloha to není; nepřepisuji ho.") % {"path": path})
    if not path.parent.is_dir():
        raise BackupError(_("Složka %(path)s není. Nejdřív ji založte.") % {"path": path.parent})
    aside = path.with_name(f".{path.name}.part")
    with open(os.open(aside, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(_("Do %(path)s už píše jiná záloha.") % {"path": path}) from None
        try:
            file.truncate()  # what a killed one left
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.comment = b"0" * SEAL
                yield archive
            _seal(file)
            os.replace(aside, path)
        except BaseException:  # also when it is interrupted, nothing is left beside
            aside.unlink()
            raise
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _seal(file):
    digest = _digest(file)
    file.seek(-SEAL, os.SEEK_END)
    file.write(digest.encode())
    file.flush()
    os.fsync(file.fileno())


def _digest(file):
    """Of all bytes before the seal."""
    left = file.seek(0, os.SEEK_END) - SEAL
    file.seek(0)
    digest = hashlib.sha256()
    while left and (chunk := file.read(min(left, CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


class Sum:
    """What the chunks are that go through it."""

    def __init__(self):
        self.count, self.size, self._digest = 0, 0, hashlib.sha256()

    def of(self, chunks):
        for chunk in chunks:
            self.count += 1
            self.size += len(chunk)
            self._digest.update(chunk)
            yield chunk

    @property
    def sha256(self):
        return self._digest.hexdigest()


def add(archive, name, chunks, *, compressed=True):
    """Write the chunks as a file of the archive, as they come, and give their sum."""
    total = Sum()
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    entry.external_attr = 0o600 << 16
    with archive.open(entry, "w", force_zip64=True) as file:
        for chunk in total.of(chunks):
            file.write(chunk)
    return total


def add_manifest(archive, **facts):
    manifest = {"product": PRODUCT, "format": FORMAT, "version": version(), "keys": key_prints()} | facts
    add(archive, "manifest.json", [json.dumps(manifest, ensure_ascii=False, indent=1).encode()])
    return manifest


# Reading


@dataclass(frozen=True)
class Backup:
    """A whole and unchanged file of a backup, opened."""

    path: Path
    archive: zipfile.ZipFile

    @cached_property
    def manifest(self):
        return json.loads(self.archive.read("manifest.json"))

    def lines(self, table):
        with BufferedReader(self.archive.open(f"tables/{table}.jsonl")) as file:
            yield from file

    def evidence(self, stored):
        return self.archive.open(f"evidence/{stored}")


@contextmanager
def opened(path):
    """The backup of this name; refuses what is none, was cut or altered, or comes from elsewhere or from the future."""
    path = Path(path)
    if path.is_dir():
        raise BackupError(_("%(path)s je složka, ne soubor zálohy.") % {"path": path})
    if not path.exists():
        raise BackupError(_("Soubor %(path)s není.") % {"path": path})
    with path.open("rb") as file:
        if file.read(4) != b"PK\3\4":
            raise BackupError(_("%(path)s není záloha.") % {"path": path})
        file.seek(max(file.seek(0, os.SEEK_END) - SEAL, 0))
        if file.read() != _digest(file).encode():
            raise BackupError(
                _("%(path)s není celá nebo byla změněna: neodpovídá svému kontrolnímu součtu.") % {"path": path}
            )
        with zipfile.ZipFile(file) as archive:
            found = Backup(path, archive)
            _require_ours(found)
            yield found


def _require_ours(found):
    names = set(found.archive.namelist())
    try:
        manifest = found.manifest if "manifest.json" in names else {}
    except ValueError:
        manifest = {}
    if not isinstance(manifest, dict) or manifest.get("product") != PRODUCT:
        raise BackupError(_("%(path)s je záloha jiného programu.") % {"path": found.path})
    number = manifest.get("format")
    if isinstance(number, int) and number > FORMAT:
        raise BackupError(
            _("%(path)s je z novější verze programu (%(version)s). Obnovte ji tou verzí.")
            % {"path": found.path, "version": manifest.get("version")}
        )
    if any(not isinstance(manifest.get(name), kind) for name, kind in FACTS.items()) or not manifest["keys"]:
        raise BackupError(_("%(path)s nemá to, co říká její seznam.") % {"path": found.path})
    wanted = {"manifest.json", *(f"tables/{name}.jsonl" for name in manifest["tables"])}
    wanted |= {f"evidence/{stored}" for stored, facts in manifest["evidence"].items() if facts}
    if names != wanted:
        raise BackupError(_("%(path)s nemá to, co říká její seznam.") % {"path": found.path})
