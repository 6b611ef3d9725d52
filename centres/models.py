"""Regions, operators and centres as public facts; people, their roles and invitations; the audit trail of all apps."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.languages import Language

partial_date = RegexValidator(
    r"^\d{4}(-\d{2}(-\d{2})?)?\Z", _("Zadejte rok, rok a měsíc, nebo celé datum: 2018, 2018-11, 2018-11-05.")
)


class ReferenceData(models.Model):
    """Public reference data; the time of the last change tells cached pages that they are old."""

    updated_at = models.DateTimeField(_("změněno"), auto_now=True)

    class Meta:
        abstract = True


class Region(ReferenceData):
    nuts3 = models.CharField("NUTS 3", max_length=5, unique=True)
    iso_code = models.CharField("ISO 3166-2", max_length=5, unique=True)
    name = models.CharField(_("název"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("pořadí"), help_text=_("Podle české abecedy."))

    class Meta:
        ordering = ["position"]
        verbose_name = _("kraj")
        verbose_name_plural = _("kraje")

    def __str__(self):
        return self.name


class Operator(ReferenceData):
    slug = models.SlugField(unique=True)
    name = models.CharField(_("název"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("provozovatel")
        verbose_name_plural = _("provozovatelé")

    def __str__(self):
        return self.name


class CentreQuerySet(models.QuerySet):
    def open_between(self, first, last):
        """Those that are there on at least one of the days."""
        opened = Q(opened_on=None) | Q(opened_on__lte=last)
        return self.filter(opened & (Q(closed_on=None) | Q(closed_on__gt=first)))

    def open_on(self, day):
        return self.open_between(day, day)

    def asked_on(self, day):
        """Those of which something can be asked: open, to be opened, or closed and taken over by one that is not."""
        own = Q(closed_on=None) | Q(closed_on__gt=day)
        taken_over = Q(successor__isnull=False) & (Q(successor__closed_on=None) | Q(successor__closed_on__gt=day))
        return self.filter(own | taken_over)


class Centre(ReferenceData):
    """A centre as it is today; what it was before is told by its changes (`centres.network`)."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("název"), max_length=120, unique=True)
    official_name = models.CharField(_("úřední název"), max_length=160, blank=True)
    town = models.CharField(_("město"), max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="branches", verbose_name=_("hlavní centrum")
    )
    # From where it is known, where nobody of the network has said so; empty for a fact.
    parent_basis = models.CharField(_("pobočka podle čeho"), max_length=60, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="centres", verbose_name=_("kraj"))
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="centres", verbose_name=_("provozovatel"))
    founded = models.CharField(_("založeno"), max_length=10, blank=True, validators=[partial_date])
    address = models.CharField(_("adresa"), max_length=160, blank=True)
    address_as_of = models.CharField(_("adresa ke dni"), max_length=60, blank=True)
    website = models.URLField(_("web"), blank=True)
    latitude = models.DecimalField(_("zeměpisná šířka"), max_digits=6, decimal_places=3, null=True, blank=True)
    longitude = models.DecimalField(_("zeměpisná délka"), max_digits=6, decimal_places=3, null=True, blank=True)
    position = models.PositiveSmallIntegerField(
        _("pořadí"), help_text=_("Pořadí v dokumentu; pobočky hned za svým centrem.")
    )
    opened_on = models.DateField(_("otevřené od"), null=True, blank=True)  # empty: as far back as is known
    closed_on = models.DateField(_("zavřené od"), null=True, blank=True)  # the first day on which it is no more
    closing_reason = models.CharField(_("důvod zavření"), max_length=500, blank=True)
    # Whoever goes on with its work; when that centre is taken over too, the one that took over that one.
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("nástupce")
    )
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = CentreQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("centrum")
        verbose_name_plural = _("centra")
        constraints = [
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="centre_is_not_its_own_parent"),
            models.CheckConstraint(condition=~Q(successor=models.F("id")), name="centre_is_not_its_own_successor"),
            models.CheckConstraint(
                condition=Q(closed_on=None, closing_reason="", successor=None)
                | (Q(closed_on__isnull=False) & ~Q(closing_reason="")),
                name="centre_is_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gt=models.F("opened_on")),
                name="centre_closes_after_it_opens",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def last_day(self):
        """The last one on which it is there; None where no end is known."""
        return self.closed_on and self.closed_on - timedelta(days=1)

    def is_closed(self, day):
        return self.closed_on is not None and self.closed_on <= day

    def is_opened(self, day):
        return self.opened_on is None or self.opened_on <= day

    def is_asked(self, day):
        """As `asked_on`: is there anybody of whom something of this centre could be asked?"""
        return not self.is_closed(day) or (self.successor is not None and not self.successor.is_closed(day))

    def is_there_between(self, first, last):
        return self.is_opened(last) and not self.is_closed(first)

    def worked_by(self, day):
        """Ids of the centres whose roles hold here too: its own, its main centre's, and, of a closed one, those of the
        centre that took it over."""
        ids = {self.pk, self.parent_id}
        if self.successor_id and self.is_closed(day):
            ids |= {self.successor_id, self.successor.parent_id}
        return ids - {None}

    @property
    def event_subject(self):
        return EventSubject(Subject.CENTRE, self.name, centre=self)


class ChangeKind(models.TextChoices):
    """What can become of a centre."""

    OPEN = "open", _("otevřeno")
    CLOSE = "close", _("zavřeno")
    MERGE = "merge", _("spojeno s jiným centrem")
    RENAME = "rename", _("přejmenováno")
    MOVE = "move", _("přestěhováno nebo předáno")
    MAKE_BRANCH = "make_branch", _("stalo se pobočkou")
    MAKE_INDEPENDENT = "make_independent", _("osamostatnilo se")


class CentreChange(models.Model):
    """What changed in a centre on a day: one row for each fact, with what it was and what it is since. Never changed.

    Places that are rows of their own (region, operator, parent) are kept by their names and their ids.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="changes", verbose_name=_("centrum"))
    kind = models.CharField(_("co se stalo"), max_length=20, choices=ChangeKind)
    day = models.DateField(_("od kterého dne"))
    field = models.CharField(max_length=20)
    old = models.CharField(_("bylo"), max_length=500, blank=True)
    new = models.CharField(_("je"), max_length=500, blank=True)
    old_id = models.PositiveBigIntegerField(null=True)
    new_id = models.PositiveBigIntegerField(null=True)
    reason = models.CharField(_("důvod"), max_length=500, blank=True)

    class Meta:
        ordering = ["day", "id"]
        verbose_name = _("změna centra")
        verbose_name_plural = _("změny center")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(ChangeKind.values)), name="change_kind_is_known")
        ]

    def __str__(self):
        return f"{self.centre}: {self.get_kind_display()}"


class Contact(models.Model):
    """How a centre is reached, as of a day; kept by its head (`centres.contact`)."""

    centre = models.OneToOneField(Centre, models.CASCADE, verbose_name=_("centrum"))
    phone = models.CharField(_("telefon"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("otevírací doba"), max_length=300, blank=True)
    closed_days = models.CharField(_("kdy je zavřeno"), max_length=300, blank=True)
    languages = models.CharField(_("jazyky"), max_length=300, blank=True)
    interpreters = models.CharField(_("kdy jsou tu tlumočníci"), max_length=300, blank=True)
    networks = models.TextField(_("sociální sítě"), max_length=500, blank=True)
    as_of = models.DateField(_("ověřeno"))
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        verbose_name = _("kontakt centra")
        verbose_name_plural = _("kontakty center")

    def __str__(self):
        return str(self.centre)

    @property
    def links(self):
        return self.networks.splitlines()

    @property
    def is_filled(self):
        said = (self.phone, self.email, self.hours, self.closed_days, self.languages, self.interpreters, self.networks)
        return any(said)

    @property
    def event_subject(self):
        return self.centre.event_subject


class PlaceKind(models.TextChoices):
    MAIN = "main", _("hlavní pracoviště")
    BRANCH = "branch", _("pobočka")
    CONTACT_POINT = "contact_point", _("kontaktní místo")
    DETACHED = "detached", _("detašované pracoviště")
    FIELD = "field", _("terén ve městě nebo u zaměstnavatele")


class Place(models.Model):
    """Where a centre works beside its address, or in the field with its rhythm; as of a day."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="places", verbose_name=_("centrum"))
    kind = models.CharField(_("druh místa"), max_length=20, choices=PlaceKind)
    name = models.CharField(_("název"), max_length=120)
    address = models.CharField(_("adresa"), max_length=200, blank=True)
    rhythm = models.CharField(_("kdy tam centrum je"), max_length=300, blank=True)
    as_of = models.DateField(_("ověřeno"))
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["centre", "id"]
        verbose_name = _("místo centra")
        verbose_name_plural = _("místa center")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(PlaceKind.values)), name="place_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=PlaceKind.FIELD) | ~Q(rhythm=""), name="place_in_the_field_has_its_rhythm"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def event_subject(self):
        return self.centre.event_subject


