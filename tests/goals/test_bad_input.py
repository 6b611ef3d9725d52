"""Whatever is typed or forged: a sentence at the field, the text still in it, nothing saved, never a failure."""

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from centres.models import Event, Invitation, SentForm
from goals.models import Continuation, Document, Goal, Target
from goals.public.publishing import ready_to_publish
from goals.states import GoalState
from tests.test_access_matrix import patterns
from tests.thorough import IS_THOROUGH
from tests.world import browser, days, fields, goal_form, page, target_rows, verdict

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def as_(world, name):
    return browser(world.people[name])


# Texts, in every form that takes any: who sends it, where, what else is in the form, the longest text.

TEXTS = {
    "new goal": ("staff", lambda w: "/prace/2026/liberec/novy-cil/", lambda w: goal_form(), "text", 4000),
    "edited goal": ("staff", lambda w: f"/prace/cil/{w.draft.pk}/upravit/", lambda w: goal_form(w.draft), "text", 4000),
    "responsible": (
        *("staff", lambda w: f"/prace/cil/{w.draft.pk}/upravit/", lambda w: goal_form(w.draft)),
        *("responsible", 120),
    ),
    "evidence": ("staff", lambda w: "/prace/2026/liberec/novy-cil/", lambda w: goal_form(), "evidence", 2000),
    "unit": ("staff", lambda w: "/prace/2026/liberec/novy-cil/", lambda w: goal_form(), "targets-0-unit", 200),
    "reason of a change": (
        *("head", lambda w: f"/prace/cil/{w.approved.pk}/zmenit/", lambda w: goal_form(w.approved)),
        *("reason", 2000),
    ),
    "network": ("department head", lambda w: "/prace/zavazek/novy/strategic/", lambda w: goal_form(), "text", 4000),
    "end of a goal": (
        *("staff", lambda w: f"/prace/2027/liberec/loni/{w.approved.pk}/", lambda w: {"decision": "retire"}),
        *("reason", 2000),
    ),
    "return": (
        *("department head", lambda w: "/prace/2027/liberec/rozhodnuti/"),
        *(lambda w: verdict(w.submitted_next, "return"), lambda w: f"goal-{w.submitted_next.pk}-comment", 2000),
    ),
    "return of a change": (
        *("department head", lambda w: f"/prace/cil/{w.sent_change.pk}/rozhodnuti/"),
        *(lambda w: verdict(w.sent_change, "return"), lambda w: f"goal-{w.sent_change.pk}-comment", 2000),
    ),
    "title of a year": ("department head", lambda w: "/prace/otevrit-rok/", lambda w: new_year(w), "title", 200),
    "reason to publish": ("department head", lambda w: "/prace/2026/vydat/", lambda w: edition(w), "reason", 2000),
    "note": ("department head", lambda w: "/prace/2026/vydat/", lambda w: edition(w), "note", 2000),
}
REQUIRED = set(TEXTS) - {"responsible", "evidence", "unit", "note"}
EMPTY = "Toto pole je třeba vyplnit."
SAID_BY_THE_FORM = {
    "reason to publish": "Není schválené všechno, co má být. Napište, proč se dokument přesto vydává.",
    "end of a goal": "Napište, proč se cíl mění nebo končí.",
    "return": "Napište, co má centrum upravit a proč.",
    "return of a change": "Napište, co má centrum upravit a proč.",
}


def new_year(world, **facts):
    return {"year": 2030, "title": "Cíle 2030", "version": 0, "centres": world.own.pk, **days(2030), **facts}


def edition(world, **facts):
    return {
        "reason": "Ostatní počkají.",
        "note": "",
        "expected": ready_to_publish(world.this_year).fingerprint,
        **facts,
    }


def counts():
    models = (Goal, Target, Event, Continuation, Document, Invitation)
    return [model.objects.count() for model in models]


def send(world, name, text):
    who, address, data, field, _longest = TEXTS[name]
    field = field(world) if callable(field) else field
    before = counts()
    response = as_(world, who).post(address(world), {**data(world), field: text})
    assert (response.status_code, counts()) == (422, before)
    return response, fields(response)[field]


