"""People and their roles in the workspace: who gives and ends what, what happens then, and what two do at once."""

from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from django.core import mail
from django.utils import timezone

from centres import roles
from centres.access import MissingRight, Right, holders, rights_of
from centres.models import Event, Membership, Role, Subject, User
from centres.people import change_person, mark_of
from centres.refusals import EditConflict, Refused
from goals.models import Plan
from tests.centres.conftest import PASSWORD, give_app, signed_in
from tests.factories import make_centre, make_document, make_user
from tests.threads import at_once, refusals, winners
from tests.world import browser, calendar, page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


def words(day):
    return f"{day:%-d. %-m. %Y}"


@pytest.fixture
def centre():
    return make_centre(slug="liberec", name="CPIC Liberec")


@pytest.fixture
def administrator():
    return make_user(Role.ADMINISTRATOR, email="spravce@example.cz")


@pytest.fixture
def above():
    return make_user(Role.DEPARTMENT_HEAD, first_name="Ivan", last_name="Odborný")


@pytest.fixture
def head(centre):
    return make_user(Role.HEAD, centre=centre, first_name="Jana", last_name="Malá", email="jana@example.cz")


def role_of(person):
    return person.memberships.get()


def given(person, role, by, *, first=TODAY, last=None, centre=None):
    held = Membership(user=person, role=role, centre=centre, valid_from=first, valid_until=last)
    return roles.give(held, by=by, now=timezone.now())


def moved(held, day, by):
    return roles.change_end(held, day, by=by, now=timezone.now())


def form(held, day, **more):
    return {"valid_until": day.isoformat() if day else "", "seen": held.valid_until or "", **more}


def told_of(person):
    return list(Event.objects.about(Subject.PERSON, [person.pk]).order_by("id").values_list("name", "by", "content"))


# A role ends


def test_head_who_leaves_has_access_on_the_last_day_and_not_after_it(centre, head, above):
    moved(role_of(head), TODAY, above)

    assert rights_of(head, on=TODAY).may(Right.SUBMIT, centre)
    assert not rights_of(head, on=TODAY + DAY).may(Right.SUBMIT, centre)
    assert told_of(head) == [("end_role", above.pk, f"vedoucí centra – CPIC Liberec, do {words(TODAY)}")]
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["jana@example.cz"], "Konec role")]
    assert f"do {words(TODAY)}" in mail.outbox[0].body


def test_page_says_what_waits_and_asks_where_nobody_would_be_left(centre, head, above):
    Plan.objects.create(document=make_document(2027, **calendar()), centre=centre)
    client, address = browser(above), f"/prace/lide/role/{role_of(head).pk}/"

    shown = page(client.get(address))
    asked = client.post(address, form(role_of(head), TODAY))

    assert "Cíle na rok 2027: CPIC Liberec, odeslat do" in shown
    assert "dostává to vedoucí odboru: Ivan Odborný." in shown
    assert f"Po {words(TODAY)} tu nebude nikdo, kdo dělá totéž" in page(asked)
    assert role_of(head).valid_until is None
    answer = client.post(address, form(role_of(head), TODAY, confirmed=TODAY.isoformat()), follow=True)
    assert role_of(head).valid_until == TODAY
    assert f"vedoucí centra – CPIC Liberec, do {words(TODAY)}" in page(answer)


def test_yesterday_is_called_by_its_day_and_a_day_before_it_is_refused_at_once(head, above):
    client, address = browser(above), f"/prace/lide/role/{role_of(head).pk}/"

    asked = page(client.post(address, form(role_of(head), TODAY - DAY)))
    refused = client.post(address, form(role_of(head), TODAY - 2 * DAY))

    assert f"Po {words(TODAY - DAY)} tu nebude nikdo, kdo dělá totéž" in asked
    assert f"Co bude, když role skončí {words(TODAY - DAY)}" in asked
    assert "Přístup skončí hned." in asked
    assert (refused.status_code, "Zpětně roli ukončit nejde." in page(refused)) == (422, True)


