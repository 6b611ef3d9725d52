"""The kinds of file that evidence may be, and how each is served and called."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
