"""A Word or Excel file that may be evidence: what it unpacks to, what it says it is, what it would run or load.

The rules of the package itself (names, sizes, nesting) are in packing.py; here are those of what is inside.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree  # noqa: S405 - a part with a document type, thus with entities, is refused before

from django.utils.translation import gettext as _

from evaluations.evidence.kinds import FileKind, Unfit
from evaluations.evidence.packing import Allowance, unpacked

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

logger = logging.getLogger(__name__)


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
    descriptions, roots = {}, {}
    for name, content in unpacked(data, allowance):
        _check_part(name, content, allowance, is_inside=is_inside)
        if name == _TYPES or name.endswith(".rels"):
            descriptions[name] = _described(content)
        elif name.endswith(".xml"):
            roots[name] = content[:START]
    for name, description in descriptions.items():
        if name != _TYPES:
            _check_relations(description)
    return _main_kind(descriptions, roots)


def _check_part(name: str, content: bytes, allowance: Allowance, *, is_inside: bool) -> None:
    if name.endswith("vbaproject.bin"):
        raise Unfit(_macros())
    if _DOCTYPE.search(content) and name.endswith((".xml", ".rels", ".vml")):
        raise Unfit(_("Soubor obsahuje nepovolené definice XML; uložte ho znovu ve Wordu nebo v Excelu."))
    if name.startswith("xl/externallinks/") and _DDE.search(content):
        raise Unfit(_loads())
    if content.startswith(_PROGRAMS):
        raise Unfit(_("Soubor v sobě nese vložený objekt nebo program; odstraňte ho a uložte soubor znovu."))
    if content.startswith(_PACKED):
        if is_inside or not name.endswith(_EMBEDDABLE):
            raise Unfit(_("Soubor v sobě nese další archiv; přiložte ho bez něj."))
        _kind(content, allowance, is_inside=True)


def _described(content: bytes) -> ElementTree.Element:
    if len(content) > LARGEST_DESCRIPTION:
        raise Unfit(_("Soubor je po rozbalení nepřiměřeně velký; uložte ho znovu a bez obrázků."))
    return ElementTree.fromstring(content)  # noqa: S314 - see the import


def _check_relations(description: ElementTree.Element) -> None:
    for relation in description:
        meaning = relation.get("Type", "").rpartition("/")[2].lower()
        if _RUNS.search(meaning) or meaning == "control":
            raise Unfit(_macros())
        is_away = relation.get("TargetMode", "").strip().lower() == "external" and meaning != "hyperlink"
        if is_away and not _LOCAL.fullmatch(relation.get("Target", "").strip()):
            raise Unfit(_loads())


def _main_kind(descriptions: dict[str, ElementTree.Element], starts: dict[str, bytes]) -> FileKind:
    """The kind that the package itself says; its main part must be there and begin as that kind does."""
    if _TYPES not in descriptions or "_rels/.rels" not in descriptions:
        raise Unfit(_other())
    types = dict(_content_types(descriptions[_TYPES]))
    if any(_RUNS.search(content_type) for content_type in types.values()):
        raise Unfit(_macros())
    relations = [relation for relation in descriptions["_rels/.rels"] if _is_main(relation)]
    if len(relations) != 1:
        raise Unfit(_other())
    main = relations[0].get("Target", "").lower().lstrip("/")
    kind, root = MAIN_PARTS.get(types.get(main) or types.get(main.rpartition(".")[2], ""), (None, ""))
    if kind is None or _root(starts.get(main, b"")) != root:
        raise Unfit(_other())
    return kind


def _content_types(description: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """What each part is, by its name or by its ending."""
    for declared in description:
        name = declared.get("PartName") or declared.get("Extension") or ""
        yield name.lower().lstrip("/"), declared.get("ContentType", "").strip()


def _is_main(relation: ElementTree.Element) -> bool:
    return relation.get("Type", "").endswith("/officeDocument")


def _root(start: bytes) -> str:
    """The name of the element in which all others of the part are."""
    parser: Any = ElementTree.XMLPullParser(["start"])  # its events have one type for all, which fits none
    parser.feed(start)
    tags: list[str] = [element.tag for _event, element in parser.read_events()]
    return tags[0].rpartition("}")[2] if tags else ""


def _macros() -> str:
    return _("Soubor obsahuje makra nebo ovládací prvky; uložte ho jako .docx nebo .xlsx bez nich.")


def _loads() -> str:
    return _("Soubor si při otevření načítá šablonu nebo data odjinud; zrušte v něm tyto odkazy a uložte ho znovu.")


def _other() -> str:
    return _("Soubor je archiv, ale ne dokument Wordu (.docx) ani sešit Excelu (.xlsx).")
