"""The example: people, a year that is over, one that is published and one that is being prepared, all made by the same
verbs as real ones."""

from django.conf import settings

from centres.models import User
from centres.reference import load_reference
from cpic.example import people
from cpic.example.goals import prepare_next_year, publish_commitment, publish_year
from cpic.example.network import live_in_the_network
from cpic.example.networks import make_networks, release_pages
from cpic.example.prints import print_deeds
from cpic.example.region_year import monitoring_deeds
from cpic.example.simulation import simulate
from evaluations.evidence import kept_together
from evaluations.records.sources import load_indicators
from goals.models import Document, Notice

LAST_YEAR, YEAR = 2025, 2026
UNTIL = 10  # the last month that the example has lived through; fixed, so that it is the same every day
SEED = 7
FIXTURES = settings.BASE_DIR / "fixtures"


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
        publish_year(LAST_YEAR, FIXTURES)
        simulate(LAST_YEAR, 12, seed=SEED, close=True, progress=progress)
    publish_commitment(FIXTURES)
    edition = publish_year(YEAR, FIXTURES)
    if until:
        simulate(YEAR, until, seed=SEED, besides=[*monitoring_deeds(YEAR), *print_deeds(YEAR)], progress=progress)
        live_in_the_network()
        make_networks(YEAR)
        release_pages()
    prepare_next_year(YEAR + 1)
    Notice.objects.all().delete()  # what happened long ago is no news
    return edition
