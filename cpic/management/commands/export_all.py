"""Takes everything out in open formats: for an archive, for another product, for whoever wants to look."""

import sys
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic.backup.places import snapshot
from cpic.exporting import NotExported, export_all


class Command(BaseCommand):
    help = _(
        "Zapíše do nové složky všechno v otevřených formátech: dokumenty jako soubory, tabulky jako CSV a JSON, a "
        "stránku index.html, která říká, co kde je. Lidé mohou přitom dál pracovat."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", metavar=_("SLOŽKA"), type=Path, help=_("složka, která ještě není, nebo je prázdná")
        )

    def handle(self, *args, folder, verbosity, **options):
        progress = partial(tqdm, file=sys.stderr, disable=None if verbosity else True, leave=False)
        try:
            with snapshot():
                exported = export_all(folder, progress=progress)
        except NotExported as sentence:
            raise CommandError(str(sentence)) from sentence
        for name in exported.missing:
            self.stderr.write(_("Příloha %(name)s v úložišti chybí.") % {"name": name})
        facts = {"folder": folder, "files": exported.files, "tables": len(exported.tables)}
        self.stdout.write(_("Vývoz je v %(folder)s: souborů %(files)s, tabulek %(tables)s.") % facts)
