"""What every test stands on: fast settings, a database of its own, frozen tables that can be emptied between tests.

Skipping is allowed for one reason, the absent folder of real documents; in CI any other skip is a failure.
"""

import functools
import gc
import os
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.db.transaction import Atomic
from django.test import TransactionTestCase
from django.test.utils import override_settings, setup_databases, teardown_databases

from tests.frozen import empty_tables
from tests.migrated import copies, kept_in, migrated_once
from tests.thorough import IS_THOROUGH, examples

TESTS = Path(__file__).parent
DOCUMENTS = settings.BASE_DIR.parent / "shared" / "documents"
NO_DOCUMENTS = "the real documents are not here"
PATIENCE = 60  # seconds

# How long an example takes is the machine's business: a busy one made tests fail in which nothing was wrong.
hypothesis.settings.register_profile(
    "ours", max_examples=examples(100), deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("ours")

FAST = {
    # The real hashers are slow on purpose.
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    # A code that is read off in one half minute still holds in the next: in one test of hundreds it is sent so late.
    "MFA_TOTP_TOLERANCE": 1,
    # Tests read static files where they are written; that all of them can be collected is one test's business.
    "STORAGES": settings.STORAGES
    | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    "WHITENOISE_AUTOREFRESH": True,
    "WHITENOISE_USE_FINDERS": True,
}


@pytest.fixture(scope="session", autouse=True)
def fast_settings(tmp_path_factory):
    evidence = settings.STORAGES["evidence"]
    elsewhere = evidence | {"OPTIONS": evidence["OPTIONS"] | {"location": tmp_path_factory.mktemp("evidence")}}
    erasures = tmp_path_factory.mktemp("erasures") / "erasures.jsonl"
    with override_settings(
        **FAST | {"STORAGES": FAST["STORAGES"] | {"evidence": elsewhere}, "ERASURES_FILE": erasures}
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """A database of its own for each worker: pytest-django names that of PostgreSQL after it; on SQLite it is a file,
    which nobody waits for to be safe on the disk, and rows that nobody asked to be sorted come in reverse."""
    if connection.vendor == "sqlite":
        facts = connection.settings_dict
        facts["TEST"]["NAME"] = tmp_path_factory.mktemp("database") / "test.sqlite3"
        facts["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF; PRAGMA reverse_unordered_selects=ON;"
    else:
        connection.settings_dict["OPTIONS"]["connect_timeout"] = PATIENCE


@pytest.fixture(scope="session")
def migrated_folder(request, tmp_path_factory):
    """Where the migrated database is kept, for the runs to come unless they are to remember nothing."""
    cache = getattr(request.config, "cache", None)
    return cache.mkdir("migrated") if cache else tmp_path_factory.mktemp("migrated")


@pytest.fixture(scope="session")
def django_db_setup(migrated_folder, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """A test database for every run. The original makes one only for tests that it knows to need it, so that those on
    the live server, which commit and empty the tables, would meet the real one."""
    is_file, path = connection.vendor == "sqlite", connection.settings_dict["TEST"]["NAME"]
    with django_db_blocker.unblock(), migrated_once(path, migrated_folder) if is_file else nullcontext():
        databases = setup_databases(verbosity=0, interactive=False, keepdb=is_file)
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            # A thread of the live server can hold its connection for as long as its browser held the socket.
            with connection.cursor() as cursor:
                others = "datname = current_database() AND pid <> pg_backend_pid()"
                cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        teardown_databases(databases, verbosity=0)


@pytest.fixture
def migrated_before(migrated_folder, django_db_setup, monkeypatch):
    """Most of restoring a backup is migrating an empty database, which SQLite need not do in each test; the backup of
    tests/backup/test_restoring.py is restored from nothing, and so is every one where the tests are thorough."""
    if connection.vendor == "sqlite" and not IS_THOROUGH:
        monkeypatch.setattr("cpic.backup.building.MigrationExecutor", copies(kept_in(migrated_folder)))


@pytest.fixture(scope="session", autouse=True)
def frozen_tables_can_be_emptied():
    """Tests that commit are followed by emptying all tables, which the triggers of frozen tables rightly refuse."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty_tables())
        yield


@pytest.fixture(scope="session", autouse=True)
def what_waits_for_a_commit_is_done():
    """The transaction around a test is never committed, so what waits for that is done where the outermost transaction
    of the product has ended: by then a product that runs for real has committed, and holds no lock."""
    leave = Atomic.__exit__

    def leave_and_do(self, exc_type, exc_value, traceback):
        leave(self, exc_type, exc_value, traceback)
        if exc_type is None and all(block._from_testcase for block in connection.atomic_blocks):
            while connection.run_on_commit:
                _savepoints, act, _robust = connection.run_on_commit.pop(0)
                act()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Atomic, "__exit__", leave_and_do)
        yield


@pytest.fixture(scope="session", autouse=True)
def documents_are_read_in_a_fork():
    """A worker of xdist has threads of its own, for whose sake every document would be read by a new process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("goals.importing.bounded.active_count", lambda: 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def database_is_waited_for():
    """What is slow here is the machine. Visitors are not kept waiting by a database that hangs; a test that met their
    few seconds on a busy day would fail, and with it what is asked in those in which nobody asks again."""
    with pytest.MonkeyPatch.context() as patch:
        for limit in ("VERSION_PATIENCE", "MAKER_PATIENCE"):
            patch.setattr(f"goals.public.cache.{limit}", PATIENCE)
        patch.setattr("centres.postgresql.base.QUICK", PATIENCE)
        patch.setattr("centres.outages.SLOW", PATIENCE)
        yield


@pytest.fixture(scope="session", autouse=True)
def attached_files_of_others_are_young():
    """Rows of a test are taken back and its attached files stay, so that minutes later they would be left over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cpic.record.WHILE_IT_IS_ATTACHED", timedelta(days=1))
        yield


@pytest.fixture
def forget_pages(monkeypatch):
    """Empties the memory of public pages."""
    from goals.public import cache as pages  # not above: models cannot be imported before the settings are
    from goals.search import published, working

    def forget():
        for name in ("STORE", "CHOICES"):
            monkeypatch.setattr(pages, name, pages.PageStore(getattr(pages, name).capacity))
        published.forget()
        working.forget()

    return forget


@pytest.fixture(autouse=True)
def no_page_in_memory(forget_pages):
    """Rows that are taken back, as only tests do it, would leave pages that seem to hold."""
    forget_pages()


BLANK = '<!doctype html><html lang="cs"><head><title>Prázdná stránka</title></head><body><p>Nic.</p></body></html>'


@pytest.fixture(scope="session")
def blank_page():
    """Gives the one page, drawn when it is asked for first."""
    from goals.pdf import archival  # not above: models cannot be imported before the settings are

    return functools.cache(functools.partial(archival.render, BLANK))


@pytest.fixture(scope="module", autouse=True)
def quick_pdfs(request, blank_page):
    """A PDF takes longer to draw than most tests take, so only modules that look into one have it drawn."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.node.get_closest_marker("draws_pdfs"):
            patch.setattr("goals.pdf.archival.render", lambda *texts: blank_page())
        yield


def pytest_collection_modifyitems(config, items):
    """What belongs to make test-all alone is not there otherwise. What lies in this folder itself walks through the
    whole site: its tests are the longest, so they go first, and no core waits for one of them at the end."""
    if not IS_THOROUGH:
        longest = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=longest)
        items[:] = [item for item in items if item not in longest]
    items.sort(key=lambda item: item.path.parent != TESTS)


def pytest_collection_finish():
    """What is imported by now stays to the end; looking for rubbish in it costs a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session")
def real_documents():
    """The folder with the organisation's own documents, beside the project where it is there at all."""
    if not DOCUMENTS.is_dir():
        pytest.skip(NO_DOCUMENTS)
    return DOCUMENTS


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and is_ci() and not _may_skip(report):
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI, which counts as a failure: {report.longrepr}"
    return report


def is_ci():
    return os.environ.get("CI", "").lower() in {"true", "1"}


def _may_skip(report):
    return isinstance(report.longrepr, tuple) and report.longrepr[2] == f"Skipped: {NO_DOCUMENTS}"
