"""Shows which targets the reader proposes for wordings, one a line; nothing is written anywhere."""

import json
import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand

from goals.formatting import describe
from goals.reading import read_targets
from goals.writing import as_kept

YEARS = range(1990, 2101)


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
        for text in self.read(file):
            targets = read_targets(text, year=year)
            if options["json"]:
                row = {"text": text, "targets": [target.as_json() for target in targets]}
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            else:  # the wording, and below it each target with the words that it was read from
                self.stdout.write(text)
                for it in targets:
                    self.stdout.write(f"  {it.kind.label}: {describe(as_kept(it))} („{text[slice(*it.span)]}“)")

    def read(self, file):
        name = "Standardní vstup" if file == "-" else f"Soubor {file}"
        try:
            content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            return [line.strip() for line in content.decode("utf-8-sig").split("\n") if line.strip()]
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
