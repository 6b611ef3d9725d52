"""Publishing: what an edition says, the one way it is made, and the check that it is still what it was.

An edition is a plain structure of text and numbers, from the approved goals: the checksum is made over this structure
and nothing else, and the frozen rows give it back (EDITION.content_of).
"""

from dataclasses import asdict, dataclass
from itertools import count, groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.czech import full_stop
from centres.events import record_event
from centres.models import Centre
from centres.network import call_as_then
from goals import withdrawing
from goals.blocks import written_sections
from goals.formatting import fold
from goals.freezing import LATER_MEASURES, Shape, as_frozen, fingerprint, freeze, next_number
from goals.lineage import previous_of
from goals.mail import notifications
from goals.models import Edition, Goal
from goals.print_codes import give_codes
from goals.public import issuing
from goals.renderings import draw_after_commit
from goals.sent_forms import made_before, remember
from goals.states import OPEN
from goals.workflow import EditConflict, Refused, lock_document, lock_rows, require_open

EDITION = Shape(
    name="edition",
    heading=(
        *("number", "year", "title", "reference_number", "published_on", "approved_by_role", "note", "erratum"),
        "omissions",
        *("adopted_from", "adopted_on", "approved_on", "valid_from", "valid_until"),
    ),
    sections=("key", "title", "text", "blocks"),
    centres=("slug", "name", "parent_slug", "parent_name", "nuts3", "region", "operator", "contact"),
    goals=(
        *("level", "number", "position", "text", "approved_on", "continues_year", "continues_number"),
        *("serves", "responsible", "evidence", "reason", "ends_on"),
    ),
    targets=("kind", "comparator", "value", "unit", "window", "deadline", *LATER_MEASURES),
    later=frozenset(
        {
            *("erratum", "omissions", "serves", "responsible", "evidence", "reason", "ends_on", *LATER_MEASURES),
            *("adopted_from", "adopted_on", "approved_on", "valid_from", "valid_until", "blocks"),
            *("operator", "contact"),
        }
    ),
)


def publish(document, *, by, note="", erratum="", reason="", omissions=None, expected=None, now=None):
    """Freeze the document's approved goals as its next edition and return it; its PDF is drawn after that.

    `expected` is the fingerprint of what the person saw as ready; if anything else would come out now, nothing does.
    What is unfinished needs a `reason`; it comes out beside the name of each centre that has no goal in the edition,
    unless `omissions` (by the id of the centre) has one of its own. The `erratum` says what was wrong in the edition
    before. Idempotent for the same person and page.
    """
    now = now or timezone.now()
    with transaction.atomic():
        document = lock_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.PUBLISH)
        purpose = f"publish:{document.pk}"
        if made := made_before(expected, by, purpose):
            return Edition.objects.get(pk=made[0])
        require_open(document)
        ready = ready_to_publish(document)
        if refusal := problem(ready, expected):
            raise refusal
        if not ready.is_complete and not reason.strip():
            raise Refused(_("Není schválené všechno, co má být. Napište, proč se dokument přesto vydává."))
        # Each goal keeps the number of its first publication, whichever of its amendments is published.
        lock_rows(ready.goals)
        without = set(document.goals.filter(number=None).values_list("pk", flat=True))
        for goal in ready.goals:
            if rows := without & {goal.pk, goal.root_id}:
                Goal.objects.filter(pk__in=rows).update(number=goal.number)
        said = {"note": note, "erratum": erratum, "reason": reason, "omissions": omissions}
        edition = freeze_edition(document, ready.goals, _heading(document, ready, role=role, now=now, **said), now=now)
        remember(expected, by, purpose, [edition], at=now)
        record_event(
            document,
            "publish",
            by=by,
            role=role,
            at=now,
            target=str(edition.number),
            comment=reason or note,
            fingerprint=ready.fingerprint,
        )
        notifications.published(edition, by=by, now=now)
    return edition


def freeze_edition(document, goals, heading, *, now):
    """The edition of these goals, which have their numbers; of a commitment also what it says in other languages. Its
    PDF is drawn once the verb that calls is through."""
    row, content = _draft(document, goals, heading, now=now)
    edition = freeze(row, EDITION, content, goal_columns=lambda goal: {"folded_text": fold(goal["text"])})
    if document.is_commitment:
        issuing.freeze_languages(edition, now=now)
    give_codes(edition)
    draw_after_commit(edition)
    return edition


