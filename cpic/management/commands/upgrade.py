"""Brings the database to the version that is installed, or leaves it as it was. Ends in 1 where it was left, in 2 where
it was brought and something about the record is to be looked at."""

import sys
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic.backup import BackupError, upgrade


class Command(BaseCommand):
    help = _("Převede databázi na tuto verzi: záloha, migrace, kontroly, zkouška stránek. Web při tom stojí.")

    def add_arguments(self, parser):
        parser.add_argument("file", metavar=_("SOUBOR"), help=_("kam se zapíše záloha databáze, jaká byla"))

    def handle(self, *args, file, verbosity, **options):
        progress = partial(tqdm, desc=_("Převádím"), file=sys.stderr, disable=None, leave=False)
        try:
            upgraded = upgrade(file, tell=self._tell if verbosity else len, progress=progress)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if verbosity:
            done = _("Databáze je na této verzi a všechno odpovídá, jak má.")
            kept = _("Jaká byla, je v %(file)s.") % {"file": file}
            self.stdout.write(f"{done} {kept}" if upgraded.steps else done)
        if upgraded.remarks:
            raise CommandError(_("Převedeno, ale: ") + " ".join(upgraded.remarks), returncode=2)

    def _tell(self, steps):
        plan = _("Čeká na provedení %(count)d: %(steps)s.") % {"count": len(steps), "steps": ", ".join(steps)}
        self.stdout.write(plan if steps else _("Žádná migrace na provedení nečeká; jen vyzkouším stránky."))
