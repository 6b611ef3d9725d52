"""What a mail says: the heading, each thing with its way on, why it came; and nothing that should not be in it."""

from contextlib import redirect_stdout
from email import message_from_bytes, policy
from io import StringIO

import pytest
from django.core.mail import get_connection
from django.utils import translation

from centres import access
from centres.models import Role
from goals.mail import digest
from tests.factories import department_head, make_centre, make_user
from tests.goals.mail_cast import NOW, make_notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://cile.example.cz"


def letter(person, *notices):
    return digest.compose(access.rights_of(person, on=NOW.date()), [make_notice(person, **facts) for facts in notices])


def test_mail_about_a_returned_goal_says_what_to_mend_and_where():
    head = make_user(Role.HEAD, centre=make_centre(name="CPIC Jihlava"), first_name="Jana", last_name="Nová")

    mail = letter(
        head,
        {
            "title": "Vráceno k přepracování: CPIC Jihlava 2027, cíl 3",
            "text": "cílové hodnoty: Doplňte, kolik škol oslovíte.\n\nSpolupracovat se školami.",
            "path": "/prace/cil/12/upravit/",
        },
    )

    assert mail.subject == "Vráceno k přepracování: CPIC Jihlava 2027, cíl 3"
    assert mail.to == [head.email]
    assert (
        mail.body
        == """\
Dobrý den,

Vráceno k přepracování: CPIC Jihlava 2027, cíl 3

cílové hodnoty: Doplňte, kolik škol oslovíte.

Spolupracovat se školami.

Otevřít: https://cile.example.cz/prace/cil/12/upravit/

Tento mail dostáváte podle své role v aplikaci Cíle center: vedoucí centra (CPIC Jihlava).
Co vám má chodit e-mailem, si zvolíte tady: https://cile.example.cz/ucet/upozorneni/
"""
    )


def test_several_things_are_numbered():
    mail = letter(
        department_head(), {"title": "První", "path": "/a/"}, {"title": "Druhá", "text": "Proč.", "path": "/b/"}
    )

    assert (
        mail.body
        == """\
Dobrý den,

1. První

Otevřít: https://cile.example.cz/a/

2. Druhá

Proč.

Otevřít: https://cile.example.cz/b/

Tento mail dostáváte podle své role v aplikaci Cíle center: vedoucí odboru.
Co vám má chodit e-mailem, si zvolíte tady: https://cile.example.cz/ucet/upozorneni/
"""
    )


def test_wording_is_not_written_as_html():
    mail = letter(department_head(), {"title": "A & B", "text": "<b>„Škola“</b> & 'obec'"})

    assert "<b>„Škola“</b> & 'obec'" in mail.body
    assert mail.subject == "A & B"


@pytest.mark.parametrize(
    ("count", "subject"),
    [
        (1, "Vyšly cíle center 2027, vydání 1"),
        (2, "Čekají na vás 2 věci"),
        (4, "Čekají na vás 4 věci"),
        (5, "Čeká na vás 5 věcí"),
        (22, "Čeká na vás 22 věcí"),
    ],
)
def test_subject_says_what_happened_or_how_many_things(count, subject):
    assert letter(department_head(), *[{}] * count).subject == subject


@pytest.mark.parametrize("language", ["cs", "en", None])
def test_mail_is_in_czech_whatever_language_is_active(language):
    with translation.override(language):
        mail = letter(department_head(), {}, {})

    assert mail.subject == "Čekají na vás 2 věci"
    assert mail.body.startswith("Dobrý den,")


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\v", "\u2028", "\x85"])
def test_line_break_in_a_title_begins_no_heading(line_break):
    mail = letter(department_head(), {"title": f"Cíl{line_break}Bcc: vsem@example.cz"})

    parsed = message_from_bytes(mail.message().as_bytes(), policy=policy.default)

    assert (parsed["Subject"], parsed["Bcc"]) == ("Cíl Bcc: vsem@example.cz", None)
    assert "\n\nCíl Bcc: vsem@example.cz\n" in mail.body


def test_mail_arrives_as_it_was_written():
    mail = letter(department_head(), {"title": "Žluťoučký kůň " * 12, "text": "ř" * 2000})

    parsed = message_from_bytes(mail.message().as_bytes(), policy=policy.default)

    assert parsed["Subject"].strip() == ("Žluťoučký kůň " * 12).strip()  # a long one is folded behind the colon
    assert parsed.get_content() == mail.body
    assert parsed.get_content_type() == "text/plain"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["Message-ID"].endswith("@cile.example.cz>")


def test_roles_that_ended_are_not_named():
    person = make_user(Role.HEAD, centre=make_centre(name="CPIC Plzeň"), valid_until=NOW.date().replace(day=1))
    person.memberships.create(role=Role.DIRECTOR, valid_from=NOW.date())

    assert "v aplikaci Cíle center: ředitel.\n" in letter(person, {}).body


def test_links_of_the_example_lead_to_this_machine(settings):
    settings.SITE_URL, settings.LOCAL_URL = "", "http://127.0.0.1:8001"

    mail = letter(department_head(), {"path": "/prace/"})

    assert "Otevřít: http://127.0.0.1:8001/prace/\n" in mail.body


def test_example_writes_mail_to_the_terminal_for_people_to_read():
    person = department_head()
    mail = letter(person, {"title": "Vyšly cíle center", "path": "/cile/2027/"})

    with redirect_stdout(StringIO()) as terminal:
        get_connection("cpic.mail.TerminalBackend").send_messages([mail])

    assert (
        terminal.getvalue()
        == f"""\
Od: cile@example.cz
Komu: {person.email}
Předmět: Vyšly cíle center

{mail.body.rstrip()}
{"=" * 79}
"""
    )


def test_example_has_that_terminal_as_its_mail_server():
    from cpic import settings as project  # as they are read, before the tests change any

    assert project.MAILER_EMAIL_BACKEND == "cpic.mail.TerminalBackend"
