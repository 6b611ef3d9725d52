"""Mending a typo of an approved goal: letters only, by whoever decides; all else is an amendment of two people."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import EditionGoal
from goals.reading import mended_words, typo_problem
from goals.workflow import GOAL_CHANGED, EditConflict, Refused, hold_at_once, lock_to_decide
from goals.writing import Content, add_row, amendment_of, amendment_problems

FIELDS = ("text", "responsible", "evidence")


def mend_problems(goal, texts):
    """What of the texts (by the names of FIELDS) is more than a typo, as pairs of the field and a sentence."""
    units = [target.unit for target in goal.targets.all()]
    year = goal.document.year or timezone.localdate(goal.approved_at).year
    for name in FIELDS:
        if problem := typo_problem(getattr(goal, name), texts[name], units=units, year=year):
            yield name, problem
    if all(texts[name] == getattr(goal, name) for name in FIELDS):
        yield "text", _("Nic jste nezměnili.")


def mend(goal, texts, *, by, now=None):
    """Put the texts in place of those that hold, as a wording of its own, and return it; what was mended is its reason.

    Idempotent.
    """
    now = now or timezone.now()
    with transaction.atomic():
        current, role, made = lock_to_decide(goal, "mend", by=by, now=now)
        if made and all(getattr(made, name) == texts[name] for name in FIELDS):
            return made
        if made:
            raise EditConflict(made, GOAL_CHANGED)
        wrong = [sentence for _name, sentence in mend_problems(current, texts)]
        for problem in [*amendment_problems(current, on=timezone.localdate(now)), *wrong]:
            raise Refused(problem)
        content = replace(Content.of(current), reason=_reason(current, texts), **texts)
        row = add_row(amendment_of(current, content), content, None, by=by, role=role, now=now)
        return hold_at_once(row, "mend", by=by, role=role, comment=_mended(current, texts), now=now)


def _reason(goal, texts):
    """The words before and after; behind the reason of an amendment that nobody has read in an edition yet."""
    mended = _("Oprava překlepu: %(words)s.") % {"words": _mended(goal, texts)}
    out = EditionGoal.objects.filter(edition__document=goal.document_id, number=goal.number, reason=goal.reason)
    return mended if not goal.reason or out.exists() else f"{goal.reason} {mended}"


def _mended(goal, texts):
    pairs = [pair for name in FIELDS for pair in mended_words(getattr(goal, name), texts[name])]
    return ", ".join(f"„{old}“ → „{new}“" for old, new in pairs)
