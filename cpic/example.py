"""The example: a few people, and the goals of one year taken through the same verbs as real ones."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from centres.models import Centre, Membership, Role, User
from centres.reference import load_reference
from goals.editions import publish
from goals.importing import import_document
from goals.models import Document, Goal
from goals.workflow import perform

YEAR = 2026
FIXTURES = settings.BASE_DIR / "fixtures"
SINCE = date(2020, 1, 1)
PRAGUE = ZoneInfo("Europe/Prague")
SUBMITTED_AT = datetime(2025, 12, 1, 9, 0, tzinfo=PRAGUE)
APPROVED_AT = datetime(2025, 12, 12, 14, 0, tzinfo=PRAGUE)
PUBLISHED_AT = datetime(2025, 12, 15, 8, 0, tzinfo=PRAGUE)
ADMINISTRATOR = "spravce@example.cz"
DEPARTMENT_HEAD = "vedouci.odboru@example.cz"


def is_wanted():
    """Only an empty database gets the example; whoever has people or documents of their own keeps just those."""
    return not User.objects.exists() and not Document.objects.exists()


def is_loaded():
    return User.objects.filter(email=ADMINISTRATOR).exists()


def change_password(password):
    """Give the example accounts that can sign in another password."""
    for user in User.objects.filter(email=ADMINISTRATOR):
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])


@transaction.atomic
def load_example(password):
    """Load the reference data, make the people, import, submit, approve and publish the year; return its edition."""
    load_reference(FIXTURES)
    _person(ADMINISTRATOR, Role.ADMINISTRATOR, password, is_staff=True, is_superuser=True)
    department_head = _person(DEPARTMENT_HEAD, Role.DEPARTMENT_HEAD)
    heads = {centre.pk: _head_of(centre) for centre in Centre.objects.filter(operator__slug="suz")}
    import_document(FIXTURES / f"operacni-cile-{YEAR}.md", year=YEAR, apply=True)
    document = Document.objects.for_year(YEAR).get()
    for goal in Goal.objects.filter(document=document).select_related("centre"):
        submitted = perform(goal, "submit", by=heads[goal.centre_id], now=SUBMITTED_AT)
        perform(submitted, "approve", by=department_head, now=APPROVED_AT)
    return publish(document, by=department_head, now=PUBLISHED_AT)


def _head_of(centre):
    return _person(f"vedouci.{centre.slug}@example.cz", Role.HEAD, centre=centre)


def _person(email, role, password=None, *, centre=None, **facts):
    """A person with a role; without a password nobody can sign in as them."""
    user = User.objects.create(email=email, password=make_password(password), **facts)
    Membership.objects.create(user=user, role=role, centre=centre, valid_from=SINCE)
    return user
