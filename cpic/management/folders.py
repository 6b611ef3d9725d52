"""Commands that read the whole database, and those of them that write a new folder, whatever goes into it."""

import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic.backup.places import database_exists
from cpic.exporting import NotExported


@contextmanager
def readable_database():
    """A sentence where there is none, which SQLite would make, or where it does not answer."""
    if not database_exists():
        raise CommandError(_("Databáze %(name)s není.") % {"name": connection.settings_dict["NAME"]})
    try:
        yield
    except DatabaseError as error:
        raise CommandError(_("Z databáze nejde číst: %(error)s") % {"error": str(error).partition("\n")[0]}) from error


class FolderCommand(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument(
            "folder", metavar=_("SLOŽKA"), type=Path, help=_("složka, která ještě není, nebo je prázdná")
        )

    def handle(self, *args, folder, verbosity, **options):
        progress = partial(tqdm, file=sys.stderr, disable=None if verbosity else True, leave=False)
        try:
            with readable_database():
                self.stdout.write(self.write(folder, progress))
        except NotExported as sentence:
            raise CommandError(str(sentence)) from sentence

    def write(self, folder, progress):
        """Write the folder, and return the sentence that says what is in it; `progress` wraps what takes long."""
        raise NotImplementedError  # each command writes another one
