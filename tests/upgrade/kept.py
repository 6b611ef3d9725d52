"""A database as plain text, table by table, alike on both engines; and how one is put by and taken up again.

A value is written as text by the type of its column: times in UTC, numbers without trailing zeros, JSON with sorted
keys, bytes as their SHA-256. A row is its values by the names of their columns, a table is its rows by primary key.
"""

import gzip
import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

sys.path.insert(0, str(settings.BASE_DIR / "tools"))

from postgres import programs  # noqa: E402 - the tools are no package

FOLDER = Path(__file__).parent
# Under the names that tables with files have, or had.
FILES = (
    *("goals_editionfile", "evaluations_releasefile", "evaluations_reportfile"),
    *("evaluations_minutes", "evaluations_minutesfile", "networks_gatheringminutesfile"),
)
ENDINGS = {"sqlite": "sqlite3.gz", "postgresql": "sql.gz"}
# What pg_dump adds for psql of its own version; those that are older stop at it.
ONLY_NEWER = (b"\\restrict", b"\\unrestrict", b"SET transaction_timeout")


# Reading


def read_all():
    """All tables of the connected database by name, each as its rows."""
    return {table: read(f"SELECT * FROM {quote(table)}", types) for table, types in column_types().items()}


def column_types():
    """What kind of value each column of each table holds, as Django's introspection names it."""
    inspect, found = connection.introspection, {}
    with connection.cursor() as cursor:
        for table in sorted(inspect.table_names(cursor)):
            columns = inspect.get_table_description(cursor, table)
            types = {column.name: inspect.get_field_type(column.type_code, column) for column in columns}
            found[table] = {name: kind[0] if isinstance(kind, tuple) else kind for name, kind in types.items()}
    return found


def quote(name):
    return connection.ops.quote_name(name)


def read(query, types):
    """What the query finds, with the types of its columns by their names."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [column[0] for column in cursor.description]
        rows = [{name: text(row[at], types[name]) for at, name in enumerate(names)} for row in cursor]
    return sorted(rows, key=sort_key)


def sort_key(row):
    first = next(iter(row.values()))
    return (0, int(first), "") if first and first.isdigit() else (1, 0, first or "")


def text(value, column_type):
    if value is None:
        return None
    if isinstance(value, (bytes, memoryview)):
        return hashlib.sha256(bytes(value)).hexdigest()
    if column_type == "DateTimeField":
        return moment(value).astimezone(UTC).isoformat(timespec="microseconds")
    if column_type == "BooleanField":
        return str(bool(value))
    if column_type == "DecimalField":
        number = Decimal(str(value)).normalize()
        return f"{number:f}" if number else "0"
    if column_type == "JSONField":
        return json.dumps(json.loads(value) if isinstance(value, str) else value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, UUID):
        return value.hex
    return str(value)


def moment(value):
    value = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def manifest(tables, values):
    """What is to be compared without the database: how many rows there are, and a hash over what they say."""
    return {
        "tables": {name: {"rows": len(rows), "sha256": digest(rows)} for name, rows in tables.items()},
        "values": values,
        "checksums": {
            name: [row["checksum"] for row in tables[name]]
            for name in ("goals_edition", "evaluations_release", "evaluations_report")
            if name in tables
        },
        "files": {
            name: [{"row": row["id"], "sha256": row["sha256"]} for row in tables[name]]
            for name in FILES
            if name in tables and all("sha256" in row for row in tables[name])
        },
        "evidence": {row["stored"]: row["sha256"] for row in tables["evaluations_evidence"]},
    }


def digest(rows):
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# Putting by and taking up


def engine():
    return connection.vendor


def put_by(name):
    """The connected database as a compressed file of this folder."""
    connection.close()
    facts = connection.settings_dict
    if engine() == "sqlite":
        copy = FOLDER / f"{name}.sqlite3"
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(facts["NAME"])) as database:
            database.execute("VACUUM INTO ?", [str(copy)])
        content = copy.read_bytes()
        copy.unlink()
    else:
        command = [programs() / "pg_dump", "--no-owner", "--no-privileges", *address(facts)]
        dump = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        content = b"".join(line for line in dump.splitlines(keepends=True) if not line.startswith(ONLY_NEWER))
    path = FOLDER / f"{name}.{ENDINGS[engine()]}"
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    return path


def take_up(name, database):
    """The kept database of the connected engine under a name of its own: a new file, or a new empty database of the
    connected server."""
    content = gzip.decompress((FOLDER / f"{name}.{ENDINGS[engine()]}").read_bytes())
    if engine() == "sqlite":
        Path(database).write_bytes(content)
        return
    command = [programs() / "psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--single-transaction"]
    target = address(connection.settings_dict | {"NAME": database})
    subprocess.run([*command, *target], check=True, input=content, stdout=subprocess.DEVNULL)


def address(facts):
    """How the server's own programs are told where the database is."""
    names = {"HOST": "--host", "PORT": "--port", "USER": "--username"}
    host = {"HOST": facts["HOST"] or facts.get("OPTIONS", {}).get("host", "")}
    given = [f"{option}={value}" for key, option in names.items() if (value := (facts | host).get(key))]
    return [*given, f"--dbname={facts['NAME']}"]
