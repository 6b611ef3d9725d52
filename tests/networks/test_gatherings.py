"""Networks meet: planned, invited to, held by one and by two, closed with minutes, mended by the next version."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from centres.access import MissingRight
from centres.models import Event, Subject
from evaluations.meetings.contents import ActionContent, fingerprint
from evaluations.models import Record
from evaluations.records import records
from goals.workflow import EditConflict, Refused
from networks.meetings import actions, holding, inviting, planning
from networks.meetings.minutes import addressees
from networks.models import Attendance, Gathering, GatheringMinutes, Member, SharedAction, Topic, WorkContact
from networks.series import keeping
from networks.states import GatheringState
from networks.workflow import move
from tests.factories import make_indicator
from tests.networks.networks_cast import (
    closed,
    fresh,
    held,
    invited,
    make_partner,
    make_series,
    make_topic,
    new_action,
    plan,
    seat_since,
)
from tests.world import browser, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=14)


@pytest.fixture
def client(cast):
    return browser(cast.head)


def queued():
    """What would be in the queue; the tests' mails go no further."""
    return list(mail.outbox)


def ics_of(message):
    [part] = [one.content for one in message.alternatives]
    return part


# Series


def test_series_is_founded_with_its_rhythm_and_shows_its_windows(cast, client):
    url = reverse("series-new")
    sent = fields(client.get(url)) | {"kind": "working_group", "name": "Školy", "times": "1", "window": "quarter"}
    client.post(url, sent)
    client.post(url, sent)

    series = cast.centre.series.get(name="Školy")
    windows = keeping.windows(series, 2026, today=date(2026, 5, 5))
    assert [slot.state for slot in windows] == ["missed", "open", "ahead", "ahead"]
    assert "1× za čtvrtletí" in page(client.get(reverse("series", args=[series.pk])))


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"kind": "committee"}, "organiser", "vyberte, kdo ji pořádá"),
        ({"level": "town"}, "place", "ve kterém okrese, městě"),
        ({"times": "2"}, "window", "Rytmus má dvě části"),
        ({"name": ""}, "name", "povinné"),
    ],
)
def test_bad_series_gets_a_sentence_at_the_field(cast, client, facts, field, sentence):
    url = reverse("series-new")
    answer = client.post(url, fields(client.get(url)) | {"name": "Síť"} | facts)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert field == "name" or sentence in page(answer)


def test_members_are_added_together_and_one_who_is_gone_keeps_the_past(cast, client):
    more = [make_partner(cast.region, name) for name in ("Knihovna", "Charita")]
    url = reverse("members-add", args=[cast.series.pk])
    client.post(url, {"partners": [one.pk for one in more]})
    assert cast.series.members.count() == 5

    member = cast.series.members.get(partner=more[0])
    client.post(reverse("member-edit", args=[cast.series.pk, member.pk]), {"seat": "decision_maker", "contact": ""})
    assert Member.objects.get(pk=member.pk).seat == "decision_maker"
    client.post(reverse("member-end", args=[cast.series.pk, member.pk]))
    shown = client.get(reverse("series", args=[cast.series.pk])).context["members"]
    assert "Knihovna" not in {str(one) for one in shown}
    foreign = make_partner(cast.other_region, "Cizí")
    assert client.post(url, {"partners": [foreign.pk]}).status_code == 422


def test_where_nobody_can_be_added_the_page_says_why_and_has_no_button(cast):
    shown = page(browser(cast.head).get(reverse("members-add", args=[cast.series.pk])))
    assert "Všichni partneři kraje v síti už jsou." in shown
    assert "Přidat do sítě" not in shown
    assert reverse("partner-new") in shown


