"""Pictures that may be evidence: whole, of sane size, and kept without what a camera adds (place, time, owner).

Metadata are cut out between the compressed parts, which stay as they are, so no quality is lost. Only the profile of
colours and which way is up remain.
"""

import logging
import re
import warnings
from io import BytesIO
from typing import Any, Literal

from django.utils.translation import gettext as _
from PIL import Image

from evaluations.evidence.kinds import FileKind, Unfit

MOST_PIXELS = 20_000_000
LONGEST_SIDE = 65_535  # points, as in a JPEG; the decoder holds a row as a whole, and something for each row
MOST_SCANS = 30  # of a progressive JPEG, each of which costs a pass over the whole picture; cameras write ten
MOST_COEFFICIENTS = 45_000_000  # of a progressive JPEG, which are all held until its last scan, two bytes each
MOST_PIECES = 100_000  # chunks or segments; 10 MB of an honest picture have a thousand or two
PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_NEEDED_APPS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_ORIENTATION = 0x0112
_DECODERS = {FileKind.PNG: "PNG", FileKind.JPG: "JPEG"}
# What decides how a PNG looks; the rest is texts, times, a preview or an animation.
_NEEDED_CHUNKS = set(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT pHYs bKGD".split())

logger = logging.getLogger(__name__)
# Of sizes that are refused here anyway; the log is not for each of them.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


def check_picture(data: bytes, kind: FileKind) -> FileKind:
    """Raises Unfit and nothing else."""
    try:
        with Image.open(BytesIO(without_metadata(data, kind)), formats=[_DECODERS[kind]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unfit(_too_large())
            if max(image.size) > LONGEST_SIDE:
                raise Unfit(_("Obrázek má na jedné straně víc než %(most)s bodů.") % {"most": LONGEST_SIDE})
            if image.info.get("progressive") and _coefficients(image) > MOST_COEFFICIENTS:
                raise Unfit(_("Obrázek je uložený postupně (progresivně) a je moc velký; uložte ho jako běžný JPG."))
            image.draft(None, (1, 1))  # reads the whole JPEG and paints an eighth of it
            image.load()
    except Unfit:
        raise
    except Image.DecompressionBombError as error:
        raise Unfit(_too_large()) from error
    except Exception as error:  # the decoder raises whatever damaged data lead to
        logger.info("The picture could not be read: %.200r", error)
        raise Unfit(_("Obrázek je neúplný nebo poškozený; uložte ho znovu.")) from error
    return kind


def without_metadata(data: bytes, kind: FileKind) -> bytes:
    """The content of an inspected file as it is kept; only of pictures can metadata be cut out without harm."""
    if kind == FileKind.JPG:
        return _bare_jpeg(data)
    if kind != FileKind.PNG:
        return data
    needed = [PNG_START]
    at = len(PNG_START)
    for _number in range(MOST_PIECES):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            raise ValueError("A chunk is cut off.")
        chunk = data[at + 4 : at + 8]
        if chunk in _NEEDED_CHUNKS:
            needed.append(data[at:end])
        if chunk == b"IEND":
            return b"".join(needed)
        at = end
    raise ValueError("The picture has too many chunks.")


def _too_large() -> str:
    return _("Obrázek má víc než %(most)s milionů bodů; zmenšete ho.") % {"most": MOST_PIXELS // 1_000_000}


def _bare_jpeg(data: bytes) -> bytes:
    """Of the marked segments those that are needed; what follows the end is left out. A scan holds compressed data."""
    needed, first, described, scans, at = [], b"", b"", 0, len(JPEG_START) - 1
    for _number in range(MOST_PIECES):
        if data[at : at + 1] != b"\xff" or at + 2 > len(data):
            raise ValueError("A segment is missing.")
        marker = data[at + 1]
        if marker == 0xFF:  # a filling byte
            at += 1
            continue
        if marker == _END:
            needed.append(data[at : at + 2])
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            scans += 1
            following = _AFTER_SCAN.search(data, end)
            if following is None:
                raise ValueError("A scan is cut off.")
            end = following.start()
        segment = data[at:end]
        first = first or segment
        if segment[1:2] == b"\xe1" and segment[4:10] == b"Exif\0\0":
            described = described or segment[10:]
        if marker in _NEEDED_APPS:
            is_needed = segment[4:].startswith(_NEEDED_APPS[marker])
        else:
            is_needed = marker != _COMMENT and not 0xE0 <= marker <= 0xEF
        if is_needed:
            needed.append(segment)
        at = end
    else:
        raise ValueError("The picture has too many segments.")
    if scans > MOST_SCANS:
        raise ValueError("The picture has too many scans.")
    starts_with_jfif = first[1:2] == b"\xe0" and needed[0] == first
    orientation = _orientation(described)
    if orientation in range(2, 9):  # a segment that says nothing but which way is up
        exif = Image.Exif()
        exif[_ORIENTATION] = orientation
        content = exif.tobytes()
        segment = b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content
        needed.insert(1 if starts_with_jfif else 0, segment)
    return JPEG_START[:2] + b"".join(needed)


def _orientation(described: bytes) -> int:
    """Which way is up, of all that a camera says: a library copies whatever each entry points at, and all may point at
    the same."""
    if described[:4] not in {b"II*\0", b"MM\0*"}:
        return 1
    order: Literal["little", "big"] = "little" if described.startswith(b"II") else "big"
    first = int.from_bytes(described[4:8], order)
    count = int.from_bytes(described[first : first + 2], order)
    for at in range(first + 2, min(first + 2 + 12 * count, len(described)), 12):
        if int.from_bytes(described[at : at + 2], order) == _ORIENTATION:
            return int.from_bytes(described[at + 8 : at + 10], order)
    return 1


def _coefficients(image: Any) -> int:
    """How many numbers the picture is made of, in all its layers."""
    sampled = [(across, down) for _layer, across, down, _table in image.layer]
    most = max(across for across, _down in sampled) * max(down for _across, down in sampled)
    return int(image.width * image.height * sum(across * down for across, down in sampled) / most)
