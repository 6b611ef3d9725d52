"""What pages of help say in sentences of ours, section by section, read out of their templates in the language that is
active: whoever looks for a word of them is led to where it is explained."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.template.base import Node, TextNode
from django.template.defaulttags import FilterNode
from django.template.loader import get_template
from django.template.loader_tags import BlockNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.html import strip_tags
from django.utils.translation import gettext

_HEADING = re.compile(r'<h2(?: id="([a-z-]+)")?>\s*$')
_ELSEWHERE = re.compile(r'<h1>\s*$|^[^<]*">\s*$')  # the title of the page, and links, which say what other pages say
_VALUE = re.compile(r"%\(\w+\)s")  # of which the template alone knows nothing


class PageSection(NamedTuple):
    anchor: str
    heading: str  # "" before the first one
    sentences: list[str]


def page_sections(template_name: str) -> Iterator[PageSection]:
    """What is said whatever the data: nothing of what stands behind a condition or comes again for each row."""
    blocks = get_template(template_name).template.nodelist.get_nodes_by_type(BlockNode)
    content = next(block for block in blocks if block.name == "content")
    anchor, heading, said, before = "", "", [], ""
    for node in _always(content.nodelist):
        if isinstance(node, TextNode):
            before = node.s
            continue
        sentence = _VALUE.sub("…", strip_tags(_in_language(node)))
        if found := _HEADING.search(before):
            yield PageSection(anchor, heading, said)
            anchor, heading, said = found[1] or "", sentence, []
        elif not _ELSEWHERE.search(before) and not sentence.endswith(":"):
            said.append(sentence)
        before = ""
    yield PageSection(anchor, heading, said)


def _always(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, FilterNode):
            yield from _always(node.nodelist)
        elif isinstance(node, TextNode) or (isinstance(node, (TranslateNode, BlockTranslateNode)) and not node.asvar):
            yield node


def _in_language(node: Node) -> str:
    if isinstance(node, TranslateNode):
        return gettext(node.filter_expression.var.literal)
    return gettext(node.render_token_list(node.singular)[0])
