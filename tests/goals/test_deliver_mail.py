"""What waits reaches each person once and in one mail, whatever breaks on the way."""

import base64
import smtplib
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import get_resolver
from django.utils import timezone
from mailer.models import Message, MessageLog

from centres.models import Membership, Role
from goals.mail import digest, notifications, outbox
from goals.models import Notice, Plan
from goals.states import GoalState, Level
from goals.tasks import PAGES
from tests.factories import (
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_goal,
    make_network_goal,
    make_user,
)
from tests.goals.mail_cast import NOW, Backend, Server, goal_of, make_notice, put

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
COMMANDS = 4
YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    settings.MAILER_EMAIL_BACKEND = "tests.goals.mail_cast.Backend"
    monkeypatch.setattr(Backend, "server", Server())
    return Backend.server


@pytest.fixture
def clock(monkeypatch):
    """Sets what time it is for the command."""

    def set_to(now):
        monkeypatch.setattr(timezone, "now", lambda: now)

    set_to(NOW)
    return set_to


def deliver(capsys):
    """Run the command; its exit code, and what it says on standard output and on standard error."""
    code = 0
    try:
        call_command("deliver_mail")
    except SystemExit as stopped:
        code = stopped.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def numbers(**counts):
    """The line of a run in which this happened."""
    names = ["reminders", "mails", "closed", "sent", "deferred", "given_up", "failed", "drawn", "undrawn"]
    counts = dict.fromkeys(names, 0) | counts
    return (
        "připomínky {reminders}, maily k odeslání {mails}, neposlaná upozornění {closed}, odesláno {sent}, "
        "odloženo {deferred}, z toho vzdáno {given_up}, nešlo sestavit {failed}, nakreslená PDF {drawn}, "
        "nešlo nakreslit {undrawn}\n"
    ).format(**counts)


def waits():
    return Notice.objects.filter(handed_over_at=None).count()


# One person, one mail.


def test_run_with_nothing_due_says_nothing_and_asks_no_server(server, capsys):
    server.is_down = ConnectionRefusedError()

    assert deliver(capsys) == (0, "", "")


def test_everything_for_one_person_is_one_mail(server, clock, capsys):
    first, second = department_head(), department_head()
    for person in [first, second, first]:
        make_notice(person)

    assert deliver(capsys) == (0, numbers(mails=2, sent=2), "")
    assert server.addresses == sorted([first.email, second.email])
    assert deliver(capsys) == (0, "", "")


def test_reminder_goes_out_in_the_same_run_together_with_other_notices(server, clock, capsys):
    document = make_document(
        2027,
        planning_opens_on=date(2026, 10, 1),
        submit_by=date(2026, 11, 27),
        publish_on=date(2026, 12, 15),
        closes_on=date(2027, 12, 31),
    )
    plan = Plan.objects.create(document=document, centre=make_centre())
    make_notice(make_user(Role.HEAD, centre=plan.centre))

    assert deliver(capsys) == (0, numbers(reminders=1, mails=1, sent=1), "")
    assert [mail.subject for mail in server.sent] == ["Čekají na vás 2 věci"]


# Who gets nothing.


def test_notices_of_a_disabled_person_are_closed(server, clock, capsys):
    make_notice(make_user(Role.HEAD, centre=make_centre(), is_active=False))

    assert deliver(capsys) == (0, numbers(closed=1), "")
    assert (server.sent, waits(), Message.objects.count()) == ([], 0, 0)


@pytest.mark.parametrize(
    ("validity", "is_told"),
    [
        ({"valid_until": date(2026, 11, 20)}, True),
        ({"valid_until": date(2026, 11, 19)}, False),
        ({"valid_from": date(2026, 11, 21)}, False),
    ],
)
def test_person_without_a_valid_role_gets_nothing(server, clock, capsys, validity, is_told):
    make_notice(make_user(Role.HEAD, centre=make_centre(), **validity))

    deliver(capsys)

    assert (len(server.sent), waits()) == (int(is_told), 0)


def test_person_who_moved_hears_only_of_the_new_centre(server, clock, capsys):
    before, after = make_centre(slug="jihlava"), make_centre(slug="plzen")
    person = make_user(Role.HEAD, centre=after)
    make_notice(person, title="Staré", path=f"/prace/2027/{before.slug}/")
    make_notice(person, title="Nové", path=f"/prace/2027/{after.slug}/")

    assert deliver(capsys) == (0, numbers(mails=1, closed=1, sent=1), "")
    assert [mail.subject for mail in server.sent] == ["Nové"]


