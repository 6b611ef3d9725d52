"""A small network with a target of every kind, for years that are lived through: four teams, one with a branch."""

from datetime import date, datetime

from centres.models import Role
from cpic.example import FIXTURES
from evaluations.records.sources import load_indicators
from goals.models import Notice, Plan, Target
from goals.states import Comparator, Kind, Level, Window
from tests.factories import (
    PRAGUE,
    approve,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_network_goal,
    make_region,
    make_user,
)

YEAR = 2026
PUBLISHED_AT = datetime(2025, 12, 15, 8, 0, tzinfo=PRAGUE)
COURSES, CLIENTS = "sociokulturních kurzů", "nových klientů"


def make_year(published_at=PUBLISHED_AT):
    """The small network with its heads and staff, its year as published, its long-term goals as approved."""
    load_indicators(FIXTURES)
    document = make_document(YEAR)
    region = make_region(nuts3="CZ031")
    main, other, far = (make_centre(slug=slug, region=region) for slug in ("hlavni", "druhe", "daleke"))
    branch = make_centre(slug="pobocka", region=region, parent=main)
    joined = make_centre(slug="bez-cilu", region=region, parent=main)
    teams = [main, branch, other, far]
    Plan.objects.bulk_create(Plan(document=document, centre=centre) for centre in teams)
    for centre in [*teams, joined]:
        make_user(Role.HEAD, centre=centre, email=f"vedouci.{centre.slug}@example.cz")
        make_user(Role.STAFF, centre=centre, email=f"pracovnik.{centre.slug}@example.cz")
    director = make_user(Role.DIRECTOR, email="reditel@example.cz")
    goals = [make_goal(document, centre=centre, **facts) for centre in teams for facts in GOALS[centre.slug]]
    make_edition(document, *goals, now=published_at)
    for text, targets in LONG_TERM:
        goal = make_network_goal(level=Level.LONG_TERM, text=text)
        Target.objects.bulk_create(Target(goal=goal, position=at, **one) for at, one in enumerate(targets, start=1))
        approve(goal, by=director, now=published_at)
    Notice.objects.all().delete()  # of how the year came out
    return document


def _goal(text, *targets):
    return {"text": text, "targets": targets}


def _count(value, unit, **facts):
    return {"kind": Kind.COUNT, "value": value, "unit": unit} | facts


def _often(value, window, unit):
    return {"kind": Kind.FREQUENCY, "value": value, "window": window, "unit": unit}


NARRATIVE = {"kind": Kind.NARRATIVE, "comparator": Comparator.EXACT}
MILESTONE = {"kind": Kind.MILESTONE, "comparator": Comparator.EXACT, "deadline": date(YEAR, 10, 31)}
GOALS = {
    "hlavni": [
        _goal("Uspořádat 12 sociokulturních kurzů.", _count(12, COURSES)),
        _goal("Dva výjezdy do terénu měsíčně.", _often(2, Window.MONTH, "výjezdů")),
        _goal("Mít 2 000 sledujících.", {"kind": Kind.LEVEL, "value": 2000, "unit": "sledujících"}),
        _goal("Lépe informovat komunitu.", NARRATIVE),
    ],
    "pobocka": [
        _goal("Uspořádat 6 sociokulturních kurzů.", _count(6, COURSES)),
        _goal("Každý pracovník absolvuje školení.", {"kind": Kind.EACH, "value": 1, "unit": "každý pracovník"}),
        _goal("Do konce října najít nové prostory.", MILESTONE),
    ],
    "druhe": [
        _goal("Poradit 300 novým klientům.", _count(300, CLIENTS)),
        _goal("Mít 90 % spokojených účastníků.", {"kind": Kind.SHARE, "value": 90, "unit": "% spokojených"}),
        _goal("Oslovit 8 organizací.", _count(8, "organizací")),
        _goal("Vydat 5 letáků a absolvovat 4 školení.", _count(5, "letáků"), _count(4, "školení")),
    ],
    "daleke": [
        _goal("Jedno setkání s komunitou za čtvrtletí.", _often(1, Window.QUARTER, "setkání")),
        _goal("Absolvovat 3 školení o důchodech.", _count(3, "školení")),
        _goal("Absolvovat 2 školení o vykořisťování.", _count(2, "školení")),
        _goal("Zúčastnit se ročně 5 platforem.", _often(5, Window.YEAR, "platforem")),
        _goal("Uspořádat 7 výstav.", _count(7, "výstav")),
    ],
}
LONG_TERM = [
    ("Uspořádat v síti 60 sociokulturních kurzů.", [_count(60, COURSES)]),
    (
        "Mít v síti 5 000 sledujících a poradit 900 klientům.",
        [
            {"kind": Kind.LEVEL, "value": 5000, "unit": "sledujících"},
            _count(900, CLIENTS),
        ],
    ),
]
