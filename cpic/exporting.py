"""The way out: everything that is kept here, in open formats, with a page that says what is where.

Documents are files as they came out. Tables are those of the database by the names of their columns: as CSV for
people, as JSON for programs. What would let somebody in (passwords, second factors, links of invitations) stays here.
"""

import fcntl
import json
import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext as _

from cpic.backup.rows import OF_OPEN_SURVEYS
from evaluations.models import Evidence, MinutesFile, ReportFile
from goals.models import EditionFile
from goals.tables import csv_lines
from networks.models import GatheringMinutesFile, MonitoringReportFile, SurveyResultFile

APPS = ("centres", "goals", "evaluations", "networks")
SECRET = {("centres_user", "password"), ("centres_invitation", "fingerprint")}
ROWS_AT_ONCE = 500
ASIDE = ".cpic-export.part"  # how a folder ends that is being written
LONGEST_NAME = 255  # bytes, of a file


class NotExported(Exception):
    """Nothing was written; the sentence says why."""


@dataclass
class Exported:
    documents: dict[str, list[str]] = field(default_factory=dict)  # paths of the files by what they are
    tables: list[dict] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # attached files that are not where they should be

    @property
    def files(self):
        return sum(map(len, self.documents.values()))


def export_all(folder: Path, *, progress=iter) -> Exported:
    """Write everything into the folder, which must not be there yet or be empty."""
    with whole_folder(folder) as aside:
        return _write(aside, progress)


@contextmanager
def whole_folder(folder: Path, mode=0o700):
    """A folder to write into, which gets its name when it is whole; what lies in it may be personal."""
    folder = Path(os.path.abspath(folder))  # a dot has no name
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NotExported(_("%(folder)s už existuje a není prázdná složka.") % {"folder": folder})
        with _aside(folder, mode) as aside:
            yield aside
            if folder.exists():
                folder.rmdir()
            aside.rename(folder)
    except OSError as error:
        raise NotExported(_("Do %(folder)s nejde zapsat: %(error)s") % {"folder": folder, "error": error}) from error


@contextmanager
def _aside(folder, mode):
    """A folder beside, which is gone unless it was renamed; with those that killed ones left, under whatever name."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".*{ASIDE}"):
        if not left.is_symlink():
            with suppress(BlockingIOError), _held(left):  # it is being written
                shutil.rmtree(left, ignore_errors=True)
    aside = folder.with_name(f".{folder.name}{ASIDE}")
    aside.mkdir(mode=mode)
    with _held(aside):
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _held(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _write(folder, progress):
    exported = Exported()
    for name, title, rows, path_of in (
        ("vydani", _("Vydání"), EditionFile.objects.select_related("edition__document"), _path_of_edition),
        ("zpravy", _("Zveřejněné stavy a vyhodnocení"), ReportFile.objects.select_related("report"), _path_of_report),
        (
            "zapisy",
            _("Zápisy z porad"),
            MinutesFile.objects.select_related("minutes__meeting__centre"),
            _path_of_minutes,
        ),
        (
            "zapisy-siti",
            _("Zápisy ze setkání sítí"),
            GatheringMinutesFile.objects.select_related("gathering_minutes__gathering"),
            _path_of_gathering,
        ),
        (
            "monitoring",
            _("Zprávy z monitoringu krajů"),
            MonitoringReportFile.objects.select_related("monitoring_report__monitoring__region"),
            _path_of_monitoring,
        ),
        (
            "hodnoceni-siti",
            _("Výsledky hodnocení sítí"),
            SurveyResultFile.objects.select_related("survey_result__survey"),
            _path_of_survey,
        ),
    ):
        (folder / name).mkdir()
        paths = exported.documents.setdefault(title, [])
        for row in progress(rows.defer(None).order_by("pk").iterator(chunk_size=20)):
            paths.append(f"{name}/{path_of(row)}")
            (folder / paths[-1]).write_bytes(bytes(row.content))
    (folder / "prilohy").mkdir()
    paths = exported.documents.setdefault(_("Přílohy"), [])
    for row in progress(Evidence.objects.kept().order_by("pk").iterator(chunk_size=ROWS_AT_ONCE)):
        path = f"prilohy/{_shortened(f'{row.pk}-{row.name}')}"
        try:
            with storages["evidence"].open(row.stored, "rb") as source, (folder / path).open("wb") as target:
                shutil.copyfileobj(source, target)
        except FileNotFoundError:
            exported.missing.append(row.name)
            continue
        paths.append(path)
    (folder / "tabulky").mkdir()
    for app in APPS:
        models_of_app = apps.get_app_config(app).get_models(include_auto_created=True)
        for model in progress([one for one in models_of_app if one._meta.db_table not in OF_OPEN_SURVEYS]):
            exported.tables.append(_write_table(folder, model))
    context = {"exported": exported, "made_at": timezone.now(), "site": settings.SITE_URL}
    (folder / "index.html").write_text(render_to_string("export/index.html", context))
    (folder / "styl.css").write_text(render_to_string("export/styl.css"))
    return exported


def _shortened(name):
    """A name of a hundred letters may be longer than a file's can be, which is counted in bytes."""
    stem, dot, ending = name.rpartition(".")
    room = LONGEST_NAME - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending


