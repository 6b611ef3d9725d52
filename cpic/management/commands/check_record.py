"""Says whether everything that came out is intact; for a cron job on the running site."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cpic.management.folders import readable_database
from cpic.record import check_record
from evaluations.models import Evidence, Minutes, Report
from goals.models import Edition


class Command(BaseCommand):
    help = _(
        "Zkontroluje, že vydání, zprávy, zápisy a přílohy jsou tím, čím byly, že žádné nechybí a nic nepřebývá. "
        "Nic nemění. Každá závada je jeden řádek; se závadou skončí chybou."
    )

    def handle(self, *args, **options):
        faults = 0
        with readable_database():
            for fault in check_record():
                faults += 1
                self.stderr.write(fault)
        if faults:
            raise CommandError(_("Závad: %(faults)s.") % {"faults": faults})
        counts = {
            "editions": Edition.objects.count(),
            "reports": Report.objects.count(),
            "minutes": Minutes.objects.count(),
            "evidence": Evidence.objects.kept().count(),
        }
        sentence = _(
            "V pořádku: vydání %(editions)s, zprávy %(reports)s, zápisy %(minutes)s, přílohy %(evidence)s; nic nechybí "
            "ani nepřebývá."
        )
        self.stdout.write(sentence % counts)
