"""What an edition says, as a plain structure of text and numbers.

Built from approved goals when an edition is made, and from the frozen rows whenever somebody asks whether
they are still the same. The checksum is made over this structure and nothing else.
"""

import hashlib
import json
from datetime import date
from decimal import Decimal

from django.utils import timezone

from goals.models import EditionGoal, Goal

EDITION_FIELDS = ("number", "year", "title", "reference_number", "published_on", "approved_by_role", "note")
SECTION_FIELDS = ("key", "title", "text")
CENTRE_FIELDS = ("slug", "name", "parent_slug", "parent_name", "nuts3", "region")
GOAL_FIELDS = ("level", "number", "position", "text", "approved_on", "continues_year", "continues_number")
# Newer than the first editions: where one is empty the content does not name it, so that their checksums still hold.
LATER_EDITION_FIELDS = ("erratum",)
LATER_GOAL_FIELDS = ("serves", "responsible", "evidence", "reason")
TARGET_FIELDS = ("kind", "comparator", "value", "unit", "window", "deadline")


def checksum(content):
    """SHA-256, in hexadecimal, of the content as JSON: keys sorted, no white space, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def draft_content(document, goals, *, heading):
    """The given goals of a document under the heading (EDITION_FIELDS) of the edition to be made."""
    centres = {goal.centre_id: goal.centre for goal in goals if goal.centre}
    return {
        "edition": _without_empty(_plain(heading), LATER_EDITION_FIELDS),
        "sections": [_plain(section_facts(section)) for section in document.sections.all()],
        "centres": [_plain(centre_facts(centre)) for centre in centres.values()],
        "goals": [_without_empty(_plain(goal_facts(goal)), LATER_GOAL_FIELDS) | _place(goal) for goal in goals],
    }


def frozen_content(edition):
    """The same structure from the rows of an edition."""
    goals = EditionGoal.objects.filter(edition=edition).select_related("centre").prefetch_related("targets")
    return {
        "edition": _without_empty(_pick(edition, EDITION_FIELDS + LATER_EDITION_FIELDS), LATER_EDITION_FIELDS),
        "sections": [_pick(section, SECTION_FIELDS) for section in edition.sections.all()],
        "centres": [_pick(centre, CENTRE_FIELDS) for centre in edition.centres.all()],
        "goals": [_frozen_goal(goal) | _place(goal) for goal in goals],
    }


def approved_goals(document):
    """In document order, with all that an edition says of them: as many queries, however many goals there are."""
    related = ("centre__parent", "centre__region", "continues__document", "amends")
    goals = Goal.objects.filter(document=document).approved().in_document_order()
    return list(goals.with_content().select_related(*related))


def section_facts(section):
    return {field: getattr(section, field) for field in SECTION_FIELDS}


def target_facts(target):
    return {field: getattr(target, field) for field in TARGET_FIELDS}


def centre_facts(centre):
    return {
        "slug": centre.slug,
        "name": centre.name,
        "parent_slug": centre.parent.slug if centre.parent else "",
        "parent_name": centre.parent.name if centre.parent else "",
        "nuts3": centre.region.nuts3,
        "region": centre.region.name,
    }


def goal_facts(goal):
    before = goal.continues
    return {
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


def _frozen_goal(goal):
    return _without_empty(_pick(goal, GOAL_FIELDS + LATER_GOAL_FIELDS), LATER_GOAL_FIELDS)


def _without_empty(facts, fields):
    return {field: value for field, value in facts.items() if value or field not in fields}


def _place(goal):
    targets = [_pick(target, TARGET_FIELDS) for target in goal.targets.all()]
    return {"centre": goal.centre.slug if goal.centre else "", "targets": targets}


def _pick(row, fields):
    return _plain({field: getattr(row, field) for field in fields})


def _plain(facts):
    return {field: _plain_value(value) for field, value in facts.items()}


def _plain_value(value):
    """Numbers and dates as text of one form, so that 12, 12.0 and 12.00 are the same content on every engine."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)
