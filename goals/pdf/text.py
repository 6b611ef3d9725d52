"""Text as documents print it: in lines, with Czech no-break spaces, and with places to break where there are none."""

from goals.typography import breakable, typeset


def lines(text):
    """The lines of the text that say something, each ready to be printed."""
    return [typeset(breakable(line.strip())) for line in text.splitlines() if line.strip()]