def test_with_a_successor_nothing_is_asked_and_the_page_says_who_goes_on(centre, head, above):
    given(make_user(first_name="Petr", last_name="Nový"), Role.HEAD, above, first=TODAY + DAY, centre=centre)
    later = make_user(first_name="Eva", last_name="Pozdní")
    given(later, Role.DEPUTY, above, first=TODAY + 30 * DAY, last=TODAY + 60 * DAY, centre=centre)
    client, address = browser(above), f"/prace/lide/role/{role_of(head).pk}/"

    shown = page(client.get(address))
    client.post(address, form(role_of(head), TODAY))

    assert "Dál to dělá: Petr Nový." in shown
    assert f"Od {words(TODAY + 30 * DAY)} nastoupí Eva Pozdní (zástupce vedoucího centra)." in shown
    assert role_of(head).valid_until == TODAY


@pytest.mark.parametrize(
    ("first", "day", "said"),
    [
        (TODAY + 9 * DAY, TODAY + 8 * DAY, "Role nemůže skončit dřív, než začne"),
        (
            date(2020, 1, 1),
            TODAY - 2 * DAY,
            f"Poslední den může být nejdřív {words(TODAY - DAY)}, přístup pak končí hned.",
        ),
    ],
)
def test_end_that_makes_no_sense_is_said_beside_the_field(head, above, first, day, said):
    Membership.objects.filter(user=head).update(valid_from=first)
    held = role_of(head)

    answer = browser(above).post(f"/prace/lide/role/{held.pk}/", form(held, day, confirmed=day.isoformat()))

    assert answer.status_code == 422
    assert said in page(answer)
    assert "<title>Chyba: Do kdy role platí" in page(answer)
    assert role_of(head).valid_until is None
    assert mail.outbox == []


def test_yesterday_ends_the_access_at_once(centre, head, above):
    moved(role_of(head), TODAY - DAY, above)

    assert browser(head).get("/prace/zavazek/").status_code == 200
    assert not rights_of(head, on=TODAY).memberships


def test_end_is_moved_and_taken_away_but_a_deputy_keeps_one(centre, head, above):
    client = browser(above)
    client.post(f"/prace/lide/role/{role_of(head).pk}/", form(role_of(head), TODAY + 5 * DAY, confirmed="x"))
    moved(role_of(head), TODAY + 5 * DAY, above)
    client.post(f"/prace/lide/role/{role_of(head).pk}/", form(role_of(head), None))
    assert role_of(head).valid_until is None
    assert [name for name, _by, _content in told_of(head)] == ["end_role", "change_role"]

    deputy = make_user(Role.DEPUTY, centre=centre, valid_until=TODAY)
    answer = client.post(f"/prace/lide/role/{role_of(deputy).pk}/", form(role_of(deputy), None))
    assert (answer.status_code, role_of(deputy).valid_until) == (422, TODAY)
    answer = client.post(f"/prace/lide/role/{role_of(deputy).pk}/", form(role_of(deputy), date.max))
    assert (answer.status_code, role_of(deputy).valid_until) == (422, TODAY)
    with pytest.raises(Refused, match="Zástupce je jen na určenou dobu"):
        moved(role_of(deputy), None, above)


def test_role_given_by_mistake_is_taken_back_and_an_older_one_is_ended(head, above, centre):
    wrong = given(make_user(), Role.STAFF, above, centre=centre)

    browser(above).post(f"/prace/lide/role/{wrong.pk}/zrusit/")

    assert not Membership.objects.filter(pk=wrong.pk).exists()
    assert [name for name, _by, _content in told_of(wrong.user)] == ["give_role", "take_role"]
    with pytest.raises(Refused, match="Zadejte její poslední den"):
        roles.withdraw(role_of(head), by=above, now=timezone.now())


# Who may


