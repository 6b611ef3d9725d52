"""Writes a backup while people work. Ends in 1 where none was made, in 2 where one was made and something is wrong with
the files at the source."""

import sys
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic.backup import BackupError, backup
from cpic.backup.archive import listed
from cpic.erasing.listing import UnreadableList, write_beside


class Command(BaseCommand):
    help = _("Zapíše zálohu databáze a přiložených souborů do jednoho souboru; web při tom běží.")

    def add_arguments(self, parser):
        parser.add_argument("file", metavar=_("SOUBOR"), help=_("například /var/backups/cpic-2026-11-29.zip"))

    def handle(self, *args, file, verbosity, **options):
        progress = partial(tqdm, desc=_("Zálohuji"), file=sys.stderr, disable=None, leave=False)
        try:
            taken = backup(file, progress=progress)
        except BackupError as error:
            raise CommandError(str(error)) from error
        try:
            write_beside(file)
        except UnreadableList as error:
            taken.remarks.append(str(error).rstrip("."))
        except OSError as error:
            taken.remarks.append(_("vedle ní nejde zapsat seznam výmazů: %(error)s") % {"error": error})
        if verbosity:
            tables = taken.manifest["tables"].values()
            facts = {
                "file": file,
                "tables": len(tables),
                "rows": sum(table["rows"] for table in tables),
                "files": sum(1 for kept in taken.manifest["evidence"].values() if kept),
            }
            self.stdout.write(_("Záloha je v %(file)s: tabulek %(tables)d, řádků %(rows)d, příloh %(files)d.") % facts)
        if taken.remarks:
            raise CommandError(_("Záloha je hotová, ale ") + listed(taken.remarks) + ".", returncode=2)
