"""Translations of the commitment, a block at a time: what it says in a language, and from which Czech it was made; and
what of them came out with an edition, or later."""

import hashlib

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from centres.languages import Language
from goals.models.documents import LONGEST_WORDING, Document, one_of
from goals.models.editions import Edition
from goals.states import Tagged


class TranslationState(Tagged):
    MISSING = "missing", "neutral", "dash", _("chybí")
    UNCHECKED = "unchecked", "primary", "clock", _("nikdo ho nepřečetl")
    FRESH = "fresh", "success", "check", _("platí")
    STALE = "stale", "warning", "warning", _("česky se mezitím změnilo")


def source_hash(czech):
    return hashlib.sha256(" ".join(czech.split()).encode()).hexdigest()


class Translation(models.Model):
    """One block in one language. `block` names it through all its rewordings (`goals.translating.units_of`)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="translations")
    language = models.CharField(_("jazyk"), max_length=10, choices=Language)
    block = models.CharField(max_length=40)
    text = models.TextField(_("překlad"), validators=[MaxLengthValidator(LONGEST_WORDING)])
    # The Czech that it was made from: the hash says whether that is still so, the words what has changed since.
    source = models.TextField(_("čeština, ze které vznikl"))
    source_hash = models.CharField(max_length=64)
    # Why it is right though the guard sees that it says something else; of this text alone.
    reason = models.CharField(_("proč je to správně"), max_length=500, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(_("přečteno"), null=True)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    class Meta:
        ordering = ["document", "language", "block"]
        verbose_name = _("překlad")
        verbose_name_plural = _("překlady")
        constraints = [
            models.CheckConstraint(condition=one_of("language", Language), name="translation_language_is_known"),
            models.CheckConstraint(condition=~models.Q(text=""), name="translation_has_a_text"),
            models.UniqueConstraint(fields=["document", "language", "block"], name="translation_is_there_once"),
        ]

    def __str__(self):
        return self.text

    def state(self, czech):
        """How it stands to what the Czech says now."""
        if self.source_hash != source_hash(czech):
            return TranslationState.STALE
        return TranslationState.FRESH if self.checked_at else TranslationState.UNCHECKED


class LanguageIssue(models.Model):
    """What an edition says in one language: the first comes out with it, others when more is translated ("vydání 2, uk
    3"). Frozen; its checksum holds that of the edition, whose own stays as it is."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="issues")
    language = models.CharField(_("jazyk"), max_length=10, choices=Language)
    number = models.PositiveSmallIntegerField(_("číslo"))
    published_at = models.DateTimeField(_("vydáno"))
    published_on = models.DateField(_("datum vydání"))
    # Each block of the edition with its state; with its words only what a person has read (goals/public/issuing.py).
    blocks = models.JSONField(default=list)
    checksum = models.CharField(_("kontrolní součet"), max_length=64)

    class Meta:
        ordering = ["edition", "language", "number"]
        verbose_name = _("jazykové vydání")
        verbose_name_plural = _("jazyková vydání")
        constraints = [
            models.CheckConstraint(condition=one_of("language", Language), name="issue_language_is_known"),
            models.UniqueConstraint(fields=["edition", "language", "number"], name="issue_number_is_given_once"),
        ]

    def __str__(self):
        names = {"edition": self.edition.number, "language": self.language, "number": self.number}
        return _("vydání %(edition)s, %(language)s %(number)s") % names
