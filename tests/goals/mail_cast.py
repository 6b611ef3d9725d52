"""A mail server that the tests can break, and what there is to tell of."""

from datetime import date, datetime, time

from django.core.mail.backends.base import BaseEmailBackend

from goals.models import Goal, Notice
from goals.states import DECIDED, GoalState
from tests.factories import PRAGUE, make_goal

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=PRAGUE)


class Server:
    """What the server does; one for all connections, made new for each test."""

    def __init__(self):
        self.is_down = None  # the exception that every attempt to connect ends in
        self.refusals = {}  # by address: exceptions in the order of the attempts
        self.sent = []

    def accept(self, message):
        [address] = message.to
        if self.refusals.get(address):
            raise self.refusals[address].pop(0)
        self.sent.append(message)

    @property
    def addresses(self):
        return sorted(address for message in self.sent for address in message.to)


class Backend(BaseEmailBackend):
    server = Server()

    def open(self):
        if self.server.is_down:
            raise self.server.is_down

    def send_messages(self, messages):
        self.open()
        for message in messages:
            self.server.accept(message)
        return len(messages)


def make_notice(person, *, now=NOW, **facts):
    defaults = {"title": "Vyšly cíle center 2027, vydání 1", "path": "/cile/2027/vydani/1/", "created_at": now}
    return Notice.objects.create(person=person, **defaults | facts)


def put(goal, state, on=date(2026, 11, 1)):
    """The goal in the state, whatever way it would have come there."""
    at = datetime.combine(on, time(12), tzinfo=PRAGUE)
    times = {
        "submitted_at": at if state == GoalState.SUBMITTED else None,
        "approved_at": at if state in DECIDED else None,
    }
    Goal.objects.filter(pk=goal.pk).update(state=state, **times)
    return goal


def goal_of(plan, state=GoalState.DRAFT, **facts):
    return put(make_goal(plan.document, centre=plan.centre), state, **facts)