CENTRE = "/prace/2027/jihlava"
# For whom the page opens: head of Jihlava, its staff, head elsewhere, department head, director, administrator.
OPENS = {
    f"{CENTRE}/": "head staff department director",
    f"{CENTRE}/kontrola/": "head",
    f"{CENTRE}/rozhodnuti/": "department",
    "/prace/2027/vydat/": "department",
    "/prace/cil/{draft}/": "head staff department director",
    "/prace/cil/{draft}/upravit/": "head staff",
    "/prace/cil/{sent}/rozhodnuti/": "department",
    "/prace/cil/{draft}/rozhodnuti/": "",  # nothing waits there
    "/prace/cil/{sent}/upravit/": "",
    "/prace/2028/jihlava/rozhodnuti/": "",
    "/prace/cil/{amendment}/upravit/": "head",
    "/prace/cil/{sent_long_term}/rozhodnuti/": "department director",
    "/prace/cil/{sent_strategic}/rozhodnuti/": "director",
    "/prace/cil/{long_term}/upravit/": "department",
    "/prace/cil/{strategic}/upravit/": "",
    "/prace/cil/{strategic}/": "head staff elsewhere department director administrator",
    "/prace/cil/{long_term}/": "department director",  # a draft, which only those above see
    "/prace/cil/0/": "",
    "/prace/cil/0/upravit/": "",
    "/prace/zavazek/": "head staff elsewhere department director administrator",
    "/cile/2027/vydani/1/": "head staff elsewhere department director administrator",
    "/prace/?co=ceka#nahore": "head staff elsewhere department director administrator",
    f"{CENTRE}/kontrola/?od=mailu": "head",
    "/nic-takového/": "head staff elsewhere department director administrator",
}


@pytest.mark.parametrize(("path", "people"), OPENS.items())
def test_notice_is_for_whom_its_page_opens(server, clock, path, people):
    centre = make_centre(slug="jihlava")
    cast = {
        "head": make_user(Role.HEAD, centre=centre),
        "staff": make_user(Role.STAFF, centre=centre),
        "elsewhere": make_user(Role.HEAD, centre=make_centre()),
        "department": department_head(),
        "director": make_user(Role.DIRECTOR),
        "administrator": make_user(Role.ADMINISTRATOR),
    }
    document = make_document(2027)
    goals = {
        "draft": make_goal(document, centre=centre).pk,
        "sent": put(make_goal(document, centre=centre), GoalState.SUBMITTED).pk,
        "sent_long_term": put(make_network_goal(level=Level.LONG_TERM), GoalState.SUBMITTED).pk,
        "sent_strategic": put(make_network_goal(level=Level.STRATEGIC), GoalState.SUBMITTED).pk,
        "amendment": make_amendment(goal_of(Plan(document=make_document(2026), centre=centre), GoalState.APPROVED)).pk,
        "long_term": make_network_goal(level=Level.LONG_TERM).pk,
        "strategic": put(make_network_goal(level=Level.STRATEGIC), GoalState.APPROVED).pk,
    }
    for person in cast.values():
        make_notice(person, path=path.format(**goals))

    digest.hand_over(NOW)

    told = {address for message in Message.objects.all() for address in message.to_addresses}
    assert [name for name, person in cast.items() if person.email in told] == people.split()


def test_reminder_of_what_was_done_meanwhile_is_not_sent(server, clock):
    days = {"planning_opens_on": date(2026, 10, 1), "submit_by": date(2026, 11, 27), "publish_on": date(2026, 12, 15)}
    document = make_document(2027, **days, closes_on=date(2027, 12, 31))
    plan = Plan.objects.create(document=document, centre=make_centre())
    head = make_user(Role.HEAD, centre=plan.centre)
    goal = goal_of(plan)
    notifications.write_reminders(NOW)
    assert Notice.objects.filter(person=head).count() == 1
    put(goal, GoalState.SUBMITTED)

    assert digest.hand_over(NOW) == {"closed": 1}
    assert Message.objects.count() == 0


def test_pages_that_are_asked_about_are_there():
    assert set(PAGES) - set(get_resolver().reverse_dict) == set()


# What breaks.


