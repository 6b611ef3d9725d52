"""What the public may see of an evaluation, read from frozen rows for pages and for the PDF. Every query here starts at
a report; working rows are out of reach."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date

from django.db.models import Max, Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.models import Centre, Erasure, Region
from evaluations.models import Report, ReportGoal
from evaluations.progress import captions
from evaluations.states import COUNTED, ReportKind, Result, Status
from goals.formatting import describe, format_date, percent, typeset
from goals.pdf import short_checksum
from goals.public.feeds import FeedEntry, FeedSource, came_out
from goals.public.queries import NotPublished
from goals.states import Level


@dataclass(frozen=True)
class Outlook:
    """The year's evaluation, or before that its last interim report, as lists of goals need it."""

    report: Report
    goals: dict  # by their number in the year's document

    @property
    def is_evaluation(self):
        return self.report.kind == ReportKind.EVALUATION

    @property
    def counts(self):
        return count(self.goals.values(), is_evaluation=self.is_evaluation)

    def of(self, goal):
        """What the report says of a goal of an edition, or None where it says nothing of it."""
        row = self.goals.get(goal.number)
        return row and ShownGoal(row, self.report, has_other_wording=said(row) != said(goal))


@dataclass(frozen=True)
class ShownGoal:
    row: ReportGoal
    report: Report
    has_other_wording: bool  # an edition newer than the report has changed it

    @property
    def main(self):
        """The target that stands for the goal in a list: the first that has a number."""
        targets = self.row.targets_shown
        return next((target for target in targets if target.aim is not None), None)


def said(goal):
    return goal.text, tuple(describe(target) for target in goal.targets.all())


def count(goals, *, is_evaluation):
    return Counter(goal.result if is_evaluation else goal.state for goal in goals)


def share_of(part, whole):
    """In whole per cent, halves up; nothing of nothing is 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def outlook_of(year, numbers=None):
    """What the year has let out last, of all its goals or of those with the given numbers; None before the first."""
    reports = Report.objects.for_year(year).current()
    report = reports.evaluations().first() or reports.interim().first()
    if report is None:
        return None
    goals = report.goals.filter(level=Level.OPERATIONAL).select_related("centre").prefetch_related("targets")
    goals = goals if numbers is None else goals.filter(number__in=numbers)
    return Outlook(report, {goal.number: goal for goal in goals})


# Regions: how much of what they set themselves is well, as the map and the list beside it say it

BANDS = ((75, "most"), (50, "half"), (0, "few"))
"""From what share on, in per cent, and how the map calls it."""


@dataclass(frozen=True)
class RegionShare:
    """A region that has goals in the year; without counts where none of its goals stood in the report."""

    code: str
    name: str
    url: str
    counts: Counter
    is_evaluation: bool

    @property
    def good(self):
        return sum(self.counts[state] for state in ((Result.FULFILLED,) if self.is_evaluation else captions.GOOD))

    @property
    def judged(self):
        return self.total - self.counts[Result.UNJUDGED if self.is_evaluation else Status.UNRATED]

    @property
    def total(self):
        return self.counts.total()

    @property
    def share(self):
        """Of all its goals; None where nobody has judged any."""
        return share_of(self.good, self.total) if self.judged else None

    @property
    def band(self):
        return "none" if self.share is None else next(band for least, band in BANDS if self.share >= least)

    @property
    def count(self):
        """What stands in the map."""
        return "–" if self.share is None else percent(str(self.share))

    @property
    def words(self):
        """ "Splněno 7 z 12 cílů." """
        if self.share is None:
            return _("Žádný cíl zatím není hodnocený.")
        if not self.is_evaluation:
            return captions.good_words(self.counts)
        facts = {"good": self.good, "of": captions.preposition(self.total), "all": self.total}
        if self.total == 1:
            return _("Splněno %(good)s %(of)s\u00a0%(all)s cíle.") % facts
        return _("Splněno %(good)s %(of)s\u00a0%(all)s cílů.") % facts


@dataclass(frozen=True)
class RegionShares:
    outlook: Outlook
    rows: list[RegionShare]
    outside: list[dict]  # regions in which another operator runs the centre, with the address of it
    without: list[dict]  # regions of ours that have no goals in the year

    @property
    def drawn(self):
        """All of them for the map."""
        others = [region | {"band": "outside", "count": ""} for region in self.outside + self.without]
        return [*self.rows, *others]


def region_shares(edition):
    """How the goals of the edition's year stand region by region; None before anything came out of it."""
    outlook = outlook_of(edition.year)
    if outlook is None:
        return None
    counts = {}
    for goal in outlook.goals.values():
        found = counts.setdefault(goal.centre.nuts3, Counter())
        found[goal.result if outlook.is_evaluation else goal.state] += 1
    places = {place.slug: place for place in edition.centres.all()}
    regions = {place.nuts3: place.region for place in places.values()}
    year_url = reverse("year", args=[edition.year])
    first, last = date(edition.year, 1, 1), date(edition.year, 12, 31)
    rows, outside, without = [], [], []
    there = list(Centre.objects.open_between(first, last).select_related("region").order_by("position"))
    own = {centre.operator_id for centre in there if centre.slug in places}
    for region in Region.objects.all():
        centres = [centre for centre in there if centre.region_id == region.pk]
        if region.nuts3 in regions:
            facts = region.nuts3, regions[region.nuts3], f"{year_url}?region={region.nuts3}"
            rows.append(RegionShare(*facts, counts.get(region.nuts3, Counter()), outlook.is_evaluation))
        elif centres:
            side = without if any(centre.operator_id in own for centre in centres) else outside
            url = reverse("centre", args=[centres[0].slug])
            side.append({"code": region.nuts3, "name": region.name, "url": url})
    return RegionShares(outlook, rows, outside, without)


