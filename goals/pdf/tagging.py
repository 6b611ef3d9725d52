"""What the tags that WeasyPrint writes lack for a screen reader, put in before the file is written: what a page break
cut apart is one again, running headers belong to nothing, lists are whole."""

from collections import defaultdict

import pydyf
from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

REPEATED = {"/THead", "/TFoot"}  # printed again on each page that their table reaches
WRAPPED = {"/LBody", "/Table"}  # whose boxes are nobody's, though each has one

_build_box_tree = tags._build_box_tree


def _build_and_remember(box, parent, pdf, page_number, nums, annotations, marks):
    """A structure element does not know of which element of the HTML it is a part, so that the parts cannot be found;
    and a text has forgotten its mark once it is in the tree."""
    if isinstance(box, boxes.PageBox):
        pdf.texts = [*getattr(pdf, "texts", ()), {mark["mcid"]: text for text, mark in marks.items()}]
    for element in _build_box_tree(box, parent, pdf, page_number, nums, annotations, marks):
        if not hasattr(element, "box"):
            element.box = box
            if box.element is not None and box.element.get("lang") and box.element.tag not in {"html", "body"}:
                element["Lang"] = pydyf.String(box.element.get("lang"))
        yield element


tags._build_box_tree = _build_and_remember


def complete_tags(pdf):
    structure = at(pdf, pdf.catalog["StructTreeRoot"])
    owners = at(pdf, structure["ParentTree"])["Nums"]
    _join_over_pages(pdf, structure, owners)
    reachable = [element for element, _is_repeated in _elements_below(pdf, structure)]
    _mark_page_furniture(pdf, owners, {element.number for element in reachable})
    _complete_lists(pdf, reachable)


def at(pdf, reference):
    """The object behind a reference like b"12 0 R"."""
    return pdf.objects[int(reference.split()[0])]


def _elements_below(pdf, parent, is_repeated=False):
    """Structure elements in reading order, each with whether it stands in what a table prints on each page."""
    for kid in parent["K"]:
        if _is_reference(kid) and "S" in (element := at(pdf, kid)):
            yield element, is_repeated
            yield from _elements_below(pdf, element, is_repeated or element["S"] in REPEATED)


def _join_over_pages(pdf, structure, owners):
    """WeasyPrint begins everything anew on each page; here the first part of an element takes in what the others hold,
    and what named those names the first one."""
    instead, names = {}, {}
    for (_html, _tag, role), [(whole, _), *others] in _parts_of_elements(pdf, structure).items():
        for part, is_repeated in others:
            instead[part.reference] = whole.reference
            if "ID" in part:  # of a header cell
                names[part["ID"].string] = whole["ID"]
            if role not in REPEATED and not is_repeated:
                whole["K"] += [_of_page(kid, part["Pg"]) for kid in part["K"]]
    for part in instead:
        at(pdf, part).clear()
    for element, _is_repeated in _elements_below(pdf, structure):
        element["K"] = pydyf.Array([kid for kid in element["K"] if not _is_reference(kid) or kid not in instead])
        _own(pdf, element)
        if "Headers" in element.get("A", ()):
            headers = [names.get(name.string, name) for name in element["A"]["Headers"]]
            element["A"]["Headers"] = pydyf.Array(headers)
    for place, owner in enumerate(owners):
        if isinstance(owner, list):  # of the marks of a page, in their order
            owner[:] = [instead.get(one, one) for one in owner]
        else:  # of a link; or the number of a page
            owners[place] = instead.get(owner, owner)


def _parts_of_elements(pdf, structure):
    """By what it is in the HTML and in the tree, each element with its parts, and whether they are printed again."""
    parts = defaultdict(list)
    for element, is_repeated in _elements_below(pdf, structure):
        box = getattr(element, "box", None)
        if box is not None and (element["S"] in WRAPPED or not isinstance(box.style, AnonymousStyle)):
            parts[box.element, box.element_tag, element["S"]].append((element, is_repeated))
    return parts


def _own(pdf, element):
    """What the element holds says that it does."""
    for kid in filter(_is_reference, element["K"]):
        if "S" in at(pdf, kid):
            at(pdf, kid)["P"] = element.reference


def _is_reference(kid):
    return isinstance(kid, bytes)


def _of_page(kid, page):
    """A kid as another element can hold it: the number of marked content counts on its own page only."""
    return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": kid}) if isinstance(kid, int) else kid


def _mark_page_furniture(pdf, owners, reachable):
    """Running headers, also those of tables, become artifacts (ISO 14289-1, 7.8); otherwise they stay text that belongs
    to nothing."""
    for index, page in enumerate(pdf.page_references):
        by_mark = owners[2 * index + 1]
        lost = {mark for mark, owner in enumerate(by_mark) if at(pdf, owner).number not in reachable}
        content = at(pdf, at(pdf, page)["Contents"])
        for place, item in enumerate(content.stream):  # a marked sequence is its tag, its properties, and BDC
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in lost:
                content.stream[place - 1 : place + 1] = [b"/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
        for mark in lost:
            by_mark[mark] = b"null"


def say_texts(pdf, needs_it):
    """What a text says stands beside its glyphs (ISO 32000-1, 14.9.4), in the order in which it is read."""
    for page, texts in zip(pdf.page_references, pdf.texts, strict=True):
        for item in at(pdf, at(pdf, page)["Contents"]).stream:
            text = getattr(texts.get(item.get("MCID")), "text", "") if isinstance(item, pydyf.Dictionary) else ""
            if needs_it(text):
                item["ActualText"] = pydyf.String(text)


def _complete_lists(pdf, elements):
    """An item holds a label and a body, and a list with labels says of which kind they are (ISO 14289-1, 7.6)."""
    for element in (it for it in elements if it["S"] == "/LI"):
        loose = [kid for kid in element["K"] if at(pdf, kid)["S"] not in {"/Lbl", "/LBody"}]
        if loose:  # paragraphs in an item come out as its direct children
            body = {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(loose), "P": element.reference}
            body = pydyf.Dictionary(body | {"Pg": element["Pg"]})
            pdf.add_object(body)
            _own(pdf, body)
            element["K"] = pydyf.Array([kid for kid in element["K"] if kid not in loose] + [body.reference])
    for element in (it for it in elements if it["S"] == "/L"):
        parts = [at(pdf, kid) for item in element["K"] for kid in filter(_is_reference, at(pdf, item)["K"])]
        if any(part["S"] == "/Lbl" for part in parts):
            kind = "/Decimal" if element.box.element_tag == "ol" else "/Disc"
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": kind})