class ServiceGroup(models.TextChoices):
    """Kinds of services of the network; social counselling is the service registered under Act 108/2006."""

    SOCIAL = "social", _("Odborné sociální poradenství")
    LEGAL = "legal", _("Právní poradenství")
    CZECH = "czech", _("Kurzy češtiny")
    COURSES = "courses", _("Sociokulturní kurzy a přednášky")
    INTERPRETING = "interpreting", _("Tlumočení a překlady")
    CLUBS = "clubs", _("Kluby")


class ServiceItem(models.TextChoices):
    """The catalogue of the network: what centres offer under the same words, which can so be read in five languages.
    The code begins with the group. What only one centre offers it adds in words of its own (`Service.name`)."""

    SOCIAL_RESIDENCE = "social-residence", _("pobyt v Česku")
    SOCIAL_BENEFITS = "social-benefits", _("sociální pomoc a dávky")
    SOCIAL_INSURANCE = "social-insurance", _("zdravotní pojištění")
    SOCIAL_HOUSING = "social-housing", _("bydlení")
    SOCIAL_WORK = "social-work", _("hledání práce a zaměstnání")
    SOCIAL_SCHOOLING = "social-schooling", _("škola a vzdělávání")
    SOCIAL_LIFE_EVENTS = "social-life-events", _("narození dítěte, svatba, rozvod, úmrtí")
    LEGAL_RESIDENCE = "legal-residence", _("víza a pobyt")
    LEGAL_WORK = "legal-work", _("pracovní právo")
    LEGAL_CIVIL = "legal-civil", _("občanské právo, například smlouvy a dluhy")
    LEGAL_FAMILY = "legal-family", _("rodinné právo")
    CZECH_BASIC = "czech-basic", _("základní kurz češtiny")
    CZECH_INTENSIVE = "czech-intensive", _("intenzivní kurz češtiny")
    CZECH_SPECIAL = "czech-special", _("specializovaný kurz češtiny")
    COURSES_LIFE = "courses-life", _("kurzy a přednášky o životě v Česku")
    INTERPRETING_COUNSELLING = "interpreting-counselling", _("tlumočení při poradenství")
    INTERPRETING_CZECH = "interpreting-czech", _("tlumočení na kurzech češtiny")
    INTERPRETING_OFFICES = "interpreting-offices", _("tlumočení při jednání na úřadech")
    INTERPRETING_TRANSLATION = "interpreting-translation", _("překlady")
    CLUBS_MEETING = "clubs-meeting", _("pravidelná setkání v klubu")

    @property
    def group(self):
        return ServiceGroup(self.value.partition("-")[0])


