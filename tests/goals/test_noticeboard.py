"""Prints that hang in centres: what their address answers in five languages, the ledger of copies and their tasks."""

import re
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import lxml.html
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from centres import access, network
from centres.access import MissingRight
from centres.erasing import Words
from centres.events import label
from centres.models import Centre, Event, Membership, Role, Subject
from cpic.erasing import verb as erasing
from goals.models import PostedPrint, PrintCode
from goals.noticeboard import ledger, standing
from goals.noticeboard.tasks import outdated_prints
from goals.print_codes import LETTERS, as_written
from goals.public.publishing import publish
from goals.tasks import EVERYBODY, may_open
from goals.workflow import EditConflict, Refused
from tests.factories import changed, department_head, make_centre, make_document, make_edition, make_goal, make_user
from tests.frozen import lifted_triggers
from tests.goals.noticeboard_cast import FIRST, SECOND, THIRD, code_of, make_board, next_edition

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TODAY, NOW = date(2026, 6, 1), datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def board(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return make_board()


def answered(client, code, status=200):
    """The page, its five answers by language, and all of it but them."""
    response = client.get(reverse("print", args=[code]))
    assert response.status_code == status
    page = lxml.html.fromstring(response.content.decode())
    answers = {part.get("lang"): part for part in page.iter("section") if "print-answer" in part.get("class", "")}
    return page, answers


def lead(answers, language="cs"):
    return " ".join(answers[language].find("p").text_content().split())


def whole(part):
    return " ".join(part.text_content().split())


# States of a print, each with what makes it so and how its Czech answer reads.


def current(board):
    return code_of(board.edition), "Tento tisk platí."


def same(board):
    next_edition(board, board.elsewhere)
    return code_of(board.edition), "Tento tisk platí. Od jeho vydání se cíle centra nezměnily."


def replaced(board):
    next_edition(board, board.goals[0])
    next_edition(board, board.elsewhere, now=THIRD)
    return code_of(board.edition), "Tento tisk už neplatí. Dne 10. 3. 2026 ho nahradilo vydání 2."


def replaced_by_year(board):
    make_edition(make_document(2025), make_goal(Document(2025), centre=board.centre), now=FIRST - timedelta(days=300))
    return code_of(edition_of(2025)), "Tento tisk už neplatí. Od 10. 1. 2026 platí cíle na rok 2026."


def past(board):
    make_edition(make_document(2025), make_goal(Document(2025), centre=make_centre(slug="stare")), now=FIRST)
    return code_of(edition_of(2025), "stare"), "Rok 2025 skončil a cíle na další rok ještě nevyšly."


def withdrawn(board):
    erase("školami")
    return code_of(board.edition), "Tento tisk už neplatí. Vydání 1 bylo dne 1. 6. 2026 staženo."


def Document(year):  # noqa: N802 - the row by its year, as in a sentence
    return apps.get_model("goals", "Document").objects.get(year=year)


def edition_of(year):
    return apps.get_model("goals", "Edition").objects.get(year=year)


def erase(word):
    cells = {found.cell for found in erasing.places_of(Words([word]))}
    erasing.erase([word], cells, seen=cells, reason="Jméno.", by=make_user(Role.ADMINISTRATOR), now=NOW)


LATIN, CYRILLIC = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[\u0400-\u04ff]")
CZECH_ONLY = re.compile(r"[ěščřžůť]")


@pytest.mark.parametrize("make", [current, same, replaced, replaced_by_year, past, withdrawn])
def test_address_says_in_five_languages_how_the_print_stands(board, client, make, settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    code, sentence = make(board)
    page, answers = answered(client, code.code)

    assert lead(answers) == sentence
    assert list(answers) == ["cs", "en", "uk", "ru", "vi"]
    assert len({lead(answers, language) for language in answers}) == 5
    assert not client.cookies
    marked_languages_hold(page, answers)


def marked_languages_hold(page, answers):
    """No word of another language stands outside an element that says so."""
    for language, part in answers.items():
        for czech in [*part.iter("span")]:
            if czech.get("lang") == "cs":
                czech.text = ""
        own = part.text_content()
        if language in {"uk", "ru"}:
            assert not LATIN.search(own), own
        else:
            assert not CYRILLIC.search(own)
            assert language == "cs" or not CZECH_ONLY.search(own), own
        part.drop_tree()
    assert not CYRILLIC.search(page.text_content())


def test_replaced_print_says_what_changed_and_what_holds_now(board, client):
    code, _sentence = replaced(board)
    page, answers = answered(client, code.code)

    assert "Změněné cíle: 1." in whole(answers["cs"])
    assert "Goals that changed: 1." in whole(answers["en"])
    text = whole(page)
    assert "Jinak než dřív:" in text
    assert "Cíle na rok 2026 podle vydání 3" in text
    assert board.elsewhere.text not in text  # of another centre


def test_what_became_of_the_centre_is_said(board, client, forget_pages):
    Centre.objects.filter(pk=board.centre.pk).update(address="Stará 1, Písek")
    board.centre.refresh_from_db()
    by, now = department_head(), datetime(2026, 4, 1, 9, tzinfo=UTC)
    facts = {"address": "Nová 1, Písek", "region": board.centre.region, "operator": board.centre.operator}
    moved = network.move(board.centre, date(2026, 4, 1), **facts, by=by, now=now)
    renamed = network.rename(moved, date(2026, 4, 1), name="CPIC Otava", by=by, now=now)
    code = code_of(board.edition).code
    _page, answers = answered(client, code)

    assert "Centrum se přestěhovalo 1. 4. 2026. Nová adresa: Nová 1, Písek." in whole(answers["cs"])
    assert "Centrum se teď jmenuje CPIC Otava." in whole(answers["cs"])
    assert [span.text for span in answers["ru"].iter("span") if span.get("lang") == "cs"] == [
        "Nová 1, Písek",
        "CPIC Otava",
    ]
    network.merge_centre(renamed, date(2026, 5, 1), successor=board.other, reason="Spojení.", by=by, now=now)
    forget_pages()  # the clock stands still, so that no page seems to be older
    _page, answers = answered(client, code)
    assert lead(answers) == "Toto centrum je od 1. 5. 2026 zavřené. Pokračuje CPIC Jinde."
    assert "Tento tisk platí" not in whole(answers["cs"])  # nothing of a closed centre does


def test_answer_takes_one_query_and_two_for_the_wordings_whatever_came_out(board, django_assert_num_queries):
    code, _sentence = replaced(board)

    with django_assert_num_queries(1):
        found = list(standing.of_address(code.code))
        stands = standing.judge(code, found, TODAY)
        standing.centre_now(stands.code, TODAY)
    with django_assert_num_queries(2):
        standing.wordings(stands)
    assert len(found) == 3


@pytest.mark.parametrize("code", ["nic", "0000000000", "a" * 4000, "\u202e<b>x", "zzzzzzzzz-z"])
def test_unknown_code_is_a_sentence_in_five_languages(board, client, code):
    response = client.get(f"/o/{code}/")
    page = lxml.html.fromstring(response.content.decode())
    said = [whole(part) for part in page.iter("section") if part.get("lang")]

    assert response.status_code == 404
    assert said[0].startswith("Tento kód neznáme.")
    assert len(said) == 5


def test_only_misses_are_slowed(board, client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"guessed_link": "3/m/ip"}
    code = code_of(board.edition).code

    assert [client.get(f"/o/neznam{turn}/").status_code for turn in range(5)] == [404, 404, 404, 429, 429]
    assert client.get(f"/o/{code}/").status_code == 200


def test_code_is_understood_as_people_type_it(board, client):
    code = code_of(board.edition).code
    typed = f"{code[:5]}-{code[5:]}".upper().replace("0", "O").replace("1", "I")

    response = client.get(f"/o/{typed}/")

    assert (response.status_code, response["Location"]) == (301, f"/o/{code}/")
    assert as_written("neznámýkód") is None


def test_each_print_has_a_random_code_that_nothing_changes(board):
    codes = list(PrintCode.objects.values_list("code", flat=True))

    assert len(set(codes)) == len(codes) == 4
    assert all(len(code) == 10 and set(code) <= set(LETTERS) for code in codes)
    assert 32**10 == 2**50
    with pytest.raises(Exception, match="frozen"):
        PrintCode.objects.update(code="0123456789")


def test_editions_that_are_out_get_codes_of_the_same_content(board):
    next_edition(board, board.goals[0])
    before = {(code.place_id, code.format): code.content for code in PrintCode.objects.all()}
    with lifted_triggers(["goals_printcode"]):
        PrintCode.objects.all().delete()

    migration = import_module("goals.migrations.0024_noticeboard")
    migration.give_codes(apps, SimpleNamespace(connection=connection))

    assert {(code.place_id, code.format): code.content for code in PrintCode.objects.all()} == before
    assert len(before) == 8


def test_erased_edition_is_followed_by_one_with_codes(board, settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    erase("školami")
    followed = board.document.editions.get(number=2)

    assert code_of(followed).content != code_of(board.edition).content
    assert PrintCode.objects.filter(place__edition=followed).count() == 4


# The ledger


def posted(board, spot="nástěnka u vchodu", *, by=None, code=None, **facts):
    code = code or code_of(board.edition)
    return ledger.post_print(code, spot, date(2026, 1, 12), by=by or board.head, **facts)


def inside(person):
    client = Client()
    client.force_login(person)
    return client


def test_new_edition_asks_to_replace_the_prints_and_one_press_does_it(board):
    sheet, large = posted(board), posted(board, "přepážka", code=code_of(board.edition, file_format="large"))
    assert tasks_of(board.staff) == []
    edition = next_edition(board, board.goals[0])
    client = inside(board.staff)

    [task] = tasks_of(board.staff)
    page = client.get(reverse("print-scanned", args=[sheet.code.code]))
    [button] = [form for form in forms_of(page) if form.action.endswith("/vymenit/")][:1]
    response = client.post(button.action, dict(button.form_values()))

    assert (task.title, task.hint) == ("CPIC Písek: vyměňte 2 výtisky cílů", "nástěnka u vchodu, přepážka")
    assert response.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.removed_by, sheet.removed_on) == (board.staff, TODAY)
    new = PostedPrint.objects.get(replaces=sheet)
    assert (new.code, new.spot, new.posted_on) == (code_of(edition), sheet.spot, TODAY)
    event = Event.objects.about(Subject.CENTRE, [board.centre.pk]).latest("id")
    assert (label(event), event.by) == ("Vyměněn výtisk cílů", board.staff)
    assert [task.hint for task in tasks_of(board.staff)] == ["přepážka"]
    assert large.replaces is None


def forms_of(response):
    page = lxml.html.fromstring(response.content.decode())
    return page.forms


def tasks_of(person):
    return list(outdated_prints(access.rights_of(person, on=TODAY), TODAY))


def test_edition_that_changed_nothing_of_the_centre_asks_for_nothing(board):
    posted(board)
    next_edition(board, board.elsewhere)

    assert tasks_of(board.head) == []
    assert "platí" in inside(board.head).get(reverse("centre-prints", args=["pisek"])).content.decode()


def test_print_of_a_withdrawn_edition_is_always_to_be_replaced(board, settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    posted(board)
    erase("knihovně")

    assert [task.title for task in tasks_of(board.head)] == ["CPIC Písek: vyměňte 1 výtisk cílů"]


def test_days_of_an_old_print_go_on_when_its_edition_is_withdrawn(board, settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    posted(board)
    replaced_on = next_edition(board, board.goals[0]).published_on
    erase("knihovně")

    [row] = [row for row in inside(department_head()).get(reverse("prints")).context["rows"] if row["hanging"]]

    assert (row["outdated"], row["days"]) == (1, (TODAY - replaced_on).days)
    assert row["days"] > 0


@pytest.mark.parametrize(("days", "step"), [(0, None), (1, 1), (6, 1), (21, 21), (400, 60)])
def test_people_of_the_centre_are_reminded_on_some_days(board, days, step):
    posted(board)
    edition = next_edition(board, board.goals[0])
    today = edition.published_on + timedelta(days=days)

    [task] = outdated_prints(EVERYBODY, today)

    assert task.reminder is None if step is None else task.reminder.key.endswith(f":2026-03-10:{step}")
    assert set(task.reminded(today)) == {board.head, board.staff} | set(task.reminded(today).exclude(email=""))


def test_department_head_sees_who_still_shows_an_old_print_and_for_how_long(board):
    posted(board)
    next_edition(board, board.goals[0])
    above = department_head()

    [row] = [row for row in inside(above).get(reverse("prints")).context["rows"] if row["hanging"]]

    assert (row["centre"], row["outdated"], row["days"]) == (board.centre, 1, (TODAY - date(2026, 3, 10)).days)
    with pytest.raises(MissingRight):
        posted(board, "okno", by=above)


def test_form_sent_twice_makes_one_row_and_the_same_place_is_refused(board):
    key = uuid4()

    assert posted(board, key=key) == posted(board, key=key)
    with pytest.raises(Refused, match="už visí"):
        posted(board, "Nástěnka u VCHODU", by=board.staff)
    assert posted(board, "nástěnka u vchodu vlevo").code == code_of(board.edition)
    assert PostedPrint.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"spot": " \t "}, "Toto pole je třeba vyplnit."),
        ({"spot": "x" * 121}, "Text má 121 znaků"),
        ({"spot": "a\x00b"}, "znak, který nejde uložit"),
        ({"posted_on": "2026-06-02"}, "Tento den teprve přijde."),
        ({"posted_on": "2026-01-09"}, "Toto vydání vyšlo až 10."),
        ({"posted_on": "31. 2. 2026"}, "Takový den není."),
        ({"code": "0"}, "Vyberte platnou možnost"),
    ],
)
def test_bad_input_is_said_and_nothing_typed_is_lost(board, changes, said):
    sent = {"code": code_of(board.edition).pk, "spot": "okno", "posted_on": "2026-01-12", "key": uuid4()} | changes

    response = inside(board.head).post(reverse("print-post", args=["pisek"]), sent)

    assert response.status_code == 422
    assert said in response.content.decode().replace("\u00a0", " ")
    assert not PostedPrint.objects.exists()


