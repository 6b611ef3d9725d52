"""Each worker has a database of its own; its frozen tables are emptied between tests that commit, and frozen again."""

from contextlib import suppress

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from centres.events import record_event
from centres.models import Event, Role, User
from goals.models import Document
from goals.states import DocumentKind
from tests.frozen import lifted_triggers

pytestmark = pytest.mark.engine

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def make_event():
    document = Document.objects.create(kind=DocumentKind.OPERATIONAL, year=2026, title="Cíle 2026")
    person = User.objects.create_user("vedouci@example.cz")
    return record_event(document, "publish", by=person, role=Role.DEPARTMENT_HEAD, at=timezone.now())


def trigger_names():
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        return sorted(name for (name,) in cursor.fetchall())


@pytest.mark.django_db
def test_worker_has_a_database_and_files_of_its_own(worker_id):
    own = [str(connection.settings_dict["NAME"]), str(storages["evidence"].location)]

    assert worker_id == "master" or all(worker_id in name for name in own)


@pytest.mark.django_db
def test_triggers_stand_in_a_test_that_rolls_back():
    event = make_event()

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        event.delete()

    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_triggers_stand_again_after_the_tables_were_emptied(turn):
    assert Event.objects.count() == 0  # what the other turn committed is gone

    event = make_event()

    with pytest.raises(DatabaseError, match="frozen"):
        Event.objects.filter(pk=event.pk).update(comment="jinak")
    with pytest.raises(DatabaseError, match="frozen"):
        event.delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fails", [False, True], ids=["done", "failed"])
def test_lifted_triggers_are_all_put_back(fails):
    event, before = make_event(), trigger_names()

    with suppress(ZeroDivisionError), lifted_triggers():
        assert Event.objects.filter(pk=event.pk).update(comment="jinak") == 1
        if fails:
            raise ZeroDivisionError

    assert len(before) >= 18
    assert trigger_names() == before
    with pytest.raises(DatabaseError, match="frozen"):
        event.delete()
