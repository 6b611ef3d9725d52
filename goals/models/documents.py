"""The working side: documents, their goals and targets as people write them. No public page reads from here."""

from datetime import date

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centres.models import Centre, EventSubject, Subject
from goals.states import BlockPart, DocumentKind, SectionKey

LONGEST_WORDING = 4000


def one_of(field, choices):
    """A choice field holds nothing else, whatever way it is written; SQLite would not even check the length."""
    return Q(**{f"{field}__in": sorted(choices.values)})


class DocumentQuerySet(models.QuerySet):
    def for_year(self, year):
        return self.filter(kind=DocumentKind.OPERATIONAL, year=year)

    def years(self):
        return self.filter(kind=DocumentKind.OPERATIONAL)

    def open(self):
        """Years of which something can still change, and the commitment."""
        return self.filter(closed_at=None)

    def terms(self):
        """The commitments, the first first; one of which nobody has said yet from when it holds comes before all."""
        return self.filter(kind=DocumentKind.COMMITMENT).order_by(models.F("valid_from").asc(nulls_first=True), "pk")

    def term_on(self, day):
        """The commitment that holds on the day, at most one: a new term does since it begins, if it has come out by
        then; until that the old one goes on, so that nothing is left without goals."""
        has_begun = Q(valid_from=None) | Q(valid_from__lte=day)
        is_out = Q(continues=None) | models.Exists(
            self.model._meta.get_field("editions").related_model.objects.filter(document=models.OuterRef("pk"))
        )
        return self.terms().filter(has_begun, is_out).order_by(models.F("valid_from").desc(nulls_last=True), "pk")[:1]


class Document(models.Model):
    """What gets published: a year's operational goals, or the commitment."""

    kind = models.CharField(_("druh"), max_length=20, choices=DocumentKind)
    year = models.PositiveSmallIntegerField(_("rok"), null=True, blank=True)
    title = models.CharField(_("název"), max_length=200)
    reference_number = models.CharField(_("číslo jednací"), max_length=60, blank=True)
    # The year's own calendar; a document that was only imported has none.
    planning_opens_on = models.DateField(_("příprava začíná"), null=True, blank=True)
    submit_by = models.DateField(_("odeslat ke schválení do"), null=True, blank=True)
    publish_on = models.DateField(_("vydání"), null=True, blank=True)
    closes_on = models.DateField(_("uzávěrka"), null=True, blank=True)
    # Since its evaluation came out; from then on nothing of the year changes (goals.workflow.require_open).
    closed_at = models.DateTimeField(_("uzavřeno"), null=True, blank=True, editable=False)
    # Of the commitment: from when until when it holds, and which one it follows. Terms make a chain, so there is one
    # first and each is followed by one; that they do not overlap a trigger sees to (goals/triggers.py).
    valid_from = models.DateField(_("platí od"), null=True, blank=True)
    valid_until = models.DateField(_("platí do"), null=True, blank=True)
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", verbose_name=_("navazuje na")
    )
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)
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
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=DocumentKind.COMMITMENT, continues=None),
                name="document_one_first_commitment",
            ),
            models.CheckConstraint(
                condition=Q(kind=DocumentKind.COMMITMENT) | Q(valid_from=None, continues=None),
                name="document_term_is_of_the_commitment",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None, valid_until=None) | Q(valid_from__lte=models.F("valid_until")),
                name="document_term_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(planning_opens_on=None, submit_by=None, publish_on=None, closes_on=None)
                | Q(
                    planning_opens_on__lte=models.F("submit_by"),
                    submit_by__lte=models.F("publish_on"),
                    publish_on__lte=models.F("closes_on"),
                ),
                name="document_dates_follow_each_other",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def event_subject(self):
        return EventSubject(Subject.DOCUMENT, self.title, year=self.year)

    @property
    def is_commitment(self):
        return self.kind == DocumentKind.COMMITMENT

    @property
    def first_year(self):
        """Its year, or the first one of a commitment; None while nobody has said it."""
        return self.year or (self.valid_from.year if self.valid_from else None)


