"""A new password is hard to guess and has not leaked, whichever way it is set; long sentences are welcome."""

import hashlib
import re
import time
from io import StringIO
from threading import Thread

import pytest
from django.conf import global_settings, settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.forms import PasswordInput

from centres import forms, leaked_passwords
from centres.models import Role, User
from tests.centres.conftest import PASSWORD, signed_in
from tests.centres.test_invitations import ACCEPTED, make_invitation
from tests.factories import make_user
from tests.pace import is_within

JANA = User(email="jana.koutna@cizinci.example", first_name="Jana", last_name="Koutná")
LOOK_ALIKES = [  # weak ones, written with letters of other alphabets or of other widths
    *("НЕЅLОhеѕlо2026", "јаnаkоutnа2026", "аdміnіѕtrаtоr1", "іntеgrасесіzіnсu", "qwеrtzuіораs", "СРІСсеntrum2026"),
    *("αdmιnιsτrατοr1", "ａｄｍｉｎｉｓｔｒａｔｏｒ１"),
]
WEAK = {
    "opakuje se v něm totéž": [
        *(
            "passwordpassword",
            "aaaaaaaaaaaa",
            "hesloheslo12",
            "heslohesloheslo",
            "h3sl0h3sl0h3",
            "hes\u200bloheslo\u00ad12",
            "ahojahojahoj",
            "koutnakoutna1",
        ),
        *("jaro2026jaro2026", "x" * 300, "приветприветпривет", "ßßßßßßßßßßßß", "------------"),
    ],
    "řada písmen, číslic nebo kláves": ["abcdefghijklmnop"],
    "na datu nebo roce": ["12.12.2012.12"],
    "je na to krátké": ["x", "²", "a@b", "k\u0301\u0302", "\u0301" * 12, "x" + "\u0301" * 12],
    "z běžných slov a častých hesel": [
        *("Heslo123456789", "administrator1", "qwertzuiopas", "P@ssw0rd1234", "yxcvbnmasdfgh", "zelenytraktor7"),
        *("slunicko1234", "nechmebyt12345", "1q2w3e4r5t6z", "123456789012"),
    ],
    "co se zkouší první": [
        *("janakoutna2026", "JanaKoutna123", "jana.koutna@cizinci.example", "cizinci2026cile"),
        *("CPICcentrum2026", "CentrumLiberec26", "SpravaCilu2026", "leden2026leden", "Praha-2026-Praha"),
        *("integracecizincu", "ministerstvovnitra", "+ěščřžýáíé=", "ěščřžýáíéěščřžýáíé"),
        *("mojetajneheslo1", "mojenoveheslo12!"),
    ],
    "": LOOK_ALIKES,
}
STRONG = [
    *("kůň baterie svorka správně", "kun baterie svorka", "modra krava leti", "đakuju vám mockrát", PASSWORD),
    *("correct horse battery staple", "привет мир как дела", "Xk9#mQ2$vL7p", "vlak voda okno les " * 20),
    "корова летит на луну",
]
HOSTILE = ["4@8({[<369!1|70$5+%2", "yz4015789", "aeiostnlyz", "qwertyuiop", "aab", "1.1.2012/", "각a한\u0301\u200bİﬁ😀"]


def refusal(password, person=None):
    try:
        validate_password(password, person)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


@pytest.mark.parametrize(("reason", "password"), [(why, each) for why, them in WEAK.items() for each in them])
def test_weak_password_is_refused_with_the_reason_and_what_to_do(reason, password):
    said = refusal(password, JANA)

    assert reason in said or "řada písmen" in said
    assert "Zvolte několik slov, třeba čtyři, která nesouvisejí spolu ani s vámi." in said
    assert re.search("[a-z]+ (is|are|the) ", said) is None


@pytest.mark.parametrize("password", STRONG)
def test_sentences_and_random_letters_pass(password):
    assert refusal(password, JANA) == ""


