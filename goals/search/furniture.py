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

_INSIDE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "time"}  # what does not end a sentence
_SPACE = re.compile(r"[ \t\n\r\f]+")  # a no-break space stays


class PageSection(NamedTuple):
    anchor: str
    heading: str  # "" before the first one
    sentences: list[str]


def page_sections(name: str, **kwargs: str) -> Iterator[PageSection]:
    """Of the page with this name of its address all that it says in the language, as anybody is shown it now."""
    main = html.document_fromstring(_as_shown(reverse(name, kwargs=kwargs))).get_element_by_id("obsah")
    section, said = PageSection("", "", []), ""
    walk = etree.iterwalk(main, ("start", "end"))
    for event, element in walk:
        if element.tag not in _INSIDE:
            if any(map(str.isalnum, sentence := _SPACE.sub(" ", said).strip())):
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
            said += "…"
        else:
            said += element.text or ""
    yield section


def _as_shown(path: str) -> str:
    """Made anew, past the pages that are kept: whoever searches may hold the lock of one."""
    request = HttpRequest()
    request.path = request.path_info = path
    request.META["HTTP_HOST"] = urlsplit(full_address("/")).netloc
    view, args, kwargs = resolve(path)
    return unwrap(view)(request, *args, **kwargs).content.decode()


def _is_found_elsewhere(element: html.HtmlElement) -> bool:
    """The title of the page, things of their own, first rows of data, links that say where they lead; on pages of other
    languages what is Czech."""
    is_thing = element.tag in {"h1", "details"} or "itemscope" in element.attrib
    is_address = element.tag == "a" and element.text == element.get("href")
    return is_thing or is_address or element.get("lang") == CZECH != get_language()
