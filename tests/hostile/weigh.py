"""How much memory and processor time a bomb takes of what it is given to: each in a process of its own, above the one
that has just read an honest file. A table of those whose names hold some words is printed by
`python manage.py shell -c "from tests.hostile import weigh; weigh.main(['sheet', 'relations'])"`.
"""

import io
import json
import os
import re
import resource
import sys
import time
from contextlib import suppress
from datetime import date

from tests.evaluations import evidence_cast as cast
from tests.evaluations.sheets_cast import csv, sound, xlsx
from tests.hostile import bombs


def attached(data):
    from evaluations.evidence import Unfit, inspect  # not above: settings come first

    try:
        return inspect(io.BytesIO(data), "priloha.pdf").value
    except Unfit as unfit:
        return str(unfit)


def sheet(name):
    def reading(data):
        from evaluations.sheets import KnownIndicator, read

        known = {"Klienti": KnownIndicator("clients", "osoba")}
        found = read(io.BytesIO(data), name, indicators=known, month=(2026, 9), today=date(2026, 9, 20))
        return found.problems[0].in_words() if found.problems else f"{len(found.rows)} rows"

    return reading


def document(ending):
    def reading(data):
        from goals.importing import ImportProblem, KnownCentre, lines_of, parse

        try:
            lines = lines_of(data, ending)
        except ImportProblem as problem:
            return str(problem)
        with suppress(ImportProblem):  # whatever the lines say, looking for goals in them takes time, too
            parse(lines, year=2026, centres=[KnownCentre("plzen", "CPIC Plzeň", "Plzeň")])
        return f"{len(lines)} lines"

    return reading


def translation(name):
    def reading(data):
        from goals import translation_files
        from goals.workflow import Refused

        try:
            read = translation_files._read_po if name.endswith(".po") else translation_files._read_xlsx
            return f"{len(read(data)[2])} rows"
        except Refused as refused:
            return str(refused)

    return reading


READERS = {
    "attached .xlsx": (attached, bombs.SHEETS),
    "attached .docx": (attached, bombs.DOCUMENTS),
    "attached PDF": (attached, bombs.PDFS),
    "attached picture": (attached, bombs.PICTURES),
    "sheet .xlsx": (sheet("a.xlsx"), bombs.SHEETS),
    "sheet .csv": (sheet("a.csv"), bombs.TEXTS),
    "translation .xlsx": (translation("a.xlsx"), bombs.SHEETS),
    "translation .po": (translation("a.po"), bombs.CATALOGUES),
    "document .docx": (document(".docx"), bombs.DOCUMENTS),
    "document .odt": (document(".odt"), bombs.ODTS),
    "document .pdf": (document(".pdf"), bombs.PDFS),
    "document .txt": (document(".txt"), bombs.TEXTS),
}


HONEST = [
    ("attached .xlsx", bombs.sheet_with),
    ("attached .docx", cast.word_file),
    ("attached PDF", cast.pdf_file),
    ("attached picture", lambda: cast.picture("PNG")),
    ("attached picture", cast.photograph),
    ("sheet .xlsx", lambda: xlsx(sound())),
    ("sheet .csv", lambda: csv(sound())),
    ("translation .xlsx", lambda: xlsx(["blok", "kde", "česky", "překlad"], ["title", "", "a", "b"])),
    ("translation .po", lambda: bombs.entry("a")),
    ("document .docx", cast.word_file),
    ("document .odt", lambda: bombs.odt_with(("<text:p>a</text:p>", 1))),
    ("document .pdf", lambda: bombs.page(b"BT /F 9 Tf (a) Tj ET")),
    ("document .txt", lambda: b"a"),
]


def weigh(reader, make):
    """What the reader says, megabytes above the idle process and seconds of processor time."""
    data = make()
    give, take = os.pipe()
    if (child := os.fork()) == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (40, 40))
        idle = _memory("VmRSS")
        with open("/proc/self/clear_refs", "w") as references:
            references.write("5")  # the highest memory so far begins anew
        start = _seconds()
        said = reader(data)
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        most = max(_memory("VmHWM"), children)
        os.write(take, json.dumps([said, round(most - idle), round(_seconds() - start, 2)]).encode())
        os._exit(0)
    os.close(take)
    with open(give, "rb") as result:
        found = result.read()
    os.waitpid(child, 0)
    return json.loads(found) if found else ["died", 0, 0]


def _memory(name):
    with open("/proc/self/status") as status:
        return int(re.search(rf"{name}:\s*(\d+)", status.read())[1]) / 1024


def _seconds():
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def warm():
    """Read an honest file of each kind, so that what is weighed is not the libraries."""
    for reader, make in HONEST:
        READERS[reader][0](make())


def main(words):
    warm()
    for reader, (read, made) in READERS.items():
        for name, make in made.items():
            if all(word in f"{reader}: {name}" for word in words):
                said, memory, seconds = weigh(read, make)
                sys.stdout.write(f"{memory:6} MB {seconds:6.2f} s  {reader}: {name}: {said[:90]}\n")
                sys.stdout.flush()
