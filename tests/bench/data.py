"""The data of one scale: the example year as `make run` loads it, with every goal in it `factor` times.

More goals in one year is the hardest way to grow: further years only add rows that no page of this one reads. The
first edition comes through the importer and the verbs that people use; copies are written in bulk, already approved,
and the next edition is frozen and given its PDF by the product's own publish(). Copies compress better than real goals
would: compare sizes of plain pages.
"""

from centres.models import Centre
from cpic.example import YEAR, load_example
from goals.models import Document, Goal, Target
from goals.public.publishing import publish, target_facts
from goals.states import GoalState
from tests.factories import approve, department_head, make_document, make_goal

SMALL_YEAR = YEAR - 1  # of one goal: publishing it takes no time at any scale, and pages of YEAR do not show it


def build(factor):
    """Fill the empty database and publish both years; returns the current edition of YEAR."""
    edition = load_example(password=None)
    small = make_document(SMALL_YEAR)
    approve(make_goal(small, centre=Centre.objects.last()))
    publish(small, by=department_head())
    if factor == 1:
        return edition
    _add_copies(edition.document, factor - 1)
    return publish(edition.document, by=department_head(), reason="Na neschválené změny cílů se tu nečeká.")


def publish_small_year_again():
    """With another reference number: an edition that says the same as the one before is refused."""
    document = Document.objects.for_year(SMALL_YEAR).get()
    document.reference_number = f"CPIC-{document.editions.count() + 1}/{SMALL_YEAR}"
    document.save()
    return publish(document, by=department_head())


def _add_copies(document, times):
    originals = list(document.goals.approved().prefetch_related("targets")) * times  # others wait, as people left them
    copies = Goal.objects.bulk_create(
        Goal(
            document=document,
            centre_id=goal.centre_id,
            number=number,
            position=number,
            text=goal.text,
        )
        for number, goal in enumerate(originals, start=document.goals.count() + 1)
    )
    Target.objects.bulk_create(
        Target(goal=copy, position=position, **target_facts(target))
        for copy, goal in zip(copies, originals, strict=True)
        for position, target in enumerate(goal.targets.all(), start=1)
    )
    approved_at = document.goals.approved().earliest("approved_at").approved_at
    approved = document.goals.filter(pk__in=[copy.pk for copy in copies])
    approved.update(state=GoalState.APPROVED, approved_at=approved_at)
