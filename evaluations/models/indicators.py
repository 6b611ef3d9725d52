"""What is counted: the catalogue of indicators, and which of them feeds which target."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.states import Adds
from goals.models import Target
from goals.models.documents import one_of

LONGEST_TOPIC = 100
PER_CENT = "%"  # the unit of indicators that are a share, 0 to 100


class IndicatorQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


class Indicator(models.Model):
    """One statistical output of the centres: courses, contracts, followers."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("název"), max_length=120, unique=True)
    unit = models.CharField(_("jednotka"), max_length=60, help_text=_("Ve druhém pádě množného čísla: kurzů, smluv."))
    adds = models.CharField(_("jak se sčítá"), max_length=10, choices=Adds, default=Adds.SUM)
    # Beginnings of words by which a target's own words are recognised, so that the right indicator is offered.
    stems = models.CharField(
        _("začátky slov"), max_length=200, blank=True, help_text=_("Začátky slov, podle kterých se ukazatel nabídne.")
    )
    position = models.PositiveSmallIntegerField(_("pořadí"))
    is_active = models.BooleanField(_("používá se"), default=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("ukazatel")
        verbose_name_plural = _("ukazatele")
        constraints = [models.CheckConstraint(condition=one_of("adds", Adds), name="indicator_adds_in_a_known_way")]

    def __str__(self):
        return self.name


class Feed(models.Model):
    """The indicator (and, where wanted, the topic) whose records make the number of a target."""

    target = models.OneToOneField(Target, models.PROTECT, related_name="feed", verbose_name=_("cílová hodnota"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="feeds", verbose_name=_("ukazatel"))
    topic = models.CharField(_("téma"), max_length=LONGEST_TOPIC, blank=True)

    class Meta:
        verbose_name = _("zdroj čísla")
        verbose_name_plural = _("zdroje čísel")

    def __str__(self):
        return f"{self.indicator} – {self.topic}" if self.topic else str(self.indicator)


def amount_is_sensible(name):
    """Amounts are counted things or per cent: never negative, and no more than a mistyped billion."""
    return models.CheckConstraint(condition=Q(amount__gte=0, amount__lte=LARGEST_AMOUNT), name=name)


LARGEST_AMOUNT = 1_000_000