def _path_of_edition(row):
    year = row.edition.year or _("zavazek")
    return f"{year}-vydani-{row.edition.number}-{row.pk}.{row.format}"


def _path_of_report(row):
    return f"{row.report.year}-{row.report.kind}-{row.report.number}-{row.pk}.{row.format}"


def _path_of_minutes(row):
    meeting = row.minutes.meeting
    place = meeting.centre.slug if meeting.centre else meeting.kind
    return f"{place}-{meeting.year}-{meeting.month or _('rok')}-{row.minutes.number}-{row.pk}.{row.format}"


def _path_of_gathering(row):
    minutes = row.gathering_minutes
    return f"{minutes.gathering.on.isoformat()}-{minutes.gathering_id}-{minutes.number}-{row.pk}.{row.format}"


def _path_of_monitoring(row):
    report = row.monitoring_report
    about = report.monitoring
    return f"{about.region.nuts3}-{about.year}-{about.number}-{report.number}-{row.pk}.{row.format}"


def _path_of_survey(row):
    result = row.survey_result
    return f"{result.survey.year}-{result.region_id or _('vse')}-{result.number}-{row.pk}.{row.format}"


def _write_table(folder, model):
    """All rows, as CSV and as JSON. A column that holds a file is left out: the file lies beside."""
    table = model._meta.db_table
    fields = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.BinaryField) and (table, field.column) not in SECRET
    ]
    columns = [field.column for field in fields]
    count = 0
    names = [field.attname for field in fields]
    path = folder / "tabulky" / table
    with path.with_suffix(".csv").open("w", newline="") as csv, path.with_suffix(".json").open("w") as target:

        def rows():
            nonlocal count
            for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=ROWS_AT_ONCE):
                facts = dict(zip(columns, row, strict=True))
                target.write(",\n" if count else "[\n")
                json.dump(facts, target, ensure_ascii=False, cls=DjangoJSONEncoder)
                count += 1
                yield row

        csv.writelines(csv_lines(columns, rows()))
        target.write("\n]\n" if count else "[]\n")
    described = [
        {
            "name": field.column,
            "title": field.verbose_name,
            "of": field.related_model and field.related_model._meta.db_table,
        }
        for field in fields
    ]
    # A model that is never shown to anybody has only the name that Django makes of its class.
    own_name = camel_case_to_spaces(model._meta.object_name)
    title = model._meta.verbose_name_plural if model._meta.verbose_name != own_name else ""
    return {"name": table, "title": title, "count": count, "columns": described}
