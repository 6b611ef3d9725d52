"""Platforms, working groups, local networks and committees: a series of meetings with its members and its topics."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from centres.models import Centre, EventSubject, Region, Subject
from evaluations.progress import Aim
from goals.formatting import FREQUENCIES
from goals.models.documents import one_of
from goals.states import Kind, Window
from networks.models.partners import Partner, WorkContact
from networks.states import Seat, SeriesKind, SeriesLevel

LONGEST_TEXT = 2000
MOST_TIMES = 12


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, regions):
        return self.filter(region__in=regions)

    def running(self):
        return self.filter(ended_at=None)


class Series(models.Model):
    """Whoever writes it, its members, topics or plans a meeting of it holds this row."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="series", verbose_name=_("kraj"))
    # Who leads it or, in what somebody else convenes, takes part.
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="series", verbose_name=_("centrum"))
    kind = models.CharField(_("druh"), max_length=20, choices=SeriesKind)
    name = models.CharField(_("název"), max_length=200)
    level = models.CharField(_("úroveň"), max_length=20, choices=SeriesLevel, default=SeriesLevel.REGION)
    place = models.CharField(_("kde"), max_length=150, blank=True)
    # None: the centre itself.
    organiser = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="organised", verbose_name=_("pořádá")
    )
    aim = models.TextField(_("k čemu je"), max_length=LONGEST_TEXT, blank=True)
    joining = models.TextField(_("jak se přidá nový aktér"), max_length=LONGEST_TEXT, blank=True)
    times = models.PositiveSmallIntegerField(_("kolikrát"), null=True, blank=True)
    window = models.CharField(_("za jakou dobu"), max_length=10, choices=Window, blank=True)
    ended_at = models.DateTimeField(_("ukončeno"), null=True, editable=False)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["region__position", "kind", "name", "id"]
        verbose_name = _("síť")
        verbose_name_plural = _("sítě")
        constraints = [
            models.CheckConstraint(condition=one_of("kind", SeriesKind), name="series_kind_is_known"),
            models.CheckConstraint(condition=one_of("level", SeriesLevel), name="series_level_is_known"),
            models.CheckConstraint(
                condition=Q(level=SeriesLevel.REGION) | ~Q(place=""), name="series_below_a_region_has_its_place"
            ),
            models.CheckConstraint(
                condition=~Q(kind=SeriesKind.COMMITTEE) | Q(organiser__isnull=False),
                name="series_of_somebody_else_has_its_organiser",
            ),
            models.CheckConstraint(
                condition=Q(times=None, window="") | Q(times__range=(1, MOST_TIMES), window__in=sorted(Window.values)),
                name="series_rhythm_is_whole",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_ours(self):
        """Led by the centre, which invites and writes the minutes."""
        return self.organiser_id is None

    @property
    def aimed_at(self):
        """Its rhythm as an aim of so many meetings in each window; None without one."""
        if not self.times:
            return None
        return Aim(Kind.FREQUENCY, value=Decimal(self.times), unit="", window=Window(self.window))

    @property
    def rhythm(self):
        return f"{self.times}× {FREQUENCIES[self.window]}" if self.times else ""

    @property
    def event_subject(self):
        return EventSubject(Subject.SERIES, self.name, centre=self.centre)


class MemberQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)


class Member(models.Model):
    """An organisation's seat in a series, from a day to the day before another, and who was nominated for it."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="members", verbose_name=_("síť"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="seats", verbose_name=_("partner"))
    seat = models.CharField(_("koho vysílá"), max_length=20, choices=Seat, default=Seat.EXPERT)
    contact = models.ForeignKey(
        WorkContact, models.SET_NULL, null=True, blank=True, related_name="seats", verbose_name=_("nominovaný kontakt")
    )
    valid_from = models.DateField(_("od"))
    valid_until = models.DateField(_("první den, kdy už ne"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["series", "partner__folded_text", "id"]
        verbose_name = _("člen sítě")
        verbose_name_plural = _("členové sítí")
        constraints = [
            models.CheckConstraint(condition=one_of("seat", Seat), name="member_seat_is_known"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="member_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["series", "partner"], condition=Q(valid_until=None), name="member_is_there_once"
            ),
        ]

    def __str__(self):
        return str(self.partner)


class Topic(models.Model):
    """What the series talks about until it is settled, over as many meetings and years as it takes."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="topics", verbose_name=_("síť"))
    title = models.CharField(_("téma"), max_length=200)
    note = models.TextField(_("o co jde"), max_length=LONGEST_TEXT, blank=True)
    proposed_by = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("navrhl/a")
    )
    position = models.PositiveIntegerField(_("pořadí"))
    opened_on = models.DateField(_("od"))
    settled_on = models.DateField(_("vyřešeno"), null=True, blank=True)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["series", "position", "id"]
        verbose_name = _("téma")
        verbose_name_plural = _("témata")
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="topic_has_its_title")]

    def __str__(self):
        return self.title

    @property
    def event_subject(self):
        return EventSubject(Subject.SERIES, self.series.name, centre=self.series.centre, pk=self.series_id)
