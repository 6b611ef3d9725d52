"""Records of a simulated year: which indicator counts in which target, what the centres write down, and the small files
that they attach, drawn anew: a scanned list, a leaflet, a sheet of numbers. Never names."""

import io
import re
import textwrap
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from cpic.example.courses import SPOKEN_OF, Deed, Fate, last_day, moment, working_day
from cpic.example.sentences import RECORD_NOTES, TOPICS, ExampleTopic
from evaluations.models import Indicator, Record
from evaluations.records.evidence import attach
from evaluations.records.records import RecordContent, add, correct, remove
from evaluations.records.sources import set_source
from evaluations.sheets import workbook
from evaluations.states import Aggregation
from goals.formatting import format_date
from goals.pdf.letters import ROBOTO

FROM_DAY = 6  # of January: from then on the centres choose the sources of their targets
NETWORK_DAY = 26  # of January: the network's goals, once the commitment is approved
MISTYPED, TWICE = 0.04, 0.02  # of records are corrected, taken back
WRITTEN_AT = 16  # o'clock, when the meetings of the day are over
QUARTER = 3
# Read off or counted once in so many months by every centre without a target of it: from, to.
STATISTICS = {
    "klienti": (1, 9, 34),
    "vsichni-klienti": (1, 30, 90),
    "smlouvy": (1, 20, 70),
    "zakazky": (1, 40, 120),
    "tlumoceni": (QUARTER, 6, 40),
    "pravni-poradenstvi": (QUARTER, 3, 20),
    "sledujici": (1, 600, 1500),
    "spokojenost": (QUARTER, 82, 97),
    "pracovnici": (QUARTER, 3, 7),
    "tlumocnici": (QUARTER, 4, 11),
    "monitorovaci-zpravy": (QUARTER, 1, 1),
}
VILLAGES = "ABCDEFGH"
GROWTH = 1.03  # a month, of what is read off again and again
GROWING = frozenset({"sledujici"})
FILED = (0, 1)  # records of a month of which something is filed
SHOWN = frozenset({Fate.ON_PACE, Fate.DONE_EARLY})  # goals that somebody can show something of
FILED_AT, GOAL_DAY = (17, 30), 20

PAGE, LEAFLET = (620, 877), (420, 594)  # points of an A4 as a scanner and as a telephone see it
MARGIN, LINE, LETTERS = 48, 36, 44  # of a page: its margin and its lines in points, letters of a heading in one line
INK, PAPER, BLUE = 0, 1, (35, 98, 162)
LEAFLETS = "materialy"
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+Z")


def source_steps(simulation):
    """In January the heads say which indicator counts in which target of theirs."""
    january = date(simulation.year, 1, 1)
    deciding = []
    for team in simulation.teams:
        shift = simulation.dice("feeding", team.slug).randrange(10)
        deciding.append((january.replace(day=FROM_DAY + shift), team.head, team.centre))
    deciding.append((january.replace(day=NETWORK_DAY), simulation.department_head, None))
    for day, person, centre in deciding:
        at = moment(working_day(day), 9)
        rows = [row for course in simulation.courses_of(centre) for row in course.targets if row.indicator]
        for row in rows:
            yield Deed(at, partial(set_source, row.target, row.indicator, row.topic, by=person))


def record_steps(simulation, team, last_days):
    """What counts in the targets, and what is counted besides; `last_days` until which each month can be written."""
    rows = [row for course in simulation.courses_of(team.centre) for row in course.targets if row.indicator]
    for row in rows:
        rolls = simulation.dice("records", team.slug, row.target.goal.position, row.target.position)
        for one in row.happenings:
            yield _record_step(team, row.indicator, one.on, one.amount, row.topic, rolls, last_days)
    whole = {row.indicator for row in rows if not row.topic}
    for indicator in Indicator.objects.active():
        if indicator not in whole:
            rolls = simulation.dice("besides", team.slug, indicator.slug)
            for on, amount in _besides(simulation, indicator.slug, rolls):
                yield _record_step(team, indicator, on, amount, "", rolls, last_days)


def _besides(simulation, slug, rolls):
    """Days and amounts: statistics of every month or quarter, and single things now and then."""
    if slug in STATISTICS:
        every, least, most = STATISTICS[slug]
        first = rolls.randint(least, most)
        for month in simulation.months[every - 1 :: every]:
            amount = first * GROWTH**month if slug in GROWING else rolls.randint(least, most)
            yield working_day(last_day(simulation.year, month)), Decimal(round(amount))
    elif slug in TOPICS:
        for month in simulation.months:
            for _one in range(int(TOPICS[slug].often + rolls.random())):
                yield working_day(date(simulation.year, month, rolls.randint(2, 27))), Decimal(1)


