"""Who works with the years of the bench: twenty centres with their people, and those who look after the network."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from centres.models import Centre, Role, User
from centres.reference import load_reference
from cpic.example import FIXTURES
from tests.factories import make_user

CENTRES = 20
MAIN = "ceske-budejovice"  # a main centre with a branch: whoever works here sees both


@dataclass(frozen=True)
class Cast:
    """`visitors` are the people whose pages are measured, by the name of their role."""

    centres: list
    heads: dict  # by centre
    staff: dict
    visitors: dict

    @property
    def main(self):
        return next(centre for centre in self.centres if centre.slug == MAIN)

    @property
    def branch(self):
        return next(centre for centre in self.centres if centre.parent_id == self.main.pk)


def make_cast():
    load_reference(FIXTURES)
    centres = list(Centre.objects.select_related("parent", "region")[:CENTRES])
    heads = {centre: make_user(Role.HEAD, centre=centre, last_name=centre.town) for centre in centres}
    staff = {centre: make_user(Role.STAFF, centre=centre, last_name=centre.town) for centre in centres}
    main = next(centre for centre in centres if centre.slug == MAIN)
    next_year = timezone.localdate() + timedelta(days=365)
    visitors = {
        "staff": staff[main],
        "head": heads[main],
        "deputy": make_user(Role.DEPUTY, centre=main, valid_until=next_year),
        "department head": make_user(Role.DEPARTMENT_HEAD),
        "director": make_user(Role.DIRECTOR),
        "administrator": make_user(Role.ADMINISTRATOR),
    }
    _give_second_factors(visitors.values())
    return Cast(centres, heads, staff, visitors)


def _give_second_factors(people: list[User]):
    """Production lets those above in with one only."""
    Authenticator.objects.bulk_create(
        Authenticator(user=person, type=Authenticator.Type.TOTP, data={"secret": ""}) for person in people
    )
