"""Translations of the commitment, a block at a time: what it says in a language, and from which Czech it was made."""

import hashlib

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.models.documents import LONGEST_WORDING, Document, one_of


class Language(models.TextChoices):
    """Into which the commitment is translated; each is called as its readers call it."""

    ENGLISH = "en", "English"
    UKRAINIAN = "uk", "українська"
    RUSSIAN = "ru", "русский"
    VIETNAMESE = "vi", "Tiếng Việt"


class TranslationState(models.TextChoices):
    MISSING = "missing", _("chybí")
    UNCHECKED = "unchecked", _("nikdo ho nepřečetl")
    FRESH = "fresh", _("platí")
    STALE = "stale", _("česky se mezitím změnilo")


def source_hash(czech):
    return hashlib.sha256(" ".join(czech.split()).encode()).hexdigest()


class Translation(models.Model):
    """One block in one language. `block` names it through all its rewordings (goals/blocks.py, `block_names`)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="translations")
    language = models.CharField(_("jazyk"), max_length=10, choices=Language)
    block = models.CharField(max_length=40)
    text = models.TextField(_("překlad"), validators=[MaxLengthValidator(LONGEST_WORDING)])
    # The Czech that it was made from: the hash says whether that is still so, the words what has changed since.
    source = models.TextField(_("čeština, ze které vznikl"))
    source_hash = models.CharField(max_length=64)
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
