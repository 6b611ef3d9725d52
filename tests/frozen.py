"""What only tests do to frozen rows: their triggers are lifted, and between two tests that commit everything goes."""

from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection, transaction

KEPT = {"django_migrations", "django_content_type", "auth_permission"}  # what migrations write and nobody changes
TRIGGERS = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def lifted_triggers(tables=None):
    """Those of the tables, or all. PostgreSQL has a switch for them, of this connection alone; SQLite takes its time
    over each."""
    if connection.vendor == "postgresql":
        before, after = ["SET session_replication_role = replica"], ["SET session_replication_role = origin"]
    else:
        lifted = [row[1:] for row in _run(TRIGGERS) if tables is None or row[0] in tables]
        before, after = [f"DROP TRIGGER {name}" for name, _sql in lifted], [sql for _name, sql in lifted]
    _run(*before)
    try:
        yield
    finally:
        _run(*after)


def empty_tables():
    """Django's own way makes the rows of KEPT anew each time and, on PostgreSQL, the files of all tables: it takes
    longer than most tests."""
    tables = {*connection.introspection.django_table_names()} - KEPT
    rows = _run(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables))
    filled = [table for (table,) in rows]
    with lifted_triggers(filled), transaction.atomic():
        _run(*(f"DELETE FROM {table}" for table in filled))
    cache.clear()  # its table is none of a model


def _run(*statements):
    """The rows of the last one."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if statements and cursor.description else []
