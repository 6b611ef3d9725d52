"""Records of a simulated year: what feeds the targets, and what the centres count besides."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from evaluations.models import Indicator
from evaluations.recording.records import RecordContent, add, correct, remove
from evaluations.simulation.agenda import Step, last_day, moment, working_day
from evaluations.simulation.sentences import RECORD_NOTES, TOPICS, Topic
from evaluations.states import Adds

MISTYPED, TWICE = 0.04, 0.02  # of records are corrected, taken back
QUARTER = 3
WRITTEN_AT = 16  # o'clock, when the meetings of the day are over
# Read off or counted once in so many months by every centre without a target of it: from, to.
STATISTICS = {
    "klienti": (1, 9, 34),
    "smlouvy": (1, 20, 70),
    "sledujici": (1, 600, 1500),
    "spokojenost": (QUARTER, 82, 97),
    "pracovnici": (QUARTER, 3, 7),
    "tlumocnici": (QUARTER, 4, 11),
    "monitorovaci-zpravy": (QUARTER, 1, 1),
}
VILLAGES = "ABCDEFGH"
GROWTH = 1.03  # a month, of what is read off again and again
GROWING = frozenset({"sledujici"})


def steps(courses, team, last_days):
    """In order of the months; `last_days` are the days until which each month can be written."""
    own = courses.of_centre(team.centre)
    for course in own:
        for row in course.targets:
            if row.indicator:
                yield from _feeding(courses, team, row, last_days)
    fed = {row.indicator for course in own for row in course.targets if row.indicator and not row.topic}
    for indicator in Indicator.objects.active():
        if indicator not in fed:
            yield from _besides(courses, team, indicator, last_days)


def _feeding(courses, team, row, last_days):
    rolls = courses.dice("records", team.slug, row.target.goal.position, row.target.position)
    for one in row.happenings:
        content = _content(row.indicator, one.on, one.amount, row.topic, rolls)
        yield _step(team, content, rolls, last_days)


def _besides(courses, team, indicator, last_days):
    """Statistics of every month or quarter, and single things now and then."""
    rolls = courses.dice("besides", team.slug, indicator.slug)
    if indicator.slug in STATISTICS:
        found = _statistics(courses, indicator.slug, rolls)
    else:
        found = _now_and_then(courses, TOPICS.get(indicator.slug), rolls)
    for on, amount in found:
        yield _step(team, _content(indicator, on, amount, "", rolls), rolls, last_days)


def _statistics(courses, slug, rolls):
    every, least, most = STATISTICS[slug]
    amount = rolls.randint(least, most)
    for month in range(every, courses.until.month + 1, every):
        now = amount * GROWTH**month if slug in GROWING else rolls.randint(least, most)
        yield working_day(last_day(courses.year, month)), Decimal(round(now))


def _now_and_then(courses, topic, rolls):
    if topic is None:
        return
    for month in range(1, courses.until.month + 1):
        for _one in range(int(topic.often + rolls.random())):
            yield working_day(date(courses.year, month, rolls.randint(2, 27))), Decimal(1)


def _content(indicator, on, amount, topic, rolls):
    kind = TOPICS.get(indicator.slug, Topic(indicator.name, ("",)))
    subject = topic or rolls.choice(kind.subjects)
    if indicator.adds == Adds.DISTINCT:
        subject = f"{subject} v obci {rolls.choice(VILLAGES)}"
    people = rolls.randint(*kind.participants) if kind.participants and amount == 1 else None
    title = f"{kind.thing}: {subject}" if subject else kind.thing
    return RecordContent(indicator, on, amount, title, topic, people, rolls.choice(RECORD_NOTES))


def _step(team, content, rolls, last_days):
    on = min(content.on, last_days[content.on.month])
    is_read_off = content.indicator.adds == Adds.LAST  # of the whole team, by its main centre
    centre = team.centre if is_read_off else rolls.choice(team.members)
    person = rolls.choice(team.writers[centre.pk])
    at = moment(on, WRITTEN_AT, rolls.randrange(60))
    return Step(at, _writing(centre, replace(content, on=on), person, rolls.random()))


def _writing(centre, content, person, luck):
    """Most are written once and well; some are mistyped and corrected, some written twice and taken back."""

    def act(now):
        first = replace(content, amount=content.amount + 1) if luck < MISTYPED else content
        record = add(centre, _possible(first), by=person, now=now)
        later = now + timedelta(minutes=20)
        if luck < MISTYPED:
            correct(record, content, by=person, now=later)
        elif luck > 1 - TWICE:
            remove(add(centre, content, by=person, now=later), by=person, now=later)

    return act


def _possible(content):
    """A share is no more than all."""
    return replace(content, amount=min(content.amount, Decimal(100))) if content.indicator.unit == "%" else content
