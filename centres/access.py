"""Who may do what where, said once: the table of rights, and the one object that answers every question about them.

A role in a main centre covers its branches, one in a centre covers those that were merged into it. Rights are read from
the database for each request, so one that is taken away is gone on the next.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.languages import Language
from centres.models import CENTRE_ROLES, Centre, Membership, Role, User


class Right(TextChoices):
    """What can be allowed; the label completes the sentence "K tomu je oprávněn …: smí"."""

    WRITE = "write", gettext_lazy("psát a upravovat rozepsané cíle centra")
    SUBMIT = "submit", gettext_lazy("odeslat cíle centra ke schválení a vzít je zpět")
    AMEND = "amend", gettext_lazy("navrhnout změnu schváleného cíle centra")
    ASSIGN = "assign", gettext_lazy("určit, kdo má který cíl centra na starosti")
    DECIDE = "decide", gettext_lazy("schválit nebo vrátit operační cíle")
    OPEN_YEAR = "open_year", gettext_lazy("otevřít rok a měnit jeho termíny")
    PUBLISH = "publish", gettext_lazy("vydat dokument")
    IMPORT = "import", gettext_lazy("nahrát dokument s cíli, zapsat z něj návrhy a určit, na co cíle navazují")
    ADOPT = "adopt", gettext_lazy("převzít dokument jako už schválený a vydaný (dokud tu není, smí to správce)")
    SEE_NETWORK = "see_network", gettext_lazy("vidět cíle všech center")
    WRITE_COMMITMENT = "write_commitment", gettext_lazy("psát a předkládat strategické a dlouhodobé cíle")
    TRANSLATE = "translate", gettext_lazy("překládat veřejný závazek do svého jazyka")
    DECIDE_LONG_TERM = "decide_long_term", gettext_lazy("schválit nebo vrátit dlouhodobý cíl")
    DECIDE_STRATEGIC = "decide_strategic", gettext_lazy("schválit nebo vrátit strategický cíl")
    RECORD = "record", gettext_lazy("zapisovat, co se v centru stalo, a vkládat doklady")
    EVALUATE = "evaluate", gettext_lazy("vyplňovat poradu centra")
    MEASURE = "measure", gettext_lazy("určit, který ukazatel plní cílovou hodnotu centra")
    CLOSE_MONTH = "close_month", gettext_lazy("uzavřít měsíc centra a vytvořit zápis")
    REOPEN_MONTH = "reopen_month", gettext_lazy("znovu otevřít uzavřený měsíc a připomenout poradu")
    EVALUATE_LONG_TERM = "evaluate_long_term", gettext_lazy("vést poradu vedoucích a hodnotit dlouhodobé cíle")
    EVALUATE_STRATEGIC = "evaluate_strategic", gettext_lazy("hodnotit strategické cíle")
    CLOSE_YEAR = "close_year", gettext_lazy("potvrdit výsledky roku centra a odeslat uzávěrku")
    ACCEPT_YEAR = "accept_year", gettext_lazy("přijmout nebo vrátit uzávěrku centra")
    CLOSE_FOR = "close_for", gettext_lazy("uzavřít rok za centrum, které nemá vedoucího ani zástupce")
    RELEASE = "release", gettext_lazy("zveřejnit průběžný stav a vyhodnocení roku")
    COORDINATE = "coordinate", gettext_lazy("vést partnery, sítě a jejich setkání ve svém kraji")
    COORDINATE_ALL = "coordinate_all", gettext_lazy("upravovat partnery a sítě všech krajů")
    CONFIRM_MONITORING = "confirm_monitoring", gettext_lazy("potvrdit monitoring svého kraje")
    RELEASE_REGION = "release_region", gettext_lazy("zveřejnit stránku svého kraje a akce svého centra")
    LEAD_TEAM = "lead_team", gettext_lazy("určit pracovníky a zástupce svého centra")
    KEEP_CONTACT = "keep_contact", gettext_lazy("udržovat kontakt, hodiny a místa centra")
    POST_PRINTS = "post_prints", gettext_lazy("zapisovat, kde v centru visí výtisky cílů, a vyměňovat je")
    STAND_IN = (
        "stand_in",
        gettext_lazy("dostávat, co čeká v centru bez vedoucího, a zapsat, že v zavřeném už výtisky nevisí"),
    )
    MANAGE_CENTRES = "manage_centres", gettext_lazy("otevírat, měnit a zavírat centra")
    INVITE = "invite", gettext_lazy("dávat a ukončovat role v centrech a překladatelům a zvát do nich")
    ADMINISTER = "administer", gettext_lazy("spravovat lidi, role a ukazatele")
    ERASE = "erase", gettext_lazy("vymazat slova, která neměla být zapsaná")
    READ_LOG = "read_log", gettext_lazy("číst a vyvézt záznam událostí")


HEADS = frozenset({Role.HEAD, Role.DEPUTY})

HOLDERS = {
    Right.WRITE: HEADS | {Role.STAFF},
    Right.SUBMIT: HEADS,
    Right.AMEND: HEADS,
    Right.ASSIGN: HEADS,
    Right.DECIDE: frozenset({Role.DEPARTMENT_HEAD}),
    Right.OPEN_YEAR: frozenset({Role.DEPARTMENT_HEAD}),
    Right.PUBLISH: frozenset({Role.DEPARTMENT_HEAD}),
    Right.IMPORT: frozenset({Role.DEPARTMENT_HEAD, Role.ADMINISTRATOR}),
    Right.ADOPT: frozenset({Role.DEPARTMENT_HEAD}),
    Right.SEE_NETWORK: frozenset({Role.DEPARTMENT_HEAD, Role.DIRECTOR}),
    Right.WRITE_COMMITMENT: frozenset({Role.DEPARTMENT_HEAD}),
    Right.TRANSLATE: frozenset({Role.TRANSLATOR, Role.DEPARTMENT_HEAD}),
    Right.DECIDE_LONG_TERM: frozenset({Role.DEPARTMENT_HEAD, Role.DIRECTOR}),
    Right.DECIDE_STRATEGIC: frozenset({Role.DIRECTOR}),
    Right.RECORD: HEADS | {Role.STAFF},
    Right.EVALUATE: HEADS | {Role.STAFF},
    Right.MEASURE: HEADS,
    Right.CLOSE_MONTH: HEADS,
    Right.REOPEN_MONTH: frozenset({Role.DEPARTMENT_HEAD}),
    Right.EVALUATE_LONG_TERM: frozenset({Role.DEPARTMENT_HEAD}),
    Right.EVALUATE_STRATEGIC: frozenset({Role.DIRECTOR}),
    Right.CLOSE_YEAR: HEADS,
    Right.ACCEPT_YEAR: frozenset({Role.DEPARTMENT_HEAD}),
    Right.CLOSE_FOR: frozenset({Role.DEPARTMENT_HEAD}),
    Right.RELEASE: frozenset({Role.DEPARTMENT_HEAD}),
    Right.COORDINATE: HEADS | {Role.STAFF},
    Right.COORDINATE_ALL: frozenset({Role.DEPARTMENT_HEAD}),
    Right.CONFIRM_MONITORING: HEADS,
    Right.RELEASE_REGION: HEADS,
    Right.LEAD_TEAM: frozenset({Role.HEAD}),
    Right.STAND_IN: frozenset({Role.DEPARTMENT_HEAD}),
    Right.KEEP_CONTACT: HEADS,
    Right.POST_PRINTS: HEADS | {Role.STAFF},
    Right.MANAGE_CENTRES: frozenset({Role.DEPARTMENT_HEAD, Role.ADMINISTRATOR}),
    Right.INVITE: frozenset({Role.DEPARTMENT_HEAD, Role.ADMINISTRATOR}),
    Right.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
    Right.ERASE: frozenset({Role.ADMINISTRATOR}),
    Right.READ_LOG: frozenset({Role.ADMINISTRATOR}),
}
CENTRE_RIGHTS = frozenset(
    {
        *(Right.WRITE, Right.SUBMIT, Right.AMEND, Right.RECORD, Right.EVALUATE, Right.MEASURE),
        *(Right.CLOSE_MONTH, Right.CLOSE_YEAR, Right.LEAD_TEAM, Right.ASSIGN, Right.KEEP_CONTACT),
        *(Right.COORDINATE, Right.CONFIRM_MONITORING, Right.RELEASE_REGION, Right.POST_PRINTS),
    }
)
"""Rights that are held at a centre; all others are held for the whole network."""

NEED_SECOND_FACTOR = frozenset({Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR})
"""Whoever approves, publishes or administers proves twice who they are."""


class MissingRight(PermissionDenied):
    """The person sees the thing and may not do this with it; the message says who may."""

    def __init__(self, right, centre=None):
        self.right, self.centre = right, centre
        super().__init__(refusal(right))


@dataclass(frozen=True)
class Rights:
    """What one person may do on one day."""

    user: User
    memberships: tuple
    on: date

    def role(self, right, centre=None):
        """The role by which the person holds the right (at the centre), or None."""
        roles = HOLDERS[right]
        fits = (held.role for held in self.memberships if held.role in roles and _covers(held, right, centre, self.on))
        return next((Role(role) for role in sorted(fits)), None)

    def may(self, right, centre=None):
        return self.role(right, centre) is not None

    def require(self, right, centre=None):
        """The role by which the person holds the right; raises MissingRight."""
        role = self.role(right, centre)
        if role is None:
            raise MissingRight(right, centre)
        return role

    @cached_property
    def roles(self):
        return frozenset(Role(held.role) for held in self.memberships)

    @cached_property
    def languages(self):
        """Into which the person translates: a translator into their own, who writes the commitment into all."""
        return frozenset(Language) if self.may(Right.WRITE_COMMITMENT) else self.translates_into

    @property
    def translates_into(self):
        """The languages that are this person's to look after."""
        return frozenset(Language(held.language) for held in self.memberships if held.role == Role.TRANSLATOR)

    @property
    def is_inside(self):
        """Whether the person works in the network or looks after it; who only translates sees just that."""
        return bool(self.roles - {Role.TRANSLATOR})

    @property
    def sees_network(self):
        return self.may(Right.SEE_NETWORK)

    @property
    def looks_after_people(self):
        """Of the network, or of a team."""
        return self.may(Right.INVITE) or not HOLDERS[Right.LEAD_TEAM].isdisjoint(self.roles)

    @property
    def works_in_a_centre(self):
        return not CENTRE_ROLES.isdisjoint(self.roles)

    @property
    def needs_second_factor(self):
        return not NEED_SECOND_FACTOR.isdisjoint(self.roles)

    def in_scope(self, path=""):
        """A condition for querysets: rows whose centre, at the end of the path, is one of the person's."""
        if self.sees_network:
            return Q()
        return self._own(path)

    def own_centres(self):
        """Centres in which the person works, with their branches and those that were merged into them; empty for who
        only looks after the network."""
        return Centre.objects.filter(self._own())

    def _own(self, path=""):
        own = [held.centre_id for held in self.memberships if held.role in CENTRE_ROLES]
        return _worked_from(own, self.on, path)

    def led_centres(self):
        """Centres whose team the person leads, with their branches and those that were merged into them."""
        led = [held.centre_id for held in self.memberships if held.role in HOLDERS[Right.LEAD_TEAM]]
        return Centre.objects.filter(_worked_from(led, self.on))

    def own_branches(self):
        """Branches in which the person works; not those that come with a role in their main centre."""
        held = [held for held in self.memberships if held.role in CENTRE_ROLES and held.centre.parent_id]
        return Centre.objects.filter(id__in=[one.centre_id for one in held])