def test_another_region_has_no_series_no_meeting_and_no_action(cast):
    gathering = closed(cast, TODAY, cast.town, new=[new_action("Seznam", f"partner-{cast.town.pk}", SOON)])
    topic = make_topic(cast)
    stranger, above = browser(cast.stranger), browser(cast.above)
    addresses = [
        reverse("series", args=[cast.series.pk]),
        reverse("gathering", args=[gathering.pk]),
        reverse("gathering-minutes", args=[gathering.pk, 1]),
        reverse("shared-action", args=[SharedAction.objects.get().pk]),
        reverse("topic", args=[cast.series.pk, topic.pk]),
        reverse("gathering-new", args=[cast.series.pk]),
    ]
    assert [stranger.get(url).status_code for url in addresses] == [404] * 6
    assert {above.get(url).status_code for url in addresses} == {200}
    with pytest.raises(MissingRight):
        planning.save_gathering(
            Gathering(series=cast.series, version=0), {"on": SOON, "starts": None, "ends": None}, [], by=cast.stranger
        )


# Planning


def test_meeting_is_planned_with_the_whole_backlog_offered(cast, client):
    topic = make_topic(cast)
    url = reverse("gathering-new", args=[cast.series.pk])
    sent = fields(client.get(url)) | {"on": SOON.isoformat(), "starts": "9:30", "ends": "11:00", "place": "Úřad"}
    assert sent["topics"] == str(topic.pk)
    client.post(url, sent)
    client.post(url, sent)

    gathering = Gathering.objects.get()
    assert (gathering.starts, gathering.agenda.get().topic) == (time(9, 30), topic)


def test_two_meetings_of_a_series_on_a_day_are_refused_at_the_day(cast, client):
    plan(cast, SOON)
    url = reverse("gathering-new", args=[cast.series.pk])

    answer = client.post(url, fields(client.get(url)) | {"on": SOON.isoformat()})

    assert answer.status_code == 422
    assert "Ten den už jedno setkání" in " ".join(answer.context["form"].errors["on"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Gathering.objects.create(series=cast.series, on=SOON)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends": "9:00"}, "starts"),
        ({"starts": "10:00", "ends": "9:00"}, "ends"),
        ({"on": ""}, "on"),
        ({"on": "31.2."}, "on"),
    ],
)
def test_bad_times_get_a_sentence_at_the_field(cast, client, facts, field):
    url = reverse("gathering-new", args=[cast.series.pk])
    answer = client.post(url, fields(client.get(url)) | {"on": SOON.isoformat()} | facts)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})


# Inviting


def test_everybody_gets_a_mail_of_their_own_with_a_calendar_invitation(cast, client):
    gathering = plan(cast, SOON, make_topic(cast), starts=time(9, 30), ends=time(11, 0), place="Úřad, sál")
    url = reverse("gathering-invite", args=[gathering.pk])
    shown = client.get(url)
    assert "ZŠ Husova" in page(shown).partition("Pozvánka nedojde")[2]

    client.post(url, fields(shown))
    client.post(url, fields(shown))  # pressed twice

    mails = queued()
    assert sorted(one.to[0] for one in mails) == ["magistrat@example.cz", "up@example.cz"]
    assert all("Zápisy do prvních tříd" in one.body and "/pozvani/" in one.body for one in mails)
    [event] = Calendar.from_ical(ics_of(mails[0])).events
    assert (event.start.isoformat(), event["sequence"]) == (event.start.replace(hour=9, minute=30).isoformat(), 0)
    assert str(event.start.tzinfo) == "Europe/Prague"
    assert "METHOD:REQUEST" in ics_of(mails[0])
    assert 'method="REQUEST"' in mails[0].message().as_string()
    assert fresh(gathering).state == GatheringState.INVITED


def test_change_goes_out_as_an_update_and_the_end_as_a_cancellation(cast):
    gathering = invited(cast)
    uid = Calendar.from_ical(ics_of(queued()[0])).events[0]["uid"]
    mail.outbox.clear()
    facts = {"on": SOON + timedelta(days=1), "starts": None, "ends": None, "place": "", "is_extraordinary": False}
    gathering = planning.save_gathering(fresh(gathering), facts, [], by=cast.head)
    assert gathering.changed_since_invited

    inviting.invite(fresh(gathering), by=cast.head)
    [event] = Calendar.from_ical(ics_of(queued()[0])).events
    assert (event["uid"], event["sequence"], event.start) == (uid, 1, SOON + timedelta(days=1))
    assert {one.subject.partition(":")[0] for one in queued()} == {"Změna"}
    mail.outbox.clear()
    assert inviting.invite(fresh(gathering), by=cast.head)[1] == 0  # everybody knows
    inviting.cancel(fresh(gathering), comment="Nemoc.", by=cast.head)

    [event] = Calendar.from_ical(ics_of(queued()[0])).events
    assert (event["uid"], event["sequence"], event["status"]) == (uid, 2, "CANCELLED")
    assert "METHOD:CANCEL" in ics_of(queued()[0])
    assert all("Nemoc." in one.body for one in queued())


