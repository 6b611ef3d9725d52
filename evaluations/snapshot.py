"""How a goal stands as plain facts: what a closing freezes when it is sent, and what comes out in a release."""

from evaluations.shown import Shown, measure_facts, progress_facts


def facts_of(standing):
    """The wording, the state with its sentence, and each target with its numbers; nothing that was said inside."""
    return {
        "text": standing.goal.text,
        "state": str(standing.state),
        "reason": str(standing.reason),
        "targets": [_target(row) for row in standing.targets],
        "given_up": [measure_facts(target) for target in standing.given_up],
    }


def shown_targets(facts):
    """The frozen targets for pictures and phrases."""
    return [Shown.of(target) for target in facts["targets"]]


def _target(row):
    original = None
    if row.original is not None:
        original = measure_facts(row.original_target) | progress_facts(row.original)
    return measure_facts(row.target) | progress_facts(row.progress) | {"original": original}