@pytest.mark.parametrize("name", TEXTS)
def test_text_of_20_000_characters(world, name):
    response, kept = send(world, name, "ž" * 20_000)

    longest = f"{TEXTS[name][4]:,}".replace(",", " ")
    assert f"Text má 20 000 znaků, vejde se jich nejvýše {longest}. Zkraťte ho." in page(response)
    assert kept == "ž" * 20_000


@pytest.mark.parametrize("character", ["\x00", "\x1b"])
@pytest.mark.parametrize("name", TEXTS)
def test_text_with_a_character_that_cannot_be_stored(world, name, character):
    response, kept = send(world, name, f"Ahoj{character}světe")

    assert "Na 5. místě textu je znak, který nejde uložit ani vytisknout. Smažte ho." in page(response)
    assert kept == f"Ahoj{character}světe"


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_empty_text(world, name):
    for empty in ("", " \r\n\t "):
        response, _kept = send(world, name, empty)

        assert SAID_BY_THE_FORM.get(name, EMPTY) in page(response)
        assert "<title>Chyba:" in response.content.decode()


MARKUP = '<script>alert("x")</script>&lt;b&gt;{{ 7|add:7 }}</textarea>'


def test_markup_is_a_text_like_any_other(world):
    client = as_(world, "staff")
    client.post("/prace/2026/liberec/novy-cil/", goal_form(text=MARKUP, responsible=MARKUP, evidence=MARKUP))
    goal = Goal.objects.get(text=MARKUP)

    addresses = ["/prace/2026/liberec/", f"/prace/cil/{goal.pk}/", f"/prace/cil/{goal.pk}/upravit/"]
    pages = [client.get(address).content.decode() for address in addresses]

    assert all("&lt;script&gt;alert(" in each and "<script>alert" not in each for each in pages)
    assert fields(client.get(addresses[2]))["text"] == MARKUP


def test_markup_in_a_reason_is_a_text_like_any_other(world):
    above, goal = as_(world, "department head"), world.submitted_next

    above.post("/prace/2027/liberec/rozhodnuti/", verdict(goal, "return", MARKUP))

    shown = [above.get("/prace/2027/liberec/rozhodnuto/"), above.get(f"/prace/cil/{goal.pk}/")]
    shown += [as_(world, "head").get("/prace/"), as_(world, "administrator").get("/prace/zaznam/")]
    assert ["<script>alert" in each.content.decode() for each in shown] == [False] * 4
    assert Event.objects.get(name="return").comment == MARKUP


def test_formulas_do_not_reach_a_spreadsheet(world):
    for text in ("=1+1", "+420", "-5", "@SUM(A1)"):
        as_(world, "staff").post("/prace/2026/liberec/novy-cil/", goal_form(text=text, key=""))
        world.draft.refresh_from_db()
        form = goal_form(world.draft, text=text)
        assert as_(world, "staff").post(f"/prace/cil/{world.draft.pk}/upravit/", form).status_code == 302

    table = as_(world, "administrator").get("/prace/zaznam.csv").getvalue().decode()

    assert [line for line in table.splitlines() if re.search(r';"?[=+@-]', line)] == []
    assert ";'=1+1" in table


# Targets


def send_target(world, **facts):
    row = {"kind": "count", "comparator": "min", "value": "3", "unit": "setkání", "window": "", "deadline": ""}
    return as_(world, "staff").post("/prace/2026/liberec/novy-cil/", goal_form(**target_rows([row | facts])))


