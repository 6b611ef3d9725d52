"""Prints of editions that hang in centres: the code by which each kind of print is known, and where copies are."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centres.models import Centre
from goals.models.editions import EditionCentre


class PrintFormat(models.TextChoices):
    """What is printed of one centre; also the format of its file."""

    SHEET = "sheet", _("list na nástěnku")
    LARGE = "large", _("výtisk velkým písmem")


class PrintCode(models.Model):
    """The short address on all copies of what an edition prints of a centre in one format. Frozen with the edition."""

    place = models.ForeignKey(EditionCentre, models.PROTECT, related_name="codes", verbose_name=_("centrum ve vydání"))
    format = models.CharField(_("druh tisku"), max_length=10, choices=PrintFormat)
    code = models.CharField(_("kód"), max_length=10, unique=True)
    # Over all that the print says of the centre; two prints with the same one say the same.
    content = models.CharField(_("otisk obsahu"), max_length=16)

    class Meta:
        ordering = ["id"]
        verbose_name = _("kód tisku")
        verbose_name_plural = _("kódy tisků")
        constraints = [
            models.UniqueConstraint(fields=["place", "format"], name="print_of_a_centre_has_one_code"),
            models.CheckConstraint(condition=Q(format__in=sorted(PrintFormat.values)), name="print_format_is_known"),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("print", args=[self.code])


class PostedPrintQuerySet(models.QuerySet):
    def hanging(self):
        return self.filter(removed_on=None)


class PostedPrint(models.Model):
    """One copy in one place, from the day on which it was hung until it was taken down or replaced."""

    code = models.ForeignKey(PrintCode, models.PROTECT, related_name="copies", verbose_name=_("tisk"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="posted_prints", verbose_name=_("centrum"))
    spot = models.CharField(_("kde visí"), max_length=120)
    posted_on = models.DateField(_("visí od"))
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="prints_posted", verbose_name=_("pověsil/a")
    )
    removed_on = models.DateField(_("sundáno"), null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="prints_removed",
        verbose_name=_("sundal/a"),
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("nahradil")
    )
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)

    objects = PostedPrintQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "spot", "id"]
        verbose_name = _("výtisk")
        verbose_name_plural = _("výtisky")
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_on=None, removed_by=None)
                | Q(removed_on__isnull=False, removed_by__isnull=False, removed_on__gte=F("posted_on")),
                name="print_is_taken_down_by_somebody_after_it_was_hung",
            ),
        ]

    def __str__(self):
        return self.spot
