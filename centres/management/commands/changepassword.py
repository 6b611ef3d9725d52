"""Nobody chooses a password for somebody else: Django's command only says how a forgotten one is replaced."""

from django.contrib.auth.management.commands import changepassword
from django.core.management.base import CommandError


class Command(changepassword.Command):
    help = "Nahrazeno: nové heslo si každý nastaví sám přes stránku přihlášení."

    def handle(self, *args, **options):
        raise CommandError(
            "Nové heslo si každý nastaví sám na /prihlaseni/zapomenute-heslo/. Nejde-li pošta nikomu, pozvěte dalšího "
            "správce: manage.py invite_administrator E-MAIL --another"
        )
