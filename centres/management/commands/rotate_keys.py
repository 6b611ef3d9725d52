"""After the secret key was changed: what the older one encrypted is written anew, so that the older one can go."""

from django.core.management.base import BaseCommand, CommandError

from centres.encryption import rotate


class Command(BaseCommand):
    help = (
        "Přešifruje tajemství druhých ověření novým klíčem (SECRET_KEY). Dosavadní klíč musí být mezi "
        "SECRET_KEY_FALLBACKS; když příkaz skončí bez chyby, lze ho odebrat."
    )
    requires_system_checks = ["production"]

    def handle(self, *args, **options):
        renewed, unreadable = rotate()
        if unreadable:
            raise CommandError(
                f"Přešifrováno: {renewed}. Žádný klíč nepřečte druhých ověření: {unreadable}. Vraťte do "
                "SECRET_KEY_FALLBACKS klíč, kterým vznikla, nebo je těm lidem ve správě zrušte."
            )
        self.stdout.write(f"Přešifrováno: {renewed}. Novým klíčem jsou čitelná všechna druhá ověření.")
