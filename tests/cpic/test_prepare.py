"""What happens before the server starts: only what is missing, and a clear sentence when it cannot."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command

MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


def prepare():
    said = StringIO()
    call_command("prepare", stdout=said)
    return said.getvalue()


@pytest.fixture
def site(settings, tmp_path):
    """A site with one static file and no example, in folders of its own."""
    settings.IS_PRODUCTION = True
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    settings.STATIC_ROOT = tmp_path / "var" / "static"
    settings.STORAGES = project.STORAGES | {"staticfiles": {"BACKEND": MANIFEST}}
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "site.css").write_text("body { color: black }")
    return tmp_path


@pytest.mark.django_db
def test_prepare_collects_static_files_once(site):
    assert prepare() == "Collecting static files\n"
    assert prepare() == ""


@pytest.mark.django_db
def test_prepare_collects_again_when_a_file_has_changed(site):
    prepare()
    (site / "sources" / "site.css").write_text("body { color: blue }")

    assert prepare() == "Collecting static files\n"
    assert (site / "var" / "static" / "site.css").read_text() == "body { color: blue }"


@pytest.mark.django_db
def test_prepare_collects_again_when_a_collected_folder_is_gone(site):
    prepare()
    for path in sorted((site / "var" / "static").iterdir()):
        path.unlink()

    assert prepare() == "Collecting static files\n"


def test_every_static_file_finds_what_it_refers_to(settings, tmp_path):
    """Collecting stops at a style sheet or script that names a file which is not there."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = project.STORAGES | {"staticfiles": {"BACKEND": MANIFEST}}

    call_command("collectstatic", interactive=False, verbosity=0)

    assert len(list(Path(tmp_path, "css").glob("*.css"))) >= 2


def test_prepare_says_that_the_database_does_not_answer(tmp_path):
    env = os.environ | {"DATABASE_URL": f"postgres://cpic@/cpic?host={tmp_path}"}
    command = [sys.executable, "manage.py", "prepare"]

    done = subprocess.run(command, cwd=project.BASE_DIR, env=env, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The database does not answer: ")
    assert done.stderr.count("\n") == 1