class SpokenLanguage(models.TextChoices):
    """In which a service can be had, by the codes of ISO 639-1; others are told in words."""

    CZECH = "cs", _("čeština")
    ENGLISH = "en", _("angličtina")
    UKRAINIAN = "uk", _("ukrajinština")
    RUSSIAN = "ru", _("ruština")
    VIETNAMESE = "vi", _("vietnamština")
    MONGOLIAN = "mn", _("mongolština")
    ROMANIAN = "ro", _("rumunština")
    BULGARIAN = "bg", _("bulharština")
    CHINESE = "zh", _("čínština")
    ARABIC = "ar", _("arabština")
    FRENCH = "fr", _("francouzština")
    SPANISH = "es", _("španělština")
    GEORGIAN = "ka", _("gruzínština")
    ARMENIAN = "hy", _("arménština")


class Offer(models.Model):
    """That somebody of the centre has said what it offers, and the day on which they last looked at it as a whole."""

    centre = models.OneToOneField(Centre, models.CASCADE, verbose_name=_("centrum"))
    as_of = models.DateField(_("ověřeno"))
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        verbose_name = _("nabídka centra")
        verbose_name_plural = _("nabídky center")

    def __str__(self):
        return str(self.centre)


class Service(models.Model):
    """One thing that a centre offers: of the catalogue, or in its own words; kept by its head (`centres.offer`)."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="services", verbose_name=_("centrum"))
    item = models.CharField(_("služba z katalogu"), max_length=30, choices=ServiceItem, blank=True)
    own_group = models.CharField(_("skupina"), max_length=20, choices=ServiceGroup, blank=True)
    name = models.CharField(_("název"), max_length=120, blank=True)
    languages = models.CharField(_("jazyky"), max_length=60, blank=True)  # codes, with spaces between
    times = models.CharField(_("kdy"), max_length=300, blank=True)
    as_of = models.DateField(_("ověřeno"))
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["centre", "id"]
        verbose_name = _("služba centra")
        verbose_name_plural = _("služby center")
        constraints = [
            models.CheckConstraint(
                condition=Q(item__in=sorted(ServiceItem.values), own_group="", name="")
                | (Q(item="", own_group__in=sorted(ServiceGroup.values)) & ~Q(name="")),
                name="service_is_of_the_catalogue_or_has_a_name",
            ),
            models.UniqueConstraint(
                fields=["centre", "item"], condition=~Q(item=""), name="service_of_the_catalogue_is_offered_once"
            ),
        ]

    def __str__(self):
        return str(self.get_item_display()) if self.item else self.name

    @property
    def group(self):
        return ServiceItem(self.item).group if self.item else ServiceGroup(self.own_group)

    @property
    def spoken(self):
        """Names of its languages in the language of the page."""
        return [str(SpokenLanguage(code).label) for code in self.languages.split()]

    @property
    def event_subject(self):
        return self.centre.event_subject


class PersonManager(UserManager):
    """Creates people by e-mail; there are no user names to remember or to guess."""

    @classmethod
    def normalize_email(cls, email):
        """Small letters throughout: nobody has two accounts that differ in a capital."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, email):
        return super().get_by_natural_key(self.normalize_email(email))

    def _create_user_object(self, username, email, password, **extra_fields):
        user = self.model(email=self.normalize_email(email), **extra_fields)
        user.set_password(password)
        return user

    def create_user(self, email, password=None, **extra_fields):
        return super().create_user(email, email, password, **extra_fields)


