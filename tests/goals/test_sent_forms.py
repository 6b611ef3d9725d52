"""What a form made is found by who sent it, for what it was sent, and by nobody else."""

from uuid import uuid4

import pytest
from django.utils import timezone

from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict
from tests.factories import make_document, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def send(key, person, purpose="goal"):
    document = make_document()
    remember(key, person, purpose, [document], at=timezone.now())
    return [document.pk]


def test_form_drawn_for_one_person_leads_only_them_to_what_it_made():
    key, person = uuid4(), make_user()
    made = send(key, person)

    assert made_before(key, person, "goal") == made
    for somebody, purpose in ((make_user(), "goal"), (person, "records")):
        with pytest.raises(EditConflict, match="Tento formulář už někdo odeslal") as conflict:
            made_before(key, somebody, purpose)
        assert conflict.value.current is None


def test_fact_that_many_see_leads_each_of_them_to_their_own():
    first, second = make_user(), make_user()
    made = send("62db10d7336b8ca7", first, "publish:1")

    assert made_before("62db10d7336b8ca7", first, "publish:1") == made
    assert made_before("62db10d7336b8ca7", second, "publish:1") == []
    assert made_before("62db10d7336b8ca7", first, "publish:2") == []


def test_one_key_of_a_person_is_remembered_once():
    key, person = uuid4(), make_user()
    send(key, person)

    with pytest.raises(EditConflict):
        remember(key, person, "records", [], at=timezone.now())


def test_without_a_key_nothing_is_remembered():
    person = make_user()
    send(None, person)

    assert made_before(None, person, "goal") == []
