"""A sign-in that expired while somebody was typing loses nothing, keeps no password and saves nothing by itself."""

import re
import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from centres import cookies, saved_input
from centres.models import Invitation, Role
from centres.sessions import forget
from goals.models import Continuation, Goal, Plan
from tests.centres.conftest import PASSWORD, give_app, recovery_code, sign_in
from tests.factories import make_centre, make_document, make_goal, make_user
from tests.world import browser, days, fields, goal_form, goal_in, page, target_rows, verdict

pytestmark = pytest.mark.django_db
NEW = "/prace/2026/liberec/novy-cil/"
TEXT = "Uspořádat 12 kurzů češtiny."
KEPT = "Přihlášení mezitím vypršelo. Co jste psali, je tady; ještě to uložte."
TARGETS = target_rows(
    [
        {"kind": "count", "comparator": "min", "value": "12", "unit": "kurzů", "window": "", "deadline": ""},
        {"kind": "share", "comparator": "min", "value": "asi 80", "unit": "klientů", "window": "", "deadline": ""},
    ]
)


@pytest.fixture
def centre():
    return make_centre(slug="liberec", name="CPIC Liberec")


@pytest.fixture
def plan(centre):
    return Plan.objects.create(document=make_document(), centre=centre)


@pytest.fixture
def jana(plan, client):
    jana = make_user(Role.HEAD, centre=plan.centre, email="jana@example.cz", password=PASSWORD)
    let_expire(client, jana)
    return jana


def let_expire(client, person):
    """Signed in, and then away for so long that nothing is left of the session."""
    assert sign_in(client, person.email, next="/prace/")["Location"] == "/prace/"
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    forget(timezone.now())
    assert not Session.objects.exists()


def come_back(client, address):
    """What the browser shows after the way to the sign-in and through it."""
    assert client.get(address)["Location"] == f"/prihlaseni/?next={address}"
    answer = sign_in(client, "jana@example.cz", next=address)
    assert answer["Location"] == address
    return client.get(address)


def test_sent_form_waits_for_the_sign_in(client, jana):
    sent = client.post(NEW, goal_form(text=TEXT, responsible="lektorka", **TARGETS))
    asked = client.get(sent["Location"])

    shown = come_back(client, NEW)

    assert "Co jste psali, tu po přihlášení bude." in page(asked)
    assert sent["Location"] == f"/prihlaseni/?next={NEW}"
    assert KEPT in page(shown)
    kept = fields(shown)
    assert (kept["text"], kept["responsible"]) == (TEXT, "lektorka")
    assert [kept[f"targets-{at}-value"] for at in (0, 1)] == ["12", "asi 80"]
    assert [kept[f"targets-{at}-unit"] for at in (0, 1)] == ["kurzů", "klientů"]


def test_sent_form_saves_nothing_by_itself(client, jana):
    client.post(NEW, goal_form(text=TEXT))
    come_back(client, NEW)

    assert not Goal.objects.exists()


def test_shown_form_is_saved_once_and_does_not_come_again(client, jana):
    client.post(NEW, goal_form(text=TEXT))
    shown = come_back(client, NEW)

    saved = client.post(NEW, {**fields(shown), "action": "save"})

    assert saved.status_code == 302
    assert Goal.objects.get().text == TEXT
    again = client.get(NEW)
    assert (fields(again)["text"], KEPT in page(again)) == ("", False)


def test_wrong_password_first_loses_nothing(client, jana):
    client.post(NEW, goal_form(text=TEXT))
    assert sign_in(client, jana.email, "špatné heslo", next=NEW).status_code == 200

    assert fields(come_back(client, NEW))["text"] == TEXT


def test_second_factor_loses_nothing(client, jana):
    give_app(jana)
    client.post(NEW, goal_form(text=TEXT))

    assert sign_in(client, jana.email, next=NEW)["Location"].startswith("/prihlaseni/kod/")
    answer = client.post("/prihlaseni/kod/", {"code": recovery_code(jana), "next": NEW})

    assert fields(client.get(answer["Location"]))["text"] == TEXT


