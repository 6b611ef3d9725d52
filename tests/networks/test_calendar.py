"""What calendars are given: a person's own by a secret address, the public one; both read by a second reader
(tests/networks/ics.py)."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from centres.access import MissingRight
from centres.models import Event, Membership
from evaluations.states import ActionState
from goals.workflow import EditConflict, Refused
from networks.calendar import announcing, files
from networks.calendar.feeds import entries_of
from networks.meetings.inviting import cancel, invite
from networks.meetings.planning import save_gathering
from networks.models import Announcement, CalendarSubscription, SharedAction
from networks.public.addresses import slug_of
from networks.series.keeping import save_series
from tests.networks import ics
from tests.networks.networks_cast import closed, fresh, make_series, plan
from tests.world import browser, fields, page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=14)
HOURS = {"starts": time(9, 30), "ends": time(11, 45), "place": "Sál, 2. patro; vpravo"}


def subscribed(person, name="telefon"):
    """The address of a new subscription, as the page shows it once."""
    shown = page(browser(person).post(reverse("calendar"), {"name": name}))
    return re.search(r"/kalendar/[\w-]{43}\.ics", shown)[0]


def feed(address, client=None):
    answer = (client or Client()).get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return ics.read(answer.content.decode())


def public():
    return feed(reverse("public-calendar"))


def course(cast, **facts):
    return announcing.announce(facts_of_course(cast) | facts, by=cast.head)


def facts_of_course(cast):
    return {"kind": "course", "centre": cast.centre, "title": "Kurz češtiny", "on": SOON}


# A person's own


def test_address_is_shown_once_and_nothing_in_the_database_opens_it(cast):
    address = subscribed(cast.head)

    assert feed(address).method == "PUBLISH"
    again = page(browser(cast.head).get(reverse("calendar")))
    assert "telefon" in again
    token = address.removeprefix("/kalendar/").removesuffix(".ics")
    assert token not in again
    row = CalendarSubscription.objects.get()
    assert row.token_hash != token
    assert token not in str(Event.objects.values_list())
    for guess in (row.token_hash, token[:-1], f"{token}x", "x" * 43):
        assert Client().get(f"/kalendar/{guess}.ics").status_code == 404


def test_subscription_ends_by_a_new_one_a_press_and_with_the_account(cast):
    first = subscribed(cast.head)
    second = subscribed(cast.head, "počítač")
    assert [Client().get(each).status_code for each in (first, second)] == [404, 200]
    browser(cast.head).post(reverse("calendar-end"))
    assert Client().get(second).status_code == 404
    third = subscribed(cast.head)
    cast.head.is_active = False
    cast.head.save()
    assert Client().get(third).status_code == 404
    assert browser(cast.staff).post(reverse("calendar"), {"name": ""}).status_code == 422


def test_calendar_has_meetings_and_deadlines_of_the_person_and_loses_them_with_the_role(cast):
    planned = plan(cast, SOON, **HOURS)
    closed(cast, TODAY, cast.town)
    action = SharedAction.objects.create(
        gathering=planned, what="Rozeslat přehled", centre=cast.centre, due_on=SOON, made_at=timezone.now()
    )
    address, foreign = subscribed(cast.head), subscribed(cast.stranger)

    events = feed(address).events
    meeting = events[files.uid(f"setkani-{planned.pk}")]
    assert (meeting.begins, meeting.ends) == (datetime.combine(SOON, time(9, 30)), datetime.combine(SOON, time(11, 45)))
    assert (meeting.summary, meeting.location) == ("Platforma kraje", "Sál, 2. patro; vpravo")
    deadline = next(one for one in events.values() if "Rozeslat přehled" in one.summary)
    assert (deadline.begins, deadline.ends, deadline.is_free) == (SOON, SOON + timedelta(days=1), True)
    assert not any("Platforma" in one.summary for one in feed(foreign).events.values())

    action.due_on = SOON + timedelta(days=3)
    action.save()
    assert feed(address).events[deadline.uid].begins == SOON + timedelta(days=3)
    action.state, action.settled_at, action.settled_by = ActionState.DONE, timezone.now(), cast.head
    action.save()
    assert deadline.uid not in feed(address).events
    Membership.objects.filter(user=cast.head).update(valid_until=TODAY - timedelta(days=1), valid_from=date(2020, 1, 1))
    assert feed(address).events == {}


def test_changed_meeting_keeps_its_uid_and_cancelled_one_stays_ninety_days(cast):
    planned = invite(plan(cast, SOON, **HOURS), by=cast.head)[0]
    address, uid = subscribed(cast.head), files.uid(f"setkani-{planned.pk}")
    assert feed(address).events[uid].sequence == 0
    facts = HOURS | {"on": SOON + timedelta(days=1), "is_extraordinary": False}
    save_gathering(fresh(planned), facts, [], by=cast.head)
    moved = feed(address).events[uid]
    assert (moved.sequence, moved.begins.date()) == (1, SOON + timedelta(days=1))

    cancel(fresh(planned), comment="Nemoc.", by=cast.head)

    assert (feed(address).events[uid].status, feed(address).events[uid].sequence) == ("CANCELLED", 2)
    for days, is_there in ((89, True), (91, False)):
        assert is_there == (uid in entries_after(cast.head, days))


def entries_after(person, days):
    """UIDs of what the calendar holds so many days later."""
    return {entry.uid for entry in entries_of(person, now=timezone.now() + timedelta(days=days))}


def test_department_head_has_platforms_of_all_regions_and_no_groups(cast):
    plan(cast, SOON)
    cast.series = make_series(cast.centre, kind="working_group", name="Skupina škol")
    plan(cast, SOON)

    names = [one.summary for one in feed(subscribed(cast.above)).events.values()]

    assert "Platforma kraje" in names
    assert "Skupina škol" not in names


# The public one


def test_public_calendar_has_only_what_was_announced(cast, client):
    planned = plan(cast, SOON, **HOURS)
    assert public().events == {}
    with pytest.raises(MissingRight):
        announcing.announce_gathering(planned, by=cast.staff)

    browser(cast.head).post(reverse("gathering-announce", args=[planned.pk]))

    event = public().events[files.uid(f"setkani-{planned.pk}")]
    assert (event.summary, event.begins) == ("Platforma kraje", datetime.combine(SOON, time(9, 30)))
    region = reverse("region", args=[slug_of(cast.region)])
    assert "Sál, 2. patro" in page(client.get(region))
    facts = HOURS | {"on": SOON + timedelta(days=1), "is_extraordinary": False}
    save_gathering(fresh(planned), facts, [], by=cast.staff)  # who let the day out meant the meeting
    assert public().events[event.uid].begins.date() == SOON + timedelta(days=1)
    assert public().events[event.uid].sequence == 1
    cancel(fresh(planned), comment="Nemoc.", by=cast.head)
    assert public().events[event.uid].status == "CANCELLED"
    assert "Nemoc" not in str(public().events)
    assert "zrušeno" in page(client.get(region))


def test_announced_day_can_be_taken_back_and_is_gone(cast):
    planned = plan(cast, SOON)
    announcing.announce_gathering(planned, by=cast.head)
    announcing.announce_gathering(planned, by=cast.head)
    assert Announcement.objects.count() == 1
    announcing.hide_gathering(planned, by=cast.head)
    assert public().events == {}
    save_gathering(fresh(planned), HOURS | {"on": SOON, "is_extraordinary": False}, [], by=cast.head)
    assert public().events == {}


def test_weekly_course_keeps_its_hour_over_the_change_of_clocks(cast):
    about = "Pro začátečníky; zdarma, bez přihlášky.\nI děti."
    course(cast, weeks=10, starts=time(17), ends=time(18, 30), about=about)

    (event,) = public().events.values()

    assert event.rule == "FREQ=WEEKLY;COUNT=10"
    assert event.begins == datetime.combine(SOON, time(17))
    assert event.description.startswith(about)
    assert public().zones == {"Europe/Prague"}


def test_course_is_changed_called_off_and_hidden(cast):
    first = course(cast)
    second = announcing.change(first, facts_of_course(cast) | {"on": SOON + timedelta(days=7)}, by=cast.head)
    with pytest.raises(EditConflict):
        announcing.change(first, facts_of_course(cast) | {"title": "Pomalejší"}, by=cast.head)
    (event,) = public().events.values()
    assert (event.uid, event.sequence) == (files.uid(first.key), 1)
    off = announcing.call_off(second, by=cast.head)
    assert announcing.call_off(off, by=cast.head) == off
    (event,) = public().events.values()
    assert (event.sequence, event.status) == (2, "CANCELLED")
    assert announcing.hide_event(off, by=cast.head).sequence == 3
    assert public().events == {}
    with pytest.raises(MissingRight):
        course(cast, centre=cast.other)
    with pytest.raises(Refused, match="minul"):
        course(cast, on=TODAY - timedelta(days=1))


def test_form_of_a_course_refuses_bad_input_and_is_idempotent(cast):
    head, url = browser(cast.head), reverse("announcement-new")
    sent = fields(head.get(url)) | {"kind": "course", "title": "Kurz", "on": SOON.isoformat()}
    for wrong, said in (
        ({"weeks": "0"}, "weeks"),
        ({"weeks": "53"}, "weeks"),
        ({"starts": "10:00", "ends": "9:00"}, "Konec musí být později"),
        ({"ends": "9:00"}, "Napište i to, od kdy."),
        ({"about": "Volejte 602 123 456"}, "602 123 456"),
        ({"on": "1. 1. 1999"}, "zkontrolujte rok"),
        ({"on": (TODAY - timedelta(days=366)).isoformat()}, "už minul"),
        ({"title": "x" * 201}, "201"),
    ):
        answer = head.post(url, sent | wrong)
        assert answer.status_code == 422, wrong
        assert said in answer.content.decode()
    assert head.post(url, sent).status_code == 302
    assert head.post(url, sent).status_code == 302
    assert Announcement.objects.count() == 1
    assert "Kurz" in page(head.get(reverse("announcements")))
    assert "Zveřejnit kurz nebo akci" not in page(browser(cast.staff).get(reverse("announcements")))


def test_day_of_a_network_renamed_inside_keeps_the_name_that_was_announced(cast):
    planned = plan(cast, SOON)
    announcing.announce_gathering(planned, by=cast.head)
    seen = fresh(planned).series
    save_series(seen, {"centre": cast.centre, "name": "Nově pojmenovaná"}, by=cast.head)

    (event,) = public().events.values()

    assert event.summary == "Platforma kraje"
