"""What a Word file may contain before anybody parses it: no bombs, no entity tricks, no other kind of archive."""

import io
import zipfile

from goals.lines.line import ImportProblem

LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_XML = 25 * 1024 * 1024
MOST_PARTS = 5000
BODY = "word/document.xml"


def check_archive(data: bytes) -> None:
    """Raises ImportProblem unless the bytes are a Word document of sane size; other errors mean a damaged one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if BODY not in archive.namelist():
            raise ImportProblem("Soubor není dokument Wordu ve formátu .docx, nebo je poškozený.")
        if any(part.flag_bits & 1 for part in parts):
            raise ImportProblem("Dokument Wordu je zašifrovaný; uložte ho bez hesla.")
        too_large = any(part.file_size > LARGEST_XML for part in parts if is_xml(part))
        if len(parts) > MOST_PARTS or too_large or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise ImportProblem("Dokument Wordu je po rozbalení nepřiměřeně velký; uložte ho znovu a bez obrázků.")
        for part in parts:
            content = _content(archive, part)
            if is_xml(part):
                check_xml(content)


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A bare read() unpacks up to 2 GB before it looks at the size that the part declares."""
    declared = part.file_size
    part.file_size += 1  # zipfile stops where the part says that it ends, whatever is packed in it
    with archive.open(part) as packed:
        content = packed.read(declared + 1)
    if len(content) != declared:
        raise zipfile.BadZipFile("A part is larger or smaller than it says.")
    return content


def is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels"))


def check_xml(part: bytes) -> None:
    """Word never writes a document type; somebody who does wants entities to be expanded."""
    if b"<!DOCTYPE" in part.replace(b"\0", b"").upper():  # without zeros: also in UTF-16
        raise ImportProblem("Dokument Wordu obsahuje nepovolené definice XML; uložte ho znovu ve Wordu.")
