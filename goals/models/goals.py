"""Goals with their targets, as people write them: drafts, what waits for a decision, and what was approved."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from centres.models import Centre, EventSubject, Subject
from goals.formatting import shortened
from goals.models.documents import LONGEST_WORDING, Document, Plan, joining, one_of
from goals.states import DECIDED, EDITABLE, OPEN, Comparator, Decision, GoalState, Kind, Level, Scope, Window

LONGEST_NOTE = 2000


class GoalQuerySet(models.QuerySet):
    def in_document_order(self):
        """Also where two centres share a place, and alike on both engines, which put missing numbers elsewhere."""
        number = models.F("number").asc(nulls_last=True)
        return self.order_by("centre__position", "centre_id", "position", number, "id")

    def in_plan(self, plan):
        return self.filter(document=plan.document_id, centre=plan.centre_id)

    def visible_to(self, rights):
        """Goals of the person's centres and of a main centre that they join there; those of the network once they are
        approved, or from above at any time."""
        if rights.sees_network:
            return self
        network = Q(centre=None, state__in=DECIDED) if rights.is_inside else Q(pk__in=[])
        return self.filter(rights.in_scope("centre") | joining(rights) | network)

    def approved(self):
        return self.filter(state=GoalState.APPROVED)

    def running(self, day):
        """Those that have not ended before the day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def changeable(self):
        """Those of years that are not closed, and of the network."""
        return self.filter(document__closed_at=None)

    def annotate_root(self):
        """With `root`, the goal as first written, for conditions on it."""
        return self.annotate(root=Coalesce("amends", "pk"))

    def asked_on(self, day):
        """Those of the network, and of centres of which something can be asked that day."""
        return self.filter(Q(centre=None) | Q(centre__in=Centre.objects.asked_on(day)))

    def in_hand(self, day):
        """Those of the network, and of centres that are there that day. What a merged centre left behind waits for the
        decision of whoever took it over, and for nothing else."""
        return self.filter(Q(centre=None) | Q(centre__closed_on=None) | Q(centre__closed_on__gt=day))

    def of_roots(self, root_ids):
        """All rows of these goals: each as first written, and every amendment of it."""
        return self.filter(Q(pk__in=root_ids) | Q(amends__in=root_ids))

    def with_content(self):
        """With targets and the long-term goal that each serves, in the wording that holds."""
        held = models.Prefetch("serves__amendments", Goal.objects.approved(), to_attr="held_amendments")
        return self.select_related("serves").prefetch_related("targets", held)

    def originals(self):
        return self.filter(amends=None)

    def amendments(self):
        return self.exclude(amends=None)

    def current(self):
        """One row for each goal: the wording that holds, or the original that is still on its way."""
        waiting = Q(amends=None) & ~Q(state__in=[GoalState.SUPERSEDED, GoalState.DROPPED])
        return self.filter(waiting | Q(state=GoalState.APPROVED))