def test_platform_without_members_or_addresses_invites_nobody(cast, client):
    cast.series.members.all().delete()
    gathering = plan(cast, SOON)
    url = reverse("gathering-invite", args=[gathering.pk])
    answer = client.post(url, fields(client.get(url)))
    assert (answer.status_code, "Síť nemá žádného člena" in page(answer)) == (422, True)

    keeping.add_members(cast.series, [cast.school], by=cast.head)
    with pytest.raises(Refused, match="nemá kontakt s e-mailem"):
        inviting.invite(fresh(gathering), by=cast.head)
    assert fresh(gathering).state == GatheringState.PLANNED


def test_somebody_elses_committee_is_attended_and_not_invited_to(cast):
    committee = make_series(cast.centre, kind="committee", organiser=cast.town, name="Komise")
    gathering = planning.save_gathering(
        Gathering(series=committee, version=0),
        {"on": TODAY, "starts": None, "ends": None, "place": "", "is_extraordinary": False},
        [],
        by=cast.staff,
    )
    with pytest.raises(Refused, match="zve Magistrát"):
        inviting.invite(fresh(gathering), by=cast.head)
    mail.outbox.clear()
    assert holding.hold(gathering, held(gathering), by=cast.staff, close=True).is_closed
    assert queued() == []


def test_nominated_contact_alone_is_invited(cast):
    second = WorkContact.objects.create(
        partner=cast.town, name="Jana", email="jana@mesto.example", valid_from="2020-01-01"
    )
    gathering = plan(cast, SOON)
    member = cast.series.members.get(partner=cast.town)
    keeping.change_member(member, seat="expert", contact=second, by=cast.head)

    found = inviting.recipients(gathering, today=TODAY)

    assert {one.email for one in found.contacts} == {"jana@mesto.example", "up@example.cz"}
    assert found.unreachable == [cast.school]


# Answers without an account


def reply_url(invitee):
    return reverse("reply", args=[inviting.token_of(invitee)])


def test_link_shows_and_only_the_button_answers(cast, client):
    gathering = invited(cast)
    invitee, anonymous = gathering.invitees.get(partner=cast.town), browser()
    shown = anonymous.get(reply_url(invitee))
    assert "Magistrát města" in page(shown)
    assert gathering.invitees.get(pk=invitee.pk).answer == ""

    done = anonymous.post(reply_url(invitee), {"answer": "yes"}, follow=True)

    assert "odpověď je zapsaná" in page(done)
    counts = client.get(reverse("gathering", args=[gathering.pk])).context["counts"]
    assert counts == {"invited": 2, "coming": 1, "excused": 0}
    assert Event.objects.about(Subject.GATHERING, [gathering.pk]).get(name="answer").by is None


def test_answered_twice_the_last_one_holds_and_who_comes_instead_is_no_address(cast):
    invitee, anonymous = invited(cast).invitees.get(partner=cast.town), browser()
    anonymous.post(reply_url(invitee), {"answer": "yes"})
    again = anonymous.get(reply_url(invitee))
    assert "Odpověď už máme: přijde" in page(again)
    empty = anonymous.post(reply_url(invitee), {"answer": "other", "instead": ""})
    assert "Napište, kdo přijde místo" in page(empty)
    private = anonymous.post(reply_url(invitee), {"answer": "other", "instead": "777 123 456"})
    assert private.status_code == 422
    assert anonymous.post(reply_url(invitee), {}).status_code == 422

    anonymous.post(reply_url(invitee), {"answer": "other", "instead": "vedoucí odboru"})
    anonymous.post(reply_url(invitee), {"answer": "other", "instead": "vedoucí odboru"})

    invitee.refresh_from_db()
    assert (invitee.answer, invitee.instead) == ("other", "vedoucí odboru")
    assert Event.objects.about(Subject.GATHERING, [invitee.gathering_id]).filter(name="answer").count() == 2


