"""Proves a backup by restoring it into a scratch place. Ends in 1 where it is not good, in 2 where it is and something
about it is to be known."""

import sys
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic.backup import BackupError, verify
from cpic.backup.archive import listed, taken_at


class Command(BaseCommand):
    help = _("Ověří zálohu: zkusmo ji obnoví stranou, všechno porovná a nic z toho nenechá.")

    def add_arguments(self, parser):
        parser.add_argument("file", metavar=_("SOUBOR"))

    def handle(self, *args, file, verbosity, **options):
        progress = partial(tqdm, desc=_("Ověřuji"), file=sys.stderr, disable=None, leave=False)
        try:
            verified = verify(file, progress=progress)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if verbosity:
            facts = {"file": file, "made_at": taken_at(verified.manifest), "rows": count_rows(verified.manifest)}
            self.stdout.write(
                _("Záloha %(file)s z %(made_at)s (verze %(version)s, %(engine)s) je v pořádku: řádků %(rows)d.")
                % (verified.manifest | facts)
            )
        if verified.remarks:
            raise CommandError(_("Záloha je dobrá, ale ") + listed(verified.remarks) + ".", returncode=2)
        if not verified.is_recorded:
            self.stderr.write(_("Do databáze webu se ověření nezapsalo."))


def count_rows(manifest):
    return sum(table["rows"] for table in manifest["tables"].values())
