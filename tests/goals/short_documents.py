"""Short documents of goals for the tests of the importer, and the centres that they speak of."""

import json

from django.conf import settings

from goals.importing import KnownCentre, lines_of, parse

CENTRES = [
    KnownCentre(
        "benesov", "CPIC Benešov", "Benešov", "Centrum na podporu integrace cizinců Středočeský kraj – Benešov"
    ),
    KnownCentre("plzen", "CPIC Plzeň", "Plzeň", "Centrum na podporu integrace cizinců pro Plzeňský kraj"),
    KnownCentre("kutna-hora", "CPIC Kutná Hora", "Kutná Hora"),
    KnownCentre("praha", "Integrační centrum Praha, o.p.s. (ICP)", "Praha"),
]
HEAD = "# Operační cíle center 2026\n\n"


def read(text, *, year=2026, centres=CENTRES):
    return parse(lines_of(text.encode(), ".md"), year=year, centres=centres)


def goals_of(text):
    """Wordings by the slug of their centre."""
    return {centre.slug: [goal.text for goal in centre.goals] for centre in read(text).centres}


def one_centre(text):
    return goals_of(f"{HEAD}## CPIC Benešov\n\n{text}")["benesov"]


def problems_of(text, **options):
    return [(problem.where, problem.message, problem.is_error) for problem in read(text, **options).problems]


def questions_of(text, **options):
    return [(it.where, it.message, it.reading) for it in read(text, **options).questions]


def known_centres():
    """All centres of the reference data, without a database."""
    regions, facts = (
        json.loads((settings.BASE_DIR / "fixtures" / name).read_text(encoding="utf-8"))
        for name in ("regions.json", "centres.json")
    )
    names = {it["nuts3"]: it["name"] for it in regions}
    return [
        KnownCentre(
            it["slug"], it["name"], it["town"], it["official_name"] or "", "" if it["parent"] else names[it["nuts3"]]
        )
        for it in facts
    ]


def goals_of_lines(lines):
    return {centre.slug: [goal.text for goal in centre.goals] for centre in parsed(lines).centres}


def parsed(lines):
    return parse(lines, year=2026, centres=CENTRES)
