"""Meetings and what they said: one row for a team and a month, one entry for each goal, frozen once it is closed."""

import calendar
from datetime import date

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from centres.models import CENTRE_ROLES, Centre, EventSubject, Role, Subject
from evaluations.states import MONTHLY, ActionState, MeetingKind, MeetingState, Rating, Status
from goals.formatting import format_date, shortened
from goals.models import Goal, Target
from goals.models.documents import joining, one_of
from goals.models.editions import FrozenFile, Rendered
from goals.models.owners import ABOVE, Owned, OwnedQuerySet, owner_is_one

LONGEST_SAID = 2000
LARGEST_AMOUNT = 1_000_000
ABOVE_MEETINGS = (*ABOVE, *sorted(CENTRE_ROLES - {Role.STAFF}))  # heads sit at meetings above the teams


def amount_is_sensible(name):
    """Amounts are counted things or per cent: never negative, and no more than a mistyped billion."""
    return models.CheckConstraint(condition=Q(amount__gte=0, amount__lte=LARGEST_AMOUNT), name=name)


def portion_is_sensible(name):
    """A numerator is never above its denominator, so no share is more than 100 per cent."""
    return models.CheckConstraint(condition=Q(whole=None) | Q(whole__gt=0, amount__lte=models.F("whole")), name=name)


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, rights):
        """Meetings of the person's centres and of a main centre that they join there; those above to everybody who
        works here once they are closed."""
        if rights.sees_network:
            return self
        above = Q(centre=None, state=MeetingState.CLOSED) if rights.is_inside else Q(pk__in=[])
        own = rights.in_scope("centre") | joining(rights, year="year")
        return self.filter(own & Q(centre__isnull=False) | above)

    def for_year(self, year):
        return self.filter(year=year)

    def of_teams(self):
        return self.filter(kind=MeetingKind.TEAM)

    def closed(self):
        return self.filter(state=MeetingState.CLOSED)


class Meeting(models.Model):
    """Whoever writes entries or records of its month, closes it or opens it again holds this row."""

    kind = models.CharField(_("druh"), max_length=10, choices=MeetingKind, default=MeetingKind.TEAM)
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("centrum")
    )
    year = models.PositiveSmallIntegerField(_("rok"))
    month = models.PositiveSmallIntegerField(_("měsíc"), null=True, blank=True)
    held_on = models.DateField(_("datum porady"), null=True, blank=True)
    attendance = models.PositiveSmallIntegerField(_("účastníků"), null=True, blank=True)
    note = models.TextField(_("co dalšího zaznělo"), blank=True, validators=[MaxLengthValidator(LONGEST_SAID)])
    state = models.CharField(_("stav"), max_length=10, choices=MeetingState, default=MeetingState.OPEN, editable=False)
    closed_at = models.DateTimeField(_("uzavřeno"), null=True, blank=True, editable=False)
    reopened_until = models.DateField(_("znovu otevřeno do"), null=True, blank=True, editable=False)
    # Filled in by the staff, who leave the closing to the head.
    handed_over_at = models.DateTimeField(_("předáno k uzavření"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["year", "month", "centre__position"]
        verbose_name = _("porada")
        verbose_name_plural = _("porady")
        constraints = [
            models.CheckConstraint(condition=one_of("kind", MeetingKind), name="meeting_kind_is_known"),
            models.CheckConstraint(condition=one_of("state", MeetingState), name="meeting_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind=MeetingKind.TEAM, centre__isnull=False) | (~Q(kind=MeetingKind.TEAM) & Q(centre=None)),
                name="meeting_centre_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(MONTHLY), month__range=(1, 12))
                | (~Q(kind__in=sorted(MONTHLY)) & Q(month=None)),
                name="meeting_month_fits_kind",
            ),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="meeting_year_is_sensible"),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CLOSED, closed_at__isnull=False, reopened_until=None)
                | Q(state=MeetingState.OPEN, closed_at=None),
                name="meeting_closing_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at=None) | Q(kind=MeetingKind.TEAM, state=MeetingState.OPEN),
                name="meeting_is_handed_over_open",
            ),
            models.UniqueConstraint(
                fields=["centre", "year", "month"],
                condition=Q(kind=MeetingKind.TEAM),
                name="meeting_of_a_team_is_there_once",
            ),
            models.UniqueConstraint(
                fields=["year", "month"], condition=Q(kind=MeetingKind.HEADS), name="meeting_of_heads_is_there_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "year"], condition=~Q(kind__in=sorted(MONTHLY)), name="meeting_of_a_year_is_there_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}"

    @property
    def event_subject(self):
        label = f"{self.get_kind_display()}, {self.full_period_label}"
        return EventSubject(Subject.MEETING, label, centre=self.centre, year=self.year)

    @property
    def period_label(self):
        """What is closed with it: "září", "rok 2026"."""
        return str(MONTHS[self.month]) if self.month else str(_("rok %(year)s") % {"year": self.year})

    @property
    def full_period_label(self):
        """ "září 2026", "rok 2026"."""
        return f"{MONTHS[self.month]} {self.year}" if self.month else self.period_label

    @property
    def is_closed(self):
        return self.state == MeetingState.CLOSED

    @property
    def is_reopened(self):
        """Open once more until a day, which may have passed."""
        return not self.is_closed and self.reopened_until is not None

    @property
    def first_day(self):
        return date(self.year, self.month or 1, 1)

    @property
    def last_day(self):
        """Until when the meeting looks: the end of its month, or of its year."""
        month = self.month or 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])


