"""Records to and from sheets: the export, the trial of a file, in which nothing is saved, and its confirmation, which
saves just what was tried. Between the two the rows are carried by the page itself, signed, so that no file stays
anywhere."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluations.models import Indicator, Record
from evaluations.records.doubts import doubts_about
from evaluations.records.queries import remarks_on
from evaluations.records.records import RecordContent, add_all, content_problems, form_purpose
from evaluations.sheets import (
    KnownIndicator,
    RecordColumn,
    Sheet,
    SheetProblem,
    SheetRow,
    read,
    template,
    template_csv,
    write_csv,
    write_xlsx,
)
from evaluations.teams import team_meeting
from evaluations.workflow import lock_meeting
from goals.formatting import fold
from goals.sent_forms import made_before
from goals.tables import UNPRINTABLE, unguarded
from goals.workflow import EditConflict, Refused

SALT = "records-import"
LONGEST = 2_000_000  # characters of the carried rows; settings allow a form to be a little longer
COLUMNS = {
    "on": RecordColumn.ON,
    "indicator": RecordColumn.INDICATOR,
    "amount": RecordColumn.AMOUNT,
    "title": RecordColumn.TITLE,
}
KEPT_FOR = 24 * 60 * 60  # seconds from trial to confirmation
RETIRED = _("Ukazatel „%(name)s“ se už nepoužívá. Vyberte jiný ze seznamu v šabloně.")
NOT_KEPT = _("Vyzkoušený soubor už není k dispozici. Nahrajte ho znovu; nic z něj se nezapsalo.")
WRITTEN_SINCE = _("Některé řádky jsou mezitím už zapsané; v tabulce jsou označené. Zapište jen ty ostatní.")


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


def empty_sheet(format, month):
    """The file to be filled in; the month is a pair of year and month."""
    return template_csv() if format == "csv" else template(_names(Indicator.objects.active()), month)


def export(records, format):
    """The records in the columns in which they can come back."""
    rows = [
        SheetRow(0, **RecordContent.of(record).columns | {"indicator": record.indicator.slug})
        for record in records.select_related("indicator").order_by("on", "id")
    ]
    write = write_csv if format == "csv" else write_xlsx
    return write(rows, _names(Indicator.objects.all()))


def try_file(file, meeting, centre, today, *, team):
    """Read the file as records of the centre in the month of the meeting; `team` are all centres whose records the
    person sees there, because what was taken out holds those of all of them."""
    known = {one.slug: one for one in Indicator.objects.order_by("-is_active", "pk")}  # of two alike, the one in use
    month = (meeting.year, meeting.month)
    sheet = read(file, file.name, indicators=_names(known.values()), month=month, today=today)
    problems, remarks = list(sheet.problems), list(sheet.remarks)
    repeated = _repeated(sheet.rows, team)
    doubts = doubts_about(centre, [_content(row, known) for row in sheet.rows])
    for row in sheet.rows:
        if row.line not in repeated and not known[row.indicator].is_active:
            sentence = RETIRED % {"name": known[row.indicator].name}
            problems.append(SheetProblem(row.line, RecordColumn.INDICATOR, sentence))
    for row, doubted in zip(sheet.rows, doubts, strict=True):
        # What no single cell tells: what an indicator asks of its records.
        for field, sentence in content_problems(_content(row, known), today=today):
            problems.append(SheetProblem(row.line, COLUMNS[field], sentence))
        remarks += [SheetProblem(row.line, "", str(remark)) for remark in remarks_on(row)]
        if row.line not in repeated:  # of those the table says that they are there already
            remarks += [SheetProblem(row.line, COLUMNS[doubt.field], doubt.sentence) for doubt in doubted]
    problems.sort(key=lambda problem: problem.row or 0)
    sheet = replace(sheet, problems=tuple(problems), remarks=tuple(remarks))
    return Trial(sheet, repeated)


def pack(trial, *, meeting, centre, by):
    """The rows of the trial as text that nobody can change."""
    rows = []
    for row in trial.rows:
        texts = [row.title, row.topic, row.participants, row.note, row.links, row.whole and str(row.whole)]
        rows.append([row.line, row.on.isoformat(), row.indicator, str(row.amount), *texts])
    place = [meeting.centre_id, meeting.year, meeting.month, by.pk]
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
    rows = tuple(
        # A page from before there were numerators and denominators has no whole.
        SheetRow(
            line,
            date.fromisoformat(on),
            indicator,
            Decimal(amount),
            *texts[:5],
            *(one and Decimal(one) for one in texts[5:]),
        )
        for line, on, indicator, amount, *texts in facts["rows"]
    )
    # A page from before there were sent forms may be confirmed again after them: its import is remembered by the key
    # that its first row had.
    key = uuid5(UUID(facts["key"]), "0")
    return Confirmed(key, facts["centre"], Trial(Sheet(rows=rows), frozenset(facts["skip"])))


@transaction.atomic
def add_confirmed(confirmed, rows, centre, *, team, by):
    """Write down these rows of the trial, all or nothing.

    Raises EditConflict where some of them have been written down since, with the trial in which they are marked.
    """
    known = {one.slug: one for one in Indicator.objects.active()}
    if any(row.indicator not in known for row in rows):
        raise Refused(_("Některý ukazatel se mezitím přestal používat. Nahrajte soubor znovu."))
    if rows and not made_before(confirmed.key, by, form_purpose(centre)):
        repeated = confirmed.trial.repeated
        lock_meeting(team_meeting(centre, rows[0].on.year, rows[0].on.month).pk)
        there = _repeated(confirmed.trial.rows, team)
        if {row.line for row in rows} & there - repeated:
            raise EditConflict(replace(confirmed.trial, repeated=repeated | there), WRITTEN_SINCE)
    return add_all(centre, [_content(row, known) for row in rows], by=by, key=confirmed.key)


def _names(indicators):
    """Names of indicators as the sheets know them."""
    return {one.name: KnownIndicator(one.slug, one.unit) for one in indicators}


def _content(row, known):
    texts = {"title": row.title, "topic": row.topic, "note": row.note, "links": row.links, "whole": row.whole}
    return RecordContent(known[row.indicator], row.on, row.amount, participants=row.participants, **texts)


def _repeated(rows, team):
    """Numbers of the rows of which one of the centres has a record of the same day, indicator, amount and title."""
    if not rows:
        return frozenset()
    days = [row.on for row in rows]
    there = Record.objects.counted().filter(centre__in=team, on__range=(min(days), max(days))).order_by()
    known = {_gist(*facts) for facts in there.values_list("on", "indicator__slug", "amount", "whole", "title")}
    return frozenset(
        row.line for row in rows if _gist(row.on, row.indicator, row.amount, row.whole, row.title) in known
    )


def _gist(on, indicator, amount, whole, title):
    """What makes two records the same; a cell holds other spaces than a form, and nothing that cannot be printed, so
    that those do not count. Nor do apostrophes before a formula: programs add them, drop them or show them."""
    while (bare := unguarded(title)) != title:
        title = bare
    return on, indicator, Decimal(amount), whole, " ".join(fold(UNPRINTABLE.sub(" ", title)).split())
