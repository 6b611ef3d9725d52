"""Word files read by no program of ours: the zip, its XML, and the rules by which Word and LibreOffice open them."""

import io
import zipfile
from collections import Counter
from posixpath import join, normpath
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"


class WordFile:
    def __init__(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            self.entries = archive.infolist()
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees = {
            name: ElementTree.fromstring(data)  # noqa: S314 - made a moment ago
            for name, data in self.parts.items()
            if name.endswith((".xml", ".rels"))
        }
        self.body = self.trees["word/document.xml"].find(f"{W}body")

    def tree(self, name):
        return self.trees[f"word/{name}.xml"]

    @property
    def paragraphs(self):
        """Style and text of each, those in tables too; spaces as spaces."""
        return [(style_of(one), text_of(one)) for one in self.body.iter(f"{W}p") if text_of(one)]

    @property
    def headings(self):
        return [(int(style[-1]), text) for style, text in self.paragraphs if style.startswith("Heading")]

    @property
    def words(self):
        return " ".join(text for _style, text in self.paragraphs).split()

    def numbered(self):
        """The items of numbered lists as a reader sees them: number and text."""
        starts = {}
        for one in self.tree("numbering").iter(f"{W}num"):
            begun = one.find(f"{W}lvlOverride/{W}startOverride")
            if begun is not None:
                starts[one.get(f"{W}numId")] = int(begun.get(VAL))
        counted, items = Counter(), []
        for paragraph in self.body.iter(f"{W}p"):
            if style_of(paragraph) == "ListNumber":
                number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId").get(VAL)
                items.append((starts[number] + counted[number], text_of(paragraph)))
                counted[number] += 1
        return items

    def faults(self):
        """What would make a program complain."""
        yield from self._missing_parts()
        styles = {one.get(f"{W}styleId") for one in self.tree("styles").iter(f"{W}style")}
        for tree in self.trees.values():
            for tag in ("pStyle", "tblStyle", "basedOn", "next", "link", "rStyle"):
                used = {one.get(VAL) for one in tree.iter(f"{W}{tag}")}
                yield from (f"no style {name}" for name in used - styles)
        lists = {one.get(f"{W}numId") for one in self.tree("numbering").iter(f"{W}num")}
        for tree in (self.body, self.tree("styles")):
            yield from (f"no list {one}" for one in {one.get(VAL) for one in tree.iter(f"{W}numId")} - lists)
        places = [one.get(f"{W}name") for one in self.body.iter(f"{W}bookmarkStart")]
        yield from (f"two places {name}" for name, count in Counter(places).items() if count > 1)
        led_to = {one.get(f"{W}anchor") for one in self.body.iter(f"{W}hyperlink")}
        yield from (f"no place {name}" for name in led_to - set(places))
        yield from (f"an empty cell {cell}" for cell in self.body.iter(f"{W}tc") if cell[-1].tag != f"{W}p")
        for above, below in zip(self.body, self.body[1:], strict=False):
            if above.tag == f"{W}tbl" and below.tag != f"{W}p":
                yield "a table that no paragraph follows"
        for table in self.body.iter(f"{W}tbl"):
            columns = {len(row.findall(f"{W}tc")) for row in table.iter(f"{W}tr")}
            if columns != {len(table.findall(f"{W}tblGrid/{W}gridCol"))}:
                yield f"columns {columns}"
        levels = [level for level, _text in self.headings]
        if levels[:1] != [1] or any(below > above + 1 for above, below in zip(levels, levels[1:], strict=False)):
            yield f"headings {levels}"

    def _missing_parts(self):
        kinds = self.trees["[Content_Types].xml"]
        known = {one.get("PartName", "").lstrip("/") for one in kinds} | {one.get("Extension") for one in kinds}
        yield from (f"no type of {name}" for name in self.parts if not {name, name.rpartition(".")[2]} & known)
        for name, tree in self.trees.items():
            if name.endswith(".rels"):
                folder = name.partition("_rels/")[0]
                targets = [one.get("Target") for one in tree]
                yield from (f"no part {one}" for one in targets if normpath(join(folder, one)) not in self.parts)


def style_of(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if style is None else style.get(VAL)


def text_of(paragraph):
    pieces = {f"{W}br": lambda one: "\n", f"{W}t": lambda one: one.text or ""}
    return "".join(pieces[one.tag](one) for one in paragraph.iter() if one.tag in pieces).replace("\u00a0", " ")