class OpeningRequest(models.Model):
    """Somebody of the team asks for a closed month to be opened; the department head opens it or says why not."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="opening_requests", verbose_name=_("porada"))
    reason = models.TextField(_("důvod"), validators=[MaxLengthValidator(LONGEST_SAID)])
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="opening_requests", verbose_name=_("požádal/a")
    )
    asked_at = models.DateTimeField(_("požádáno"))
    is_granted = models.BooleanField(_("otevřeno"), default=False)
    answer = models.TextField(_("odpověď"), blank=True, validators=[MaxLengthValidator(LONGEST_SAID)])
    answered_at = models.DateTimeField(_("odpovězeno"), null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = _("žádost o otevření měsíce")
        verbose_name_plural = _("žádosti o otevření měsíce")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(answered_at=None), name="opening_of_a_month_is_asked_for_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", is_granted=False)
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="opening_request_has_its_answer",
            ),
        ]

    def __str__(self):
        return str(self.meeting)


class Entry(models.Model):
    """What a meeting said of one goal; state and reason are those of its numbers when the month was closed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="entries", verbose_name=_("porada"))
    # The goal as first written, so that what was said of it outlives its amendments.
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="entries", verbose_name=_("cíl"))
    rating = models.CharField(_("jak stojí"), max_length=20, choices=Rating, blank=True)
    said = models.TextField(_("co je nového"), blank=True, validators=[MaxLengthValidator(LONGEST_SAID)])
    # What was written before meetings had action items; nothing writes it any more.
    next_step = models.TextField(_("další krok"), blank=True, validators=[MaxLengthValidator(LONGEST_SAID)])
    state = models.CharField(_("stav podle čísel"), max_length=20, choices=Status, blank=True, editable=False)
    reason = models.TextField(_("proč"), blank=True, editable=False)

    class Meta:
        ordering = ["meeting", "goal__position"]
        verbose_name = _("hodnocení")
        verbose_name_plural = _("hodnocení")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "goal"], name="entry_of_a_goal_is_there_once"),
            models.CheckConstraint(condition=Q(rating="") | one_of("rating", Rating), name="entry_rating_is_known"),
            models.CheckConstraint(condition=Q(state="") | one_of("state", Status), name="entry_state_is_known"),
        ]

    def __str__(self):
        return self.get_rating_display()

    @property
    def steps(self):
        """What was to be done next, in words: what the meeting agreed (see `with_actions`), or once wrote freely."""
        return [step for step in (self.next_step, *map(str, getattr(self, "actions", ()))) if step]


class ActionItemQuerySet(OwnedQuerySet):
    centre, year = "meeting__centre", "meeting__year"
    above = ABOVE_MEETINGS

    def open(self):
        return self.filter(state=ActionState.OPEN)

    def visible_to(self, rights, *, on):
        """Those of the meetings that the person sees, and their own."""
        own = self.at_work(on, person=rights.user).order_by().values("pk")
        return self.filter(Q(meeting__in=Meeting.objects.visible_to(rights).order_by()) | Q(pk__in=own))