def test_link_dies_after_the_meeting_and_with_its_cancellation(cast):
    late, anonymous = invited(cast).invitees.get(partner=cast.town), browser()
    Gathering.objects.update(on=TODAY - timedelta(days=1))
    answer = anonymous.post(reply_url(late), {"answer": "yes"})
    assert (answer.status_code, "už proběhlo" in page(answer)) == (410, True)
    assert late.gathering.invitees.get(pk=late.pk).answer == ""
    Gathering.objects.update(on=SOON)
    assert anonymous.get(reply_url(late)).status_code == 200
    inviting.cancel(fresh(late.gathering), comment="Nemoc.", by=cast.head)
    assert anonymous.get(reply_url(late)).status_code == 410


def test_guessed_link_finds_nothing_and_is_slowed(cast, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"guessed_link": "3/m/ip"}
    invitee, anonymous = invited(cast).invitees.get(partner=cast.town), browser()
    token = inviting.token_of(invitee)
    guesses = [f"{invitee.key}.{'x' * 43}", invitee.key, token[:-1] + "_", "x", token.replace(".", ":")]

    codes = [anonymous.get(reverse("reply", args=[guess])).status_code for guess in guesses]

    assert codes == [404, 404, 404, 429, 429]
    assert anonymous.get(reply_url(invitee)).status_code == 200


# Holding


def hold_url(gathering):
    return reverse("gathering-hold", args=[gathering.pk])


def test_page_keeps_attendance_conclusions_and_actions_and_closes(cast, client):
    topic = make_topic(cast)
    gathering = plan(cast, TODAY, topic)
    shown = client.get(hold_url(gathering))
    item = gathering.agenda.get()
    sent = fields(shown) | {
        "attendance-came": [cast.town.pk, cast.office.pk],
        f"item-{item.pk}-conclusion": "Zápisy budou v dubnu.",
        f"item-{item.pk}-is_settled": "on",
        "heading-guests": "Obec Hejnice",
        "new-0-what": "Poslat termíny",
        "new-0-owner": f"centre-{cast.centre.pk}",
        "new-0-due_on": SOON.isoformat(),
        "new-0-topic": topic.pk,
        "action": "close",
    }
    client.post(hold_url(gathering), sent)
    client.post(hold_url(gathering), sent)  # pressed twice

    gathering = fresh(gathering)
    assert gathering.is_closed
    assert set(gathering.attendance.values_list("partner", flat=True)) == {cast.town.pk, cast.office.pk}
    assert SharedAction.objects.get().centre == cast.centre
    assert Topic.objects.get(pk=topic.pk).settled_on == TODAY
    minutes = gathering.minutes.get()
    assert minutes.content["absent"] == ["ZŠ Husova"]
    assert minutes.content["guests"] == ["Obec Hejnice"]
    shown = page(client.get(reverse("gathering", args=[gathering.pk])))
    assert "Zápisy budou v dubnu." in shown
    assert "Poslat termíny" in shown
    assert client.get(reverse("gathering-minutes", args=[gathering.pk, 1])).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"new-0-what": "Úkol", "new-0-due_on": SOON.isoformat()}, "owner", "Vyberte, kdo úkol má"),
        (
            {"new-0-what": "Úkol", "new-0-owner": "centre", "new-0-due_on": (TODAY - timedelta(days=1)).isoformat()},
            "due_on",
            "Ten den už minul",
        ),
        ({"new-0-what": "Úkol", "new-0-owner": "centre"}, "due_on", "do kterého dne"),
        ({"new-0-owner": "centre", "new-0-due_on": SOON.isoformat()}, "what", "co je potřeba udělat"),
        (
            {"new-0-what": "Úkol", "new-0-owner": "centre-999999", "new-0-due_on": SOON.isoformat()},
            "owner",
            "Úkol může mít centrum kraje",
        ),
    ],
)
def test_action_without_owner_or_with_a_past_day_gets_a_sentence_at_the_field(cast, client, facts, field, sentence):
    gathering = plan(cast, TODAY)
    facts = {name: f"centre-{cast.centre.pk}" if value == "centre" else value for name, value in facts.items()}

    answer = client.post(hold_url(gathering), fields(client.get(hold_url(gathering))) | facts)

    form = answer.context["editor"].new[0]
    assert (answer.status_code, set(form.errors)) == (422, {field})
    assert sentence in form.errors[field][0]
    assert not SharedAction.objects.exists()