@pytest.mark.parametrize(
    ("who", "role", "is_allowed"),
    [
        ("administrator", Role.DIRECTOR, True),
        ("above", Role.HEAD, True),
        ("above", Role.DIRECTOR, False),
        ("head", Role.STAFF, True),
        ("head", Role.DEPUTY, True),
        ("head", Role.HEAD, False),
        ("strange head", Role.STAFF, False),
        ("deputy", Role.STAFF, False),
        ("staff", Role.STAFF, False),
        ("director", Role.STAFF, False),
    ],
)
def test_who_gives_and_ends_which_role(centre, administrator, above, head, who, role, is_allowed):
    people = {"administrator": administrator, "above": above, "head": head}
    people |= {"strange head": make_user(Role.HEAD, centre=make_centre()), "director": make_user(Role.DIRECTOR)}
    people |= {"staff": make_user(Role.STAFF, centre=centre)}
    people |= {"deputy": make_user(Role.DEPUTY, centre=centre, valid_until=TODAY + DAY)}
    place, last = (centre if role != Role.DIRECTOR else None), TODAY + 9 * DAY
    theirs = make_user(role, centre=place, valid_until=last)
    acts = [
        lambda: given(make_user(), role, people[who], last=last, centre=place),
        lambda: moved(role_of(theirs), TODAY + DAY, people[who]),
    ]

    for act in acts:
        if is_allowed:
            act()
            continue
        with pytest.raises(MissingRight):
            act()
    assert (role_of(theirs).valid_until == TODAY + DAY) is is_allowed


def test_nobody_touches_their_own_role(administrator):
    make_user(Role.ADMINISTRATOR)
    held = role_of(administrator)

    for act in (
        lambda: moved(held, TODAY + DAY, administrator),
        lambda: roles.withdraw(held, by=administrator, now=timezone.now()),
        lambda: given(administrator, Role.DIRECTOR, administrator),
    ):
        with pytest.raises(Refused, match="Vlastní role"):
            act()
    assert "Ukončit nebo změnit" not in page(browser(administrator).get(f"/prace/lide/{administrator.pk}/"))


def test_head_sees_their_team_and_nobody_else(centre, head, above):
    branch, strange = make_centre(parent=centre), make_centre()
    colleague, of_branch = make_user(Role.STAFF, centre=centre), make_user(Role.STAFF, centre=branch)
    stranger = make_user(Role.HEAD, centre=strange)
    given(colleague, Role.STAFF, above, centre=strange)
    client = browser(head)

    seen = {row["person"] for row in client.get("/prace/lide/").context["people"]}
    shown = page(client.get(f"/prace/lide/{colleague.pk}/"))

    assert seen == {head, colleague, of_branch}
    assert (centre.name in shown, strange.name in shown) == (True, False)
    assert client.get(f"/prace/lide/{stranger.pk}/").status_code == 404
    assert client.get(f"/prace/lide/centrum/{strange.slug}/").status_code == 404


def test_team_page_shows_who_was_is_and_will_be(centre, head, above):
    make_user(Role.HEAD, centre=centre, valid_until=date(2025, 8, 31), last_name="Dřívější")
    given(make_user(last_name="Příští"), Role.HEAD, above, first=TODAY + DAY, centre=centre)

    shown = page(browser(above).get("/prace/lide/centrum/liberec/"))

    assert [shown.index(name) for name in ("Jana Malá", "Příští", "Dřívější")] == sorted(
        shown.index(name) for name in ("Jana Malá", "Příští", "Dřívější")
    )
    assert "– 31. 8. 2025" in shown
    assert f"/prace/lide/pozvat/?role=deputy&centre={centre.slug}" in shown


# What waits where nobody leads


def test_what_waits_at_a_centre_without_a_head_is_the_department_heads(centre, head, above):
    Plan.objects.create(document=make_document(2027, **calendar()), centre=centre)
    client = browser(above)
    assert "nemá vedoucího" not in page(client.get("/prace/"))
    moved(role_of(head), TODAY - DAY, above)

    start, team = page(client.get("/prace/")), page(client.get("/prace/lide/centrum/liberec/"))

    assert "CPIC Liberec nemá vedoucího: čeká tu 1 věc" in start
    assert 'href="/prace/lide/centrum/liberec/"' in start
    assert "Cíle na rok 2027: CPIC Liberec" in team
    assert "?role=head&centre=liberec" in team
    assert "Centra bez vedoucího" in page(client.get("/prace/lide/"))
    given(make_user(), Role.HEAD, above, centre=centre)
    assert "nemá vedoucího" not in page(client.get("/prace/"))


