"""Text as the search compares it, and its beginning where there is no room for all of it."""

import unicodedata


def fold(text: str) -> str:
    """The text without diacritics and case, alike on both database engines; Unicode NFKD, marks removed."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def shortened(text: str, length: int = 80) -> str:
    """The beginning of a wording, at most so many characters and an ellipsis, cut at a word."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0] + "…"
