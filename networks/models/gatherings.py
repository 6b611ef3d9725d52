"""One meeting of a series: who was invited and came, what was said of each topic, what was agreed, and its minutes.

Frozen once it is closed; a correction is the next version of the minutes.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centres.models import Centre, EventSubject, Subject
from evaluations.models import Record
from evaluations.models.meetings import Agreed, agreed_constraints
from goals.formatting import format_date
from goals.models.documents import one_of
from goals.models.editions import FrozenFile, Rendered
from networks.models.partners import Partner, WorkContact
from networks.models.series import Series, Topic
from networks.states import Answer, GatheringState

LONGEST_SAID = 2000
ENDED = (GatheringState.CLOSED, GatheringState.CANCELLED)


class GatheringQuerySet(models.QuerySet):
    def visible_to(self, regions):
        return self.filter(series__region__in=regions)

    def closed(self):
        return self.filter(state=GatheringState.CLOSED)

    def taking_place(self):
        return self.exclude(state=GatheringState.CANCELLED)


class Gathering(models.Model):
    """Whoever writes anything of the meeting, invites to it, answers or closes it holds this row."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="gatherings", verbose_name=_("síť"))
    on = models.DateField(_("den"))
    starts = models.TimeField(_("od"), null=True, blank=True)
    ends = models.TimeField(_("do"), null=True, blank=True)
    place = models.CharField(_("kde"), max_length=200, blank=True)
    is_extraordinary = models.BooleanField(_("mimořádné"), default=False)
    note = models.TextField(_("co dalšího zaznělo"), max_length=LONGEST_SAID, blank=True)
    guests = models.TextField(_("hosté"), max_length=LONGEST_SAID, blank=True)
    state = models.CharField(
        _("stav"), max_length=10, choices=GatheringState, default=GatheringState.PLANNED, editable=False
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of the invitation in calendars
    changed_since_invited = models.BooleanField(default=False, editable=False)
    closed_at = models.DateTimeField(_("uzavřeno"), null=True, editable=False)
    # What counts in targets of the centre and of the network: made once, when it was closed first.
    record = models.OneToOneField(
        Record, models.PROTECT, null=True, editable=False, related_name="gathering", verbose_name=_("záznam")
    )
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("setkání sítě")
        verbose_name_plural = _("setkání sítí")
        constraints = [
            models.CheckConstraint(condition=one_of("state", GatheringState), name="gathering_state_is_known"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts__isnull=False, ends__gt=models.F("starts")),
                name="gathering_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state=GatheringState.CLOSED, closed_at__isnull=False)
                | ~Q(state=GatheringState.CLOSED) & Q(closed_at=None),
                name="gathering_closing_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["series", "on"],
                condition=~Q(state=GatheringState.CANCELLED),
                name="gathering_of_a_day_is_there_once",
            ),
        ]

    def __str__(self):
        return f"{self.series}, {format_date(self.on)}"

    @property
    def is_closed(self):
        return self.state == GatheringState.CLOSED

    @property
    def status(self):
        return GatheringState(self.state)

    @property
    def when(self):
        """ "14. 10. 2026, 09:00 – 11:30"."""
        times = " – ".join(f"{time:%H:%M}" for time in (self.starts, self.ends) if time)
        return f"{format_date(self.on)}, {times}" if times else format_date(self.on)

    @property
    def event_subject(self):
        return EventSubject(Subject.GATHERING, str(self), centre=self.series.centre, year=self.on.year)


class AgendaItem(models.Model):
    """One topic at one meeting, and what it came to."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="agenda", verbose_name=_("setkání"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="items", verbose_name=_("téma"))
    position = models.PositiveIntegerField(_("pořadí"))
    conclusion = models.TextField(_("závěr"), max_length=LONGEST_SAID, blank=True)
    is_settled = models.BooleanField(_("téma je vyřešené"), default=False)

    class Meta:
        ordering = ["gathering", "position", "id"]
        verbose_name = _("bod programu")
        verbose_name_plural = _("body programu")
        constraints = [models.UniqueConstraint(fields=["gathering", "topic"], name="topic_is_on_an_agenda_once")]

    def __str__(self):
        return str(self.topic)


class Attendance(models.Model):
    """An organisation was there. Guests are organisations that have no seat in the series."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendance", verbose_name=_("setkání"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="attendance", verbose_name=_("partner"))
    is_guest = models.BooleanField(_("host"), default=False)

    class Meta:
        ordering = ["gathering", "partner__folded_text", "id"]
        verbose_name = _("účast")
        verbose_name_plural = _("účasti")
        constraints = [models.UniqueConstraint(fields=["gathering", "partner"], name="attendance_is_there_once")]

    def __str__(self):
        return str(self.partner)


