"""Texts that a spreadsheet would take for a formula and carry out, and how they are kept texts."""

import re

LIKE_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]")


def guarded(text: str) -> str:
    """The text with an apostrophe before what looks like a formula, for files that cannot say what is a text."""
    return f"'{text}" if LIKE_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before guarded(); what was not guarded stays as it is."""
    return text[1:] if text.startswith("'") and LIKE_FORMULA.match(text[1:]) else text
