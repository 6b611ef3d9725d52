"""Fills an empty database with the example, and says each time how to sign in to it."""

import secrets
import sys
from functools import partial

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cpic import example
from cpic.example import people


class Command(BaseCommand):
    help = _(
        "Naplní prázdnou databázi ukázkou: centra, lidé, vyhodnocený rok 2025, cíle roku 2026 a co se v něm stalo."
    )

    def add_arguments(self, parser):
        parser.add_argument("--bare", action="store_true", help=_("jen cíle, bez záznamů a porad"))

    def handle(self, *args, bare, verbosity, **options):
        self.verbosity = verbosity
        if settings.IS_PRODUCTION:
            raise CommandError(_("V ostrém provozu se ukázka nenahrává; její účty patří jen na zkoušku."))
        if example.is_wanted():
            until, progress = None, iter
            if not bare:
                self.say(_("Nahrávám ukázku a prožívám její dva roky; trvá to minutu až dvě."))
                until = example.UNTIL
                progress = partial(tqdm, desc=_("Prožívám rok"), file=sys.stderr, disable=None, leave=False)
            edition = example.load_example(example_password(), until=until, progress=progress)
            self.say(_("Ukázka je nahraná: %(title)s.") % {"title": edition.title})
        elif settings.DEMO_PASSWORD:
            people.change_password(settings.DEMO_PASSWORD)
        if example.is_loaded():
            for account in people.ACCOUNTS:
                self.say(f"  {account.email:<40}{account.role.label} {account.centre or account.language}".rstrip())
            facts = {"password": example_password()}
            self.say(_("Přihlášení na /prihlaseni/, všichni s heslem %(password)s") % facts)

    def say(self, message):
        if self.verbosity:
            self.stdout.write(message)


def example_password():
    """The one from the environment, or a random one that is remembered beside the example's database."""
    if settings.DEMO_PASSWORD:
        return settings.DEMO_PASSWORD
    remembered = settings.VAR_DIR / "example-password"
    if not remembered.exists():
        remembered.touch(mode=0o600)
        remembered.write_text(secrets.token_urlsafe(12))
    return remembered.read_text()
