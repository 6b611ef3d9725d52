"""What a download is called: a name that leads nowhere, hides nothing and ends as its content says."""

import re
import unicodedata

from django.utils.translation import gettext as _

from evaluations.evidence.kinds import ENDINGS, FileKind

LONGEST_NAME = 100  # characters, with the ending
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # what Windows lets no file have
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,3}$")  # of another kind; „3.12“ is a day


def clean_name(name: str, kind: FileKind) -> str:
    stem = _FORBIDDEN.sub("-", _visible(_FOLDERS.sub("", name)))
    stem = _without_ending(_trimmed(stem), kind)
    ending = ENDINGS[kind][0]
    stem = _trimmed(stem[: LONGEST_NAME - len(ending)])
    return (stem or _("příloha")) + ending


def _visible(name: str) -> str:
    """Without control, invisible and direction-turning characters, which make „fdp.exe“ look like „exe.pdf“."""
    spaced = "".join(
        " " if unicodedata.category(char)[0] == "Z" else char
        for char in unicodedata.normalize("NFC", name)
        if unicodedata.category(char)[0] != "C"
    )
    return " ".join(spaced.split())


def _without_ending(stem: str, kind: FileKind) -> str:
    stem = _trimmed(_ENDING.sub("", stem))
    while stem.lower().endswith(ENDINGS[kind]):
        stem = _trimmed(stem[: stem.rindex(".")])
    return stem


def _trimmed(stem: str) -> str:
    return stem.strip(" .")
