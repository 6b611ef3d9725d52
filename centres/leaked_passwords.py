"""The list of leaked passwords, as a file that is searched without being read: a heading, then the first eight bytes of
the SHA-1 hash of each password, in order. It is made once from lists as they are published (HASH:COUNT on each line, or
the passwords themselves) by manage.py build_leaked_passwords."""

import hashlib
import mmap
import re
import struct
import sys
from array import array
from bisect import bisect_left
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from django.utils.translation import gettext as _

HEADING = struct.Struct(">8sQ")  # what it is, and how many hashes follow
KIND = b"cpicpwd1"
WIDTH = 8
HASH = re.compile(rb"([0-9A-Fa-f]{40})(?::(\d+))?")
PART_OF_A_HASH = re.compile(rb"[0-9A-F]{35}:\d+")


class Damaged(Exception):
    """The list cannot be used; the message says why and what to do."""


class WrongSource(Exception):
    """A list cannot be read; the message names the line."""


def holds(path, password):
    """Is the password in the list? Raises Damaged."""
    with _opened(path) as (content, count):
        wanted = _hash(password.encode())
        place = bisect_left(range(count), wanted, key=lambda number: _entry(content, number))
        return place < count and _entry(content, place) == wanted


def is_damaged(path):
    """Is a list named that cannot be used?"""
    try:
        if path:
            with _opened(path):
                pass
    except Damaged:
        return True
    return False


def build(sources, target, *, least=1):
    """Write the list of all passwords of the sources (files open for reading bytes) that leaked at least so many times;
    returns how many. It is written aside and put in its place when it is whole."""
    aside = Path(target).with_name(f"{Path(target).name}.part")
    with ExitStack() as open_files:
        # By their first byte, so that a list of any size is put in order a piece at a time.
        heaps = [open_files.enter_context(TemporaryFile()) for _byte in range(256)]
        for source in sources:
            for found in _read(source, least):
                heaps[found[0]].write(found)
        try:
            with aside.open("wb") as file:
                count = 0
                file.write(HEADING.pack(KIND, 0))
                for heap in heaps:
                    entries = _in_order(heap)
                    file.write(entries.tobytes())
                    count += len(entries)
                file.seek(0)
                file.write(HEADING.pack(KIND, count))
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    return count


def _read(source, least):
    """The beginnings of the hashes of one list."""
    facts, first = {"file": source.name}, source.readline()
    is_of_hashes = HASH.fullmatch(first.strip())
    if PART_OF_A_HASH.fullmatch(first.strip()):
        raise WrongSource(_("%(file)s: hashe jsou bez začátku, jak je vydává dotaz na jeden rozsah.") % facts)
    if b"\0" in first or first.startswith(b"\x1f\x8b"):
        raise WrongSource(_("%(file)s: tohle není text. Rozbalte ho, je-li to archiv.") % facts)
    source.seek(0)
    for number, line in enumerate(source, 1):
        if not is_of_hashes:
            if password := line.rstrip(b"\r\n"):
                yield _hash(password)
        elif match := HASH.fullmatch(line.strip()):
            if int(match[2] or least) >= least:
                yield bytes.fromhex(match[1].decode())[:WIDTH]
        elif line.strip():
            raise WrongSource(_("%(file)s, řádek %(line)s: tohle není hash SHA-1.") % (facts | {"line": number}))


def _in_order(heap):
    heap.seek(0)
    entries = array("Q", heap.read())
    _turn(entries)
    entries = array("Q", sorted(set(entries)))
    _turn(entries)
    return entries


def _turn(entries):
    """Numbers of this machine to numbers whose bytes have the same order as they, and back."""
    if sys.byteorder == "little":
        entries.byteswap()


def _hash(password):
    return hashlib.sha1(password, usedforsecurity=False).digest()[:WIDTH]


def _entry(content, number):
    start = HEADING.size + number * WIDTH
    return content[start : start + WIDTH]


@contextmanager
def _opened(path):
    try:
        with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            kind, count = HEADING.unpack(content[: HEADING.size]) if len(content) >= HEADING.size else (b"", 0)
            if kind != KIND or len(content) != HEADING.size + count * WIDTH:
                raise Damaged(f"LEAKED_PASSWORDS={path} is cut or no list of ours: make it by build_leaked_passwords.")
            yield content, count
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is empty"
        raise Damaged(f"LEAKED_PASSWORDS={path} cannot be read ({reason}): set a readable file or nothing.") from error
