"""What looks like a slip in what is about to be written down, and is asked about once: far more than usual, the same
once more, a day of another month than the one on the page. Whoever says yes is right; nothing of it is ever refused.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from evaluations.models import Record
from evaluations.models.records import PER_CENT
from evaluations.portions import in_words
from goals.formatting import fold, format_date, format_number
from goals.freezing import fingerprint
from goals.workflow import Refused

YEAR = timedelta(days=365)
FAR, WILD = 3, 10  # times the largest of the year before; the second where there are too few to tell what is usual
FEW = 3


@dataclass(frozen=True)
class Doubt:
    field: str
    sentence: str


class Doubted(Refused):
    """Nothing is written yet: the person has not said that it is so."""

    def __init__(self, doubts):
        super().__init__(" ".join(doubt.sentence for doubt in doubts))
        self.doubts = doubts

    @property
    def mark(self):
        return mark(self.doubts)


def mark(doubts):
    """By which a yes is known to be about just these doubts."""
    return fingerprint([[doubt.field, doubt.sentence] for doubt in doubts])


def doubts_about(centre, contents, *, page=None, but=None):
    """Doubts about each of the contents of the centre, in their order, in a constant number of queries.

    `page` is the meeting whose month is on the page, `but` the record that is corrected. What is alike within a sheet
    its reader says.
    """
    contents = list(contents)
    if not contents:
        return []
    first, last = min(content.on for content in contents), max(content.on for content in contents)
    records = Record.objects.counted().filter(centre=centre, on__range=(first - YEAR, last)).order_by()
    records = records.filter(indicator__in={content.indicator.pk for content in contents}).exclude(pk=but and but.pk)
    rows = records.filter(whole=None).exclude(indicator__unit=PER_CENT).values_list("indicator")
    usual = {indicator: numbers for indicator, *numbers in rows.annotate(times=Count("pk"), most=Max("amount"))}
    there = defaultdict(set)  # titles, by all that makes two records alike
    for *facts, title in records.filter(on__gte=first).values_list("indicator", "on", "amount", "whole", "title"):
        there[tuple(facts)].add(fold(title.strip()))
    alike = [there[one.indicator.pk, one.on, one.amount, one.whole] for one in contents]
    return [
        tuple(_doubts(content, usual.get(content.indicator.pk), titles, page))
        for content, titles in zip(contents, alike, strict=True)
    ]


def _doubts(content, usual, titles, page):
    if page and (content.on.year, content.on.month) != (page.year, page.month):
        facts = {"day": format_date(content.on), "month": page.full_period_label}
        yield Doubt("on", _("%(day)s není v měsíci, který máte otevřený (%(month)s).") % facts)
    if usual and content.whole is None and content.amount > usual[1] * (FAR if usual[0] >= FEW else WILD):
        facts = {"amount": format_number(content.amount), "most": format_number(usual[1])}
        sentence = _("Počet %(amount)s je mnohem vyšší než jindy: za posledních 12 měsíců byl nejvýš %(most)s.")
        yield Doubt("amount", sentence % facts)
    title = fold(content.title.strip())  # two things that are called differently are two
    if titles and (not title or "" in titles or title in titles):
        facts = {"what": content.indicator, "amount": in_words(content.amount, content.whole)}
        facts["day"] = format_date(content.on)
        yield Doubt("indicator", _("Totéž už je tu zapsané: %(what)s, počet %(amount)s, den %(day)s.") % facts)
