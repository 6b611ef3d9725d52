"""A centre's year at the keyboard: its plan, a goal that records feed, people, and what their forms send."""

from datetime import date, datetime
from types import SimpleNamespace

from django.utils import timezone

from centres.models import Role
from evaluations.records.sources import set_source
from goals.models import Plan
from goals.states import Kind
from tests.factories import (
    PRAGUE,
    department_head,
    make_centre,
    make_document,
    make_indicator,
    make_published_goal,
    make_user,
)

YEAR, MONTH = 2026, 9
TODAY = date(2026, 9, 20)
NOW = datetime(2026, 9, 20, 12, 0, tzinfo=PRAGUE)
KEY = "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f01"


def make_year():
    """The year of CPIC Liberec, whose goal is fed by courses; its people by name."""
    year = SimpleNamespace(centre=make_centre(slug="liberec", name="CPIC Liberec"))
    document = make_document(YEAR)
    year.plan = Plan.objects.create(document=document, centre=year.centre)
    target = {"kind": Kind.COUNT, "value": 12, "unit": "kurzů"}
    year.goal = make_published_goal(document, centre=year.centre, targets=[target])
    year.courses = make_indicator("kurzy", name="Sociokulturní kurzy", position=1)
    year.clients = make_indicator("klienti", name="Noví klienti", unit="klientů", position=2)
    year.head = make_user(Role.HEAD, centre=year.centre)
    year.staff = make_user(Role.STAFF, centre=year.centre)
    year.above = department_head()
    set_source(year.goal.targets.get(), year.courses, by=year.head)
    return year


def at(moment, monkeypatch):
    """The clock of the whole process."""
    monkeypatch.setattr(timezone, "now", lambda: moment)


def quick(year, **changes):
    """What the quick form sends."""
    facts = {"indicator": year.courses.pk, "amount": "1", "on": "2026-09-14", "title": "Beseda", "topic": ""}
    return {**facts, "participants": "", "note": "", "links": "", "key": KEY, **changes}