def test_attendance_of_an_organisation_that_is_not_there_is_refused(cast, client):
    gathering, stranger = plan(cast, TODAY), make_partner(cast.region, "Cizí")
    answer = client.post(
        hold_url(gathering), fields(client.get(hold_url(gathering))) | {"attendance-came": stranger.pk}
    )

    assert answer.status_code == 422
    assert "v síti není. Přidejte ji jako hosta" in page(answer)
    with pytest.raises(Refused, match="Cizí v síti není"):
        holding.hold(gathering, held(gathering, stranger), by=cast.head)
    client.post(hold_url(gathering), fields(client.get(hold_url(gathering))) | {"attendance-guest": stranger.pk})
    assert Attendance.objects.get().is_guest


def test_of_attendance_only_what_was_changed_is_written(cast):
    gathering = plan(cast, TODAY)
    first, second = held(gathering, cast.town), held(gathering, cast.office)
    holding.hold(gathering, first, by=cast.head)
    holding.hold(gathering, second, by=cast.staff)
    assert gathering.attendance.count() == 2

    holding.hold(gathering, held(gathering, seen=[cast.town]), by=cast.head)
    assert gathering.attendance.get().partner == cast.office


def test_two_who_wrote_of_one_topic_see_both_and_the_next_save_decides(cast, client):
    topic = make_topic(cast)
    gathering = plan(cast, TODAY, topic)
    sent = fields(client.get(hold_url(gathering)))
    holding.hold(gathering, held(gathering, conclusions={topic.pk: ("Cizí závěr.", False)}), by=cast.staff)
    sent |= {f"item-{gathering.agenda.get().pk}-conclusion": "Můj závěr.", "attendance-came": cast.town.pk}

    answer = client.post(hold_url(gathering), sent)

    assert answer.status_code == 409
    assert "Cizí" in page(answer)
    assert "Můj závěr." in page(answer)
    assert not gathering.attendance.exists()
    client.post(hold_url(gathering), fields(answer))
    assert gathering.agenda.get().conclusion == "Můj závěr."
    assert gathering.attendance.get().partner == cast.town


def test_who_closes_sees_first_what_others_wrote(cast, client):
    gathering = plan(cast, TODAY)
    sent = fields(client.get(hold_url(gathering))) | {"attendance-came": cast.town.pk, "action": "close"}
    holding.hold(gathering, held(gathering, cast.office), by=cast.staff)

    answer = client.post(hold_url(gathering), sent, follow=True)

    assert "Mezitím ale psal i někdo jiný" in page(answer)
    assert gathering.attendance.count() == 2
    assert not fresh(gathering).is_closed


def test_closing_needs_its_day_members_and_somebody_who_came(cast):
    with pytest.raises(Refused, match="teprve bude"):
        closed(cast, SOON, cast.town)
    with pytest.raises(Refused, match="Zaškrtněte, kdo přišel"):
        closed(cast, TODAY)
    cast.series.members.all().delete()
    Gathering.objects.all().delete()
    gathering = plan(cast, TODAY)
    with pytest.raises(Refused, match="nemá žádného člena"):
        holding.hold(gathering, held(gathering, guest=cast.town.pk), by=cast.head, close=True)
    assert not gathering.attendance.exists()  # all or nothing


# After


def test_minutes_go_to_those_invited_with_a_link_that_opens_the_pdf_for_a_time(cast):
    gathering = invited(cast, TODAY)
    mail.outbox.clear()
    holding.hold(fresh(gathering), held(gathering, cast.town), by=cast.head, close=True)

    mails = queued()
    assert sorted(one.to[0] for one in mails) == ["magistrat@example.cz", "up@example.cz"]
    link = mails[0].body.split()[-1]
    path = link[link.index("/zapis-setkani/") :]
    assert browser().get(path).content.startswith(b"%PDF")
    assert browser().get(path.replace(".pdf", "x.pdf")).status_code == 404
    assert addressees(gathering, today=TODAY) == ["magistrat@example.cz", "up@example.cz"]