class Invitee(models.Model):
    """One person invited for an organisation, and what came back. The link in the mail is signed from `key`, so that
    the database alone opens nothing."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="invitees", verbose_name=_("setkání"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="invitations", verbose_name=_("partner"))
    contact = models.ForeignKey(
        WorkContact, models.SET_NULL, null=True, related_name="invitations", verbose_name=_("kontakt")
    )
    key = models.CharField(max_length=32, unique=True)
    sent_at = models.DateTimeField(_("odesláno"))
    sequence = models.PositiveIntegerField(default=0)  # of the meeting as it was told last
    answer = models.CharField(_("odpověď"), max_length=10, choices=Answer, blank=True)
    instead = models.CharField(_("kdo přijde místo"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("odpovězeno"), null=True)

    class Meta:
        ordering = ["gathering", "partner__folded_text", "id"]
        verbose_name = _("pozvaný")
        verbose_name_plural = _("pozvaní")
        constraints = [
            models.UniqueConstraint(fields=["gathering", "contact"], name="contact_is_invited_once"),
            models.CheckConstraint(condition=Q(answer="") | one_of("answer", Answer), name="answer_is_known"),
            models.CheckConstraint(
                condition=Q(instead="") | Q(answer=Answer.OTHER), name="somebody_else_comes_instead"
            ),
        ]

    def __str__(self):
        return str(self.partner)

    @property
    def status(self):
        return Answer(self.answer)


class SharedAction(Agreed):
    """What a meeting of a network agreed: a centre or an organisation does it by a day."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="actions", verbose_name=_("setkání"))
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("téma")
    )
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="shared_actions", verbose_name=_("centrum")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("partner")
    )

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("úkol ze setkání")
        verbose_name_plural = _("úkoly ze setkání")
        constraints = [
            models.CheckConstraint(
                condition=Q(centre__isnull=False, partner=None) | Q(centre=None, partner__isnull=False),
                name="shared_action_has_one_owner",
            ),
            *agreed_constraints("shared_action"),
        ]

    @property
    def owner_key(self):
        return f"centre-{self.centre_id}" if self.centre_id else f"partner-{self.partner_id}"

    @property
    def owner_label(self):
        return str(self.centre if self.centre_id else self.partner)

    @property
    def event_subject(self):
        subject = self.gathering.event_subject
        return EventSubject(subject.kind, subject.label, centre=subject.centre, year=subject.year, pk=self.gathering_id)


class GatheringMinutes(Rendered):
    """What the minutes say, frozen when the meeting was closed; a correction has the next number."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="minutes", verbose_name=_("setkání"))
    number = models.PositiveSmallIntegerField(_("číslo"))
    content = models.JSONField(encoder=DjangoJSONEncoder)  # in words, as they are printed
    made_at = models.DateTimeField(_("vytvořeno"))

    class Meta:
        ordering = ["gathering", "number"]
        verbose_name = _("zápis ze setkání")
        verbose_name_plural = _("zápisy ze setkání")
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="gathering_minutes_number_is_given_once")
        ]

    def __str__(self):
        return f"{self.gathering} – {self.number}"

    @property
    def siblings(self):
        """Those among which its number counts."""
        return self.gathering.minutes.all()


class GatheringMinutesFile(FrozenFile):
    gathering_minutes = models.ForeignKey(GatheringMinutes, models.PROTECT, related_name="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathering_minutes", "format", "language", "centre"], name="gathering_minutes_file_is_made_once"
            )
        ]