def named_omissions(centres, reasons, reason=""):
    """Centres as they stand in what comes out without them, each with its own reason or the common one."""
    return [
        {"slug": centre.slug, "name": centre.name, "reason": (reasons.get(centre.pk) or reason).strip()}
        for centre in centres
    ]


def late_erratum(document, ready):
    """What is offered as the erratum: that goals of a centre come out that the edition before lacked."""
    before = document.editions.current().first()
    there = {goal.centre.slug for goal in ready.goals if goal.centre_id}
    names = [one["name"] for one in before.omissions if one["slug"] in there] if before else []
    if not names:
        return ""
    facts = {"number": before.number, "centres": ", ".join(names)}
    return full_stop(_("Doplňují se cíle, které ve vydání %(number)s chyběly: %(centres)s.") % facts)


def problem(ready, expected=None):
    """What keeps anything from coming out, as the exception that says so; None where nothing does."""
    if expected is not None and expected != ready.fingerprint:
        sentence = _("Mezitím se změnilo, co by se vydalo. Zkontrolujte seznam znovu a vydejte ho.")
        return EditConflict(ready, sentence)
    if ready.lacks:
        return Refused(ready.lacks)
    if not ready.goals:
        return Refused(_("Není co vydat: žádný cíl není schválený."))
    return Refused(NOTHING_NEW % {"number": ready.same_as}) if ready.same_as else None


NOTHING_NEW = _("Vydání %(number)s říká totéž. Nové, ani opravné, vyjde teprve s něčím, co se změnilo.")


def preview(document, ready, *, by, now=None, **said):
    """The edition as it would come out, for whoever may publish it to read; nothing is saved and nothing is held."""
    now = now or timezone.now()
    role = access.rights_of(by, on=timezone.localdate(now)).require(Right.PUBLISH)
    heading = _heading(document, ready, role=role, now=now, **said)
    return as_frozen(*_draft(document, ready.goals, heading, now=now))


def _heading(document, ready, *, role, now, note="", erratum="", reason="", omissions=None):
    return heading_of(
        document,
        number=ready.number,
        published_on=timezone.localdate(now),
        approved_by_role=role,
        note=note.strip(),
        erratum=erratum.strip(),
        omissions=named_omissions(ready.missing, omissions or {}, reason),
    )


def heading_of(document, **of_edition):
    """What stands above the goals: what the document says of itself, and what is said of this edition alone."""
    own = {name: getattr(document, name) for name in (*("year", "title", "reference_number"), *VALIDITY)}
    return {**own, "note": "", "erratum": "", **of_edition}


VALIDITY = ("valid_from", "valid_until")


def _draft(document, goals, heading, *, now):
    """The edition, not saved, and its content."""
    content = draft_content(document, goals, heading=heading)
    return Edition(document=document, published_at=now, **content["edition"]), content


@dataclass(frozen=True)
class Ready:
    """What publishing would make now: the edition's number and its goals; then the goals and the centres left out."""

    number: int
    goals: tuple
    fingerprint: str  # changes whenever something else would come out
    unfinished: tuple = ()
    missing: tuple = ()
    same_as: int | None = None  # the edition that says just the same
    lacks: str = ""  # what the document itself has to say first

    @property
    def is_complete(self):
        return not self.unfinished and not self.missing


def ready_to_publish(document):
    """The approved goals in their order with the numbers they have or would get, and what would be left out.

    Nothing is written.
    """
    goals = approved_goals(document)
    fresh = count(next_number(document.goals))  # going on from the highest number ever given
    for goal in goals:
        goal.number = goal.number or (goal.amends and goal.amends.number) or next(fresh)
    # Goals of a centre that share a position follow by their numbers, as the frozen rows will.
    by_centre = [list(group) for _centre, group in groupby(goals, key=attrgetter("centre_id"))]
    goals = [goal for group in by_centre for goal in sorted(group, key=attrgetter("position", "number"))]
    today = timezone.localdate()
    unfinished = Goal.objects.asked_on(today).filter(document=document, state__in=OPEN)
    unfinished = unfinished.select_related("centre").in_document_order()
    number = next_number(document.editions)
    heading = heading_of(document, number=number)
    content = draft_content(document, goals, heading=heading)
    last = document.editions.current().first()
    same_as = last.number if last and _says(EDITION.content_of(last)) == _says(content) else None
    # Centres that take part in the year and have nothing approved, also those that wrote nothing.
    approved = Goal.objects.approved().filter(document=document, centre=OuterRef("pk"))
    asked = document.plans.preparing_on(today).order_by().values("centre")
    missing = Centre.objects.filter(~Exists(approved), pk__in=asked)
    lacks = NO_VALIDITY if document.is_commitment and document.valid_from is None else ""
    return Ready(number, tuple(goals), fingerprint(content), tuple(unfinished), tuple(missing), same_as, lacks)


