"""Who left long ago is but a role: no byte of their name stays, and nothing else of the record changes."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.utils import timezone

from centres import reducing
from centres.access import MissingRight
from centres.events import record_event
from centres.models import Event, Invitation, Role, SignIn, SignInKind, User
from centres.reducing import reduce_person
from centres.refusals import Refused
from goals.models import Notice
from tests.centres.conftest import signed_in
from tests.factories import make_centre, make_record, make_user
from tests.world import browser, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
WORD, ADDRESS = "Neopakovatelná", "jedinecna@example.cz"


@pytest.fixture
def administrator():
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def gone(administrator):
    """Somebody who was invited, worked, was renamed and left."""
    centre, now = make_centre(name="CPIC Liberec"), timezone.now()
    names = {"first_name": "Jana", "last_name": WORD}
    person = make_user(Role.HEAD, centre=centre, valid_until=date(2024, 5, 31), email=ADDRESS, password="x", **names)
    facts = {"created_at": now, "expires_at": now, "accepted_at": now, "fingerprint": "1", "role": Role.HEAD}
    invitation = Invitation.objects.create(email=ADDRESS, centre=centre, invited_by=administrator, **facts, **names)
    record_event(invitation, "invite", by=administrator, role=Role.ADMINISTRATOR, at=now)
    make_record(centre, on=date(2024, 3, 3), by=make_user(Role.STAFF, centre=centre), title="Kurz")
    record_event(centre, "change", by=person, role=Role.HEAD, at=now, content="Adresa")
    record_event(person, "change", by=administrator, role=Role.ADMINISTRATOR, at=now, content=f"– → {WORD} {ADDRESS}")
    SignIn.objects.create(person=person, at=now, since=now, kind=SignInKind.SIGNED_IN, browser=WORD)
    Notice.objects.create(person=person, title=WORD, path="/prace/", created_at=now)
    return person


def everything():
    """All rows of all tables, as text."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = str(cursor.fetchall())
    return found


def test_no_byte_of_the_name_stays_and_what_was_done_does(gone, administrator):
    before = Event.objects.count()
    kept = Event.objects.order_by("pk").values_list("pk", "name", "at", "by", "role", "comment")

    facts = list(kept)
    reduce_person(gone, by=administrator, now=timezone.now())

    assert [table for table, rows in everything().items() if WORD in rows or ADDRESS in rows] == []
    assert list(kept)[:before] == facts
    assert Event.objects.get(subject_kind="centre").author == "vedoucí centra"
    assert Event.objects.get(subject_kind="invitation").subject == "vedoucí centra – CPIC Liberec, dříve"
    assert Event.objects.get(name="reduce").by == administrator
    gone.refresh_from_db()
    assert (str(gone), gone.is_active) == ("vedoucí centra – CPIC Liberec, dříve", False)
    assert reduce_person(gone, by=administrator, now=timezone.now()).reduced_at == gone.reduced_at


@pytest.mark.parametrize(
    "change",
    [
        "comment = 'jinak'",
        "by_name = 'jinak'",
        "by_name = 'jinak', by_email = ''",
        "subject = 'jinak'",
        "content = ''",
        "at = '2020-01-01'",
    ],
)
def test_trail_of_everybody_else_stays_frozen(gone, administrator, change):
    reduce_person(gone, by=administrator, now=timezone.now())
    other = record_event(
        make_centre(), "change", by=administrator, role=Role.ADMINISTRATOR, at=timezone.now(), content="Adresa"
    )

    with pytest.raises(Error, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE centres_event SET {change} WHERE id = %s", [other.pk])


@pytest.mark.parametrize("change", ["comment = 'jinak'", "name = 'jinak'", "content = 'jinak'", "role = 'director'"])
def test_of_a_reduced_persons_events_only_the_names_go(gone, administrator, change):
    reduce_person(gone, by=administrator, now=timezone.now())

    with pytest.raises(Error, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE centres_event SET {change} WHERE by_id = %s", [gone.pk])


def test_not_before_its_day_and_not_by_anybody(gone, administrator, settings):
    day = date(2024, 5, 31) + timedelta(days=366)
    assert reducing.reduced_from(gone) == day
    settings.PERSON_RETENTION_DAYS = 36500

    with pytest.raises(Refused, match="Na roli jde údaje převést nejdřív"):
        reduce_person(gone, by=administrator, now=timezone.now())
    with pytest.raises(Refused, match="Některá role nemá konec"):
        reduce_person(administrator, by=make_user(Role.ADMINISTRATOR), now=timezone.now())
    with pytest.raises(MissingRight):
        reduce_person(gone, by=make_user(Role.DEPARTMENT_HEAD), now=timezone.now())
    assert not User.objects.exclude(reduced_at=None).exists()


def test_command_and_button_do_it_and_say_so(gone, administrator):
    out = StringIO()
    later = make_user(Role.STAFF, centre=make_centre(), valid_until=timezone.localdate())
    call_command("reduce_people", stdout=out)
    call_command("reduce_people", stdout=out)
    assert out.getvalue() == "převedeno na roli: 1\n"

    assert "Údaje půjde převést na roli od" in page(browser(administrator).get(f"/prace/lide/{later.pk}/"))
    later.memberships.update(valid_until=date(2024, 1, 1))
    answer = signed_in(administrator).post(f"/prace/lide/{later.pk}/prevest/", follow=True)
    assert "Údaje jsou převedené na roli." in page(answer)
    assert "pracovník centra – CPIC" in page(answer)
