"""Erasing everywhere: a word planted in every column and file is gone from all that can be read, what came out with it
is withdrawn and followed, and bad input is refused in words."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

import centres.triggers
from centres.erasable import PLACES
from centres.erasing import Cell, Words
from centres.models import Centre, CentreChange, ChangeKind, Erasure, Event, Place, PlaceKind, Service, User
from centres.saved_input import KEY
from centres.sessions import SessionStore
from cpic.backup.building import GUARDS, _lift_triggers
from cpic.erasing import listing, verb
from cpic.erasing.labels import CAME_OUT
from cpic.erasing.views import ORIGINALS
from cpic.record import check_record
from evaluations.models import Closing, Evidence, Minutes, Record, Report, TargetSource
from evaluations.states import Result
from goals.models import DocumentTrial, Edition, EditionFile, Goal, PostedPrint, PrintCode, Section
from goals.models.translations import Translation, source_hash
from goals.public.issuing import freeze_issue
from goals.renderings import draw_missing
from goals.states import BlockPart, SectionKey
from networks.calendar.subscriptions import subscribe
from networks.models import Announcement, GatheringMinutes, PublicIssue
from tests import once
from tests.cpic.erasing_cast import a_word, dumped, lifted, plant
from tests.data_cast import data_files
from tests.evaluations.closing_cast import stood
from tests.world import AFTER_MARCH, PASSWORD, add_months, add_networks, browser, fields, make_world, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
# Tables of the libraries that the world leaves empty, and what is never there where sign-in is by a password.
EMPTY = {"account_emailaddress", "auth_group", "django_admin_log", "mfa_authenticator", "socialaccount_socialaccount"}
EMPTY |= {
    "usersessions_usersession",
    "evaluations_openingrequest",
    "mailer_dontsendentry",
    "mailer_messagelog",
    "centres_erasure",
    "centres_signin",
}
EMPTY |= {
    "evaluations_targetsource",
    "centres_invitation",
    *("goals_section", "goals_editionsection"),
    "goals_continuation",
}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("erasing")
    evidence = settings.STORAGES["evidence"]
    own = evidence | {"OPTIONS": evidence["OPTIONS"] | {"location": folder / "evidence"}}
    changed = {"STORAGES": settings.STORAGES | {"evidence": own}, "ERASURES_FILE": folder / "erasures.jsonl"}
    with override_settings(**changed), once.kept(django_db_blocker):
        world = make_world()
        add_months(world)
        add_networks(world)
        stood(world.this_year, 3, now=AFTER_MARCH)
        closing = Closing.objects.create(plan=world.plan, narrative="Rok.")
        closing.results.create(goal=world.approved, proposed=Result.FULFILLED, result=Result.FULFILLED)
        target = world.long_term.targets.get()
        TargetSource.objects.create(target=target, indicator=world.record.indicator, topic="Čeština")
        world.this_year.sections.create(key=next(iter(SectionKey)), title="Úvod", text="Slovo.", position=1)
        made_beside()
        yield world


def made_beside():
    """What the world has none of."""
    centre, by = Centre.objects.first(), User.objects.first()
    Place.objects.create(centre=centre, kind=PlaceKind.CONTACT_POINT, name="Kontaktní místo", as_of=date(2026, 1, 5))
    Service.objects.create(centre=centre, own_group="clubs", name="Klub", times="út 9", as_of=date(2026, 1, 5))
    CentreChange.objects.create(centre=centre, kind=ChangeKind.RENAME, day=date(2026, 1, 5), field="name")
    DocumentTrial.objects.create(name="cile.txt", sha256="0" * 64, uploaded_by=by, uploaded_at=timezone.now())
    section = Section.objects.first()
    section.blocks.create(
        part=BlockPart.LINK, text="Řád", url="https://example.cz/", as_of=date(2026, 1, 5), position=1
    )
    facts = {"language": "en", "block": "x", "source": "Slovo.", "source_hash": source_hash("Slovo.")}
    Translation.objects.create(document=section.document, text="Word.", **facts)
    freeze_issue(Edition.objects.first(), "en", [{"block": "title", "text": "Word."}], now=timezone.now())
    once = {"number": 1, "released_at": timezone.now(), "released_by_role": "head"}
    PublicIssue.objects.create(content={"joining": "Slovo."}, **once)
    facts = {"centre": centre, "region": centre.region, "title": "Kurz", "on": date(2026, 1, 5)}
    Announcement.objects.create(key="akce-1", kind="course", made_at=timezone.now(), **facts)
    subscribe("telefon", by=by)
    code = PrintCode.objects.first()
    facts = {"spot": "Vchod", "posted_on": date(2026, 1, 5), "posted_by": by}
    PostedPrint.objects.create(code=code, centre=Centre.objects.get(slug=code.place.slug), **facts)


@pytest.fixture
def world(built):
    """Files are no part of the transaction: they are put back."""
    stored = {row.stored: storages["evidence"].open(row.stored).read() for row in Evidence.objects.kept()}
    yield built
    settings.ERASURES_FILE.unlink(missing_ok=True)
    for name, content in stored.items():
        storages["evidence"].delete(name)
        storages["evidence"].save(name, ContentFile(content))


@pytest.fixture
def administrator(world):
    client = browser(world.people["administrator"])
    client.post("/ucet/overeni/", {"password": PASSWORD})
    return client


def ask(client, word, reason="Jméno klienta, které sem nepatří."):
    shown = client.post(reverse("erase"), {"words": word, "action": "find"})
    chosen = re.findall(r'name="chosen" value="([^"]+)"', shown.content.decode())
    return shown, fields(shown) | {"chosen": chosen, "reason": reason, "action": "erase"}


def test_no_byte_of_a_word_stays_anywhere(world, administrator):
    word = a_word()
    empty, session, evidence = plant(word)
    assert empty <= EMPTY
    assert any(word in text for text in dumped_without_list())
    shown, sent = ask(administrator, word)
    planted = {(table, name) for table in PLACES.keys() - empty for name in PLACES[table]}
    found = {(cell.table, cell.column) for cell in (one.cell for one in verb.places_of(Words([word])))}
    answer = administrator.post(reverse("erase"), sent)
    draw_missing()

    passing = {("django_session", "session_data")}
    assert planted - found <= passing
    assert page(shown).count("Text ") > 20
    assert answer["Location"] == "/prace/vymazat/1/"
    assert not any(word in text.lower() for text in dumped())
    assert SessionStore(session).load()[KEY] == {"/prace/2/": "text=jine"}
    assert not storages["evidence"].exists(evidence.stored)
    assert word not in page(administrator.get("/prace/vymazat/1/"))
    assert word not in page(administrator.get(reverse("log")))
    assert list(check_record()) == []


# Columns of words that came out, or are public facts of centres, and that data are made of.
IN_DATA = {
    "goals_edition": {"title", "reference_number"},
    "goals_editioncentre": {"name", "region"},
    "goals_editiongoal": {"text", "serves", "evidence", "reason"},
    "goals_editiontarget": {"unit", "unit_forms"},
    "goals_editionsection": {"title", "text", "blocks"},
    "evaluations_reportcentre": {"name", "region"},
    "evaluations_reportgoal": {"text", "reason", "explanation"},
    "evaluations_reporttarget": {"unit", "unit_forms"},
    "networks_announcement": {"title", "place", "about", "link"},
    "centres_centre": {"name"},
    "centres_region": {"name"},
    "centres_service": {"name", "times", "languages"},
}


@pytest.mark.parametrize("is_public", [False, True])
def test_data_say_no_word_that_did_not_come_out(world, client, is_public):
    word = a_word()
    plant(word, spared={(table, name) for table, names in IN_DATA.items() for name in names if not is_public})

    assert any(word in text for text in said_in_data(client).values()) is is_public


def said_in_data(client):
    """What each file of open data says, packed or not."""
    files = data_files(client) | {path: client.get(path) for path in ("/data/katalog.jsonld", "/data/cile-2026.jsonld")}
    assert len(files) > 25
    return {path: "".join(map(bytes.decode, unpacked(file.content))) for path, file in files.items()}


def unpacked(content):
    if not content.startswith(b"PK"):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return [book.read(name) for name in book.namelist()]


def dumped_without_list():
    settings.ERASURES_FILE.touch()
    return dumped()


def in_public(word):
    """The word in the wording of a goal, as it came out and as it is."""
    edition = Edition.objects.operational().current().order_by("-year").first()
    goal = edition.goals.first()
    cells = []
    _lift_triggers(connection)
    for model, rows in ((type(goal), edition.goals.filter(pk=goal.pk)), (Goal, Goal.objects.filter(text=goal.text))):
        cells += [Cell(model._meta.db_table, pk, "text") for pk in rows.values_list("pk", flat=True)]
        rows.update(text=f"Kurz vede {word} každý týden.")
    centres.triggers.install(GUARDS)(None, connection.schema_editor())
    return edition, goal, set(cells)


def test_edition_is_withdrawn_and_followed_by_one_without_the_words(world, administrator, client):
    word = a_word()
    edition, goal, _cells = in_public(word)
    draw_missing()
    address = reverse("edition", args=[edition.year, edition.number])
    before = client.get(reverse("year-pdf", args=[edition.year]))
    words = [reverse("edition-word", args=[edition.year, edition.number])]
    words.append(reverse("edition-centre-word", args=[edition.year, edition.number, goal.centre.slug]))
    assert [client.get(address).status_code for address in words] == [200, 200]
    shown, sent = ask(administrator, word)
    files = [reverse("erase-original", args=["edition", file.pk]) for file in edition.files.all()]
    archived = [administrator.get(address) for address in files]
    administrator.post(reverse("erase"), sent)
    draw_missing()

    following = Edition.objects.operational().for_year(edition.year).current().get()
    mark = "Kurz vede [vymazáno č. 1] každý týden."
    said = page(client.get(address))
    assert before.status_code == 200
    assert all(file.content for file in archived)
    assert {file["Content-Disposition"].rpartition(".")[2] for file in archived} == {'json"', 'pdf"'}
    assert f"Vydání {edition.number}" in page(shown)
    assert following.number == edition.number + 1
    assert following.goals.filter(number=goal.number, text=mark).exists()
    assert "výmaz č. 1" in following.erratum
    assert all(part in said for part in (edition.checksum, "Jméno klienta", "Staženo"))
    assert mark not in said
    withdrawn = client.get(reverse("edition-pdf", args=[edition.year, edition.number]))
    name = f"operacni-cile-{edition.year}-vydani-{edition.number}.pdf"
    assert (withdrawn.status_code, name in page(withdrawn)) == (410, True)
    assert [client.get(address).status_code for address in words] == [410, 410]
    assert client.get(reverse("year-word", args=[edition.year])).status_code == 200
    assert client.get(reverse("year-pdf", args=[edition.year])).status_code == 200
    assert mark in page(client.get(reverse("goal", args=[edition.year, goal.number])))
    assert not [file for file in EditionFile.objects.filter(edition=edition).defer(None) if file.content]
    assert Event.objects.filter(name="withdraw").get().target == str(following.number)
    assert list(check_record()) == []


def test_minutes_are_withdrawn_and_drawn_again_without_the_words(world, administrator):
    draw_missing()
    minutes = Minutes.objects.exclude(content=None).order_by("pk").last()
    word = a_word()
    _lift_triggers(connection)
    Minutes.objects.filter(pk=minutes.pk).update(content=minutes.content | {"note": [f"Volal {word}."]})
    centres.triggers.install(GUARDS)(None, connection.schema_editor())
    administrator.post(reverse("erase"), ask(administrator, word)[1])
    draw_missing()

    following = minutes.meeting.minutes.get(number=minutes.number + 1)
    above = browser(world.people["department head"])
    assert following.content["note"] == ["Volal [vymazáno č. 1]."]
    assert following.content["facts"][0][1] == str(following.number)
    assert above.get(reverse("minutes", args=[minutes.pk])).status_code == 410
    assert above.get(reverse("minutes-word", args=[minutes.pk])).status_code == 410
    assert above.get(reverse("minutes", args=[following.pk]))["Content-Type"] == "application/pdf"


def test_minutes_of_a_network_are_withdrawn_and_followed_without_the_words(world, administrator):
    draw_missing()
    minutes, word = world.network_minutes, a_word()
    with lifted():
        rows = GatheringMinutes.objects.filter(pk=minutes.pk)
        rows.update(content=minutes.content | {"note": [f"Volal {word}."]})
    administrator.post(reverse("erase"), ask(administrator, word)[1])
    draw_missing()

    following = minutes.gathering.minutes.get(number=minutes.number + 1)
    assert following.content["note"] == ["Volal [vymazáno č. 1]."]
    assert following.content["facts"][0][1] == str(following.number)
    assert "vymazán text, který do něj nepatřil" in " ".join(following.content["again"])
    head, about = browser(world.people["head"]), minutes.gathering_id
    assert head.get(reverse("gathering-minutes", args=[about, minutes.number])).status_code == 410
    assert head.get(reverse("gathering-minutes", args=[about, following.number]))["Content-Type"] == "application/pdf"
    assert word not in page(head.get(reverse("gathering", args=[about])))
    assert list(check_record()) == []


def test_report_is_withdrawn_and_followed(world, administrator, client):
    report = Report.objects.get()
    word = a_word()
    _lift_triggers(connection)
    report.goals.filter(pk=report.goals.first().pk).update(reason=f"Řekl to {word}.")
    centres.triggers.install(GUARDS)(None, connection.schema_editor())
    administrator.post(reverse("erase"), ask(administrator, word)[1])

    following = Report.objects.get(number=report.number + 1)
    assert following.goals.filter(reason="Řekl to [vymazáno č. 1].").exists()
    assert "Staženo" in page(client.get(reverse("year-standing", args=[report.year, report.number])))
    assert client.get(reverse("year-standing", args=[report.year, following.number])).status_code == 200


def test_files_of_all_that_can_be_withdrawn_can_be_kept_before():
    assert ORIGINALS.keys() == {model.__name__.lower() for model in CAME_OUT}


@pytest.mark.parametrize(
    ("words", "reason", "said"),
    [
        ("12", "Důvod.", "je číslo nebo datum a ta se nemažou"),
        ("31. 12. 2026", "Důvod.", "je číslo nebo datum a ta se nemažou"),
        ("31. prosince 2026", "Důvod.", "je číslo nebo datum a ta se nemažou"),
        ("1 200,50 Kč", "Důvod.", "je číslo nebo datum a ta se nemažou"),
        ("80 %", "Důvod.", "je číslo nebo datum"),
        ("ab", "Důvod.", "je příliš krátké"),
        ("", "Důvod.", "Slova, která mají zmizet: "),
        ("Kurzy", "", "Napište, proč se slova mažou."),
        ("Kurzy", "Šlo o kurzy.", "V důvodu jsou slova, která se mají vymazat."),
    ],
)
def test_what_cannot_be_erased_is_said_at_the_field(world, administrator, words, reason, said):
    sent = ask(administrator, "Kurzy")[1] | {"words": words, "reason": reason}
    answer = administrator.post(reverse("erase"), sent)

    assert answer.status_code == 422
    assert said in page(answer)
    assert not Erasure.objects.exists()


def test_telephone_number_is_no_number():
    assert not list(verb.problems_of("777 123 456"))


def test_without_a_choice_nothing_happens_and_what_was_typed_stays(world, administrator):
    sent = ask(administrator, "Kurzy", "Můj dlouhý důvod.")[1] | {"chosen": []}
    answer = administrator.post(reverse("erase"), sent)

    assert (answer.status_code, Erasure.objects.count()) == (422, 0)
    assert "Vyberte aspoň jedno místo." in page(answer)
    assert "Můj dlouhý důvod." in page(answer)


def test_who_saw_fewer_places_is_shown_all_again(world, administrator):
    sent = ask(administrator, "schůzka s úřadem")[1]
    Record.objects.filter(pk=Record.objects.first().pk).update(note="schůzka s úřadem")
    sent = ask(administrator, "schůzka s úřadem")[1]
    other = Record.objects.last()
    Record.objects.filter(pk=other.pk).update(topic="Schůzka s úřadem")
    answer = administrator.post(reverse("erase"), sent)

    assert (answer.status_code, Erasure.objects.count()) == (409, 0)
    assert f'value="evaluations_record:{other.pk}:topic"' in answer.content.decode()


def test_words_that_are_nowhere_are_said_to_be(world, administrator):
    assert "Tato slova nikde nejsou" in page(
        administrator.post(reverse("erase"), {"words": a_word(), "action": "find"})
    )


def test_who_has_not_just_proved_who_they_are_is_asked(world):
    client = browser(world.people["administrator"])
    answer = client.get(reverse("erase"))

    assert answer["Location"].startswith("/ucet/overeni/")
    assert "Chystáte se udělat něco, co za vás nesmí udělat nikdo jiný." in page(client.get(answer["Location"]))


def test_list_that_cannot_be_written_stops_it(world, administrator, tmp_path):
    Record.objects.filter(pk=Record.objects.first().pk).update(note="Slovo navíc")
    with override_settings(ERASURES_FILE=tmp_path / "není" / "seznam.jsonl"):
        answer = administrator.post(reverse("erase"), ask(administrator, "slovo navíc")[1])

    assert "Seznam výmazů nejde zapsat" in page(answer)
    assert not Erasure.objects.exists()


def test_list_beside_a_backup_has_all_acts_once(world, tmp_path, administrator):
    Record.objects.filter(pk=Record.objects.first().pk).update(note="Slovo navíc")
    administrator.post(reverse("erase"), ask(administrator, "slovo navíc")[1])
    for _turn in range(2):
        listing.write_beside(tmp_path / "záloha.zip")

    lines = (tmp_path / listing.NAME).read_text().splitlines()
    assert len(lines) == Erasure.objects.count() > 0
    assert all("navíc" not in line for line in lines)