def test_server_that_is_down_loses_nothing_and_costs_no_try(server, clock, capsys):
    person = department_head()
    make_notice(person)
    server.is_down = ConnectionRefusedError(111, "Connection refused")

    first, second = deliver(capsys), deliver(capsys)

    problem = "Poštovní server není dostupný, čeká 1: ConnectionRefusedError: [Errno 111] Connection refused\n"
    assert (first, second) == ((1, numbers(mails=1), problem), (1, "", problem))
    assert [(message.retry_count, message.priority) for message in Message.objects.all()] == [(0, 2)]
    server.is_down = None
    assert deliver(capsys) == (0, numbers(sent=1), "")
    assert server.addresses == [person.email]


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"x": (550, b"unknown")}),
        smtplib.SMTPDataError(451, b"try again later"),
        smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
        smtplib.SMTPConnectError(421, b"too busy"),
        smtplib.SMTPResponseException(500, b"what?"),
        smtplib.SMTPNotSupportedError("SMTPUTF8"),
        TimeoutError("timed out"),
        socket.gaierror(-2, "Name or service not known"),
        UnicodeEncodeError("ascii", "č", 0, 1, "ordinal not in range"),
        ValueError("a fault\0of a library"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_one_bad_message_does_not_stop_the_others(server, clock, capsys, error):
    people = [department_head() for _ in range(3)]
    for person in people:
        make_notice(person)
    server.refusals[people[0].email] = [error]

    code, out, _err = deliver(capsys)

    assert (code, out) == (1, numbers(mails=3, sent=2, deferred=1))
    assert server.addresses == sorted(person.email for person in people[1:])
    clock(NOW + timedelta(minutes=1))
    assert deliver(capsys) == (0, numbers(sent=1), "")
    assert server.addresses == sorted(person.email for person in people)


def test_message_that_cannot_be_read_back_is_put_off_and_kept(server, clock, capsys):
    make_notice(department_head())
    unreadable = base64.b64encode(b"cmodule_of_an_older_version\nMail\n.").decode()
    Message.objects.create(message_data=unreadable, when_added=NOW)

    code, out, _err = deliver(capsys)

    assert (code, out) == (1, numbers(mails=1, sent=1, deferred=1))
    assert Message.objects.deferred().count() == 1


def test_message_is_tried_ever_later_and_then_given_up(server, clock, capsys, settings):
    settings.MAILER_EMAIL_MAX_RETRIES = 3
    person = department_head()
    make_notice(person)
    server.refusals[person.email] = [smtplib.SMTPDataError(450, b"later")] * 9
    Message.objects.all().delete()

    said = {}
    for minute in range(20):
        clock(NOW + timedelta(minutes=minute))
        code, out, _err = deliver(capsys)
        if out:
            said[minute] = (code, out)

    assert said == {
        0: (1, numbers(mails=1, deferred=1)),
        1: (1, numbers(deferred=1)),
        2: (1, numbers(deferred=1)),
        4: (1, numbers(deferred=1, given_up=1)),
    }
    assert Message.objects.get().retry_count == 3


def test_giving_up_is_written_into_the_log(server, clock, caplog, settings):
    settings.MAILER_EMAIL_MAX_RETRIES = 0
    person = department_head()
    make_notice(person)
    server.refusals[person.email] = [smtplib.SMTPDataError(550, b"no such user")]
    digest.hand_over(NOW)
    key = Message.objects.get().pk

    outbox.send(NOW)

    assert [
        (record.levelname, record.getMessage()) for record in caplog.records if record.name == "goals.mail.outbox"
    ] == [("ERROR", f"Mail {key} is given up after 1 tries: SMTPDataError 550")]


SECRET = "Tajemná Osoba <osoba@tajne.example> osoba@tajne.example https://cile.example/pozvanka/Ab-3_x/ 'osoba'"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            smtplib.SMTPRecipientsRefused({"osoba@tajne.example": (550, f"5.1.1 {SECRET} unknown".encode())}),
            "SMTPRecipientsRefused 550 5.1.1",
        ),
        (smtplib.SMTPSenderRefused(553, SECRET.encode(), "osoba@tajne.example"), "SMTPSenderRefused 553"),
        (smtplib.SMTPDataError(554, f"5.7.1 {SECRET}".encode()), "SMTPDataError 554 5.7.1"),
        (smtplib.SMTPAuthenticationError(535, f"5.7.8 {SECRET}"), "SMTPAuthenticationError 535 5.7.8"),
        (smtplib.SMTPDataError(421, f"10.0.0.1 {SECRET} 4.2.1".encode()), "SMTPDataError 421"),
        (ValueError(f"Header values can't contain newlines (got {SECRET!r})"), "ValueError"),
        (UnicodeEncodeError("ascii", SECRET, 5, 6, "ordinal not in range"), "UnicodeEncodeError"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_neither_log_nor_record_repeats_what_a_server_says(server, clock, capsys, caplog, error, said):
    person = department_head()
    make_notice(person)
    server.refusals[person.email] = [error]
    told = [*deliver(capsys)[1:]]
    server.is_down = error if isinstance(error, OSError) else None
    make_notice(person)
    told += [*deliver(capsys)[1:], caplog.text, *MessageLog.objects.values_list("log_message", flat=True)]

    assert MessageLog.objects.get(result="3").log_message == said
    assert said in caplog.text
    assert [word for word in ("soba", "tajne", "pozvanka") if word in " ".join(told)] == []


def test_last_try_comes_after_a_weekend(settings):
    last = timedelta(minutes=2 ** (settings.MAILER_EMAIL_MAX_RETRIES - 1))

    assert timedelta(days=2, hours=15) < last < timedelta(days=5)


def test_new_mail_goes_before_what_was_refused_before(server, clock, capsys):
    late, new = department_head(), department_head()
    make_notice(late)
    server.refusals[late.email] = [smtplib.SMTPDataError(450, b"later")]
    deliver(capsys)
    make_notice(new)
    clock(NOW + timedelta(minutes=1))

    deliver(capsys)

    assert [message.to for message in server.sent] == [[new.email], [late.email]]


def test_server_that_stops_answering_is_left_alone_until_the_next_run(server, clock, capsys, settings):
    settings.MAILER_EMAIL_MAX_DEFERRED = 2
    people = [department_head() for _ in range(4)]
    for person in people:
        make_notice(person)
        server.refusals[person.email] = [TimeoutError("timed out")]

    code, out, _err = deliver(capsys)

    assert (code, out) == (1, numbers(mails=4, deferred=2))
    assert [message.retry_count for message in Message.objects.all()] == [0, 0, 0, 0]


def test_person_whose_mail_cannot_be_made_does_not_stop_the_others(server, clock, capsys, monkeypatch):
    broken, other = department_head(), department_head()
    make_notice(broken, title="Rozbité")
    make_notice(other)
    original = digest.subject
    monkeypatch.setattr(digest, "subject", lambda titles: original(titles) if titles[0][0] == "V" else 1 / 0)

    code, out, _err = deliver(capsys)

    assert (code, out) == (1, numbers(mails=1, sent=1, failed=1))
    assert (server.addresses, waits()) == ([other.email], 1)
    monkeypatch.undo()
    assert waits() == 1


@pytest.mark.django_db(transaction=True)
def test_crash_before_sending_loses_nothing_and_repeats_nothing(server, monkeypatch, capsys):
    person = department_head()
    make_notice(person)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "send_all", stopped)
        with pytest.raises(KeyboardInterrupt):
            call_command("deliver_mail")

    assert (waits(), Message.objects.count(), server.sent) == (0, 1, [])
    assert deliver(capsys)[0] == 0
    assert deliver(capsys) == (0, "", "")
    assert server.addresses == [person.email]


