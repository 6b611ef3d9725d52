"""Copies the public site into a folder: for an archive, for a day without the server, for another web server."""

from django.utils.translation import gettext as _

from cpic.copying import copy_public
from cpic.management.folders import FolderCommand


class Command(FolderCommand):
    help = _(
        "Zapíše do nové složky celý veřejný web ve všech jazycích: otevře se z disku i z každého webového serveru, "
        "odkazy v něm vedou uvnitř."
    )

    def write(self, folder, progress):
        pages = copy_public(folder, progress=progress)
        return _("Kopie je v %(folder)s: stránek %(pages)s.") % {"folder": folder, "pages": pages}