def test_session_that_ended_elsewhere_loses_nothing(client, jana):
    """Signed in, then signed out by the administrator or another device, while the form was open."""
    come_back(client, NEW)
    Session.objects.all().delete()

    client.post(NEW, goal_form(text=TEXT))

    assert fields(come_back(client, NEW))["text"] == TEXT


def test_two_forms_wait_each_at_its_address(client, jana, plan):
    goal = make_goal(plan.document, centre=plan.centre)
    edit = f"/prace/cil/{goal.pk}/upravit/"
    client.post(NEW, goal_form(text=TEXT))
    client.post(edit, goal_form(goal, text="Upravené znění."))

    first = come_back(client, edit)
    second = client.get(NEW)

    assert (fields(first)["text"], fields(second)["text"]) == ("Upravené znění.", TEXT)


def test_form_sent_twice_waits_as_sent_last(client, jana):
    for text in ("První.", "Druhé."):
        client.post(NEW, goal_form(text=text))

    assert fields(come_back(client, NEW))["text"] == "Druhé."


def test_fourth_form_pushes_out_the_oldest_only(client, jana, plan):
    addresses = [f"/prace/cil/{make_goal(plan.document, centre=plan.centre).pk}/upravit/" for _ in range(4)]
    for address in (*addresses, addresses[1]):
        client.post(address, goal_form(text=address))
    come_back(client, NEW)

    assert [fields(client.get(address))["text"] == address for address in addresses] == [False, True, True, True]


def test_form_of_great_length_is_not_kept(client, jana):
    client.post(NEW, goal_form(text="a" * (saved_input.MOST_CHARACTERS + 1)))

    assert KEPT not in page(come_back(client, NEW))


def test_longest_wording_there_can_be_is_kept(client, jana):
    text = "ž" * 4000
    client.post(NEW, goal_form(text=text, evidence="ř" * 2000))

    assert fields(come_back(client, NEW))["text"] == text


def test_password_is_kept_in_no_session(client, jana):
    secret = "moje dosavadní velmi dlouhé heslo"

    client.post("/ucet/heslo/", {"oldpassword": secret, "password1": secret, "password2": secret})
    client.post("/sprava/centres/user/1/change/", {"email": "jana@example.cz"})

    assert [session.get_decoded().get(saved_input.KEY) for session in Session.objects.all()] in ([], [None])


# Only what an expired session of ours sends is kept


def kept_forms():
    return [kept for session in Session.objects.all() for kept in session.get_decoded().get(saved_input.KEY, {})]


@pytest.mark.parametrize("cookie", [None, "", "1", "1:1uXyZ:forged", "\x00", "é", "1:" * 500])
def test_stranger_leaves_no_row_behind(jana, cookie):
    # As it comes over the wire: Python's own cookies refuse to be made of some of these.
    header = {} if cookie is None else {"HTTP_COOKIE": f"{cookies.TYPING}={cookie}"}

    sent = browser().post(NEW, goal_form(text=TEXT), **header)

    assert sent["Location"] == f"/prihlaseni/?next={NEW}"
    assert not Session.objects.exists()


def test_cookie_made_for_another_purpose_opens_nothing(jana):
    stranger = browser()
    stranger.cookies[cookies.TYPING] = signing.get_cookie_signer(salt="other").sign(str(jana.pk))

    stranger.post(NEW, goal_form(text=TEXT))

    assert not Session.objects.exists()


def test_cookie_is_believed_for_two_weeks(client, jana, monkeypatch):
    later = time.time() + saved_input.BELIEVED + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    client.post(NEW, goal_form(text=TEXT))

    assert not Session.objects.exists()


def test_cookie_is_for_the_server_alone(client, jana):
    cookie = client.cookies[cookies.TYPING]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_text_belongs_to_whoever_typed_it(client, jana, plan):
    client.post(NEW, goal_form(text=TEXT))
    make_user(Role.HEAD, centre=plan.centre, email="eva@example.cz", password=PASSWORD)

    assert sign_in(client, "eva@example.cz", next=NEW)["Location"] == NEW
    shown = client.get(NEW)

    assert (fields(shown)["text"], KEPT in page(shown)) == ("", False)


