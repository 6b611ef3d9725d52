"""A first run without the example: whoever starts it gets a link, until somebody administers the site."""

from io import StringIO

import pytest

from centres.models import Centre, Role
from cpic.management.commands.prepare import Command
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def said():
    out = StringIO()
    Command(stdout=out).begin_without_the_example()
    return out.getvalue()


def test_it_loads_the_reference_data_and_gives_a_link_until_there_is_an_administrator(client):
    first, second = said(), said()

    assert Centre.objects.count() > 10
    assert "spravce@example.cz" in first
    link = second.split()[-1]
    assert client.get(link[link.index("/pozvanka/") :]).status_code == 200
    assert "centra" not in second  # what is there is not loaded again
    make_user(Role.ADMINISTRATOR)
    assert said() == ""
