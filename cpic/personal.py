"""What is kept about one person, for themselves or for an administrator who was asked for it: every row that points to
them, as JSON for programs and as one page for people, in a zip that is sent while it is written."""

import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.text import capfirst

from centres.access import Right, rights_of
from centres.events import record_event
from centres.models import Event, Invitation, Role, Subject, User
from cpic.exporting import ROWS_AT_ONCE, SECRET

KEPT_BACK = SECRET | {
    ("mfa_authenticator", "data"),
    ("usersessions_usersession", "session_key"),
    ("usersessions_usersession", "data"),
}
"""What would let somebody in, beside what no export holds."""


class Chunks:
    """What a zip is written into: bytes that wait to be sent."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """zipfile asks for it."""

    def take(self) -> list[bytes]:
        waiting, self._waiting = self._waiting, []
        return waiting


@transaction.atomic
def export_person(person, *, by, now):
    """The bytes of the zip, one after another. Who took it is written down; the person themselves may, too."""
    rights = rights_of(by, on=now.date())
    if by == person:
        role = next((role for role in Role if role in rights.roles), "")
    else:
        role = rights.require(Right.ADMINISTER)
    record_event(person, "export_data", by=by if role else None, role=role, at=now)
    return zipped(_files(person, now))


def zipped(files: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """A zip of files, each a name and pieces of its text."""
    chunks = Chunks()
    with zipfile.ZipFile(chunks, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files:
            with archive.open(name, "w") as target:
                for piece in pieces:
                    target.write(piece.encode())
                    yield from chunks.take()
    yield from chunks.take()


def _files(person, now):
    tables = []
    for model, condition in rows_about(person).items():
        table = model._meta.db_table
        fields = [
            field
            for field in model._meta.concrete_fields
            if not isinstance(field, models.BinaryField) and (table, field.column) not in KEPT_BACK
        ]
        rows = model._base_manager.filter(condition).order_by("pk")
        if rows.exists():
            yield f"{table}.json", _as_json(rows, fields)
            titles = [capfirst(field.verbose_name) for field in fields]
            tables.append({"title": capfirst(model._meta.verbose_name_plural), "rows": _as_pairs(rows, fields, titles)})
    context = {"person": person, "tables": tables, "made_at": now}
    yield "index.html", [render_to_string("export/person.html", context)]
    yield "styl.css", [render_to_string("export/styl.css")]


def rows_about(person):
    """For each model that points to people which of its rows are about this one, themselves first."""
    found = defaultdict(Q)
    found[User] = Q(pk=person.pk)
    for relation in User._meta.related_objects:
        found[relation.related_model] |= Q(**{relation.field.name: person})
    found[Event] |= Q(subject_kind=Subject.PERSON, subject_id=person.pk)
    found[Invitation] |= Q(email=person.email)
    return found


def _as_json(rows, fields):
    names, columns = [field.attname for field in fields], [field.column for field in fields]
    before = "[\n"
    for row in rows.values_list(*names).iterator(chunk_size=ROWS_AT_ONCE):
        yield before + json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, cls=DjangoJSONEncoder)
        before = ",\n"
    yield "\n]\n"


def _as_pairs(rows, fields, titles):
    """Each row as its filled columns, with codes in words where the model has them."""
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        values = [(title, _shown(row, field)) for title, field in zip(titles, fields, strict=True)]
        yield [(title, value) for title, value in values if value not in {None, ""}]


def _shown(row, field):
    shown = getattr(row, f"get_{field.name}_display", None)
    return str(shown() if shown else getattr(row, field.attname) or "")
