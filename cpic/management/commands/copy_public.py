"""Copies the public site into a folder: for an archive, for a day without the server, for another web server."""

import sys
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic.copying import copy_public
from cpic.exporting import NotExported


class Command(BaseCommand):
    help = _(
        "Zapíše do nové složky celý veřejný web ve všech jazycích: otevře se z disku i z každého webového serveru, "
        "odkazy v něm vedou uvnitř."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", metavar=_("SLOŽKA"), type=Path, help=_("složka, která ještě není, nebo je prázdná")
        )

    def handle(self, *args, folder, verbosity, **options):
        progress = partial(tqdm, file=sys.stderr, disable=None if verbosity else True, leave=False)
        try:
            pages = copy_public(folder, progress=progress)
        except NotExported as sentence:
            raise CommandError(str(sentence)) from sentence
        self.stdout.write(_("Kopie je v %(folder)s: stránek %(pages)s.") % {"folder": folder, "pages": pages})
