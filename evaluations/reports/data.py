"""How goals stood and how they ended, as open data: of interim reports and of evaluations in the same columns, and
nothing that was said inside."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from evaluations.models import Report, ReportTarget
from evaluations.reports import public
from evaluations.states import Result, Status
from goals.data.datasets import DataColumn, DataSet, Reference, Type
from goals.data.sources import DataSource, centre_columns, measure_columns, of_centre, origin
from goals.states import Level

KEYWORDS = ("plnění cílů", "centra na podporu integrace cizinců", "integrace")


def _of_report(name):
    return attrgetter("report.year" if name == "first_year" else f"report.{name}")


def _goals(report):
    """Goals of the network have no number there; a row is known by its place, which is frozen like the rest."""
    goals = list(report.goals.select_related("report", "centre").order_by("pk"))
    for place, goal in enumerate(goals, start=1):
        goal.place = place
    return goals


def _targets(report):
    places = {pk: place for place, pk in enumerate(report.goals.order_by("pk").values_list("pk", flat=True), start=1)}
    targets = ReportTarget.objects.filter(report=report).select_related("report").order_by("goal", "position")
    for target in targets:
        target.place = places[target.goal_id]
    return targets


def _data_sets(name, number, goals, targets, *more):
    """Of a kind of reports: how the goals stand, and below them the targets."""
    place = DataColumn("radek", Type.WHOLE, "Pořadí cíle ve zprávě.", attrgetter("place"))
    key = ("rok", "vydani", "radek")
    of_goals = DataSet(
        name,
        *goals,
        KEYWORDS,
        (
            *origin(_of_report, number),
            place,
            DataColumn("k_datu", Type.DAY, "Ke kterému dni.", attrgetter("report.as_of")),
            DataColumn("podle_vydani", Type.WHOLE, "Vydání, podle kterého se hodnotí.", attrgetter("report.edition")),
            DataColumn("cislo", Type.WHOLE, "Číslo cíle ve vydání.", attrgetter("number"), may_be_empty=True),
            DataColumn("uroven", Type.TEXT, "Čí cíl to je.", attrgetter("level"), words=dict(Level.choices)),
            *centre_columns(of_centre),
            DataColumn("zneni", Type.TEXT, "Znění, které se hodnotí.", attrgetter("text")),
            DataColumn(
                "stav", Type.TEXT, "Jak cíl stojí podle čísel.", attrgetter("state"), words=dict(Status.choices)
            ),
            DataColumn("duvod", Type.TEXT, "Z čeho to plyne.", attrgetter("reason"), may_be_empty=True),
            *more,
        ),
        key,
        _goals,
    )
    of_targets = DataSet(
        f"{name}-hodnoty",
        *targets,
        KEYWORDS,
        (
            *origin(_of_report, number),
            place,
            DataColumn("poradi", Type.WHOLE, "Pořadí hodnoty u cíle.", attrgetter("position")),
            *measure_columns(),
            DataColumn("dosazeno", Type.NUMBER, "Kolik se dosáhlo.", attrgetter("achieved"), may_be_empty=True),
            DataColumn(
                "z_kolika", Type.NUMBER, "Z kolika; u pravidelných období.", attrgetter("aim"), may_be_empty=True
            ),
            DataColumn(
                "ocekavano", Type.NUMBER, "Kolik mělo být k tomu dni.", attrgetter("expected"), may_be_empty=True
            ),
            DataColumn("stav", Type.TEXT, "Jak hodnota stojí.", attrgetter("state"), words=dict(Status.choices)),
        ),
        (*key, "poradi"),
        _targets,
        (Reference(key, of_goals, key),),
    )
    return of_goals, of_targets


STANDINGS = _data_sets(
    "stav",
    "Číslo zveřejněného stavu v roce.",
    (_("Průběžný stav: cíle"), _("Jak cíle stojí ke konci měsíce a z čeho to plyne.")),
    (_("Průběžný stav: cílové hodnoty"), _("Kolik se z které hodnoty dosáhlo a kolik mělo být.")),
)
EVALUATIONS = _data_sets(
    "hodnoceni",
    "Číslo vyhodnocení roku.",
    (_("Vyhodnocení cílů"), _("Jak který cíl za celý rok dopadl.")),
    (_("Vyhodnocení cílových hodnot"), _("Kolik se z které hodnoty za celý rok dosáhlo.")),
    DataColumn("navrzeno", Type.TEXT, "Výsledek podle čísel.", attrgetter("proposed"), True, dict(Result.choices)),
    DataColumn("vysledek", Type.TEXT, "Jak cíl dopadl.", attrgetter("result"), True, dict(Result.choices)),
    DataColumn("vysvetleni", Type.TEXT, "Proč jinak, než říkají čísla.", attrgetter("explanation"), may_be_empty=True),
)


def _standing(year, number=None):
    report = None if number else public.last_interim_report(year)
    return report or public.interim_report_of(year, number or 1)


def _newest(reports):
    return lambda: list(reports(Report.objects).current().order_by("-year"))


ISSUED = {
    "year": attrgetter("year"),
    "issued_on": attrgetter("released_on"),
    "issued_at": attrgetter("released_at"),
}
SOURCES = [
    DataSource(
        STANDINGS,
        _newest(lambda reports: reports.interim()),
        _standing,
        frequency="MONTHLY",
        issued=Report.objects.interim,
        **ISSUED,
    ),
    DataSource(
        EVALUATIONS,
        _newest(lambda reports: reports.evaluations()),
        public.evaluation_of,
        frequency="ANNUAL",
        issued=Report.objects.evaluations,
        **ISSUED,
    ),
]
