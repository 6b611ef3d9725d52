"""Prints of an edition: the words of the edition, large enough to be read from a wall, with a code that a camera reads
also from a stained page."""

import io
import random
import re

import pdfplumber
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from centres.addresses import full_address
from goals import renderings
from goals.models import Edition, EditionFile
from goals.pdf import sheets
from goals.pdf.edition import goal_in_words
from tests.goals.noticeboard_cast import code_of, make_board
from tests.pdf_trees import opened, without_heading

pytestmark = [pytest.mark.django_db, pytest.mark.draws_pdfs]
DPI = 150
ROUNDING = 0.1  # points; the size of a letter is rounded in the file
LONG = "Nejneobhospodařovávatelnějšíhotrojnásobnémupodporovatelství"


def drawn(edition, *slugs, file_format="sheet"):
    whole = Edition.objects.with_content().get(pk=edition.pk)
    return sheets.draw(whole, [code_of(edition, slug, file_format) for slug in slugs or ["pisek"]]).content


def words(text):
    """Without white space and what only breaks a line."""
    return re.sub(r"[\s\u00ad\u200b]", "", text)


def text_of(content):
    """In the order of reading, as a program takes it out; heads and feet of pages are no part of what is said."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def picture(content, page=0):
    with pypdfium2.PdfDocument(content) as document:
        return document[page].render(scale=DPI / 72).to_pil().convert("RGB")


def read(image):
    return [found.text for found in zxingcpp.read_barcodes(image)]


def stained(image):
    """Coffee over the code, a fold through it, a bad copier."""
    [code] = zxingcpp.read_barcodes(image)
    corners = [getattr(code.position, name) for name in ("top_left", "bottom_right")]
    (left, top), (right, bottom) = [(corner.x, corner.y) for corner in corners]
    side, draw = right - left, ImageDraw.Draw(image)
    spot = (left + side * 0.55, top + side * 0.5)
    draw.ellipse([*spot, spot[0] + side * 0.28, spot[1] + side * 0.28], fill=(120, 80, 40))
    draw.line([left, top + side * 0.42, right, top + side * 0.46], fill=(230, 230, 225), width=5)
    dots = random.Random(15)  # noqa: S311 - dirt, not secret
    for _dot in range(4000):
        image.putpixel((dots.randrange(image.width), dots.randrange(image.height)), (90, 90, 90))
    return image.rotate(2.5, fillcolor="white", resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1.1))


@pytest.mark.parametrize("count", [1, 40])
def test_sheet_says_what_the_edition_says_on_numbered_pages(count):
    text = f"Zpřístupnit poradenství, {LONG}, nejméně šestkrát ročně a <b>pořád</b> & všem."
    board = make_board(goals=count, text=text, responsible="tým centra", evidence="Doloží se zápisem.")
    content = drawn(board.edition)
    pages = text_of(content)
    whole = Edition.objects.with_content().get(pk=board.edition.pk)
    goals = [goal for place in whole.centres.all() if place.slug == "pisek" for goal in place.goals.all()]

    said = words("".join(pages))
    for goal in goals:
        shown = goal_in_words(goal, goal.serves)
        for line in (*shown["lines"], shown["measures"], *shown["notes"]):
            assert words(line) in said
    assert len(goals) == count
    assert said.count(words(LONG)) == count
    assert (len(pages) == 1) == (count == 1)
    assert all(f"strana {number} z {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert all("CPIC Písek" in page and code_of(board.edition).code in page for page in pages)
    first = pages[0].replace("\u00a0", " ")
    assert "Vydání 1 ze dne 10. 1. 2026" in first
    assert "Schválil/a: vedoucí odboru" in first
    assert whole.checksum[:4] in first


@pytest.mark.parametrize(("file_format", "least_of_goals"), [("sheet", 14), ("large", 20)])
def test_letters_are_large_enough_and_none_runs_off_the_page(file_format, least_of_goals):
    board = make_board(goals=5, text=f"Uspořádat nejméně 12 kurzů, {LONG * 2}.")
    with pdfplumber.open(io.BytesIO(drawn(board.edition, file_format=file_format))) as document:
        letters = [letter for page in document.pages for letter in page.chars if letter["text"].strip()]
        lines = [line for page in document.pages for line in page.extract_words(extra_attrs=["size"])]
        width = document.pages[0].width

    assert min(letter["size"] for letter in letters) >= 12 - ROUNDING
    assert {round(word["size"]) for word in lines if word["text"] == "Písek"} >= {38}
    assert min(word["size"] for word in lines if word["text"] == "Uspořádat") >= least_of_goals - ROUNDING
    assert max(letter["x1"] for letter in letters) <= width - 40


def test_code_is_read_from_a_picture_and_from_a_stained_one():
    board = make_board(goals=40)
    page = picture(drawn(board.edition))
    address = full_address(code_of(board.edition).get_absolute_url())

    assert read(page) == [address]
    assert read(stained(page)) == [address]
    assert read(page.filter(ImageFilter.GaussianBlur(14))) == []  # the reader does not know the address by itself


def test_files_wait_for_cron_and_are_all_there_then():
    board = make_board(goals=9)
    by_publishing = set(EditionFile.objects.values_list("format", "centre"))

    renderings.draw_missing()

    assert by_publishing == {("json", ""), ("pdf", "")}
    prints = EditionFile.objects.exclude(format__in=["json", "pdf"])
    each = {(kind, slug) for kind in ("sheet", "large") for slug in ("pisek", "jinde")}
    assert set(prints.values_list("format", "centre")) == each | {("sheets", "")}
    pages = {file.centre: file.pages for file in prints.filter(format="sheet")}
    together = prints.get(format="sheets")
    assert together.pages == sum(pages.values()) > 2
    # In one file, too, each sheet counts its own pages and has its own code.
    texts = text_of(bytes(together.content))
    assert sum("strana 1 z" in text for text in texts) == 2
    assert f"strana 1 z {pages['pisek']}" in "".join(texts)
    found = [read(picture(bytes(together.content), page)) for page in range(together.pages)]
    codes = {full_address(code_of(board.edition, slug).get_absolute_url()) for slug in pages}
    assert {text for page in found for text in page} == codes
    with opened(bytes(together.content)) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert document.Root.Lang == "cs"
        assert without_heading(document) == []
    assert renderings.draw_missing() == (0, [])


def test_same_rows_make_the_same_bytes():
    board = make_board()

    assert drawn(board.edition, "pisek", "jinde") == drawn(board.edition, "pisek", "jinde")
