"""The public site as a folder: it opens from a disk or from any web server, and outlives this one.

Every public page is asked for as a reader would, with all that it is made of. Links to what is in the folder lead
there; all others (signing in, filters) lead to the living site.
"""

import posixpath
import re
from collections import deque
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from centres.addresses import full_address
from centres.languages import address_in, language_of
from cpic.exporting import NotExported, whole_folder
from cpic.sitemap import PRIVATE, paths

LINK = re.compile(r'(?<=\s)(href|src|action)="(/[^"]*)"')
SHEET_LINK = re.compile(r"""url\(["']?([^)"':]+)["']?\)""")
FORM = re.compile(r"<form (?![^>]*action=)")
# A browser refuses to load a font ahead for a page that it opened from a disk, and finds the same one by the sheet.
PRELOAD = re.compile(r'\s*<link rel="preload"[^>]*>')


def copy_public(folder: Path, *, progress=iter) -> int:
    """Write the public site into the folder, which must not be there yet or be empty; gives the number of pages. Where
    a page cannot be made, nothing is written: a copy that lacks it without a word would be taken for the record."""
    with whole_folder(folder, mode=0o755) as aside:
        pages = _fetch(aside)
        for address in progress(sorted(pages)):
            file = aside / place_of(address)
            text = file.read_bytes().decode()
            file.write_bytes(_leading_home(text, address, lambda path: (aside / place_of(path)).is_file()).encode())
    return len(pages)


def _fetch(folder):
    """Write all that can be reached as it is sent; the addresses of pages."""
    home = urlsplit(full_address("/"))  # pages that name their own address name the one that the rest of the copy does
    visitor = Client(raise_request_exception=False, headers={"host": home.netloc})
    waiting = deque(address_in(code, path) for code, _name in settings.LANGUAGES for path in paths())
    seen, pages = set(waiting), set()
    while waiting:
        address = waiting.popleft()
        answer = visitor.get(address, secure=home.scheme == "https")
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if answer.status_code == 400 or answer.status_code >= 500:
            raise NotExported(
                _("Stránka %(address)s odpovídá chybou %(status)s, a tak se kopie nezapsala. Web musí běžet bez chyby.")
                % {"address": full_address(address), "status": answer.status_code}
            )
        if answer.status_code != 200:
            continue
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        file = folder / place_of(address)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        found = []
        if kind == "text/html":
            pages.add(address)
            found = [unescape(link) for _name, link in LINK.findall(content.decode())]
        elif kind == "text/css":
            found = [urljoin(address, link) for link in SHEET_LINK.findall(content.decode())]
        for link in found:
            parts = urlsplit(link)
            if parts.path not in seen and not parts.netloc and not parts.query and not parts.path.startswith(PRIVATE):
                seen.add(parts.path)
                waiting.append(parts.path)
    return pages


def place_of(address):
    """Where in the folder the answer of an address lies; a page is the index of its own folder."""
    path = unquote(address).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _leading_home(text, address, is_there):
    """The page with links to files beside it, and with a sentence that says what it is."""
    here = posixpath.dirname(place_of(address))

    def lead(match):
        name, link = match[1], unescape(match[2])
        parts = urlsplit(link)
        if parts.netloc or parts.query or not is_there(parts.path):
            return f'{name}="{escape(full_address(link))}"'
        path = posixpath.relpath(place_of(parts.path), here or ".")
        return f'{name}="{escape(path + (f"#{parts.fragment}" if parts.fragment else ""))}"'

    text = LINK.sub(lead, PRELOAD.sub("", text))
    text = FORM.sub(f'<form action="{escape(full_address(address))}" ', text)
    with translation.override(language_of(address)):
        note = render_to_string("public/copy_note.html", {"day": timezone.localdate(), "url": full_address(address)})
    return re.sub(r"(<main[^>]*>)", lambda match: match[1] + note, text, count=1)
