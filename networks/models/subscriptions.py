"""The address under which a person's calendar fetches what concerns them; of its secret only a hash is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarSubscription(models.Model):
    """One a person holds at a time; a new one ends the one before."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions", verbose_name=_("osoba")
    )
    name = models.CharField(_("kde ho máte"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("založeno"))
    revoked_at = models.DateTimeField(_("zrušeno"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("odběr kalendáře")
        verbose_name_plural = _("odběry kalendáře")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="person_has_one_subscription"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="subscription_has_its_name"),
        ]

    def __str__(self):
        return self.name
