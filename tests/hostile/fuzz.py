"""Asks every address, as every visitor, by every method, for what nobody should ask, and looks at what becomes of it.

Half of what it sends are forms of the product as a page would send them, left alone or with one to six values changed:
what is rubbish from the first byte never gets as far as a view. Every so many requests the world is as it was in the
beginning. The same seed asks the same questions.
"""

import gc
import io
import logging
import random
import resource
import traceback
from collections import Counter
from contextlib import contextmanager, nullcontext, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.db.models.functions import Length
from django.test import override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from cpic.logs import LineFormatter, RefusalFilter
from cpic.middleware import Application
from tests import once
from tests.test_access_matrix import TABLE, VISITORS, address, clients, made_world, noting, rows, sent, signed_in
from tests.world import fields

ROUND = 250  # requests until the world is again as it was
SAID_EVERY = 1000  # requests
LONGEST_LINE = 2000  # bytes of one line in the log
WRITES_ALWAYS = {"centres_signin"}  # a refused sign-in is a row of its own
POSTED = [name for name, (_get, post, _tables) in TABLE.items() if "+" in post]
METHODS = ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "post"]

VALUES = [
    *(
        "",
        " ",
        "\x00",
        "a\x00b",
        "\ud800",
        "\ufffe",
        "\u202egnp.exe",
        "\u200b=1+1",
        "=cmd|' /C calc'!A0",
        "'\"><script>x</script>",
    ),
    *(
        "-1",
        "0",
        "1",
        "2",
        "00",
        "1e309",
        "NaN",
        "Infinity",
        "-Infinity",
        "0x10",
        "1_000",
        "１２",
        "²",
        "1,5",
        "1.5",
        "9" * 30,
    ),
    *("2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "9" * 400),
    *(
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "10000-01-01",
        "31. 12. 2026",
        "1. 1. 0001",
        "2026-10-25T02:30",
        "zítra",
    ),
    *("None", "null", "true", "[]", "{}", "{{ 7*7 }}", "%s", "%00", "%(x)s", "../../etc/passwd", "file:///etc/passwd"),
    *(
        "' OR 1=1 --",
        "; DROP TABLE goals_goal",
        "*",
        "\\",
        "`id`",
        "a" * 300,
        "č" * 5000,
        "a b " * 3000,
        "\n" * 500,
        "\r\n\r\nX: y",
    ),
    *(
        "save",
        "delete",
        "approve",
        "return",
        "accept",
        "plan",
        "staff",
        "administrator",
        "count",
        "narrative",
        "ok",
        "on",
    ),
    *(
        "javascript:alert(1)",
        "http://a",
        "//evil.example/",
        "a@b",
        "ß",
        "İ",
        "ﷺ",
        "🙂" * 40,
        "\u0301" * 200,
        "1" * 131_073,
    ),
]
QUERIES = [
    *(
        "1",
        "utm_source=x",
        "q=" + "a" * 3000,
        "q=%00",
        "q=%ff",
        "page=-1",
        "page=999999999999999999999",
        "year=x",
        "region=",
    ),
    *(
        "o=%00",
        "o=1.2.3.4",
        "e=1",
        "p=-1",
        "all=",
        "_popup=1",
        "q=\\",
        "id__in=1,x",
        "pk__regex=(",
        "password__startswith=a",
    ),
    *(
        "memberships__role=x&memberships__user__password__contains=$",
        "since=9999-99-99",
        "until=0001-01-01",
        "by=1e9",
        "next=//x",
    ),
    *(
        "%",
        "&&&=&",
        "a=1&" * 300,
        "centre=%F0%9F%99%82",
        "format=pdf",
        "kind[]=x",
        "_changelist_filters=%ff",
        "_to_field=password",
    ),
]
HEADERS = [
    {"HTTP_X_FORWARDED_FOR": "1.2.3.4, " * 200},
    {"HTTP_X_FORWARDED_PROTO": "https"},
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_FORWARDED": "for=unknown"},
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "testserver:99999999"},
    {"HTTP_HOST": "a b"},
    {"HTTP_HOST": ""},
    {"SCRIPT_NAME": "/x"},
    {"HTTP_SCRIPT_NAME": "/x"},
    {"HTTP_REFERER": "http://[::1"},
    {"HTTP_REFERER": "javascript:alert(1)"},
    {"HTTP_REFERER": "http://testserver/" + "a" * 5000},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_COOKIE": "sessionid=" + "x" * 4000},
    {"HTTP_COOKIE": 'sessionid="; csrftoken=\x01; a=b=c; =; ;;'},
    {"HTTP_COOKIE": "messages=[[broken"},
    {"HTTP_ACCEPT_LANGUAGE": "*;q=x," * 300},
    {"HTTP_ACCEPT_ENCODING": "gzip;q=9, \xff"},
    {"HTTP_IF_NONE_MATCH": '"' * 1000},
    {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 99999"},
    {"HTTP_RANGE": "bytes=-1,0-,x"},
    {"HTTP_USER_AGENT": "\n\r" + "a" * 9000},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_AUTHORIZATION": "Basic ####"},
    {"HTTP_EXPECT": "100-continue"},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "x"},
    {"CONTENT_LENGTH": "99999999999"},
    {"HTTP_TRANSFER_ENCODING": "chunked"},
]
TYPES = [
    *("application/x-www-form-urlencoded; charset=x-impossible", "application/x-www-form-urlencoded; charset=\x00"),
    *("application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=utf-7"),
    *("application/x-www-form-urlencoded; charset=idna", "application/x-www-form-urlencoded; charset=undefined"),
    *("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xff", MULTIPART_CONTENT),
    *("multipart/form-data; boundary=" + "a" * 5000, "multipart/form-data; boundary=x; charset=latin-9999"),
    *(
        "application/json",
        "text/plain",
        "application/xml",
        "",
        "////",
        "a/b; c",
        "x" * 3000,
        "multipart/mixed; boundary=x",
    ),
]
BODIES = [
    *(
        b"",
        b"a",
        b"\xff\xfe",
        b"=" * 5000,
        b"&" * 5000,
        b"a=1&" * 1500,
        b"a=" + b"b" * 3_000_000,
        b"%ff=%ff",
        b"\x00" * 100,
    ),
    *(b"a=%00&csrfmiddlewaretoken=%00", b"{", b'{"a":' * 2000, b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
    *(b"--x\r\n\r\n--x--", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n', b"--x\r\n" * 2000),
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a\x00.pdf"\r\nContent-Type: x\r\n\r\n%PDF\r\n--x--',
    b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename*=utf-16''%ff\r\n\r\nx\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n',
    b"".join(b'--x\r\nContent-Disposition: form-data; name="f%d"; filename="f"\r\n\r\nx\r\n' % at for at in range(50))
    + b"--x--",
]
FILES = [
    ("CON.pdf", b"%PDF-1.4"),
    ("a.xlsx", b"PK\x03\x04" + b"\x00" * 200),
    ("a.csv", b"Datum;Ukazatel\n\x00;\xff\n"),
    ("\u202egnp.exe", b"MZ"),
    ("a" * 300 + ".png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 50),
    ("x", b""),
]


@dataclass
class Tally:
    """What was asked and what came of it."""

    asked: int = 0
    reached: int = 0  # a view
    posts: int = 0
    accepted: int = 0  # posts that did what they were for
    forms: int = 0  # real ones, left alone or changed
    statuses: Counter = field(default_factory=Counter)
    faults: list = field(default_factory=list)
    longest_line: int = 0
    memory: int = 0  # megabytes that the process has grown since it had warmed up
    disk: int = 0  # bytes of sessions and attached files that one request left behind, in the round that left most

    def __str__(self):
        share = {
            name: f"{100 * part / (whole or 1):.0f} %"
            for name, part, whole in (
                ("reached", self.reached, self.asked),
                ("forms", self.forms, self.asked),
                ("accepted", self.accepted, self.posts),
            )
        }
        statuses = ", ".join(f"{status} × {count}" for status, count in sorted(self.statuses.items(), key=str))
        return (
            f"{self.asked} requests: {share['reached']} reached a view, {share['forms']} were real forms; of "
            f"{self.posts} posts {share['accepted']} did what they were for; answers {statuses}; longest line of the "
            f"log {self.longest_line} bytes; memory +{self.memory} MB; at most {self.disk} bytes of sessions and files "
            f"for each request; {len(self.faults)} faults"
        )


class Reached:
    """The last middleware: what it sees is on its way to a view."""

    seen = 0

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *args):
        Reached.seen += 1


class LongestLine(logging.Handler):
    """Writes as the product does and keeps how long the lines were, and the failures that stand out."""

    def __init__(self, tally):
        super().__init__()
        self.tally, self.errors = tally, []
        self.setFormatter(LineFormatter())
        self.addFilter(RefusalFilter())

    def emit(self, record):
        text = self.format(record)
        self.tally.longest_line = max(self.tally.longest_line, *(len(line.encode()) for line in text.splitlines()))
        if record.levelno >= logging.ERROR:
            self.errors.append(text[-1500:])


def fuzz(requests, *, seed=1):
    """So many requests. Needs a database; whatever they do is taken back."""
    tally, draw = Tally(), random.Random(seed)  # noqa: S311 - the same questions each time
    log = LongestLine(tally)
    settings_then = override_settings(
        MIDDLEWARE=[*settings.MIDDLEWARE, f"{__name__}.Reached"], WHITENOISE_AUTOREFRESH=False
    )
    as_served = patch("django.test.client.WSGIRequest", Application.request_class)
    warm = 0
    with settings_then, as_served, only(log):
        world = made_world()
        while tally.asked < requests:
            with once.taken_back():
                here = deepcopy(world)
                here.clients = clients(here)  # a sign-in of the beginning would end while this runs
                fuzzer = Fuzzer(here, draw, tally, log)
                before, asked = left_behind(), min(ROUND, requests - tally.asked)
                for _ in range(asked):
                    fuzzer.ask()
                tally.disk = max(tally.disk, (left_behind() - before) // asked)
            gc.collect()  # the client of the tests leaves circles behind for each request
            warm = warm or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            tally.memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - warm) // 1024
            if tally.asked % SAID_EVERY == 0:
                print(tally, *tally.faults[:3], sep="\n", flush=True)  # noqa: T201 - a long run says where it is
    return tally


def left_behind():
    """Bytes that lie in sessions and in the folder of attached files."""
    sessions = Session.objects.aggregate(bytes=Sum(Length("session_data")))["bytes"] or 0
    return sessions + sum(len(content) for content in attached_files().values())


def attached_files():
    """Path and content."""
    folder = Path(storages["evidence"].location)
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@contextmanager
def only(handler):
    """Nobody else hears what is logged."""
    root = logging.getLogger()
    own, root.handlers = root.handlers, [handler]
    try:
        yield
    finally:
        root.handlers = own


class Fuzzer:
    """A world and what is asked of it."""

    def __init__(self, world, draw, tally, log):
        self.world, self.draw, self.tally, self.log = world, draw, tally, log
        self.rows, self.files = rows(), attached_files()

    def ask(self):
        visitor, path, question = self.form() if self.draw.random() < 0.55 else self.rubbish()
        client, is_post = signed_in(self.world, visitor), question["method"] == "POST"
        reached, errors, writes = Reached.seen, len(self.log.errors), []
        # What is done stays for a while, so that other questions meet it; whoever is signed out would meet no more.
        stays = not path.startswith(("/ucet/", "/prihlaseni/", "/sprava/")) and self.draw.random() < 0.3
        with nullcontext() if stays else once.taken_back(), noting(writes):
            try:
                response = client.generic(path=path, **question | {"wsgi.input": io.BytesIO(question.get("data", b""))})
                body = b"".join(response.streaming_content) if response.streaming else response.content
                status = response.status_code
            except Exception as error:  # noqa: BLE001 - whatever comes out of the product is a fault
                status, body = 599, "".join(traceback.format_exception(error)).encode()
            changed = self.changed(stays=stays) if writes else set()
        for file, content in self.files.items():
            if not file.exists():  # one that was taken away does not come back with its row
                file.write_bytes(content)

        self.tally.asked += 1
        self.tally.posts += is_post
        self.tally.reached += Reached.seen > reached
        self.tally.accepted += bool(is_post and status < 400 and changed)
        self.tally.statuses[status] += 1
        faults = [*self.log.errors[errors:]]
        if status >= 500:
            faults.append(body.decode(errors="replace")[-1500:])
        if b"<script>x" in body:
            faults.append("a script came back")
        if status >= 400 and changed:
            faults.append(f"refused, and changed {sorted(changed)}")
        sent_along = str(question.get("data") or question.get("QUERY_STRING", ""))[:300]
        told = f"{question['method']} {path[:200]} as {visitor}: {sent_along} -> {status}"
        self.tally.faults += [f"{told}\n{fault}" for fault in faults]

    def changed(self, *, stays):
        """The tables whose rows are others than before."""
        before, after = self.rows, rows()
        self.rows = after if stays else before
        return {table for table in before if before[table] != after[table]} - WRITES_ALWAYS

    def form(self):
        """A form of the product as its page would send it; half of them with something in it changed."""
        name = self.draw.choice(POSTED)
        visitor = self.visitor(name, 1, "+")
        self.tally.forms += 1
        path = address(self.world, name)
        data = {}
        with once.taken_back():  # looking for the form is no request of ours
            if TABLE[name][0][VISITORS.index(visitor)] == "o":
                data = dict(fields(signed_in(self.world, visitor).get(path)))
            with suppress(AttributeError, IndexError):  # an earlier request has taken what the form is about
                data |= sent(self.world, name)
        if self.draw.random() < 0.5:
            return visitor, path, posted(data)
        for _ in range(self.draw.randint(1, 6)):
            self.change(data)
        return visitor, path, posted(data) | (self.draw.choice(HEADERS) if self.draw.random() < 0.1 else {})

    def change(self, data):
        """One value becomes another, two, none, or a file; or there is one more."""
        way, key, value = self.draw.random(), self.draw.choice([*data, "version"]), self.draw.choice(VALUES)
        if way < 0.65:
            data[key] = value
        elif way < 0.75:
            data[key] = [value, self.draw.choice(VALUES)]
        elif way < 0.85:
            data.pop(key, None)
        elif way < 0.93:
            name, content = self.draw.choice(FILES)
            data[key if hasattr(data.get(key), "read") else "file"] = SimpleUploadedFile(name, content)
        else:
            data[value[:200] or "x"] = self.draw.choice(VALUES)

    def rubbish(self):
        """An address as it is or nearly, with a query, a body or a method that no page would send."""
        name = self.draw.choice(list(TABLE))
        visitor, path, kind = self.visitor(name, 0, "o"), address(self.world, name), self.draw.random()
        if kind < 0.25:
            body, content_type = self.draw.choice(BODIES), self.draw.choice(TYPES)
            question = {"method": "POST", "data": body, "content_type": content_type}
        elif kind < 0.4:
            question = {"method": self.draw.choice(METHODS), "data": self.draw.choice(BODIES[:6])}
        else:
            query = self.draw.choice([*QUERIES, "q=" + quote(self.draw.choice(VALUES), errors="replace"), ""])
            question = {"method": "GET", "QUERY_STRING": query}
        if self.draw.random() < 0.2:
            path = self.bent(path)
        return visitor, path, question | (self.draw.choice(HEADERS) if self.draw.random() < 0.5 else {})

    def visitor(self, name, column, mark):
        """Mostly somebody who gets through."""
        allowed = [who for who, one in zip(VISITORS, TABLE[name][column], strict=True) if one == mark]
        return self.draw.choice(allowed if allowed and self.draw.random() < 0.85 else VISITORS)

    def bent(self, path):
        """Nearly the address."""
        part = quote(self.draw.choice(VALUES)[:300], errors="replace", safe="/")
        parts = path.split("/")
        parts[self.draw.randrange(1, len(parts))] = part
        ways = [path + part, path.rstrip("/"), path + "%00", path + "%ff%fe", "/" + path, path.upper(), "/".join(parts)]
        return self.draw.choice(ways)


def posted(data):
    """As a browser sends it, which has no lone surrogates."""
    data = {plain(key): value if hasattr(value, "read") else plain(value) for key, value in data.items()}
    if any(hasattr(value, "read") for value in data.values()):
        return {"method": "POST", "data": encode_multipart(BOUNDARY, data), "content_type": MULTIPART_CONTENT}
    pairs = urlencode(data, doseq=True).encode()
    return {"method": "POST", "data": pairs, "content_type": "application/x-www-form-urlencoded"}


def plain(value):
    if isinstance(value, list):
        return [plain(one) for one in value]
    return str(value).encode(errors="replace").decode()