TARGETS = [
    ({"value": ""}, "value", "Tento druh potřebuje číslo. Bez čísla zvolte milník nebo slovní hodnocení."),
    ({"value": "0"}, "value", "Nula by byla splněná hned. Zadejte aspoň 1, nebo porovnání „nejvýše“."),
    ({"value": "-1"}, "value", "Zadejte číslo od nuly výš."),
    ({"value": "1000000000000"}, "value", "Zadejte číslo menší než 10 000 000 000."),
    ({"value": "9" * 5000}, "value", "Zadejte číslo, například 12 nebo 3,5."),
    ({"value": "1e9"}, "value", "Zadejte číslo, například 12 nebo 3,5."),
    ({"value": "²"}, "value", "Zadejte číslo, například 12 nebo 3,5."),
    ({"value": "NaN"}, "value", "Zadejte číslo, například 12 nebo 3,5."),
    ({"value": "3\x00"}, "value", "Zadejte číslo, například 12 nebo 3,5."),
    ({"value": "dvanáct kurzů"}, "value", "Zadejte číslo, například 12 nebo 3,5."),
    ({"value": "3,555"}, "value", "Zadejte nejvýše dvě desetinná místa."),
    ({"kind": "share", "value": "101"}, "value", "Podíl je nejvýše 100 procent."),
    ({"kind": "frequency"}, "window", "U pravidelné hodnoty zvolte, za jak dlouho se počítá."),
    ({"deadline": "2027-06-30"}, "deadline", "Termín musí být v roce 2026."),
    ({"deadline": "31. 2. 2026"}, "deadline", "Takový den není. Zadejte datum, například 31. 12. 2027."),
    ({"deadline": "9999-12-31"}, "deadline", "Zadejte den mezi roky 1900 a 2999."),
    ({"deadline": "brzy"}, "deadline", "Takový den není. Zadejte datum, například 31. 12. 2027."),
    ({"deadline": "\x00"}, "deadline", "Takový den není. Zadejte datum, například 31. 12. 2027."),
]


@pytest.mark.parametrize(("facts", "field", "sentence"), TARGETS)
def test_target_that_is_none(world, facts, field, sentence):
    response = send_target(world, **facts)

    assert response.status_code == 422
    assert sentence in page(response)
    assert fields(response)[f"targets-0-{field}"] == {"window": ""}.get(field, facts.get(field))
    assert fields(response)["text"] == "Uspořádat 12 kurzů."
    assert not Goal.objects.filter(text="Uspořádat 12 kurzů.").exists()


@pytest.mark.parametrize(("typed", "stored"), [("3,5", "3.50"), ("3.5", "3.50"), ("1 000", "1000.00"), (" 12 ", "12")])
def test_number_as_people_write_it(world, typed, stored):
    assert send_target(world, value=typed).status_code == 302

    assert Target.objects.order_by("pk").last().value == pytest.approx(float(stored))


@pytest.mark.parametrize("field", ["kind", "comparator", "window"])
@pytest.mark.parametrize("forged", ["secret", "\x00", "=1"])
def test_choice_that_is_not_offered(world, field, forged):
    response = send_target(world, **{field: forged})

    assert response.status_code == 422
    assert "Vyberte platnou možnost" in page(response)


@pytest.mark.parametrize("action", ["save", "add", "propose", "remove-0", "remove-" + "9" * 5000, "remove-²", "smazat"])
def test_forged_number_of_targets(world, action):
    for total in ("100000", "-5", "", "abc", "²", "1e9", "9" * 5000, None):
        _send_number_of_targets(world, total, action)
        Goal.objects.filter(text="Uspořádat 12 kurzů.").update(text="Uloženo.")
        SentForm.objects.all().delete()


def _send_number_of_targets(world, total, action):
    form = goal_form(text="Uspořádat 12 kurzů.", action=action)
    form["targets-TOTAL_FORMS"] = total
    form = {name: value for name, value in form.items() if value is not None}

    response = as_(world, "staff").post("/prace/2026/liberec/novy-cil/", form)

    assert response.status_code in {200, 302, 422}
    saved = Goal.objects.filter(text="Uspořádat 12 kurzů.")
    assert saved.count() == (response.status_code == 302)
    assert not saved or saved.get().targets.count() == 1  # nobody sent one, so that the wording's own was proposed
    assert response.status_code == 302 or fields(response)["text"] == "Uspořádat 12 kurzů."