def test_next_person_at_the_computer_keeps_their_own(client, jana, plan):
    client.post(NEW, goal_form(text=TEXT))
    eva = make_user(Role.HEAD, centre=plan.centre, email="eva@example.cz", password=PASSWORD)
    let_expire(client, eva)
    client.post(NEW, goal_form(text="Evin text."))

    sign_in(client, "eva@example.cz", next=NEW)

    assert fields(client.get(NEW))["text"] == "Evin text."


def test_so_many_forms_a_day_and_account(jana, client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"typed": "100/d/ip,2/d/key"}
    for _ in range(4):  # each without the cookie of its session, so that it would get one of its own
        again = browser()
        again.cookies[cookies.TYPING] = client.cookies[cookies.TYPING].value
        again.post(NEW, goal_form(text=TEXT))

    assert len(kept_forms()) == 2


def test_text_waits_for_a_day_and_a_begun_sign_in_for_an_hour(client, jana):
    client.post(NEW, goal_form(text=TEXT))
    browser().get("/prihlaseni/klic/")
    now = timezone.now()
    assert Session.objects.count() == 2

    forget(now + timedelta(hours=2))
    assert kept_forms() == [NEW]
    forget(now + timedelta(hours=25))
    assert not Session.objects.exists()


def test_sign_ins_by_key_are_begun_so_many_times_a_minute():
    answers = [browser().get("/prihlaseni/klic/").status_code for _ in range(32)]

    assert (answers.count(200), answers.count(429), Session.objects.count()) == (30, 2, 30)


def test_what_is_over_is_cleared_away_and_the_rest_stays(client, jana):
    sign_in(client, jana.email)
    known = UserSession.objects.get().session_key
    UserSession.objects.create(user=jana, session_key="over", ip="192.0.2.1", user_agent="")
    cache.set("over", 1, timeout=60)
    cache.set("stays", 1, timeout=600)

    forget(timezone.now() + timedelta(minutes=5))

    assert list(UserSession.objects.values_list("session_key", flat=True)) == [known]
    assert client.get("/prace/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache WHERE cache_key LIKE %s", ["%:over"])
        assert cursor.fetchall() == []
    assert cache.get("stays") == 1


# Every form that can take a while


def test_decision_about_last_year_waits(client, jana, plan):
    last = make_goal(make_document(2025), centre=plan.centre, number=1)
    goal_in("approved", lambda: last)
    address = f"/prace/2026/liberec/loni/{last.pk}/"
    client.post(address, {"decision": "retire", "reason": "Splněno už v září."})

    shown = come_back(client, address)

    assert fields(shown) == {"decision": "retire", "reason": "Splněno už v září."}
    assert KEPT in page(shown)
    assert not Continuation.objects.exists()


@pytest.fixture
def above(client):
    above = make_user(Role.DEPARTMENT_HEAD, email="jana@example.cz", password=PASSWORD)
    let_expire(client, above)
    return above


def test_verdicts_wait(client, above, plan):
    goals = [goal_in("submitted", make_goal, plan.document, centre=plan.centre) for _ in range(2)]
    address = "/prace/2026/liberec/rozhodnuti/"
    client.post(address, verdict(goals[0]) | verdict(goals[1], "return", "Doplňte počet."))

    kept = fields(come_back(client, address))

    assert [kept[f"goal-{goal.pk}-verdict"] for goal in goals] == ["approve", "return"]
    assert kept[f"goal-{goals[1].pk}-comment"] == "Doplňte počet."
    assert Goal.objects.filter(state="submitted").count() == 2


def test_new_year_waits(client, above, plan):
    sent = {"year": "2027", "title": "Cíle 2027", "version": "0", "centres": str(plan.centre.pk), **days(2027)}
    client.post("/prace/otevrit-rok/", sent)

    assert fields(come_back(client, "/prace/otevrit-rok/")) == sent


def test_dates_wait(client, above, plan):
    sent = {"version": "1", **days(2026)}
    client.post("/prace/2026/terminy/", sent)

    assert fields(come_back(client, "/prace/2026/terminy/")) == sent


