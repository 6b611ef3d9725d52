"""Fills a published year with a believable life, so that every page has something to show; never in production."""

import re
import sys
from argparse import ArgumentTypeError
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic.example.simulation import simulate
from evaluations.models import Meeting, Record
from goals.workflow import Refused

MONTH = re.compile(r"(\d{4})-(\d{2})")


def month_of(text):
    found = MONTH.fullmatch(text)
    if found is None:
        raise ArgumentTypeError(_("měsíc se píše jako 2026-10"))
    return int(found[1]), int(found[2])


class Command(BaseCommand):
    help = _("Prožije vydaný rok: záznamy, porady, změny cílů a zveřejněné stavy všech center. Jen na zkoušku.")

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, metavar=_("ROK"))
        parser.add_argument("--until", type=month_of, metavar="2026-10", help=_("poslední měsíc; jinak prosinec"))
        parser.add_argument("--seed", type=int, default=1, help=_("stejné číslo dá stejný rok"))
        parser.add_argument("--close", action="store_true", help=_("nic nenechat otevřené; po prosinci vyhodnotit rok"))

    def handle(self, *args, year, until, seed, close, **options):
        last_year, month = until or (year, 12)
        if last_year != year:
            raise CommandError(_("Poslední měsíc musí být v roce %(year)s.") % {"year": year})
        progress = partial(tqdm, desc=_("Simuluji rok"), file=sys.stderr, disable=None, leave=False)
        try:
            simulate(year, month, seed=seed, close=close, progress=progress)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if options["verbosity"]:
            facts = {"year": year, "records": Record.objects.filter(on__year=year).count()}
            facts["meetings"] = Meeting.objects.for_year(year).count()
            self.stdout.write(_("Rok %(year)s: záznamů %(records)d, porad %(meetings)d.") % facts)
