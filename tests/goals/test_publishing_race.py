"""Two people publish at the same moment: both editions are made, one after the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from goals.editions import is_intact, publish
from goals.models import Document, Edition
from tests.factories import PUBLISHED_AT, approve, department_head, make_document, make_goal

pytestmark = pytest.mark.django_db(transaction=True)
PUBLISHERS = 4


def at_once(action):
    """Run the action in several threads that start together; what each returned or raised."""
    barrier = Barrier(PUBLISHERS)

    def run(number):
        barrier.wait()
        try:
            return action(number)
        except IntegrityError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(PUBLISHERS) as threads:
        return list(threads.map(run, range(PUBLISHERS)))


def test_publishing_at_once_gives_each_its_own_edition():
    document = make_document()
    approve(make_goal(document))
    people = [department_head() for _ in range(PUBLISHERS)]

    editions = at_once(lambda number: publish(document, by=people[number], now=PUBLISHED_AT))

    assert sorted(edition.number for edition in editions) == [1, 2, 3, 4]
    assert all(is_intact(edition) for edition in Edition.objects.all())


def test_numbering_without_the_lock_loses():
    """The control: the same threads, numbering naively, collide; so the test above can tell the difference."""
    document = make_document()
    everybody_has_read = Barrier(PUBLISHERS)

    def naive(_number):
        last = Edition.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0
        everybody_has_read.wait()
        with transaction.atomic():
            return Edition.objects.create(
                document=Document.objects.get(),
                number=last + 1,
                published_at=PUBLISHED_AT,
                published_on=PUBLISHED_AT.date(),
                checksum="",
            )

    results = at_once(naive)

    assert sum(isinstance(result, IntegrityError) for result in results) == PUBLISHERS - 1