def _worked_from(centres, day, path=""):
    """A condition: centres, at the end of the path, where roles of these centres hold too; `Centre.worked_by` for
    queries."""
    prefix = f"{path}__" if path else ""
    taken_over = Q(**{f"{prefix}successor_id__in": centres}) | Q(**{f"{prefix}successor__parent_id__in": centres})
    return (
        Q(**{f"{prefix}id__in": centres})
        | Q(**{f"{prefix}parent_id__in": centres})
        | (taken_over & Q(**{f"{prefix}closed_on__lte": day}))
    )


def rights_of(user, *, on):
    """The person's rights that day: one query, and one more where the scope of centres is asked for."""
    if not user.is_authenticated:
        return Rights(user, (), on)
    return Rights(user, tuple(Membership.objects.of(user).valid(on).select_related("centre")), on)


class Unheld:
    """In place of one person's rights: at each centre just those that nobody holds there on the day; none where nothing
    can be asked any more."""

    user = None
    memberships = works_in_a_centre = is_inside = True
    languages = translates_into = frozenset()
    sees_network = False

    def __init__(self, *, on):
        self.on = on
        held = Membership.objects.valid(on).filter(user__is_active=True).exclude(centre=None)
        self._roles = defaultdict(set)
        for centre, role in held.order_by().values_list("centre", "role").distinct():
            self._roles[centre].add(role)

    def may(self, right, centre=None):
        if right not in CENTRE_RIGHTS or centre is None:
            return False
        roles = {role for pk in centre.worked_by(self.on) for role in self._roles[pk]}
        return centre.is_asked(self.on) and HOLDERS[right].isdisjoint(roles)

    def own_centres(self):
        """Those that nobody leads, neither by themselves nor from their main centre or the one that took them over."""
        led = [centre for centre, roles in self._roles.items() if not HEADS.isdisjoint(roles)]
        led = Centre.objects.filter(_worked_from(led, self.on)).order_by()
        return Centre.objects.asked_on(self.on).exclude(pk__in=led.values("pk"))