def test_minutes_are_frozen_and_mended_only_by_the_next_version(cast, client):
    topic = make_topic(cast)
    gathering = closed(cast, TODAY, cast.town, topics=[topic], conclusions={topic.pk: ("Ano.", True)})
    before = gathering.minutes.get().content
    for change in (
        lambda: Gathering.objects.update(note="jinak"),
        lambda: gathering.agenda.update(conclusion="jinak"),
        lambda: Attendance.objects.all().delete(),
        lambda: GatheringMinutes.objects.update(number=5),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(Refused, match="nepíše"):
        holding.hold(fresh(gathering), held(gathering, cast.office), by=cast.head)
    url = reverse("gathering-reopen", args=[gathering.pk])
    assert client.post(url, fields(client.get(url)) | {"comment": ""}).status_code == 422
    client.post(url, fields(client.get(url)) | {"comment": "Chybí úřad práce."})

    sent = held(gathering, cast.town, cast.office, seen=[cast.town], conclusions={topic.pk: ("Ano.", False)})
    holding.hold(fresh(gathering), sent, by=cast.head, close=True)

    first, second = gathering.minutes.all()
    assert first.content == before
    assert second.content["came"] == ["Magistrát města", "Úřad práce"]
    assert "Chybí úřad práce." in second.content["again"]
    assert Topic.objects.get(pk=topic.pk).settled_on is None


def test_open_action_returns_to_the_next_meeting_and_to_the_tasks_until_it_is_done(cast, client):
    seat_since(cast, TODAY - timedelta(days=60))
    gathering = plan(cast, TODAY - timedelta(days=30))
    action = new_action("Poslat seznam ubytoven", f"centre-{cast.centre.pk}", SOON)
    holding.hold(gathering, held(gathering, cast.town, new=[action]), by=cast.head, close=True)
    item = SharedAction.objects.get()
    following = plan(cast, TODAY)

    assert "Poslat seznam ubytoven" in page(client.get(hold_url(following)))
    assert "Poslat seznam ubytoven" in page(client.get("/prace/"))
    assert "Poslat seznam ubytoven" not in page(browser(cast.stranger).get("/prace/"))
    url = reverse("shared-action", args=[item.pk])
    client.post(
        url, fields(client.get(url)) | {f"action-{item.pk}-state": "done", f"action-{item.pk}-note": "Posláno."}
    )

    assert SharedAction.objects.get().settled_by == cast.head
    assert "Poslat seznam ubytoven" not in page(client.get("/prace/"))
    assert [one.pk for one in actions.carried_to(following)] == [item.pk]  # it is news once
    with pytest.raises(IntegrityError), transaction.atomic():
        SharedAction.objects.update(what="jinak")


def test_two_who_settle_an_action_see_each_other(cast):
    closed(cast, TODAY, cast.town, new=[new_action("Seznam", f"partner-{cast.town.pk}", SOON)])
    item = actions.of_series(cast.series).get()
    seen = fingerprint(ActionContent.of(item))
    done = ActionContent("Seznam", item.owner_key, SOON, "done", "")
    actions.change_shared(item, done, expected=seen, by=cast.head)

    assert actions.change_shared(item, done, expected=seen, by=cast.staff).state == "done"  # the same again
    with pytest.raises(EditConflict):
        actions.change_shared(
            item, ActionContent("Seznam", item.owner_key, SOON, "cancelled", ""), expected=seen, by=cast.staff
        )


def test_kinds_absent_twice_in_a_row_are_named(cast, client):
    seat_since(cast, TODAY - timedelta(days=90))
    for days, came in ((60, [cast.town, cast.school]), (30, [cast.town])):
        gathering = plan(cast, TODAY - timedelta(days=days))
        holding.hold(gathering, held(gathering, *came), by=cast.head, close=True)

    assert [str(one) for one in keeping.absent_kinds(cast.series)] == ["úřad práce"]
    assert "úřad práce: Úřad práce" in page(client.get(reverse("series", args=[cast.series.pk])))
    assert keeping.absent_kinds(cast.series, before=TODAY - timedelta(days=30)) == []


def test_history_of_a_topic_is_one_page(cast, client):
    topic = make_topic(cast)
    seat_since(cast, TODAY - timedelta(days=900))
    for days, said in ((800, "Poprvé."), (400, "Podruhé.")):
        gathering = plan(cast, TODAY - timedelta(days=days), topic)
        action = new_action(f"Úkol {said}", f"partner-{cast.town.pk}", SOON, topic)
        sent = held(gathering, cast.town, conclusions={topic.pk: (said, False)}, new=[action])
        holding.hold(gathering, sent, by=cast.head, close=True)

    shown = page(client.get(reverse("topic", args=[cast.series.pk, topic.pk])))
    for words in ("Poprvé.", "Podruhé.", "Úkol Poprvé.", "Úkol Podruhé."):
        assert words in shown


def test_state_moves_through_one_door_only(cast):
    gathering = closed(cast, TODAY, cast.town)
    for name in ("invite", "cancel", "close"):
        with pytest.raises(Refused, match="Setkání je „uzavřené"):
            move(fresh(gathering), name, comment="Důvod.", by=cast.head)
    stale = fresh(gathering)
    move(fresh(gathering), "reopen", comment="Oprava.", by=cast.head)
    with pytest.raises(EditConflict):
        move(stale, "reopen", comment="Jiná oprava.", by=cast.staff)
    with pytest.raises(Refused, match="Napište důvod"):
        move(fresh(gathering), "cancel", by=cast.head)
    with pytest.raises(MissingRight):
        move(fresh(gathering), "cancel", comment="Ne.", by=cast.stranger)


# Record once


def test_held_meeting_is_the_record_that_counts_once_and_goes_with_its_cancellation(cast, client):
    indicator = make_indicator("platformy")
    gathering = closed(cast, TODAY, cast.town)
    record = Record.objects.get()
    assert (record.indicator, record.on, record.centre) == (indicator, TODAY, cast.centre)
    assert reverse("gathering", args=[gathering.pk]) in record.links
    assert f'href="{reverse("record", args=[record.pk])}"' in page(
        client.get(reverse("gathering", args=[gathering.pk]))
    )

    move(fresh(gathering), "reopen", comment="Oprava.", by=cast.head)
    holding.hold(fresh(gathering), held(gathering, seen=[]), by=cast.head, close=True)
    assert Record.objects.counted().count() == 1
    move(fresh(gathering), "reopen", comment="Nekonalo se.", by=cast.head)
    inviting.cancel(fresh(gathering), comment="Nekonalo se.", by=cast.head)

    assert not Record.objects.counted().exists()
    with pytest.raises(Refused, match="setkání, které je zrušené"):
        records.restore(Record.objects.get(), by=cast.head)


def test_department_head_closes_and_records_nothing_for_the_centre(cast):
    make_indicator("platformy")
    assert closed(cast, TODAY, cast.town, by=cast.above).is_closed
    assert not Record.objects.exists()


def test_tasks_name_what_waits(cast, client):
    past = plan(cast, TODAY - timedelta(days=3))
    plan(cast, TODAY + timedelta(days=5))
    shown = page(client.get("/prace/"))

    assert "Zapsat a uzavřít setkání: Platforma kraje" in shown
    assert "Rozeslat pozvánky: Platforma kraje" in shown
    assert reverse("gathering-hold", args=[past.pk]) in shown
    assert "Platforma kraje" not in page(browser(cast.stranger).get("/prace/"))


def test_key_of_a_form_is_its_persons(cast):
    gathering, key = plan(cast, TODAY), uuid4()
    holding.hold(gathering, held(gathering, cast.town, key=key), by=cast.head)
    with pytest.raises(EditConflict):
        holding.hold(gathering, held(gathering, cast.office, key=key), by=cast.staff)
    assert gathering.attendance.get().partner == cast.town
