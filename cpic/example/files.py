"""Files of a simulated year, small and drawn anew: a scanned list, a leaflet, a sheet of numbers. Never names."""

import io
import re
import textwrap
import zipfile

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from evaluations.sheets import workbook
from goals.formatting import format_date
from goals.pdf.archival import FONTS

PAGE, LEAFLET = (620, 877), (420, 594)  # points of an A4 as a scanner and as a telephone see it
MARGIN, LINE, LETTERS = 48, 36, 44  # of a page: its margin and its lines in points, letters of a heading in one line
INK, PAPER, BLUE = 0, 1, (35, 98, 162)
LEAFLETS = "materialy"
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+Z")


def paper_of(record, dice):
    """What a centre would file about the record."""
    if record.indicator.slug == LEAFLETS:
        return _file(f"{record.title}.png", leaflet(record.title, dice))
    if record.participants is None and record.amount > 1:
        rows = [(record.on, record.indicator.name, record.amount)]
        return _file(f"{record.title}.xlsx", sheet(record.title, rows))
    name = "Prezenční listina" if record.participants else "Záznam"
    lines = record.participants or dice.randint(4, 9)
    return _file(f"{name} – {record.title}.pdf", scan(f"{name}: {record.title}", record.on, lines, dice))


def paper_of_goal(goal, day, dice):
    """What shows that a goal without a number was worked on."""
    name = f"Zápis ke splnění cíle {goal.position}"
    return _file(f"{name}.pdf", scan(name, day, dice.randint(6, 12), dice))


def scan(heading, day, count, dice):
    """A PDF with one page: the heading, the day and so many lines in an unreadable hand."""
    page = Image.new("1", PAGE, PAPER)
    draw = ImageDraw.Draw(page)
    top = _write(draw, [*textwrap.wrap(heading, LETTERS), format_date(day)], INK)
    for number in range(count):
        y = top + LINE * (number + 1)
        draw.line([(MARGIN, y), (PAGE[0] - MARGIN, y)], fill=INK)
        ends = MARGIN + dice.randint(90, PAGE[0] - 3 * MARGIN)
        hand = [(x, y - 6 - dice.randrange(14)) for x in range(MARGIN + 10, ends, 7)]
        draw.line(hand, fill=INK, width=2)
    moment = day.timetuple()
    return _saved(page, "PDF", creationDate=moment, modDate=moment)


def leaflet(title, dice):
    """A PNG with the title and paragraphs that are only hinted at."""
    page = Image.new("RGB", LEAFLET, "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle([(0, 0), (LEAFLET[0], MARGIN // 2)], fill=BLUE)
    top = _write(draw, textwrap.wrap(title, LETTERS // 2), BLUE)
    for y in range(top + LINE, LEAFLET[1] - MARGIN, LINE // 2):
        draw.line([(MARGIN, y), (LEAFLET[0] - MARGIN - dice.randrange(120), y)], fill="gray", width=4)
    return _saved(page.quantize(8), "PNG")


def sheet(title, rows):
    """An .xlsx of days, things and their numbers; the same rows make the same file at any time."""
    source = io.BytesIO(workbook(title, ["Datum", "Ukazatel", "Počet"], rows))
    target = io.BytesIO()
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w") as again:
        for name in packed.namelist():
            content = MOMENT.sub(f"{rows[0][0]}T12:00:00Z".encode(), packed.read(name))
            again.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _file(name, content):
    return ContentFile(content, name=name.replace(":", " –"))  # a colon is no part of a file name


def _saved(image, kind, **facts):
    stream = io.BytesIO()
    image.save(stream, kind, **facts)
    return stream.getvalue()


def _write(draw, lines, fill):
    """From the top of the page; returns where the last line ends, in points."""
    font = ImageFont.truetype(FONTS / "Roboto-Regular.ttf", LINE // 2 + 4)
    for number, line in enumerate(lines):
        draw.text((MARGIN, MARGIN + number * LINE), line, font=font, fill=fill)
    return MARGIN + len(lines) * LINE
