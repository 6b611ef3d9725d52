"""One thing that several centres count, over centres and years: which things there are, and what each goal says of it.

Only frozen rows are read: what is aimed at from the edition that holds, how it stands from the year's evaluation or its
last standing. Numbers of several goals are never added up: each keeps its own target, wording and address. A thing is
known by what is measured and its unit, as they were frozen; spelling alone does not make two of one."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from centres.languages import is_czech, left_czech
from evaluations.models import Report, ReportTarget
from evaluations.progress import charts
from evaluations.progress.shown import Shown
from evaluations.reports.course import same_target
from evaluations.reports.public import said
from evaluations.states import ReportKind, Status
from goals.amounts import group_of, is_times
from goals.data.datasets import DataColumn, DataSet, Type
from goals.data.sources import centre_columns, measure_columns, of_centre
from goals.formatting import describe, format_number, many, percent
from goals.models import Edition, EditionTarget
from goals.public.queries import NotPublished
from goals.states import Kind, Level

# Parts of addresses, which stay; what has no number cannot be compared.
NAMES = {
    Kind.COUNT: "pocet",
    Kind.FREQUENCY: "pravidelne",
    Kind.LEVEL: "uroven",
    Kind.SHARE: "podil",
    Kind.INCREASE: "zmena",
    Kind.EACH: "kazdy",
}
LONGEST_NAME = 80
MOST_BARS = 60  # of a chart; a longer one shows the last years only


@dataclass(frozen=True)
class Thing:
    """What is counted: its address, and how many centres and years have it."""

    name: str
    kind: Kind
    unit: str  # as most goals write it
    unit_forms: str
    goals: int
    centres: int
    years: tuple[int, ...]  # the newest first

    @property
    def url(self):
        return reverse("comparison", args=[self.name])

    @property
    def label(self):
        """ "kurzů", or without a unit what is measured."""
        unit = self.unit.removeprefix("%").strip()
        if not unit or is_times(unit):
            return str(self.kind.label)
        if self.kind == Kind.EACH:
            return left_czech(group_of(unit))
        return left_czech(many(unit, self.unit_forms))

    @property
    def title(self):
        """ "počet kurzů", "sledujících (úroveň)"."""
        kind = str(self.kind.label)
        if self.label == kind:
            return kind
        return f"{kind} {self.label}" if self.kind == Kind.COUNT and is_czech() else f"{self.label} ({kind})"

    @property
    def head(self):
        """The same for the head of a page, where no word can be marked as Czech."""
        return self.title if is_czech() else str(self.kind.label)

    @property
    def is_shared(self):
        """Whether there is anything to put side by side."""
        return self.centres > 1 or len(self.years) > 1


def name_of(target):
    """ "pocet-kurzu": the same for what differs in nothing but case, spaces and diacritics."""
    unit = "" if is_times(target.unit) else slugify(target.unit)[:LONGEST_NAME].strip("-")
    return "-".join(filter(None, [NAMES[target.kind], unit]))


def _targets():
    targets = EditionTarget.objects.filter(
        edition__in=Edition.objects.operational().current(), goal__level=Level.OPERATIONAL, kind__in=NAMES
    )
    return targets.select_related("goal__centre", "edition")


def things():
    """All that is counted in the editions that hold, what most goals count first."""
    rows = _targets().order_by("-edition__year", "goal__number", "position")
    rows = rows.values_list("kind", "unit", "unit_forms", "edition__year", "goal__centre__slug", "goal", named=True)
    found = {}
    for row in rows:
        found.setdefault(name_of(row), []).append(row)
    things = [_thing(name, rows) for name, rows in found.items()]
    return sorted(things, key=lambda thing: (-thing.goals, thing.name))


def _thing(name, rows):
    (unit, forms), _count = Counter((row.unit.strip(), row.unit_forms) for row in rows).most_common(1)[0]
    centres = {row.goal__centre__slug for row in rows}
    years = tuple(sorted({row.edition__year for row in rows}, reverse=True))
    goals = len({row.goal for row in rows})
    return Thing(name, Kind(rows[0].kind), unit, forms, goals, len(centres), years)


@dataclass(frozen=True)
class Compared:
    """One target of one goal, and what the last report of its year says of it, where it says anything."""

    target: EditionTarget
    report: Report | None
    shown: Shown | None
    status: str  # of the goal: how it ended or, before that, how it stands
    has_other_wording: bool

    @property
    def goal(self):
        return self.target.goal

    @property
    def year(self):
        return self.target.edition.year

    @property
    def centre(self):
        return self.goal.centre

    @property
    def url(self):
        return reverse("goal", args=[self.year, self.goal.number])

    @property
    def is_final(self):
        return self.report is not None and self.report.kind == ReportKind.EVALUATION

    @property
    def value(self):
        """On the scale of the chart: of a rhythm the share of its windows, as a month is no equal of a quarter."""
        if self.shown is None or self.shown.achieved is None:
            return None
        if self.in_percent:
            return 100 * self.shown.achieved / self.shown.aim if self.shown.aim else None
        return self.shown.achieved

    @property
    def aim(self):
        if self.shown is None or self.shown.aim is None:
            return None
        return Decimal(100) if self.in_percent else self.shown.aim

    @property
    def in_percent(self):
        return self.target.kind in {Kind.FREQUENCY, Kind.EACH}

    @property
    def words(self):
        """Behind the bar: "7 z 12", "8 z 9 měsíců"; the unit stands above the chart."""
        if self.shown is None:
            return _("zatím bez stavu")
        if self.shown.achieved is None:
            return _("bez údaje")
        if len(self.shown.windows) > 1:
            return self.shown.numbers
        done = format_number(self.shown.achieved)
        if self.target.kind == Kind.SHARE:
            done = percent(done)
        if self.shown.aim is None:
            return done
        aim = format_number(self.shown.aim)
        aim = percent(aim) if self.target.kind == Kind.SHARE else aim
        return _("%(done)s, cíl %(aim)s") % {"done": done, "aim": aim}


@dataclass(frozen=True)
class Comparison:
    thing: Thing
    rows: list[Compared]  # by centres in the order of the newest document, the newest year first
    reports: dict  # by year, of those years that have let something out

    @property
    def years(self):
        return self.thing.years

    @cached_property
    def centres(self):
        """Each centre with what it says of each year, for the table."""
        found = []
        for _slug, rows in groupby(self.rows, key=attrgetter("centre.slug")):
            rows = list(rows)
            cells = [[row for row in rows if row.year == year] for year in self.years]
            found.append({"centre": rows[0].centre, "cells": cells})
        return found

    @property
    def in_percent(self):
        return any(row.in_percent for row in self.rows)

    @property
    def wordings(self):
        """How many different targets there are, each as a phrase, most frequent first."""
        return Counter(describe(row.target) for row in self.rows).most_common()

    @cached_property
    def drawn_years(self):
        """The newest, and older ones while the chart does not grow too long."""
        drawn, bars = [], 0
        for year in self.years:
            bars += sum(row.year == year for row in self.rows)
            if drawn and bars > MOST_BARS:
                break
            drawn.append(year)
        return drawn

    @property
    def chart(self):
        """Centres with their bars, and where all of it lies; None where no number has come out."""
        drawn = [
            (found["centre"], [row for row in self.rows if row.centre.slug == found["centre"].slug])
            for found in self.centres
        ]
        drawn = [(centre, [row for row in rows if row.year in self.drawn_years]) for centre, rows in drawn]
        drawn = [(centre, rows) for centre, rows in drawn if rows]
        if all(row.value is None for _centre, rows in drawn for row in rows):
            return None
        chart = charts.bar_chart([[(row.value, row.aim) for row in rows] for _centre, rows in drawn])
        groups = [
            {"centre": centre, "name_at": group.name_at, "bars": list(zip(group.bars, rows, strict=True))}
            for group, (centre, rows) in zip(chart.groups, drawn, strict=True)
        ]
        return {"groups": groups, "height": chart.height, "foot": chart.foot}


def comparison_of(name):
    """What all goals say of the thing; five queries, however many there are."""
    thing = next((thing for thing in things() if thing.name == name), None)
    if thing is None:
        raise NotPublished(
            _("Takovou věc v cílech center nikdo nepočítá."), url=reverse("comparisons"), label=_("Co se dá srovnat")
        )
    targets = _targets().filter(kind=thing.kind, edition__year__in=thing.years).prefetch_related("goal__targets")
    targets = [target for target in targets if name_of(target) == name]
    reports = {}
    for report in Report.objects.current().filter(year__in=thing.years).order_by("year"):
        if report.year not in reports or report.kind == ReportKind.EVALUATION:
            reports[report.year] = report
    rows = ReportTarget.objects.filter(
        report__in=list(reports.values()), goal__level=Level.OPERATIONAL, goal__number__isnull=False
    )
    in_reports = {}
    for row in rows.select_related("goal").prefetch_related("goal__targets"):
        in_reports.setdefault((row.report_id, row.goal.number), []).append(row)
    order, found = {}, []
    for target in sorted(targets, key=lambda one: (-one.edition.year, one.goal.centre.position)):
        order.setdefault(target.goal.centre.slug, len(order))
    for target in sorted(
        targets,
        key=lambda one: (order[one.goal.centre.slug], -one.edition.year, one.goal.number, one.position),
    ):
        report = reports.get(target.edition.year)
        others = in_reports.get((report.pk, target.goal.number), []) if report else []
        shown, row = same_target(target, others), others[0].goal if others else None
        status = (row.result or row.state or Status.UNRATED) if row else ""
        found.append(Compared(target, report, shown, status, row is not None and said(row) != said(target.goal)))
    return Comparison(thing, found, reports)


def _reported(name):
    return lambda row: getattr(row.shown, name) if row.shown else None


def _of_target(column):
    return DataColumn(
        column.name, column.type, column.about, lambda row: column.read(row.target), column.may_be_empty, column.words
    )


NUMBERS = DataSet(
    "srovnani",
    "Srovnání jedné hodnoty po centrech a letech",
    "Co si centra kladou, kolik z toho je a odkud to je.",
    (),
    (
        DataColumn("rok", Type.WHOLE, "Rok.", attrgetter("year")),
        DataColumn(
            "vydani", Type.WHOLE, "Číslo vydání, ze kterého je cílová hodnota.", attrgetter("target.edition.number")
        ),
        *centre_columns(of_centre),
        DataColumn("cislo", Type.WHOLE, "Číslo cíle.", attrgetter("goal.number")),
        DataColumn("zneni", Type.TEXT, "Schválené znění.", attrgetter("goal.text")),
        DataColumn("poradi", Type.WHOLE, "Pořadí hodnoty u cíle.", attrgetter("target.position")),
        *(_of_target(column) for column in measure_columns()),
        DataColumn(
            "zprava", Type.TEXT, "Z čeho je, kolik se dosáhlo.", lambda row: row.report and row.report.kind, True
        ),
        DataColumn("zprava_cislo", Type.WHOLE, "Její číslo.", lambda row: row.report and row.report.number, True),
        DataColumn("k_datu", Type.DAY, "Ke kterému dni.", lambda row: row.report and row.report.as_of, True),
        DataColumn("dosazeno", Type.NUMBER, "Kolik se dosáhlo.", _reported("achieved"), may_be_empty=True),
        DataColumn("z_kolika", Type.NUMBER, "Z kolika; u pravidelných období.", _reported("aim"), may_be_empty=True),
        DataColumn("stav", Type.TEXT, "Jak cíl stojí nebo dopadl.", attrgetter("status"), may_be_empty=True),
        DataColumn("jine_zneni", Type.TRUTH, "Zda zpráva hodnotí jiné znění.", attrgetter("has_other_wording")),
        DataColumn("adresa", Type.TEXT, "Adresa cíle na tomto webu.", attrgetter("url")),
    ),
    ("rok", "cislo", "poradi"),
    attrgetter("rows"),
)
"""The table of a comparison for programs, in the same columns as the open data that it is made of."""
