"""A Word or Excel file that may be evidence: how it is packed (no bombs, no passwords, no names that lead out, nothing
said twice), what it says it is, what it would run or load."""

import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree import ElementTree  # noqa: S405 - a part with a document type, thus with entities, is refused before

from django.utils.translation import gettext_lazy as _

from evaluations.evidence.kinds import FileKind, Unfit

MOST_PARTS = 1000
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_TIMES = 100  # how many times larger a part may become
OF_CONSEQUENCE = 1024 * 1024  # smaller parts may: an empty one of a few kB packs to nothing
_ENTRY = b"PK\x01\x02"
_LEADS_OUT = re.compile(r"^/|\\|\0|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_IS_ENCRYPTED = 0x1

_FORMAT = "application/vnd.openxmlformats-officedocument"
MAIN_PARTS = {
    f"{_FORMAT}.wordprocessingml.document.main+xml": (FileKind.DOCX, "document"),
    f"{_FORMAT}.spreadsheetml.sheet.main+xml": (FileKind.XLSX, "workbook"),
}
LARGEST_DESCRIPTION = 5 * 1024 * 1024  # of one part that says what the others are
START = 16 * 1024  # bytes of a part, in which its first element has room with all its namespaces
_TYPES = "[content_types].xml"
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)  # with zeros: also in UTF-16
_DDE = re.compile(rb"d\0?d\0?e\0?L\0?i\0?n\0?k", re.IGNORECASE)
_RUNS = re.compile(r"vba|macro|activex", re.IGNORECASE)
# A path on this disk or beside the file; two slashes in any guise would lead to another machine.
_LOCAL = re.compile(r"(?:file:///)?[A-Za-z]:[\\/][^:]*|(?![\\/%]{2}|%)[^:]*")
_EMBEDDABLE = (".docx", ".xlsx")  # the numbers behind a chart are a small workbook
_PACKED = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # the last one wraps an object of any kind


MACROS = _("Soubor obsahuje makra nebo ovládací prvky; uložte ho jako .docx nebo .xlsx bez nich.")
LOADS = _("Soubor si při otevření načítá šablonu nebo data odjinud; zrušte v něm tyto odkazy a uložte ho znovu.")
OTHER = _("Soubor je archiv, ale ne dokument Wordu (.docx) ani sešit Excelu (.xlsx).")
TOO_LARGE = _("Soubor je po rozbalení nepřiměřeně velký; uložte ho znovu a bez obrázků.")

logger = logging.getLogger(__name__)


@dataclass
class Allowance:
    """What may still be unpacked of one file, with all that is packed inside it."""

    parts: int = MOST_PARTS
    size: int = LARGEST_UNPACKED


def office_kind(data: bytes) -> FileKind:
    """Raises Unfit and nothing else."""
    try:
        return _kind(data, Allowance(), is_inside=False)
    except Unfit:
        raise
    except Exception as error:  # damaged archives and XML raise whatever their data lead to
        logger.info("The Office file could not be read.", exc_info=True)
        raise Unfit(_("Soubor je neúplný nebo poškozený; uložte ho znovu.")) from error


