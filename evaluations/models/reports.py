"""What of an evaluation is public: numbered and frozen like an edition. Rows are only ever added."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.languages import is_czech
from centres.models import Role
from evaluations.progress.shown import Shown
from evaluations.states import ReportKind, Result, Status
from goals.formatting import format_date
from goals.models import Document
from goals.models.documents import one_of
from goals.models.editions import FrozenCentre, FrozenFile, Rendered
from goals.models.goals import Measure
from goals.states import Level


class ReportQuerySet(models.QuerySet):
    def for_year(self, year):
        return self.filter(document__year=year)

    def interim(self):
        return self.filter(kind=ReportKind.INTERIM)

    def evaluations(self):
        return self.filter(kind=ReportKind.EVALUATION)

    def current(self):
        """The last report of each document and kind: the one that holds."""
        newer = Report.objects.filter(
            document=models.OuterRef("document"), kind=models.OuterRef("kind"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))


class Report(Rendered):
    """The standing as of the end of a month, or the evaluation of the whole year."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="reports", verbose_name=_("dokument"))
    kind = models.CharField(_("druh"), max_length=20, choices=ReportKind)
    number = models.PositiveSmallIntegerField(_("číslo"))
    year = models.PositiveSmallIntegerField(_("rok"))
    as_of = models.DateField(_("stav ke dni"))
    edition = models.PositiveSmallIntegerField(_("podle vydání"))  # whose wording it evaluates
    title = models.CharField(_("název"), max_length=200)
    narrative = models.TextField(_("slovní zhodnocení"), blank=True)
    released_at = models.DateTimeField(_("zveřejněno"))
    released_on = models.DateField(_("datum zveřejnění"))
    approved_by_role = models.CharField(_("schválil/a"), max_length=20, choices=Role)
    checksum = models.CharField(_("kontrolní součet"), max_length=64)
    # Newer than the first reports: left out of the content where empty, so that their checksums hold. Centres that it
    # came out without, or without their month closed, each with its slug, its name and the reason.
    omissions = models.JSONField(_("bez koho vyšlo"), default=list)
    erratum = models.TextField(_("oprava předchozího vyhodnocení"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "kind", "-number"]
        verbose_name = _("zveřejněný stav")
        verbose_name_plural = _("zveřejněné stavy")
        constraints = [
            models.CheckConstraint(condition=one_of("kind", ReportKind), name="report_kind_is_known"),
            models.UniqueConstraint(fields=["document", "kind", "number"], name="report_number_is_given_once"),
        ]

    def __str__(self):
        return self.title

    @property
    def heading(self):
        """Its title, in another language what it is."""
        if is_czech():
            return self.title
        if self.kind == ReportKind.EVALUATION:
            return gettext("Vyhodnocení roku %(year)s") % {"year": self.year}
        return gettext("Stav k %(day)s") % {"day": format_date(self.as_of)}

    def get_absolute_url(self):
        page = "year-evaluation-number" if self.kind == ReportKind.EVALUATION else "year-standing"
        return reverse(page, args=[self.year, self.number])


class ReportCentre(FrozenCentre):
    report = models.ForeignKey(Report, models.PROTECT, related_name="centres")
    narrative = models.TextField(blank=True)
    closed_by_role = models.CharField(max_length=20, choices=Role, blank=True)  # where the year was closed for it

    class Meta(FrozenCentre.Meta):
        constraints = [models.UniqueConstraint(fields=["report", "slug"], name="report_centre_is_there_once")]


class ReportGoal(models.Model):
    report = models.ForeignKey(Report, models.PROTECT, related_name="goals")
    centre = models.ForeignKey(ReportCentre, models.PROTECT, null=True, related_name="goals")
    level = models.CharField(max_length=20, choices=Level)
    number = models.PositiveSmallIntegerField(null=True)  # of the edition; network goals have their own document
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=20, choices=Status)
    reason = models.TextField(blank=True)  # what the numbers say, never what was said inside
    proposed = models.CharField(max_length=10, choices=Result, blank=True)  # what its numbers come to
    result = models.CharField(max_length=10, choices=Result, blank=True)
    explanation = models.TextField(blank=True)  # why the result is another than the numbers propose
    given_up = models.JSONField(default=list)  # targets as first approved that an amendment left out

    class Meta:
        ordering = ["centre__position", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                condition=models.Q(level=Level.OPERATIONAL),
                name="report_goal_is_there_once",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def targets_shown(self):
        return [target.shown for target in self.targets.all()]

    @property
    def left_out(self):
        """Targets as first approved that an amendment left out, for phrases."""
        return [Shown.of(measure) for measure in self.given_up]


class ReportTarget(Measure):
    report = models.ForeignKey(Report, models.PROTECT, related_name="targets")
    goal = models.ForeignKey(ReportGoal, models.PROTECT, related_name="targets")
    achieved = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    aim = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # of a rhythm how many windows, not how often
    expected = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    state = models.CharField(max_length=20, choices=Status)
    windows = models.JSONField(default=list)
    original = models.JSONField(null=True)  # before an amendment changed it, and how it stands by that

    class Meta(Measure.Meta):
        constraints = [models.UniqueConstraint(fields=["goal", "position"], name="report_target_position_is_free")]

    @property
    def shown(self):
        return Shown.of_row(self)


class ReportFile(FrozenFile):
    report = models.ForeignKey(Report, models.PROTECT, related_name="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "format", "language", "centre"], name="report_file_is_made_once")
        ]