def test_place_that_somebody_else_corrected_comes_back_with_both(board):
    row = posted(board)
    ledger.move_print(row, "schodiště", by=board.staff)

    sent = {"spot": "u výtahu", "version": row.version}
    response = inside(board.head).post(reverse("print-move", args=["pisek", row.pk]), sent)

    assert response.status_code == 409
    assert "u výtahu" in response.content.decode()
    assert PostedPrint.objects.get().spot == "schodiště"


def test_who_was_slower_learns_who_replaced_it(board):
    row = posted(board)
    next_edition(board, board.goals[0])
    seen = {row.pk: row.version}
    [first] = ledger.replace_prints(board.centre, seen, by=board.staff)

    assert ledger.replace_prints(board.centre, seen, by=board.staff) == [first]  # pressed twice
    response = inside(board.head).post(reverse("prints-replace", args=["pisek"]), {"print": f"{row.pk}:{row.version}"})
    assert response.status_code == 409
    assert f"mezitím vyměnil/a {board.staff}" in response.content.decode()
    with pytest.raises(EditConflict):
        ledger.take_down_print(row, by=board.head)


def test_print_that_holds_is_not_replaced_and_one_taken_down_is_history(board):
    row = posted(board)

    with pytest.raises(Refused, match="z platného vydání"):
        ledger.replace_prints(board.centre, {row.pk: row.version}, by=board.head)
    inside(board.head).post(reverse("print-take-down", args=["pisek"]), {"print": f"{row.pk}:{row.version}"})
    page = inside(board.head).get(reverse("centre-prints", args=["pisek"])).content.decode()
    assert "Co tu viselo" in page


