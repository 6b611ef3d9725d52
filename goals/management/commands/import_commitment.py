"""Imports a public commitment in one language or several; without --apply it only shows what it would do."""

import json
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError

from goals.commitment import Term
from goals.importing import (
    LANGUAGES,
    ImportProblem,
    parse_commitment,
    plan_commitment,
    read_lines,
    report_commitment,
    write_commitment,
)
from goals.workflow import Refused


def day(text):
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise CommandError(f"Den „{text}“ není datum; zadejte ho jako 2026-12-31.") from None


def answers(pairs):
    """What parts are that the trial asked about: "3=en", or "3=" to leave the part out."""
    found = {}
    for pair in pairs:
        number, equals, language = pair.partition("=")
        if not (number.isdigit() and equals and (language in LANGUAGES or not language)):
            raise CommandError(f"Odpověď „{pair}“ není ve tvaru číslo=jazyk, například 3=en; 3= část vynechá.")
        found[number] = language
    return found


class Command(BaseCommand):
    help = "Přečte veřejný závazek (.txt, .md, .docx, .pdf) a ukáže, co by z něj převzal; zapíše s --apply."

    def add_arguments(self, parser):
        parser.add_argument(
            "files", metavar="SOUBOR", nargs="+", help="závazek; jazyky v jednom souboru, nebo každý zvlášť"
        )
        parser.add_argument("--from", dest="first", metavar="DEN", help="od kdy závazek platí (2026-01-01)")
        parser.add_argument("--until", metavar="DEN", help="do kdy závazek platí")
        parser.add_argument("--part", action="append", default=[], metavar="ČÁST=JAZYK", help="odpověď na otázku")
        parser.add_argument("--apply", action="store_true", help="zapsat, co je nové; všechno, nebo nic")
        parser.add_argument("--json", action="store_true", help="na standardní výstup jen výsledek jako JSON")

    def handle(self, *args, files, first, until, part, apply, **options):
        if apply and not (first and until):
            raise CommandError("Zadejte, od kdy do kdy závazek platí: --from a --until.")
        try:
            parsed = parse_commitment([read_lines(file) for file in files], chosen=answers(part))
            title = parsed.czech.title if parsed.czech else ""
            term = Term(title, day(first), day(until)) if first and until else None
            result = write_commitment(parsed, term) if apply else plan_commitment(parsed, term)
        except (ImportProblem, Refused) as problem:
            self.stderr.write(str(problem))
            raise SystemExit(1) from problem
        self.stdout.write(
            json.dumps(result.as_json(), ensure_ascii=False) if options["json"] else report_commitment(result)
        )
        if result.has_errors:
            raise SystemExit(1)
