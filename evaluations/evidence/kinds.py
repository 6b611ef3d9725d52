"""The kinds of file that evidence may be: how each is served, and what its download is called."""

import re
import unicodedata

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 100  # characters, with the ending
_EDGE = " ."  # a name that begins with a dot is hidden, one that ends with it loses it in Windows
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # what Windows lets no file have
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,3}$")  # of another kind; „3.12“ is a day


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
    „fdp.exe“ look like „exe.pdf“, are left out.
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
    return (stem.lstrip(_EDGE) or gettext("příloha")) + ending
