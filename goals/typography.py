"""Where Czech text must not be broken at a line's end. Only spaces change, one for one, so offsets into a text stay."""

import re

NO_BREAK_SPACE = "\u00a0"

ABBREVIATIONS = (
    "č|čl|odst|písm|str|s|tab|obr|příl|tel|min|max|tj|tzn|tzv|např|popř|příp|resp|mj|vč|sv|ul|nám|p|"
    "Bc|Mgr|Ing|JUDr|MUDr|PhDr|RNDr|PaedDr|doc|prof"
)
# A year is no amount: "v roce 2026 pokračuje" may break, "12 kurzů" may not.
AMOUNT = r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)?"

# In each the space after the group becomes a no-break one. Contexts accept either kind of space, which makes
# the whole idempotent. The rules are those of ČSN 01 6910 (2014).
RULES = tuple(
    re.compile(rule)
    for rule in (
        r"(?<![^\s(\[„‚»›\"'/–—-])([kszvouaiKSZVOUAI]) (?=\S)",  # one-letter prepositions and conjunctions
        rf"({AMOUNT}) (?=[^\W\d_]{{2}}|[xmghltX](?!\w)|[%‰°×€$])",  # a number and what it counts
        r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))",  # thousands
        r"(?<![\d.])(\d{1,2}\.) (?=\d|[a-záčďéěíňóřšťúůýž])",  # days and months, ordinals inside a sentence
        r"(?<=\.[ \u00a0])(\d{1,2}\.) (?=\d{4})",  # the year of a date
        rf"(?<!\w)((?:{ABBREVIATIONS})\.) (?=\S)",  # abbreviations that point forward
        r"(?<!\w)(č\.[ \u00a0]?j\.) (?=\S)",  # reference number
        r"(§) (?=\d)",
        r"(\S) (?=[–—] )",  # a dash ends a line, it does not begin one
    )
)
NO_WORD = re.compile(r"\w{60}(?=\w)")


def breakable(text: str) -> str:
    """Text with a place to break in runs of letters that are no word: to hyphenate 3 000 of them takes a minute."""
    return NO_WORD.sub("\\g<0>\u200b", text)


def typeset(text: str) -> str:
    """Text with no-break spaces where Czech typography asks for them.

    Nothing but U+0020 is touched and each becomes one U+00A0, so the length is kept and ``typeset(typeset(t))`` equals
    ``typeset(t)``. Runs of several spaces are left alone. Raises nothing.
    """
    for rule in RULES:
        text = rule.sub(rf"\g<1>{NO_BREAK_SPACE}", text)
    return text
