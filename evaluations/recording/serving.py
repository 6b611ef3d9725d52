"""How evidence leaves: to be saved and not shown, and powerless even where a browser shows it all the same.

Who may have it is decided before, by the access rule of the goal or record that it belongs to.
"""

import logging

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from evaluations.evidence import CONTENT_TYPES, FileKind
from evaluations.recording.storage import opened

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",  # the middleware adds its own only where there is none
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}

logger = logging.getLogger(__name__)


def attachment(stored: str, download_name: str, kind: FileKind | str) -> FileResponse:
    try:
        file = opened(stored)
    except FileNotFoundError as error:
        logger.error("The evidence file %s is missing.", stored)
        raise Http404(_("Tento soubor v úložišti chybí; řekněte to správci.")) from error
    content_type = CONTENT_TYPES[FileKind(kind)]
    return FileResponse(file, as_attachment=True, filename=download_name, content_type=content_type, headers=HEADERS)
