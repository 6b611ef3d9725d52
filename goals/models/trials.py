"""Documents that came in from outside and are being tried: what was read of a file, and what was answered about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.documents import Document, one_of
from goals.states import DocumentKind


class TrialOutcome(models.TextChoices):
    DRAFTS = "drafts", _("zapsáno jako návrhy")
    ADOPTED = "adopted", _("převzato jako schválené a vydané")


class DocumentTrial(models.Model):
    """A document between its upload and what becomes of it. Of the file only its lines are kept, and those only until
    then; goals.adoption clears away what nobody came back to."""

    name = models.CharField(_("soubor"), max_length=200)
    sha256 = models.CharField(max_length=64)
    lines = models.JSONField(default=list)
    kind = models.CharField(max_length=20, choices=DocumentKind, default=DocumentKind.OPERATIONAL)
    year = models.PositiveSmallIntegerField(_("rok"), null=True)
    # What was answered, by the id of the question: for a centre that nobody knows its name as it is written. Of a
    # commitment, by the number of a part that nobody could tell the language of: the language, or empty.
    chosen = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("nahráno"))
    # What the paper says of its approval and publication, once somebody proposed to take it over as published.
    facts = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("co se stalo"), max_length=10, choices=TrialOutcome, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        verbose_name = _("nahraný dokument")
        verbose_name_plural = _("nahrané dokumenty")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None, document=None)
                | (one_of("outcome", TrialOutcome) & Q(settled_at__isnull=False, document__isnull=False)),
                name="trial_outcome_has_its_time",
            )
        ]

    def __str__(self):
        return self.name
