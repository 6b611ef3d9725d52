"""Words planted wherever they can lie, and all that can be read of them afterwards, for the tests of erasing."""

import io
import json
import random
import string
import zipfile
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import EmailMessage
from django.db import connection, models
from mailer.models import Message, MessageLog

import centres.triggers
from centres.erasable import PLACES, ErasableKind
from centres.erasing import models_of_places
from centres.saved_input import KEY, OWNER
from centres.sessions import SessionStore
from cpic.backup.building import GUARDS, _lift_triggers
from evaluations.models import Evidence


def a_word():
    return "".join(random.choices(string.ascii_lowercase, k=40))  # noqa: S311 - no secret


MEASURE = {"kind": "count", "comparator": "min", "value": "1", "window": "", "deadline": None, "state": "done"}
# What pages read part by part has to have its parts.
SHAPED = {
    "omissions": lambda words: [{"slug": "x", "name": "Centrum", "reason": words}],
    "original": lambda words: MEASURE | {"unit": words},
    "given_up": lambda words: [MEASURE | {"unit": words}],
}


PAPERS = ("networks_monitoringreport", "networks_surveyresult")


@contextmanager
def lifted():
    """No trigger of ours guards the tables meanwhile."""
    _lift_triggers(connection)
    yield
    centres.triggers.install(GUARDS)(None, connection.schema_editor())


def plant(word, spared=frozenset()):
    """The word in one row of every column of words, in a mail, a saved form and a Word file; tables without a row.
    Columns that are `spared`, by table and name, stay as they are."""
    empty = set()
    Message.objects.create(email=EmailMessage("Dobrý den", f"Psal {word}.", to=["a@example.cz"]))
    _lift_triggers(connection)
    for table, model in models_of_places().items():
        row = model._base_manager.order_by("-pk").first()
        if row is None:
            empty.add(table)
        for name, kind in PLACES[table].items() if row else ():
            if (table, name) in spared:
                continue
            field = next(field for field in model._meta.concrete_fields if field.column == name)
            values = {
                ErasableKind.TEXT: (f"Text {word} a dál" if (field.max_length or 99) > 60 else word)[
                    : field.max_length
                ],
                ErasableKind.JSON: {"a": [{"b": f"Řekl {word}."}], "c": 1, "windows": [word]},
                ErasableKind.BYTES: f'{{"x": "{word}"}}'.encode(),
            }
            if table in {"evaluations_minutes", "networks_gatheringminutes", *PAPERS}:
                values[ErasableKind.JSON] = row.content | {"note": [f"Řekl {word}."]}
            if name == "measured" or name in {"windows", "given_up", "original", "omissions"}:
                values[ErasableKind.JSON] = json.loads(json.dumps(getattr(row, field.attname) or []))
                values[ErasableKind.JSON] = (
                    [f"Text {word}"] if isinstance(values[ErasableKind.JSON], list) else {"x": word}
                )
            if name in SHAPED:
                values[ErasableKind.JSON] = SHAPED[name](f"Text {word}")
            if kind in values:
                is_address = isinstance(field, models.EmailField)
                value = f"{word}@example.cz" if is_address else values[kind]
                # A reason belongs to a centre that has its last day.
                more = {"closed_on": date(2099, 12, 31)} if name == "closing_reason" else {}
                more |= {"answer": "other"} if name == "instead" else {}
                model._base_manager.filter(pk=row.pk).update(**{field.attname: value}, **more)
    centres.triggers.install(GUARDS)(None, connection.schema_editor())
    evidence = Evidence.objects.kept().order_by("pk").first()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{word[:20]}</w:t><w:t>{word[20:]}</w:t>")
    storages["evidence"].delete(evidence.stored)
    storages["evidence"].save(evidence.stored, ContentFile(file.getvalue()))
    session = SessionStore()
    session[KEY], session[OWNER] = {"/prace/": f"text=Bylo+{word}", "/prace/2/": "text=jine"}, "1"
    session.save()
    return empty, session.session_key, evidence


def dumped():
    """All that a dump of the database holds, with what is packed or escaped in it as it reads."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield " ".join(
                    bytes(one).decode(errors="replace") if isinstance(one, memoryview | bytes) else str(one)
                    for one in row
                )
    for mail in [*Message.objects.all(), *MessageLog.objects.exclude(message_data=None)]:
        yield f"{mail.email.subject} {mail.email.body}"
    for row in SessionStore.get_model_class().objects.all():
        yield str(row.get_decoded())
    yield settings.ERASURES_FILE.read_text()
