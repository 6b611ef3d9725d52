"""The working side: documents, their goals and targets as people write them. No public page reads from here."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centres.models import Centre, Role
from goals.states import Comparator, DocumentKind, GoalState, Kind, Level, SectionKey, Window

LONGEST_WORDING = 4000


def one_of(field, choices):
    """A choice field holds nothing else, whatever way it is written; SQLite would not even check the length."""
    return Q(**{f"{field}__in": sorted(choices.values)})


class DocumentQuerySet(models.QuerySet):
    def for_year(self, year):
        return self.filter(kind=DocumentKind.OPERATIONAL, year=year)


class Document(models.Model):
    """What gets published: a year's operational goals, or the commitment."""

    kind = models.CharField(_("druh"), max_length=20, choices=DocumentKind)
    year = models.PositiveSmallIntegerField(_("rok"), null=True, blank=True)
    title = models.CharField(_("název"), max_length=200)
    reference_number = models.CharField(_("číslo jednací"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("založeno"), auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenty")
        constraints = [
            models.CheckConstraint(condition=one_of("kind", DocumentKind), name="document_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=DocumentKind.OPERATIONAL, year__range=(2000, 2100))
                | Q(kind=DocumentKind.COMMITMENT, year=None),
                name="document_year_fits_kind",
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(kind=DocumentKind.OPERATIONAL), name="document_one_a_year"
            ),
        ]

    def __str__(self):
        return self.title


class Section(models.Model):
    """A part of the document that is not a goal: introduction, who is responsible, how and when it is evaluated."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="sections")
    key = models.CharField(_("druh"), max_length=20, choices=SectionKey)
    title = models.CharField(_("nadpis"), max_length=200, blank=True)
    text = models.TextField(_("text"), validators=[MaxLengthValidator(LONGEST_WORDING)])
    position = models.PositiveSmallIntegerField(_("pořadí"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("oddíl")
        verbose_name_plural = _("oddíly")
        constraints = [
            models.CheckConstraint(condition=one_of("key", SectionKey), name="section_key_is_known"),
            models.UniqueConstraint(fields=["document", "position"], name="section_position_is_free"),
        ]

    def __str__(self):
        return self.title


class GoalQuerySet(models.QuerySet):
    def in_document_order(self):
        return self.order_by("centre__position", "position", "number")

    def approved(self):
        return self.filter(state=GoalState.APPROVED)


class Goal(models.Model):
    document = models.ForeignKey(Document, models.PROTECT, related_name="goals", verbose_name=_("dokument"))
    level = models.CharField(_("úroveň"), max_length=20, choices=Level, default=Level.OPERATIONAL)
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="goals", verbose_name=_("centrum")
    )
    # The public address of the goal; given once, never reused, so links keep their meaning when goals come and go.
    number = models.PositiveSmallIntegerField(_("číslo"))
    position = models.PositiveSmallIntegerField(_("pořadí v centru"))
    text = models.TextField(_("znění"), validators=[MaxLengthValidator(LONGEST_WORDING)])
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", verbose_name=_("navazuje na")
    )
    state = models.CharField(_("stav"), max_length=20, choices=GoalState, default=GoalState.DRAFT, editable=False)
    approved_at = models.DateTimeField(_("schváleno"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)
    created_at = models.DateTimeField(_("založeno"), auto_now_add=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["document", "number"]
        verbose_name = _("cíl")
        verbose_name_plural = _("cíle")
        constraints = [
            models.CheckConstraint(condition=one_of("level", Level), name="goal_level_is_known"),
            models.CheckConstraint(condition=one_of("state", GoalState), name="goal_state_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="goal_has_a_wording"),
            models.CheckConstraint(
                condition=Q(level=Level.OPERATIONAL, centre__isnull=False)
                | (~Q(level=Level.OPERATIONAL) & Q(centre=None)),
                name="goal_centre_fits_level",
            ),
            models.CheckConstraint(
                condition=Q(state=GoalState.APPROVED, approved_at__isnull=False)
                | (~Q(state=GoalState.APPROVED) & Q(approved_at=None)),
                name="goal_approval_has_its_time",
            ),
            models.UniqueConstraint(fields=["document", "number"], name="goal_number_is_given_once"),
        ]

    def __str__(self):
        return _("Cíl %(number)s") % {"number": self.number}


class Measure(models.Model):
    """What is measured, by how much, how often and by when: the same columns in a draft and in an edition."""

    kind = models.CharField(_("druh"), max_length=20, choices=Kind)
    comparator = models.CharField(_("porovnání"), max_length=10, choices=Comparator, default=Comparator.MIN)
    value = models.DecimalField(_("hodnota"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("jednotka"), max_length=200, blank=True)
    window = models.CharField(_("období"), max_length=10, choices=Window, blank=True)
    deadline = models.DateField(_("termín"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"))

    class Meta:
        abstract = True
        ordering = ["position"]


class Target(Measure):
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets", verbose_name=_("cíl"))

    class Meta(Measure.Meta):
        verbose_name = _("cílová hodnota")
        verbose_name_plural = _("cílové hodnoty")
        constraints = [
            models.CheckConstraint(condition=one_of("kind", Kind), name="target_kind_is_known"),
            models.CheckConstraint(condition=one_of("comparator", Comparator), name="target_comparator_is_known"),
            models.CheckConstraint(condition=Q(window="") | one_of("window", Window), name="target_window_is_known"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0, value__lt=10**10), name="target_value_is_sensible"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted([Kind.COUNT, Kind.FREQUENCY, Kind.LEVEL, Kind.SHARE]))
                | Q(value__isnull=False),
                name="target_number_is_there_where_the_kind_needs_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.FREQUENCY) | ~Q(window=""), name="target_frequency_has_a_window"
            ),
            models.UniqueConstraint(fields=["goal", "position"], name="target_position_is_free"),
        ]

    def __str__(self):
        return self.get_kind_display()


class Event(models.Model):
    """One change of state or one decision, written with it and never changed: database triggers see to that."""

    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="events", verbose_name=_("cíl"))
    document = models.ForeignKey(Document, models.PROTECT, related_name="events", verbose_name=_("dokument"))
    name = models.CharField(_("co se stalo"), max_length=40)
    source = models.CharField(_("z"), max_length=20, blank=True)
    target = models.CharField(_("do"), max_length=20, blank=True)
    version = models.PositiveIntegerField(_("verze"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="events", verbose_name=_("kdo"))
    role = models.CharField(_("v roli"), max_length=20, choices=Role)
    comment = models.TextField(_("důvod"), blank=True)
    at = models.DateTimeField(_("kdy"))

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("událost")
        verbose_name_plural = _("události")

    def __str__(self):
        return self.name
