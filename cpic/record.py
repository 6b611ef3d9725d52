"""Is the record whole? Everything that came out is what it was, nothing is missing, nothing is left over."""

import hashlib
import io
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pikepdf
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

import centres.triggers
import evaluations.triggers
import goals.triggers
import networks.triggers
from evaluations.meetings.labels import minutes_title
from evaluations.models import Evidence, Meeting, Minutes, Report
from evaluations.reports import publishing as reports
from goals import freezing
from goals.models import Edition, LanguageIssue
from goals.public import issuing
from goals.public import publishing as editions
from goals.renderings import RENDERINGS
from networks.models import Gathering, GatheringMinutes, Monitoring, MonitoringReport, SurveyResult

# A PDF is drawn after what it shows has come out, and an attached file is written before its row is committed.
WHILE_IT_IS_MADE = timedelta(hours=1)
WHILE_IT_IS_ATTACHED = timedelta(minutes=2)  # a request may take one


def check_record() -> Iterator[str]:
    """What is wrong with the record, one sentence at a time; nothing is written, people may work meanwhile."""
    yield from check_frozen()
    for rendering in RENDERINGS.values():
        for row in rendering.missing():
            if _age_of(row) > WHILE_IT_IS_MADE:
                yield _("%(what)s: PDF není nakreslené.") % {"what": _name_of(row)}
    yield from _evidence()


def check_frozen() -> Iterator[str]:
    """What the database alone can show: its triggers, and what came out with its files."""
    guards = [*centres.triggers.GUARDS, *goals.triggers.GUARDS]
    guards += [*evaluations.triggers.GUARDS, *networks.triggers.GUARDS]
    for name in centres.triggers.missing(connection, guards):
        yield _("Databáze nehlídá, co se nemá měnit: chybí spoušť %(name)s.") % {"name": name}
    frozen = [
        (Edition.objects.order_by("document", "number"), ("document",), editions.is_intact),
        (Report.objects.order_by("document", "kind", "number"), ("document", "kind"), reports.is_intact),
        (
            Minutes.objects.select_related("meeting__centre").order_by("meeting", "number"),
            ("meeting",),
            freezing.is_intact,
        ),
        (
            GatheringMinutes.objects.select_related("gathering__series").order_by("gathering", "number"),
            ("gathering",),
            freezing.is_intact,
        ),
        (
            MonitoringReport.objects.select_related("monitoring__region").order_by("monitoring", "number"),
            ("monitoring",),
            freezing.is_intact,
        ),
        (
            SurveyResult.objects.select_related("survey", "region").order_by("survey", "region", "number"),
            ("survey", "region"),
            freezing.is_intact,
        ),
    ]
    for rows, same, is_intact in frozen:
        for _key, numbered in groupby(rows.iterator(chunk_size=50), attrgetter(*same)):
            yield from _numbered(numbered, is_intact)
    for issue in LanguageIssue.objects.select_related("edition__document").order_by("pk").iterator(chunk_size=50):
        if not freezing.withdrawal_of(issue.edition) and not issuing.is_intact(issue):
            what = f"{issue.edition.document}, {issue}"
            yield _("%(what)s: obsah nesouhlasí s kontrolním součtem.") % {"what": what}
    for meeting in Meeting.objects.closed().filter(minutes=None).select_related("centre"):
        yield _("%(what)s chybí.") % {"what": minutes_title(meeting)}
    for gathering in Gathering.objects.closed().filter(minutes=None).select_related("series"):
        yield _("%(what)s chybí.") % {"what": _("Zápis: %(what)s") % {"what": gathering}}
    for monitoring in Monitoring.objects.confirmed().filter(reports=None).select_related("region"):
        yield _("%(what)s chybí.") % {"what": monitoring}


def _numbered(rows, is_intact):
    """What came out under numbers from 1 on: none is missing, each is what it was, and so are its files. What was taken
    over from paper begins with the number that it had there."""
    expected = 0
    for row in rows:
        expected = row.number if not expected and getattr(row, "adopted_from", "") else expected + 1
        what = {"what": _name_of(row), "number": expected}
        if row.number != expected:
            yield _("%(what)s: číslo %(number)s chybí.") % what
            return
        if freezing.withdrawal_of(row):  # it lost words and files on purpose
            continue
        if not is_intact(row):
            yield _("%(what)s: obsah nebo soubor nesouhlasí s kontrolním součtem.") % what
        for file in RENDERINGS[type(row)].strays(row):
            yield _("%(what)s: soubor %(file)s k tomu nepatří.") % {**what, "file": " ".join(file.key)}
        for file in row.files.defer(None):
            content = bytes(file.content)
            is_whole = len(content) == file.size and hashlib.sha256(content).hexdigest() == file.sha256
            if not is_whole or (file.format == "pdf" and _pages(content) != file.pages):
                yield _("%(what)s: soubor %(format)s nejde otevřít, nebo není celý.") % {**what, "format": file.format}


def _name_of(row):
    if isinstance(row, Minutes):
        return minutes_title(row.meeting)
    if isinstance(row, GatheringMinutes):
        return _("Zápis: %(what)s") % {"what": row.gathering}
    if isinstance(row, (MonitoringReport, SurveyResult)):
        return str(row)
    return f"{row.document}, {row}"


def _age_of(row):
    at = {Edition: "published_at", Report: "released_at"}
    return timezone.now() - getattr(row, at.get(type(row), "made_at"))


def _pages(content):
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        return None


def _evidence():
    folder, known = Path(storages["evidence"].location), set()
    for row in Evidence.objects.order_by("pk").iterator(chunk_size=500):
        if row.removed_at:
            continue
        known.add(row.stored)
        path, names = folder / row.stored, {"name": row.name, "path": row.stored}
        try:
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == row.sha256 and file.tell() == row.size
        except OSError:
            # Somebody may have taken the file away since the row was read.
            if Evidence.objects.kept().filter(pk=row.pk).exists():
                yield _("Příloha %(name)s (%(path)s) chybí nebo nejde číst.") % names
            continue
        if not same:
            yield _("Příloha %(name)s (%(path)s) nesouhlasí s kontrolním součtem.") % names
    old = (timezone.now() - WHILE_IT_IS_ATTACHED).timestamp()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        stored = path.relative_to(folder).as_posix()
        is_file = path.is_symlink() or not path.is_dir()  # a link that leads nowhere is left over too
        is_stray = is_file and stored not in known and path.lstat().st_mtime < old
        if is_stray and not Evidence.objects.kept().filter(stored=stored).exists():
            yield _("Soubor %(path)s nepatří k žádné příloze.") % {"path": stored}