def holders(right, centre=None, *, on, without=None):
    """Active people who hold the right that day, at the centre; `without` one role that will have ended by then."""
    held = Membership.objects.filter(role__in=HOLDERS[right]).valid(on).exclude(pk=without)
    held = held.at(centre, on) if right in CENTRE_RIGHTS else held.filter(centre=None)
    return User.objects.filter(is_active=True, memberships__in=held).distinct()


def translators(language, *, on):
    """Active people who translate into the language that day."""
    held = Membership.objects.filter(role=Role.TRANSLATOR, language=language).valid(on)
    return User.objects.filter(is_active=True, memberships__in=held).distinct()


def require_while_nobody(rights, right, *, on):
    """The role by which the person holds the right; that of an administrator will do as long as nobody at all holds it,
    because somebody has to begin."""
    role = rights.role(right)
    if role is None and not holders(right, on=on).exists():
        role = rights.role(Right.ADMINISTER)
    if role is None:
        raise MissingRight(right)
    return role


def addressees(right, centre=None, *, on):
    """Those of the holders whom mail about the centre is for: its own people; where none of them holds the right, or
    the centre is closed, those of its main centre and of the one that took it over."""
    people = holders(right, centre, on=on)
    if right not in CENTRE_RIGHTS or centre.is_closed(on):
        return people
    own = Membership.objects.filter(role__in=HOLDERS[right], centre=centre, user__is_active=True).valid(on)
    return people.filter(Exists(own.filter(user=OuterRef("pk"))) | ~Exists(own))


def refusal(right):
    """The sentence that says who has the right: "K tomu je oprávněn: vedoucí centra, zástupce vedoucího"."""
    return _("K tomu je oprávněn: %(roles)s.") % {"roles": ", ".join(role_labels(right))}


def role_labels(right):
    """Labels of the roles that hold the right, in the order of the roles."""
    return [str(role.label) for role in Role if role in HOLDERS[right]]


def _covers(held, right, centre, on):
    if right not in CENTRE_RIGHTS:
        return held.centre_id is None
    if centre is None:
        return False
    return held.centre_id is not None and held.centre_id in centre.worked_by(on)
