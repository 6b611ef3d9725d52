"""What the value of a setting is: a key that can be guessed, a host, an example, a folder for files."""

import os
import re
import zlib
from email.utils import parseaddr
from itertools import pairwise

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"{LABEL}(?:\.{LABEL})*", re.IGNORECASE)
ORIGIN = re.compile(rf"https://({HOST.pattern})(?::([0-9]{{1,5}}))?", re.IGNORECASE)
PAGE = re.compile(rf"https://({HOST.pattern})(?::[0-9]{{1,5}})?(?:[/?#][^\s\"<>\\^`{{|}}]*)?", re.IGNORECASE)
LETTER = re.compile(r"mailto:[^@\s\"<>?&]+@([^@\s\"<>?&]+)")
WORDS = r"example|change.?me|insecure|random.?char|secret.?key|password|heslo|tajny|\s"
PLACEHOLDERS = re.compile(WORDS, re.IGNORECASE)  # random signs have no spaces between them either
OF_THE_SYSTEM = {"bin", "boot", "dev", "etc", "lib", "proc", "sbin", "sys"}  # never for files of a site
# Parameters that are Django's and not those of PostgreSQL's own library.
DJANGOS = {"server_side_binding", "prepare_threshold", "isolation_level", "pool", "assume_role"}


def is_weak(key):
    """Too short, an example, or with a pattern that a packer or a row of neighbours in the alphabet gives away."""
    is_packed_well = len(zlib.compress(key.encode())) < 40
    neighbours = sum(abs(ord(after) - ord(before)) == 1 for before, after in pairwise(key))
    is_plain = len(set(key)) < 10 or key.isdecimal()
    return len(key) < 50 or is_plain or is_packed_well or neighbours > len(key) // 4 or bool(PLACEHOLDERS.search(key))


def host_of(origin):
    """Where it is https, a host, perhaps a port, and nothing else; otherwise None."""
    match = ORIGIN.fullmatch(origin)
    return match[1].lower() if match and 0 < int(match[2] or 443) < 65536 else None


def is_page(address):
    match = PAGE.fullmatch(address)
    return bool(match) and not is_nowhere(match[1])


def is_contact(address):
    match = LETTER.fullmatch(address)
    return not is_nowhere(match[1].lower()) if match else is_page(address)


def is_issuer(url):
    host = host_of("/".join(url.split("/")[:3]))
    return bool(host) and not is_nowhere(host) and not set(url) & set(" ?#")


def is_this_machine(host):
    return bool(re.fullmatch(r"localhost|.+\.localhost|127\.[0-9.]+|::1|0\.0\.0\.0|::", host or ""))


def is_elsewhere(database):
    """A host that is a path, or none, is a socket of this machine; where a service leads to is not known here."""
    options = database["OPTIONS"]
    host = database.get("HOST") or options.get("hostaddr") or options.get("host", "")
    is_far = bool(host) and not host.startswith("/") and not is_this_machine(host)
    return "postgresql" in database["ENGINE"] and (is_far or "service" in options)


def is_understood(database):
    """Unknown parameters would fail at the first question only."""
    options = {name: value for name, value in database.get("OPTIONS", {}).items() if name not in DJANGOS}
    if "postgresql" not in database["ENGINE"]:
        return True
    from psycopg import ProgrammingError  # not above: SQLite needs none of it
    from psycopg.conninfo import make_conninfo

    try:
        make_conninfo(**options)
    except ProgrammingError:
        return False
    return True


def is_nowhere(host):
    return is_this_machine(host) or bool(re.search(r"(^|\.)(example|invalid|example\.(com|net|org))$", host or ""))


def is_sender(text):
    address = parseaddr(text)[1]
    try:
        validate_email(address)
    except ValidationError:
        return False
    return not is_nowhere(address.rpartition("@")[2])


def is_folder_for_files(folder):
    """It may be made later, so the folder above counts where it is not there yet."""
    if not folder.is_absolute():
        return False
    folder = folder.resolve()
    is_of_the_program = folder.is_relative_to(settings.BASE_DIR) and folder.parent != settings.VAR_DIR
    if settings.BASE_DIR.is_relative_to(folder) or is_of_the_program:
        return False
    return not OF_THE_SYSTEM & set(folder.parts[1:2]) and can_be_written(folder if folder.exists() else folder.parent)


def is_list(file):
    """Beside the folder of files by default, and made by the first erasure."""
    return file.is_absolute() and not file.is_dir() and can_be_written(file.resolve().parent)


def can_be_written(folder):
    if folder == settings.VAR_DIR and not folder.exists():  # made together with what is collected there
        folder = settings.BASE_DIR
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
