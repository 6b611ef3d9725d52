"""Adds the regions, operators, centres and indicators that are missing."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from centres.reference import load_reference
from evaluations.records.sources import load_indicators


class Command(BaseCommand):
    help = _("Doplní chybějící kraje, provozovatele, centra a ukazatele. Co už v databázi je, nechá být.")
    folder = settings.BASE_DIR / "fixtures"

    def handle(self, *args, **options):
        loaded = vars(load_reference(self.folder)) | {"indicators": load_indicators(self.folder)}
        sentence = _(
            "Přidáno: kraje %(regions)d, provozovatelé %(operators)d, centra %(centres)d, ukazatele %(indicators)d."
        )
        self.stdout.write(sentence % loaded)
