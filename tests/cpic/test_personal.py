"""What is kept about one person leaves in one file: all of theirs, nothing of anybody else, nothing to sign in with."""

import io
import json
import zipfile

import pytest
from django.utils import timezone

from centres.access import MissingRight
from centres.events import record_event
from centres.models import Event, Role, SignIn, SignInKind, Subject, User
from cpic.personal import export_person, rows_about
from goals.models import Notice
from tests.centres.conftest import give_app, signed_in
from tests.factories import make_centre, make_record, make_user
from tests.world import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    person = make_user(Role.HEAD, centre=make_centre(), first_name="Jana", last_name="Malá", email="jana@example.cz")
    other = make_user(Role.STAFF, centre=person.memberships.get().centre, last_name="Cizí", email="cizi@example.cz")
    now = timezone.now()
    for who, word in ((person, "Jizerka"), (other, "Radbuza")):
        make_record(person.memberships.get().centre, on=timezone.localdate(), by=who, title=word)
        Notice.objects.create(person=who, title=f"{word} čeká", path="/prace/", created_at=now)
        SignIn.objects.create(person=who, at=now, since=now, kind=SignInKind.SIGNED_IN, browser=word)
        record_event(who, "change", by=None, role="", at=now, content=f"{word} → jinak")
    give_app(person)
    return person


def taken(answer):
    """The texts of the files in the zip, by their names."""
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert archive.testzip() is None
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_person_takes_all_of_theirs_and_nothing_of_others(person):
    files = taken(signed_in(person).post("/ucet/moje-udaje/"))

    [own] = json.loads(files["centres_user.json"])
    assert (own["email"], "password" in own) == ("jana@example.cz", False)
    tables = ("centres_membership", "centres_signin", "evaluations_record", "goals_notice", "centres_event")
    assert [len(json.loads(files[f"{name}.json"])) > 0 for name in tables] == [True] * 5
    everything = "".join(files.values())
    assert files["index.html"].count("Jizerka") >= 4
    assert "Radbuza" not in everything
    assert "cizi@example.cz" not in everything
    for secret in (User.objects.get(pk=person.pk).password, person.authenticator_set.first().data["secret"]):
        assert secret not in everything
    event = Event.objects.get(name="export_data")
    assert (event.subject_id, event.by) == (person.pk, person)


def test_administrator_takes_them_with_the_right_and_it_is_written_down(person):
    administrator = make_user(Role.ADMINISTRATOR)

    files = taken(signed_in(administrator).post(f"/prace/lide/{person.pk}/udaje/"))

    assert "Údaje o osobě Jana Malá" in files["index.html"]
    assert Event.objects.get(name="export_data").by == administrator
    with pytest.raises(MissingRight):
        export_person(person, by=make_user(Role.DEPARTMENT_HEAD), now=timezone.localtime())


def test_it_is_sent_while_it_is_written_after_proving_who_asks(person):
    assert signed_in(person).post("/ucet/moje-udaje/").streaming

    assert browser(person).post("/ucet/moje-udaje/")["Location"].startswith("/ucet/overeni/?next=")
    assert Event.objects.filter(name="export_data").count() == 1


def test_every_table_that_points_to_people_is_looked_through(person):
    tables = {model._meta.label for model in rows_about(person)}

    assert {"centres.Event", "evaluations.Evidence", "goals.MailOptOut", "usersessions.UserSession"} <= tables
    assert Event.objects.about(Subject.PERSON, [person.pk]).exists()
