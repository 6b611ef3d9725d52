"""The end of a year: what each centre says its goals came to, and what the department head says to that."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centres.models import EventSubject, Role, Subject
from evaluations.models.meetings import LONGEST_SAID
from evaluations.states import ClosingState, Result
from goals.models import Goal, Plan
from goals.models.documents import one_of


class ClosingQuerySet(models.QuerySet):
    def for_year(self, year):
        return self.filter(plan__document__year=year)


class Closing(models.Model):
    """One centre's closing of one year; whoever changes it holds this row."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="closing", verbose_name=_("cíle centra na rok"))
    narrative = models.TextField(_("slovní zhodnocení"), blank=True, validators=[MaxLengthValidator(LONGEST_SAID)])
    state = models.CharField(_("stav"), max_length=10, choices=ClosingState, default=ClosingState.OPEN, editable=False)
    sent_at = models.DateTimeField(_("odesláno"), null=True, blank=True, editable=False)
    # Of who sent it for a centre that has nobody to do so.
    sent_by_role = models.CharField(_("odeslal/a za centrum"), max_length=20, choices=Role, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("přijato"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        ordering = ["plan"]
        verbose_name = _("uzávěrka")
        verbose_name_plural = _("uzávěrky")
        constraints = [
            models.CheckConstraint(condition=one_of("state", ClosingState), name="closing_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=ClosingState.ACCEPTED, accepted_at__isnull=False)
                | (~Q(state=ClosingState.ACCEPTED) & Q(accepted_at=None)),
                name="closing_acceptance_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state=ClosingState.SENT, sent_at__isnull=False)
                | (~Q(state=ClosingState.SENT) & Q(sent_at=None)),
                name="closing_sending_has_its_time",
            ),
        ]

    def __str__(self):
        return str(self.plan)

    @property
    def event_subject(self):
        year = self.plan.document.year
        label = str(_("uzávěrka roku %(year)s") % {"year": year})
        return EventSubject(Subject.CLOSING, label, centre=self.plan.centre, year=year)


class GoalResult(models.Model):
    """How one goal ended: what its numbers propose, what the centre says, and why where the two differ."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="results", verbose_name=_("uzávěrka"))
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="results", verbose_name=_("cíl"))
    proposed = models.CharField(_("navržený výsledek"), max_length=10, choices=Result)
    # Its targets with their numbers, the state and the sentence that the proposal stands on, as when it was written;
    # frozen when the closing is sent.
    measured = models.JSONField(_("čísla"), default=dict, editable=False)
    result = models.CharField(_("výsledek"), max_length=10, choices=Result)
    reason = models.TextField(_("důvod jiného výsledku"), blank=True, validators=[MaxLengthValidator(LONGEST_SAID)])

    class Meta:
        ordering = ["closing", "goal__position"]
        verbose_name = _("výsledek cíle")
        verbose_name_plural = _("výsledky cílů")
        constraints = [
            models.UniqueConstraint(fields=["closing", "goal"], name="result_of_a_goal_is_said_once"),
            models.CheckConstraint(condition=one_of("result", Result), name="result_is_known"),
            models.CheckConstraint(condition=one_of("proposed", Result), name="proposed_result_is_known"),
            models.CheckConstraint(
                condition=Q(result=models.F("proposed")) | ~Q(reason=""), name="other_result_has_its_reason"
            ),
        ]

    def __str__(self):
        return self.get_result_display()
