"""What a centre did in its region outside of meetings: contacts with schools and employers, talks, open days, trainings
given to others, information sent out.

When it was, what it was called and how many people it reached stands in its record, which is what counts; here is only
what a record has no column for.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.models import Record
from goals.models.documents import one_of
from networks.models.partners import Partner
from networks.states import WITH_SOMEBODY, ActivityKind

LONGEST_DETAIL = 500
DETAILS = ("accommodation", "health_care", "enrolment", "practices", "sent_to")


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, regions):
        return self.filter(record__centre__region__in=regions)

    def counted(self):
        return self.filter(record__removed_at=None)


class Activity(models.Model):
    """Whoever writes it holds this row, then its record."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="activity", verbose_name=_("záznam"))
    kind = models.CharField(_("druh"), max_length=20, choices=ActivityKind)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("partner")
    )
    countries = models.JSONField(_("země původu"), default=list, blank=True)  # pairs of a name and a number of people
    accommodation = models.CharField(_("ubytování"), max_length=LONGEST_DETAIL, blank=True)
    health_care = models.CharField(_("lékařská péče"), max_length=LONGEST_DETAIL, blank=True)
    enrolment = models.CharField(_("zápisy"), max_length=LONGEST_DETAIL, blank=True)
    practices = models.CharField(_("praxe agentury"), max_length=LONGEST_DETAIL, blank=True)
    sent_to = models.CharField(_("podle jakého seznamu"), max_length=LONGEST_DETAIL, blank=True)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-record__on", "-id"]
        verbose_name = _("činnost v kraji")
        verbose_name_plural = _("činnosti v kraji")
        constraints = [
            models.CheckConstraint(condition=one_of("kind", ActivityKind), name="activity_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(WITH_SOMEBODY)) | Q(partner__isnull=False),
                name="activity_with_somebody_says_with_whom",
            ),
        ]

    def __str__(self):
        return str(self.record)

    @property
    def seen_version(self):
        """Of the two rows together: either of them grows with each change."""
        return self.version + self.record.version

    @property
    def countries_in_words(self):
        """ "Ukrajina 120, Mongolsko 15"."""
        return ", ".join(f"{name} {number}" for name, number in self.countries)
