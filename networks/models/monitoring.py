"""How a region stands in a quarter: chapters with numbers and words, measures that somebody is to take, and the frozen
report, which is for the ministry and never public."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centres.models import Centre, EventSubject, Region, Subject
from evaluations.models import Record
from goals.models.documents import one_of
from goals.models.editions import FrozenFile, Rendered
from networks.models.partners import Partner
from networks.quarters import Quarter
from networks.states import MonitoringKey

LONGEST_CHAPTER = 6000
LONGEST_MEASURE = 500


class MonitoringQuerySet(models.QuerySet):
    def visible_to(self, regions):
        return self.filter(region__in=regions)

    def confirmed(self):
        return self.exclude(confirmed_at=None)


class Monitoring(models.Model):
    """Whoever writes a chapter of it, confirms it or opens it again holds this row."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="monitorings", verbose_name=_("kraj"))
    # Whose targets it counts in; the first of the region's.
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="monitorings", verbose_name=_("centrum"))
    year = models.PositiveSmallIntegerField(_("rok"))
    number = models.PositiveSmallIntegerField(_("čtvrtletí"))
    begun_at = models.DateTimeField(_("začato"))
    confirmed_at = models.DateTimeField(_("potvrzeno"), null=True, editable=False)
    record = models.OneToOneField(
        Record, models.PROTECT, null=True, editable=False, related_name="monitoring", verbose_name=_("záznam")
    )
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = MonitoringQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number", "region__position"]
        verbose_name = _("monitoring kraje")
        verbose_name_plural = _("monitoringy krajů")
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "number"], name="monitoring_of_a_quarter_is_there_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 4)), name="monitoring_is_of_a_quarter"),
        ]

    def __str__(self):
        return _("Monitoring kraje: %(region)s, %(quarter)s") % {"region": self.region, "quarter": self.quarter}

    @property
    def quarter(self):
        return Quarter(self.year, self.number)

    @property
    def event_subject(self):
        return EventSubject(Subject.MONITORING, str(self), centre=self.centre, year=self.year)


class OfMonitoring(models.Model):
    """What happens to it happens to its monitoring."""

    class Meta:
        abstract = True

    @property
    def event_subject(self):
        subject = self.monitoring.event_subject
        return EventSubject(
            subject.kind, subject.label, centre=subject.centre, year=subject.year, pk=self.monitoring_id
        )


class MonitoringChapter(OfMonitoring):
    """One chapter: words, and numbers by the keys of `networks.states.RegionNumber`."""

    monitoring = models.ForeignKey(Monitoring, models.PROTECT, related_name="chapters", verbose_name=_("monitoring"))
    key = models.CharField(_("oddíl"), max_length=20, choices=MonitoringKey)
    text = models.TextField(_("slovy"), max_length=LONGEST_CHAPTER, blank=True)
    numbers = models.JSONField(_("čísla"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["monitoring", "id"]
        verbose_name = _("oddíl monitoringu")
        verbose_name_plural = _("oddíly monitoringu")
        constraints = [
            models.UniqueConstraint(fields=["monitoring", "key"], name="chapter_of_monitoring_is_there_once"),
            models.CheckConstraint(condition=one_of("key", MonitoringKey), name="chapter_of_monitoring_is_known"),
        ]

    def __str__(self):
        return self.get_key_display()


class ProposedMeasure(OfMonitoring):
    """What is proposed, who is to do it (None: the centre), by when, and what came of it."""

    monitoring = models.ForeignKey(Monitoring, models.PROTECT, related_name="measures", verbose_name=_("monitoring"))
    key = models.CharField(_("oddíl"), max_length=20, choices=MonitoringKey)
    what = models.CharField(_("co navrhujete"), max_length=LONGEST_MEASURE)
    owner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("kdo to má")
    )
    due_on = models.DateField(_("do kdy"), null=True, blank=True)
    outcome = models.CharField(_("jak to dopadlo"), max_length=LONGEST_MEASURE, blank=True)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["monitoring", "id"]
        verbose_name = _("navržené opatření")
        verbose_name_plural = _("navržená opatření")
        constraints = [
            models.CheckConstraint(condition=one_of("key", MonitoringKey), name="measure_is_of_a_known_chapter"),
            models.CheckConstraint(condition=~Q(what=""), name="measure_says_what"),
        ]

    def __str__(self):
        return self.what

    @property
    def owner_label(self):
        return str(self.owner or self.monitoring.centre)


class MonitoringReport(Rendered):
    """What was confirmed, in words and numbers as they are printed; a correction has the next number."""

    monitoring = models.ForeignKey(Monitoring, models.PROTECT, related_name="reports", verbose_name=_("monitoring"))
    number = models.PositiveSmallIntegerField(_("číslo"))
    content = models.JSONField(encoder=DjangoJSONEncoder)
    made_at = models.DateTimeField(_("vytvořeno"))

    class Meta:
        ordering = ["monitoring", "number"]
        verbose_name = _("zpráva z monitoringu")
        verbose_name_plural = _("zprávy z monitoringu")
        constraints = [
            models.UniqueConstraint(fields=["monitoring", "number"], name="monitoring_report_number_is_given_once")
        ]

    def __str__(self):
        return f"{self.monitoring} – {self.number}"

    @property
    def siblings(self):
        """Those among which its number counts."""
        return self.monitoring.reports.all()


class MonitoringReportFile(FrozenFile):
    monitoring_report = models.ForeignKey(MonitoringReport, models.PROTECT, related_name="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["monitoring_report", "format", "language", "centre"], name="monitoring_report_file_is_made_once"
            )
        ]
