"""What was counted in a year, month by month and beside the year before: of one centre by indicators, of the network by
indicators, of one indicator by centres. Numbers are made as those of targets and of the records' pages are: what is
read off is its last value, what is counted once is counted once, also over the year.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from centres.models import Centre
from centres.network import call_as_then
from evaluations.models import Indicator, Record
from evaluations.progress import RecordValues
from evaluations.records.queries import number_of
from evaluations.states import Aggregation
from goals.models import Plan

COLUMNS = ("indicator", "meeting__centre", "centre", "on", "amount", "title", "topic", "whole")


@dataclass(frozen=True)
class Numbers:
    """One indicator of a centre or of the network: None where nothing was written down."""

    indicator: Indicator
    months: tuple[Decimal | None, ...]  # from January
    total: Decimal | None
    before: Decimal | None  # of the year before, until the same day where the year is not over
    before_whole: Decimal | None
    centre: Centre | None = None
    has_plan: bool = True  # has the centre pages of that year?


@dataclass(frozen=True)
class Span:
    """The year, and the day until which the year before is compared."""

    year: int
    today: date

    @property
    def is_over(self):
        return self.today.year > self.year

    @property
    def has_begun(self):
        return self.today.year >= self.year

    @property
    def same_day(self):
        """Of the year before; for 29 February the day before it."""
        day = min(self.today, date(self.year, 12, 31))
        return day.replace(year=self.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def records_of_years(rights, year, **facts):
    """Records of the year and of the one before, as far as the person sees them."""
    records = Record.objects.visible_to(rights).counted().filter(on__range=(date(year - 1, 1, 1), date(year, 12, 31)))
    return records.filter(**facts)


def by_indicator(records, span):
    """A row for each indicator of which something was written down, in the catalogue's order."""
    rows = _grouped(records, key=lambda values, indicator: indicator)
    found = Indicator.objects.filter(pk__in=rows)
    return [_numbers(indicator, rows[indicator.pk], span) for indicator in found]


def by_centre(records, document, span, indicator=None):
    """A row for each team that has written something of the indicator down or could have, under the name of then.

    Without an indicator a row for each one that a team has written down.
    """
    plans = set(Plan.objects.filter(document=document).order_by().values_list("centre", flat=True))
    records = records.filter(indicator=indicator) if indicator else records
    rows = _grouped(records, key=lambda values, found: (found, values.team))
    if indicator:
        rows |= {(indicator.pk, plan): [] for plan in plans if (indicator.pk, plan) not in rows}
    centres = Centre.objects.filter(pk__in={team for _indicator, team in rows}).select_related("region")
    centres = list(centres.order_by("position"))
    call_as_then([(centre, span.year) for centre in centres], today=span.today)
    return [
        _numbers(one, rows[one.pk, centre.pk], span, centre=centre, has_plan=centre.pk in plans)
        for one in Indicator.objects.filter(pk__in={found for found, _team in rows})
        for centre in centres
        if (one.pk, centre.pk) in rows
    ]


def whole(records, indicator, span):
    """All that was written down of the indicator: what is counted once is counted once in all centres."""
    rows = _grouped(records.filter(indicator=indicator), key=lambda values, indicator: indicator)
    return _numbers(indicator, rows[indicator.pk], span)


def _grouped(records, *, key):
    rows = defaultdict(list)
    for indicator, *facts in records.order_by("on", "id").values_list(*COLUMNS):
        values = RecordValues(*facts)
        rows[key(values, indicator)].append(values)
    return rows


def _numbers(indicator, rows, span, **facts):
    def number(first, last):
        return number_of(indicator, [row for row in rows if first <= row.on <= last])

    year = span.year
    begins, before = date(year, 1, 1), date(year - 1, 1, 1)
    return Numbers(
        indicator,
        tuple(number(date(year, month, 1), date(year, month, monthrange(year, month)[1])) for month in range(1, 13)),
        number(begins, date(year, 12, 31)),
        number(before, span.same_day),
        number(before, date(year - 1, 12, 31)),
        **facts,
    )


# As tables for spreadsheets: the same that the pages show, with what a number means.


def indicators_table(rows: Sequence[Numbers], span):
    headings = [_("Ukazatel"), _("Jednotka"), _("Jak se sčítá"), *_month_headings(span)]
    return headings, [[*_labels(row.indicator), *_figures(row, span)] for row in rows]


def centres_table(rows: Sequence[Numbers], span):
    headings = [_("Centrum"), _("Kraj"), _("Ukazatel"), _("Jednotka"), _("Jak se sčítá"), *_month_headings(span)]
    return headings, [
        [row.centre.name, row.centre.region.name, *_labels(row.indicator), *_figures(row, span)] for row in rows
    ]


def _labels(indicator):
    return [indicator.name, indicator.unit, str(Aggregation(indicator.aggregation).label)]


def _month_headings(span):
    facts = {"year": span.year, "before": span.year - 1, "day": f"{span.same_day.day}. {span.same_day.month}."}
    until = [] if span.is_over else [_("%(before)s do %(day)s") % facts]
    months = [str(MONTHS[month]) for month in range(1, 13)]
    return [*months, _("Celkem %(year)s") % facts, *until, _("Celkem %(before)s") % facts]


def _figures(row, span):
    return [*row.months, row.total, *([] if span.is_over else [row.before]), row.before_whole]
