"""What a download is called: a name that leads nowhere, hides nothing and ends as its content says."""

import re
import unicodedata

from django.utils.translation import gettext as _

from evaluations.evidence.kinds import ENDINGS, FileKind

LONGEST_NAME = 100  # characters, with the ending
_EDGE = " ."  # a name that begins with a dot is hidden, one that ends with it loses it in Windows
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # what Windows lets no file have
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,3}$")  # of another kind; „3.12“ is a day


def clean_name(name: str, kind: FileKind) -> str:
    """The last part of the sent name with the ending of the kind, LONGEST_NAME characters at most; never empty."""
    ending = ENDINGS[kind][0]
    stem = _FORBIDDEN.sub("-", _visible(_FOLDERS.sub("", name))).rstrip(_EDGE)
    stem = _ENDING.sub("", stem)[: LONGEST_NAME - len(ending)].rstrip(_EDGE)
    while stem.lower().endswith(ENDINGS[kind]):
        stem = stem[: stem.rindex(".")].rstrip(_EDGE)
    return (stem.lstrip(_EDGE) or _("příloha")) + ending


def _visible(name: str) -> str:
    """Without control, invisible and direction-turning characters, which make „fdp.exe“ look like „exe.pdf“."""
    spaced = "".join(
        " " if unicodedata.category(char)[0] == "Z" else char for char in name if unicodedata.category(char)[0] != "C"
    )
    return unicodedata.normalize("NFC", " ".join(spaced.split()))