class Goal(models.Model):
    """One wording of a goal with its targets.

    An amendment is a row of its own that names the goal it amends; once approved it takes the place of the wording that
    held until then, and that row stays as it was.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="goals", verbose_name=_("dokument"))
    level = models.CharField(_("úroveň"), max_length=20, choices=Level, default=Level.OPERATIONAL)
    centre = models.ForeignKey(
        Centre, models.PROTECT, null=True, blank=True, related_name="goals", verbose_name=_("centrum")
    )
    # The public address of the goal, given at its first publication and never again, so links keep their meaning.
    number = models.PositiveSmallIntegerField(_("číslo"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí v centru"))
    text = models.TextField(_("znění"), validators=[MaxLengthValidator(LONGEST_WORDING)])
    serves = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="served_by", verbose_name=_("dlouhodobý cíl")
    )
    responsible = models.CharField(_("kdo odpovídá"), max_length=120, blank=True)
    evidence = models.TextField(_("čím se splnění doloží"), blank=True, validators=[MaxLengthValidator(LONGEST_NOTE)])
    # Always the goal as first approved, however many amendments came in between.
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("mění")
    )
    reason = models.TextField(_("důvod změny"), blank=True, validators=[MaxLengthValidator(LONGEST_NOTE)])
    # The last day of a goal that was ended during its year: an amendment that changes nothing else.
    ends_on = models.DateField(_("skončil"), null=True, blank=True, editable=False)
    state = models.CharField(_("stav"), max_length=20, choices=GoalState, default=GoalState.DRAFT, editable=False)
    submitted_at = models.DateTimeField(_("odesláno"), null=True, blank=True, editable=False)
    approved_at = models.DateTimeField(_("schváleno"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("verze"), default=1, editable=False)
    created_at = models.DateTimeField(_("založeno"), auto_now_add=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["document", "number", "position", "id"]
        verbose_name = _("cíl")
        verbose_name_plural = _("cíle")
        constraints = [
            models.CheckConstraint(condition=one_of("level", Level), name="goal_level_is_known"),
            models.CheckConstraint(condition=one_of("state", GoalState), name="goal_state_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="goal_has_a_wording"),
            models.CheckConstraint(
                condition=Q(level=Level.OPERATIONAL, centre__isnull=False)
                | (~Q(level=Level.OPERATIONAL) & Q(centre=None)),
                name="goal_centre_fits_level",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(DECIDED), approved_at__isnull=False)
                | (~Q(state__in=sorted(DECIDED)) & Q(approved_at=None)),
                name="goal_approval_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state=GoalState.SUBMITTED, submitted_at__isnull=False)
                | (~Q(state=GoalState.SUBMITTED) & Q(submitted_at=None)),
                name="goal_submission_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.OPERATIONAL) | Q(serves=None), name="goal_of_the_network_serves_no_other"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | (Q(amends__isnull=False) & ~Q(reason="")), name="goal_end_is_an_amendment"
            ),
            models.UniqueConstraint(
                fields=["document", "number"], condition=Q(amends=None), name="goal_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=Q(state__in=sorted(OPEN), amends__isnull=False),
                name="goal_has_one_open_amendment",
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=Q(state=GoalState.APPROVED, amends__isnull=False),
                name="goal_has_one_amendment_that_holds",
            ),
        ]

    def __str__(self):
        return capfirst(self.name)

    @property
    def name(self):
        """Inside a sentence: "cíl 12", by its number in the published document; before that by its words."""
        if self.number:
            return _("cíl %(number)s") % {"number": self.number}
        name = _("cíl „%(text)s“") if self.state in DECIDED else _("návrh „%(text)s“")
        return name % {"text": shortened(self.text, 60)}

    @property
    def heading(self):
        """On a page of its own, where its words stand below."""
        return str(self) if self.number else str(_("Cíl") if self.state in DECIDED else _("Návrh cíle"))

    @property
    def number_label(self):
        """Alone, where there is room for a number: "12", "návrh"; "–" where it is approved and has not come out."""
        return str(self.number or ("–" if self.state in DECIDED else _("návrh")))

    @property
    def place(self):
        """Where the goal lives, in a few words: its centre and year, or the commitment."""
        return f"{self.centre} {self.document.year}" if self.centre_id else str(self.document)

    def taken_over_by(self, day):
        """The centre that decides whether it goes on, where its own was merged into another before the goal's year was
        over; until then nothing else can become of it."""
        centre = self.centre
        if centre is None or not centre.is_closed(day) or self.document.year < centre.closed_on.year:
            return None
        return centre.successor

    @property
    def event_subject(self):
        return EventSubject(
            Subject.GOAL,
            str(self),
            centre=self.centre,
            place="" if self.centre_id else self.document.title,
            year=self.document.year,
            number=self.number,
        )

    @property
    def is_amendment(self):
        return self.amends_id is not None

    @property
    def held_text(self):
        """Of a goal that comes with its `held_amendments`: the amended wording, where there is one."""
        return next((amendment.text for amendment in self.held_amendments), self.text)

    @property
    def root_id(self):
        """The goal as first written: what amendments, history and next year's goals point to."""
        return self.amends_id or self.pk


