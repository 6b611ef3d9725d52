"""What an edition says, as a plain structure of text and numbers, from the approved goals: the checksum is made over
this structure and nothing else, and the frozen rows give it back (EDITION.content_of)."""

from django.utils import timezone

from goals.freezing import Shape
from goals.models import Goal

EDITION = Shape(
    name="edition",
    heading=("number", "year", "title", "reference_number", "published_on", "approved_by_role", "note", "erratum"),
    sections=("key", "title", "text"),
    centres=("slug", "name", "parent_slug", "parent_name", "nuts3", "region"),
    goals=(
        *("level", "number", "position", "text", "approved_on", "continues_year", "continues_number"),
        *("serves", "responsible", "evidence", "reason"),
    ),
    targets=("kind", "comparator", "value", "unit", "window", "deadline"),
    later=frozenset({"erratum", "serves", "responsible", "evidence", "reason"}),
)


def draft_content(document, goals, *, heading):
    """The given goals of a document under the heading of the edition to be made."""
    centres = {goal.centre_id: goal.centre for goal in goals if goal.centre}
    return {
        "edition": EDITION.plain(heading),
        "sections": [
            {"key": str(section.key), "title": section.title, "text": section.text}
            for section in document.sections.all()
        ],
        "centres": [
            {
                "slug": centre.slug,
                "name": centre.name,
                "parent_slug": centre.parent.slug if centre.parent else "",
                "parent_name": centre.parent.name if centre.parent else "",
                "nuts3": centre.region.nuts3,
                "region": centre.region.name,
            }
            for centre in centres.values()
        ],
        "goals": [_goal(goal) for goal in goals],
    }


def _goal(goal):
    before = goal.continues
    facts = {
        "level": goal.level,
        "number": goal.number,
        "position": goal.position,
        "text": goal.text,
        "approved_on": timezone.localdate(goal.approved_at),
        "continues_year": before.document.year if before else None,
        "continues_number": before.number if before else None,
        "serves": goal.serves.held_text if goal.serves else "",
        "responsible": goal.responsible,
        "evidence": goal.evidence,
        "reason": goal.reason,
    }
    targets = [EDITION.plain(target_facts(target)) for target in goal.targets.all()]
    return EDITION.plain(facts) | {"centre": goal.centre.slug if goal.centre else "", "targets": targets}


def target_facts(target):
    return {name: getattr(target, name) for name in EDITION.targets}


def approved_goals(document):
    """In document order, with all that an edition says of them: as many queries, however many goals there are."""
    related = ("centre__parent", "centre__region", "continues__document", "amends")
    goals = Goal.objects.filter(document=document).approved().in_document_order()
    return list(goals.with_content().select_related(*related))
