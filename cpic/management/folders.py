"""Commands that write a new folder, whatever goes into it."""

import sys
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic.exporting import NotExported


class FolderCommand(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument(
            "folder", metavar=_("SLOŽKA"), type=Path, help=_("složka, která ještě není, nebo je prázdná")
        )

    def handle(self, *args, folder, verbosity, **options):
        progress = partial(tqdm, file=sys.stderr, disable=None if verbosity else True, leave=False)
        try:
            self.stdout.write(self.write(folder, progress))
        except NotExported as sentence:
            raise CommandError(str(sentence)) from sentence

    def write(self, folder, progress):
        """Write the folder, and return the sentence that says what is in it; `progress` wraps what takes long."""
        raise NotImplementedError  # each command writes another one
