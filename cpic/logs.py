"""What a line of the log may hold: one line and not a long one, nothing that opens a door, nobody's address.

A refusal is one line. A failure of ours stands out by its level and the way through the code. No settings are needed
here, so that the application server can write its own lines by the same rules.
"""

import logging
import re
from traceback import format_exception

LONGEST = 2000  # bytes of a line, in UTF-8
SECRETS = [
    # What follows in an address is the key to a door: an invitation, a new password, a calendar, an answer of the
    # directory. deploy/nginx.conf hides the same addresses.
    (
        re.compile(
            r"((?:pozvanka|pozvani|zapis-setkani|dotaznik|zapomenute-heslo|kalendar)(?:/|%2F)+)(?:(?!%2F)[^/?#&\s'\"])+",
            re.IGNORECASE,
        ),
        r"\1…",
    ),
    (re.compile(r"(\b(?:code|state|token|key|password|secret)=)[^&\s'\"]+", re.IGNORECASE), r"\1…"),
    (re.compile(r"[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63})+", re.IGNORECASE), "…@…"),
]
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def redact(text):
    """The address or text without its secret parts and without mail addresses."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


def one_line(text):
    """What may have come from a visitor, so that it neither begins a line of its own nor hides a part of one."""
    text = UNSEEN.sub(lambda found: repr(found[0])[1:-1], redact(text[: 2 * LONGEST]))
    packed = text.encode()
    return text if len(packed) <= LONGEST else packed[: LONGEST - 3].decode(errors="ignore") + "…"


class RefusalFilter(logging.Filter):
    """What is answered by less than 500 was understood: the way through the code would hide the real failures."""

    def filter(self, record):
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
            if record.levelno > logging.WARNING:  # Django calls a forged host an error
                record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class LineFormatter(logging.Formatter):
    default_time_format, default_msec_format = "%Y-%m-%d %H:%M:%S %z", None

    def format(self, record):
        message, error = record.getMessage(), record.exc_info[1] if record.exc_info else None
        way = []
        if error and record.levelno >= logging.ERROR:
            way = "".join(format_exception(error)).splitlines()
        elif error:
            message += f" ({type(error).__name__}: {error})"
        # Who it was, by number, where somebody asked for it already: a refusal says who tried.
        person = getattr(getattr(record, "request", None), "_cached_user", None)
        if person and person.pk:
            message += f" (person {person.pk})"
        heading = f"{self.formatTime(record)} {record.levelname} {record.name}: {message}"
        # Indented, so that no text inside an exception looks like a line of its own.
        return "\n".join([one_line(heading), *("    " + one_line(step) for step in way)])