# Welcome


def test_new_head_is_welcomed_until_they_put_it_away(centre, above):
    make_user(Role.HEAD, centre=centre, valid_until=TODAY - DAY, last_name="Dřívější")
    make_user(Role.STAFF, centre=centre, last_name="Kolega", email="kolega@example.cz")
    person = make_user()
    given(person, Role.HEAD, above, centre=centre)
    client = browser(person)

    assert "Vítejte v nové roli" in page(client.get("/prace/"))
    shown = page(client.get("/prace/vitejte/"))
    for expected in ("uzavřít měsíc centra", "kolega@example.cz", "vedl/a Dřívější", "Ivan Odborný", above.email):
        assert expected in shown
    client.post("/prace/vitejte/")
    assert "Vítejte" not in page(client.get("/prace/"))
    assert client.get("/prace/vitejte/")["Location"] == "/prace/"


def test_welcome_goes_away_by_itself_once_they_work(centre, above):
    person = make_user()
    given(person, Role.HEAD, above, centre=centre)
    client = browser(person)
    Plan.objects.create(document=make_document(2027, **calendar()), centre=centre)

    client.post("/prace/2027/liberec/novy-cil/", {"text": "x"})
    assert "Vítejte" in page(client.get("/prace/"))
    facts = {"subject_kind": Subject.GOAL, "subject_id": 1, "name": "create", "centre": centre}
    Event.objects.create(**facts, by=person, role=Role.HEAD, at=timezone.now())
    assert "Vítejte" not in page(client.get("/prace/"))


# The account


def edited(person, **changes):
    facts = {"first_name": person.first_name, "last_name": person.last_name, "email": person.email, "is_active": "on"}
    return {name: value for name, value in (facts | {"seen": mark_of(person)} | changes).items() if value}


def test_administrator_changes_name_and_address_and_both_addresses_hear_of_it(administrator, head):
    client = signed_in(administrator)

    client.post(f"/prace/lide/{head.pk}/upravit/", edited(head, last_name="Nová", email="Nova@Example.cz"))

    head.refresh_from_db()
    assert (str(head), head.email) == ("Jana Nová", "nova@example.cz")
    assert list(head.emailaddress_set.values_list("email", "verified")) == [("nova@example.cz", True)]
    assert [sent.to for sent in mail.outbox] == [["jana@example.cz"], ["nova@example.cz"]]
    [(name, by, content)] = told_of(head)
    assert (name, by) == ("change", administrator.pk)
    assert content == "Příjmení: Malá → Nová; E-mail: jana@example.cz → nova@example.cz"


def test_address_of_somebody_else_is_refused_and_what_was_typed_stays(administrator, head):
    other = make_user(email="eva@example.cz")

    answer = signed_in(administrator).post(f"/prace/lide/{head.pk}/upravit/", edited(head, email=other.email))

    assert answer.status_code == 422
    assert "Tuto adresu už má jiný účet." in page(answer)
    head.refresh_from_db()
    assert head.email == "jana@example.cz"


def test_account_that_is_switched_off_is_out_at_once_and_nobody_switches_off_their_own(administrator, head):
    there, client = signed_in(head), signed_in(administrator)

    client.post(f"/prace/lide/{head.pk}/upravit/", edited(head, is_active=""))
    own = client.post(
        f"/prace/lide/{administrator.pk}/upravit/", edited(administrator, first_name="A", last_name="B", is_active="")
    )

    head.refresh_from_db()
    assert (head.is_active, there.get("/prace/").status_code) == (False, 302)
    assert "Vlastní účet si nikdo nevypíná" in page(own)
    administrator.refresh_from_db()
    assert administrator.is_active