NO_VALIDITY = _("Nejdřív napište, od kdy do kdy závazek platí.")


def _says(content):
    """All that readers of an edition learn but which one it is and when a wording was approved."""
    heading = content[EDITION.name]
    goals = [{name: fact for name, fact in goal.items() if name != "approved_on"} for goal in content["goals"]]
    said = [heading.get(name) for name in ("title", "reference_number", *VALIDITY)]
    sections = [{name: fact for name, fact in section.items() if name != "blocks"} for section in content["sections"]]
    blocks = [
        [{name: fact for name, fact in block.items() if name != "id"} for block in section.get("blocks", ())]
        for section in content["sections"]
    ]
    return said, sections, blocks, content["centres"], goals


def withdraw(edition, *, by, role, **act):
    """Withdraw the edition because of an erasure; the one that holds is followed by a copy without the words."""
    if not withdrawing.withdraw(edition, by=by, **act):
        return
    following = withdrawing.follow(
        edition,
        EDITION,
        edition.document.editions,
        event="withdraw",
        heading={
            "published_on": timezone.localdate(act["at"]),
            "erratum": withdrawing.explanation(edition, act["number"]),
        },
        facts={"published_at": act["at"]},
        goal_columns=lambda goal: {"folded_text": fold(goal["text"])},
        by=by,
        role=role,
        **act,
    )
    if following:
        issuing.go_on(edition, following, now=act["at"])
        give_codes(following)
        draw_after_commit(following)


def is_intact(edition):
    """Do the frozen rows and files still say what they said when it was published?"""
    return EDITION.is_intact(edition)


def draft_content(document, goals, *, heading):
    """The given goals of a document under the heading of the edition to be made."""
    sections = [EDITION.plain(asdict(section)) for section in written_sections(document)]
    centres, rows, previous = _all_centres() if document.is_commitment else {}, [], previous_of(goals)
    for goal in goals:
        centre, before = goal.centre, previous.get(goal.root_id)
        if centre:
            centres[centre.slug] = _centre_facts(centre)
        facts = {
            "level": goal.level,
            "number": goal.number,
            "position": goal.position,
            "text": goal.text,
            "approved_on": timezone.localdate(goal.approved_at),
            "continues_year": before.document.first_year if before else None,
            "continues_number": before.number if before else None,
            "serves": goal.serves.held_text if goal.serves else "",
            "responsible": goal.responsible,
            "evidence": goal.evidence,
            "reason": goal.reason,
            "ends_on": goal.ends_on,
        }
        targets = [EDITION.plain(target_facts(target)) for target in goal.targets.all()]
        rows.append(EDITION.plain(facts) | {"centre": centre.slug if centre else "", "targets": targets})
    heading = EDITION.plain(heading)
    return {"edition": heading, "sections": sections, "centres": list(centres.values()), "goals": rows}


def _centre_facts(centre):
    return {
        "slug": centre.slug,
        "name": centre.name,
        "parent_slug": centre.parent.slug if centre.parent else "",
        "parent_name": centre.parent.name if centre.parent else "",
        "nuts3": centre.region.nuts3,
        "region": centre.region.name,
    }


def _all_centres():
    """Where people can turn to whom the commitment is given, by region; as it is on the day."""
    centres = Centre.objects.open_on(timezone.localdate()).order_by("region__position", "position")
    found = {}
    for centre in centres.select_related("parent", "region", "operator", "contact"):
        phone = centre.contact.phone if hasattr(centre, "contact") else ""
        facts = {"operator": centre.operator.name, "contact": " · ".join(filter(None, [centre.address, phone]))}
        found[centre.slug] = _centre_facts(centre) | EDITION.plain(facts)
    return found


def target_facts(target):
    return {name: getattr(target, name) for name in EDITION.targets}


def approved_goals(document):
    """In document order, with all that an edition says of them, centres as they were called in the year; a constant
    number of queries."""
    related = ("centre__parent", "centre__region", "amends")
    goals = Goal.objects.filter(document=document).approved().in_document_order()
    if document.year:  # what ended before the year began was nobody's promise, unless it is out
        goals = goals.exclude(number=None, amends__number=None, ends_on__year__lt=document.year)
    goals = list(goals.with_content().select_related(*related))
    call_as_then([(goal.centre, document.year) for goal in goals])
    return goals
