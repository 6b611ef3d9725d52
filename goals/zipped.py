"""What is packed into a file of Word or Excel, looked through before any library opens it: each part is unpacked and
parsed as a stream of which nothing is kept, and what is in all of them is counted together, so that no bomb goes off,
whichever part it lies in.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

MOST_TIMES = 100  # how many times larger a part may become; XML is counted instead, and a table repeats itself
OF_CONSEQUENCE = 1024 * 1024  # smaller parts may: an empty one of a few kB packs to nothing
DEEPEST = 1000
LONGEST_TAG = 1024 * 1024  # bytes; a parser keeps a tag or a comment until it has the whole of it
CHUNK = 64 * 1024
_ENTRY = b"PK\x01\x02"
_IS_ENCRYPTED = 0x2041  # the old way, the strong one, and the one that hides names too
_LEADS_OUT = re.compile(r"^/|\\|\0|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
# As XML begins, also in an encoding that this parser does not know and another one may.
_XML_START = re.compile(rb"[\xef\xbb\xbf\xfe\xff\s\0]*<|\x4c\x6f\xa7\x94|\+ADw-")

Element = Callable[[str, str, dict[str, str]], None]  # takes the name of the part, the local name, the attributes
Text = Callable[[str], None]


class Unsound(Exception):
    """The file is not opened; the message is a Czech sentence for the person who sent it."""


class TooLarge(Unsound):
    """It is more than anybody writes."""


@dataclass
class Allowance:
    """What may still be unpacked of one file, with all that is packed inside it."""

    parts: int = 1000
    size: int = 100 * 1024 * 1024
    nodes: int = 1_200_000  # elements and attributes; fifty thousand rows of a register
    names: int = 10_000  # different ones of those, in one part


@dataclass(frozen=True)
class ZipPart:
    """A part that was looked through."""

    name: str
    start: bytes
    root: str  # the local name of its first element; none has what is no XML
    read: Callable[[], bytes]


def look_through(data: bytes, allowance: Allowance, element: Element, text: Text | None = None) -> Iterator[ZipPart]:
    """Each part after its elements were given to `element`. Raises Unsound for what is not to be opened; a damaged
    archive or part raises the errors of zipfile and of the parser."""
    if data.count(_ENTRY) > allowance.parts:  # before a list of them is made
        raise _too_large()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        _check_list(parts)
        allowance.parts -= len(parts)
        if allowance.parts < 0:
            raise _too_large()
        for part in parts:
            stream = _Stream(part.filename, allowance, element, text)
            declared = part.file_size
            part.file_size += 1  # zipfile stops where the part says that it ends; others would go on
            with archive.open(part) as packed:
                while chunk := packed.read(CHUNK):
                    stream.take(chunk)
                    if stream.size > declared:
                        break
            part.file_size = declared
            if stream.size != declared:
                raise zipfile.BadZipFile("A part is larger or smaller than it says.")
            stream.finish()
            yield ZipPart(part.filename, stream.start, stream.root, partial(archive.read, part))


def _check_list(parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        if part.flag_bits & _IS_ENCRYPTED:
            raise Unsound(_("Soubor je chráněný heslem; uložte ho bez hesla."))
        is_usual = part.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        if not is_usual or _LEADS_OUT.search(part.orig_filename):
            raise Unsound(_("Soubor je zabalený jinak, než to dělá Word a Excel; uložte ho v nich znovu."))
        is_counted = part.filename.lower().endswith(".xml")
        if part.file_size > max(OF_CONSEQUENCE, MOST_TIMES * part.compress_size) and not is_counted:
            raise _too_large()
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise zipfile.BadZipFile("A name is there twice, and each program would read another part.")
    places = sorted((part.header_offset, part.compress_size) for part in parts)
    for (place, size), (following, _size) in zip(places, places[1:], strict=False):
        if place + size > following:
            raise zipfile.BadZipFile("Parts overlap: the same bytes would be unpacked again and again.")


class _Stream:
    """One part on its way through the parser; what is no XML passes by it and is only counted."""

    def __init__(self, name: str, allowance: Allowance, element: Element, text: Text | None) -> None:
        self.name, self.allowance, self.element = name, allowance, element
        self.size = self.depth = 0
        self.start, self.root = b"", ""
        self.parser: Any = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        if text:
            self.parser.buffer_text = True
            self.parser.CharacterDataHandler = text

    def take(self, chunk: bytes) -> None:
        self.start = self.start or chunk[:64]
        self.size += len(chunk)
        self.allowance.size -= len(chunk)
        if self.allowance.size < 0:
            raise _too_large()
        self._parse(chunk)
        if self.parser and (
            self.size - self.parser.CurrentByteIndex > LONGEST_TAG or len(self.parser.intern) > self.allowance.names
        ):
            raise _too_large()

    def finish(self) -> None:
        if self.size:  # LibreOffice leaves empty parts behind
            self._parse(b"", is_last=True)
        self.parser = None

    def _parse(self, chunk: bytes, *, is_last: bool = False) -> None:
        if self.parser is None:
            return
        try:
            self.parser.Parse(chunk, is_last)
        except (expat.ExpatError, ValueError, LookupError):  # the last two of encodings that it cannot read
            is_xml = self.name.lower().endswith((".xml", ".rels"))
            if is_xml or (not self.root and _XML_START.match(self.start)):
                raise
            self.parser = None  # a picture, the settings of a printer

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.allowance.nodes -= 1 + len(attributes)
        if self.allowance.nodes < 0 or self.depth > DEEPEST:
            raise _too_large()
        local = name.rpartition(":")[2]
        self.root = self.root or local
        self.element(self.name, local, attributes)

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _doctype(self, *_declaration: object) -> None:
        raise Unsound(_("Soubor obsahuje nepovolené definice XML; uložte ho znovu ve Wordu nebo v Excelu."))


def _too_large() -> TooLarge:
    return TooLarge(_("Soubor je po rozbalení nepřiměřeně velký; uložte ho znovu a bez obrázků."))
