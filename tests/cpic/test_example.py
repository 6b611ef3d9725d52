"""The example goes through the importer and the ordinary verbs, once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test.utils import override_settings

from centres.models import Centre, Event, Role, Subject, User
from cpic.example import load_example
from cpic.example.network import live_in_the_network
from cpic.example.people import ACCOUNTS, CB, PISEK
from evaluations.models import Meeting, Report
from goals.models import Continuation, Edition, Goal, Plan
from goals.plan_progress import PlanProgress, with_progress
from goals.public.publishing import is_intact
from goals.states import GoalState
from tests import once
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "heslo pro ukázku"


@pytest.fixture(autouse=True)
def example_settings(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.DEMO_PASSWORD = PASSWORD


def load():
    """What the command says."""
    said = StringIO()
    call_command("load_example", bare=True, stdout=said)
    return said.getvalue()


@pytest.fixture(scope="class")
def printed(django_db_setup, django_db_blocker):
    """What the command said when it loaded the example, once for a class of tests."""
    with override_settings(DEMO_PASSWORD=PASSWORD), once.kept(django_db_blocker):
        yield load()


class TestLoaded:
    def test_is_imported_approved_and_published_by_the_right_people(self, printed):
        edition = Edition.objects.operational().get()
        assert (edition.year, edition.number, edition.centres.count(), edition.goals.count()) == (2026, 1, 19, 70)
        assert is_intact(edition)
        document = edition.document
        published = Goal.objects.filter(document=document).originals()
        assert set(published.values_list("state", flat=True)) == {GoalState.APPROVED}
        assert (
            Event.objects.about(Subject.GOAL, published.values("pk")).filter(name="submit", role="head").count() == 70
        )
        assert (
            Event.objects.about(Subject.GOAL, published.values("pk"))
            .filter(name="approve", role="department_head")
            .count()
            == 70
        )
        assert [line.split()[0] for line in printed.splitlines()[1:-1]] == [account.email for account in ACCOUNTS]
        assert printed.splitlines()[-1].endswith(PASSWORD)

    def test_has_an_account_for_each_role_and_kind_of_centre(self, printed):
        held = {(account.role, account.centre) for account in ACCOUNTS}
        assert {role for role, _centre in held} == set(Role)
        assert {(Role.HEAD, CB), (Role.HEAD, PISEK), (Role.STAFF, CB), (Role.STAFF, PISEK)} <= held
        assert Centre.objects.get(slug=PISEK).parent.slug == CB

    def test_network_has_a_merged_centre_and_contacts_that_are_said_to_be_made_up(self, printed, client):
        with once.taken_back():
            live_in_the_network()
            closed, centre = (client.get(f"/centra/{slug}/").content.decode() for slug in ("ukazkov", CB))

            assert "Jen pro" in closed
            assert f'href="/centra/{CB}/"' in closed
            assert centre.count("kázk") >= 6

    def test_has_the_next_year_in_every_state(self, printed):
        plans = with_progress(Plan.objects.filter(document__year=2027))
        assert {plan.progress for plan in plans} == set(PlanProgress)
        assert Goal.objects.filter(level="long_term").approved().count() == 6
        assert Goal.objects.amendments().get().state == GoalState.SUBMITTED

    def test_loaded_again_changes_nothing(self, printed):
        before = list(Event.objects.values()), list(Goal.objects.values()), list(User.objects.values())

        said = load()

        assert (list(Event.objects.values()), list(Goal.objects.values()), list(User.objects.values())) == before
        assert said.splitlines()[-1] == f"Přihlášení na /prihlaseni/, všichni s heslem {PASSWORD}"

    def test_signs_in_and_other_accounts_cannot(self, client, printed):
        accounts = [account.email for account in ACCOUNTS]
        assert all(client.login(username=email, password=PASSWORD) for email in accounts)
        others = User.objects.exclude(email__in=accounts)
        assert {user.has_usable_password() for user in others} == {False}

    def test_takes_a_password_given_later(self, printed, settings, client):
        settings.DEMO_PASSWORD = "jiné heslo pro ukázku"

        load()

        assert client.login(username="spravce@example.cz", password="jiné heslo pro ukázku")


def test_example_without_a_given_password_prints_a_random_one_and_keeps_it(settings, client):
    settings.DEMO_PASSWORD = ""

    first, second = load(), load()

    password = second.split()[-1]
    assert len(password) >= 12
    assert first.endswith(f"heslem {password}\n")
    assert client.login(username="spravce@example.cz", password=password)


def test_example_keeps_out_of_a_database_that_is_in_use():
    make_user()

    assert load() == ""
    assert not Goal.objects.exists()


def test_example_is_refused_in_production(settings):
    settings.IS_PRODUCTION = True

    with pytest.raises(CommandError, match="ostrém provozu"):
        call_command("load_example")


@pytest.mark.thorough
def test_example_lives_through_a_year_that_is_evaluated_and_one_that_goes_on():
    load_example(PASSWORD, until=1)

    first, evaluation = Report.objects.evaluations().order_by("number")
    assert (evaluation.year, evaluation.centres.count(), evaluation.goals.count()) == (2025, 5, 15)
    [omitted] = first.omissions
    assert (first.centres.count(), evaluation.omissions) == (4, [])
    assert omitted["name"] in evaluation.erratum
    assert Continuation.objects.filter(previous__document__year=2025, decision="retire").count() == 15
    months = Meeting.objects.filter(kind="team").order_by("year", "month").values_list("year", "month").distinct()
    assert list(months) == [*((2025, month) for month in range(1, 13)), (2026, 1)]
