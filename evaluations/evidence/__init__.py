"""What an attached file is (decided from its bytes, never from its name, and refused with one Czech sentence), what its
download is called, how it is kept and given out. No models here.
"""

from pathlib import PurePath
from typing import IO

from django.utils.translation import gettext as _

from evaluations.evidence.kinds import CONTENT_TYPES, ENDINGS, LONGEST_NAME, NO_ROOM, FileKind, Unfit, clean_name
from evaluations.evidence.office import office_kind
from evaluations.evidence.pdf import HEADER, HEADER_WITHIN, check_pdf
from evaluations.evidence.pictures import JPEG_START, PNG_START, check_picture, without_metadata
from evaluations.evidence.storage import attachment, discard, keep, kept_together, opened

__all__ = [
    "CONTENT_TYPES",
    "ENDINGS",
    "LARGEST_FILE",
    "LONGEST_NAME",
    "FileKind",
    "Unfit",
    "attachment",
    "clean_name",
    "discard",
    "inspect",
    "keep",
    "kept_together",
    "opened",
    "without_metadata",
]

LARGEST_FILE = 10 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


def inspect(file: IO[bytes], name: str) -> FileKind:
    """What the file is by its content; raises Unfit and nothing else. The name only makes the refusal clearer."""
    try:
        file.seek(0)
        data = file.read(LARGEST_FILE + 1)
        file.seek(0)
    except OSError as error:  # it could not be written down when it was received
        raise Unfit(NO_ROOM) from error
    if not data:
        raise Unfit(_("Soubor je prázdný."))
    if len(data) > LARGEST_FILE:
        raise Unfit(_("Soubor je větší než %(most)s MB; zmenšete ho.") % {"most": LARGEST_FILE // 2**20})
    if data.startswith(PNG_START):
        return check_picture(data, FileKind.PNG)
    if data.startswith(JPEG_START):
        return check_picture(data, FileKind.JPG)
    if data.startswith(_ZIP):
        return office_kind(data)
    if HEADER in data[:HEADER_WITHIN]:
        return check_pdf(data)
    # Another kind of file; what to do about it, as far as its first bytes or its name tell.
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise Unfit(_("Soubor je chráněný heslem; uložte ho bez hesla."))
    if data.startswith(_OLE):
        raise Unfit(_("Soubor je ve starém formátu Office; uložte ho jako .docx nebo .xlsx."))
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        raise Unfit(_("Fotografie je ve formátu, který jinde nejde otevřít; uložte ji jako JPG."))
    ending = PurePath(name).suffix.lower()
    if any(ending in endings for endings in ENDINGS.values()):
        raise Unfit(
            _("Soubor má příponu %(ending)s, ale obsahuje něco jiného, nebo je poškozený.") % {"ending": ending}
        )
    other = _(
        "Přiložit jde PDF, obrázek PNG nebo JPG, dokument Wordu (.docx) a sešit Excelu (.xlsx); tohle je jiný soubor."
    )
    raise Unfit(other)
