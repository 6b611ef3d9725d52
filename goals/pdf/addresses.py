"""Addresses of pages and mail break where they are long, but at no hyphen, neither of their own nor one put in: who
copies one gets all of it and nothing else."""

import re
from itertools import chain
from xml.etree.ElementTree import Element, SubElement

ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*|(?![\w.]))"
)
PIECE_ENDS = re.compile(r"(?<=\w[/?&=@])(?=\w)|(?<=\w)(?=[._#%-]\w)")  # after a slash, before a dot or a hyphen


def keep_addresses_whole(root: Element) -> None:
    """Each address in the body of the document stands in an element of its own, in pieces between which a line may end
    (document.css): marks that say so would come along where somebody copies it."""
    for element in list(chain.from_iterable(body.iter() for body in root.iter("body"))):
        element.text, found = (element.text, []) if element.tag == "style" else _apart(element.text)
        for place in reversed(range(len(element))):
            element[place].tail, behind = _apart(element[place].tail)
            element[place + 1 : place + 1] = behind
        element[0:0] = found


def _apart(text: str | None) -> tuple[str | None, list[Element]]:
    """The text before the first address, and the addresses, each with the text that follows it."""
    places = list(ADDRESS.finditer(text or ""))
    if not places:
        return text, []
    found = []
    for place, following in zip(places, [*places[1:], None], strict=True):
        element = Element("span", {"class": "address"})
        for piece in PIECE_ENDS.split(place.group()):
            SubElement(element, "span").text = piece
        element.tail = text[place.end() : following.start() if following else None]
        found.append(element)
    return text[: places[0].start()], found
