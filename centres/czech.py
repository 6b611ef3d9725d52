"""Czech names: their order, alike on both database engines, by one key alone; and how they end a sentence."""

import unicodedata

LETTERS_OF_THEIR_OWN = str.maketrans({"č": "c\uffff", "ř": "r\uffff", "š": "s\uffff", "ž": "z\uffff"})


def czech_order(text):
    """A key that sorts as a Czech reader expects: č after c, ch after h; other accents count only between words that
    are otherwise the same."""
    text = unicodedata.normalize("NFC", text).lower()
    apart = text.translate(LETTERS_OF_THEIR_OWN).replace("ch", "h\uffff")
    letters = (letter for letter in unicodedata.normalize("NFD", apart) if not unicodedata.combining(letter))
    return "".join(letters), text


def by_name(person):
    """The key of a list of people: family names first."""
    return czech_order(person.last_name), czech_order(person.first_name), person.email


def sorted_people(people):
    return sorted(people, key=by_name)


def sorted_centres(centres):
    return sorted(centres, key=lambda centre: czech_order(centre.name))


def full_stop(sentence):
    """The sentence with one full stop at its end, also where it ends with a name that has its own: "…, o.p.s."."""
    return sentence[:-1] if sentence.endswith("..") and not sentence.endswith("...") else sentence


def lead_in(words):
    """The words with a colon, for what follows them; a sentence or a question has its own sign already."""
    words = str(words)
    return words if words.endswith((".", "?", "!", ":", "…")) else f"{words}:"
