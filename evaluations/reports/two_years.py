"""Two years of the network or of one centre side by side: what they set themselves, and how it ended where the year's
evaluation is out. Everything is read from the editions that hold and from evaluations."""

from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.models import Report, ReportGoal
from evaluations.reports.public import ResultsRow
from evaluations.states import ReportKind, Result
from goals.models import Edition, EditionGoal, Lineage
from goals.public.queries import NotPublished, current_editions, edition_of
from goals.states import Level

LINEAGE = ("year", "number", "previous_year", "previous_number")
EDITED = ("edition__year", "number", "continues_year", "continues_number")


@dataclass
class YearSide:
    """One of the two: its document and, where it is out, its evaluation."""

    edition: Edition
    evaluation: Report | None
    standing: Report | None  # the last one, where there is no evaluation
    goals: dict = field(default_factory=dict)  # by number
    results: dict = field(default_factory=dict)  # of the evaluation, by number

    @property
    def year(self):
        return self.edition.year

    def of_centre(self, slug):
        goals = {number: goal for number, goal in self.goals.items() if goal.centre.slug == slug}
        results = {number: goal for number, goal in self.results.items() if goal.centre and goal.centre.slug == slug}
        return YearSide(self.edition, self.evaluation, self.standing, goals, results)

    @property
    def counts(self):
        """How its goals ended, or None before that is out."""
        if self.evaluation is None:
            return None
        return ResultsRow("", "", Counter(goal.result for goal in self.results.values()))

    @property
    def measured(self):
        return sum(any(target.value is not None for target in goal.targets.all()) for goal in self.goals.values())

    @property
    def amended(self):
        """Goals whose wording of this edition changed an earlier one of the year."""
        return sum(bool(goal.reason) for goal in self.goals.values())


@dataclass(frozen=True)
class TwoYears:
    now: YearSide
    before: YearSide
    continued: dict  # number of this year's goal -> of that year's
    origin: YearSide  # that year of the whole network: what is carried on may have been another centre's

    def of_centre(self, slug):
        now, before = self.now.of_centre(slug), self.before.of_centre(slug)
        kept = {new: old for new, old in self.continued.items() if new in now.goals or old in before.goals}
        return TwoYears(now, before, kept, self.origin)

    @property
    def figures(self):
        """Lines of the table: what, that year, this year, and the difference where both say it."""
        now, before = self.now, self.before
        lines = [
            (_("Cíle"), len(before.goals), len(now.goals)),
            (_("s měřitelnou hodnotou"), before.measured, now.measured),
            (_("změněné během roku"), before.amended, now.amended),
        ]
        of_before, of_now = (side.counts.cells if side.counts else None for side in (before, now))
        for place, _result in enumerate(Result):
            cells = [cells[place] if cells else None for cells in (of_before, of_now)]
            label = next((cell["label"] for cell in cells if cell), None)
            if label:
                lines.append((label, *(cell and cell["count"] for cell in cells)))
        return [
            {
                "label": label,
                "before": old,
                "now": new,
                "change": None
                if old is None or new is None
                else f"{new - old:+d}".replace("-", "−").replace("+0", "0"),
            }
            for label, old, new in lines
        ]

    @property
    def shares(self):
        """The share fulfilled, of that year and of this one; None where nobody has evaluated a goal of it."""
        counts = [side.counts for side in (self.before, self.now)]
        return [each.share_fulfilled if each and each.total else None for each in counts]

    @property
    def carried_on(self):
        return sum(number in self.continued for number in self.now.goals)

    @property
    def new(self):
        return len(self.now.goals) - self.carried_on

    @property
    def left(self):
        """Goals of that year that nobody carries on."""
        taken = set(self.continued.values())
        return [goal for number, goal in self.before.goals.items() if number not in taken]

    @property
    def pairs(self):
        """Each goal of this year with the one it carries on, then those of that year that nobody does."""
        pairs = [(self.origin.goals.get(self.continued.get(number)), goal) for number, goal in self.now.goals.items()]
        pairs += [(goal, None) for goal in self.left]
        return [
            {
                "before": old,
                "before_result": old and self.origin.results.get(old.number),
                "now": new,
                "now_result": new and self.now.results.get(new.number),
            }
            for old, new in pairs
        ]

    @property
    def centres(self):
        """Each centre of either year, in the order of the newer document."""
        places = {goal.centre.slug: goal.centre for side in (self.before, self.now) for goal in side.goals.values()}
        newest = {goal.centre.slug: None for side in (self.now, self.before) for goal in side.goals.values()}
        return [{"centre": places[slug], "both": self.of_centre(slug)} for slug in newest]


def _change(old, new):
    """ "+3", "−1", "0"; nothing where one of the two is not known."""
    if old is None or new is None:
        return None
    return f"{new - old:+d}".replace("-", "−") if new != old else "0"


def two_years(year, other):
    """The year beside an earlier one; a constant number of queries."""
    if other >= year:
        raise NotPublished(
            _("Rok se srovnává s některým dřívějším."), url=reverse("year", args=[year]), label=str(year)
        )
    now, before = _side(year), _side(other)
    return TwoYears(now, before, _continued(now, before), before)


def _side(year):
    edition = edition_of(year)
    reports = list(Report.objects.for_year(year).current())
    evaluation = next((report for report in reports if report.kind == ReportKind.EVALUATION), None)
    standing = next((report for report in reports if report.kind == ReportKind.INTERIM), None)
    goals = EditionGoal.objects.filter(edition=edition, level=Level.OPERATIONAL, centre__isnull=False)
    goals = goals.select_related("centre").prefetch_related("targets").order_by("number")
    results = {}
    if evaluation:
        rows = ReportGoal.objects.filter(report=evaluation, level=Level.OPERATIONAL).select_related("centre")
        results = {goal.number: goal for goal in rows}
    return YearSide(edition, evaluation, standing, {goal.number: goal for goal in goals}, results)


def _continued(now, before):
    """Which goal of that year each goal of this one carries on, through the years in between where there are any."""
    current = EditionGoal.objects.filter(edition__in=Edition.objects.operational().current())
    current = current.filter(edition__year__gt=before.year, edition__year__lte=now.year, continues_year__isnull=False)
    rows = Lineage.objects.filter(year__gt=before.year, year__lte=now.year, previous_year__isnull=False).order_by("id")
    steps = {(year, number): (old, its) for year, number, old, its in rows.values_list(*LINEAGE)}
    steps |= {(year, number): (old, its) for year, number, old, its in current.values_list(*EDITED)}
    found = {}
    for number in now.goals:
        at, seen = steps.get((now.year, number)), set()
        while at and at[0] > before.year and at not in seen:  # within a year too, where a centre was closed
            seen.add(at)
            at = steps.get(at)
        if at and at[0] == before.year and at[1] in before.goals:
            found[number] = at[1]
    return found


def published_years():
    """The newest first."""
    return [edition.year for edition in current_editions()]
