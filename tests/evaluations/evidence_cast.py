"""Files of every kind that evidence may be, made small, and the ways to spoil them."""

import io
import zipfile
import zlib

import docx
import pikepdf
from PIL import Image

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word_file():
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Prezenční listina kurzu")
    document.save(stream)
    return stream.getvalue()


def types(main, *, part="xl/workbook.xml", more=""):
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/>{more}</Types>'
    )


def relations(*rows):
    """Rows are (type, target) or (type, target, mode)."""
    told = "".join(
        f'<Relationship Id="r{number}" Type="{row[0]}" Target="{row[1]}"'
        + (f' TargetMode="{row[2]}"' if len(row) > 2 else "")
        + "/>"
        for number, row in enumerate(rows)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'


def sheet_parts():
    return {
        "[Content_Types].xml": types(SHEET_TYPE),
        "_rels/.rels": relations((f"{OFFICE}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    }


def packed(parts, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def sheet_file():
    return packed(sheet_parts())


def sheet_with(parts):
    return packed(sheet_parts() | parts)


def pdf_file(prepare=None, **saving):
    stream = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    if prepare:
        prepare(document)
    document.save(stream, **saving)
    return stream.getvalue()


def picture(form, size=(60, 40), **saving):
    stream = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(stream, form, **saving)
    return stream.getvalue()


def photograph(orientation=6):
    """A JPEG as a phone makes it: where it was taken, by whom, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Jana Nováková"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 5.0, 16.0), 3: "E", 4: (14.0, 25.0, 14.0)})
    return picture("JPEG", exif=exif, comment=b"domov", icc_profile=b"barvy" * 30, progressive=True, quality=60)


def crc_of_zeros(count, block=2**20):
    """The checksum of that many zeros, a multiple of the block."""
    zeros, crc = bytes(block), 0
    for _ in range(count // block):
        crc = zlib.crc32(zeros, crc)
    return crc


def deflated_zeros(mebibytes):
    """A stream that unpacks to so many MB of zeros, made without packing them all: its middle is one block repeated."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packing.compress(bytes(2**20)) + packing.flush(zlib.Z_FULL_FLUSH)
    return block * mebibytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def with_part(data, name, stream, *, size, crc):
    """An archive with one more part, whose packed bytes, size and checksum are given as they are to be written."""
    facts = (
        (20).to_bytes(2, "little")
        + bytes(2)
        + (8).to_bytes(2, "little")
        + b"\0\0\x21\x58"
        + crc.to_bytes(4, "little")
        + len(stream).to_bytes(4, "little")
        + size.to_bytes(4, "little")
        + len(name).to_bytes(2, "little")
        + bytes(2)
    )
    end = data.rindex(b"PK\x05\x06")
    begin = int.from_bytes(data[end + 16 : end + 20], "little")
    count = int.from_bytes(data[end + 10 : end + 12], "little") + 1
    local = b"PK\x03\x04" + facts + name + stream
    entry = b"PK\x01\x02" + b"\x14\0" + facts + bytes(10) + begin.to_bytes(4, "little") + name
    directory = data[begin:end] + entry
    tail = b"PK\x05\x06" + bytes(4) + count.to_bytes(2, "little") * 2
    tail += len(directory).to_bytes(4, "little") + (begin + len(local)).to_bytes(4, "little") + bytes(2)
    return data[:begin] + local + directory + tail
