"""A year of one centre that runs: a goal that counts from January, and nobody who was only needed on the way."""

from datetime import date, datetime, time

from centres.models import Membership
from goals.models import Document, Notice, Plan
from tests.evaluations.closing_cast import close_months
from tests.factories import PRAGUE, make_centre, make_document, make_published_goal

CALENDAR = {
    "planning_opens_on": date(2025, 10, 1),
    "submit_by": date(2025, 11, 30),
    "publish_on": date(2025, 12, 15),
    "closes_on": date(2026, 12, 31),
}


def moment(day, hour=12):
    return datetime.combine(day, time(hour), tzinfo=PRAGUE)


def make_plan(name="CPIC Jihlava", **facts):
    document = Document.objects.for_year(2026).first() or make_document(**CALENDAR)
    plan = Plan.objects.create(document=document, centre=make_centre(name=name, **facts))
    make_published_goal(document, centre=plan.centre)
    forget_others()
    Notice.objects.all().delete()
    return plan


def forget_others():
    """Whoever was made on the way has no role any more."""
    Membership.objects.filter(user__email__startswith="osoba").delete()


def close(plan, *months):
    close_months(plan.centre, months, year=2026)
