"""How a goal stands as plain facts: what a closing freezes when it is sent, and what comes out in a release."""

from django.utils.translation import gettext as _

from evaluations.progress.shown import Shown, measure_facts, progress_facts
from goals.formatting import format_date
from goals.states import Kind

COUNTED = frozenset({Kind.COUNT, Kind.FREQUENCY})
"""Kinds whose own sentence says that they were fulfilled late."""


def facts_of(standing):
    """The wording, the state with its sentence, and each target with its numbers; nothing that was said inside."""
    return {
        "text": standing.goal.text,
        "state": str(standing.state),
        "reason": " ".join([str(standing.reason), *map(str, _late(standing))]),
        "targets": [_target(row) for row in standing.targets],
        "given_up": [measure_facts(target) for target in standing.given_up],
    }


def shown_targets(facts):
    """The frozen targets for pictures and phrases."""
    return [Shown.of(target) for target in facts["targets"]]


def _late(standing):
    late = [row.target for row in standing.targets if row.is_late and row.target.kind not in COUNTED]
    for target in late:
        yield _("Do termínu %(day)s splněno nebylo.") % {"day": format_date(target.deadline)}


def _target(row):
    original = None
    if row.original is not None:
        original = measure_facts(row.original_target) | progress_facts(row.original)
    return measure_facts(row.target) | progress_facts(row.progress) | {"original": original}
