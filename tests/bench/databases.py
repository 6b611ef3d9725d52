"""An empty database for one scale: a file on SQLite, a database of its own on a PostgreSQL server."""

import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@contextmanager
def private_server():
    """Yields the address of the same private PostgreSQL that the tests run on."""
    sys.path.append(str(TOOLS))  # its scripts are no package
    import postgres

    try:
        with postgres.private_cluster() as address:
            yield address
    except postgres.Unavailable as reason:
        sys.exit(f"--postgresql: {reason}")


@contextmanager
def fresh_database(server, folder, name):
    """Yields the DATABASE_URL of an empty database; without a server it is a file in the folder."""
    if server is None:
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    _run(server, "CREATE DATABASE {}", name)
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        _run(server, "DROP DATABASE {} WITH (FORCE)", name)


def _run(server, statement, name):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
