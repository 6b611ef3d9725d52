"""Nobody chooses a password for somebody else: Django's command only says how the first administrator comes in."""

from django.contrib.auth.management.commands import createsuperuser
from django.core.management.base import CommandError


class Command(createsuperuser.Command):
    help = "Nahrazeno: správce pozve příkaz invite_administrator."

    def handle(self, *args, **options):
        raise CommandError("Správce pozve příkaz manage.py invite_administrator E-MAIL; heslo si pak zvolí sám.")
