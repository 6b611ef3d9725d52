"""What somebody did with a meeting, a record or a closing, kept for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centres.models import Role
from evaluations.models.closings import Closing
from evaluations.models.meetings import Meeting
from evaluations.models.records import Record


class Act(models.Model):
    """Written with the change in one transaction and never changed: database triggers see to that."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="acts", verbose_name=_("porada"))
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="acts", verbose_name=_("záznam"))
    closing = models.ForeignKey(Closing, models.PROTECT, null=True, related_name="acts", verbose_name=_("uzávěrka"))
    name = models.CharField(_("co se stalo"), max_length=40)
    source = models.CharField(_("z"), max_length=20, blank=True)
    target = models.CharField(_("do"), max_length=20, blank=True)
    version = models.PositiveIntegerField(_("verze"))  # after the change
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="acts", verbose_name=_("kdo"))
    role = models.CharField(_("v roli"), max_length=20, choices=Role)
    comment = models.TextField(_("důvod"), blank=True)
    content = models.TextField(_("obsah po změně"), blank=True)
    at = models.DateTimeField(_("kdy"))

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("úkon")
        verbose_name_plural = _("úkony")
        # The record of all acts is read newest first, a page at a time, and by days.
        indexes = [models.Index(fields=["-at", "-id"], name="act_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, record=None, closing=None)
                | Q(meeting=None, record__isnull=False, closing=None)
                | Q(meeting=None, record=None, closing__isnull=False),
                name="act_is_about_one_thing",
            )
        ]

    def __str__(self):
        return self.name
