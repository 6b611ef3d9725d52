"""The example: people, a year that is over, one that is published and one that is being prepared, all made by the same
verbs as real ones."""

from datetime import datetime

from django.conf import settings

from centres.models import User
from centres.reference import load_reference
from cpic.example import people
from cpic.example.commitment import serve, write_commitment
from cpic.example.preparation import PRAGUE, prepare_next_year
from evaluations.recording.catalogue import load_indicators
from evaluations.recording.storage import kept_together
from evaluations.simulation import simulate
from goals.deciding import APPROVE, Verdict, decide
from goals.editions import publish
from goals.importing import import_document
from goals.models import Document, Notice, Plan
from goals.states import Decision
from goals.submitting import submit_plan, to_submit
from goals.years import continue_goal, previous_goals

LAST_YEAR, YEAR = 2025, 2026
UNTIL = 10  # the last month that the example has lived through; fixed, so that it is the same every day
SEED = 7
FIXTURES = settings.BASE_DIR / "fixtures"
MOMENTS = ((1, 9), (12, 14), (15, 8))  # day and hour in December: sent, approved, published
ENDED = "Zkušební rok skončil a s ním i jeho cíle."


def is_wanted():
    """Only an empty database gets the example; whoever has people or documents of their own keeps just those."""
    return not User.objects.exists() and not Document.objects.exists()


def is_loaded():
    return User.objects.filter(email=people.ADMINISTRATOR).exists()


@kept_together()
def load_example(password, *, until=None, progress=iter):
    """Load the reference data, make the people, publish one year and prepare the next; return the edition.

    With `until`, the year is lived through to the end of that month, after a smaller one that is over and evaluated;
    `progress` wraps the steps as tqdm does.
    """
    load_reference(FIXTURES)
    load_indicators(FIXTURES)
    people.make_people(password)
    if until:
        _publish_year(LAST_YEAR)
        simulate(LAST_YEAR, 12, seed=SEED, close=True, progress=progress)
    write_commitment()
    edition = _publish_year(YEAR)
    if until:
        simulate(YEAR, until, seed=SEED, progress=progress)
    prepare_next_year(YEAR + 1)
    Notice.objects.all().delete()  # what happened long ago is no news
    return edition


def _publish_year(year):
    """The year's document goes the way that it goes for real, in the December before."""
    import_document(FIXTURES / f"operacni-cile-{year}.md", year=year, apply=True)
    document = Document.objects.for_year(year).get()
    serve(document.goals.select_related("centre"))
    above = people.person(people.DEPARTMENT_HEAD)
    submitted_at, approved_at, published_at = (_in_december(year - 1, *moment) for moment in MOMENTS)
    for plan in Plan.objects.filter(document=document).select_related("document", "centre"):
        _let_last_year_end(plan, submitted_at)
        sent = submit_plan(plan, list(to_submit(plan)), by=people.head_of(plan.centre.slug), now=submitted_at)
        decide([Verdict(goal, APPROVE) for goal in sent], by=above, now=approved_at)
    return publish(document, by=above, now=published_at)


def _let_last_year_end(plan, now):
    for goal in previous_goals(plan):
        facts = {"reason": ENDED, "by": people.head_of(plan.centre.slug), "now": now}
        continue_goal(plan, goal, Decision.RETIRE, **facts)


def _in_december(year, day, hour):
    return datetime(year, 12, day, hour, 0, tzinfo=PRAGUE)
