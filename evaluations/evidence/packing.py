"""How an archive may be packed: no bombs, no passwords, no names that lead out, nothing said twice."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _

from evaluations.evidence.kinds import Unfit

MOST_PARTS = 1000
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_TIMES = 100  # how many times larger a part may become
OF_CONSEQUENCE = 1024 * 1024  # smaller parts may: an empty one of a few kB packs to nothing
_ENTRY = b"PK\x01\x02"
_LEADS_OUT = re.compile(r"^/|\\|\0|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_IS_ENCRYPTED = 0x1


@dataclass
class Allowance:
    """What may still be unpacked of one file, with all that is packed inside it."""

    parts: int = MOST_PARTS
    size: int = LARGEST_UNPACKED

    def take(self, parts: list[zipfile.ZipInfo]) -> None:
        self.parts -= len(parts)
        self.size -= sum(part.file_size for part in parts)
        if self.parts < 0 or self.size < 0:
            raise Unfit(_too_large())


def unpacked(data: bytes, allowance: Allowance) -> Iterator[tuple[str, bytes]]:
    """The parts with their names in small letters; a damaged archive raises the errors of zipfile."""
    if data.count(_ENTRY) > MOST_PARTS:  # before a list of them is made
        raise Unfit(_too_large())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        for part in parts:
            _check(part)
        if len({part.filename.lower() for part in parts}) < len(parts):
            raise zipfile.BadZipFile("A name is there twice, and each program would read another part.")
        allowance.take(parts)
        for part in parts:
            yield part.filename.lower(), _content(archive, part)


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    declared = part.file_size
    part.file_size += 1  # zipfile stops where the part says that it ends; others would go on
    with archive.open(part) as packed:
        content = packed.read(declared + 1)  # a bare read() unpacks 2 GB before it looks at the size
    if len(content) != declared:
        raise zipfile.BadZipFile("A part is larger or smaller than it says.")
    return content


def _check(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & _IS_ENCRYPTED:
        raise Unfit(_("Soubor je chráněný heslem; uložte ho bez hesla."))
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or _LEADS_OUT.search(part.orig_filename):
        raise Unfit(_("Soubor je zabalený jinak, než to dělá Word a Excel; uložte ho v nich znovu."))
    if part.file_size > OF_CONSEQUENCE and part.file_size > MOST_TIMES * part.compress_size:
        raise Unfit(_too_large())


def _too_large() -> str:
    return _("Soubor je po rozbalení nepřiměřeně velký; uložte ho znovu a bez obrázků.")
