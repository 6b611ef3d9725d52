"""The file of a backup: a zip that any program opens, sealed by the SHA-256 of all its bytes in its last 64.

It is written aside and gets its name only when it is whole and on the disk. In it: `manifest.json`, one file of lines a
table under `tables/`, the attached files under `evidence/`.
"""

import fcntl
import hashlib
import json
import os
import tomllib
import zipfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BufferedReader
from pathlib import Path

from django.conf import settings
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
TABLE = {"rows": int, "sha256": str, "last_id": int}  # what the manifest says of each
SEAL = 64  # bytes
CHUNK = 1 << 20
LARGEST_MANIFEST = 64 << 20  # bytes, as the next one
LONGEST_LINE = 256 << 20  # a row may hold a whole file
MOST_DENSE = 200  # times; what is larger than that when it is unpacked was made to fill a disk
SHOWN = 5  # things that a sentence names


class BackupError(Exception):
    """Why it was not done, in one sentence. Nothing was changed."""


@contextmanager
def told(what):
    """One sentence that begins with what was not done: disks, databases, broken files, and migrations over rows that
    nobody has seen yet, may raise anything."""
    try:
        yield
    except BackupError:
        raise
    except Exception as error:  # migrations over unseen rows raise anything; it stays as the cause
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
    if path.exists() and not _is_backup(path):
        raise BackupError(_("%(path)s už existuje a záloha to není; nepřepisuji ho.") % {"path": path})
    if not path.parent.is_dir():
        raise BackupError(_("Složka %(path)s není. Nejdřív ji založte.") % {"path": path.parent})
    _sweep(path.parent)
    aside = path.with_name(f".{path.name}.part")
    with open(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(_("Do %(path)s už píše jiná záloha.") % {"path": path}) from None
        if not aside.exists() or not os.path.samestat(aside.stat(), os.fstat(file.fileno())):  # it was just finished
            raise BackupError(_("Do %(path)s právě zapsala jiná záloha.") % {"path": path})
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


def _is_backup(path):
    """Whole or not, it says that it is one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _manifest_of(archive)["product"] == PRODUCT
    except Exception:  # a file of somebody else's may be anything
        return False


def _sweep(folder):
    """What killed ones left under other names: it holds all that a backup holds, and nobody would come back to it."""
    for left in folder.glob(".*.part"):
        if left.is_symlink() or not left.is_file():
            continue
        with suppress(OSError), left.open("rb") as file:  # somebody else's, or it is being written
            if file.read(40)[30:].startswith((b"evidence/", b"tables/")):  # the name of its first file
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()


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
        return _manifest_of(self.archive)

    def lines(self, table):
        with BufferedReader(self.archive.open(f"tables/{table}.jsonl")) as file:
            while line := file.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise BackupError(_("Tabulka %(table)s má řádek, který se nevejde do paměti.") % {"table": table})
                yield line

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
            if sum(entry.file_size for entry in archive.infolist()) > MOST_DENSE * path.stat().st_size:
                raise BackupError(_("%(path)s by se rozbalila do víc, než v záloze může být.") % {"path": path})
            found = Backup(path, archive)
            _require_ours(found)
            yield found


def _require_ours(found):
    names = set(found.archive.namelist())
    try:
        manifest = found.manifest if "manifest.json" in names else {}
    except (ValueError, RecursionError):
        manifest = {}
    if not isinstance(manifest, dict) or manifest.get("product") != PRODUCT:
        raise BackupError(_("%(path)s je záloha jiného programu.") % {"path": found.path})
    number = manifest.get("format")
    if isinstance(number, int) and number > FORMAT:
        raise BackupError(
            _("%(path)s je z novější verze programu (%(version)s). Obnovte ji tou verzí.")
            % {"path": found.path, "version": manifest.get("version")}
        )
    if not _is_sound(manifest):
        raise BackupError(_("%(path)s nemá to, co říká její seznam.") % {"path": found.path})
    wanted = {"manifest.json", *(f"tables/{name}.jsonl" for name in manifest["tables"])}
    wanted |= {f"evidence/{stored}" for stored, facts in manifest["evidence"].items() if facts}
    if names != wanted:
        raise BackupError(_("%(path)s nemá to, co říká její seznam.") % {"path": found.path})


def _manifest_of(archive):
    if archive.getinfo("manifest.json").file_size > LARGEST_MANIFEST:
        raise ValueError("too large")
    return json.loads(archive.read("manifest.json"))


def _is_sound(manifest):
    """It has what restoring reads of it, of the right kinds."""
    try:
        return (
            _has(manifest, FACTS)
            and bool(manifest["keys"])
            and datetime.fromisoformat(manifest["made_at"]).tzinfo is not None
            and all(isinstance(name, str) for names in manifest["migrations"].values() for name in names)
            and all(_has(table, TABLE) for table in manifest["tables"].values())
            and all(file is None or _has(file, {"sha256": str}) for file in manifest["evidence"].values())
        )
    except (TypeError, ValueError):
        return False


def _has(facts, kinds):
    return isinstance(facts, dict) and all(isinstance(facts.get(name), kind) for name, kind in kinds.items())
