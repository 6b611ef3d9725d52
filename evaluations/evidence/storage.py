"""Where evidence lies (under random names, outside of all that is served, no longer and no shorter than its row) and
how it leaves: to be saved and not shown, and powerless even where a browser shows it all the same.

A file has no transaction of its own. It is written before the row and taken away when the row is not committed; it is
deleted after the deletion of the row is committed. Who may have it is decided before, by the access rule of the goal or
record that it belongs to.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import IO
from uuid import uuid4

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from evaluations.evidence.kinds import CONTENT_TYPES, NO_ROOM, FileKind, Unfit
from evaluations.evidence.pictures import without_metadata

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",  # the middleware adds its own only where there is none
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}

logger = logging.getLogger(__name__)
_together: ContextVar[list[str] | None] = ContextVar("together", default=None)  # files of one larger transaction


class Vanished(Http404):
    """The row is there and its file is not."""

    sentence = _("Soubor v úložišti chybí nebo nejde přečíst. Řekněte to správci; záznam o něm zůstal.")


@dataclass(frozen=True)
class Kept:
    """What the row remembers of a file; size and sum are those of the kept content, without metadata."""

    stored: str
    sha256: str
    size: int


@contextmanager
def keep(upload: IO[bytes], kind: FileKind) -> Iterator[Kept]:
    """Keep an inspected upload for the transaction that this opens, the outermost one or within `kept_together`: what
    fails in it takes the file away again. Raises Unfit where the disk takes no file."""
    together = _together.get()
    upload.seek(0)
    content = without_metadata(upload.read(), kind)
    name = uuid4().hex
    stored = f"{name[:2]}/{name}"
    try:
        _save(stored, content)
        with transaction.atomic(durable=together is None):
            yield Kept(stored, hashlib.sha256(content).hexdigest(), len(content))
    except BaseException:  # an interrupted worker too must leave no file without its row
        _take_away(stored)
        raise
    if together is not None:
        together.append(stored)


@contextmanager
def kept_together() -> Iterator[None]:
    """One transaction for all files that are kept within, the outermost one or within another such: what fails in it
    takes them all away again."""
    outer, stored = _together.get(), list[str]()
    mark = _together.set(stored)
    try:
        with transaction.atomic(durable=outer is None):
            yield
    except BaseException:  # whatever undoes the rows takes their files away
        for name in stored:
            _take_away(name)
        raise
    finally:
        _together.reset(mark)
    if outer is not None:
        outer.extend(stored)


def discard(stored: str) -> None:
    """Delete the file once the deletion of its row is committed; a failure is logged, the row is gone either way."""
    transaction.on_commit(lambda: _storage().delete(stored), robust=True)


def opened(stored: str) -> "File[bytes]":
    """Raises OSError where the file is not there or cannot be read."""
    return _storage().open(stored, "rb")


def attachment(stored: str, download_name: str, kind: FileKind | str) -> FileResponse:
    try:
        file = opened(stored)
    except OSError as error:
        logger.error("The evidence file %s cannot be read: %s", stored, error)
        raise Vanished from error
    content_type = CONTENT_TYPES[FileKind(kind)]
    return FileResponse(file, as_attachment=True, filename=download_name, content_type=content_type, headers=HEADERS)


def _save(stored: str, content: bytes) -> None:
    try:
        _storage().save(stored, ContentFile(content))
    except OSError as error:  # no room, no right to write, no such folder, a disk that was unplugged
        logger.error("The evidence file %s cannot be written: %s", stored, error)
        raise Unfit(NO_ROOM) from error


def _take_away(stored: str) -> None:
    try:
        _storage().delete(stored)
    except OSError as error:  # what is being told already is why the row was not written
        logger.error("The evidence file %s is left without a row: %s", stored, error)


def _storage() -> Storage:
    return storages["evidence"]