def test_missing_number_of_targets_is_said_in_plain_words(world):
    form = goal_form()
    del form["targets-TOTAL_FORMS"]

    response = as_(world, "staff").post("/prace/2026/liberec/novy-cil/", form)

    assert "Cílové hodnoty nepřišly celé." in page(response)


# What the browser carries

VERSIONS = ["", "1e9", "-1", "²", "abc", "\x00", "99999999999", "1.5", "9" * 5000]
BROKEN = "Stránka se nenačetla celá. Zkopírujte si, co jste napsali, a otevřete ji znovu."


@pytest.mark.parametrize("version", VERSIONS)
def test_version_that_is_none(world, version):
    goal, text = world.draft, "Mé nové znění."

    response = as_(world, "staff").post(f"/prace/cil/{goal.pk}/upravit/", goal_form(goal, text=text, version=version))

    assert (response.status_code, fields(response)["text"]) == (422, text)
    assert BROKEN in page(response)


@pytest.mark.parametrize("version", VERSIONS)
def test_version_of_a_decision_that_is_none(world, version):
    sent = verdict(world.submitted_next, "return", "Doplňte počet.", version=version)

    response = as_(world, "department head").post("/prace/2027/liberec/rozhodnuti/", sent)

    assert response.status_code == 422
    assert BROKEN in page(response)
    assert "Doplňte počet." in page(response)


@pytest.mark.parametrize("version", ["5.0", " 5 ", "05", "٥"])
def test_older_version_in_a_strange_spelling_is_stale(world, version):
    Goal.objects.filter(pk=world.submitted_next.pk).update(version=9)

    response = as_(world, "department head").post(
        "/prace/2027/liberec/rozhodnuti/", verdict(world.submitted_next, version=version)
    )

    assert response.status_code == 409


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("button", ["vyradit", "odeslat"])
def test_version_of_a_button_that_is_none(world, button, version):
    response = as_(world, "head").post(f"/prace/cil/{world.change.pk}/{button}/", {"version": version})

    assert response.status_code == 409
    assert Goal.objects.get(pk=world.change.pk).state == GoalState.DRAFT


@pytest.mark.parametrize("key", ["", "abc", "\x00", "7b0c6c54"])
def test_key_that_is_none(world, key):
    response = as_(world, "staff").post("/prace/2026/liberec/novy-cil/", goal_form(key=key))

    assert response.status_code == 422
    assert BROKEN in page(response)


@pytest.mark.parametrize("seen", ["", "abc", "\x00" * 16, "g" * 16, "a" * 16 + "\n\n"])
def test_mark_of_an_edition_that_is_none(world, seen):
    response = as_(world, "department head").post(
        "/prace/2026/vydat/", edition(world, expected=seen, note="Má poznámka.")
    )

    assert response.status_code == 422
    assert BROKEN in page(response)
    assert fields(response)["note"] == "Má poznámka."


@pytest.mark.parametrize("seen", ["", "1", "1:", ":1", "a:b", "1:2:3", "\x00", "²:1", "9" * 30 + ":1", "999999999:1"])
def test_list_of_what_was_seen_that_is_none(world, seen):
    response = as_(world, "head").post("/prace/2026/liberec/kontrola/", {"expected": seen})

    assert response.status_code == 404
    assert not Event.objects.filter(name="submit").exists()


@pytest.mark.parametrize(
    "forged", [{"goal": "abc"}, {"goal": "9" * 30}, {"offset": "7"}, {"offset": "\x00"}, {"version": ""}, {"goal": "1"}]
)
def test_forged_order(world, forged):
    sent = {"goal": world.draft.pk, "version": world.plan.version, "offset": "1", **forged}

    response = as_(world, "staff").post("/prace/2027/liberec/poradi/", sent)

    assert response.status_code == 404


