"""Imports a document of operational goals; without --apply it only shows what it would do. Ends with 0, with 2 where
something has to be answered first, with 1 where the document is refused."""

import json
import sys
from functools import partial

from django.core.management.base import BaseCommand
from tqdm import tqdm

from goals.importing import FORMATS, ImportProblem, import_document, read_answers, report, summary, unreadable


def to_json(result):
    return json.dumps(result.as_json(), ensure_ascii=False)


class Command(BaseCommand):
    help = f"Přečte dokument operačních cílů ({', '.join(FORMATS)}) a ukáže, co by z něj převzal; zapíše s --apply."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="SOUBOR", help="dokument s cíli")
        parser.add_argument("--year", type=int, required=True, metavar="ROK", help="rok, na který cíle jsou")
        parser.add_argument("--apply", action="store_true", help="zapsat nové cíle jako rozepsané, všechny nebo žádný")
        parser.add_argument("--answers", metavar="SOUBOR", help="odpovědi na otázky: JSON, u id otázky její odpověď")
        parser.add_argument("--json", action="store_true", help="na standardní výstup jen výsledek jako JSON")

    def handle(self, *args, file, year, apply, answers, **options):
        progress = partial(tqdm, desc="Čtu strany", file=sys.stderr, disable=None, leave=False)
        try:
            given = read_answers(answers) if answers else None
            result = import_document(file, year=year, apply=apply, answers=given, progress=progress)
        except ImportProblem as problem:
            if options["json"]:
                self.stdout.write(to_json(unreadable(str(problem), year)))
            self.stderr.write(str(problem))
            raise SystemExit(1) from problem
        if options["json"]:
            self.stdout.write(to_json(result))
            self.stderr.write(summary(result))
        else:
            self.stdout.write(report(result))
        if result.stops:
            raise SystemExit(1 if result.is_refused else 2)
