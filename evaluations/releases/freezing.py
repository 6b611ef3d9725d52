"""A release as frozen rows with its files, and the check that they are still what they were."""

import hashlib
import json

from django.utils import timezone

from evaluations.models import Release, ReleaseCentre, ReleaseFile, ReleaseGoal, ReleaseTarget
from evaluations.progress.shown import measure_facts, plain
from evaluations.releases.printing import evaluation_pdf
from evaluations.states import ReleaseKind
from goals import content as contents

HEADING_FIELDS = ("kind", "number", "year", "edition", "title", "narrative")
CENTRE_FIELDS = ("slug", "name", "nuts3", "region", "narrative")
GOAL_FIELDS = (
    *("level", "number", "position", "text", "state", "reason"),
    *("proposed", "result", "explanation", "given_up"),
)
TARGET_FIELDS = ("position", "state", "windows", "original")
NUMBERS = ("achieved", "aim", "expected")


def freeze(document, content, *, role, now):
    """Write the content as the rows of a new release, make its files, and return it."""
    row = Release.objects.create(
        document=document,
        approved_by_role=role,
        released_at=now,
        released_on=timezone.localdate(now),
        checksum=contents.checksum(content),
        **content["release"],
    )
    places = _freeze_centres(row, content["centres"])
    goals = ReleaseGoal.objects.bulk_create(
        ReleaseGoal(release=row, centre=places.get(facts["centre"]), **{name: facts[name] for name in GOAL_FIELDS})
        for facts in content["goals"]
    )
    ReleaseTarget.objects.bulk_create(
        ReleaseTarget(release=row, goal=goal, **target)
        for goal, facts in zip(goals, content["goals"], strict=True)
        for target in facts["targets"]
    )
    row.refresh_from_db()
    _seal(row, content)
    return row


def _freeze_centres(row, centres):
    made = ReleaseCentre.objects.bulk_create(
        ReleaseCentre(release=row, position=position, **facts) for position, facts in enumerate(centres, start=1)
    )
    return {place.slug: place for place in made}


def _seal(row, content):
    """Keep the content itself, and of an evaluation its PDF. With its first file the release is complete: triggers
    refuse further rows."""
    pdf = evaluation_pdf(row) if row.kind == ReleaseKind.EVALUATION else None
    _keep(row, "json", json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode())
    if pdf:
        _keep(row, "pdf", pdf.content, pages=pdf.pages)


def _keep(row, kind, data, pages=None):
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pages": pages}
    ReleaseFile.objects.create(release=row, format=kind, content=data, **facts)


def is_intact(row):
    """Do the frozen rows still say what the checksum was made over, and are the files what they were?"""
    files = all(hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256 for file in row.files.all())
    return files and contents.checksum(frozen_content(row)) == row.checksum


def frozen_content(row):
    """The content once more, from the rows."""
    goals = row.goals.select_related("centre").prefetch_related("targets").order_by("pk")
    heading = {name: getattr(row, name) for name in HEADING_FIELDS} | {"as_of": row.as_of.isoformat()}
    return {
        "release": heading,
        "centres": [{name: getattr(place, name) for name in CENTRE_FIELDS} for place in row.centres.all()],
        "goals": [_frozen_goal(goal) for goal in goals],
    }


def _frozen_goal(goal):
    facts = {name: getattr(goal, name) for name in GOAL_FIELDS}
    targets = [_frozen_target(target) for target in goal.targets.all()]
    return facts | {"centre": goal.centre.slug if goal.centre else "", "targets": targets}


def _frozen_target(target):
    numbers = {name: plain(getattr(target, name)) for name in NUMBERS}
    return measure_facts(target) | numbers | {name: getattr(target, name) for name in TARGET_FIELDS}