def test_reason_to_publish_waits(client, above, plan):
    make_goal(plan.document, centre=plan.centre)
    client.post("/prace/2026/vydat/", {"reason": "Nedá se čekat.", "note": "Poznámka.", "expected": "0" * 16})
    goal_in("approved", make_goal, plan.document, centre=plan.centre)

    kept = fields(come_back(client, "/prace/2026/vydat/"))

    assert (kept["reason"], kept["note"]) == ("Nedá se čekat.", "Poznámka.")


def test_invitation_waits(client, above, plan, mailoutbox):
    sent = {"first_name": "Eva", "last_name": "Nová", "email": "eva@example.cz", "role": "staff", "valid_until": ""}
    sent["valid_from"] = sent["language"] = ""
    sent["centre"] = str(plan.centre.pk)
    client.post("/prace/lide/pozvat/", sent)

    shown = come_back(client, "/prace/lide/pozvat/")
    assert fields(shown) == sent
    assert (Invitation.objects.count(), mailoutbox) == (0, [])
    client.post("/prace/lide/pozvat/", fields(shown))

    assert KEPT not in page(client.get("/prace/lide/pozvat/"))


def test_button_leads_back_to_the_page_where_it_is(client, jana, plan):
    goal = make_goal(plan.document, centre=plan.centre)
    for address in (f"/prace/cil/{goal.pk}/vyradit/", "/prace/2026/liberec/poradi/"):
        client.post(address, {"version": goal.version})

        assert sign_in(client, jana.email, next=address)["Location"] == address
        assert client.get(address, follow=True).status_code == 200
        client.logout()
    assert Goal.objects.get().state == "draft"


# A form that cannot be trusted


def test_form_with_a_wrong_token_saves_nothing_and_shows_what_was_typed(jana):
    client = browser(jana, enforce_csrf_checks=True)

    answer = client.post(NEW, goal_form(text=TEXT, evidence="<b>Výkazy</b> za měsíc", csrfmiddlewaretoken="x" * 64))

    assert answer.status_code == 403
    assert TEXT in page(answer)
    assert "&lt;b&gt;Výkazy&lt;/b&gt; za měsíc" in answer.content.decode()
    assert "Nic se neuložilo." in page(answer)
    assert not Goal.objects.exists()


def test_form_with_a_wrong_token_leads_on_to_the_page_where_it_is(jana):
    client = browser(jana, enforce_csrf_checks=True)

    answer = client.post(NEW, goal_form(text=TEXT), headers={"referer": f"http://testserver{NEW}"})

    assert f'href="{NEW}"' in answer.content.decode()
    assert "Otevřít stránku znovu" in page(answer)


@pytest.mark.parametrize(("after", "place"), [(NEW, NEW), ("https://jinde.example/", "/prace/"), ("", "/prace/")])
def test_sign_in_form_of_a_second_tab_goes_on_with_who_is_signed_in(jana, after, place):
    client = browser(jana, enforce_csrf_checks=True)
    stale = {"login": "kdokoli@example.cz", "password": "x", "next": after, "csrfmiddlewaretoken": "x" * 64}

    answer = client.post("/prihlaseni/", stale)

    assert answer["Location"] == place
    assert f"Už jste přihlášeni jako {jana}." in page(client.get("/prace/"))


def test_form_with_a_wrong_token_is_not_kept_for_anybody(jana):
    client = browser(enforce_csrf_checks=True)

    client.post(NEW, goal_form(text=TEXT))

    assert not Session.objects.exists()


def test_password_is_shown_on_no_page():
    client = browser(enforce_csrf_checks=True)
    secret = "moje velmi dlouhé heslo s mnoha mezerami uvnitř"

    answer = client.post("/prihlaseni/", {"login": "jana@example.cz", "password": secret})
    other = client.post("/prihlaseni/zapomenute-heslo/1-x/", {"password1": secret, "password2": secret})

    assert [each.status_code for each in (answer, other)] == [403, 403]
    assert [re.search(secret, page(each)) for each in (answer, other)] == [None, None]
