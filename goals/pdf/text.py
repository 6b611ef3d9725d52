"""Text as documents print it: in lines, with Czech no-break spaces, and with places to break where there are none."""

import re

from goals.typography import typeset

NO_WORD = re.compile(r"\w{60}(?=\w)")


def lines(text):
    """The lines of the text that say something, each ready to be printed."""
    return [typeset(breakable(line.strip())) for line in text.splitlines() if line.strip()]


def breakable(text):
    """Text with a place to break in runs of letters that are no word: to hyphenate 3 000 of them takes a minute."""
    return NO_WORD.sub("\\g<0>\u200b", text)
