"""A year lived through: records, meetings, changes and releases of all centres with goals, believable and all made by
the verbs that people use, each at its moment. The same seed over the same goals makes the same year."""

from django.db.models import Max

from evaluations.recording.storage import kept_together
from evaluations.simulation import above, amendments, closings, evidence, feeding, habits, meetings, records, releases
from evaluations.simulation.agenda import last_day
from evaluations.simulation.cast import cast_of
from evaluations.simulation.courses import plan_courses
from evaluations.simulation.refusing import refuse
from goals.models import Document, Notice


@kept_together()
def simulate(year, until, *, seed, close=False, progress=iter):
    """Live through the year until the end of the month `until`, all of it or nothing, its files too; raises Refused.

    With `close` nothing is left open, and after December the evaluation of the year comes out. `progress` wraps the
    steps as tqdm does.
    """
    refuse(year, until)
    document = Document.objects.for_year(year).get()
    mark = Notice.objects.aggregate(last=Max("id"))["last"] or 0
    for step in progress(agenda(document, until, seed=seed, close=close)):
        step.act(step.at)
    Notice.objects.filter(pk__gt=mark).delete()  # what happened long ago is no news


def agenda(document, until, *, seed, close=False):
    """All steps of the year in order of time."""
    cast = cast_of(document)
    courses = plan_courses(document, cast.teams, seed=seed, until=last_day(document.year, until))
    lasts = habits.last_month(courses, cast.teams, is_closed=close)
    sittings = {team.slug: list(habits.sittings_of(courses, team, lasts[team.slug])) for team in cast.teams}
    steps = [*feeding.steps(courses, cast)]
    for team in cast.teams:
        own = sittings[team.slug]
        last_days = habits.last_days(own, document.year)
        steps += records.steps(courses, team, last_days)
        steps += evidence.steps(courses, team, last_days)
        steps += meetings.steps(courses, team, own)
    steps += meetings.reopenings(courses, cast, sittings)
    steps += amendments.steps(courses, cast)
    steps += above.steps(courses, cast, is_closed=close)
    steps += releases.steps(courses, cast, document)
    steps += closings.steps(courses, cast, document, is_closed=close)
    return sorted(steps, key=lambda step: step.at)