def test_words_of_one_person_bind_nobody_else():
    """Many threads at once, because the library alone would mix them up."""
    others = User(email="petr@example.cz", first_name="Petr", last_name="Vrbčanský-Qvis")
    found = []

    def ask(person):
        found.extend((person.first_name, bool(refusal("vrbcanskyqvis7", person))) for _time in range(20))

    threads = [Thread(target=ask, args=(person,)) for person in (JANA, others) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(found) == {("Jana", False), ("Petr", True)}


@pytest.mark.parametrize("signs", HOSTILE)
def test_judging_is_bounded_whatever_is_written(signs):
    refusal("prvni zavola slovniky")
    began = time.process_time()

    refusal(signs * (4000 // len(signs)), JANA)

    assert is_within(0.3, time.process_time() - began)  # measured: at most 0.08


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["passwordpassword", "hesloheslo12"])
def test_every_page_that_sets_a_password_asks(client, password, mailoutbox):
    both = {"password1": password, "password2": password}
    person = make_user(password=PASSWORD)
    _, token = make_invitation(role=Role.DIRECTOR)
    client.post("/prihlaseni/zapomenute-heslo/", {"email": person.email})
    path = re.search(r"http://testserver(/prihlaseni/zapomenute-heslo/\S+)", mailoutbox[-1].body)[1]
    reset = client.get(path, follow=True).redirect_chain[-1][0]
    without = make_user()
    pages = [client.post(f"/pozvanka/{token}/", ACCEPTED | both), client.post(reset, both)]
    pages.append(signed_in(person).post("/ucet/heslo/", both | {"oldpassword": PASSWORD}))
    without.set_unusable_password()
    without.save()
    client.force_login(without)
    pages.append(client.post("/ucet/heslo/nove/", both))

    assert ["dá rychle uhodnout" in page.content.decode() for page in pages] == [True] * 4
    person.refresh_from_db()
    without.refresh_from_db()
    assert [person.check_password(PASSWORD), without.has_usable_password()] == [True, False]


# The list of leaked ones


def sha1(password):
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()


@pytest.fixture
def listed(tmp_path, settings):
    """Builds the list from the text of a source and uses it; returns what the command said."""

    def build(*texts, **options):
        sources = []
        for number, text in enumerate(texts):
            sources.append(tmp_path / f"seznam{number}.txt")
            sources[-1].write_bytes(text if isinstance(text, bytes) else text.encode())
        out = StringIO()
        call_command("build_leaked_passwords", *sources, to=str(tmp_path / "unikla.bin"), stdout=out, **options)
        settings.LEAKED_PASSWORDS = str(tmp_path / "unikla.bin")
        return out.getvalue()

    return build


def test_password_is_taken_as_it_is_and_left_to_its_manager():
    given = [
        field
        for form in vars(forms).values()
        for field in getattr(form, "base_fields", {}).values()
        if isinstance(field.widget, PasswordInput)
    ]

    assert len(given) >= 11
    assert {field.widget.attrs["autocomplete"] for field in given} == {"current-password", "new-password"}
    assert not any(field.strip for field in given)


def test_password_is_hashed_as_slowly_as_is_asked_today():
    """The tests themselves take a fast way, so what production takes is read."""
    assert "PASSWORD_HASHERS" not in (settings.BASE_DIR / "cpic/settings.py").read_text()
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert PBKDF2PasswordHasher.iterations >= 600_000


def test_leaked_password_is_refused_and_others_are_not(listed):
    leaked = ["modra krava leti", "kun baterie svorka", *(f"heslo číslo {number}" for number in range(2000))]
    hashes = "\r\n".join(f"{sha1(each).upper()}:{number + 1}" for number, each in enumerate(leaked[::-1]))

    said = listed(hashes, "vlak voda okno les\nmodra krava leti\n")

    assert "2003 hesel" in said
    assert "už někde uniklo" in refusal("modra krava leti")
    assert all(
        leaked_passwords.holds(said.rpartition("=")[2].strip(), each) for each in [*leaked, "vlak voda okno les"]
    )
    assert "už někde uniklo" in refusal("mоdrа krаvа lеtі")  # in Cyrillic where a letter looks alike
    assert refusal("modra krava lita") == ""


def test_rare_ones_can_be_left_out(listed):
    assert ": 1 hesel" in listed(f"{sha1('prvni')}:9\n{sha1('druhe')}:10\n", least=10)


def test_without_a_list_nothing_is_asked(settings):
    assert settings.LEAKED_PASSWORDS == ""
    assert refusal("modra krava leti") == ""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"{sha1('a')}:1\nnesmysl\n", "seznam0.txt, řádek 2: tohle není hash SHA-1."),
        ("1E4C9B93F3F0682250B6CF8331B7EE68FD8:3\n", "hashe jsou bez začátku"),
        (b"\x1f\x8b\x08\0\0", "tohle není text"),
    ],
)
def test_source_that_cannot_be_read_is_named_and_the_old_list_stays(listed, settings, source, said):
    listed("modra krava leti\n")

    with pytest.raises(CommandError, match=said):
        listed(source)

    assert "už někde uniklo" in refusal("modra krava leti")


def test_missing_source_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="Nic se nezměnilo"):
        call_command("build_leaked_passwords", tmp_path / "neni.txt", to=str(tmp_path / "unikla.bin"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("spoil", [lambda file: file[:-1], lambda file: b"", lambda file: b"jiny soubor" * 9])
def test_damaged_list_is_said_and_keeps_nobody_from_a_password(listed, settings, spoil, caplog):
    listed("modra krava leti\n")
    with open(settings.LEAKED_PASSWORDS, "rb+") as file:
        content = file.read()
        file.seek(0)
        file.truncate()
        file.write(spoil(content))

    assert leaked_passwords.is_damaged(settings.LEAKED_PASSWORDS)
    assert refusal("modra krava leti") == ""
    assert "LEAKED_PASSWORDS=" in caplog.text
