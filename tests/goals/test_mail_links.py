"""A link in a mail opens the page where the thing can be done, for the person who got it."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import resolve
from django.utils import timezone
from mailer.models import Message

from centres.models import Role, User
from goals.approval import APPROVE, RETURN, Verdict, decide, recall, submit
from goals.mail import digest, notifications
from goals.models import Plan
from goals.public.publishing import publish
from goals.states import GoalState, Level
from tests.factories import (
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_goal,
    make_network_goal,
    make_user,
)
from tests.goals.mail_cast import put

pytestmark = pytest.mark.django_db
HOST = "https://cile.example.cz"


@pytest.fixture
def mails(settings):
    """The mails about one of everything that people are told of, and of what they are reminded of."""
    settings.SITE_URL = HOST
    now = timezone.now()
    today = timezone.localdate(now)
    year = {
        "planning_opens_on": today - timedelta(days=30),
        "submit_by": today + timedelta(days=5),
        "publish_on": today + timedelta(days=6),
        "closes_on": today + timedelta(days=300),
    }
    plan = Plan.objects.create(document=make_document(today.year + 1, **year), centre=make_centre())
    make_document(today.year + 2, **year)
    put(make_network_goal(level=Level.LONG_TERM), GoalState.SUBMITTED, on=today - timedelta(days=8))
    goals_on_their_way(plan, make_user(Role.HEAD, centre=plan.centre), department_head())
    notifications.write_reminders(now)
    digest.hand_over(now)
    return [message.email for message in Message.objects.all()]


def goals_on_their_way(plan, head, decider):
    make_user(Role.DIRECTOR)
    goals = [make_goal(plan.document, centre=plan.centre, number=None, position=n) for n in (1, 2, 3)]
    sent = submit(goals, by=head)
    verdicts = [
        Verdict(sent[0], APPROVE),
        Verdict(sent[1], RETURN, comment="Doplňte počet škol.", part="text"),
    ]
    approved, _returned = decide(verdicts, by=decider)
    recall([sent[2]], by=head)
    submit([make_amendment(approved)], by=head)
    submit([make_goal(plan.document, centre=plan.centre, number=None, position=4)], by=head)
    publish(plan.document, by=decider, reason="Ostatní cíle počkají.")
    submit([make_network_goal(level=Level.STRATEGIC)], by=decider)


def links(mail):
    return re.findall(rf"^Otevřít: {HOST}(\S+)$", mail.body, re.MULTILINE)


def test_every_link_opens_for_the_person_who_got_it(mails, client):
    opened = set()
    for mail in mails:
        client.force_login(User.objects.get(email=mail.to[0]))
        opened |= {(resolve(path).url_name, client.get(path).status_code) for path in links(mail)}

    pages = ["plan", "plan-check", "plan-decide", "goal-edit", "goal-decide", "edition", "publish"]
    assert sorted(opened) == sorted((name, 200) for name in pages)


def test_link_opened_before_signing_in_is_where_signing_in_leads(mails, client):
    private = sorted({path for mail in mails for path in links(mail) if path.startswith("/prace/")})

    answers = [client.get(path) for path in private]

    assert private
    assert [answer.url for answer in answers] == [
        f"/prihlaseni/?{urlencode({'next': path}, safe='/')}" for path in private
    ]
