"""Taking words out of whatever keeps them: where they stand, and the one way in which a cell loses them.

A cell is one column of one row. Its erasure is written first; then one piece after another gives way to the mark
"[vymazáno č. 3]", the last piece first, which is just what the triggers of frozen tables let pass. Words are remembered
by keyed sums only, by which a restored backup is looked through once more.
"""

import base64
import hashlib
import json
import re
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import OperationalError, connection, transaction
from django.db.models import Max
from django.http import QueryDict

from centres.erasable import PLACES, ErasableKind
from centres.models import Erasure
from centres.saved_input import KEY
from centres.sessions import SessionStore
from centres.triggers import MARK

PURPOSE = b"cpic: sums of erased words"
ROWS_AT_ONCE = 500
PATIENCE = 10  # seconds in which those who write already can finish; VACUUM waits 5 to shorten a table in use
AROUND = 40  # characters shown on either side of what was found
# What stands between letters and is not seen: places to break a line, marks put on letters.
UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
MARKED = re.compile(re.escape(MARK).replace(r"\{\}", r"\d+"))
TAG = re.compile(rb"<[^>]*>")


@dataclass(frozen=True)
class Cell:
    table: str
    row: int
    column: str

    @property
    def kind(self):
        return PLACES[self.table][self.column]

    @property
    def key(self):
        return f"{self.table}:{self.row}:{self.column}"

    @property
    def is_there(self):
        return self.model._base_manager.filter(pk=self.row).exists()

    @property
    def model(self):
        return models_of_places()[self.table]

    @property
    def field(self):
        return next(field for field in self.model._meta.concrete_fields if field.column == self.column)


def models_of_places():
    every = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in every if model._meta.db_table in PLACES}


# Words in texts


class Words:
    """Words as a person typed them, found whatever their case, diacritics, spaces and breaks of lines."""

    def __init__(self, phrases):
        self.phrases = [phrase for phrase in map(_folded, phrases) if phrase]
        longest_first = sorted(self.phrases, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_pattern, longest_first)) or r"(?!)")

    def pieces(self, text):
        """Where in the text they stand; what was erased before is left alone."""
        marks = [mark.span() for mark in MARKED.finditer(text)]
        found = (match.span() for match in self._pattern.finditer(text))
        return [(start, end) for start, end in found if all(end <= first or last <= start for first, last in marks)]

    @property
    def sums(self):
        """After the print of the key, by which it is known later whether the sums can still be made."""
        sums = (f"{len(phrase)}:{keyed(phrase, _keys()[0])}" for phrase in self.phrases)
        return " ".join([keyed("", _keys()[0]), *sums])


class ErasedWords:
    """Words of which only the sums are known."""

    def __init__(self, sums):
        self.wanted: dict[int, set[str]] = {}
        self.sums = sums
        for length, _colon, total in (one.partition(":") for one in sums.split() if ":" in one):
            self.wanted.setdefault(int(length), set()).add(total)
        self.is_readable = {one for one in sums.split() if ":" not in one} <= {keyed("", key) for key in _keys()}

    def pieces(self, text):
        letters = [(char, at) for at, source in enumerate(text) for char in _folded(source, is_part=True)]
        # Spaces in a row are one, as in what was typed.
        letters = [
            pair for before, pair in zip([(" ", 0), *letters], letters, strict=False) if pair[0] + before[0] != "  "
        ]
        folded, found = "".join(char for char, _at in letters), []
        for length, wanted in self.wanted.items():
            for start in range(len(folded) - length + 1):
                piece = folded[start : start + length]
                if any(keyed(piece, key) in wanted for key in _keys()):
                    found.append((letters[start][1], letters[start + length - 1][1] + 1))
        return _apart(found)


def _apart(pieces):
    """Pieces in order; those that overlap are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _folded(text, *, is_part=False):
    """Without case, diacritics and what is not seen; any white space is one space."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not re.match(f"[{UNSEEN}]", char))
    plain = re.sub(r"\s+", " ", plain.casefold())
    return plain if is_part else plain.strip()


