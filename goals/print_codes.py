"""Codes of prints: a short random address for what an edition prints of each centre, given in the transaction that
freezes the edition, so that no copy is ever without one."""

import secrets

from goals.freezing import fingerprint, plain
from goals.models import Edition
from goals.models.noticeboard import PrintCode, PrintFormat

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Those of Crockford's base 32, without i, l, o and u: 5 bits each, and none is mistaken for another on paper."""
LENGTH = 10  # 50 bits
MISREAD = str.maketrans({"i": "1", "l": "1", "o": "0", "-": "", " ": ""})

OF_CENTRE = ("name", "region", "parent_name")
OF_GOAL = ("number", "text", "serves", "responsible", "evidence", "reason", "ends_on")
OF_TARGET = (
    "kind",
    "comparator",
    "value",
    "unit",
    "unit_forms",
    "window",
    "deadline",
    "scope",
    "baseline",
    "is_relative",
)


def give_codes(edition):
    """A code for each centre of the frozen edition in each format; a commitment has no such prints."""
    if edition.year is None:
        return
    codes = []
    for place in Edition.objects.with_content().get(pk=edition.pk).centres.all():
        content = content_fingerprint(place, place.goals.all())
        codes += [PrintCode(place=place, format=each, code=new_code(), content=content) for each in PrintFormat]
    PrintCode.objects.bulk_create(codes)


def new_code():
    return "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))


def as_written(text):
    """The code in the form in which it is kept, however somebody typed it; None where it can be none."""
    code = text[: 2 * LENGTH].lower().translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else None


def content_fingerprint(place, goals):
    """Differs whenever a print of the centre would say something else; number, date and role of its edition aside.
    `goals` come with their targets, in the order in which they are printed."""
    return fingerprint(
        {
            "centre": _facts(place, OF_CENTRE),
            "goals": [
                _facts(goal, OF_GOAL) | {"targets": [_facts(target, OF_TARGET) for target in goal.targets.all()]}
                for goal in goals
            ],
        }
    )


def _facts(row, columns):
    """Without what is empty, so that a column which is new says nothing else of older editions."""
    facts = {name: plain(getattr(row, name, None)) for name in columns}
    return {name: value for name, value in facts.items() if value}
