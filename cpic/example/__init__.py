"""The example: people, a published year and one that is being prepared, all made by the same verbs as real ones."""

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
from goals.submitting import submit_plan, to_submit

YEAR = 2026
UNTIL = 10  # the last month that the example has lived through; fixed, so that it is the same every day
SEED = 7
FIXTURES = settings.BASE_DIR / "fixtures"
SUBMITTED_AT = datetime(2025, 12, 1, 9, 0, tzinfo=PRAGUE)
APPROVED_AT = datetime(2025, 12, 12, 14, 0, tzinfo=PRAGUE)
PUBLISHED_AT = datetime(2025, 12, 15, 8, 0, tzinfo=PRAGUE)


def is_wanted():
    """Only an empty database gets the example; whoever has people or documents of their own keeps just those."""
    return not User.objects.exists() and not Document.objects.exists()


def is_loaded():
    return User.objects.filter(email=people.ADMINISTRATOR).exists()


@kept_together()
def load_example(password, *, until=None, progress=iter):
    """Load the reference data, make the people, publish one year and prepare the next; return the edition.

    With `until`, the year is lived through to the end of that month; `progress` wraps its steps as tqdm does.
    """
    load_reference(FIXTURES)
    load_indicators(FIXTURES)
    people.make_people(password)
    write_commitment()
    edition = _publish_year()
    if until:
        simulate(YEAR, until, seed=SEED, progress=progress)
    prepare_next_year(YEAR + 1)
    Notice.objects.all().delete()  # what happened long ago is no news
    return edition


def _publish_year():
    import_document(FIXTURES / f"operacni-cile-{YEAR}.md", year=YEAR, apply=True)
    document = Document.objects.for_year(YEAR).get()
    serve(document.goals.select_related("centre"))
    above = people.person(people.DEPARTMENT_HEAD)
    for plan in Plan.objects.filter(document=document).select_related("document", "centre"):
        sent = submit_plan(plan, list(to_submit(plan)), by=people.head_of(plan.centre.slug), now=SUBMITTED_AT)
        decide([Verdict(goal, APPROVE) for goal in sent], by=above, now=APPROVED_AT)
    return publish(document, by=above, now=PUBLISHED_AT)
