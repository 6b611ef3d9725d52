"""While something is drawn nobody waits for a lock, and of two who draw the same one keeps it. The threads are real."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from evaluations.models import Meeting
from goals import renderings
from goals.models import Document, Edition, EditionFile, Goal
from goals.pdf.archival import Pdf
from tests.factories import make_edition
from tests.renderings_cast import KINDS
from tests.threads import PATIENCE, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


@pytest.fixture
def undrawn(monkeypatch):
    """An edition that could not be drawn."""
    with monkeypatch.context() as patch:
        patch.setattr("goals.pdf.archival.render", lambda *texts: 1 / 0)
        return make_edition()


@pytest.mark.parametrize("kind", KINDS)
def test_others_write_while_it_is_drawn(kind, monkeypatch):
    """Another write to the very rows that freezing had locked; on SQLite to the one database that there is."""
    act = kind()
    begun, may_end, in_transaction = Event(), Event(), []

    def slow(html):
        in_transaction.append(connection.in_atomic_block)
        begun.set()
        may_end.wait(PATIENCE)
        return Pdf(b"%PDF", 1)

    def freeze():
        try:
            return act()
        finally:
            connection.close()

    monkeypatch.setattr("goals.pdf.archival.render", slow)
    with ThreadPoolExecutor(1) as thread:
        freezing = thread.submit(freeze)
        try:
            assert begun.wait(PATIENCE)
            with transaction.atomic():
                for model in (Document, Meeting, Goal):
                    list(model.objects.order_by("pk").select_for_update(nowait=True).values_list("pk"))
                Document.objects.update(reference_number="MV-1")
        finally:
            may_end.set()
        row = freezing.result(PATIENCE)

    assert in_transaction == [False]
    assert bytes(row.pdf.content) == b"%PDF"


def test_two_who_draw_at_once_keep_one_file(undrawn, monkeypatch):
    both = Barrier(2, timeout=PATIENCE)
    monkeypatch.setattr("goals.pdf.archival.render", lambda *texts: both.wait() in {0, 1} and Pdf(b"%PDF", 1))

    results = at_once(*[lambda: renderings.draw(Edition, undrawn.pk)] * 2)

    assert results == [None, None]
    assert EditionFile.objects.pdfs().count() == 1


def test_drawing_within_a_transaction_is_refused(undrawn, monkeypatch):
    monkeypatch.setattr("goals.pdf.archival.render", lambda *texts: Pdf(b"%PDF", 1))

    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        renderings.draw(Edition, undrawn.pk)
