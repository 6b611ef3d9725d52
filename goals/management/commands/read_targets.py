"""Shows which targets the reader proposes for wordings, one a line; nothing is written anywhere."""

import json
import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand

from goals.formatting import describe
from goals.reading import read_targets

YEARS = range(1990, 2101)


def wordings(file):
    """The lines of a file, or of standard input for "-", that are not blank; raises OSError and UnicodeDecodeError."""
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return [line.strip() for line in content.decode("utf-8-sig").split("\n") if line.strip()]


def to_json(text, targets):
    return json.dumps({"text": text, "targets": [target.as_json() for target in targets]}, ensure_ascii=False)


def listing(text, targets):
    """The wording and below it each target with the words that it was read from."""
    rows = [f"  {target.kind.label}: {describe(target)} („{text[slice(*target.span)]}“)" for target in targets]
    return "\n".join([text, *rows])


class Command(BaseCommand):
    help = "Přečte znění cílů, jedno na řádku, a ukáže, jaké cílové hodnoty z nich vyplývají."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="SOUBOR", help="textový soubor v UTF-8; - je standardní vstup")
        parser.add_argument("--json", action="store_true", help="na každém řádku jeden objekt JSON")
        parser.add_argument("--year", type=int, metavar="ROK", help="rok, na který cíle jsou; jinak letošní")

    def handle(self, *args, file, year, **options):
        year = date.today().year if year is None else year
        if year not in YEARS:
            self.stop(f"Rok {year} není mezi {YEARS[0]} a {YEARS[-1]}.")
        write = to_json if options["json"] else listing
        for text in self.read(file):
            self.stdout.write(write(text, read_targets(text, year=year)))

    def read(self, file):
        name = "Standardní vstup" if file == "-" else f"Soubor {file}"
        try:
            return wordings(file)
        except FileNotFoundError:
            self.stop(f"{name} neexistuje.")
        except IsADirectoryError:
            self.stop(f"{file} je složka, ne soubor.")
        except UnicodeDecodeError:
            self.stop(f"{name} není text v kódování UTF-8.")
        except OSError:
            self.stop(f"{name} nelze přečíst, zkontrolujte přístupová práva.")

    def stop(self, sentence):
        self.stderr.write(sentence)
        raise SystemExit(1)