@cache
def _alike():
    """The letters that are folded to a letter: of Latin, Greek and Cyrillic scripts, whose words are written here."""
    found: dict[str, set[str]] = {}
    for code in chain(range(0x21, 0x530), range(0x1E00, 0x2000)):
        found.setdefault(_folded(chr(code)), set()).add(chr(code))
    return found


def _pattern(phrase):
    letters = []
    for char in phrase:
        alike = "".join(sorted(_alike().get(char, set()) | {char, char.upper()[:1]}))
        letters.append(r"\s+" if char == " " else f"[{re.escape(alike)}]")
    return f"[{UNSEEN}]*".join(letters)


def keyed(text, key):
    return hashlib.blake2b(text.encode(), key=key, digest_size=16).hexdigest()


def _keys():
    return [_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


@cache
def _key(secret):
    """A sum without a key would tell a telephone number to whoever tries all of them."""
    return HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())


# Finding


@dataclass(frozen=True)
class Found:
    cell: Cell
    excerpts: tuple[tuple[str, str, str], ...]  # before, the words, after


def find(words, *, files=lambda kind, value: ()) -> Iterator[Found]:
    """All cells in which the words stand, table by table; `files` gives the texts of a file in or of a row."""
    for table, model in models_of_places().items():
        columns = {name: kind for name, kind in PLACES[table].items() if kind != ErasableKind.PASSING}
        fields = {field.column: field.attname for field in model._meta.concrete_fields}
        rows = model._base_manager.order_by("pk").values_list("pk", *(fields[name] for name in columns))
        for pk, *values in rows.iterator(chunk_size=ROWS_AT_ONCE) if columns else ():
            for (column, kind), value in zip(columns.items(), values, strict=True):
                excerpts = [
                    (text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])
                    for text in (texts_of(kind, value) if kind not in FILES else files(kind, value))
                    for start, end in words.pieces(text)
                ]
                if excerpts:
                    yield Found(Cell(table, pk, column), tuple(excerpts))


FILES = {ErasableKind.BYTES, ErasableKind.STORED}


def texts_of(kind, value) -> Iterator[str]:
    if not value:
        return
    if kind == ErasableKind.TEXT:
        yield value
    elif kind == ErasableKind.JSON:
        yield from _strings(value)
    elif kind == ErasableKind.MAIL:
        yield from _strings(vars(_mail(value)))


def _mail(data):
    from mailer.models import db_to_email

    return db_to_email(data)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)


# Erasing


def next_act(cells=()):
    """The number of the next act of erasing; one that none of the cells names already."""
    number = (Erasure.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    texts = [text for cell in cells for text in texts_of(cell.kind, _value(cell))]
    while any(MARK.format(number) in text for text in texts):
        number += 1
    return number


def erase_cells(cells, words=None, *, number, reason, by, at):
    """Erase the words from the cells, or all that is in them without words; each cell's erasure is written first.

    For verbs, inside their transaction, which took the number with `next_act(cells)`. Gives the erasures; a cell
    without the words is left as it is. A stored file goes when the transaction is committed, by who keeps files.
    """
    erasures = []
    for cell in cells:
        value = _value(cell)
        steps = list(_steps(cell, value, words, MARK.format(number)))
        if not steps:
            continue
        facts = {"table": cell.table, "row": cell.row, "column": cell.column, "reason": reason, "by": by, "at": at}
        erasures.append(
            Erasure.objects.create(
                number=number,
                old_hash=keyed(_as_text(value), _keys()[0]),
                words=getattr(words, "sums", ""),
                **facts,
            )
        )
        for step in steps:
            cell.model._base_manager.filter(pk=cell.row).update(**{cell.field.attname: step})
    return erasures


def withdraw_row(model, pk, *, number, reason, by, at):
    """The row is no longer shown, nor its files; what it said stays as far as it was not erased."""
    facts = {"table": model._meta.db_table, "row": pk, "column": ""}
    return Erasure.objects.get_or_create(number=number, **facts, defaults={"reason": reason, "by": by, "at": at})[0]


def _value(cell):
    return cell.model._base_manager.filter(pk=cell.row).values_list(cell.field.attname, flat=True).first()


def _as_text(value):
    if isinstance(value, (bytes, memoryview)):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder)


