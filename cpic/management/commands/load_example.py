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

    def handle(self, *args, **options):
        if settings.IS_PRODUCTION:
            raise CommandError(_("V ostrém provozu se ukázka nenahrává; její účty patří jen na zkoušku."))
        if example.is_wanted():
            edition = self.load(options)
            self.say(options, _("Ukázka je nahraná: %(title)s.") % {"title": edition.title})
        elif settings.DEMO_PASSWORD:
            people.change_password(settings.DEMO_PASSWORD)
        if example.is_loaded():
            self.say(options, "\n".join(_accounts()))
            facts = {"password": example_password()}
            self.say(options, _("Přihlášení na /prihlaseni/, všichni s heslem %(password)s") % facts)

    def load(self, options):
        if options["bare"]:
            return example.load_example(example_password())
        self.say(options, _("Nahrávám ukázku a prožívám její dva roky; trvá to minutu až dvě."))
        progress = partial(tqdm, desc=_("Prožívám rok"), file=sys.stderr, disable=None, leave=False)
        return example.load_example(example_password(), until=example.UNTIL, progress=progress)

    def say(self, options, message):
        if options["verbosity"]:
            self.stdout.write(message)


def _accounts():
    for account in people.ACCOUNTS:
        yield f"  {account.email:<40}{account.role.label} {account.centre}".rstrip()


def example_password():
    """The one from the environment, or a random one that is remembered beside the example's database."""
    if settings.DEMO_PASSWORD:
        return settings.DEMO_PASSWORD
    remembered = settings.VAR_DIR / "example-password"
    if not remembered.exists():
        remembered.touch(mode=0o600)
        remembered.write_text(secrets.token_urlsafe(12))
    return remembered.read_text()