@pytest.mark.django_db(transaction=True)
def test_crash_while_handing_over_leaves_the_notices_waiting(monkeypatch, capsys, server):
    person = department_head()
    make_notice(person)
    with monkeypatch.context() as patch:
        patch.setattr(Notice.objects, "filter", stopped_at(Notice.objects.filter, call=2))
        with pytest.raises(KeyboardInterrupt):
            digest.hand_over(NOW)

    assert (waits(), Message.objects.count()) == (1, 0)
    deliver(capsys)
    assert server.addresses == [person.email]


def stopped(*args):
    """Here somebody stops the process."""
    raise KeyboardInterrupt


def stopped_at(original, *, call):
    """Stopped at this call: the mail is in the queue, its notices are not marked yet."""
    calls = iter(range(1, call + 1))

    def run(**conditions):
        if next(calls) == call:
            assert Message.objects.count() == 1
            stopped()
        return original(**conditions)

    return run


@pytest.mark.django_db(transaction=True)
def test_message_sent_again_after_a_crash_is_known_for_the_same(server, monkeypatch):
    """Between the server's answer and our record of it nothing can be done but to send again, recognisably."""
    make_notice(department_head())
    with monkeypatch.context() as patch:
        patch.setattr(MessageLog.objects, "log", stopped)
        with pytest.raises(KeyboardInterrupt):
            call_command("deliver_mail")
    call_command("deliver_mail")

    first, second = server.sent
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


# Two commands at once, with real threads.


def at_once(action):
    barrier = Barrier(COMMANDS)

    def run(_number):
        try:
            barrier.wait()
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(COMMANDS) as threads:
        return list(threads.map(run, range(COMMANDS)))


