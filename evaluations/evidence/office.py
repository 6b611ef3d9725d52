"""A Word or Excel file that may be evidence: how it is packed (goals/zipped.py), what it says it is, what it would run
or load. Its descriptions of itself are judged as they stream by; no tree is kept."""

import logging
import re

from django.utils.translation import gettext_lazy as _

from evaluations.evidence.kinds import FileKind, Unfit
from goals.zipped import Allowance, Unsound, look_through

_FORMAT = "application/vnd.openxmlformats-officedocument"
MAIN_PARTS = {
    f"{_FORMAT}.wordprocessingml.document.main+xml": (FileKind.DOCX, "document"),
    f"{_FORMAT}.spreadsheetml.sheet.main+xml": (FileKind.XLSX, "workbook"),
}
LONGEST = 1000  # characters of what a type is called, of which it needs a hundred
MOST_TYPES = 5000  # a name for each part, and for each ending
_TYPES = "[content_types].xml"
_PACKAGE = "_rels/.rels"
_RUNS = re.compile(r"vba|macro|activex", re.IGNORECASE)
# A path on this disk or beside the file; two slashes in any guise would lead to another machine.
_LOCAL = re.compile(r"(?:file:///)?[A-Za-z]:[\\/][^:]*|(?![\\/%]{2}|%)[^:]*")
_EMBEDDABLE = (".docx", ".xlsx")  # the numbers behind a chart are a small workbook
_PACKED = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # the last one wraps an object of any kind


MACROS = _("Soubor obsahuje makra nebo ovládací prvky; uložte ho jako .docx nebo .xlsx bez nich.")
LOADS = _("Soubor si při otevření načítá šablonu nebo data odjinud; zrušte v něm tyto odkazy a uložte ho znovu.")
OTHER = _("Soubor je archiv, ale ne dokument Wordu (.docx) ani sešit Excelu (.xlsx).")
DAMAGED = _("Soubor je neúplný nebo poškozený; uložte ho znovu.")

logger = logging.getLogger(__name__)


def office_kind(data: bytes) -> FileKind:
    """Raises Unfit and nothing else."""
    try:
        return _kind(data, Allowance(), is_inside=False)
    except Unfit:
        raise
    except Unsound as unsound:
        raise Unfit(str(unsound)) from unsound
    except Exception as error:  # damaged archives and XML raise whatever their data lead to
        logger.info("The Office file could not be read: %.200r", error)
        raise Unfit(DAMAGED) from error


def _kind(data: bytes, allowance: Allowance, *, is_inside: bool) -> FileKind:
    told = Relations()
    roots = {}
    for part in look_through(data, allowance, told.element):
        name = part.name.lower()
        if name.endswith("vbaproject.bin"):
            raise Unfit(MACROS)
        if part.start.startswith(_PROGRAMS):
            raise Unfit(_("Soubor v sobě nese vložený objekt nebo program; odstraňte ho a uložte soubor znovu."))
        if part.start.startswith(_PACKED):
            if is_inside or not name.endswith(_EMBEDDABLE):
                raise Unfit(_("Soubor v sobě nese další archiv; přiložte ho bez něj."))
            _kind(part.read(), allowance, is_inside=True)
        roots[name] = part.root
    # The package itself says its kind; its main part must be there and begin as that kind does.
    if len(told.mains) != 1:
        raise Unfit(OTHER)
    main = told.mains[0]
    kind, root = MAIN_PARTS.get(told.types.get(main) or told.types.get(main.rpartition(".")[2], ""), (None, ""))
    if kind is None or roots.get(main) != root:  # the element in which all others of the part are
        raise Unfit(OTHER)
    return kind


class Relations:
    """What the parts say of each other."""

    def __init__(self) -> None:
        self.mains: list[str] = []
        self.types: dict[str, str] = {}  # of each part, by its name or by its ending

    def element(self, part: str, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and part.lower().endswith(".rels"):
            self._relation(part.lower(), attributes)
        elif name in {"Override", "Default"} and part.lower() == _TYPES:
            declared = attributes.get("PartName") or attributes.get("Extension") or ""
            self.types[declared.lower().lstrip("/")] = content_type = attributes.get("ContentType", "")[
                :LONGEST
            ].strip()
            if _RUNS.search(content_type):
                raise Unfit(MACROS)
            if len(self.types) > MOST_TYPES:
                raise Unfit(DAMAGED)
        elif name == "ddeLink":
            raise Unfit(LOADS)

    def _relation(self, part: str, relation: dict[str, str]) -> None:
        meaning = relation.get("Type", "")[-LONGEST:].rpartition("/")[2].lower()
        if _RUNS.search(meaning) or meaning == "control":
            raise Unfit(MACROS)
        is_away = relation.get("TargetMode", "").strip().lower() == "external" and meaning != "hyperlink"
        if is_away and not _LOCAL.fullmatch(relation.get("Target", "").strip()):
            raise Unfit(LOADS)
        if part == _PACKAGE and relation.get("Type", "").endswith("/officeDocument"):
            self.mains.append(relation.get("Target", "").lower().lstrip("/"))
            if len(self.mains) > 1:
                raise Unfit(OTHER)
