"""Makes the list of leaked passwords that new ones are compared with, out of lists that the administrator brings."""

from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from centres import leaked_passwords


class Command(BaseCommand):
    help = (
        "Vytvoří soubor pro LEAKED_PASSWORDS ze seznamů uniklých hesel: z hashů SHA-1 (HASH:POČET na řádku, jak je "
        "vydává Have I Been Pwned) nebo z hesel, každé na svém řádku."
    )

    requires_system_checks = []  # a damaged list stops every other command, and this one mends it

    def add_arguments(self, parser):
        parser.add_argument("sources", nargs="+", metavar="SEZNAM")
        parser.add_argument("--to", required=True, metavar="SOUBOR", help="kam se má výsledek zapsat")
        parser.add_argument("--least", type=int, default=1, metavar="N", help="jen hesla, která unikla aspoň N×")

    def handle(self, *args, sources, to, least, **options):
        try:
            with ExitStack() as files:
                opened = [files.enter_context(Path(source).open("rb")) for source in sources]
                count = leaked_passwords.build(opened, to, least=least)
        except leaked_passwords.WrongSource as fault:
            raise CommandError(str(fault)) from None
        except OSError as error:
            raise CommandError(f"{error.filename or to}: {error.strerror}. Nic se nezměnilo.") from None
        self.stdout.write(f"{to}: {count} hesel. Nastavte LEAKED_PASSWORDS={Path(to).resolve()}")