def latest_year():
    """The newest year that has let out a standing or its evaluation, or None."""
    return Report.objects.aggregate(latest=Max("year"))["latest"]


def interim_reports_of(year):
    goals = ReportGoal.objects.filter(level=Level.OPERATIONAL).only("state", "result", "report")
    reports = Report.objects.for_year(year).interim().order_by("-number")
    reports = list(reports.prefetch_related(Prefetch("goals", goals)))
    if not reports:
        raise not_yet(year, _("Průběžný stav cílů na rok %(year)s zatím není zveřejněný.") % {"year": year})
    gone = set(Erasure.objects.withdrawing(Report).values_list("row", flat=True))
    return [
        {
            "report": report,
            "counts": count(report.goals.all(), is_evaluation=False),
            "is_withdrawn": report.pk in gone,
        }
        for report in reports
    ]


def interim_report_of(year, number):
    report = Report.objects.for_year(year).interim().filter(number=number).first()
    if report is None:
        facts = {"year": year, "number": number}
        raise not_yet(year, _("Stav číslo %(number)s cílů na rok %(year)s není zveřejněný.") % facts)
    return report


def last_interim_report(year):
    return Report.objects.for_year(year).interim().current().first()


def evaluation_of(year, number=None):
    """The one of that number, or the last one, which holds."""
    found = Report.objects.for_year(year).evaluations().prefetch_related("files").order_by("-number")
    report = (found if number is None else found.filter(number=number)).first()
    if report is None:
        raise not_yet(year, _("Vyhodnocení roku %(year)s zatím není zveřejněné.") % {"year": year})
    return report


def not_yet(year, message):
    label = _("Cíle na rok %(year)s") % {"year": year}
    return NotPublished(message, url=reverse("year", args=[year]), label=label)


# Centres and goals of a report, and how they ended


def content_of(report):
    return {"centres": centres_of(report), "network": network_of(report)}


@dataclass(frozen=True)
class ResultsRow:
    """One line of the table of results: who, and how many goals ended how."""

    name: str
    slug: str
    counts: Counter

    @property
    def total(self):
        return self.counts.total()

    @property
    def cells(self):
        """Number and share for each result, in order."""
        return [
            {"label": COUNTED[result], "count": self.counts[result], "share": self.share(result)} for result in Result
        ]

    @property
    def share_fulfilled(self):
        return self.share(Result.FULFILLED)

    def share(self, result):
        return share_of(self.counts[result], self.total)


def centres_of(report):
    """Centres in document order, each with its goals and their targets; three queries."""
    goals = ReportGoal.objects.order_by("pk").prefetch_related("targets")
    return list(report.centres.prefetch_related(Prefetch("goals", goals, to_attr="goals_shown")))


def network_of(report):
    return list(report.goals.filter(centre=None).prefetch_related("targets").order_by("pk"))


def table_of(centres):
    """A row for each centre and one for the network."""
    rows = [
        ResultsRow(centre.name, centre.slug, Counter(goal.result for goal in centre.goals_shown)) for centre in centres
    ]
    return {"rows": rows, "network": ResultsRow("", "", sum((row.counts for row in rows), Counter()))}


# The PDF


def evaluation_html(report):
    """The same text for the same rows, whatever the reader's language, the time zone or the settings."""
    centres = centres_of(report)
    half = (len(centres) + 1) // 2
    with translation.override("cs"):
        facts = (
            (_("Zveřejněno"), typeset(format_date(report.released_on))),
            (_("Schválil/a"), typeset(report.get_approved_by_role_display())),
            (_("Podle znění"), typeset(_("vydání %(number)s") % {"number": report.edition})),
            (_("Počet center"), str(len(centres))),
            (_("Počet cílů"), str(sum(len(centre.goals_shown) for centre in centres))),
            (_("Kontrolní součet"), short_checksum(report.checksum)),
        )
        context = {
            "title": typeset(report.title),
            "year": report.year,
            "moment": report.released_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "facts": facts,
            "narrative": report.narrative,
            "number": report.number,
            "erratum": report.erratum,
            "omissions": report.omissions,
            "table": table_of(centres),
            "contents": (centres[:half], centres[half:]) if len(centres) > 2 else (),
            "centres": centres,
            "network": network_of(report),
        }
        return render_to_string("pdf/evaluation.html", context)


def _newest(reports, slug):
    for report in came_out(reports, slug):
        text = report.erratum or report.narrative
        yield FeedEntry(report.heading, report.get_absolute_url(), report.released_at, text)


FEEDS = {
    "stav": FeedSource(gettext_lazy("Průběžné stavy"), lambda slug=None: _newest(Report.objects.interim(), slug)),
    "vyhodnoceni": FeedSource(
        gettext_lazy("Vyhodnocení"), lambda slug=None: _newest(Report.objects.evaluations(), slug)
    ),
}
