"""A word in every column and in every kind of file of a committed world that has been through everything: after erasing
it is in nothing that can be read. What is read is said as channels, and each is seen to hold the word before."""

import hashlib
import io
import logging
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone
from mailer.models import RESULT_SUCCESS, Message, MessageLog

from centres.erasable import PLACES
from centres.erasing import Words
from centres.models import User
from cpic.backup import backup
from cpic.erasing import verb
from cpic.exporting import export_all
from cpic.personal import export_person
from cpic.record import check_record
from evaluations.evidence import FileKind
from evaluations.models import Evidence, Minutes, MinutesFile, Report, ReportFile
from goals.models import Edition, EditionFile
from goals.pdf.archival import render as draw
from goals.renderings import RENDERINGS, draw_missing
from networks.meetings.minutes import token_of
from networks.models import GatheringMinutes, GatheringMinutesFile
from tests.cpic.erasing_cast import a_word, dumped, lifted, plant
from tests.evaluations.evidence_cast import packed, sheet_with
from tests.upgrade import kept
from tests.upgrade.small_world import fill

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine, pytest.mark.thorough]
CAME_OUT = {
    Edition: EditionFile,
    Report: ReportFile,
    Minutes: MinutesFile,
    GatheringMinutes: GatheringMinutesFile,
}


@pytest.fixture
def world(tmp_path):
    evidence = settings.STORAGES["evidence"]
    own = evidence | {"OPTIONS": evidence["OPTIONS"] | {"location": tmp_path / "evidence"}}
    changed = {"STORAGES": settings.STORAGES | {"evidence": own}, "ERASURES_FILE": tmp_path / "erasures.jsonl"}
    with override_settings(**changed):
        fill()
        settings.ERASURES_FILE.touch()
        yield


def a_pdf(word):
    return draw(
        f'<!doctype html><html lang="cs"><head><title>L</title></head><body><p>{word}</p></body></html>'
    ).content


FILES = {
    FileKind.PDF: a_pdf,
    FileKind.DOCX: lambda word: packed({"word/document.xml": f"<w:t>{word[:20]}</w:t><w:t>{word[20:]}</w:t>"}),
    FileKind.XLSX: lambda word: sheet_with({"xl/sharedStrings.xml": f"<sst><si><t>{word}</t></si></sst>"}),
    FileKind.PNG: lambda word: b"\x89PNG\r\n\x1a\n" + f"tEXt{word}".encode(),
    FileKind.JPG: lambda word: b"\xff\xd8\xff" + word.encode(),
}


