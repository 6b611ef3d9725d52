"""What cron runs every minute: clearing away what is over, reminders, one mail for each person for whom something
waits, the sending, and last the PDFs that are still missing, so that none of them can keep back the mail."""

from collections import Counter

from django.core.management.base import BaseCommand
from django.utils import timezone

from goals import renderings
from goals.clearing import CLEARED
from goals.mail import digest, notifications, outbox

LABELS = {
    "reminders": "připomínky",
    "mails": "maily k odeslání",
    "closed": "neposlaná upozornění",
    "sent": "odesláno",
    "deferred": "odloženo",
    "given_up": "z toho vzdáno",
    "failed": "nešlo sestavit",
    "drawn": "nakreslená PDF",
    "undrawn": "nešlo nakreslit",
}


class Command(BaseCommand):
    help = (
        "Připomene blížící se termíny, dá každému jeden mail o tom, co na něj čeká, odešle poštu a dokreslí PDF, která "
        "chybí. Spouští ho cron; když není co dělat, mlčí. Skončí chybou, když něco odeslat nebo nakreslit nešlo; "
        "zkusí to znovu při dalším spuštění."
    )
    requires_system_checks = ["production"]

    def handle(self, *args, **options):
        now = timezone.now()
        for forget in CLEARED:
            forget(now)
        done = Counter(reminders=notifications.write_reminders(now)) + digest.hand_over(now)
        problems = []
        try:
            done += outbox.send(now)
        except outbox.Unreachable as answer:
            problems.append(f"Poštovní server není dostupný, čeká {outbox.waiting()}: {answer}")
        drawn, undrawn = renderings.draw_missing()
        problems += [f"PDF nejde nakreslit, {what}" for what in undrawn]
        done += Counter(drawn=drawn, undrawn=len(undrawn))
        if done:
            self.stdout.write(", ".join(f"{label} {done[name]}" for name, label in LABELS.items()))
        for problem in problems:
            self.stderr.write(problem)
        if problems or done["failed"] or done["deferred"]:
            raise SystemExit(1)
