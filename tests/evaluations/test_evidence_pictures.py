"""Pictures: whole, of sane size, and kept without the place, the time and the names that a camera writes into them."""

import io
import zlib

import pytest
from PIL import Image, PngImagePlugin

from evaluations.evidence import FileKind, Unfit, inspect, without_metadata
from tests.evaluations.evidence_cast import photograph, picture

DAMAGED = "Obrázek je neúplný nebo poškozený; uložte ho znovu."
TOO_LARGE = "Obrázek má víc než 20 milionů bodů; zmenšete ho."


def found(data):
    """The kind, or the sentence of the refusal."""
    try:
        return inspect(io.BytesIO(data), "priloha.png")
    except Unfit as unfit:
        return str(unfit)


def pixels(data):
    with Image.open(io.BytesIO(data)) as image:
        return image.mode, image.size, image.tobytes()


def with_texts():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Jana Nováková")
    texts.add_text("Place", "50.0875, 14.4213", zip=True)
    return picture("PNG", pnginfo=texts, exif=photograph_exif(), dpi=(150, 150))


def photograph_exif():
    with Image.open(io.BytesIO(photograph())) as image:
        return image.getexif()


@pytest.mark.parametrize("saving", [{}, {"progressive": True}, {"quality": 10}, {"subsampling": 0}, {"optimize": True}])
def test_jpeg_is_taken_and_looks_the_same_without_metadata(saving):
    data = picture("JPEG", **saving)

    assert found(data) == FileKind.JPG
    assert pixels(without_metadata(data, FileKind.JPG)) == pixels(data)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_is_taken_and_looks_the_same_without_metadata(mode):
    stream = io.BytesIO()
    Image.new(mode, (30, 20)).save(stream, "PNG")

    assert found(stream.getvalue()) == FileKind.PNG
    assert pixels(without_metadata(stream.getvalue(), FileKind.PNG)) == pixels(stream.getvalue())


@pytest.mark.parametrize("orientation", [2, 3, 6, 8])
def test_photograph_keeps_its_colours_and_which_way_is_up_and_nothing_else(orientation):
    bare = without_metadata(photograph(orientation), FileKind.JPG)

    with Image.open(io.BytesIO(bare)) as image:
        assert dict(image.getexif()) == {0x0112: orientation}
        assert image.info["icc_profile"] == b"barvy" * 30
        assert "comment" not in image.info
    assert b"Nov" not in bare
    assert pixels(bare) == pixels(photograph(orientation))


@pytest.mark.parametrize("orientation", [0, 1, 9, 60000])
def test_orientation_that_turns_nothing_is_not_kept(orientation):
    bare = without_metadata(photograph(orientation), FileKind.JPG)

    assert b"Exif" not in bare


def test_broken_metadata_are_no_hindrance():
    data = photograph().replace(b"Exif\0\0MM", b"Exif\0\0XX").replace(b"Exif\0\0II", b"Exif\0\0XX")

    assert found(data) == FileKind.JPG
    assert b"Exif" not in without_metadata(data, FileKind.JPG)


def test_png_keeps_no_texts():
    bare = without_metadata(with_texts(), FileKind.PNG)

    with Image.open(io.BytesIO(bare)) as image:
        assert set(image.info) == {"dpi"}
    assert pixels(bare) == pixels(with_texts())


@pytest.mark.parametrize(("form", "kind"), [("PNG", FileKind.PNG), ("JPEG", FileKind.JPG)])
def test_what_lies_behind_the_picture_is_not_kept(form, kind):
    data = picture(form) + b"PK\x03\x04<script>alert(1)</script>"

    assert found(data) == kind
    assert without_metadata(data, kind) == without_metadata(picture(form), kind)


@pytest.mark.parametrize("kind", [FileKind.PNG, FileKind.JPG])
def test_picture_without_metadata_stays_as_it_is(kind):
    once = without_metadata(photograph() if kind == FileKind.JPG else with_texts(), kind)

    assert without_metadata(once, kind) == once


@pytest.mark.parametrize("kind", [FileKind.PDF, FileKind.DOCX, FileKind.XLSX])
def test_other_files_are_kept_as_they_are(kind):
    assert without_metadata(b"obsah", kind) == b"obsah"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # the test makes such pictures itself
@pytest.mark.parametrize("size", [(5000, 4001), (10_000, 10_000), (20_000, 20_000)])
def test_picture_of_too_many_points_is_refused_unpainted(size):
    stream = io.BytesIO()
    Image.new("1", size).save(stream, "PNG")

    assert found(stream.getvalue()) == TOO_LARGE


def test_picture_of_as_many_points_as_may_be_is_taken():
    stream = io.BytesIO()
    Image.new("1", (5000, 4000)).save(stream, "PNG")

    assert found(stream.getvalue()) == FileKind.PNG


def scans_repeated(times):
    """A progressive JPEG whose last scan comes again and again: short to send, long to paint."""
    data = picture("JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * times + data[-2:]


def test_scans_without_end_are_refused():
    assert found(scans_repeated(10)) == FileKind.JPG
    assert found(scans_repeated(200)) == DAMAGED


def with_pieces(kind, times):
    """A whole picture with that many empty comments in it."""
    if kind == FileKind.JPG:
        data = picture("JPEG")
        return data[:2] + b"\xff\xfe\0\2" * times + data[2:]
    data, chunk = picture("PNG"), b"\0\0\0\0tEXt" + zlib.crc32(b"tEXt").to_bytes(4, "big")
    return data[:33] + chunk * times + data[33:]


@pytest.mark.parametrize("kind", [FileKind.PNG, FileKind.JPG])
def test_pieces_without_end_are_refused(kind):
    assert found(with_pieces(kind, 50_000)) == kind
    assert found(with_pieces(kind, 100_000)) == DAMAGED


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8" + b"\xff" * 1_000_000,
        b"\xff\xd8" + b"\xff\xfe\0\2" * 200_000,
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0abcd\0\0\0\0" * 200_000,
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xd9",
        picture("PNG").replace(b"IDAT", b"abcD"),
    ],
)
def test_pieces_without_a_picture_are_refused(data):
    assert found(data) == DAMAGED