def plant_files(word):
    """One of each kind; and what came out is drawn with the word in it, as it would have been."""
    mail = Message.objects.latest("pk")
    MessageLog.objects.log(mail, RESULT_SUCCESS)
    MessageLog.objects.update(message_data=mail.message_data)  # as it was kept once
    with_words = {Evidence.objects.kept().filter(kind=kind).order_by("pk").last(): make for kind, make in FILES.items()}
    for row in Evidence.objects.kept():
        content = with_words[row](word) if row in with_words else b"nic"
        storages["evidence"].delete(row.stored)
        storages["evidence"].save(row.stored, ContentFile(content))
        Evidence.objects.filter(pk=row.pk).update(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    with lifted():
        days = dict.fromkeys(["adopted_on", "approved_on", "valid_from", "valid_until"], date(2026, 1, 1))
        Edition.objects.filter(adopted_from__contains=word).update(**days)
        for model, files in CAME_OUT.items():
            file = files.objects.order_by("-pk").first()
            row = next(getattr(file, one.name) for one in files._meta.fields if one.related_model is model)
            files.objects.filter(pk=file.pk).update(content=draw(RENDERINGS[model].html(row)).content)


def texts_of_pdf(data):
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "".join("".join(page.extract_text() for page in pdf.pages).split())


def readable(data):
    """Bytes as they are, and what is packed in them."""
    yield data
    if data.startswith(b"%PDF"):
        yield texts_of_pdf(data).encode()
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from readable(archive.read(name))
            yield b"".join(archive.read(name) for name in archive.namelist()).replace(b"</w:t><w:t>", b"")


def files_in(folder):
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name.encode()
            yield from readable(path.read_bytes())


def database_bytes():
    """The files of SQLite with its log and its free pages; of PostgreSQL what its own dump says."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        path = Path(facts["NAME"])
        connection.close()
        return [one.read_bytes() for one in path.parent.glob(f"{path.name}*")]
    command = [kept.programs() / "pg_dump", "--no-owner", *kept.address(facts)]
    return [subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout]


def pages(word):
    """What the public and those inside are shown, searches included."""
    public, inside = Client(), Client()
    for edition in Edition.objects.exclude(document__year=None).select_related("document"):
        year, number = edition.document.year, edition.number
        yield public.get(reverse("edition", args=[year, number])).content
        found = public.get(reverse("year", args=[year]), {"q": word}).content
        # The page repeats what was looked for, in its field and in links to itself in other languages.
        yield re.sub(rf'(value="|\?q=){word}'.encode(), b"", found)
        yield public.get(reverse("edition-pdf", args=[year, number])).content
    for report in Report.objects.select_related("document"):
        name = "year-standing" if report.kind == "interim" else "year-evaluation-number"
        yield public.get(reverse(name, args=[report.document.year, report.number])).content
    for minutes in GatheringMinutes.objects.all():
        yield from readable(public.get(reverse("minutes-of-gathering", args=[token_of(minutes)])).content)
    inside.force_login(User.objects.get(email="spravce@example.cz"))
    for name in ("people", "network", "documents"):
        answer = inside.get(reverse(name))
        yield answer.getvalue()


def personal():
    for person in User.objects.filter(reduced_at=None):
        by = User.objects.get(email="spravce@example.cz")
        yield from readable(b"".join(export_person(person, by=by, now=timezone.now())))


CHANNELS = [
    "the database as it lies on the disk",
    "its rows, the queue of mail and sessions, unpacked",
    "attached files",
    "PDFs",
    "the export",
    "a backup",
    "what one person is given",
    "pages and searches",
]


def channels(word, folder):
    """Pieces of bytes of all that can be read, in the order of their names."""
    folder.mkdir()
    export_all(folder / "vyvoz")
    backup(folder / "zaloha.zip")
    came_out = (bytes(row.content) for files in CAME_OUT.values() for row in files.objects.defer(None))
    yield database_bytes()
    yield (text.encode() for text in dumped())
    yield files_in(Path(storages["evidence"].location))
    yield (piece for data in came_out for piece in readable(data))
    yield files_in(folder / "vyvoz")
    yield readable((folder / "zaloha.zip").read_bytes())
    yield personal()
    yield pages(word)


def holding(word, folder):
    found = zip(CHANNELS, channels(word, folder), strict=True)
    return [name for name, pieces in found if any(word.encode() in bytes(piece).lower() for piece in pieces)]


def test_no_byte_of_a_word_stays_in_anything_that_can_be_read(world, tmp_path, caplog, monkeypatch):
    caplog.set_level(logging.INFO)
    word = a_word()
    empty, _session, _evidence = plant(word)
    plant_files(word)
    assert holding(word, tmp_path / "before") == CHANNELS
    caplog.clear()
    cells = {found.cell for found in verb.places_of(Words([word]))}
    planted = {(table, name) for table in PLACES for name in PLACES[table]}
    verb.erase([word], cells, seen=cells, reason="Jméno.", by=User.objects.get(email="spravce@example.cz"))
    monkeypatch.setattr("goals.pdf.archival.render", draw)
    _drawn, problems = draw_missing()

    assert empty == set()
    # What is drawn is drawn from cells that are found; what waits in sessions goes as a whole.
    drawn_or_passing = {(files._meta.db_table, "content") for files in CAME_OUT.values()}
    drawn_or_passing.add(("django_session", "session_data"))
    assert planted - {(cell.table, cell.column) for cell in cells} == drawn_or_passing
    assert (holding(word, tmp_path / "after"), problems) == ([], [])
    assert word not in caplog.text + settings.ERASURES_FILE.read_text()
    assert list(check_record()) == []
