"""Text as documents print it: in lines, with Czech no-break spaces, and with places to break where there are none."""

from goals.formatting import breakable, typeset

SHORT_CHECKSUM = 16  # hexadecimal digits; enough to compare by eye, the whole is on the page of what was published


def lines(text):
    """The lines of the text that say something, each ready to be printed."""
    return [typeset(breakable(line.strip())) for line in text.splitlines() if line.strip()]


def short_checksum(checksum):
    """The beginning of a checksum in fours, as people compare it."""
    return " ".join(checksum[start : start + 4] for start in range(0, SHORT_CHECKSUM, 4))