@pytest.mark.parametrize("sent", [{}, {"print": "1"}, {"print": "999:1"}, {"print": f"{'9' * 15}:1"}])
def test_forged_button_is_no_page(board, sent):
    assert inside(board.head).post(reverse("prints-replace", args=["pisek"]), sent).status_code == 404


def test_prints_of_a_closed_centre_are_taken_down_by_its_successor(board):
    row = posted(board)
    day, by = date(2026, 5, 1), department_head()
    network.merge_centre(board.centre, day, successor=board.other, reason="Spojení.", by=by, now=THIRD - timedelta(10))
    closed, successor = Centre.objects.get(pk=board.centre.pk), make_user(Role.STAFF, centre=board.other)

    assert [task.title for task in tasks_of(successor)] == ["CPIC Písek je zavřené: sundejte 1 výtisk cílů"]
    with pytest.raises(Refused, match="zavřené"):
        ledger.replace_prints(closed, {row.pk: row.version}, by=successor)
    with pytest.raises(Refused, match="zavřené"):
        posted(board, "okno", by=successor)
    ledger.take_down_print(row, by=successor)
    assert tasks_of(successor) == []


def test_prints_of_a_centre_that_nobody_works_in_are_taken_down_by_the_department_head(board):
    row, above = posted(board), department_head()
    sent = reverse("print-take-down", args=["pisek"]), {"print": f"{row.pk}:{row.version}"}
    assert inside(above).post(*sent).status_code == 403  # as long as somebody works there
    network.close_centre(board.centre, date(2026, 5, 1), reason="Konec.", by=above, now=THIRD - timedelta(10))

    [task], [reminded] = tasks_of(above), [task for task in outdated_prints(EVERYBODY, TODAY) if task.reminder]
    page = inside(above).get(task.url)
    assert task.title == "CPIC Písek je zavřené a nikdo v něm nepracuje: dejte sundat 1 výtisk cílů"
    assert above in reminded.reminded(TODAY)
    assert may_open(access.rights_of(above, on=TODAY), task.url)
    scanned = inside(above).get(reverse("print-scanned", args=[row.code.code]))
    for answer in (page, scanned):
        assert [form.action for form in forms_of(answer) if "vytisky" in form.action] == [sent[0]]
    assert "Centrum je zavřené, tento tisk sundejte" in scanned.content.decode()
    with pytest.raises(MissingRight):
        ledger.move_print(row, "schodiště", by=above)
    assert inside(make_user(Role.DIRECTOR)).post(*sent).status_code == 403
    assert [inside(above).post(*sent).status_code for _press in range(2)] == [302, 302]
    event = Event.objects.about(Subject.CENTRE, [board.centre.pk]).latest("id")
    assert (label(event), event.by, event.role) == ("Sundán výtisk cílů", above, Role.DEPARTMENT_HEAD)
    assert Event.objects.filter(name="take_down_print").count() == 1
    assert tasks_of(above) == []
    assert not may_open(access.rights_of(board.head, on=TODAY), task.url)


