"""Puts a backup in place of the database that the environment names, whichever engine it came from."""

import sys
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic.backup import BackupError, restore
from cpic.backup.archive import taken_at


class Command(BaseCommand):
    help = _("Obnoví zálohu do databáze z DATABASE_URL a do EVIDENCE_DIR; web při tom stojí.")

    def add_arguments(self, parser):
        parser.add_argument("file", metavar=_("SOUBOR"))
        parser.add_argument("--replace", action="store_true", help=_("nahradit, co v databázi je"))
        parser.add_argument("--other-key", action="store_true", help=_("i když záloha vznikla s jiným SECRET_KEY"))

    def handle(self, *args, file, replace, other_key, verbosity, **options):
        progress = partial(tqdm, desc=_("Obnovuji"), file=sys.stderr, disable=None, leave=False)
        try:
            manifest = restore(file, replace=replace, other_key=other_key, progress=progress)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if verbosity:
            facts = manifest | {
                "made_at": taken_at(manifest),
                "rows": sum(table["rows"] for table in manifest["tables"].values()),
            }
            self.stdout.write(
                _("Obnovena záloha z %(made_at)s (verze %(version)s, %(engine)s): řádků %(rows)d.") % facts
            )