class Continuation(models.Model):
    """What a centre decided about one of last year's goals."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="continuations")
    previous = models.ForeignKey(Goal, models.PROTECT, related_name="continuations", verbose_name=_("loňský cíl"))
    decision = models.CharField(_("rozhodnutí"), max_length=10, choices=Decision)
    reason = models.TextField(_("důvod"), blank=True, validators=[MaxLengthValidator(LONGEST_NOTE)])
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="+", verbose_name=_("nový cíl"))

    class Meta:
        verbose_name = _("rozhodnutí o loňském cíli")
        verbose_name_plural = _("rozhodnutí o loňských cílech")
        constraints = [
            models.CheckConstraint(condition=one_of("decision", Decision), name="continuation_decision_is_known"),
            models.CheckConstraint(
                condition=Q(decision=Decision.RETIRE) | Q(goal__isnull=False), name="continuation_has_its_goal"
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.CARRY) | ~Q(reason=""), name="continuation_has_its_reason"
            ),
            models.UniqueConstraint(fields=["plan", "previous"], name="continuation_is_decided_once"),
        ]

    def __str__(self):
        return self.get_decision_display()

    @property
    def is_settled(self):
        """The goal that came of it has been sent or decided about; the centre can no longer think again."""
        return self.goal is not None and self.goal.state not in EDITABLE | {GoalState.DROPPED}


class Lineage(models.Model):
    """Which goal of an earlier year a goal continues. Rows are only added and the last one about a goal holds, so that
    an older year can come in after a newer one; without `previous` it is decided that the goal continues none.

    Both are goals as first written.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="lineage", verbose_name=_("cíl"))
    previous = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="continued_by", verbose_name=_("navazuje na")
    )
    # How editions call the two, where both had come out when it was found: the public reads these, and no goal.
    year = models.PositiveSmallIntegerField(_("rok"), null=True)
    number = models.PositiveSmallIntegerField(_("číslo"), null=True)
    previous_year = models.PositiveSmallIntegerField(_("rok předchozího"), null=True)
    previous_number = models.PositiveSmallIntegerField(_("číslo předchozího"), null=True)
    # Empty for what was known before these rows were.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("kdo"))
    at = models.DateTimeField(_("kdy"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("návaznost cíle")
        verbose_name_plural = _("návaznosti cílů")
        constraints = [
            models.CheckConstraint(condition=~Q(goal=models.F("previous")), name="lineage_leads_to_another_goal")
        ]

    def __str__(self):
        return f"{self.goal} → {self.previous or '–'}"


class Measure(models.Model):
    """What is measured, by how much, how often and by when: the same columns in a draft and in an edition."""

    kind = models.CharField(_("druh"), max_length=20, choices=Kind)
    comparator = models.CharField(_("porovnání"), max_length=10, choices=Comparator, default=Comparator.MIN)
    value = models.DecimalField(_("hodnota"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("jednotka"), max_length=200, blank=True)
    # Of a unit that the table of nouns does not know: "kurz, kurzy, kurzu, kurzů".
    unit_forms = models.CharField(_("tvary jednotky"), max_length=400, blank=True)
    window = models.CharField(_("období"), max_length=10, choices=Window, blank=True)
    deadline = models.DateField(_("termín"), null=True, blank=True)
    # Of an increase: from what; `value` says by how much, negative for a decrease.
    baseline = models.DecimalField(_("výchozí stav"), max_digits=12, decimal_places=2, null=True, blank=True)
    is_relative = models.BooleanField(_("v procentech"), default=False)
    scope = models.CharField(_("platí pro"), max_length=10, choices=Scope, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"))

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return self.get_kind_display()


class Target(Measure):
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets", verbose_name=_("cíl"))

    class Meta(Measure.Meta):
        verbose_name = _("cílová hodnota")
        verbose_name_plural = _("cílové hodnoty")
        constraints = [
            models.CheckConstraint(condition=one_of("kind", Kind), name="target_kind_is_known"),
            models.CheckConstraint(condition=one_of("comparator", Comparator), name="target_comparator_is_known"),
            models.CheckConstraint(condition=Q(window="") | one_of("window", Window), name="target_window_is_known"),
            models.CheckConstraint(
                condition=Q(value=None)
                | Q(value__gte=0, value__lt=10**10)
                | Q(kind=Kind.INCREASE, value__gt=-(10**10), value__lt=10**10),
                name="target_value_is_sensible",
            ),
            models.CheckConstraint(
                condition=Q(baseline=None)
                | Q(kind=Kind.INCREASE, baseline__gt=0, baseline__lt=10**10)
                | Q(kind=Kind.INCREASE, baseline=0, is_relative=False),
                name="target_baseline_is_sensible",
            ),
            models.CheckConstraint(condition=Q(scope="") | one_of("scope", Scope), name="target_scope_is_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted([Kind.COUNT, Kind.FREQUENCY, Kind.LEVEL, Kind.SHARE, Kind.INCREASE]))
                | Q(value__isnull=False),
                name="target_number_is_there_where_the_kind_needs_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.FREQUENCY) | ~Q(window=""), name="target_frequency_has_a_window"
            ),
            models.UniqueConstraint(fields=["goal", "position"], name="target_position_is_free"),
        ]