def test_lost_second_factor_is_taken_away_written_down_and_told(administrator):
    person = make_user(Role.DIRECTOR, email="reditel@example.cz")
    there = signed_in(person)
    give_app(person)
    own = make_user(Role.ADMINISTRATOR)
    give_app(own)

    shown = page(signed_in(administrator).post(f"/prace/lide/{person.pk}/druhe-overeni/", follow=True))
    refused = signed_in(own).post(f"/prace/lide/{own.pk}/druhe-overeni/")

    assert "Druhé ověření je zrušené" in shown
    assert not person.authenticator_set.exists()
    assert told_of(person) == [("reset_factor", administrator.pk, "")]
    assert ["reditel@example.cz"] in [sent.to for sent in mail.outbox]
    assert there.get("/ucet/").status_code == 302
    assert (refused.status_code, own.authenticator_set.exists()) == (409, True)


def test_administrator_signs_somebody_out_everywhere(administrator, head):
    here, there = signed_in(head), signed_in(head)

    signed_in(administrator).post(f"/prace/lide/{head.pk}/odhlasit/")

    assert [client.get("/ucet/").status_code for client in (here, there)] == [302, 302]
    assert told_of(head) == [("end_sessions", administrator.pk, "")]


def test_whoever_changes_an_account_or_a_role_of_power_has_just_proved_who_they_are(administrator, head, passes):
    client = signed_in(administrator)
    director = make_user(Role.DIRECTOR)
    passes(minutes=16)
    edit, end = f"/prace/lide/{head.pk}/upravit/", f"/prace/lide/role/{role_of(director).pk}/"
    sent = form(role_of(director), TODAY, confirmed=TODAY.isoformat())

    asked = [client.get(edit), client.post(f"/prace/lide/{head.pk}/druhe-overeni/"), client.post(end, sent)]

    assert [unquote(each["Location"]).partition("?")[0] for each in asked] == ["/ucet/overeni/"] * 3
    assert role_of(director).valid_until is None
    client.post("/ucet/overeni/", {"password": PASSWORD, "next": end})
    assert role_of(director).valid_until == TODAY


# At the same moment


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_the_end_one_wins_and_the_other_hears_of_it():
    centre = make_centre()
    person, one, other = (
        make_user(Role.HEAD, centre=centre),
        make_user(Role.ADMINISTRATOR),
        make_user(Role.ADMINISTRATOR),
    )
    seen = [role_of(person), role_of(person)]

    results = at_once(
        lambda: moved(seen[0], TODAY + DAY, one),
        lambda: moved(seen[1], TODAY + 2 * DAY, other),
    )

    assert refusals(results) == [(EditConflict, type(None))]
    [won] = winners(results)
    assert role_of(person).valid_until == won.valid_until
    assert len(told_of(person)) == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_same_role_one_wins():
    """Without the lock both find nothing: the days differ, so no constraint of the database refuses the second."""
    centre, person = make_centre(), make_user()
    one, other = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)

    results = at_once(
        lambda: given(person, Role.HEAD, one, centre=centre),
        lambda: given(person, Role.HEAD, other, first=TODAY + DAY, centre=centre),
    )

    assert refusals(results) == [Refused]
    assert person.memberships.count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_leave_one():
    one, other = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    first, second = role_of(one), role_of(other)

    results = at_once(lambda: moved(first, TODAY, other), lambda: moved(second, TODAY, one))

    assert refusals(results) == [Refused]
    assert holders(Right.ADMINISTER, on=TODAY + DAY).count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_switch_each_other_off_leave_one():
    one, other = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)

    def switch_off(person, by):
        return change_person(person, {"is_active": False}, seen=mark_of(person), by=by, now=timezone.now())

    results = at_once(lambda: switch_off(one, other), lambda: switch_off(other, one))

    assert refusals(results) == [MissingRight]
    assert User.objects.filter(is_active=True).count() == 1
