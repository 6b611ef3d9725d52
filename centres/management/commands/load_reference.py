"""Adds the regions, operators and centres that are missing."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from centres.reference import load_reference


class Command(BaseCommand):
    help = _("Doplní chybějící kraje, provozovatele a centra. Co už v databázi je, nechá být.")

    def handle(self, *args, **options):
        loaded = load_reference(settings.BASE_DIR / "fixtures")
        self.stdout.write(
            _("Přidáno: kraje %(regions)d, provozovatelé %(operators)d, centra %(centres)d.") % vars(loaded)
        )
