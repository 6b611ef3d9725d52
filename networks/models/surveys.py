"""A year's evaluation of networks by their members, and what those who were at a meeting of a platform say of it. Keys
and answers are no backup's and no export's, live until it is closed, and nothing leads from one to the other or to
anybody; see `networks.surveys`."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from centres.models import EventSubject, Region, Subject
from goals.models.editions import FrozenFile, Rendered
from networks.models.gatherings import Gathering


class SurveyQuerySet(models.QuerySet):
    def yearly(self):
        return self.filter(gathering=None)

    def after_gatherings(self):
        return self.exclude(gathering=None)


class Survey(models.Model):
    """Whoever answers, reminds or closes holds this row."""

    year = models.PositiveSmallIntegerField(_("rok"))
    # None: the year's, of all regions.
    gathering = models.OneToOneField(
        Gathering, models.PROTECT, null=True, editable=False, related_name="survey", verbose_name=_("setkání")
    )
    # In the one link that all at a meeting get; it hangs in the room, so it is no secret of theirs.
    key = models.CharField(max_length=20, blank=True, editable=False)
    opened_at = models.DateTimeField(_("spuštěno"))
    closes_on = models.DateField(_("odpovídá se do"))
    closed_at = models.DateTimeField(_("uzavřeno"), null=True, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-id"]
        verbose_name = _("hodnocení sítě")
        verbose_name_plural = _("hodnocení sítí")
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(gathering=None), name="survey_of_a_year_is_there_once"
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="survey_key_is_given_once"),
            models.CheckConstraint(
                condition=Q(gathering=None, key="") | Q(gathering__isnull=False) & ~Q(key=""),
                name="survey_after_a_gathering_has_its_key",
            ),
        ]

    def __str__(self):
        if self.gathering_id:
            return _("Otázky po setkání: %(gathering)s") % {"gathering": self.gathering}
        return _("Hodnocení sítí %(year)s") % {"year": self.year}

    @property
    def event_subject(self):
        centre = self.gathering.series.centre if self.gathering_id else None
        return EventSubject(Subject.SURVEY, str(self), centre=centre, year=self.year)


class SurveyRegion(models.Model):
    """How many of a region were invited and how many answered; who, nothing knows."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="regions", verbose_name=_("hodnocení"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="surveys", verbose_name=_("kraj"))
    invited = models.PositiveIntegerField(_("pozváno"))  # or were at the meeting
    answered = models.PositiveIntegerField(_("odpovědělo"), default=0)

    class Meta:
        ordering = ["survey", "region__position"]
        verbose_name = _("kraj v hodnocení")
        verbose_name_plural = _("kraje v hodnocení")
        constraints = [
            models.UniqueConstraint(fields=["survey", "region"], name="region_is_in_a_survey_once"),
            models.CheckConstraint(condition=Q(answered__lte=F("invited")), name="no_more_answer_than_were_invited"),
        ]

    def __str__(self):
        return f"{self.survey}, {self.region}"


class SurveyKey(models.Model):
    """That a key exists and whether it was used; whose it is stands nowhere."""

    id = models.CharField(primary_key=True, max_length=64, editable=False)  # the hash of the key
    place = models.ForeignKey(SurveyRegion, models.CASCADE, related_name="keys")
    is_used = models.BooleanField(default=False)

    def __str__(self):
        return self.id[:8]


class SurveySheet(models.Model):
    """One answer until the evaluation is closed: no time, no key, no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(SurveyRegion, models.CASCADE, related_name="sheets")
    content = models.JSONField()

    def __str__(self):
        return str(self.place)


class SurveyResult(Rendered):
    """What came out, of a region or (None) of all: frozen, and all that is left of the answers."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="results", verbose_name=_("hodnocení"))
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="survey_results", verbose_name=_("kraj"))
    number = models.PositiveSmallIntegerField(_("číslo"))
    content = models.JSONField(encoder=DjangoJSONEncoder)
    made_at = models.DateTimeField(_("vytvořeno"))

    class Meta:
        ordering = ["survey", "region__position", "number"]
        verbose_name = _("výsledek hodnocení sítě")
        verbose_name_plural = _("výsledky hodnocení sítí")
        constraints = [
            models.UniqueConstraint(fields=["survey", "region", "number"], name="survey_result_is_made_once"),
            models.UniqueConstraint(
                fields=["survey", "number"], condition=Q(region=None), name="survey_result_of_all_is_made_once"
            ),
        ]

    def __str__(self):
        place = "" if self.survey.gathering_id else f", {self.region or _('celá síť')}"
        return f"{self.survey}{place} – {self.number}"

    @property
    def siblings(self):
        """Those among which its number counts."""
        return self.survey.results.filter(region=self.region_id)


class SurveyResultFile(FrozenFile):
    survey_result = models.ForeignKey(SurveyResult, models.PROTECT, related_name="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey_result", "format", "language", "centre"], name="survey_result_file_is_made_once"
            )
        ]
