"""Rows of a database as lines of text, the same on both engines, and back into a database of either.

A line is a JSON object by the names of columns: times in UTC, decimals without trailing zeros, JSON with sorted keys,
bytes in base64. The tables are those of a state of the migrations, so that a database of an older schema can be read
and written by today's code. No model of ours runs: what is in the table is what is written, and the other way round.
"""

import base64
import json
from datetime import UTC, date, datetime
from decimal import Context, Decimal, DecimalException
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import (
    DecimalValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.db import connections, models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext as _

# Who is signed in is no fact to be restored; neither is the table of the cache, which belongs to no model. Answers of
# an evaluation that still runs are in no backup: what two of them differ by would be one member's.
OF_OPEN_SURVEYS = {"networks_surveykey", "networks_surveysheet"}
LEFT_OUT = {"django_session", "usersessions_usersession"} | OF_OPEN_SURVEYS
QUEUE, TO_A_SURVEY = "mailer_message", b"/dotaznik/"
ROWS_AT_ONCE = 1000
FILES_AT_ONCE = 10  # of rows that hold whole files
BYTES_AT_ONCE = 1_000_000  # of lines that are written together


def models_of(state):
    """The models of all tables that are kept, by the names of the tables."""
    every = state.apps.get_models(include_auto_created=True)
    found = {model._meta.db_table: model for model in every if model._meta.managed and not model._meta.proxy}
    return {name: found[name] for name in sorted(found.keys() - LEFT_OUT)}


def lines(model):
    """The rows of the table as lines, by primary key, never all of them in memory."""
    connection, fields = connections["default"], model._meta.concrete_fields
    quote = connection.ops.quote_name
    # The plus keeps Python's sqlite3 from reading dates and booleans its own way, which makes others of wrong ones.
    sign = "+" if connection.vendor == "sqlite" else ""
    columns = ", ".join(f"{sign}{quote(field.column)}" for field in fields)
    query = f"SELECT {columns} FROM {quote(model._meta.db_table)} ORDER BY {quote(model._meta.pk.column)}"  # noqa: S608 - names of our own tables
    kinds = [(field.column, _kind(field)) for field in fields]
    at_once = FILES_AT_ONCE if any(kind == "BinaryField" for _name, kind in kinds) else ROWS_AT_ONCE
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(at_once):
            for row in rows:
                facts = {name: plain(value, kind) for (name, kind), value in zip(kinds, row, strict=True)}
                if model._meta.db_table == QUEUE and _leads_to_a_survey(facts["message_data"]):
                    continue
                yield json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _leads_to_a_survey(message):
    """Whether a waiting mail, as django-mailer keeps it, holds a member's link into an evaluation. Whoever has the link
    learns whether it was used, so it would tell who answered; and a restore ends that evaluation anyway."""
    try:
        return TO_A_SURVEY in base64.b64decode(message)
    except (TypeError, ValueError):  # no message of django-mailer's
        return False


def plain(value, kind):
    """A value of either engine in its one form. What does not fit its column, as SQLite admits it, stays as it is."""
    try:
        return FORMS[kind](value) if value is not None and kind in FORMS else _simple(value)
    except (ValueError, TypeError, DecimalException):
        return _simple(value)


def _simple(value):
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    return value if value is None or isinstance(value, (int, float, str)) else str(value)


def _moment(value):
    value = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    value = value if value.tzinfo else value.replace(tzinfo=UTC)
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _number(value):
    # As Django reads it: SQLite keeps a binary fraction, of which fifteen digits hold.
    number = Context(prec=15).create_decimal_from_float(value) if isinstance(value, float) else Decimal(value)
    return f"{number.normalize():f}" if number else "0"


def _json(value):
    return json.dumps(json.loads(value), ensure_ascii=False, sort_keys=True)


def _boolean(value):
    return bool(value) if value in {0, 1} else value


FORMS = {
    "BinaryField": lambda value: base64.b64encode(value).decode(),
    "BooleanField": _boolean,
    "DateTimeField": _moment,
    "DecimalField": _number,
    "JSONField": _json,
}


def _kind(field):
    return (field.target_field if field.is_relation else field).get_internal_type()


def load(model, found):
    """Write the lines into the empty table, and give a sentence about each value that does not fit its column. SQLite
    gets it as it is; PostgreSQL would refuse it, so nothing is written there any more."""
    connection, fields = connections["default"], model._meta.concrete_fields
    quote, table = connection.ops.quote_name, model._meta.db_table
    columns = ", ".join(quote(field.column) for field in fields)
    insert = f"INSERT INTO {quote(table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608 - names of our own tables
    misfits = []
    with connection.cursor() as cursor:
        for batch in _batches(found):
            rows = []
            for line in batch:
                facts, row = json.loads(line), []
                for field in fields:
                    value = facts[field.column]
                    if reason := _reason_against(value, field):
                        place = {"table": table, "column": field.column, "row": facts[model._meta.pk.column]}
                        misfits.append(_("%(table)s, řádek %(row)s, sloupec %(column)s: ") % place + reason)
                        row.append(value)
                    else:
                        row.append(_database_value(value, field, connection))
                rows.append(row)
            if not misfits or connection.vendor == "sqlite":
                cursor.executemany(insert, rows)
    return misfits


def _batches(found):
    """Lines in lists that are small in number and in size."""
    batch, size = [], 0
    for line in found:
        batch.append(line)
        size += len(line)
        if size >= BYTES_AT_ONCE or len(batch) == ROWS_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _database_value(value, field, connection):
    if value is None:
        return None
    kind = _kind(field)
    if kind == "JSONField":  # a JSON null is not the empty column
        return connection.ops.adapt_json_value(json.loads(value), None)
    if kind == "BinaryField":
        return connection.Database.Binary(base64.b64decode(value))
    return field.get_db_prep_save(field.to_python(value), connection)


def _reason_against(value, field):
    """Why PostgreSQL would not take the value into its column, or empty. SQLite takes nearly everything."""
    if value is None:
        return "" if field.null else _("hodnota chybí")
    kind = _kind(field)
    try:
        if kind == "BinaryField":
            base64.b64decode(value, validate=True)
            return ""
        if kind == "JSONField":
            json.loads(value)
        else:
            value = field.to_python(value)
        for validate in _limits(field, kind):
            validate(value)
    except ValidationError as error:
        return " ".join(error.messages)
    except (ValueError, TypeError, DecimalException):
        return _("„%(value)s“ do něj nepatří") % {"value": str(value)[:40]}
    return ""


def _limits(field, kind):
    """What columns of PostgreSQL hold at most, as validators."""
    if kind == "DecimalField":
        yield DecimalValidator(field.max_digits, field.decimal_places)
    elif kind in BaseDatabaseOperations.integer_field_ranges:
        lowest, highest = BaseDatabaseOperations.integer_field_ranges[kind]
        yield MinValueValidator(lowest)
        yield MaxValueValidator(highest)
    elif kind == "JSONField":
        yield ProhibitNullCharactersValidator()
    elif isinstance(field, (models.CharField, models.TextField)):
        yield ProhibitNullCharactersValidator()
        if field.max_length:
            yield MaxLengthValidator(field.max_length)


def last_ids(tables):
    """The highest primary key that each table ever gave, by its name: also of rows that are gone, because the audit
    trail names them by it."""
    connection, found = connections["default"], {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return {name: last for name, last in cursor.fetchall() if name in tables}
        for table in tables:
            for sequence in connection.introspection.get_sequences(cursor, table):
                name = connection.ops.quote_name(sequence["name"])
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM {name}")  # noqa: S608 - its quoted name
                [found[table]] = cursor.fetchone()
    return found


def set_last_ids(last):
    connection = connections["default"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence")
            cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", list(last.items()))
            return
        for table, number in last.items():
            for sequence in connection.introspection.get_sequences(cursor, table) if number else ():
                cursor.execute("SELECT setval(%s, %s)", [connection.ops.quote_name(sequence["name"]), number])
