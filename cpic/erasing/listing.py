"""The list of erasures outside of the database: of which cells and by which sums, without words. A backup that is older
than an erasure brings the words back; by this list, which lies beside the backups too, a restore erases them again."""

import json
import os
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from centres.erasable import PLACES, ErasableKind
from centres.erasing import Cell, ErasedWords, erase_cells, find
from centres.models import Erasure

NAME = "erasures.jsonl"
FACTS = ("number", "table", "row", "column", "old_hash", "words", "at")


def write_down(number):
    """Append the act to the list; it is on the disk before the transaction is."""
    with settings.ERASURES_FILE.open("a") as file:
        for line in lines(Erasure.objects.filter(number=number)):
            file.write(line)
        file.flush()
        os.fsync(file.fileno())


def lines(erasures):
    for facts in erasures.order_by("id").values(*FACTS):
        yield json.dumps(facts | {"at": facts["at"].isoformat()}) + "\n"


def write_beside(backup):
    """All that is known, into the folder of a backup that was just taken."""
    merged = dict.fromkeys(known(Path(backup).parent / NAME, settings.ERASURES_FILE))
    merged |= dict.fromkeys(lines(Erasure.objects.all()))
    if merged:
        aside = Path(backup).parent / f"{NAME}.part"
        aside.write_text("".join(merged))
        aside.replace(aside.with_suffix(""))


def known(*paths):
    """The lines of those lists that are there."""
    for path in paths:
        try:
            if path.exists():
                yield from path.read_text().splitlines(keepends=True)
        except (OSError, UnicodeError) as error:
            raise UnreadableList(error) from error


class UnreadableList(Exception):
    """Why the list cannot be used, in one sentence."""

    def __init__(self, reason):
        sentence = _(
            "Seznam výmazů (%(name)s) nejde přečíst: %(error)s. Opravte ho, jinak by se vymazaná slova vrátila."
        )
        super().__init__(sentence % {"name": NAME, "error": reason})


def read(listed):
    """The erasures of the lines; Unreadable where one cannot be read."""
    found = []
    for line in dict.fromkeys(listed):
        try:
            act = json.loads(line)
            if missing := [name for name in FACTS if name not in act]:
                raise UnreadableList(", ".join(missing))
        except (ValueError, TypeError) as error:
            raise UnreadableList(error) from error
        found.append(act)
    return found


def of_the_database():
    """The lines of the database that is going to be replaced, if it has any."""
    try:
        return list(lines(Erasure.objects.all()))
    except DatabaseError:  # an older schema, or nothing yet
        return []


def erase_again(listed, follow_up):
    """Erase in the restored database what was erased after its backup; how many acts. `follow_up` is the verb's.

    Where the key of the sums is gone the words cannot be found, and all that stands in the named cells goes.
    """
    there = set(Erasure.objects.values_list("number", flat=True))
    later = sorted((act for act in listed if act["number"] not in there), key=lambda act: act["number"])
    count = 0
    for number, rows in groupby(later, key=lambda act: act["number"]):
        rows = list(rows)
        reason = _("Výmaz č. %(number)s podle seznamu výmazů, po obnově zálohy.") % {"number": number}
        facts = {"number": number, "reason": reason, "by": None, "at": parse_datetime(rows[0]["at"])}
        words = ErasedWords(" ".join({row["words"] for row in rows}))
        cells = [found.cell for found in find(words)] if words.wanted else []
        erase_cells(cells, words, **facts)
        named = [row for row in rows if _goes_whole(row) or row["column"] and not words.is_readable]
        whole = [Cell(row["table"], row["row"], row["column"]) for row in named]
        erase_cells(whole, **facts)
        follow_up([*cells, *(cell for cell in whole if cell.is_there)], role="", **facts)
        count += 1
    return count


def _goes_whole(row):
    """A cell of which no words are known, a file, and one that was erased whole."""
    kind = PLACES.get(row["table"], {}).get(row["column"])
    return kind is not None and (not row["words"] or kind in {ErasableKind.BYTES, ErasableKind.STORED})