class Agreed(models.Model):
    """Something that was agreed to be done by a day, wherever; who has to do it is said by what it is of."""

    what = models.TextField(_("co udělat"), validators=[MaxLengthValidator(LONGEST_SAID)])
    due_on = models.DateField(_("do kdy"))
    state = models.CharField(_("stav"), max_length=10, choices=ActionState, default=ActionState.OPEN)
    note = models.TextField(_("jak to dopadlo"), blank=True, validators=[MaxLengthValidator(LONGEST_SAID)])
    made_at = models.DateTimeField(_("zadáno"))
    settled_at = models.DateTimeField(_("vyřízeno"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("vyřídil/a")
    )
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        """ "Potvrdit sál (Jana Malá, do 30. 9. 2026, hotovo)"."""
        facts = {"what": self.what, "who": self.owner_label, "day": format_date(self.due_on)}
        words = _("%(what)s (%(who)s, do %(day)s)") if self.is_open else _("%(what)s (%(who)s, do %(day)s, %(state)s)")
        return words % {**facts, "state": self.get_state_display()}

    @property
    def title(self):
        return shortened(self.what)

    @property
    def is_open(self):
        return self.state == ActionState.OPEN

    @property
    def status(self):
        return ActionState(self.state)


def agreed_constraints(thing):
    return [
        models.CheckConstraint(condition=one_of("state", ActionState), name=f"{thing}_state_is_known"),
        models.CheckConstraint(condition=~Q(what=""), name=f"{thing}_says_what"),
        models.CheckConstraint(
            condition=Q(state=ActionState.OPEN, settled_at=None, settled_by=None)
            | (~Q(state=ActionState.OPEN) & Q(settled_at__isnull=False, settled_by__isnull=False)),
            name=f"{thing}_is_settled_by_somebody",
        ),
    ]


class ActionItem(Agreed, Owned):
    """What a meeting agreed that somebody does by a day."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="action_items", verbose_name=_("porada"))
    # The goal as first written; None: about no single goal.
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="action_items", verbose_name=_("cíl")
    )

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("úkol z porady")
        verbose_name_plural = _("úkoly z porad")
        constraints = [owner_is_one("action_item_has_one_owner"), *agreed_constraints("action_item")]

    @property
    def event_subject(self):
        """What happens to it happens to the meeting that made it."""
        subject = self.meeting.event_subject
        return EventSubject(subject.kind, subject.label, centre=subject.centre, year=subject.year, pk=self.meeting_id)


class Reading(models.Model):
    """The number of one target: typed where no record feeds it, and what it was when the month was closed."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="readings", verbose_name=_("hodnocení"))
    target = models.ForeignKey(Target, models.PROTECT, related_name="readings", verbose_name=_("cílová hodnota"))
    amount = models.DecimalField(_("počet"), max_digits=12, decimal_places=2, null=True, blank=True)
    whole = models.DecimalField(_("z kolika"), max_digits=12, decimal_places=2, null=True, blank=True)
    achieved = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    expected = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)

    class Meta:
        verbose_name = _("číslo z porady")
        verbose_name_plural = _("čísla z porad")
        constraints = [
            models.UniqueConstraint(fields=["entry", "target"], name="reading_of_a_target_is_there_once"),
            amount_is_sensible("reading_amount_is_sensible"),
            portion_is_sensible("reading_portion_is_sensible"),
        ]

    def __str__(self):
        return str(self.amount)


class Minutes(Rendered):
    """What the minutes say, frozen when the month was closed; closed again, it gets the next number."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes", verbose_name=_("porada"))
    number = models.PositiveSmallIntegerField(_("číslo"))
    # In words, as they are printed: names, numbers of goals and what centres brought go on changing elsewhere. None for
    # those that were drawn while the month was being closed.
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    made_at = models.DateTimeField(_("vytvořeno"))

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name = _("zápis")
        verbose_name_plural = _("zápisy")
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="minutes_number_is_given_once")]

    def __str__(self):
        return f"{self.meeting} – {self.number}"


class MinutesFile(FrozenFile):
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "format", "language", "centre"], name="minutes_file_is_made_once"
            )
        ]
