"""Lifts the triggers of the frozen tables for as long as the tables are emptied between two tests that commit."""

from contextlib import contextmanager

from django.db import connection

from evaluations import immutable as evaluation
from goals import immutable


@contextmanager
def lifted_triggers():
    with connection.schema_editor() as editor:
        evaluation.remove(None, editor)
        immutable.remove_decided(None, editor)
        immutable.remove(None, editor)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            immutable.install(None, editor)
            immutable.install_decided(None, editor)
            evaluation.install(None, editor)