REDUCED = "@vymazano.invalid"
"""What addresses end in of people who were reduced to a role; none of them ever gets mail."""


class User(AbstractUser):
    username = None
    email = models.EmailField(_("e-mail"), unique=True)
    reduced_at = models.DateTimeField(null=True, editable=False)  # to a role; the name and the address are gone

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = PersonManager()

    class Meta:
        verbose_name = _("osoba")
        verbose_name_plural = _("osoby")
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_in_small_letters")]

    def __str__(self):
        return self.get_full_name() or self.email

    @property
    def event_subject(self):
        return EventSubject(Subject.PERSON, str(self))

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        self.email = PersonManager.normalize_email(self.email)
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or "email" in update_fields:
            self._sign_in_by_this_address_only()

    def _sign_in_by_this_address_only(self):
        """The library of the sign-in keeps addresses of its own. Ours was given by the administrator or reached by an
        invitation, so it counts as verified, and the one before it signs nobody in any more."""
        held = self.emailaddress_set.all()
        if list(held.values_list("email", "verified", "primary")) != [(self.email, True, True)]:
            held.delete()
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)


class Role(models.TextChoices):
    STAFF = "staff", _("pracovník centra")
    HEAD = "head", _("vedoucí centra")
    DEPUTY = "deputy", _("zástupce vedoucího centra")  # for a stated time only
    DEPARTMENT_HEAD = "department_head", _("vedoucí odboru")
    DIRECTOR = "director", _("ředitel")
    ADMINISTRATOR = "administrator", _("správce")
    TRANSLATOR = "translator", _("překladatel")  # of one language


CENTRE_ROLES = frozenset({Role.STAFF, Role.HEAD, Role.DEPUTY})


class MembershipQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user, user__is_active=True)

    def valid(self, on):
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)

    def at(self, centre, on):
        """Roles that hold at the centre: its own, its main centre's, those of the centre that took it over."""
        return self.filter(centre__in=centre.worked_by(on))


