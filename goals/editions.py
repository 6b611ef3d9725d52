"""Publishing: the one way an edition is made, and the check that it is still what it was."""

import hashlib
from dataclasses import dataclass
from itertools import count, groupby

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Centre, Event, Subject
from goals import content as contents
from goals.formatting import fold
from goals.mail import notices
from goals.models import (
    Edition,
    EditionCentre,
    EditionFile,
    EditionGoal,
    EditionSection,
    EditionTarget,
    Goal,
)
from goals.pdf import edition_pdf
from goals.states import OPEN
from goals.workflow import Conflict, Refused, hold, hold_document, require_open

SHORT_MARK = 16  # hexadecimal digits


def publish(document, *, by, note="", erratum="", reason="", seen=None, now=None):
    """Freeze the document's approved goals as its next edition, with its PDF, and return it.

    `seen` is the mark of what the person saw as ready; if anything else would come out now, nothing does. What is
    unfinished needs a `reason`. The `erratum` says what was wrong in the edition before. Published twice by the same
    person from the same page, it is published once.
    """
    now = now or timezone.now()
    with transaction.atomic():
        document = hold_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.PUBLISH)
        if seen and (first := _published_before(document, seen, by)):
            return first
        require_open(document)
        ready = ready_to_publish(document)
        for problem in publishing_problems(ready, seen=seen, reason=reason):
            raise problem
        _give_numbers(document, ready.goals)
        edition = _freeze(document, ready.goals, note=note.strip(), erratum=erratum.strip(), role=role, now=now)
        _seal(edition)
        record_event(
            document,
            "publish",
            by=by,
            role=role,
            at=now,
            target=str(edition.number),
            comment=reason or note,
            fingerprint=ready.mark,
        )
        notices.published(edition, by=by, now=now)
    return edition


@dataclass(frozen=True)
class Ready:
    """What publishing would make now: the edition's number and its goals; then the goals and the centres left out."""

    number: int
    goals: tuple
    mark: str  # changes whenever something else would come out
    unfinished: tuple = ()
    missing: tuple = ()

    @property
    def is_complete(self):
        return not self.unfinished and not self.missing


def ready_to_publish(document):
    """The approved goals in their order with the numbers they would get, and what would be left out."""
    goals = _numbered(document, contents.approved_goals(document))
    unfinished = Goal.objects.filter(document=document, state__in=OPEN).select_related("centre").in_document_order()
    number = _next_number(document)
    return Ready(
        number, tuple(goals), _mark(document, number, goals), tuple(unfinished), tuple(missing_centres(document))
    )


def missing_centres(document):
    """Centres that take part in the year and have nothing approved, also those that wrote nothing."""
    approved = Goal.objects.approved().filter(document=document, centre=OuterRef("pk"))
    return Centre.objects.filter(~Exists(approved), plans__document=document)


def _mark(document, number, goals):
    heading = {"number": number, "title": document.title, "reference_number": document.reference_number}
    return contents.checksum(contents.draft_content(document, goals, heading=heading))[:SHORT_MARK]


def _next_number(document):
    return (document.editions.aggregate(last=Max("number"))["last"] or 0) + 1


def publishing_problems(ready, *, seen, reason):
    """What stands in the way of publishing, as exceptions with their sentences."""
    if seen is not None and seen != ready.mark:
        yield Conflict(_("Mezitím se změnilo, co by se vydalo. Zkontrolujte seznam znovu a vydejte ho."))
    if not ready.goals:
        yield Refused(_("Není co vydat: žádný cíl není schválený."))
    if not ready.is_complete and not reason.strip():
        yield Refused(_("Není schválené všechno, co má být. Napište, proč se dokument přesto vydává."))


def is_intact(edition):
    """Do the frozen rows still say what the checksum was made over?"""
    return contents.checksum(contents.frozen_content(edition)) == edition.checksum


def _published_before(document, seen, by):
    """The edition that this person made from the page with this mark."""
    events = Event.objects.about(Subject.DOCUMENT, [document.pk]).filter(name="publish", fingerprint=seen, by=by)
    event = events.first()
    return event and document.editions.get(number=event.target)


def _give_numbers(document, goals):
    """Each goal keeps the number of its first publication, whichever of its amendments is published."""
    hold(goals)
    without = set(document.goals.filter(number=None).values_list("pk", flat=True))
    for goal in goals:
        if rows := without & {goal.pk, goal.root_id}:
            Goal.objects.filter(pk__in=rows).update(number=goal.number)


def _numbered(document, goals):
    """The goals with the number that each has or would get, going on from the highest ever given; nothing is written.

    Goals of a centre that share a position follow by their numbers, as the frozen rows will.
    """
    given = document.goals.aggregate(last=Max("number"))["last"] or 0
    fresh = count(given + 1)
    for goal in goals:
        goal.number = goal.number or (goal.amends and goal.amends.number) or next(fresh)
    return [goal for _centre, group in groupby(goals, _centre_id) for goal in sorted(group, key=_place_and_number)]


def _centre_id(goal):
    return goal.centre_id


def _place_and_number(goal):
    return goal.position, goal.number


def _freeze(document, goals, *, note, erratum, role, now):
    heading = _heading(document, note=note, erratum=erratum, role=role, now=now)
    checksum = contents.checksum(contents.draft_content(document, goals, heading=heading))
    edition = Edition.objects.create(document=document, published_at=now, checksum=checksum, **heading)
    EditionSection.objects.bulk_create(
        EditionSection(edition=edition, position=position, **contents.section_facts(section))
        for position, section in enumerate(document.sections.all(), start=1)
    )
    centres = _freeze_centres(edition, goals)
    frozen = EditionGoal.objects.bulk_create(
        EditionGoal(
            edition=edition,
            centre=centres.get(goal.centre_id),
            folded_text=fold(goal.text),
            **contents.goal_facts(goal),
        )
        for goal in goals
    )
    EditionTarget.objects.bulk_create(
        EditionTarget(edition=edition, goal=row, position=position, **contents.target_facts(target))
        for goal, row in zip(goals, frozen, strict=True)
        for position, target in enumerate(goal.targets.all(), start=1)
    )
    return edition


def _heading(document, *, note, erratum, role, now):
    return {
        "number": _next_number(document),
        "year": document.year,
        "title": document.title,
        "reference_number": document.reference_number,
        "published_on": timezone.localdate(now),
        "approved_by_role": role,
        "note": note,
        "erratum": erratum,
    }


def _freeze_centres(edition, goals):
    centres = {goal.centre_id: goal.centre for goal in goals if goal.centre_id}
    rows = EditionCentre.objects.bulk_create(
        EditionCentre(edition=edition, position=position, **contents.centre_facts(centre))
        for position, centre in enumerate(centres.values(), start=1)
    )
    return dict(zip(centres, rows, strict=True))


def _seal(edition):
    """Make the PDF from the frozen rows. With its first file the edition is complete: triggers refuse further rows."""
    pdf = edition_pdf(Edition.objects.with_content().get(pk=edition.pk))
    EditionFile.objects.create(
        edition=edition,
        format="pdf",
        content=pdf.content,
        sha256=hashlib.sha256(pdf.content).hexdigest(),
        size=len(pdf.content),
        pages=pdf.pages,
    )