@pytest.mark.parametrize("serves", ["abc", "\x00", "9" * 30, "-1", "0"])
def test_goal_to_serve_that_is_none(world, serves):
    response = as_(world, "staff").post("/prace/2026/liberec/novy-cil/", goal_form(serves=serves))

    assert response.status_code == 422
    assert "Vyberte platnou možnost" in page(response)


@pytest.mark.parametrize("decision", ["", "approve", "\x00"])
def test_decision_about_last_year_that_is_none(world, decision):
    sent = {"decision": decision, "reason": "Můj dlouhý důvod."}

    response = as_(world, "staff").post(f"/prace/2027/liberec/loni/{world.approved.pk}/", sent)

    assert (response.status_code, fields(response)["reason"]) == (422, "Můj dlouhý důvod.")


@pytest.mark.parametrize("forged", ["publish", "\x00", "supersede"])
def test_verdict_that_is_none(world, forged):
    sent = verdict(world.submitted_next, forged, "Můj dlouhý důvod.")

    response = as_(world, "department head").post("/prace/2027/liberec/rozhodnuti/", sent)

    assert response.status_code == 422
    assert "Můj dlouhý důvod." in page(response)
    assert Goal.objects.get(pk=world.submitted_next.pk).state == GoalState.SUBMITTED


# A year

YEARS = [
    ({"year": ""}, EMPTY),
    ({"year": "²"}, "Zadejte rok číslem, například 2027."),
    ({"year": "1e9"}, "Zadejte rok číslem, například 2027."),
    ({"year": "9" * 5000}, "Zadejte rok číslem, například 2027."),
    ({"year": "-1"}, "Zadejte rok od 2000 do 2100."),
    ({"year": "2101"}, "Zadejte rok od 2000 do 2100."),
    ({"year": "2026"}, "Rok 2026 už je otevřený."),
    ({"centres": ""}, "Vyberte platnou možnost"),
    ({"centres": "9" * 30}, "Vyberte platnou možnost"),
    ({"centres": "\x00"}, "Vyberte platnou možnost"),
    ({"centres": ["1e3", "²"]}, "Vyberte platnou možnost"),
    ({"submit_by": "30. 2. 2029"}, "Takový den není. Zadejte datum, například 31. 12. 2027."),
    ({"submit_by": ""}, EMPTY),
    ({"submit_by": "2031-01-01"}, "Termíny musí jít po sobě: začátek přípravy, odeslání, vydání, uzávěrka."),
    ({"planning_opens_on": "2028-10-01"}, "Příprava začíná v roce 2030 nebo rok předtím."),
    ({"closes_on": "2033-01-01"}, "Uzávěrka je v roce 2030 nebo rok poté."),
    ({"version": "²"}, BROKEN),
]


@pytest.mark.parametrize(("facts", "sentence"), YEARS)
def test_year_that_cannot_be_opened(world, facts, sentence):
    calendar = days(2026) if facts.get("year") == "2026" else {}

    response = as_(world, "department head").post("/prace/otevrit-rok/", new_year(world, **{**calendar, **facts}))

    assert response.status_code == 422
    assert sentence in page(response)
    assert fields(response)["title"] == "Cíle 2030"
    assert Document.objects.years().count() == 2


def test_year_without_a_centre(world):
    sent = new_year(world)
    del sent["centres"]

    response = as_(world, "department head").post("/prace/otevrit-rok/", sent)

    assert "Vyberte aspoň jedno centrum." in page(response)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"closes_on": "kdykoli"}, "Takový den není. Zadejte datum, například 31. 12. 2027."),
        ({"closes_on": "2030-12-31"}, "Uzávěrka je v roce 2026 nebo rok poté."),
        ({"planning_opens_on": "2001-01-01"}, "Příprava začíná v roce 2026 nebo rok předtím."),
        ({"publish_on": "2025-10-01"}, "Termíny musí jít po sobě: začátek přípravy, odeslání, vydání, uzávěrka."),
        ({"version": "-1"}, BROKEN),
    ],
)
def test_dates_that_cannot_be(world, facts, sentence):
    sent = {"version": 1, **days(2026), **facts}

    response = as_(world, "department head").post("/prace/2026/terminy/", sent)

    assert response.status_code == 422
    assert sentence in page(response)
    assert fields(response)["submit_by"] == "2025-11-30"
    assert Document.objects.get(year=2026).version == 1


