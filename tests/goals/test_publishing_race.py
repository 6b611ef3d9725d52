"""Several people publish at the same moment: the editions are made one after the other."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Max

from goals.models import Document, Edition
from goals.public.publishing import is_intact, publish
from goals.workflow import Refused
from tests.factories import PUBLISHED_AT, approve, department_head, make_document, make_goal
from tests.threads import at_once, naive, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]
PUBLISHERS = 4


def test_publishing_at_once_gives_one_edition_and_the_others_learn_that_it_says_the_same():
    document = make_document()
    approve(make_goal(document))
    people = [department_head() for _ in range(PUBLISHERS)]

    results = at_once(*(lambda by=by: publish(document, by=by, now=PUBLISHED_AT) for by in people))

    assert refusals(results) == [Refused] * (PUBLISHERS - 1)
    assert Edition.objects.get().number == 1
    assert all(is_intact(edition) for edition in Edition.objects.all())


def test_numbering_without_the_lock_loses():
    """The control: the same threads, numbering naively, collide; so the test above can tell the difference."""
    document = make_document()

    def last_number():
        return Edition.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0

    @transaction.atomic
    def number_next(last):
        return Edition.objects.create(
            document=Document.objects.get(),
            number=last + 1,
            published_at=PUBLISHED_AT,
            published_on=PUBLISHED_AT.date(),
            checksum="",
        )

    results = at_once(*naive(last_number, *[number_next] * PUBLISHERS))

    assert refusals(results) == [IntegrityError] * (PUBLISHERS - 1)
