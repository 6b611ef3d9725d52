"""Files that want more memory or time than they are worth, each made in a moment and mostly small; what they are given
to is measured by tests/hostile/weigh.py."""

import io
import random
import struct
import zlib
from dataclasses import dataclass, replace

import pikepdf
from PIL import Image

from tests.evaluations import evidence_cast as cast

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LARGEST = 10 * 2**20 - 2**16  # what every form takes


# Archives


@dataclass(frozen=True)
class Part:
    """A part as it is written into the archive, whether that is true or not."""

    name: str
    packed: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0
    extra: bytes = b""


def part(name, content="", *, times=1, end=""):
    """The content that many times and then the end; packed once, however often it is there."""
    content, end = (it.encode() if isinstance(it, str) else it for it in (content, end))
    block = content * max(1, min(times, 2**18 // max(len(content), 1)))
    blocks, rest = divmod(len(content) * times, len(block) or 1)
    packing = zlib.compressobj(6, zlib.DEFLATED, -15)
    middle = packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = middle * blocks + last.compress(block[:rest] + end) + last.flush()
    crc = 0
    for _ in range(blocks):
        crc = zlib.crc32(block, crc)
    return Part(name, packed, len(content) * times + len(end), zlib.crc32(block[:rest] + end, crc))


def xml(name, head, content, times, tail):
    """A part of which only the middle is repeated."""
    block = content.encode() * max(1, min(times, 2**18 // len(content)))
    blocks, rest = divmod(len(content.encode()) * times, len(block))
    packed, crc = b"", 0
    for piece in (head.encode(), block, block[:rest] + tail.encode()):
        packing = zlib.compressobj(6, zlib.DEFLATED, -15)
        is_last = piece is not block and packed != b""
        repeats = blocks if piece is block else 1
        stream = packing.compress(piece) + packing.flush(zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH)
        packed += stream * repeats
        for _ in range(repeats):
            crc = zlib.crc32(piece, crc)
    return Part(name, packed, len(head.encode()) + len(block) * blocks + rest + len(tail.encode()), crc)


def archive(*parts, directory=None):
    """The parts as a .zip; `directory` lists them otherwise: (part, whose place or which place)."""
    data, places = b"", {}
    for one in parts:
        places[one.name] = len(data)
        data += b"PK\x03\x04" + _facts(one) + struct.pack("<HH", len(one.name.encode()), 0) + one.name.encode()
        data += one.packed
    listed = directory or [(one, one.name) for one in parts]
    entries = b""
    for one, at in listed:
        entries += b"PK\x01\x02\x14\0" + _facts(one) + struct.pack("<HH", len(one.name.encode()), len(one.extra))
        entries += bytes(10) + struct.pack("<L", places.get(at, at)) + one.name.encode() + one.extra
    number = len(listed)
    return data + entries + struct.pack("<4s4xHHLLH", b"PK\5\6", number, number, len(entries), len(data), 0)


def _facts(one):
    return struct.pack(
        "<HHHHHLLL", 20, one.flags, one.method, 0, 0x5821, one.crc, len(one.packed), min(one.size, 0xFFFFFFFF)
    )


def _sheet_parts(**changed):
    sheet = (
        f"<worksheet {MAIN}><sheetData><row><c t='inlineStr'><is><t>Datum</t></is></c></row></sheetData></worksheet>"
    )
    override = '<Override PartName="/xl/{}.xml" ContentType="application/vnd.openxmlformats-officedocument.{}+xml"/>'
    more = "".join(
        override.format(name, f"spreadsheetml.{kind}")
        for name, kind in (
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    parts = {
        "[Content_Types].xml": cast.types(cast.SHEET_TYPE, more=more),
        "_rels/.rels": cast.relations((f"{cast.OFFICE}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook {MAIN} xmlns:r="{cast.OFFICE}">'
            '<sheets><sheet name="A" sheetId="1" r:id="r0"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": cast.relations(
            (f"{cast.OFFICE}/worksheet", "worksheets/sheet1.xml"),
            (f"{cast.OFFICE}/styles", "styles.xml"),
            (f"{cast.OFFICE}/sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": f"<styleSheet {MAIN}/>",
        "xl/sharedStrings.xml": f"<sst {MAIN}/>",
    }
    return parts | changed


def _word_parts():
    override = (
        '<Override PartName="/word/{0}.xml" ContentType="application/vnd.openxmlformats-officedocument.{1}+xml"/>'
    )
    more = "".join(override.format(name, f"wordprocessingml.{name}") for name in ("styles", "numbering"))
    return {
        "[Content_Types].xml": cast.types(cast.WORD_TYPE, part="word/document.xml", more=more),
        "_rels/.rels": cast.relations((f"{cast.OFFICE}/officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": cast.relations(
            (f"{cast.OFFICE}/styles", "styles.xml"), (f"{cast.OFFICE}/numbering", "numbering.xml")
        ),
        "word/document.xml": f"<w:document {WORD}><w:body><w:p><w:r><w:t>Kurz.</w:t></w:r></w:p></w:body></w:document>",
        "word/styles.xml": f"<w:styles {WORD}/>",
        "word/numbering.xml": f"<w:numbering {WORD}/>",
    }


def sheet_with(*parts):
    return _with(_sheet_parts(), parts)


def word_with(*parts):
    return _with(_word_parts(), parts)


def _with(usual, parts):
    names = {one.name for one in parts}
    return archive(*(part(name, content) for name, content in usual.items() if name not in names), *parts)


RELATION = f'<Relationship Id="r" Type="{cast.OFFICE}/image" Target="a.png"/>'
RELATIONS = f'<Relationships xmlns="{cast.PACKAGE}/relationships">'


def relations(name, times):
    return xml(name, RELATIONS, RELATION, times, "</Relationships>")


def _fifield(usual):
    """Many names in the directory lead to one and the same packed part."""
    kernel = part("xl/media/0.bin", random.Random(1).randbytes(200_000))  # noqa: S311 - nothing secret
    names = [replace(kernel, name=f"xl/media/{number}.bin") for number in range(400)]
    parts = [part(name, content) for name, content in usual.items()]
    directory = [(one, one.name) for one in parts] + [(one, kernel.name) for one in names]
    return archive(*parts, kernel, directory=directory)


def _quoted(usual):
    """A part that is the content of another one, with a header of its own: nested so, each byte counts many times."""
    inner = part("xl/b.bin", bytes(1000))
    header = b"PK\x03\x04" + _facts(inner) + struct.pack("<HH", len(inner.name), 0) + inner.name.encode()
    whole = header + inner.packed
    outer = Part("xl/a.bin", whole, len(whole), zlib.crc32(whole), method=0)
    parts = [part(name, content) for name, content in usual.items()]
    directory = [(one, one.name) for one in (outer, *parts)] + [(inner, 30 + len(outer.name))]
    return archive(outer, *parts, directory=directory)


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">{}]><a>&j;</a>'.format(
    "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in zip("abcdefghi", "bcdefghij", strict=True))
)
BLOW_UP = f'<!DOCTYPE a [<!ENTITY a "{"x" * 50_000}">]><a>{"&a;" * 50_000}</a>'


def _packages(make, folder):
    """What an archive of either kind may hide; `make` puts parts into a sound one."""
    usual = _sheet_parts() if folder == "xl" else _word_parts()
    zeros = part(f"{folder}/media/a.bin", bytes(2**20), times=2000)
    small = part(f"{folder}/media/a.bin", bytes(2**20))
    main = f"{folder}/{'workbook' if folder == 'xl' else 'document'}.xml"
    other = f"{folder}/other.xml"
    return {
        "18 parts of relations": lambda: make(
            *(relations(f"{folder}/_rels/{number}.xml.rels", 30_000) for number in range(18))
        ),
        "one part of relations": lambda: make(relations(f"{folder}/_rels/a.xml.rels", 700_000)),
        "500 parts of relations": lambda: make(
            *(relations(f"{folder}/_rels/{number}.xml.rels", 1400) for number in range(500))
        ),
        "relations of the package": lambda: make(relations("_rels/.rels", 900_000)),
        "content types": lambda: make(
            xml("[Content_Types].xml", "<Types>", '<Default Extension="a" ContentType="b"/>', 900_000, "</Types>")
        ),
        "relations under another ending": lambda: make(relations(f"{folder}/a.bin", 900_000)),
        "smallest elements": lambda: make(xml(other, "<a>", "<b/>", 20_000_000, "</a>")),
        "deep": lambda: make(part(other, "<a>", times=2_000_000, end="</a>" * 10)),
        "deep and closed": lambda: make(part(other, "<a>" * 200_000 + "</a>" * 200_000)),
        "long attribute": lambda: make(xml(other, '<a b="', "x" * 1000, 60_000, '"/>')),
        "many attributes": lambda: make(
            part(other, "<a " + " ".join(f'a{number}="1"' for number in range(300_000)) + "/>")
        ),
        "attributes of many elements": lambda: make(
            xml(other, "<a>", "<b " + " ".join(f'a{number}=""' for number in range(500)) + "/>", 10_000, "</a>")
        ),
        "long comment": lambda: make(xml(other, "<a><!--", "x" * 1000, 60_000, "--></a>")),
        "long instruction": lambda: make(xml(other, "<a><?x ", "x" * 1000, 60_000, "?></a>")),
        "many namespaces": lambda: make(
            part(other, "<a " + " ".join(f'xmlns:a{number}="u{number}"' for number in range(200_000)) + "/>")
        ),
        "long name": lambda: make(part(other, f"<{'a' * 9_000_000}/>")),
        "long text": lambda: make(xml(other, "<a>", "x" * 1000, 90_000, "</a>")),
        "custom XML": lambda: make(
            *(xml(f"customXml/item{number}.xml", "<a>", "<b>x</b>", 100_000, "</a>") for number in range(50))
        ),
        "many texts": lambda: make(xml(other, "<a>", "&amp;\n", 10_000_000, "</a>")),
        "laughs": lambda: make(part(main, LAUGHS)),
        "blow-up": lambda: make(part(main, BLOW_UP)),
        "laughs in UTF-16": lambda: make(part(other, LAUGHS.encode("utf-16"))),
        "laughs in UTF-16 without a mark": lambda: make(part(other, LAUGHS.encode("utf-16-be"))),
        "laughs in UTF-7": lambda: make(
            part(main, '<?xml version="1.0" encoding="UTF-7"?>' + LAUGHS.replace("<", "+ADw-").replace("&", "+ACY-"))
        ),
        "laughs in EBCDIC": lambda: make(
            part(main, ('<?xml version="1.0" encoding="cp500"?>' + LAUGHS).encode("cp500"))
        ),
        "laughs in UTF-32": lambda: make(part(f"{folder}/a.bin", LAUGHS.encode("utf-32"))),
        "two thousand megabytes of zeros": lambda: make(zeros),
        "zeros that say to be few": lambda: make(replace(zeros, size=2**20, crc=small.crc)),
        "zeros that say to be none": lambda: make(replace(zeros, size=0, crc=0)),
        "zip64": lambda: make(
            replace(zeros, size=2**32 - 1, extra=struct.pack("<HHQ", 1, 8, 2000 * 2**20)),
        ),
        "zip64 that says to be few": lambda: make(
            replace(zeros, size=2**32 - 1, extra=struct.pack("<HHQ", 1, 8, 2**20))
        ),
        "zip64 of absurd size": lambda: make(replace(zeros, size=2**32 - 1, extra=struct.pack("<HHQ", 1, 8, 2**62))),
        "deflate64": lambda: make(replace(zeros, method=9)),
        "encrypted": lambda: make(replace(small, flags=1)),
        "wrong checksum": lambda: make(replace(small, crc=1)),
        "overlapping parts": lambda: _fifield(usual),
        "parts in parts": lambda: _quoted(usual),
        "name twice": lambda: make(small, small),
        "name of another folder": lambda: make(part("../../evil.xml", "<a/>")),
        "absolute name": lambda: make(part("/etc/evil.xml", "<a/>")),
        "archives in archives": lambda: make(
            *(part(f"{folder}/embeddings/{number}.xlsx", make(zeros)) for number in range(2))
        ),
        "65 000 parts": lambda: archive(
            *(part(name, content) for name, content in usual.items()),
            directory=[(replace(small, name=f"{number}"), main) for number in range(65_000)],
        ),
    }


def _numbered(head, content, times, tail):
    return head + "".join(content.format(number) for number in range(times)) + tail


def rows(row, times):
    return xml("xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>", row, times, "</sheetData></worksheet>")


def _styles(group, one, times):
    return xml("xl/styles.xml", f"<styleSheet {MAIN}><{group}>", one, times, f"</{group}></styleSheet>")


def _workbook(inside):
    return part("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{cast.OFFICE}">{inside}</workbook>')


SHARING = '<c r="B{0}"><f t="shared" si="0"/><v>1</v></c>'
XF = '<xf numFmtId="164"/>'


def _format(code):
    return f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'


_FONT = '<font><b/><i/><sz val="9"/><color rgb="FF000000"/><name val="A"/></font>'
_FILL = '<fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill>'
SHEETS = _packages(sheet_with, "xl") | {
    "million shared strings": lambda: sheet_with(
        xml("xl/sharedStrings.xml", f"<sst {MAIN}>", "<si><t>a</t></si>", 1_000_000, "</sst>")
    ),
    "shared strings within the count": lambda: sheet_with(
        xml("xl/sharedStrings.xml", f"<sst {MAIN}>", f"<si><t>{'a' * 250}</t></si>", 70_000, "</sst>")
    ),
    "rich shared string": lambda: sheet_with(
        xml("xl/sharedStrings.xml", f"<sst {MAIN}><si>", "<r><rPr><b/></rPr><t>a</t></r>", 36_000, "</si></sst>")
    ),
    "60 000 formats": lambda: sheet_with(_styles("cellXfs", "<xf/>", 60_000)),
    "formats with alignment": lambda: sheet_with(
        _styles("cellXfs", '<xf applyAlignment="1"><alignment wrapText="1"/><protection/></xf>', 45_000)
    ),
    "fonts": lambda: sheet_with(_styles("fonts", _FONT, 24_000)),
    "fills": lambda: sheet_with(_styles("fills", _FILL, 45_000)),
    "named styles": lambda: sheet_with(_styles("cellStyles", '<cellStyle name="a" xfId="0"/>', 140_000)),
    "differential formats": lambda: sheet_with(_styles("dxfs", f"<dxf>{_FONT}</dxf>", 20_000)),
    "colours": lambda: sheet_with(
        _styles("colors", '<indexedColors><rgbColor rgb="00000000"/></indexedColors>', 70_000)
    ),
    "formula that all cells share": lambda: sheet_with(
        part(
            "xl/worksheets/sheet1.xml",
            f"<worksheet {MAIN}><sheetData><row>"
            f"<c r='A1'><f t='shared' si='0' ref='A1:ZZ999'>{'A1+' * 2700}A1</f></c></row>"
            + _numbered("", f"<row>{SHARING * 40}</row>", 900, "")
            + "</sheetData></worksheet>",
        )
    ),
    "long name of an area": lambda: sheet_with(
        _workbook(
            '<sheets><sheet name="A" sheetId="1" r:id="r0"/></sheets><definedNames>'
            f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{"$A:$A," * 16_000}</definedName></definedNames>'
        )
    ),
    "names of areas": lambda: sheet_with(
        _workbook(
            _numbered("<sheets>", '<sheet name="S{0}" sheetId="{0}" r:id="r0"/>', 400, "</sheets>")
            + _numbered(
                "<definedNames>",
                '<definedName name="_xlnm.Print_Titles" localSheetId="{0}">' + "$A:$A," * 150 + "</definedName>",
                400,
                "</definedNames>",
            )
        )
    ),
    "number format of open brackets": lambda: sheet_with(
        part("xl/styles.xml", f"<styleSheet {MAIN}>{_format('[' * 200_000)}<cellXfs>{XF}</cellXfs></styleSheet>")
    ),
    "cells in formats of open brackets": lambda: sheet_with(
        xml("xl/styles.xml", f"<styleSheet {MAIN}>{_format('[' * 255)}<cellXfs>", XF, 39_000, "</cellXfs></styleSheet>")
    ),
    "number formats": lambda: sheet_with(
        part(
            "xl/styles.xml",
            _numbered(
                f"<styleSheet {MAIN}><numFmts>",
                '<numFmt numFmtId="{0}" formatCode="0.{0}"/>',
                140_000,
                "</numFmts></styleSheet>",
            ),
        )
    ),
    "1 000 sheets": lambda: sheet_with(
        _workbook(_numbered("<sheets>", '<sheet name="S{0}" sheetId="{0}" r:id="r0"/>', 1000, "</sheets>"))
    ),
    "100 000 sheets": lambda: sheet_with(
        _workbook(_numbered("<sheets>", '<sheet name="S{0}" sheetId="{0}" r:id="r0"/>', 100_000, "</sheets>"))
    ),
    "defined names": lambda: sheet_with(
        _workbook(
            '<sheets><sheet name="A" sheetId="1" r:id="r0"/></sheets>'
            + _numbered("<definedNames>", '<definedName name="n{0}">A!$A$1</definedName>', 120_000, "</definedNames>")
        )
    ),
    "views and caches": lambda: sheet_with(
        _workbook(
            '<sheets><sheet name="A" sheetId="1" r:id="r0"/></sheets>'
            + "<bookViews><workbookView/></bookViews>" * 60_000
        )
    ),
    "relations of the workbook": lambda: sheet_with(
        part(
            "xl/_rels/workbook.xml.rels",
            RELATIONS
            + f'<Relationship Id="r0" Type="{cast.OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            + _numbered(
                "", f'<Relationship Id="x{{0}}" Type="{cast.OFFICE}/worksheet" Target="a{{0}}.xml"/>', 140_000, ""
            )
            + "</Relationships>",
        )
    ),
    "row of a million columns": lambda: sheet_with(rows("<row>" + "<c/>" * 1_000_000 + "</row>", 1)),
    "cells far to the right": lambda: sheet_with(rows('<row><c r="ZZZ1"><v>1</v></c></row>', 45_000)),
    "cells in the last column": lambda: sheet_with(
        part(
            "xl/worksheets/sheet1.xml",
            _numbered(
                f"<worksheet {MAIN}><sheetData>",
                '<row r="{0}"><c r="XFD{0}"/></row>',
                70_000,
                '<row r="1000000"><c><v>1</v></c></row></sheetData></worksheet>',
            ).replace('<row r="0"><c r="XFD0"/></row>', ""),
        )
    ),
    "last row of the spreadsheet": lambda: sheet_with(rows('<row r="1048576"><c><v>1</v></c></row>', 1)),
    "merged cells": lambda: sheet_with(
        xml(
            "xl/worksheets/sheet1.xml",
            f"<worksheet {MAIN}><sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>",
            '<mergeCell ref="A1:XFD1048576"/>',
            140_000,
            "</mergeCells></worksheet>",
        )
    ),
    "long number": lambda: sheet_with(rows(f"<row><c><v>{'9' * 9_000_000}</v></c></row>", 1)),
    "long numbers": lambda: sheet_with(rows(f"<row><c><v>{'9' * 4000}</v></c></row>", 1000)),
    "long text in a cell": lambda: sheet_with(
        xml(
            "xl/worksheets/sheet1.xml",
            f"<worksheet {MAIN}><sheetData><row><c t='inlineStr'><is><t>",
            "x" * 1000,
            19_000,
            "</t></is></c></row></sheetData></worksheet>",
        )
    ),
    "comments": lambda: sheet_with(
        xml(
            "xl/comments1.xml",
            f"<comments {MAIN}><commentList>",
            '<comment ref="A1"/>',
            2_000_000,
            "</commentList></comments>",
        )
    ),
    "drawings": lambda: sheet_with(
        *(xml(f"xl/drawings/drawing{number}.xml", "<a>", "<b/>", 100_000, "</a>") for number in range(100))
    ),
}


def _body(inside, times=1):
    head, tail = f"<w:document {WORD}><w:body>", "</w:body></w:document>"
    return xml("word/document.xml", head, inside, times, tail)


_NUMBERED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
)
_LIST = (
    f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{{0}}"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
DOCUMENTS = _packages(word_with, "word") | {
    "paragraphs": lambda: word_with(_body("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 500_000)),
    "runs": lambda: word_with(_body(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 400_000}</w:p>")),
    "tables in tables": lambda: word_with(_body("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000)),
    "styles upon styles": lambda: word_with(
        part(
            "word/styles.xml",
            f"<w:styles {WORD}>"
            + "".join(
                f'<w:style w:type="paragraph" w:styleId="s{number}"><w:basedOn w:val="s{number + 1}"/></w:style>'
                for number in range(30_000)
            )
            + "</w:styles>",
        ),
        _body('<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', 30_000),
    ),
    "absurd level": lambda: word_with(
        part("word/numbering.xml", _LIST.format(2 * 10**9)), _body(_NUMBERED.format(2 * 10**9))
    ),
    "lists": lambda: word_with(
        part(
            "word/numbering.xml",
            f"<w:numbering {WORD}>"
            + "".join(
                f'<w:num w:numId="{number}"><w:lvlOverride><w:lvl w:ilvl="0"/></w:lvlOverride></w:num>'
                for number in range(50_000)
            )
            + "</w:numbering>",
        ),
        _body(_NUMBERED.format(0), 20_000),
    ),
    "long paragraph": lambda: word_with(
        _body(f"<w:p><w:r><w:t>{'Uspořádat 3 kurzy do 5. 6. ' * 300_000}</w:t></w:r></w:p>")
    ),
}


def odt_with(body, *parts):
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    head = f"<office:document-content {names}><office:body><office:text>"
    content = xml("content.xml", head, *body, "</office:text></office:body></office:document-content>")
    usual = {"mimetype": "application/vnd.oasis.opendocument.text", "styles.xml": f"<office:document-styles {names}/>"}
    first = replace(part("mimetype", ""), packed=usual["mimetype"].encode(), size=39, method=0)
    first = replace(first, crc=zlib.crc32(first.packed))
    manifest = part("META-INF/manifest.xml", "<manifest/>")
    return archive(first, content, part("styles.xml", usual["styles.xml"]), manifest, *parts)


ODTS = {
    "paragraphs": lambda: odt_with(("<text:p>a</text:p>", 500_000)),
    "many paragraphs that are let in": lambda: odt_with(("<text:p>a</text:p>", 140_000)),
    "deep lists": lambda: odt_with(("<text:list><text:list-item>" * 5000 + "</text:list-item></text:list>" * 5000, 1)),
    "deep lists that are let in": lambda: odt_with(
        ("<text:list><text:list-item>" * 490 + "<text:p>a</text:p>" + "</text:list-item></text:list>" * 490, 1)
    ),
    "repeated cells": lambda: odt_with(
        (
            '<table:table><table:table-row><table:table-cell table:number-columns-repeated="16384">'
            "<text:p>a</text:p></table:table-cell></table:table-row></table:table>",
            1000,
        )
    ),
    "repeated spaces": lambda: odt_with(('<text:p>a<text:s text:c="2000000000"/>b</text:p>', 100)),
    "laughs": lambda: archive(
        part("mimetype", "application/vnd.oasis.opendocument.text"),
        part("content.xml", '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'),
    ),
    "a hundred megabytes": lambda: odt_with((" ", 1), part("Pictures/a.bin", bytes(2**20), times=100)),
}


# PDF


def pdf(*objects, trailer=b""):
    """A PDF of objects as they are given, numbered from 1, of which the first is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(data))
    )


def stream(content, about=b"", *, packed=False):
    if packed:
        content, about = zlib.compress(content), about + b"/Filter/FlateDecode"
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (about, len(content), content)


CATALOGUE, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 5 0 R>>"
FONT = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def page(content, resources=FONT, *more, packed=True):
    return pdf(CATALOGUE, PAGES, PAGE, stream(content, packed=packed), resources, *more)


def flate(block, times):
    """A zlib stream of the block that many times, made by repeating it packed."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    middle = packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH)
    adler = 1
    for _ in range(times):
        adler = zlib.adler32(block, adler)
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return b"x\xda" + middle * times + end + adler.to_bytes(4, "big")


def packed_objects(block, times):
    data = flate(block, times)
    return b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(data), data)


def _image(filter_name, content=b"\0"):
    about = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/%b"
    return page(b"q 600 0 0 800 0 0 cm /I Do Q", b"<</XObject<</I 6 0 R>>>>", stream(content, about % filter_name))


def _forms(depth):
    """Each form draws the next one ten times."""
    text = b"BT /F 9 Tf (a) Tj ET"
    forms = []
    for number in range(depth):
        inside = b"/X Do " * 10 if number < depth - 1 else text
        about = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>%b>>" % (
            number + 7,
            FONT[2:-2],
        )
        forms.append(stream(inside, about))
    return page(b"/X Do", b"<</XObject<</X 6 0 R>>>>", *forms)


def _letters(mapping):
    """A page whose font says by a table of its own which letters its codes are."""
    font = b"/Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[7 0 R]"
    font = b"<</Font<</F<<" + font + b">>>>>>"
    inner = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>"
    return page(b"BT /F 9 Tf <0001> Tj ET", font, stream(mapping), inner)


def _page_tree(number):
    kids = b" ".join(b"%d 0 R" % (4 + at) for at in range(number))
    pages = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, number)
    return pdf(CATALOGUE, pages, b"null", *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * number)


def _saved(prepare, **saving):
    made = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    prepare(document)
    document.save(made, **saving)
    return made.getvalue()


def _padded(content, about=b""):
    """A PDF of almost ten megabytes whose one stream is that, again and again."""
    return page(content * (LARGEST // len(content)), FONT, packed=False)


PDFS = {
    "objects of zeros": lambda: pdf(CATALOGUE, PAGES, PAGE, packed_objects(bytes(2**20), 2000)),
    "objects of names": lambda: pdf(CATALOGUE, PAGES, PAGE, packed_objects(b"/" * 2**20, 45)),
    "objects of almost scripts": lambda: pdf(
        CATALOGUE, PAGES, PAGE, packed_objects(b"/JavaScripts/EmbeddedFilesX" * 2**15, 45)
    ),
    "objects of hashes": lambda: pdf(CATALOGUE, PAGES, PAGE, packed_objects(b"/#4a#61#76#61#53#63" * 2**15, 45)),
    "objects in many streams": lambda: pdf(CATALOGUE, PAGES, PAGE, *[packed_objects(b"/E" * 2**14, 10)] * 5000),
    "names": lambda: _padded(b"/"),
    "almost scripts": lambda: _padded(b"/JavaScripts/Encryptx/EmbeddedFilesX"),
    "streams": lambda: _padded(b"stream\n"),
    "packed streams": lambda: _padded(b"/ObjStm/Filtex stream\n"),
    "90 000 packed streams": lambda: pdf(CATALOGUE, PAGES, PAGE, b"<<%b>>stream\n" % (b"/ObjSt" * 15) * 90_000),
    "types": lambda: _padded(b"/Type     "),
    "zeros on a page": lambda: pdf(
        CATALOGUE,
        PAGES,
        PAGE,
        b"<</Filter/FlateDecode/Length 9>>\nstream\n%b\nendstream" % flate(bytes(2**20), 9000),
        FONT,
    ),
    "operators": lambda: page(b"BT /F 9 Tf (a) Tj ET\n" * 1_000_000),
    "letters on a page": lambda: page(b"BT /F 9 Tf 1 0 0 1 9 9 Tm (%b) Tj ET" % (b"a" * 5_000_000)),
    "lines on a page": lambda: page(b"0 0 m 9 9 l S\n" * 1_000_000),
    "numbers on a page": lambda: page(b"1 " * 10_000_000),
    "brackets on a page": lambda: page(b"[" * 10_000_000),
    "curves on a page": lambda: page(b"0 0 m " + b"1 1 2 2 3 3 c " * 600_000 + b"S"),
    "saved states": lambda: page(b"q " * 3_000_000),
    "forms in forms": lambda: _forms(12),
    "form in itself": lambda: page(
        b"/X Do",
        b"<</XObject<</X 6 0 R>>>>",
        stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
    ),
    "100 000 pages": lambda: _page_tree(100_000),
    "page tree in itself": lambda: pdf(CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>", PAGE),
    "deep page tree": lambda: pdf(
        CATALOGUE, *(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(50_000)), PAGE
    ),
    "wide tree of one page": lambda: pdf(
        CATALOGUE, b"<</Type/Pages/Kids[%b]/Count 1>>" % (b"3 0 R " * 1_000_000), b"<</Type/Page/Parent 2 0 R>>"
    ),
    "huge table of objects": lambda: pdf(CATALOGUE, PAGES, PAGE).replace(b"xref\n0 4", b"xref\n0 999999999"),
    "tables of objects in a circle": lambda: pdf(CATALOGUE, PAGES, PAGE, trailer=b"/Prev 9"),
    "packed table of objects": lambda: (
        b"%%PDF-1.7\n1 0 obj\n%b\nendobj\nstartxref\n9\n%%%%EOF\n"
        % stream(bytes(10), b"/Type/XRef/Size 999999999/W[1 2 1]/Index[0 999999999]/Root 1 0 R")
    ),
    "lengths that lead to each other": lambda: pdf(
        CATALOGUE, PAGES, PAGE, b"<</Length 5 0 R>>\nstream\na\nendstream", b"<</Length 4 0 R>>\nstream\na\nendstream"
    ),
    "table of letters": lambda: _letters(b"1 beginbfrange <00000000> <ffffffff> <0000> endbfrange"),
    "JBIG2": lambda: _image(b"JBIG2Decode"),
    "CCITT": lambda: _image(b"CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>"),
    "runs of bytes": lambda: _image(b"RunLengthDecode", b"\x81\0" * 2_000_000),
    "packed again and again": lambda: page(b"", FONT).replace(
        stream(b"", packed=True),
        stream(
            zlib.compress(zlib.compress(flate(bytes(2**20), 500))), b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"
        ),
    ),
    "deep brackets": lambda: pdf(CATALOGUE, PAGES, b"[" * 5_000_000),
    "deep dictionaries": lambda: pdf(CATALOGUE, PAGES, b"<</A" * 1_000_000),
    "long string": lambda: pdf(CATALOGUE, PAGES, b"(" + b"\\(" * 4_000_000 + b")"),
    "broken table of objects": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 1_000_000 + b"startxref\n0\n%%EOF",
    "embedded file": lambda: _saved(lambda document: document.attachments.__setitem__("a.exe", b"MZ")),
    "encrypted": lambda: _saved(lambda document: None, encryption=pikepdf.Encryption(user="a", owner="b")),
}


# Pictures


def png(width, height, data=b"", *, depth=8, colours=2, interlaced=0, before=b"", after=b""):
    head = struct.pack(">LLBBBBB", width, height, depth, colours, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + chunk(b"IDAT", data) + after + chunk(b"IEND", b"")


def chunk(kind, content):
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def _empty_picture(mode, size, **saving):
    made = io.BytesIO()
    Image.new(mode, size).save(made, **saving)
    return made.getvalue()


def _noisy(mode, size, **saving):
    """Of few colours that change at each point, so that no decoder gets anything for nothing."""
    made = io.BytesIO()
    tile = Image.effect_noise((512, 512), 90).convert(mode)
    whole = Image.new(mode, size)
    for left in range(0, size[0], 512):
        for top in range(0, size[1], 512):
            whole.paste(tile, (left, top))
    whole.save(made, **saving)
    return made.getvalue()


def exif(entries, size):
    """A camera's description whose entries all point at the same bytes: each reader of them copies these each time."""
    table = b"".join(struct.pack("<HHLL", 0x9000 + at, 7, size, 0) for at in range(entries))
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", entries) + table + bytes(4)


def _with_segments(data, marker, contents):
    segments = b"".join(b"\xff" + bytes([marker]) + struct.pack(">H", len(it) + 2) + it for it in contents)
    return data[:2] + segments + data[2:]


def _many_descriptions():
    whole = exif(5000, 60_000)
    long = whole.ljust(65_000, b"\0")
    return _with_segments(
        _empty_picture("RGB", (9, 9), format="JPEG"), 0xE1, [long] + [b"Exif\0\0" + bytes(65_000)] * 100
    )


def _scans(size, number, subsampling=0):
    """A progressive JPEG whose last scan is said again and again."""
    data = _noisy("RGB", size, format="JPEG", progressive=True, quality=30, subsampling=subsampling)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * number + data[-2:]


_ROW = b"\0" * (4000 * 3 + 1)
PICTURES = {
    "60 000 by 60 000": lambda: png(60_000, 60_000, flate(bytes(7501), 1000), depth=1, colours=0),
    "a row of two thousand million": lambda: png(2**31 - 1, 1, zlib.compress(b"\0")),
    "four thousand million rows": lambda: png(1, 2**31 - 1, zlib.compress(b"\0")),
    "twenty million points": lambda: png(5000, 4000, flate(bytes(5000 * 4 + 1), 4000), colours=6),
    "one row of points": lambda: png(19_999_999, 1, flate(bytes(8_000_000), 20), depth=16, colours=6),
    "one column of points": lambda: png(1, 19_999_999, flate(bytes(9_000_000), 20), depth=16, colours=6),
    "twenty million deep points": lambda: png(5000, 4000, flate(bytes(5000 * 8 + 1), 4000), depth=16, colours=6),
    "interlaced": lambda: _noisy("RGBA", (4000, 4000), format="PNG", compress_level=1)[:LARGEST],
    "more data than points": lambda: png(10, 10, flate(bytes(2**20), 5000)),
    "texts": lambda: png(
        9, 9, zlib.compress(bytes(9 * 28)), before=chunk(b"zTXt", b"a\0\0" + flate(bytes(2**20), 2000))
    ),
    "colour profile": lambda: png(
        9, 9, zlib.compress(bytes(9 * 28)), before=chunk(b"iCCP", b"a\0\0" + flate(bytes(2**20), 2000))
    ),
    "chunks": lambda: png(9, 9, zlib.compress(bytes(9 * 28)), before=chunk(b"pHYs", bytes(9)) * 90_000),
    "frames": lambda: png(
        9, 9, zlib.compress(bytes(9 * 28)), before=chunk(b"acTL", bytes(8)), after=chunk(b"fcTL", bytes(26)) * 90_000
    ),
    "heads": lambda: png(
        9,
        9,
        zlib.compress(bytes(9 * 28)),
        before=chunk(b"IHDR", struct.pack(">LLBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)),
    ),
    "progressive": lambda: _noisy("RGB", (4900, 4000), format="JPEG", progressive=True, quality=5, subsampling=0),
    "progressive in four colours": lambda: _noisy("CMYK", (4900, 4000), format="JPEG", progressive=True, quality=5),
    "scans": lambda: _scans((3800, 3800), 19),
    "scans of less colour": lambda: _scans((4900, 4000), 19, 2),
    "JPEG of 60 000 points": lambda: (
        (data := _empty_picture("RGB", (9, 9), format="JPEG"))[: (at := data.index(b"\xff\xc0") + 5)]
        + struct.pack(">HH", 60_000, 60_000)
        + data[at + 4 :]
    ),
    "descriptions of a camera": _many_descriptions,
    "one description": lambda: _with_segments(
        _empty_picture("RGB", (9, 9), format="JPEG"), 0xE1, [exif(2730, 32_000).ljust(65_000, b"\0")]
    ),
    "colour profiles": lambda: _with_segments(
        _empty_picture("RGB", (9, 9), format="JPEG"),
        0xE2,
        (b"ICC_PROFILE\0" + bytes([number % 255 + 1, 255]) + bytes(65_000) for number in range(150)),
    ),
    "segments": lambda: _with_segments(_empty_picture("RGB", (9, 9), format="JPEG"), 0xFE, [b""] * 99_000),
    "fill bytes": lambda: b"\xff\xd8" + b"\xff" * LARGEST,
    "tables": lambda: _with_segments(
        _empty_picture("RGB", (9, 9), format="JPEG"), 0xC4, [b"\0" + bytes(16) + b""] * 95_000
    ),
    "GIF": lambda: _empty_picture("P", (3000, 3000), format="GIF"),
    "TIFF": lambda: _empty_picture("RGB", (3000, 3000), format="TIFF", compression="tiff_lzw"),
    "WebP": lambda: _empty_picture("RGB", (3000, 3000), format="WEBP"),
    "SVG": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + LAUGHS.encode() + b"</svg>",
}


# Texts

HEADINGS = b"Datum;Ukazatel;Po\xc4\x8det\n"
TEXTS = {
    "one line": lambda: b"a" * 20_000_000,
    "one line with an emoji": lambda: "😀".encode() + b"a" * 20_000_000,
    "one line under headings": lambda: HEADINGS + b"a" * 19_000_000,
    "empty lines": lambda: b"\n" * 20_000_000,
    "empty lines of a Mac": lambda: HEADINGS + b"\r" * 19_000_000,
    "million columns": lambda: b";" * 1_000_000,
    "columns": lambda: HEADINGS + (b";" * 99_000 + b"\n") * 200,
    "filled columns": lambda: HEADINGS + (b"a;" * 49_000 + b"\n") * 200,
    "quotes": lambda: HEADINGS + b'"";' * 6_500_000,
    "quote that never closes": lambda: HEADINGS + b'"' + b"a;b\n" * 4_900_000,
    "quote that never closes in one line": lambda: HEADINGS + b'"' * 19_000_001,
    "zeros": lambda: HEADINGS + b"\0" * 19_000_000,
    "mixed encodings": lambda: HEADINGS + "ěšč;".encode("cp1250") * 4_000_000 + b"\x81",
    "UTF-16": lambda: ("a;" * 5_000_000).encode("utf-16"),
    "rows": lambda: HEADINGS + b"1. 9. 2026;Klienti;1\n" * 900_000,
    "bad rows": lambda: HEADINGS + b"neznam;nevim;moc;;;;;\n" * 900_000,
    "emphasis": lambda: b"**a" * 6_000_000,
    "emphasis that is let in": lambda: (b"**a* " * 3500 + b"\n") * 100,
    "comments that are let in": lambda: (b"<!--" * 4700 + b"\n") * 100,
    "links that are let in": lambda: (b"[a](" * 4500 + b"\n") * 100,
    "cells that are let in": lambda: (b"| a " * 1900 + b"|\n") * 200,
    "centres that nobody knows": lambda: (
        "Operační cíle 2026\n\nCPIC Plzeň\n" + "".join(f"CPIC Xyz{n}\n- Uspořádat {n} kurzů.\n" for n in range(9000))
    ).encode(),
    "bullets": lambda: b"- a\n" * 4_000_000,
    "numbers": lambda: b"1. 2. 3. 4. 5. " * 1_000_000,
    "dashes": lambda: b"- " * 9_000_000,
    "invisible characters": lambda: HEADINGS + ("\u200b" * 30_000 + "=1;1;1\n").encode() * 200,
}


# Translations for programs of translators, of two megabytes at most


def entry(czech, name="title"):
    return f'msgctxt "{name}"\nmsgid "{czech}"\nmsgstr "b"\n\n'.encode()


CATALOGUES = {
    "letter a line": lambda: b'msgid ""\nmsgstr ""\n' + b'"a"\n' * 500_000,
    "short entries": lambda: b'msgid "a"\nmsgstr "b"\n' * 95_000,
    "backslashes": lambda: b'msgid "' + b"\\\\" * 900_000 + b'"\n',
    "one long text": lambda: b'msgid "' + b"a" * 2_000_000 + b'"\nmsgstr "b"\n',
}