def role_constraints(thing):
    """What holds of a role wherever one is written down."""
    return [
        models.CheckConstraint(condition=Q(role__in=sorted(Role.values)), name=f"{thing}_role_is_known"),
        models.CheckConstraint(
            condition=Q(role__in=sorted(CENTRE_ROLES), centre__isnull=False)
            | (~Q(role__in=sorted(CENTRE_ROLES)) & Q(centre=None)),
            name=f"{thing}_centre_fits_role",
            violation_error_message=_("Role v centru potřebuje centrum, ostatní role platí pro celou síť."),
        ),
        models.CheckConstraint(
            condition=~Q(role=Role.DEPUTY) | Q(valid_until__isnull=False),
            name=f"{thing}_of_a_deputy_has_its_end",
            violation_error_message=_("Zástupce je jen na určenou dobu, vyplňte konec platnosti."),
        ),
        models.CheckConstraint(
            condition=Q(role=Role.TRANSLATOR, language__in=sorted(Language.values))
            | (~Q(role=Role.TRANSLATOR) & Q(language="")),
            name=f"{thing}_language_fits_role",
            violation_error_message=_("Překladatel potřebuje jazyk, ostatní role žádný nemají."),
        ),
    ]


class Membership(models.Model):
    """One person's role, at one centre or for the whole network, for a time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("osoba"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("centrum")
    )
    language = models.CharField(_("jazyk"), max_length=10, choices=Language, blank=True)
    valid_from = models.DateField(_("platí od"))
    valid_until = models.DateField(_("platí do"), null=True, blank=True)
    welcomed_at = models.DateTimeField(null=True, editable=False)  # they have read what the role is about

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("role osoby")
        verbose_name_plural = _("role osob")
        constraints = [
            *role_constraints("membership"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("Konec platnosti nesmí předcházet začátku."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "centre", "valid_from"], name="membership_in_a_centre_is_said_once"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "language", "valid_from"],
                condition=Q(centre=None),
                name="membership_in_the_network_is_said_once",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"

    def is_valid(self, on):
        return self.valid_from <= on and (self.valid_until is None or self.valid_until >= on)

    @property
    def event_subject(self):
        """What happens to a role happens to its person, at its centre."""
        return EventSubject(Subject.PERSON, str(self.user), centre=self.centre, pk=self.user_id)


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Neither accepted nor withdrawn; the link of some of them may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self, now):
        """Those that can still be accepted."""
        return self.waiting().filter(expires_at__gt=now)


class Invitation(models.Model):
    """One person's way to an account and its first role: a link that works once, and not for long."""

    email = models.EmailField(_("e-mail"))
    first_name = models.CharField(_("jméno"), max_length=150)
    last_name = models.CharField(_("příjmení"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("centrum")
    )
    language = models.CharField(_("jazyk"), max_length=10, choices=Language, blank=True)
    valid_from = models.DateField(_("role platí od"), null=True, blank=True)  # without it from the acceptance
    valid_until = models.DateField(_("role platí do"), null=True, blank=True)
    fingerprint = models.CharField(max_length=64, unique=True)  # of the secret in the link, which is kept nowhere
    # Empty where the system itself did it: a command, by which the first administrator comes.
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="sent_invitations")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    person = models.OneToOneField(User, models.PROTECT, null=True, related_name="invitation")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("pozvánka")
        verbose_name_plural = _("pozvánky")
        constraints = [
            *role_constraints("invitation"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_is_accepted_or_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(invited_by__isnull=False) | Q(role=Role.ADMINISTRATOR),
                name="invitation_of_the_system_is_for_an_administrator",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="invitation_ends_after_it_begins",
                violation_error_message=_("Role nemůže skončit dřív, než začne."),
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_waits_once_for_an_address",
            ),
        ]

    def __str__(self):
        return f"{self.email} – {self.get_role_display()}"

    @property
    def inviter(self):
        return self.invited_by or _("správa aplikace")

    @property
    def event_subject(self):
        return EventSubject(Subject.INVITATION, self.email, centre=self.centre)


