"""Taking everything out: whole, in open formats, with a page that says what is where, and without secrets."""

import csv
import hashlib
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from centres.models import User
from cpic.backup.rows import OF_OPEN_SURVEYS
from cpic.exporting import APPS, ASIDE, NotExported, _shortened, export_all, whole_folder
from evaluations.models import Evidence, MinutesFile, ReportFile
from goals.models import EditionFile, Goal
from tests import once
from tests.world import add_months, add_year_ends, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(scope="module", autouse=True)
def exported(django_db_setup, django_db_blocker, tmp_path_factory):
    """The folder of everything in a world with editions, reports, minutes and files."""
    with once.kept(django_db_blocker):
        world = make_world()
        add_months(world)
        add_year_ends(world)
        folder = tmp_path_factory.mktemp("out") / "vyvoz"
        export_all(folder)
        yield folder


def test_page_leads_to_every_file_and_to_nothing_else(exported):
    page = (exported / "index.html").read_text()

    named = {unquote(address) for address in re.findall(r'href="([^"#]+)"', page)}
    assert named == {path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()} - {
        "index.html"
    }
    assert "<script" not in page


def test_documents_and_attached_files_are_what_they_were(exported):
    written = {hashlib.sha256(path.read_bytes()).hexdigest() for path in exported.rglob("*") if path.is_file()}
    kept = {row.sha256 for model in (EditionFile, ReportFile, MinutesFile) for row in model.objects.all()}
    kept |= {row.sha256 for row in Evidence.objects.kept()}

    assert len(kept) > 4
    assert kept <= written


def test_every_table_has_all_its_rows_in_both_formats(exported):
    for app in APPS:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            path = exported / "tabulky" / model._meta.db_table
            if model._meta.db_table in OF_OPEN_SURVEYS:
                assert not path.with_suffix(".json").exists()
                continue
            rows = json.loads(path.with_suffix(".json").read_text())
            with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
                lines = list(csv.DictReader(file, delimiter=";"))
            assert len(rows) == len(lines) == model._base_manager.count()

    goals = {row["id"]: row["text"] for row in json.loads((exported / "tabulky" / "goals_goal.json").read_text())}
    assert goals == dict(Goal.objects.values_list("pk", "text"))


def test_no_password_comes_out(exported):
    hashes = [row.password for row in User.objects.all() if row.password]

    everything = "".join(path.read_text() for path in (exported / "tabulky").iterdir())
    assert "liberec" in everything
    assert hashes
    assert [one for one in hashes if one in everything] == []


def test_folder_with_something_in_it_is_left_as_it_is(tmp_path):
    (tmp_path / "dopis.txt").write_text("můj")

    with pytest.raises(CommandError, match="není prázdná"):
        call_command("export_all", str(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == ["dopis.txt"]


def test_folder_that_a_killed_one_left_goes_and_a_dot_is_a_folder(tmp_path, monkeypatch):
    left, letter = tmp_path / f".before{ASIDE}", tmp_path / ".letter.part"
    for folder in (left, letter, tmp_path / "vyvoz"):
        folder.mkdir()
    monkeypatch.chdir(tmp_path / "vyvoz")

    with whole_folder(Path()) as aside:
        (aside / "index.html").touch()

    assert {path.name for path in tmp_path.iterdir()} == {".letter.part", "vyvoz"}
    assert [path.name for path in (tmp_path / "vyvoz").iterdir()] == ["index.html"]


def test_database_that_cannot_be_read_is_one_sentence(tmp_path, monkeypatch):
    def refuse(*args):
        raise OperationalError("the server is gone")

    monkeypatch.setattr("cpic.management.commands.export_all.snapshot", refuse)
    for command in (["export_all", str(tmp_path / "vyvoz")], ["check_record"]):
        with pytest.raises(CommandError, match="Z databáze nejde číst"), connection.execute_wrapper(refuse):
            call_command(*command)
    assert list(tmp_path.iterdir()) == []


def test_long_name_keeps_its_ending():
    name = _shortened("7-" + "ế" * 96 + ".pdf")

    assert len(name.encode()) <= 255
    assert name.startswith("7-ế")
    assert name.endswith("ế.pdf")
    assert _shortened("7-listina.pdf") == "7-listina.pdf"


def test_disk_that_fills_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises(NotExported, match="No space left"):
        export_all(tmp_path / "vyvoz")

    assert list(tmp_path.iterdir()) == []


def test_missing_file_is_told_and_stops_nothing(tmp_path):
    row = Evidence.objects.kept().first()
    path = Path(storages["evidence"].path(row.stored))
    content = path.read_bytes()
    path.unlink()

    exported = export_all(tmp_path / "vyvoz")
    path.write_bytes(content)

    assert exported.missing == [row.name]
    assert row.name in (tmp_path / "vyvoz" / "index.html").read_text()
