"""Text as the search compares it."""

import unicodedata


def fold(text: str) -> str:
    """The text without diacritics and case, alike on both database engines; Unicode NFKD, marks removed."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
