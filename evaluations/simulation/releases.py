"""What comes out in a simulated year: new editions with the approved changes, and the standing after each quarter."""

from evaluations.releases.preparing import prepare_standing
from evaluations.releases.releasing import release
from evaluations.simulation.agenda import Step, last_day, moment, working_days_after
from evaluations.simulation.sentences import EDITION_NOTE, EDITION_REASON, RELEASE_REASON
from goals.editions import publish
from goals.models import Goal

MONTHS = (3, 6, 9)
AFTER = 13  # working days after the quarter's end: the teams have met, and the heads too


def steps(courses, cast, document):
    for month in MONTHS:
        if month <= courses.until.month:
            end = last_day(courses.year, month)
            at = moment(working_days_after(end, AFTER), 10)
            yield Step(at, lambda now, end=end: _come_out(document, end, by=cast.above, now=now))


def _come_out(document, as_of, *, by, now):
    publish_changes(document, by=by, now=now)

    def prepare(document):
        return prepare_standing(document, as_of, today=now.date())

    prepared = prepare(document)
    reason = RELEASE_REASON if prepared.gaps else ""
    release(document, prepare, seen=prepared.mark, reason=reason, by=by, now=now)


def publish_changes(document, *, by, now):
    """A new edition, where changes were approved since the last one."""
    last = document.editions.current().get()
    if Goal.objects.approved().filter(document=document, approved_at__gt=last.published_at).exists():
        publish(document, note=EDITION_NOTE, reason=EDITION_REASON, by=by, now=now)
