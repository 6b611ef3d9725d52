"""The example goes through the importer and the ordinary verbs, once."""

import pytest
from django.core.management import CommandError, call_command

from centres.models import User
from goals.editions import is_intact
from goals.models import Edition, Event, Goal
from goals.states import GoalState
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "heslo pro ukázku"


@pytest.fixture(autouse=True)
def example_settings(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.DEMO_PASSWORD = PASSWORD


def load(capsys):
    call_command("load_example")
    return capsys.readouterr().out


def test_example_is_imported_approved_and_published_by_the_right_people(capsys):
    printed = load(capsys)

    edition = Edition.objects.get()
    assert (edition.year, edition.number, edition.centres.count(), edition.goals.count()) == (2026, 1, 19, 70)
    assert is_intact(edition)
    assert set(Goal.objects.values_list("state", flat=True)) == {GoalState.APPROVED}
    assert Event.objects.filter(name="submit", role="head").count() == 70
    assert Event.objects.filter(name="approve", role="department_head").count() == 70
    assert f"spravce@example.cz, heslo {PASSWORD}" in printed


def test_example_loaded_again_changes_nothing(capsys):
    load(capsys)
    before = list(Event.objects.values()), list(Goal.objects.values()), list(User.objects.values())

    printed = load(capsys)

    assert (list(Event.objects.values()), list(Goal.objects.values()), list(User.objects.values())) == before
    assert printed == f"Přihlášení na /prihlaseni/: spravce@example.cz, heslo {PASSWORD}\n"


def test_example_signs_in_and_other_accounts_cannot(client, capsys):
    load(capsys)

    assert client.login(username="spravce@example.cz", password=PASSWORD)
    others = User.objects.exclude(email="spravce@example.cz")
    assert {user.has_usable_password() for user in others} == {False}


def test_example_without_a_given_password_prints_a_random_one_and_keeps_it(capsys, settings, client):
    settings.DEMO_PASSWORD = ""

    first, second = load(capsys), load(capsys)

    password = second.split()[-1]
    assert len(password) >= 12
    assert first.endswith(f"heslo {password}\n")
    assert client.login(username="spravce@example.cz", password=password)


def test_example_takes_a_password_given_later(capsys, settings, client):
    load(capsys)
    settings.DEMO_PASSWORD = "jiné heslo pro ukázku"

    load(capsys)

    assert client.login(username="spravce@example.cz", password="jiné heslo pro ukázku")


def test_example_keeps_out_of_a_database_that_is_in_use(capsys):
    make_user()

    assert load(capsys) == ""
    assert not Goal.objects.exists()


def test_example_is_refused_in_production(settings):
    settings.IS_PRODUCTION = True

    with pytest.raises(CommandError, match="ostrém provozu"):
        call_command("load_example")
