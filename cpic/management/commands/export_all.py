"""Takes everything out in open formats: for an archive, for another product, for whoever wants to look."""

from django.utils.translation import gettext as _

from cpic.backup.places import snapshot
from cpic.exporting import export_all
from cpic.management.folders import FolderCommand


class Command(FolderCommand):
    help = _(
        "Zapíše do nové složky všechno v otevřených formátech: dokumenty jako soubory, tabulky jako CSV a JSON, a "
        "stránku index.html, která říká, co kde je. Lidé mohou přitom dál pracovat."
    )

    def write(self, folder, progress):
        with snapshot():
            exported = export_all(folder, progress=progress)
        for name in exported.missing:
            self.stderr.write(_("Příloha %(name)s v úložišti chybí.") % {"name": name})
        facts = {"folder": folder, "files": exported.files, "tables": len(exported.tables)}
        return _("Vývoz je v %(folder)s: souborů %(files)s, tabulek %(tables)s.") % facts
