"""What pages of help say, section by section, read off them in the language that is active: whoever looks for a word of
them is led to where it is explained."""

import re
from collections.abc import Iterator
from inspect import unwrap
from typing import NamedTuple
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.translation import get_language
from lxml import etree, html

from centres.addresses import full_address
from centres.languages import CZECH

_INSIDE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong"}  # what does not end a sentence
_SPACE = re.compile(r"[ \t\n\r\f]+")  # a no-break space stays


class PageSection(NamedTuple):
    anchor: str
    heading: str  # "" before the first one
    sentences: list[str]


def page_sections(name: str) -> Iterator[PageSection]:
    """Of the page with this name of its address all that it says in the language, as anybody is shown it now."""
    section, said = PageSection("", "", []), ""
    walk = etree.iterwalk(html.document_fromstring(_as_shown(name)).get_element_by_id("obsah"), ("start", "end"))
    for event, element in walk:
        if element.tag not in _INSIDE:
            if sentence := _SPACE.sub(" ", said).strip():
                if event == "end" and element.tag == "h2":
                    yield section
                    section = PageSection(element.get("id", ""), sentence, [])
                else:
                    is_name = event == "end" and (element.tag == "dt" or element.get("scope") == "row")
                    section.sentences.append(f"{sentence}:" if is_name else sentence)
            said = ""
        if event == "end" and element.tag == "h1":  # above it stands what all pages say
            section.sentences.clear()
        if event == "end":
            said += element.tail or ""
        elif _is_found_elsewhere(element):
            walk.skip_subtree()
        else:
            said += element.text or ""
    yield section


def _as_shown(name: str) -> str:
    """Made anew, past the pages that are kept: whoever searches may hold the lock of one."""
    request = HttpRequest()
    request.path = request.path_info = reverse(name)
    request.META["HTTP_HOST"] = urlsplit(full_address("/")).netloc
    return unwrap(resolve(request.path).func)(request).content.decode()


def _is_found_elsewhere(element: html.HtmlElement) -> bool:
    """The title of the page, things of their own and first rows of data; on pages of other languages what is Czech."""
    is_thing = element.tag in {"h1", "details"} or "itemscope" in element.attrib
    return is_thing or element.get("lang") == CZECH != get_language()
