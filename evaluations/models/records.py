"""What is counted (indicators, and which of them feeds which target) and what happened: records, and their files."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centres.models import Centre, EventSubject, Subject
from evaluations.links import LONGEST_LINKS, read_links
from evaluations.models.meetings import Meeting, amount_is_sensible, portion_is_sensible
from evaluations.portions import in_words
from evaluations.states import Aggregation
from goals.formatting import format_date
from goals.models import Goal, Target
from goals.models.documents import one_of

LONGEST_TOPIC = 100
PER_CENT = "%"  # the unit of indicators that are a share, 0 to 100
LONGEST_RECORD_NOTE = 2000


class IndicatorQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)


class Indicator(models.Model):
    """One statistical output of the centres: courses, contracts, followers."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("název"), max_length=120, unique=True)
    unit = models.CharField(_("jednotka"), max_length=60, help_text=_("Ve druhém pádě množného čísla: kurzů, smluv."))
    aggregation = models.CharField(_("jak se sčítá"), max_length=10, choices=Aggregation, default=Aggregation.SUM)
    # What names it in the wording of a goal, so that it is offered there; read by evaluations/records/naming.py.
    stems = models.CharField(
        _("začátky slov"),
        max_length=500,
        blank=True,
        help_text=_(
            "Podle čeho se ukazatel nabídne: začátek slova, které v cíli říká, co se počítá. Mezerou se oddělují různé "
            "možnosti, / je „nebo“, _ spojuje slova vedle sebe a tečka říká, že slovo končí. Za + následuje, co musí "
            "stát v téže větě, za & kdekoli v cíli, za - co v ní stát nesmí: schůz/setkán+firm-klient. "
            "Slovo krát stojí za „dvakrát“ a „2×“, podíl za procenta."
        ),
    )
    position = models.PositiveSmallIntegerField(_("pořadí"))
    is_active = models.BooleanField(_("používá se"), default=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("ukazatel")
        verbose_name_plural = _("ukazatele")
        constraints = [
            models.CheckConstraint(condition=one_of("aggregation", Aggregation), name="indicator_aggregation_is_known")
        ]

    def __str__(self):
        return self.name


class TargetSource(models.Model):
    """The indicator (and, where wanted, the topic) whose records make the number of a target."""

    target = models.OneToOneField(Target, models.PROTECT, related_name="source", verbose_name=_("cílová hodnota"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="sources", verbose_name=_("ukazatel"))
    topic = models.CharField(_("téma"), max_length=LONGEST_TOPIC, blank=True)
    # Of a target that each of a group has to have: how many they are, because no record says it.
    size = models.PositiveIntegerField(_("kolik jich je"), null=True, blank=True)

    class Meta:
        verbose_name = _("zdroj čísla")
        verbose_name_plural = _("zdroje čísel")
        constraints = [
            models.CheckConstraint(condition=Q(size=None) | Q(size__gte=1), name="source_group_has_somebody")
        ]

    def __str__(self):
        words = f"{self.indicator} – {self.topic}" if self.topic else str(self.indicator)
        return _("%(source)s, je jich %(size)s") % {"source": words, "size": self.size} if self.size else words


class RecordQuerySet(models.QuerySet):
    def visible_to(self, rights):
        return self.filter(rights.in_scope("centre"))

    def counted(self):
        return self.filter(removed_at=None)

    def known_on(self, day):
        """What a standing as of the day knows: not what came late, so that nothing of it moves afterwards."""
        return self.filter(Q(known_from=None) | Q(known_from__lte=day))

    def known_to(self, meeting):
        """What lies in the team's meeting or in one before it: all that it can speak of, and all that it ever will."""
        until = Q(meeting__year__lt=meeting.year) | Q(meeting__year=meeting.year, meeting__month__lte=meeting.month)
        return self.filter(until)


class Record(models.Model):
    """One thing that happened on a day, written once; every target whose indicator it carries counts it."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="records", verbose_name=_("centrum"))
    # The meeting of the team that evaluates the month: a branch without goals of its own joins its main centre.
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="records", verbose_name=_("porada"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="records", verbose_name=_("ukazatel"))
    on = models.DateField(_("datum"))
    # Of what came late, when its month was closed or its standing had come out: the first day whose standing counts it.
    known_from = models.DateField(_("počítá se od"), null=True, blank=True, editable=False)
    amount = models.DecimalField(_("počet"), max_digits=12, decimal_places=2)
    # Of a share, where it is known: then `amount` is the numerator, else per cent.
    whole = models.DecimalField(_("z kolika"), max_digits=12, decimal_places=2, null=True, blank=True)
    title = models.CharField(_("název"), max_length=200, blank=True)
    topic = models.CharField(_("téma"), max_length=LONGEST_TOPIC, blank=True)
    participants = models.PositiveIntegerField(_("účastníků"), null=True, blank=True)
    note = models.TextField(_("poznámka"), blank=True, validators=[MaxLengthValidator(LONGEST_RECORD_NOTE)])
    links = models.TextField(_("odkazy"), blank=True, validators=[MaxLengthValidator(LONGEST_LINKS), read_links])
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="records", verbose_name=_("zapsal/a")
    )
    added_at = models.DateTimeField(_("zapsáno"))
    removed_at = models.DateTimeField(_("vzato zpět"), null=True, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = _("záznam")
        verbose_name_plural = _("záznamy")
        constraints = [
            amount_is_sensible("record_amount_is_sensible"),
            portion_is_sensible("record_portion_is_sensible"),
        ]
        indexes = [
            models.Index(fields=["indicator", "on"], name="record_of_an_indicator_by_day"),
            models.Index(fields=["centre", "on"], name="record_of_a_centre_by_day"),
        ]

    def __str__(self):
        return self.title or str(self.indicator)

    @property
    def is_late(self):
        """Does it lie in a later meeting than that of its own month?"""
        return (self.on.year, self.on.month) != (self.meeting.year, self.meeting.month)

    @property
    def amount_in_words(self):
        """ "12", of a share "75 %" or "45 z 60"."""
        percent = "\u00a0%" if self.indicator.unit == PER_CENT and self.whole is None else ""
        return in_words(self.amount, self.whole) + percent

    @property
    def event_subject(self):
        label = f"{self}, {format_date(self.on)}"
        return EventSubject(Subject.RECORD, label, centre=self.centre, year=self.on.year)


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, rights):
        """What the person may see of the record, the goal or the meeting, they may see of its files."""
        goals, meetings = Goal.objects.visible_to(rights).order_by(), Meeting.objects.visible_to(rights).order_by()
        records = Record.objects.visible_to(rights).order_by()
        return self.filter(Q(record__in=records) | Q(goal__in=goals) | Q(meeting__in=meetings))

    def kept(self):
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """A file that shows that something happened, attached to a record, to a goal or to a meeting."""

    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="evidence")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="evidence_files")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="evidence")
    name = models.CharField(_("název souboru"), max_length=120)
    kind = models.CharField(_("druh"), max_length=10)
    stored = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField(_("velikost"))
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence", verbose_name=_("vložil/a")
    )
    added_at = models.DateTimeField(_("vloženo"))
    removed_at = models.DateTimeField(_("odebráno"), null=True, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name = _("doklad")
        verbose_name_plural = _("doklady")
        constraints = [
            models.CheckConstraint(
                condition=Q(record__isnull=False, goal=None, meeting=None)
                | Q(record=None, goal__isnull=False, meeting=None)
                | Q(record=None, goal=None, meeting__isnull=False),
                name="evidence_is_of_one_thing",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def thing(self):
        """What the file belongs to."""
        return self.record or self.goal or self.meeting