class Section(models.Model):
    """A part of the document that is not a goal: introduction, who is responsible, how and when it is evaluated."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="sections")
    key = models.CharField(_("druh"), max_length=20, choices=SectionKey)
    title = models.CharField(_("nadpis"), max_length=200, blank=True)
    # Of a year; what a section of the commitment says stands in its blocks.
    text = models.TextField(_("text"), blank=True, validators=[MaxLengthValidator(LONGEST_WORDING)])
    position = models.PositiveSmallIntegerField(_("pořadí"))
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["position"]
        verbose_name = _("oddíl")
        verbose_name_plural = _("oddíly")
        constraints = [
            models.CheckConstraint(condition=one_of("key", SectionKey), name="section_key_is_known"),
            models.UniqueConstraint(fields=["document", "position"], name="section_position_is_free"),
        ]

    def __str__(self):
        return self.title or self.get_key_display()


class Block(models.Model):
    """A paragraph, an item or a link of a section of the commitment, or how its goals are looked after. It keeps its
    identity through rewording, so that translations know what they translate."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="blocks")
    part = models.CharField(_("druh"), max_length=20, choices=BlockPart)
    text = models.TextField(_("text"), validators=[MaxLengthValidator(LONGEST_WORDING)])
    url = models.CharField(_("adresa"), max_length=500, blank=True)
    as_of = models.DateField(_("ke dni"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("část oddílu")
        verbose_name_plural = _("části oddílů")
        constraints = [
            models.CheckConstraint(condition=one_of("part", BlockPart), name="block_part_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="block_has_a_text"),
            models.CheckConstraint(
                condition=(Q(part=BlockPart.LINK) & ~Q(url="") & Q(as_of__isnull=False))
                | (~Q(part=BlockPart.LINK) & Q(url="", as_of=None)),
                name="block_link_leads_somewhere",
            ),
            models.UniqueConstraint(fields=["section", "position"], name="block_position_is_free"),
        ]

    def __str__(self):
        return self.text


def joining(rights, *, year="document__year"):
    """A condition: rows of a main centre's year that the person joins, who works in a branch without goals of its own
    that year. `year` says where the rows have theirs."""
    of_branch = Plan.objects.filter(document__year=models.OuterRef(models.OuterRef(year)), centre=models.OuterRef("pk"))
    branches = rights.own_branches().filter(~models.Exists(of_branch), parent=models.OuterRef("centre"))
    return models.Q(models.Exists(branches))


class PlanQuerySet(models.QuerySet):
    def visible_to(self, rights):
        return self if rights.sees_network else self.of_person(rights)

    def of_person(self, rights):
        """Plans of the centres in which the person works, and those that they join there."""
        return self.filter(models.Q(centre__in=rights.own_centres()) | joining(rights))

    def asked_on(self, day):
        """Those of whose centre something can be asked that day: what has begun is to be finished."""
        return self.filter(centre__in=Centre.objects.asked_on(day))

    def preparing_on(self, day):
        """Those that are asked for goals that day: a centre that is closed, or will be before the year, is not."""
        is_first = models.Q(centre__closed_on__month=1, centre__closed_on__day=1)
        lives_on = models.Q(centre__closed_on__gt=day) & (
            models.Q(centre__closed_on__year__gt=models.F("document__year"))
            | (models.Q(centre__closed_on__year=models.F("document__year")) & ~is_first)
        )
        return self.filter(models.Q(centre__closed_on=None) | lives_on)


class Plan(models.Model):
    """One centre's goals for one year: what the centre orders and submits as a whole. Whoever adds a goal, changes the
    order or submits locks this row and moves its version."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="plans", verbose_name=_("dokument"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="plans", verbose_name=_("centrum"))
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["document", "centre__position"]
        verbose_name = _("cíle centra na rok")
        verbose_name_plural = _("cíle center na rok")
        constraints = [models.UniqueConstraint(fields=["document", "centre"], name="plan_is_there_once")]

    def __str__(self):
        return f"{self.centre} {self.document.year}"

    @property
    def event_subject(self):
        """What is done about a centre's year is kept with its document."""
        year = self.document.year
        return EventSubject(Subject.DOCUMENT, str(self), centre=self.centre, year=year, pk=self.document_id)

    @property
    def is_there(self):
        """Whether the centre is open on any day of the year."""
        year = self.document.year
        return self.centre.is_there_between(date(year, 1, 1), date(year, 12, 31))
