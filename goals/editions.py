"""Publishing: the one way an edition is made, and the check that it is still what it was."""

import hashlib

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.models import Role
from goals import content as contents
from goals.folding import fold
from goals.models import (
    Document,
    Edition,
    EditionCentre,
    EditionFile,
    EditionGoal,
    EditionSection,
    EditionTarget,
    Event,
)
from goals.pdf import edition_pdf
from goals.workflow import Refused

PUBLISHER = Role.DEPARTMENT_HEAD


def publish(document, *, by, note="", now=None):
    """Freeze the document's approved goals as its next edition, with its PDF, and return it."""
    now = now or timezone.now()
    if not access.holds(by, [PUBLISHER], on=timezone.localdate(now)):
        raise Refused(_("Vydat dokument smí vedoucí odboru."))
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document.pk)
        goals = contents.approved_goals(document)
        if not goals:
            raise Refused(_("Není co vydat: žádný cíl není schválený."))
        edition = _freeze(document, goals, note=note.strip(), now=now)
        _seal(edition)
        Event.objects.create(
            document=document, name="publish", target=str(edition.number), by=by, role=PUBLISHER, comment=note, at=now
        )
    return edition


def is_intact(edition):
    """Do the frozen rows still say what the checksum was made over?"""
    return contents.checksum(contents.frozen_content(edition)) == edition.checksum


def _freeze(document, goals, *, note, now):
    heading = _heading(document, note=note, now=now)
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


def _heading(document, *, note, now):
    last = document.editions.aggregate(last=Max("number"))["last"] or 0
    return {
        "number": last + 1,
        "year": document.year,
        "title": document.title,
        "reference_number": document.reference_number,
        "published_on": timezone.localdate(now),
        "approved_by_role": PUBLISHER,
        "note": note,
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
