"""Organisations of a region, what they are for others, and people at them as work contacts from one day to another.

An organisation, a person and a seat in a network are three things: who leaves takes no history along.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from centres.models import EventSubject, Region, Subject
from goals.formatting import fold
from goals.models.documents import one_of
from networks.states import Experience, MarkKind, PartnerKind

LONGEST_NOTE = 1000


class PartnerQuerySet(models.QuerySet):
    def visible_to(self, regions):
        """Of the regions, and those of the whole country, who are everybody's."""
        return self.filter(Q(region=None) | Q(region__in=regions))

    def current(self):
        return self.filter(archived_at=None)


class Partner(models.Model):
    """Whoever writes it, its marks, contacts or seats holds this row."""

    name = models.CharField(_("název"), max_length=200)
    kind = models.CharField(_("druh"), max_length=30, choices=PartnerKind)
    # None: of the whole country.
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="partners", verbose_name=_("kraj")
    )
    towns = models.CharField(_("města"), max_length=200, blank=True)
    ico = models.CharField(_("IČO"), max_length=8, blank=True)
    website = models.URLField(_("web"), max_length=300, blank=True)
    experience = models.CharField(_("zkušenost"), max_length=20, choices=Experience, default=Experience.EXPERIENCED)
    note = models.TextField(_("poznámka"), max_length=LONGEST_NOTE, blank=True)
    # Asked by somebody, and answered yes; without it the organisation stands on no page of the public.
    may_be_named = models.BooleanField(_("souhlasí, že bude na webu jmenovaná"), default=False)
    folded_text = models.TextField(editable=False)  # name, towns and number, as search compares them
    archived_at = models.DateTimeField(_("archivováno"), null=True, editable=False)
    # Who goes on in its place, where two rows were one organisation; what had happened stays with this one.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="absorbed", verbose_name=_("sloučeno s")
    )
    moved = models.JSONField(default=dict, editable=False)  # by the merging: ids of rows by the name of their relation
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["folded_text", "id"]
        verbose_name = _("partner")
        verbose_name_plural = _("partneři")
        constraints = [
            models.CheckConstraint(condition=one_of("kind", PartnerKind), name="partner_kind_is_known"),
            models.CheckConstraint(condition=one_of("experience", Experience), name="partner_experience_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="partner_has_its_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(archived_at__isnull=False), name="partner_merged_is_archived"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="partner_is_not_merged_into_itself"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded_text = fold(f"{self.name} {self.towns} {self.ico}")
        super().save(*args, **kwargs)

    @property
    def place(self):
        return self.towns or str(self.region or _("celá republika"))

    @property
    def event_subject(self):
        return EventSubject(Subject.PARTNER, self.name, place=str(self.region or _("celá republika")))


class OfPartner(models.Model):
    """What happens to it happens to its partner."""

    class Meta:
        abstract = True

    @property
    def event_subject(self):
        subject = self.partner.event_subject
        return EventSubject(subject.kind, subject.label, place=subject.place, pk=self.partner_id)


class Mark(OfPartner):
    """That the organisation is an expert one, an umbrella or an information line: for what, when, as of a day."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="marks", verbose_name=_("partner"))
    kind = models.CharField(_("čím je pro ostatní"), max_length=20, choices=MarkKind)
    what_for = models.CharField(_("s čím poradí"), max_length=300)
    reach = models.CharField(_("telefon nebo adresa linky"), max_length=200, blank=True)
    languages = models.CharField(_("jazyky"), max_length=200, blank=True)
    hours = models.CharField(_("kdy"), max_length=200, blank=True)
    checked_on = models.DateField(_("ověřeno"))
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["partner", "id"]
        verbose_name = _("označení partnera")
        verbose_name_plural = _("označení partnerů")
        constraints = [
            models.CheckConstraint(condition=one_of("kind", MarkKind), name="mark_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=MarkKind.INFORMATION_LINE) | ~Q(reach=""), name="mark_of_a_line_says_where_it_is"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.what_for}"


class WorkContactQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)

    def reachable(self, day):
        return self.on(day).exclude(email="")


class WorkContact(OfPartner):
    """A person at an organisation as far as they work for it; a time after they left their name and addresses go
    (`networks.partners.contacts`)."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="contacts", verbose_name=_("partner"))
    name = models.CharField(_("jméno"), max_length=150, blank=True)
    position = models.CharField(_("funkce nebo útvar"), max_length=150, blank=True)
    email = models.EmailField(_("pracovní e-mail"), blank=True)
    phone = models.CharField(_("pracovní telefon"), max_length=40, blank=True)
    valid_from = models.DateField(_("od"))
    valid_until = models.DateField(_("do"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("údaje smazány"), null=True, editable=False)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = WorkContactQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "id"]
        verbose_name = _("pracovní kontakt")
        verbose_name_plural = _("pracovní kontakty")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="contact_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) & (~Q(name="") | ~Q(position=""))
                | Q(forgotten_at__isnull=False, name="", email="", phone="", valid_until__isnull=False),
                name="contact_is_somebody_or_forgotten",
            ),
        ]

    def __str__(self):
        if self.forgotten_at:
            return str(_("bývalý kontakt"))
        return ", ".join(filter(None, [self.name, self.position]))
