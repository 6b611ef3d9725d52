"""What cron runs every minute: reminders, one mail for each person for whom something waits, and the sending."""

from collections import Counter

from django.core.management.base import BaseCommand
from django.utils import timezone

from goals.mail import digest, notifications, outbox

LABELS = {
    "reminders": "připomínky",
    "mails": "maily k odeslání",
    "closed": "neposlaná upozornění",
    "sent": "odesláno",
    "deferred": "odloženo",
    "given_up": "z toho vzdáno",
    "failed": "nešlo sestavit",
}


class Command(BaseCommand):
    help = (
        "Připomene blížící se termíny, dá každému jeden mail o tom, co na něj čeká, a odešle poštu. Spouští ho cron; "
        "když není co dělat, mlčí. Skončí chybou, když něco odeslat nešlo; zkusí to znovu při dalším spuštění."
    )
    requires_system_checks = ["production"]

    def handle(self, *args, **options):
        now = timezone.now()
        digest.forget(now)
        outbox.forget(now)
        done = Counter(reminders=notifications.write_reminders(now)) + digest.hand_over(now)
        problem = ""
        try:
            done += outbox.send(now)
        except outbox.Unreachable as answer:
            problem = f"Poštovní server není dostupný, čeká {outbox.waiting()}: {answer}"
        if done:
            self.stdout.write(", ".join(f"{label} {done[name]}" for name, label in LABELS.items()))
        if problem:
            self.stderr.write(problem)
        if problem or done["failed"] or done["deferred"]:
            raise SystemExit(1)
