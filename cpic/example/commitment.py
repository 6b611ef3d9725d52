"""Strategic and long-term goals of the example: written by the department head, approved by the director."""

from dataclasses import replace
from datetime import datetime

from cpic.example import people
from cpic.example.preparation import PRAGUE
from goals.deciding import APPROVE, Verdict, decide
from goals.reading import read_targets
from goals.states import Level
from goals.submitting import submit
from goals.writing import Content, TargetContent, create, write
from goals.years import commitment

FIRST_YEAR = 2026
WRITTEN_AT = datetime(2025, 10, 6, 10, 0, tzinfo=PRAGUE)
APPROVED_AT = datetime(2025, 10, 15, 10, 0, tzinfo=PRAGUE)
SERVED_AT = datetime(2025, 11, 24, 10, 0, tzinfo=PRAGUE)
GOALS = (
    (Level.STRATEGIC, "Do konce roku 2030 nabídnout cizincům integrační služby srovnatelné úrovně ve 14 krajích."),
    (Level.LONG_TERM, "Nejméně čtyřikrát ročně v každém kraji zjistit, v jaké situaci cizinci jsou."),
    (Level.LONG_TERM, "Nejméně dvakrát ročně se účastnit regionální platformy s úřady a neziskovými organizacemi."),
    (Level.LONG_TERM, "Každý rok uspořádat v síti nejméně 200 sociokulturních kurzů."),
)

SERVED = {"sociokulturní": GOALS[3][1], "platform": GOALS[2][1], "plánování": GOALS[2][1]}
"""Which words of a centre's goal say that it serves which long-term goal."""


def write_commitment():
    writer, director = people.person(people.DEPARTMENT_HEAD), people.person(people.DIRECTOR)
    document = commitment()
    goals = [create(document, _content(text), by=writer, level=level, now=WRITTEN_AT) for level, text in GOALS]
    sent = submit(goals, by=writer, now=WRITTEN_AT)
    decide([Verdict(goal, APPROVE) for goal in sent], by=director, now=APPROVED_AT)


def _content(text):
    targets = read_targets(text, year=FIRST_YEAR)
    return Content(text, tuple(TargetContent.of(target) for target in targets))


def serve(goals):
    """Say of the centres' drafts which long-term goal they serve, where their words say so and it is there already."""
    long_term = {goal.text: goal.pk for goal in commitment().goals.all()}
    for goal in goals:
        served = next((text for word, text in SERVED.items() if word in goal.text.lower()), None)
        if served in long_term:
            content = replace(Content.of(goal), serves_id=long_term[served])
            write(goal, content, by=people.head_of(goal.centre.slug), now=SERVED_AT)