def _steps(cell, value, words, mark):
    """The values that the cell has one after another; the last one stays."""
    if not value:
        return
    if cell.kind == ErasableKind.BYTES:
        yield b""
    elif cell.kind == ErasableKind.STORED:
        yield value  # its name says nothing
    elif cell.kind == ErasableKind.MAIL:
        mail = _mail(value)
        changed = _replaced(vars(mail), words, mark)
        if changed != vars(mail):
            vars(mail).update(changed)
            from mailer.models import email_to_db

            yield email_to_db(mail)
    elif cell.kind == ErasableKind.JSON:
        yield from _json_steps(value, words, mark)
    else:
        yield from _text_steps(value, words, mark, cell.field.max_length)


def _text_steps(text, words, mark, longest=None):
    pieces = [(0, len(text))] if words is None else words.pieces(text)
    if longest and len(text) + sum(len(mark) - (end - start) for start, end in pieces) > longest:
        pieces = [(0, len(text))]  # there is no room for marks: the whole text goes
    for start, end in reversed(pieces):
        text = text[:start] + mark + text[end:]
        yield text


def _json_steps(value, words, mark):
    """One string after another from the last, each from its last piece."""
    places = list(_places(value))
    for way in reversed(places):
        *to, last = way
        holder = value
        for step in to:
            holder = holder[step]
        for text in list(_text_steps(holder[last], words, mark)):
            holder[last] = text
            yield json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _places(value, way=()):
    """The ways to all strings inside, in the order in which they are written."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in pairs:
        if isinstance(one, str) and one:
            yield (*way, step)
        else:
            yield from _places(one, (*way, step))


def _replaced(value, words, mark):
    if isinstance(value, str):
        return ([value, *_text_steps(value, words, mark)])[-1]
    if isinstance(value, dict):
        return {name: _replaced(one, words, mark) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        make = getattr(type(value), "_make", type(value))  # an attached part of a mail has named places
        return make(_replaced(one, words, mark) for one in value)
    return value


# What passes by itself: no cell is named, what has the words goes


def forget_passing(words, *, but=""):
    """Take the words out of what waits for people to sign in again and out of the cache; how many places it was. The
    session `but` is somebody's who is just here."""
    count = 0
    for row in SessionStore.get_model_class().objects.exclude(session_key=but).iterator(chunk_size=ROWS_AT_ONCE):
        held = SessionStore(row.session_key)
        kept = held.decode(row.session_data)
        typed = kept.get(KEY, {})
        clean = {path: form for path, form in typed.items() if not _has_words(_typed_texts(form), words)}
        count += len(typed) - len(clean)
        if _has_words(_strings({name: one for name, one in kept.items() if name != KEY}), words):
            row.delete()
            count += 1
        elif clean != typed:
            row.session_data = held.encode(kept | {KEY: clean})
            row.save(update_fields=["session_data"])
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key, value FROM {table}")  # noqa: S608 - the name of a table of ours
        for key, value in cursor.fetchall():
            texts = [key, base64.b64decode(value).decode(errors="replace")]
            if _has_words(texts, words):
                cursor.execute(f"DELETE FROM {table} WHERE cache_key = %s", [key])  # noqa: S608 - a table of ours
                count += 1
    return count


def _typed_texts(form):
    return [text for values in QueryDict(form).lists() for text in values[1]]


def _has_words(texts, words):
    return any(words.pieces(text) for text in texts)


# The bytes


def scrub(tables):
    """Take from the disk what the database only marks as free: SQLite writes its file anew, PostgreSQL the tables. For
    after the transaction. The write-ahead log of PostgreSQL and its archive go by their own age."""
    assert not connection.in_atomic_block  # noqa: S101 - a mistake of the caller, not of the user
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        cursor.execute("SET lock_timeout = '5s'")
        try:
            for table in sorted(tables):
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
        finally:
            cursor.execute("RESET lock_timeout")


def lock_everything():
    """Whoever writes where words can lie waits meanwhile. Who writes already is let finish, and so is PostgreSQL's own
    cleaning, for some seconds in which nothing is held, so that nobody can wait in a circle; raises OperationalError
    then. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return
    names = ", ".join(connection.ops.quote_name(table) for table in sorted(models_of_places()))
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE NOWAIT")
            return
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)  # nothing tells when somebody has finished