class SignInKind(models.TextChoices):
    SIGNED_IN = "signed_in", _("přihlášení")
    SIGNED_OUT = "signed_out", _("odhlášení")
    CONFIRMED = "confirmed", _("potvrzení totožnosti")
    WRONG_PASSWORD = "wrong_password", _("špatné heslo")
    WRONG_FACTOR = "wrong_factor", _("špatný kód nebo klíč")
    LOCKED = "locked", _("příliš mnoho pokusů")
    DISABLED = "disabled", _("přihlášení do vypnutého účtu")
    RESET_ASKED = "reset_asked", _("žádost o nové heslo")


class SignIn(models.Model):
    """Somebody signed in or tried to; no event, because it carries addresses and expires (`centres.sign_ins`).

    The same thing again within an hour is counted in the same row.
    """

    at = models.DateTimeField(_("kdy"), db_index=True)  # the last time
    since = models.DateTimeField(_("poprvé"))
    times = models.PositiveIntegerField(_("kolikrát"), default=1)
    kind = models.CharField(_("co"), max_length=20, choices=SignInKind)
    person = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="sign_ins", verbose_name=_("osoba"), db_index=False
    )
    unknown = models.CharField(_("neznámá adresa"), max_length=8, blank=True)  # tells apart what was typed, no more
    address = models.GenericIPAddressField(_("odkud"), null=True)
    browser = models.CharField(_("prohlížeč"), max_length=40)
    way = models.CharField(_("čím"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("přihlášení")
        verbose_name_plural = _("přihlašování")
        indexes = [
            models.Index(fields=["person", "-at"], name="sign_ins_of_a_person"),
            models.Index(fields=["address", "since"], name="sign_ins_from_an_address"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {timezone.localtime(self.at):%-d. %-m. %Y %H:%M}"


class Subject(models.TextChoices):
    """What an event is about, whichever app it belongs to."""

    GOAL = "goal", _("cíl")
    DOCUMENT = "document", _("dokument")
    MEETING = "meeting", _("porada")
    RECORD = "record", _("záznam")
    CLOSING = "closing", _("uzávěrka")
    CENTRE = "centre", _("centrum")
    PERSON = "person", _("osoba")
    INVITATION = "invitation", _("pozvánka")
    PARTNER = "partner", _("partner")
    SERIES = "series", _("síť")
    GATHERING = "gathering", _("setkání sítě")
    MONITORING = "monitoring", _("monitoring kraje")
    SURVEY = "survey", _("hodnocení sítě")
    SITE = "site", _("web")


class Part(models.TextChoices):
    """The part of a goal that a returned goal is to be mended in."""

    WHOLE = "whole", _("celý cíl")
    TEXT = "text", _("znění")
    TARGETS = "targets", _("cílové hodnoty")
    RESPONSIBLE = "responsible", _("kdo odpovídá")
    EVIDENCE = "evidence", _("čím se splnění doloží")
    SERVES = "serves", _("dlouhodobý cíl")


class SentForm(models.Model):
    """A form that made something, so that the same form sent again makes nothing more (`goals.sent_forms`)."""

    key = models.CharField(max_length=40)
    person = models.ForeignKey(User, models.CASCADE, related_name="sent_forms")
    purpose = models.CharField(max_length=80)  # what the form is for, and where
    made = models.JSONField()  # primary keys of what it made
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("odeslaný formulář")
        verbose_name_plural = _("odeslané formuláře")
        constraints = [models.UniqueConstraint(fields=["key", "person"], name="form_is_sent_once_by_a_person")]

    def __str__(self):
        return self.purpose


@dataclass(frozen=True)
class EventSubject:
    """How a row is called in the audit trail at this moment; models that can be its subject have it as
    `event_subject`."""

    kind: Subject
    label: str
    centre: Centre | None = None
    place: str = ""  # where it belongs, in words; without it the name of the centre
    year: int | None = None
    number: int | None = None  # of a published goal
    pk: int | None = None  # where it is not that of the row itself


class EventQuerySet(models.QuerySet):
    def about(self, kind, ids):
        """Events of subjects of one kind; `ids` is a list of primary keys or a query that selects them."""
        return self.filter(subject_kind=kind, subject_id__in=ids)

    def newest_first(self):
        return self.order_by("-at", "-id")


class Event(models.Model):
    """The one audit trail: what somebody did with something, written in the transaction of the change by
    `centres.events.record_event` and never changed (database triggers see to that).

    It copies names, places and numbers as they were, and points to its subject by kind and id only: whatever is
    renamed, moved or deleted later, the record still says what it said.
    """

    subject_kind = models.CharField(_("druh"), max_length=20, choices=Subject)
    subject_id = models.PositiveBigIntegerField()
    subject = models.CharField(_("čeho se týká"), max_length=300)
    number = models.PositiveSmallIntegerField(_("číslo cíle"), null=True)
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, related_name="events", verbose_name=_("centrum"))
    place = models.CharField(_("kde"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("rok"), null=True)
    name = models.CharField(_("co se stalo"), max_length=40)
    source = models.CharField(_("z"), max_length=20, blank=True)
    target = models.CharField(_("do"), max_length=20, blank=True)
    version = models.PositiveIntegerField(_("verze"), null=True)  # of the subject, after the change
    # Empty where the system itself did it.
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="events", verbose_name=_("kdo"))
    by_name = models.CharField(_("jméno"), max_length=310, blank=True)
    by_email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("v roli"), max_length=20, choices=Role, blank=True)
    comment = models.TextField(_("důvod"), blank=True)
    part = models.CharField(_("část"), max_length=20, choices=Part, blank=True)
    content = models.TextField(_("obsah v té chvíli"), blank=True)
    fingerprint = models.CharField(max_length=16, blank=True)  # of a publication: what the person saw when deciding
    at = models.DateTimeField(_("kdy"))
    # Where the row was before there was one audit trail: its table and its id there.
    old_table = models.CharField(max_length=30, blank=True, editable=False)
    old_id = models.PositiveBigIntegerField(null=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("událost")
        verbose_name_plural = _("události")
        indexes = [
            # The log is read newest first, a page at a time, and by days; a timeline by its subject.
            models.Index(fields=["-at", "-id"], name="trail_newest_first"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="trail_of_a_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(subject_kind__in=sorted(Subject.values)), name="event_subject_is_known"),
            models.CheckConstraint(
                condition=Q(by__isnull=False) & ~Q(role="") | Q(by=None, role=""),
                name="event_of_a_person_has_their_role",
            ),
        ]

    def __str__(self):
        return self.about

    @property
    def author(self):
        """For example "Jana Malá, vedoucí centra", as they were called then."""
        role = self.get_role_display()
        names = [self.by_name, role] if self.by_name != role else [role]  # the same once the person is but a role
        return ", ".join(names) if self.by_name else str(_("systém"))

    @property
    def about(self):
        """For example "Cíl 3, CPIC Liberec 2026"."""
        has_year = self.subject_kind == Subject.GOAL and self.centre_id
        return ", ".join(filter(None, [self.subject, f"{self.place} {self.year}" if has_year else self.place]))


class ErasureQuerySet(models.QuerySet):
    def withdrawing(self, model):
        """Of rows of the model that are no longer shown; for a subquery, by `row`."""
        return self.filter(table=model._meta.db_table, column="")


class Erasure(models.Model):
    """Words were taken out of one cell of a table; without its words. Written before the cell changes: the triggers let
    just that cell lose them (`centres.erasing`). Rows are only ever added.

    SQLite makes a table anew where it is altered: a migration of this one takes away the triggers of all apps first.
    """

    number = models.PositiveIntegerField(_("číslo výmazu"))  # of the act; one act erases many cells
    table = models.CharField(_("tabulka"), max_length=63)
    row = models.PositiveBigIntegerField(_("řádek"))
    column = models.CharField(_("sloupec"), max_length=63, blank=True)  # empty: the row is withdrawn as a whole
    old_hash = models.CharField(_("otisk dřívějšího obsahu"), max_length=64, blank=True)
    words = models.TextField(_("otisky vymazaných slov"), blank=True)
    reason = models.TextField(_("důvod"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="erasures", verbose_name=_("kdo"))
    at = models.DateTimeField(_("kdy"))

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        verbose_name = _("výmaz")
        verbose_name_plural = _("výmazy")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "table", "row", "column"], name="erasure_of_a_cell_is_there_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="erasure_has_its_reason"),
        ]
        indexes = [models.Index(fields=["table", "row"], name="erasures_of_a_row")]

    def __str__(self):
        return _("Výmaz č. %(number)s") % {"number": self.number}
