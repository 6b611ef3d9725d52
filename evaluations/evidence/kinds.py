"""The kinds of file that evidence may be: how each is served, and what its download is called."""

import re
import unicodedata

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.tables import BLANKS

LONGEST_NAME = 100  # characters, with the ending
# What stands for a device in Windows, with any ending and even before a space: such a file cannot be kept there.
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_EDGE = " ."  # a name that begins with a dot is hidden, one that ends with it loses it in Windows
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # what Windows lets no file have
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,3}$")  # of another kind; „3.12“ is a day


NO_ROOM = _(
    "Soubor se teď nepodařilo uložit: úložiště na serveru je plné nebo do něj nejde zapisovat. Nic z něj "
    "tam nezůstalo. Řekněte to správci a přiložte soubor později."
)


class Unfit(Exception):
    """The file is not taken in; the message is a Czech sentence for the person who attached it."""


class FileKind(TextChoices):
    """The values are stored and are the endings of downloads."""

    PDF = "pdf", _("PDF")
    PNG = "png", _("obrázek PNG")
    JPG = "jpg", _("obrázek JPG")
    DOCX = "docx", _("dokument Wordu")
    XLSX = "xlsx", _("sešit Excelu")


_OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPG: "image/jpeg",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}
# Of several, the first is what a download gets.
ENDINGS = {kind: (f".{kind.value}",) for kind in FileKind} | {FileKind.JPG: (".jpg", ".jpeg")}


def clean_name(name: str, kind: FileKind) -> str:
    """The last part of the sent name with the ending of the kind, LONGEST_NAME characters at most; never empty.

    A name that leads nowhere and hides nothing: control, invisible and direction-turning characters, which make
    „fdp.exe“ look like „exe.pdf“, are left out, and accents that stand on no letter.
    """
    ending = ENDINGS[kind][0]
    visible = ""
    for char in _FOLDERS.sub("", name):
        category = unicodedata.category(char)[0]
        if category != "C":
            visible += " " if category == "Z" else char
    visible = unicodedata.normalize("NFC", " ".join(visible.split()))
    stem = _FORBIDDEN.sub("-", visible).rstrip(_EDGE)
    stem = _ENDING.sub("", stem)[: LONGEST_NAME - len(ending)].rstrip(_EDGE)
    while stem.lower().endswith(ENDINGS[kind]):
        stem = stem[: stem.rindex(".")].rstrip(_EDGE)
    stem = stem[next((at for at, char in enumerate(stem) if not _is_bare(char)), len(stem)) :]
    if _DEVICE.match(stem):
        stem = f"_{stem}"[: LONGEST_NAME - len(ending)].rstrip(_EDGE)
    return (stem or gettext("příloha")) + ending


def _is_bare(char: str) -> bool:
    """Nothing that a name could begin with."""
    return char in _EDGE or char in BLANKS or unicodedata.category(char)[0] == "M"
