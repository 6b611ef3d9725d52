"""What the meetings of a centre say about its closing: a month that was closed stays, one that is open is still to be
closed by whoever goes on."""

from django.utils.translation import gettext as _

from centres.czech import full_stop
from centres.network import ClosingRule, in_words
from evaluations.models import Meeting
from goals.models import Plan


def closing_problems(centre, day):
    """The centre was there in every month that its team has closed."""
    last = Meeting.objects.of_teams().closed().filter(centre=centre).order_by("year", "month").last()
    if last and day <= last.first_day:
        facts = {"month": last.first_day.strftime("%-m/%Y"), "day": in_words(last.first_day.replace(day=2))}
        yield _("Centrum má uzavřenou poradu za %(month)s; zavřít se může nejdřív %(day)s.") % facts


def foreseen(centre, day, successor):
    if not Plan.objects.filter(centre=centre, document__year=day.year, document__closed_at=None).exists():
        return
    if successor:
        words = _("Neuzavřené měsíce do toho dne a uzávěrku roku dokončí %(successor)s.")
        yield full_stop(words % {"successor": successor})
    else:
        yield _("Na neuzavřené měsíce ani na uzávěrku roku už nikdo čekat nebude.")


CLOSING = ClosingRule(closing_problems, foreseen, lambda *_facts, **_act: None)
