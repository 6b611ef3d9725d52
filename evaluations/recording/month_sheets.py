"""Records to and from sheets: the trial of a file, in which nothing is saved, and its confirmation, which saves just
what was tried. Between the two the rows are carried by the page itself, signed, so that no file stays anywhere."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluations.models import Indicator, Record
from evaluations.recording.recorded import remarks_on
from evaluations.recording.records import RecordContent, add_all, content_problems, form_purpose, hold_month
from evaluations.sheets import Column, Known, Problem, Row, Sheet, read
from goals.formatting import fold
from goals.sent_forms import made_before
from goals.workflow import EditConflict, Refused

SALT = "records-import"
LONGEST = 2_000_000  # characters of the carried rows; settings allow a form to be a little longer
COLUMNS = {"on": Column.ON, "amount": Column.AMOUNT, "title": Column.TITLE}
KEPT_FOR = 24 * 60 * 60  # seconds from trial to confirmation


@dataclass(frozen=True)
class Trial:
    """What a file would add; `repeated` are numbers of rows that are written down already."""

    sheet: Sheet
    repeated: frozenset[int] = frozenset()

    @property
    def rows(self):
        return self.sheet.rows

    @property
    def new_rows(self):
        return [row for row in self.rows if row.line not in self.repeated]


@dataclass(frozen=True)
class Confirmed:
    """The rows of a trial as they came back from its page."""

    key: UUID
    centre: int
    trial: Trial


def names_of(indicators):
    """Names of indicators as the sheets know them."""
    return {one.name: Known(one.slug, one.unit) for one in indicators}


def row_of(record):
    """A record as a row of a sheet."""
    content = RecordContent.of(record)
    return Row(0, indicator=record.indicator.slug, **{k: v for k, v in content.columns.items() if k != "indicator"})


def try_file(file, meeting, centre, today):
    """Read the file as records of the centre in the month of the meeting."""
    known = {one.slug: one for one in Indicator.objects.active()}
    month = (meeting.year, meeting.month)
    sheet = read(file, file.name, indicators=names_of(known.values()), month=month, today=today)
    problems = sorted([*sheet.problems, *_wrong(sheet.rows, known, today)], key=lambda problem: problem.row or 0)
    sheet = replace(sheet, problems=tuple(problems), remarks=(*sheet.remarks, *_private(sheet.rows)))
    return Trial(sheet, _repeated(sheet.rows, meeting, centre))


def _wrong(rows, known, today):
    """What no single cell tells: what an indicator asks of its records."""
    for row in rows:
        for field, sentence in content_problems(content_of(row, known), today=today):
            yield Problem(row.line, COLUMNS[field], sentence)


def _private(rows):
    """What looks like personal data, by row."""
    for row in rows:
        for remark in remarks_on(row):
            yield Problem(row.line, "", remark.message)


def _repeated(rows, meeting, centre):
    """Rows of which the month has one of the same day, indicator, amount and title."""
    if meeting.pk is None or not rows:
        return frozenset()
    there = Record.objects.counted().filter(meeting=meeting, centre=centre).order_by()
    known = {_gist(*facts) for facts in there.values_list("on", "indicator__slug", "amount", "title")}
    return frozenset(row.line for row in rows if _gist(row.on, row.indicator, row.amount, row.title) in known)


def _gist(on, indicator, amount, title):
    return on, indicator, Decimal(amount), fold(title.strip())


def pack(trial, *, meeting, centre, by):
    """The rows of the trial as text that nobody can change."""
    place = [meeting.centre_id, meeting.year, meeting.month, by.pk]
    rows = [_as_list(row) for row in trial.rows]
    facts = {"place": place, "centre": centre.pk, "key": str(uuid4()), "rows": rows, "skip": sorted(trial.repeated)}
    text = signing.dumps(facts, salt=SALT, compress=True)
    if len(text) > LONGEST:
        raise Refused(_("Texty v souboru jsou dohromady příliš dlouhé. Rozdělte ho na dva."))
    return text


def unpack(text, *, meeting, by):
    """What `pack` made for this month and this person."""
    try:
        facts = signing.loads(text, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise Refused(NOT_KEPT) from error
    if facts["place"] != [meeting.centre_id, meeting.year, meeting.month, by.pk]:
        raise Refused(NOT_KEPT)
    sheet = Sheet(rows=tuple(_as_row(values) for values in facts["rows"]))
    # A page from before there were sent forms may be confirmed again after them: its import is remembered by the key
    # that its first row had.
    return Confirmed(uuid5(UUID(facts["key"]), "0"), facts["centre"], Trial(sheet, frozenset(facts["skip"])))


def shown_rows(trial):
    """The rows as a page shows them, with the indicator and with what is written down already."""
    known = {one.slug: one for one in Indicator.objects.all()}
    return [
        {"row": row, "indicator": known.get(row.indicator), "is_repeated": row.line in trial.repeated}
        for row in trial.rows
    ]


def sums_of(rows):
    """How many rows there are of each indicator, in the order of the catalogue."""
    counted = Counter(row.indicator for row in rows)
    return [{"indicator": one, "records": counted[one.slug]} for one in Indicator.objects.filter(slug__in=counted)]


NOT_KEPT = _("Vyzkoušený soubor už není k dispozici. Nahrajte ho znovu; nic z něj se nezapsalo.")


WRITTEN_SINCE = _("Některé řádky jsou mezitím už zapsané; v tabulce jsou označené. Zapište jen ty ostatní.")


@transaction.atomic
def add_confirmed(confirmed, rows, centre, *, by):
    """Write down these rows of the trial, all or nothing.

    Raises EditConflict where some of them have been written down since, with the trial in which they are marked.
    """
    contents = _contents_of(rows)
    if rows and not made_before(confirmed.key, by, form_purpose(centre)):
        known = confirmed.trial.repeated
        there = _repeated(confirmed.trial.rows, hold_month(centre, rows[0].on), centre)
        if {row.line for row in rows} & there - known:
            raise EditConflict(replace(confirmed.trial, repeated=known | there), WRITTEN_SINCE)
    return add_all(centre, contents, by=by, key=confirmed.key)


def _contents_of(rows):
    """Rows as records to be written; an indicator that is no longer used is refused."""
    known = {one.slug: one for one in Indicator.objects.active()}
    if any(row.indicator not in known for row in rows):
        raise Refused(_("Některý ukazatel se mezitím přestal používat. Nahrajte soubor znovu."))
    return [content_of(row, known) for row in rows]


def content_of(row, known):
    texts = {"title": row.title, "topic": row.topic, "note": row.note, "links": row.links}
    return RecordContent(known[row.indicator], row.on, row.amount, participants=row.participants, **texts)


def _as_list(row):
    facts = [row.line, row.on.isoformat(), row.indicator, str(row.amount)]
    return [*facts, row.title, row.topic, row.participants, row.note, row.links]


def _as_row(values):
    line, on, indicator, amount, *texts = values
    return Row(line, date.fromisoformat(on), indicator, Decimal(amount), *texts)
