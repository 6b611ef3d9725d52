"""What people are told by mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.models.documents import one_of
from goals.states import MailGroup


class Notice(models.Model):
    """One thing a person is to learn by mail. Written with what happened, in the same transaction; a command gathers
    what waits for one person into one mail and hands it over for sending."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("komu"))
    title = models.CharField(_("co se stalo"), max_length=200)
    text = models.TextField(_("podrobnosti"), blank=True)
    path = models.CharField(_("kde se to dá udělat"), max_length=200)
    group = models.CharField(_("druh"), max_length=20, choices=MailGroup, default=MailGroup.HAPPENED)
    # Of a reminder: what it reminds of, so that nobody is reminded twice of the same.
    key = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(_("vzniklo"))
    handed_over_at = models.DateTimeField(_("předáno k odeslání"), null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = _("upozornění")
        verbose_name_plural = _("upozornění")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], condition=~models.Q(key=""), name="notice_reminds_once")
        ]

    def __str__(self):
        return self.title


class MailOptOut(models.Model):
    """A group of notices that the person does not want by mail; all others come."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_opt_outs", verbose_name=_("kdo")
    )
    group = models.CharField(_("druh"), max_length=20, choices=MailGroup)

    class Meta:
        verbose_name = _("nechtěný druh mailu")
        verbose_name_plural = _("nechtěné druhy mailů")
        constraints = [
            models.CheckConstraint(condition=one_of("group", MailGroup), name="mail_opt_out_group_is_known"),
            models.UniqueConstraint(fields=["person", "group"], name="mail_opt_out_is_there_once"),
        ]

    def __str__(self):
        return self.get_group_display()