def test_czech_dates_are_understood(world):
    sent = {"version": 1, **days(2026), "closes_on": "31. 12. 2026", "submit_by": "1.12.2025"}

    assert as_(world, "department head").post("/prace/2026/terminy/", sent).status_code == 302

    assert Document.objects.get(year=2026).submit_by == date(2025, 12, 1)


# Invitations


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"first_name": "ž" * 20_000}, "first_name"),
        ({"last_name": "Nová\x00"}, "last_name"),
        ({"email": "neznám"}, "email"),
        ({"email": "a\x00@example.cz"}, "email"),
        ({"role": "\x00"}, "role"),
        ({"role": "superuser"}, "role"),
        ({"centre": "9" * 30}, "centre"),
        ({"centre": "\x00"}, "centre"),
        ({"centre": ""}, None),
        ({"valid_until": "včera"}, "valid_until"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
    ],
)
def test_invitation_that_cannot_be_sent(world, facts, field, mailoutbox):
    sent = {"first_name": "Nová", "last_name": "Kolegyně", "email": "nova@example.cz", "role": "staff"}
    sent |= {"centre": world.own.pk, "valid_until": ""} | facts

    response = as_(world, "department head").post("/prace/lide/pozvat/", sent)

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field or "__all__"}
    assert all(fields(response)[name] == sent[name] for name in ("first_name", "last_name", "email"))
    assert (Invitation.objects.count(), mailoutbox) == (0, [])


# Requests that no form of ours makes


def test_file_in_place_of_a_text(world):
    file = SimpleUploadedFile("cíl.txt", b"MZ\x00\x01", content_type="text/plain")

    response = as_(world, "staff").post("/prace/2026/liberec/novy-cil/", {**goal_form(), "text": file})

    assert response.status_code == 422
    assert EMPTY in page(response)


def test_field_sent_several_times_counts_as_sent_last(world):
    form = goal_form(text=["První znění.", "Druhé znění."], version=["abc", "0"])

    assert as_(world, "staff").post("/prace/2026/liberec/novy-cil/", form).status_code == 302
    assert Goal.objects.filter(text="Druhé znění.").exists()


