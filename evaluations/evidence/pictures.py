"""Pictures that may be evidence: whole, of sane size, and kept without what a camera adds (place, time, owner).

Metadata are cut out between the compressed parts, which stay as they are, so no quality is lost. Only the profile of
colours and which way is up remain.
"""

import logging
import re
from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image

from evaluations.evidence.kinds import FileKind, Unfit

MOST_PIXELS = 20_000_000
MOST_SCANS = 30  # of a progressive JPEG, each of which costs a pass over the whole picture; cameras write ten
MOST_PIECES = 100_000  # chunks or segments; 10 MB of an honest picture have a thousand or two
PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
_SCAN, _END, _APP0, _COMMENT = 0xDA, 0xD9, 0xE0, 0xFE
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_NEEDED_APPS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_ORIENTATION = 0x0112
# What decides how a PNG looks; the rest is texts, times, a preview or an animation.
_NEEDED_CHUNKS = set(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT pHYs bKGD".split())

logger = logging.getLogger(__name__)


def check_picture(data: bytes, kind: FileKind) -> FileKind:
    """Raises Unfit and nothing else."""
    decoder, bare = _FORMATS[kind]
    try:
        with Image.open(BytesIO(bare(data)), formats=[decoder]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unfit(_too_large())
            image.draft(None, (1, 1))  # reads the whole JPEG and paints an eighth of it
            image.load()
    except Unfit:
        raise
    except Image.DecompressionBombError as error:
        raise Unfit(_too_large()) from error
    except Exception as error:  # the decoder raises whatever damaged data lead to
        logger.info("The picture could not be read.", exc_info=True)
        raise Unfit(_("Obrázek je neúplný nebo poškozený; uložte ho znovu.")) from error
    return kind


def without_metadata(data: bytes, kind: FileKind) -> bytes:
    """The content of an inspected file as it is kept; only of pictures can metadata be cut out without harm."""
    return _FORMATS[kind][1](data) if kind in _FORMATS else data


def _too_large() -> str:
    return _("Obrázek má víc než %(most)s milionů bodů; zmenšete ho.") % {"most": MOST_PIXELS // 1_000_000}


def _bare_png(data: bytes) -> bytes:
    needed = [PNG_START]
    at = len(PNG_START)
    for _number in range(MOST_PIECES):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            raise ValueError("A chunk is cut off.")
        kind = data[at + 4 : at + 8]
        if kind in _NEEDED_CHUNKS:
            needed.append(data[at:end])
        if kind == b"IEND":
            return b"".join(needed)
        at = end
    raise ValueError("The picture has too many chunks.")


def _bare_jpeg(data: bytes) -> bytes:
    segments = list(_segments(data))
    if sum(marker == _SCAN for marker, _segment in segments) > MOST_SCANS:
        raise ValueError("The picture has too many scans.")
    needed = []
    for marker, segment in segments:
        if marker in _NEEDED_APPS:
            is_needed = segment[4:].startswith(_NEEDED_APPS[marker])
        else:
            is_needed = marker != _COMMENT and not 0xE0 <= marker <= 0xEF
        if is_needed:
            needed.append(segment)
    after_jfif = 1 if segments[0][0] == _APP0 and needed[0] == segments[0][1] else 0
    needed.insert(after_jfif, _upright(data))
    return JPEG_START[:2] + b"".join(needed)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its bytes; those of a scan hold its compressed data. What follows the end is left out."""
    at = len(JPEG_START) - 1
    for _number in range(MOST_PIECES):
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            raise ValueError("A segment is missing.")
        marker = data[at + 1]
        if marker == 0xFF:  # a filling byte
            at += 1
            continue
        if marker == _END:
            yield marker, data[at : at + 2]
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            following = _AFTER_SCAN.search(data, end)
            if following is None:
                raise ValueError("A scan is cut off.")
            end = following.start()
        yield marker, data[at:end]
        at = end
    raise ValueError("The picture has too many segments.")


def _upright(data: bytes) -> bytes:
    """A segment that says nothing but which way is up; empty where the picture lies as it is."""
    try:
        with Image.open(BytesIO(data), formats=["JPEG"]) as image:
            orientation = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # of broken metadata nothing is kept
        return b""
    if orientation not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    content = exif.tobytes()
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content


_FORMATS = {FileKind.PNG: ("PNG", _bare_png), FileKind.JPG: ("JPEG", _bare_jpeg)}
