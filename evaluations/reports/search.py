"""What the public finds of evaluations: the last standing of each year and its evaluation, from frozen rows."""

from collections.abc import Iterator

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluations.models import Report, ReportCentre, ReportGoal
from evaluations.reports.public import outlook_of
from evaluations.states import ReportKind, Result, Status
from goals.search.published import in_one
from goals.search.rows import ResultKind, SearchRow, search_row
from goals.states import Level

KINDS = {
    ReportKind.EVALUATION: ResultKind("evaluation", _("Vyhodnocení roku")),
    ReportKind.INTERIM: ResultKind("standing", _("Průběžný stav")),
}

# What its page begins with; the words of the description that whoever shares it reads.
ABOUT = {
    ReportKind.EVALUATION: _("%(title)s: kolik cílů se splnilo, v kterém centru a proč."),
    ReportKind.INTERIM: _("%(title)s: které cíle center se plní, které jsou ohrožené a podle jakých čísel."),
}

PAGES = [
    (
        "comparisons",
        _("Srovnání center a let"),
        _("Co centra počítají a jak se to lišilo po centrech a letech; dva roky celé sítě vedle sebe."),
    ),
]


def statuses_of(year: int) -> dict[int, Result | Status]:
    """How its goals ended or, before that, how they stand, by number."""
    outlook = outlook_of(year)
    return {number: _status(goal.state, goal.result) for number, goal in outlook.goals.items()} if outlook else {}


def _status(state: str, result: str) -> Result | Status:
    return Result(result) if result else Status(state)


def report_rows() -> Iterator[SearchRow]:
    """A goal is found by its wording and by what the report says of it."""
    reports = list(Report.objects.current().order_by("-year", "kind"))
    goals = ReportGoal.objects.filter(report__in=reports).select_related("report", "centre")
    centres = ReportCentre.objects.filter(~Q(narrative=""), report__in=reports).select_related("report")
    for report in reports:
        omitted = [f"{one['name']}: {one['reason']}" for one in report.omissions]
        text = in_one([ABOUT[report.kind] % {"title": report.title}, *filter(None, [report.narrative]), *omitted])
        yield search_row(KINDS[report.kind], _url(report), text, title=report.title, year=report.year)
    for centre in centres.order_by("-report__year", "report__kind", "position"):
        facts = {"title": centre.name, "year": centre.report.year, "centre": centre.slug, "whose": centre.name}
        url = f"{_url(centre.report)}#centrum-{centre.slug}"
        yield search_row(KINDS[centre.report.kind], url, centre.narrative, beside=(centre.region,), **facts)
    place = F("centre__position").asc(nulls_first=True)  # those of the network first, on both engines
    for goal in goals.order_by("-report__year", "report__kind", place, "position", "id"):
        report, centre = goal.report, goal.centre
        is_operational = goal.level == Level.OPERATIONAL
        facts = {"number": goal.number} if is_operational else {"title": str(Level(goal.level).label).capitalize()}
        facts |= {"centre": centre.slug, "whose": centre.name} if centre else {}
        text = " ".join(filter(None, [goal.text, goal.explanation, goal.reason]))
        url = f"{_url(report)}#centrum-{centre.slug}" if centre else f"{_url(report)}#sit"
        status = _status(goal.state, goal.result)
        beside = (centre.region,) if centre else ()
        yield search_row(KINDS[report.kind], url, text, year=report.year, status=status, beside=beside, **facts)


def _url(report: Report) -> str:
    if report.kind == ReportKind.EVALUATION:
        return reverse("year-evaluation", args=[report.year])
    return reverse("year-standing", args=[report.year, report.number])