def test_thousands_of_fields_are_refused(world):
    form = goal_form(**{f"field-{number}": "" for number in range(1100)})

    assert as_(world, "staff").post("/prace/2026/liberec/novy-cil/", form).status_code == 400


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"text=%ff%fe&text=%00", b"&&&=&="])
def test_body_that_is_no_form(world, body):
    response = as_(world, "staff").generic(
        "POST", "/prace/2026/liberec/novy-cil/", body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 422


def test_body_that_is_something_else(world):
    client = as_(world, "staff")
    address, body = "/prace/2026/liberec/novy-cil/", json.dumps({"text": "Ahoj."})

    answers = [
        client.post(address, body, content_type="application/json").status_code,
        client.generic("POST", address, b"--x\r\n", content_type="multipart/form-data; boundary=x").status_code,
        client.generic("POST", address, b"--x\r\n", content_type="multipart/form-data").status_code,
    ]

    assert answers[0] == 422
    assert set(answers[1:]) <= {400, 422}


@pytest.mark.parametrize("number", ["9" * 5000, "9223372036854775808", "2147483648"])
def test_number_in_an_address_that_no_row_has(world, number):
    client = as_(world, "department head")
    # Keys of the account ask who it is before anything else.
    routes = [route for _name, route in patterns() if "<int:" in route and not route.startswith("ucet/klice")]
    facts = {"slug": "liberec"}
    addresses = ["/" + re.sub(r"<(\w+):(\w+)>", lambda at: facts.get(at[2], number), route) for route in routes]

    answers = {address[:60]: client.get(address).status_code for address in addresses}

    assert len(addresses) > 25
    assert set(answers.values()) == {404}


@pytest.mark.parametrize("number", ["99999999999999999999", "0"])
def test_number_of_one_row_that_is_not_there(world, number):
    addresses = {"staff": f"/prace/2027/liberec/loni/{number}/", "department head": f"/prace/2026/vydano/{number}/"}

    assert [as_(world, name).get(address).status_code for name, address in addresses.items()] == [404, 404]


QUERIES = [
    *("q=%00", "region=%00", "centre=%00", "kind=%00", "page=%00", "by=%00", "year=%00", "since=%00", "name=%00"),
    *("progress=%00", "next=%00", "%00=%00", "q=%ff%fe", "page=-1", "page=1e9", "page=" + "9" * 5000, "o=%00", "p=%00"),
    *("by=99999999999999999999", "year=²", "since=9999-12-31", "until=0001-01-01", "since=31.2.2026", "q=" + "a" * 200),
    *("centre=" + "a" * 3000, "year=2026&year=abc", "by=" + "9" * 5000, "&&&", "=", "%", "%zz", "progress[]=x"),
]
FILTERED = ["/cile/2026/", "/prace/zaznam/", "/prace/zaznam.csv", "/prace/2026/", "/sprava/centres/user/"]
UNFILTERED = [
    *("/", "/cile/", "/centra/", "/centra/liberec/", "/prace/", "/prace/2026/liberec/", "/prace/zavazek/"),
    *("/prace/lide/", "/prihlaseni/", "/sprava/", "/sprava/centres/centre/", "/prace/2026/vydat/", "/ucet/"),
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_query_that_means_nothing(world, query):
    above, administrator = as_(world, "department head"), as_(world, "administrator")
    pages = FILTERED + (UNFILTERED if IS_THOROUGH or query in QUERIES[::7] else [])
    clients = {address: above if address.startswith("/prace/2026/") else administrator for address in pages}

    answers = {client.get(f"{address}?{query}").status_code for address, client in clients.items()}

    assert answers <= {200, 302, 400, 404}


@pytest.mark.parametrize("wrong", ["by=99999999999999999999", "centre=%00", "year=abc", "name=x", "since=31.2.2026"])
def test_wrong_filter_of_the_record_is_said_and_finds_nothing(world, wrong):
    as_(world, "staff").post("/prace/2026/liberec/novy-cil/", goal_form())
    client = as_(world, "administrator")

    shown, table = client.get(f"/prace/zaznam/?{wrong}"), client.get(f"/prace/zaznam.csv?{wrong}")

    assert (shown.status_code, table.status_code) == (400, 400)
    assert "<title>Chyba:" in shown.content.decode()
    assert len(table.getvalue().decode().splitlines()) == 1


@pytest.mark.parametrize("wrong", ["progress=x", "region=%00", "region=CZ999"])
def test_wrong_filter_of_a_year_is_said_and_finds_nothing(world, wrong):
    shown = as_(world, "department head").get(f"/prace/2026/?{wrong}")

    assert "Tento výběr neplatí" in page(shown)
    assert shown.context["plans"] == []


@pytest.mark.parametrize(
    "path",
    [
        *("/centra/%00/", "/pozvanka/%00/", "/prihlaseni/zapomenute-heslo/1-%00/", "/prace/zavazek/novy/%00/"),
        *("/prihlaseni/zapomenute-heslo/zzzzzzzzzzzzz-x/", "/prace/2026/%2e%2e/", "/sprava/centres/region/%00/change/"),
        *("/sprava/%00/", "/cile/2026.pdf%00", "/cile/²/", "/prace/cil/-1/", "/prace/cil/1e9/", "/sprava/r/%00/%00/"),
        "/sprava/centres/user/99999999999999999999/change/",
    ],
)
def test_path_that_means_nothing(world, path):
    client = as_(world, "administrator")

    assert client.get(path, follow=True).status_code in {200, 403, 404}
    assert connection.is_usable()