def test_people_of_a_main_centre_take_down_the_prints_of_its_closed_branch(board):
    closed = {"closed_on": date(2026, 5, 1), "closing_reason": "Konec."}
    branch = make_centre(name="CPIC Tábor", slug="tabor", parent=board.centre, **closed)

    assert ledger.right_to_take_down(branch, on=TODAY) == access.Right.POST_PRINTS
    Membership.objects.filter(centre=board.centre).update(valid_until=date(2026, 4, 30))
    assert ledger.right_to_take_down(branch, on=TODAY) == access.Right.STAND_IN


def test_ledger_takes_as_many_queries_for_many_copies_as_for_one(board, django_assert_max_num_queries):
    for number in range(30):
        posted(board, f"chodba {number}")
    changed(board.document)
    publish(board.document, by=department_head(), now=SECOND, reason="Ostatní počká.")
    client = inside(board.head)
    client.get(reverse("centre-prints", args=["pisek"]))

    with django_assert_max_num_queries(16):
        client.get(reverse("centre-prints", args=["pisek"]))


def test_nothing_is_kept_of_who_asks(board, client):
    tables = [model for model in apps.get_models() if model._meta.app_label in {"goals", "centres", "evaluations"}]
    before = {model: model.objects.count() for model in tables}

    client.get(reverse("print", args=[code_of(board.edition).code]))

    assert {model: model.objects.count() for model in tables} == before
    assert not client.cookies
    assert settings.SESSION_COOKIE_NAME not in client.cookies
