"""People of the example. The accounts can sign in; the other heads are there because goals need somebody."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from centres.models import Centre, Membership, Role, User

CB, PISEK = "ceske-budejovice", "pisek"  # a main centre, and its branch
SINCE = date(2020, 1, 1)
ADMINISTRATOR = "spravce@example.cz"
DEPARTMENT_HEAD = "vedouci.odboru@example.cz"
DIRECTOR = "reditel@example.cz"
TRANSLATOR = "prekladatelka@example.cz"


@dataclass(frozen=True)
class Account:
    email: str
    role: Role
    first_name: str
    last_name: str
    centre: str = ""
    valid_until: date | None = None
    language: str = ""


# One for each role and kind of centre.
ACCOUNTS = (
    Account(ADMINISTRATOR, Role.ADMINISTRATOR, "Pavel", "Správný"),
    Account(DIRECTOR, Role.DIRECTOR, "Dana", "Ředitelová"),
    Account(DEPARTMENT_HEAD, Role.DEPARTMENT_HEAD, "Ivan", "Odborný"),
    Account(TRANSLATOR, Role.TRANSLATOR, "Oksana", "Překladová", language="uk"),
    Account("vedouci.ceske-budejovice@example.cz", Role.HEAD, "Hana", "Hlavní", CB),
    Account("zastupce.ceske-budejovice@example.cz", Role.DEPUTY, "Zdeněk", "Zástupný", CB, date(2027, 12, 31)),
    Account("pracovnik.ceske-budejovice@example.cz", Role.STAFF, "Petra", "Pracovitá", CB),
    Account("vedouci.pisek@example.cz", Role.HEAD, "Karel", "Písecký", PISEK),
    Account("pracovnik.pisek@example.cz", Role.STAFF, "Lenka", "Pobočková", PISEK),
)


def make_people(password):
    usable, unusable = make_password(password), make_password(None)
    for account in ACCOUNTS:
        centre = Centre.objects.get(slug=account.centre) if account.centre else None
        names = {"first_name": account.first_name, "last_name": account.last_name}
        user = User.objects.create(email=account.email, password=usable, **names)
        _add_role(user, account.role, centre, account.valid_until, account.language)
    known = {account.centre for account in ACCOUNTS if account.role == Role.HEAD}
    for centre in Centre.objects.filter(operator__slug="suz").exclude(slug__in=known):
        names = {"first_name": "Vedoucí", "last_name": centre.town}
        user = User.objects.create(email=_head_email(centre.slug), password=unusable, **names)
        _add_role(user, Role.HEAD, centre)


def _add_role(user, role, centre, valid_until=None, language=""):
    facts = {"centre": centre, "language": language, "valid_until": valid_until}
    Membership.objects.create(user=user, role=role, valid_from=SINCE, **facts)


def _head_email(slug):
    return f"vedouci.{slug}@example.cz"


def person(email):
    return User.objects.get(email=email)


def head_of(slug):
    return person(_head_email(slug))


def change_password(password):
    for user in User.objects.filter(email__in=[account.email for account in ACCOUNTS]):
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
