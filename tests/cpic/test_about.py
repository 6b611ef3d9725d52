"""What the site says of itself is so: the cookies that it names are those that it gives, and for so long."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags

from centres import saved_input, sessions
from centres.devices import KEPT_FOR
from cpic import privacy
from cpic.about import cookies_of_workers, meanings
from evaluations.states import Result, Status
from goals import adoption
from goals.mail import outbox
from networks.partners import contacts
from tests.factories import make_centre, make_operator, make_user

pytestmark = pytest.mark.django_db


def test_cookies_are_those_that_working_here_gives(client):
    person, password = make_user(), "dlouhé heslo do aplikace"
    person.set_password(password)
    person.save()
    client.get("/prihlaseni/")
    client.post("/prihlaseni/", {"login": person.email, "password": password}, follow=True)
    given = {*client.cookies}

    named = {name for name, _purpose, _lasts in cookies_of_workers()}
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} < given <= named


def test_they_last_as_long_as_it_says():
    assert [lasts for _name, _purpose, lasts in cookies_of_workers()] == [
        *("do odhlášení nebo zavření prohlížeče", "jeden rok", "půl roku", "dva týdny", "do další stránky")
    ]
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert timedelta(weeks=51) < timedelta(seconds=settings.CSRF_COOKIE_AGE) < timedelta(weeks=53)
    assert timedelta(days=180) == KEPT_FOR
    assert timedelta(seconds=saved_input.BELIEVED) == timedelta(weeks=2)


def test_public_pages_give_none(client):
    for name in ("home", "years", "centres", "about", "privacy", "cookies", "reading"):
        assert not client.get(reverse(name)).cookies


def test_every_status_and_result_is_explained():
    statuses, results = meanings()

    assert [{*statuses}, {*results}] == [{*Status}, {*Result}]


def rows_of(client):
    """What the page says is kept, each with until when."""
    text = client.get("/soukromi/").content.decode()
    return {
        plain(what): plain(until) for what, until in re.findall(r'<tr><th scope="row">(.+?)</th><td>(.+?)</td>', text)
    }


def plain(html):
    return strip_tags(html).replace("\u00a0", " ")


TIMES = [
    (adoption, "KEPT_FOR", timedelta(days=33), "Nahraný dokument s cíli, než se z něj cíle zapíšou", "33 dní"),
    (outbox, "KEPT_FOR", timedelta(days=22), "Upozornění a záznam o tom, že e-mail odešel", "22 dní"),
    (
        contacts,
        "RETAINED",
        timedelta(days=3),
        "Jméno, funkce, pracovní e-mail a telefon",
        "dokud kontakt trvá, a pak 3 dny",
    ),
    (sessions, "WITH_TYPING", 7200, "Rozepsaný text toho, komu přihlášení mezitím vypršelo", "2 hodiny"),
    (settings, "SIGN_IN_DAYS", 30, "Přihlášení a nezdařené pokusy o ně: čas, adresa IP, prohlížeč", "30 dní"),
    (
        settings,
        "LOG_DAYS",
        0,
        "Záznam serveru: čas, adresa IP, adresa stránky a jak se představil prohlížeč",
        "Zatím to nikdo neurčil.",
    ),
    (settings, "BACKUP_DAYS", 14, "Všechno, co je tu uvedené, i v zálohách databáze", "14 dní"),
]


@pytest.mark.parametrize(("place", "name", "value", "what", "until"), TIMES, ids=lambda value: str(value)[:20])
def test_page_about_personal_data_says_the_times_that_the_code_keeps(
    client, monkeypatch, place, name, value, what, until
):
    monkeypatch.setattr(place, name, value)

    assert dict(row for group in privacy.kept() for row in group.rows)[what] == until


def test_page_about_personal_data_shows_all_of_it_and_how_long_sign_ins_and_counts_last(client):
    rows = rows_of(client)

    assert rows["Trvající přihlášení"].endswith("bez práce 60 minut, celkem nejdéle 12 hodin")
    assert rows["Jméno, pracovní e-mail, role, otisk hesla a druhý faktor"].startswith("dokud trvá role; 365 dní po")
    longest = rows["Adresa IP toho, kdo zkouší uhodnout heslo nebo odkaz, který není jeho"]
    assert longest == "nejdéle 24 hodin"
    assert len(rows) == sum(len(group.rows) for group in privacy.kept()) > 15


def test_what_nobody_has_set_about_personal_data_is_said_to_be_so(client, settings, forget_pages):
    settings.CONTROLLER = settings.PRIVACY_CONTACT = ""
    unset = client.get("/soukromi/").content.decode()
    settings.CONTROLLER, settings.PRIVACY_CONTACT = "Úřad pro zkoušku", "mailto:udaje@cpic.test"
    forget_pages()  # pages are kept until something comes out; a setting means a new process
    named = client.get("/soukromi/").content.decode()

    assert unset.count("Zatím to nikdo neurčil.") == 2
    assert "Úřad pro zkoušku" in named
    assert '<a href="mailto:udaje@cpic.test">udaje@cpic.test</a>' in named


def test_about_names_every_operator_with_the_regions_of_its_open_centres(client):
    brno = make_centre(operator=make_operator(name="Jihomoravský kraj"))
    make_centre(closed_on=date(2020, 1, 1), closing_reason="Konec.", operator=make_operator(name="Bývalý provozovatel"))

    text = plain(client.get("/o-centrech/").content.decode())

    assert brno.operator.name in text
    assert brno.region.name in text
    assert "Bývalý" not in text
    assert "§ 155a" in text
