"""Strategic and long-term goals of the example: written by the department head, approved by the director."""

from datetime import datetime

from cpic.example import people
from cpic.example.preparation import PRAGUE
from goals.deciding import APPROVE, Verdict, decide
from goals.reading import read_targets
from goals.states import Level
from goals.submitting import submit
from goals.writing import Content, TargetContent, create
from goals.years import commitment

WRITTEN_AT = datetime(2026, 1, 12, 10, 0, tzinfo=PRAGUE)
APPROVED_AT = datetime(2026, 1, 20, 10, 0, tzinfo=PRAGUE)
GOALS = (
    (Level.STRATEGIC, "Do konce roku 2030 nabídnout cizincům integrační služby srovnatelné úrovně ve 14 krajích."),
    (Level.LONG_TERM, "Nejméně čtyřikrát ročně v každém kraji zjistit, v jaké situaci cizinci jsou."),
    (Level.LONG_TERM, "Nejméně dvakrát ročně se účastnit regionální platformy s úřady a neziskovými organizacemi."),
    (Level.LONG_TERM, "Každý rok uspořádat v síti nejméně 200 sociokulturních kurzů."),
)


def write_commitment():
    writer, director = people.person(people.DEPARTMENT_HEAD), people.person(people.DIRECTOR)
    document = commitment()
    goals = [create(document, _content(text), by=writer, level=level, now=WRITTEN_AT) for level, text in GOALS]
    sent = submit(goals, by=writer, now=WRITTEN_AT)
    decide([Verdict(goal, APPROVE) for goal in sent], by=director, now=APPROVED_AT)


def _content(text):
    targets = read_targets(text, year=WRITTEN_AT.year)
    return Content(text, tuple(TargetContent.of(target) for target in targets))
