"""Publishing: the one way an edition is made, and the check that it is still what it was."""

from dataclasses import dataclass
from itertools import count, groupby

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Centre
from goals.formatting import fold
from goals.freezing import fingerprint, freeze, keep_file, next_number
from goals.mail import notices
from goals.models import Edition, Goal
from goals.pdf import edition_pdf
from goals.public.edition_content import EDITION, approved_goals, draft_content
from goals.sent_forms import made_before, remember
from goals.states import OPEN
from goals.workflow import EditConflict, Refused, hold, hold_document, require_open


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
        purpose = f"publish:{document.pk}"
        if made := made_before(seen, by, purpose):
            return Edition.objects.get(pk=made[0])
        require_open(document)
        ready = ready_to_publish(document)
        for problem in publishing_problems(ready, seen=seen, reason=reason):
            raise problem
        _give_numbers(document, ready.goals)
        heading = {
            "number": ready.number,
            "year": document.year,
            "title": document.title,
            "reference_number": document.reference_number,
            "published_on": timezone.localdate(now),
            "approved_by_role": role,
            "note": note.strip(),
            "erratum": erratum.strip(),
        }
        content = draft_content(document, ready.goals, heading=heading)
        row = Edition(document=document, published_at=now, **content["edition"])
        edition = freeze(row, content, goal_columns=lambda goal: {"folded_text": fold(goal["text"])})
        pdf = edition_pdf(Edition.objects.with_content().get(pk=edition.pk))
        keep_file(edition, "pdf", pdf.content, pages=pdf.pages)
        remember(seen, by, purpose, [edition], at=now)
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
    goals = _numbered(document, approved_goals(document))
    unfinished = Goal.objects.filter(document=document, state__in=OPEN).select_related("centre").in_document_order()
    number = next_number(document.editions)
    heading = {"number": number, "title": document.title, "reference_number": document.reference_number}
    mark = fingerprint(draft_content(document, goals, heading=heading))
    return Ready(number, tuple(goals), mark, tuple(unfinished), tuple(missing_centres(document)))


def missing_centres(document):
    """Centres that take part in the year and have nothing approved, also those that wrote nothing."""
    approved = Goal.objects.approved().filter(document=document, centre=OuterRef("pk"))
    return Centre.objects.filter(~Exists(approved), plans__document=document)


def publishing_problems(ready, *, seen, reason):
    """What stands in the way of publishing, as exceptions with their sentences."""
    if seen is not None and seen != ready.mark:
        sentence = _("Mezitím se změnilo, co by se vydalo. Zkontrolujte seznam znovu a vydejte ho.")
        yield EditConflict(ready, sentence)
    if not ready.goals:
        yield Refused(_("Není co vydat: žádný cíl není schválený."))
    if not ready.is_complete and not reason.strip():
        yield Refused(_("Není schválené všechno, co má být. Napište, proč se dokument přesto vydává."))


def is_intact(edition):
    """Do the frozen rows and files still say what they said when it was published?"""
    return EDITION.is_intact(edition)


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
