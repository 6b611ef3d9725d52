"""What of a region comes out: its page as it is being written, what was released of it, and what is to happen.

The public reads `PublicIssue` and `Announcement` alone. Their rows are only ever added and never change: what holds is
the last of them.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from centres.models import Centre, EventSubject, Region, Role, Subject
from goals.models.documents import one_of
from networks.models.gatherings import Gathering
from networks.states import HappeningKind, HappeningStanding

LONGEST_WORDS = 3000
MOST_WEEKS = 52
WHOLE_COUNTRY = _("Celá republika")


class RegionPage(models.Model):
    """Whoever writes or releases the page holds this row. None as its region: what holds in the whole country."""

    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="pages", verbose_name=_("kraj")
    )
    aims = models.TextField(_("cíle koordinace"), max_length=LONGEST_WORDS, blank=True)
    schools = models.TextField(_("školy"), max_length=LONGEST_WORDS, blank=True)
    employers = models.TextField(_("zaměstnavatelé"), max_length=LONGEST_WORDS, blank=True)
    services = models.TextField(_("služby centra"), max_length=LONGEST_WORDS, blank=True)
    joining = models.TextField(_("jak se zapojí nový aktér"), max_length=LONGEST_WORDS, blank=True)
    # What was ticked to come out: codes of works, ids of series, topics, items of agendas, and marks.
    chosen = models.JSONField(_("vybráno ke zveřejnění"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["region__position", "id"]
        verbose_name = _("stránka kraje")
        verbose_name_plural = _("stránky krajů")
        constraints = [models.UniqueConstraint(Coalesce("region", Value(0)), name="region_has_one_page")]

    def __str__(self):
        return str(self.region or WHOLE_COUNTRY)

    @property
    def event_subject(self):
        return EventSubject(Subject.SITE, _("stránka kraje"), place=str(self))


class PublicIssue(models.Model):
    """What was released of a region in one press, in words; the last one is what the public reads."""

    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="issues", verbose_name=_("kraj")
    )
    number = models.PositiveIntegerField(_("číslo"))
    content = models.JSONField(_("obsah"), encoder=DjangoJSONEncoder)
    is_shown = models.BooleanField(_("na webu"), default=True)  # False: taken off the web, nothing instead
    released_at = models.DateTimeField(_("zveřejněno"))
    released_by_role = models.CharField(_("zveřejnil/a"), max_length=20, choices=Role)

    class Meta:
        ordering = ["region__position", "number"]
        verbose_name = _("zveřejněná stránka kraje")
        verbose_name_plural = _("zveřejněné stránky krajů")
        constraints = [
            models.UniqueConstraint(Coalesce("region", Value(0)), "number", name="region_issue_number_is_given_once"),
            models.CheckConstraint(condition=one_of("released_by_role", Role), name="issue_role_is_known"),
        ]

    def __str__(self):
        return f"{self.region or WHOLE_COUNTRY} – {self.number}"


class AnnouncementQuerySet(models.QuerySet):
    def current(self):
        """Of each happening what was said last."""
        newer = self.model.objects.filter(key=models.OuterRef("key"), sequence__gt=models.OuterRef("sequence"))
        return self.exclude(models.Exists(newer))

    def shown(self):
        return self.current().exclude(standing=HappeningStanding.HIDDEN)


class Announcement(models.Model):
    """A meeting, course or event as it was announced; a change or the end of it is the next row of its key."""

    key = models.CharField(max_length=60)
    sequence = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("druh"), max_length=10, choices=HappeningKind)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="announcements", verbose_name=_("centrum"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="announcements", verbose_name=_("kraj"))
    gathering = models.ForeignKey(
        Gathering, models.PROTECT, null=True, blank=True, related_name="announcements", verbose_name=_("setkání")
    )
    title = models.CharField(_("název"), max_length=200)
    on = models.DateField(_("den"))
    starts = models.TimeField(_("od"), null=True, blank=True)
    ends = models.TimeField(_("do"), null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(_("kolik týdnů po sobě"), default=1)
    place = models.CharField(_("kde"), max_length=200, blank=True)
    about = models.TextField(_("o co jde"), max_length=1000, blank=True)
    link = models.URLField(_("kde se dozvědět víc"), max_length=300, blank=True)
    standing = models.CharField(_("stav"), max_length=10, choices=HappeningStanding, default=HappeningStanding.ON)
    made_at = models.DateTimeField(_("zveřejněno"))

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["on", "starts", "id"]
        verbose_name = _("zveřejněná akce")
        verbose_name_plural = _("zveřejněné akce")
        constraints = [
            models.UniqueConstraint(fields=["key", "sequence"], name="announcement_follows_once"),
            models.CheckConstraint(condition=one_of("kind", HappeningKind), name="happening_kind_is_known"),
            models.CheckConstraint(condition=one_of("standing", HappeningStanding), name="happening_standing_is_known"),
            models.CheckConstraint(condition=Q(weeks__range=(1, MOST_WEEKS)), name="happening_weeks_are_sensible"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts__isnull=False, ends__gt=models.F("starts")),
                name="happening_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_cancelled(self):
        return self.standing == HappeningStanding.CANCELLED

    @property
    def event_subject(self):
        return EventSubject(Subject.SITE, _("akce: %(title)s") % {"title": self.title}, centre=self.centre)