def _kind(data: bytes, allowance: Allowance, *, is_inside: bool) -> FileKind:
    descriptions, starts = {}, {}
    for name, content in unpacked(data, allowance):
        if name.endswith("vbaproject.bin"):
            raise Unfit(MACROS)
        if _DOCTYPE.search(content) and name.endswith((".xml", ".rels", ".vml")):
            raise Unfit(_("Soubor obsahuje nepovolené definice XML; uložte ho znovu ve Wordu nebo v Excelu."))
        if name.startswith("xl/externallinks/") and _DDE.search(content):
            raise Unfit(LOADS)
        if content.startswith(_PROGRAMS):
            raise Unfit(_("Soubor v sobě nese vložený objekt nebo program; odstraňte ho a uložte soubor znovu."))
        if content.startswith(_PACKED):
            if is_inside or not name.endswith(_EMBEDDABLE):
                raise Unfit(_("Soubor v sobě nese další archiv; přiložte ho bez něj."))
            _kind(content, allowance, is_inside=True)
        if name == _TYPES or name.endswith(".rels"):
            if len(content) > LARGEST_DESCRIPTION:
                raise Unfit(TOO_LARGE)
            descriptions[name] = ElementTree.fromstring(content)  # noqa: S314 - none with entities gets here
        elif name.endswith(".xml"):
            starts[name] = content[:START]
    for relation in (it for name, description in descriptions.items() if name != _TYPES for it in description):
        meaning = relation.get("Type", "").rpartition("/")[2].lower()
        if _RUNS.search(meaning) or meaning == "control":
            raise Unfit(MACROS)
        is_away = relation.get("TargetMode", "").strip().lower() == "external" and meaning != "hyperlink"
        if is_away and not _LOCAL.fullmatch(relation.get("Target", "").strip()):
            raise Unfit(LOADS)
    # The package itself says its kind; its main part must be there and begin as that kind does.
    if _TYPES not in descriptions or "_rels/.rels" not in descriptions:
        raise Unfit(OTHER)
    types = {}  # of each part, by its name or by its ending
    for declared in descriptions[_TYPES]:
        name = declared.get("PartName") or declared.get("Extension") or ""
        types[name.lower().lstrip("/")] = declared.get("ContentType", "").strip()
    if any(_RUNS.search(content_type) for content_type in types.values()):
        raise Unfit(MACROS)
    relations = [it for it in descriptions["_rels/.rels"] if it.get("Type", "").endswith("/officeDocument")]
    if len(relations) != 1:
        raise Unfit(OTHER)
    main = relations[0].get("Target", "").lower().lstrip("/")
    kind, root = MAIN_PARTS.get(types.get(main) or types.get(main.rpartition(".")[2], ""), (None, ""))
    if kind is None:
        raise Unfit(OTHER)
    parser: Any = ElementTree.XMLPullParser(["start"])  # its events have one type for all, which fits none
    parser.feed(starts.get(main, b""))
    tags: list[str] = [element.tag for _event, element in parser.read_events()]
    if not tags or tags[0].rpartition("}")[2] != root:  # the element in which all others of the part are
        raise Unfit(OTHER)
    return kind


def unpacked(data: bytes, allowance: Allowance) -> Iterator[tuple[str, bytes]]:
    """The parts with their names in small letters; a damaged archive raises the errors of zipfile."""
    if data.count(_ENTRY) > MOST_PARTS:  # before a list of them is made
        raise Unfit(TOO_LARGE)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        for part in parts:
            if part.flag_bits & _IS_ENCRYPTED:
                raise Unfit(_("Soubor je chráněný heslem; uložte ho bez hesla."))
            is_usual = part.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
            if not is_usual or _LEADS_OUT.search(part.orig_filename):
                raise Unfit(_("Soubor je zabalený jinak, než to dělá Word a Excel; uložte ho v nich znovu."))
            if part.file_size > OF_CONSEQUENCE and part.file_size > MOST_TIMES * part.compress_size:
                raise Unfit(TOO_LARGE)
        if len({part.filename.lower() for part in parts}) < len(parts):
            raise zipfile.BadZipFile("A name is there twice, and each program would read another part.")
        allowance.parts -= len(parts)
        allowance.size -= sum(part.file_size for part in parts)
        if allowance.parts < 0 or allowance.size < 0:
            raise Unfit(TOO_LARGE)
        for part in parts:
            declared = part.file_size
            part.file_size += 1  # zipfile stops where the part says that it ends; others would go on
            with archive.open(part) as packed:
                content = packed.read(declared + 1)  # a bare read() unpacks 2 GB before it looks at the size
            if len(content) != declared:
                raise zipfile.BadZipFile("A part is larger or smaller than it says.")
            yield part.filename.lower(), content