@pytest.mark.django_db(transaction=True)
def test_commands_at_once_hand_each_notice_over_once():
    people = [department_head() for _ in range(5)]
    for person in people * 3:
        make_notice(person)

    counts = at_once(lambda: digest.hand_over(NOW))

    assert sum(count["mails"] for count in counts) == Message.objects.count() == len(people)
    assert waits() == 0


@pytest.mark.django_db(transaction=True)
def test_handing_over_without_the_lock_repeats():
    """The control: the same threads that look first and mark afterwards hand over twice and more."""
    make_notice(department_head())
    everybody_has_looked = Barrier(COMMANDS)

    def naive():
        notices = list(Notice.objects.filter(handed_over_at=None).select_related("person"))
        everybody_has_looked.wait()
        with transaction.atomic():
            Message.objects.bulk_create(Message(message_data=notice.title) for notice in notices)
            Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(handed_over_at=NOW)

    at_once(naive)

    assert Message.objects.count() == COMMANDS


@pytest.mark.django_db(transaction=True)
def test_whole_commands_at_once_send_each_mail_once(server):
    today = timezone.localdate()
    document = make_document(
        today.year,
        planning_opens_on=today,
        submit_by=today + timedelta(days=3),
        publish_on=today + timedelta(days=30),
        closes_on=today + timedelta(days=300),
    )
    plans = [Plan.objects.create(document=document, centre=make_centre()) for _ in range(5)]
    heads = [make_user(Role.HEAD, centre=plan.centre) for plan in plans]
    for head in heads:
        make_notice(head)

    at_once(lambda: call_command("deliver_mail"))

    notices = Notice.objects.count()
    assert (notices, waits(), Message.objects.count()) == (10, 0, 0)
    assert set(server.addresses) == {head.email for head in heads}
    # A command may take a person's notice just before another writes the reminder; none is told the same thing twice.
    assert sum(len(mail_titles(mail)) for mail in server.sent) == notices


def mail_titles(mail):
    return [line for line in mail.body.splitlines() if line.startswith("Otevřít:")]


# What is kept.


def test_what_is_older_than_a_year_is_forgotten(server, clock, capsys):
    person = department_head()
    for age in [YEAR - timedelta(hours=1), YEAR + timedelta(hours=1)]:
        for handed_over_at in [None, NOW - age]:
            make_notice(person, now=NOW - age, title=f"{age.days}", handed_over_at=handed_over_at)
        for result in "123":
            MessageLog.objects.create(when_added=NOW - age, when_attempted=NOW - age, priority=2, result=result)

    digest.forget(NOW)
    outbox.forget(NOW)

    kept = Notice.objects.order_by("handed_over_at", "id").values_list("title", "handed_over_at")
    assert sorted((title, handed is None) for title, handed in kept) == [
        ("364", False),
        ("364", True),
        ("365", True),
    ]
    assert set(MessageLog.objects.values_list("when_attempted", flat=True)) == {NOW - YEAR + timedelta(hours=1)}
    assert MessageLog.objects.count() == 3


def test_mail_that_was_given_up_is_forgotten_once_its_links_are_over(server, clock, settings):
    """An invitation among them would still open an account to whoever reads the database."""
    week = timedelta(days=settings.INVITATION_DAYS)
    for age in [week - timedelta(hours=1), week + timedelta(hours=1)]:
        Message.objects.create(when_added=NOW - age, priority=4, retry_count=settings.MAILER_EMAIL_MAX_RETRIES)
    Message.objects.create(when_added=NOW - week * 2, priority=4, retry_count=1)

    outbox.forget(NOW)

    assert sorted(NOW - message.when_added for message in Message.objects.all()) == [
        week - timedelta(hours=1),
        week * 2,
    ]


def test_the_command_forgets(server, clock, capsys):
    make_notice(department_head(), handed_over_at=NOW - YEAR - timedelta(hours=1))

    assert deliver(capsys) == (0, "", "")
    assert not Notice.objects.exists()


def test_record_of_a_sent_mail_names_nobody(server, clock, capsys):
    make_notice(department_head())
    deliver(capsys)

    record = MessageLog.objects.get()
    assert (record.message_data, record.to_addresses, record.log_message) == (None, None, "")


def test_closed_notice_of_a_person_who_comes_back_stays_closed(server, clock, capsys):
    person = make_user()
    make_notice(person)
    deliver(capsys)
    Membership.objects.create(user=person, role=Role.DIRECTOR, valid_from=date(2020, 1, 1))

    assert deliver(capsys) == (0, "", "")
