"""Regions, operators and centres as public facts; the people, and what each of them is allowed to be where."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

partial_date = RegexValidator(
    r"^\d{4}(-\d{2}(-\d{2})?)?\Z", _("Zadejte rok, rok a měsíc, nebo celé datum: 2018, 2018-11, 2018-11-05.")
)


class Fact(models.Model):
    """Public reference data; the time of the last change tells cached pages that they are old."""

    updated_at = models.DateTimeField(_("změněno"), auto_now=True)

    class Meta:
        abstract = True


class Region(Fact):
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


class Operator(Fact):
    slug = models.SlugField(unique=True)
    name = models.CharField(_("název"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("provozovatel")
        verbose_name_plural = _("provozovatelé")

    def __str__(self):
        return self.name


class Centre(Fact):
    slug = models.SlugField(unique=True)
    name = models.CharField(_("název"), max_length=120, unique=True)
    official_name = models.CharField(_("úřední název"), max_length=160, blank=True)
    town = models.CharField(_("město"), max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="branches", verbose_name=_("hlavní centrum")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="centres", verbose_name=_("kraj"))
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="centres", verbose_name=_("provozovatel"))
    founded = models.CharField(_("založeno"), max_length=10, blank=True, validators=[partial_date])
    address = models.CharField(_("adresa"), max_length=160, blank=True)
    address_as_of = models.CharField(_("adresa ke dni"), max_length=60, blank=True)
    website = models.URLField(_("web"), blank=True)
    latitude = models.DecimalField(_("zeměpisná šířka"), max_digits=6, decimal_places=3)
    longitude = models.DecimalField(_("zeměpisná délka"), max_digits=6, decimal_places=3)
    position = models.PositiveSmallIntegerField(
        _("pořadí"), help_text=_("Pořadí v dokumentu; pobočky hned za svým centrem.")
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("centrum")
        verbose_name_plural = _("centra")
        constraints = [models.CheckConstraint(condition=~Q(parent=models.F("id")), name="centre_is_not_its_own_parent")]

    def __str__(self):
        return self.name


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

    @transaction.atomic
    def create_superuser(self, email, password=None, **extra_fields):
        """The first administrator. The role is what opens doors; Django's own flags open none here."""
        person = super().create_superuser(email, email, password, **extra_fields)
        Membership.objects.create(user=person, role=Role.ADMINISTRATOR, valid_from=timezone.localdate())
        return person


class User(AbstractUser):
    username = None
    email = models.EmailField(_("e-mail"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = PersonManager()

    class Meta:
        verbose_name = _("osoba")
        verbose_name_plural = _("osoby")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_in_small_letters"),
        ]

    def __str__(self):
        return self.get_full_name() or self.email

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


CENTRE_ROLES = frozenset({Role.STAFF, Role.HEAD, Role.DEPUTY})


class MembershipQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user, user__is_active=True)

    def valid(self, on):
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)

    def at(self, centre):
        """Roles held at the centre or at its main centre."""
        return self.filter(centre__in={centre.id, centre.parent_id} - {None})


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
    ]


class Membership(models.Model):
    """One person's role, at one centre or for the whole network, for a time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("osoba"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("centrum")
    )
    valid_from = models.DateField(_("platí od"))
    valid_until = models.DateField(_("platí do"), null=True, blank=True)

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
                fields=["user", "role", "valid_from"],
                condition=Q(centre=None),
                name="membership_in_the_network_is_said_once",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"


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
    valid_until = models.DateField(_("role platí do"), null=True, blank=True)
    fingerprint = models.CharField(max_length=64, unique=True)  # of the secret in the link, which is kept nowhere
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="sent_invitations")
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
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_waits_once_for_an_address",
            ),
        ]

    def __str__(self):
        return f"{self.email} – {self.get_role_display()}"
