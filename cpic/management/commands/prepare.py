"""Everything that has to be so before the server starts, in one process and only where it is not so already."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from centres import access
from centres.models import Centre
from cpic.checks import PRODUCTION, missing_migrations


class Command(BaseCommand):
    help = "Migrates, collects static files, loads the example into an empty database; says nothing when all is done."
    requires_system_checks = [PRODUCTION]

    def add_arguments(self, parser):
        parser.add_argument("--bare", action="store_true", help="load the example without what happened in its year")

    def handle(self, *args, bare, **options):
        try:
            missing = missing_migrations()
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {str(error).strip().splitlines()[0]}") from error
        if missing:
            self.stdout.write(f"Migrating the database ({len(missing)} steps)")
            call_command("migrate", verbosity=0, interactive=False)

        folder = Path(settings.STATIC_ROOT)
        stamp, sources = folder.with_name("static.sources"), static_fingerprint()
        if not (folder / "staticfiles.json").exists() or not stamp.exists() or stamp.read_text() != sources:
            self.stdout.write("Collecting static files")
            # Cleared, because collecting skips a file that was changed within the second of the last time.
            call_command("collectstatic", clear=True, verbosity=0, interactive=False)
            stamp.write_text(sources)

        if settings.IS_PRODUCTION:
            return
        if settings.EXAMPLE:
            call_command("load_example", bare=bare, stdout=self.stdout)
        else:
            self.begin_without_the_example()

    def begin_without_the_example(self):
        """An organisation of its own: the reference data where there are none, and as long as nobody administers it the
        link by which the first administrator comes in. The rest is said by the first steps."""
        if not Centre.objects.exists():
            call_command("load_reference", stdout=self.stdout)
        if not access.holders(access.Right.ADMINISTER, on=timezone.localdate()).exists():
            self.stdout.write(f"Účet správce si založíte tady ({settings.FIRST_ADMINISTRATOR}):")
            call_command("invite_administrator", settings.FIRST_ADMINISTRATOR, stdout=self.stdout)


def static_fingerprint():
    """Changes whenever a static file of ours or of a package does, or the way they are stored."""
    listing = [settings.STORAGES["staticfiles"]]
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            listing.append([path, status.st_size, status.st_mtime_ns])
    return hashlib.sha256(json.dumps(listing).encode()).hexdigest()
