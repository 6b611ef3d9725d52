"""Lifts the triggers of the frozen tables for as long as the tables are emptied between two tests that commit."""

from contextlib import contextmanager

from django.db import connection

import centres.triggers
import evaluations.triggers
import goals.triggers
import networks.triggers


@contextmanager
def lifted_triggers():
    with connection.schema_editor() as editor:
        for app in ("networks", "evaluations", "goals", "centres"):
            centres.triggers.remove(app)(None, editor)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            for app in (centres, goals, evaluations, networks):
                centres.triggers.install(app.triggers.GUARDS)(None, editor)
