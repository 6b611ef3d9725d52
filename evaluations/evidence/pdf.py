"""A PDF that may be evidence: whole, without a password, without anything that runs or hides another file.

It is searched and not parsed: a parser led by hostile data costs memory and time, and searching takes milliseconds.
"""

import re
import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from evaluations.evidence.kinds import FileKind, Unfit

HEADER = b"%PDF-"
HEADER_WITHIN = 1024  # bytes
MOST_STREAMS = 60_000
LARGEST_OBJECTS = 20 * 1024 * 1024  # of objects that are packed into streams, once unpacked
DAMAGED = _("PDF je neúplné nebo poškozené; uložte ho znovu.")
TOO_LARGE = _("PDF je po rozbalení nepřiměřeně velké; uložte ho znovu.")
_BLANK = b"\0\t\n\f\r \xef\xbb\xbf"
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\r|\n)")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


def _any_of(*names: str) -> re.Pattern[bytes]:
    """Each letter of a name may be written by its number: /J#61vaScript is /JavaScript."""
    written = ("".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name) for name in names)
    return re.compile(f"/(?:{'|'.join(written)})(?![A-Za-z])".encode())


_PROTECTED = _any_of("Encrypt")
_RUNS = _any_of("JavaScript", "Launch", "RichMedia")
_HIDES = _any_of("EmbeddedFile", "EmbeddedFiles", "FileAttachment")
_PACKED = _any_of("ObjStm")
_FILTERED = _any_of("Filter")
_COMMONLY = _any_of("FlateDecode")
_RARELY = _any_of("ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "RunLengthDecode", "Crypt", "Predictor")


def check_pdf(data: bytes) -> FileKind:
    """Raises Unfit and nothing else."""
    if data[: data.index(HEADER)].strip(_BLANK):
        raise Unfit(_("Soubor nezačíná jako PDF; otevřete ho a uložte znovu jako PDF."))
    if not _END.search(data[-2048:]) or zipfile.is_zipfile(BytesIO(data)):
        raise Unfit(DAMAGED)
    has_page = _look_through(data)
    # What the objects of the file are written in is the file itself, and what of it is packed into streams.
    left = LARGEST_OBJECTS
    for number, found in enumerate(_STREAM.finditer(data), start=1):
        if number > MOST_STREAMS:
            raise Unfit(TOO_LARGE)
        about = data[max(0, found.start() - 1000) : found.start()].rpartition(b"obj")[2]
        if not (_PACKED.search(about) and _FILTERED.search(about)):
            continue
        end = data.find(b"endstream", found.end())
        # Objects packed in a rarer way are legal, and written by nobody but those who hide something.
        if end < 0 or not _COMMONLY.search(about) or _RARELY.search(about):
            raise Unfit(DAMAGED)
        unpacking = zlib.decompressobj()
        try:
            text = unpacking.decompress(data[found.end() : end], left + 1)
        except zlib.error as error:
            raise Unfit(DAMAGED) from error
        if len(text) > left:
            raise Unfit(TOO_LARGE)
        if not unpacking.eof or unpacking.unused_data.strip():  # a stream that swallows the next one would hide it
            raise Unfit(DAMAGED)
        left -= len(text)
        has_page = _look_through(text) or has_page
    if not has_page:
        raise Unfit(DAMAGED)
    return FileKind.PDF


def _look_through(text: bytes) -> bool:
    """Whether a page is in the text; raises Unfit for what evidence may not hold."""
    if _PROTECTED.search(text):
        raise Unfit(_("PDF je chráněné heslem nebo má omezená práva; uložte ho bez ochrany."))
    if _RUNS.search(text):
        raise Unfit(_("PDF obsahuje skripty nebo spouští programy; vytiskněte ho do nového PDF a přiložte to."))
    if _HIDES.search(text):
        raise Unfit(_("PDF v sobě nese další soubory; přiložte je zvlášť a PDF bez nich."))
    return _PAGE.search(text) is not None