def _record_step(team, indicator, on, amount, topic, rolls, last_days):
    kind = TOPICS.get(indicator.slug, ExampleTopic(indicator.name, ("",)))
    subject = topic or rolls.choice(kind.subjects)
    if indicator.aggregation == Aggregation.DISTINCT:
        subject = f"{subject} v obci {rolls.choice(VILLAGES)}"
    people = rolls.randint(*kind.participants) if kind.participants and amount == 1 else None
    title = f"{kind.thing}: {subject}" if subject else kind.thing
    on = min(on, last_days[on.month])
    content = RecordContent(indicator, on, amount, title, topic, people, rolls.choice(RECORD_NOTES))
    is_of_the_team = indicator.aggregation == Aggregation.LAST  # what is read off is written by the main centre
    centre = team.centre if is_of_the_team else rolls.choice(team.members)
    person = rolls.choice(team.writers[centre.pk])
    at = moment(on, WRITTEN_AT, rolls.randrange(60))
    return Deed(at, partial(_write, centre, content, luck=rolls.random(), by=person))


def _write(centre, content, *, luck, by, now):
    """Most are written once and well; some are mistyped and corrected, some written twice and taken back."""
    later = now + timedelta(minutes=20)
    amount = content.amount + 1 if luck < MISTYPED else content.amount
    if content.indicator.unit == "%":
        amount = min(amount, Decimal(100))  # a share is no more than all
    record = add(centre, replace(content, amount=amount), by=by, now=now)
    if luck < MISTYPED:
        correct(record, content, by=by, now=later)
    elif luck > 1 - TWICE:
        remove(add(centre, content, by=by, now=later), by=by, now=later)


def evidence_steps(simulation, team, last_days):
    """Every team files something about a record now and then, and about goals that only words can tell of."""
    for month in simulation.months:
        rolls = simulation.dice("evidence", team.slug, month)
        yield Deed(moment(last_days[month], *FILED_AT), partial(_file, team, simulation.year, month, rolls))
    for course in simulation.courses_of(team.centre):
        if course.fate in SHOWN and all(row.target.kind in SPOKEN_OF for row in course.targets):
            rolls = simulation.dice("evidence of goal", team.slug, course.goal.position)
            day = working_day(date(simulation.year, rolls.randint(1, simulation.until.month), GOAL_DAY))
            paper = paper_of_goal(course.goal, day, rolls)
            yield Deed(moment(day, 15), partial(attach, course.goal, paper, by=team.head))


def _file(team, year, month, rolls, *, now):
    rows = Record.objects.counted().filter(meeting__centre=team.centre, on__year=year, on__month=month)
    rows = list(rows.select_related("indicator", "centre").order_by("on", "id"))
    for record in rolls.sample(rows, min(len(rows), rolls.choice(FILED))):
        attach(record, paper_of(record, rolls), by=rolls.choice(team.writers[record.centre_id]), now=now)


# What is attached


def paper_of(record, dice):
    if record.indicator.slug == LEAFLETS:
        return _named_file(f"{record.title}.png", leaflet(record.title, dice))
    if record.participants is None and record.amount > 1:
        rows = [(record.on, record.indicator.name, record.amount)]
        return _named_file(f"{record.title}.xlsx", sheet(record.title, rows))
    name = "Prezenční listina" if record.participants else "Záznam"
    lines = record.participants or dice.randint(4, 9)
    return _named_file(f"{name} – {record.title}.pdf", scan(f"{name}: {record.title}", record.on, lines, dice))


def paper_of_goal(goal, day, dice):
    name = f"Zápis ke splnění cíle {goal.position}"
    return _named_file(f"{name}.pdf", scan(name, day, dice.randint(6, 12), dice))


def scan(heading, day, count, dice):
    """A PDF with one page: the heading, the day and so many lines in an unreadable hand."""
    page = Image.new("1", PAGE, PAPER)
    draw = ImageDraw.Draw(page)
    top = _write_lines(draw, [*textwrap.wrap(heading, LETTERS), format_date(day)], INK)
    for number in range(count):
        y = top + LINE * (number + 1)
        draw.line([(MARGIN, y), (PAGE[0] - MARGIN, y)], fill=INK)
        ends = MARGIN + dice.randint(90, PAGE[0] - 3 * MARGIN)
        hand = [(x, y - 6 - dice.randrange(14)) for x in range(MARGIN + 10, ends, 7)]
        draw.line(hand, fill=INK, width=2)
    return _saved(page, "PDF", creationDate=day.timetuple(), modDate=day.timetuple())


def leaflet(title, dice):
    """A PNG with the title and paragraphs that are only hinted at."""
    page = Image.new("RGB", LEAFLET, "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle([(0, 0), (LEAFLET[0], MARGIN // 2)], fill=BLUE)
    top = _write_lines(draw, textwrap.wrap(title, LETTERS // 2), BLUE)
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


def _named_file(name, content):
    return ContentFile(content, name=name.replace(":", " –"))  # a colon is no part of a file name


def _saved(image, kind, **facts):
    stream = io.BytesIO()
    image.save(stream, kind, **facts)
    return stream.getvalue()


def _write_lines(draw, lines, fill):
    """From the top of the page; returns where the last line ends, in points."""
    font = ImageFont.truetype(ROBOTO / "Roboto-Regular.ttf", LINE // 2 + 4)
    for number, line in enumerate(lines):
        draw.text((MARGIN, MARGIN + number * LINE), line, font=font, fill=fill)
    return MARGIN + len(lines) * LINE
