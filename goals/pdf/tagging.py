"""What WeasyPrint's tags lack for a screen reader, put in before the file is written.

Running headers become artifacts (ISO 14289-1, 7.8; otherwise they stay text that belongs to nothing), numbered
lists say that they are numbered (7.6), a link is described by its words instead of its target (7.18.5), and a hyphen
that only a line's end made is a soft one (ISO 32000-1, 14.8.2.2.3), so that words are whole when read or copied.
"""

import pydyf
from weasyprint import Document


def complete(document: Document, pdf: pydyf.PDF):
    """Amend the objects of a tagged document; called as, or from, WeasyPrint's finisher."""
    structure = _at(pdf, pdf.catalog["StructTreeRoot"])
    reachable = _reachable(pdf, structure)
    _mark_page_furniture(pdf, structure, reachable)
    for element in [pdf.objects[number] for number in sorted(reachable)]:
        if element.get("S") == "/LI":
            _wrap_body(pdf, element)
    _say_numbering(pdf, reachable)
    _describe_links(document)
    _soften_hyphens(pdf)


def _at(pdf, reference):
    """The object behind a reference like b"12 0 R"."""
    return pdf.objects[int(reference.split()[0])]


def _reachable(pdf, structure):
    """Numbers of all structure elements that hang on the tree."""
    waiting, seen = list(structure["K"]), set()
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, bytes):
            element = _at(pdf, kid)
            seen.add(element.number)
            waiting.extend(element.get("K", ()))
    return seen


def _mark_page_furniture(pdf, structure, reachable):
    owners = _at(pdf, structure["ParentTree"])["Nums"]
    for index, page in enumerate(pdf.page_references):
        by_mark = owners[2 * index + 1]
        lost = {mark for mark, owner in enumerate(by_mark) if _at(pdf, owner).number not in reachable}
        _turn_into_artifacts(_at(pdf, _at(pdf, page)["Contents"]), lost)
        for mark in lost:
            by_mark[mark] = b"null"


def _turn_into_artifacts(content, marks):
    """A marked sequence is three items of the stream: its tag, its properties, and BDC."""
    for index, item in enumerate(content.stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in marks:
            content.stream[index - 1 : index + 1] = [b"/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _wrap_body(pdf, item):
    """A list item holds a label and a body, nothing else; paragraphs in it come out as its direct children."""
    loose = [kid for kid in item["K"] if _at(pdf, kid)["S"] not in {"/Lbl", "/LBody"}]
    if not loose:
        return
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(loose), "P": item.reference})
    body["Pg"] = item["Pg"]
    pdf.add_object(body)
    for kid in loose:
        _at(pdf, kid)["P"] = body.reference
    item["K"] = pydyf.Array([kid for kid in item["K"] if kid not in loose] + [body.reference])


def _say_numbering(pdf, reachable):
    for number in sorted(reachable):
        element = pdf.objects[number]
        if element.get("S") == "/L" and _has_labels(pdf, element):
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/Decimal"})


def _has_labels(pdf, element):
    items = (_at(pdf, item) for item in element["K"])
    return any(_at(pdf, kid)["S"] == "/Lbl" for item in items for kid in item["K"] if isinstance(kid, bytes))


def _describe_links(document):
    for page in document.pages:
        for kind, _target, _rectangle, box in page.links:
            if kind in {"internal", "external"}:  # an attachment is none of ours
                words = " ".join("".join(box.element.itertext()).split())
                box.link_annotation["Contents"] = pydyf.String(words)


def _soften_hyphens(pdf):
    """The hyphen of hyphenation, U+2010, has a glyph of its own: U+002D in a wording is another one."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream[:20]:
            item.stream = [line.replace(b"> <2010>", b"> <00ad>") for line in item.stream]
