"""Whatever is wrong with a backup or with the place for it is one sentence, and nothing is changed."""

import gzip
import json
import os
import re
import resource
import runpy
import shutil
import zipfile
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import override_settings

from cpic.backup import BackupError, archive, backup, restore, restoring, taking, verify
from cpic.backup.places import connected
from cpic.erasing import listing
from evaluations.models import Evidence
from tests.backup.conftest import NEWEST, contents, contents_now, evidence_in, run
from tests.databases import connected_to, empty_database, sqlite_file
from tests.frozen import lifted_triggers
from tests.upgrade import kept

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True, scope="module")
def _nothing_changes(site):
    """After all of that the site is what it was."""
    yield
    assert contents_now(site.folder) == site.contents
    assert [file.name for file in site.folder.iterdir() if "part" in file.name or file.name.startswith("tmp")] == []


@contextmanager
def full_disk(size):
    """No file of this process grows beyond the size; the answer of the system is an error like that of a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def rewritten(site, path, **facts):
    """A backup whose manifest says something else and whose seal is right."""
    with zipfile.ZipFile(site.path) as old, archive.written(path) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = json.dumps(json.loads(content) | facts).encode()
            archive.add(new, name, [content])
    return path


def spoiled(site, path, how):
    data = bytearray(site.path.read_bytes())
    if how == "cut":
        data = data[: len(data) // 2]
    elif how == "cut at its end":
        data = data[:-1]
    elif how == "empty":
        data = b""
    elif how == "text":
        data = b"Toto je dopis."
    else:
        data[how] ^= 1
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("act", [verify, lambda path: restore(path, replace=True)], ids=["verify", "restore"])
class TestNoBackup:
    @pytest.mark.parametrize("how", ["cut", "cut at its end", 10, 12, 5000, -70, -30, -1])
    def test_cut_or_altered(self, site, act, tmp_path, how):
        with pytest.raises(BackupError, match="není celá nebo byla změněna"):
            act(spoiled(site, tmp_path / "spoiled.zip", how))

    @pytest.mark.parametrize("how", ["empty", "text"])
    def test_something_else(self, site, act, tmp_path, how):
        with pytest.raises(BackupError, match="není záloha"):
            act(spoiled(site, tmp_path / "letter.zip", how))

    def test_another_zip(self, site, act, tmp_path):
        with archive.written(tmp_path / "other.zip") as other:
            archive.add(other, "readme.txt", [b"Ahoj"])

        with pytest.raises(BackupError, match="jiného programu"):
            act(tmp_path / "other.zip")

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            ({"product": "cpic-meals"}, "jiného programu"),
            ({"tables": None}, "nemá to, co říká její seznam"),
            ({"format": "1"}, "nemá to, co říká její seznam"),
            ({"keys": []}, "nemá to, co říká její seznam"),
            ({"made_at": "včera"}, "nemá to, co říká její seznam"),
            ({"migrations": {"goals": 5}}, "nemá to, co říká její seznam"),
            ({"tables": {"goals_goal": {"rows": 1}}}, "nemá to, co říká její seznam"),
            ({"evidence": {"aa": "bb"}}, "nemá to, co říká její seznam"),
            ({"format": 2, "version": "7.0"}, r"z novější verze programu \(7.0\)"),
            ({"migrations": {"centres": ["0999_future"]}}, "krok centres.0999_future tahle verze nezná"),
            ({"tables": {}}, "nemá to, co říká její seznam"),
        ],
    )
    def test_of_another_product_or_time(self, site, act, tmp_path, facts, sentence):
        with pytest.raises(BackupError, match=sentence):
            act(rewritten(site, tmp_path / "other.zip", **facts))

    def test_bomb(self, site, act, tmp_path):
        with archive.written(tmp_path / "bomb.zip") as bomb:
            archive.add(bomb, "manifest.json", [bytes(1_000_000)] * 3)

        with pytest.raises(BackupError, match="rozbalila do víc"):
            act(tmp_path / "bomb.zip")

    def test_folder_or_nothing(self, site, act, tmp_path):
        with pytest.raises(BackupError, match="je složka"):
            act(tmp_path)
        with pytest.raises(BackupError, match=r"Soubor .*missing\.zip není\."):
            act(tmp_path / "missing.zip")


@pytest.mark.thorough
def test_rows_that_are_not_those_of_the_manifest_are_not_restored(site, tmp_path):
    """As if somebody had sealed what they changed."""
    tables = site.contents[0]
    tables = tables | {"centres_region": tables["centres_region"] | {"sha256": "0" * 64}}
    path = rewritten(site, tmp_path / "other.zip", tables=tables)

    with pytest.raises(BackupError, match="centres_region se neobnovila"):
        restore(path, replace=True)


def test_disk_is_full_while_restoring(site):
    """On SQLite where the database is made, on PostgreSQL where the files go."""
    file = min(site.evidence.rglob("*/*"))
    content = file.read_bytes()
    file.unlink()
    try:
        size = 200_000 if connection.vendor == "sqlite" else len(content) - 1
        with full_disk(size), pytest.raises(BackupError, match="Obnova se nepovedla a v databázi se nic nezměnilo"):
            restore(site.path, replace=True)
        assert not file.exists()  # nor the file that was put there before it failed
    finally:
        file.write_bytes(content)


@pytest.mark.parametrize("content", [b"\xff\n", b"[1]\n", b"{}\n", None])
def test_list_of_erasures_cannot_be_read(site, tmp_path, content):
    path, beside = tmp_path / "site.zip", tmp_path / listing.NAME
    shutil.copy(site.path, path)
    beside.mkdir() if content is None else beside.write_bytes(content)

    with pytest.raises(BackupError, match="Seznam výmazů"):
        restore(path, replace=True)
    if content in {None, b"\xff\n"}:  # a line that says nothing is carried along
        with pytest.raises(CommandError, match="hotová, ale Seznam výmazů") as told:
            call_command("backup", tmp_path / "new.zip", verbosity=0)
        assert told.value.returncode == 2


class TestPlace:
    def test_is_not_empty(self, site):
        with pytest.raises(BackupError, match="není prázdná. Obsah nahradí jen --replace"):
            restore(site.path)

    def test_belongs_to_something_else(self, site):
        run("CREATE TABLE shop_order (id integer)")
        try:
            with pytest.raises(BackupError, match=r"něčeho jiného \(shop_order\)"):
                restore(site.path, replace=True)
        finally:
            run("DROP TABLE shop_order")

    def test_is_in_use(self, site):
        """By a worker that only waits, too."""
        worker = connections["default"].copy()
        with worker.cursor() as cursor:
            cursor.execute("SELECT 1 FROM centres_region")
            cursor.fetchall()
        try:
            with pytest.raises(BackupError, match="S databází někdo pracuje"):
                restore(site.path, replace=True)
        finally:
            worker.close()

    def test_is_in_use_from_the_start_of_a_worker(self, site):
        """Nobody has come yet, and the site runs all the same."""
        hooks = runpy.run_path(archive.settings.BASE_DIR / "gunicorn.conf.py")
        with connected() as of_worker:
            hooks["post_worker_init"](None)
            assert of_worker.connection


class TestKey:
    def test_was_rotated_away(self, site):
        with override_settings(SECRET_KEY="jiný"), pytest.raises(BackupError, match="s jiným SECRET_KEY"):
            restore(site.path, replace=True)

    def test_is_still_read(self, site):
        keys = archive.key_prints()

        with override_settings(SECRET_KEY="jiný", SECRET_KEY_FALLBACKS=[archive.settings.SECRET_KEY]):
            assert archive.key_prints()[1] == keys[0]
            with pytest.raises(BackupError, match="není prázdná"):  # the next question
                restore(site.path)

    def test_older_one_is_not_read_any_more(self, site, monkeypatch):
        monkeypatch.setattr(restoring, "build", lambda *args, **options: None)
        monkeypatch.setattr(restoring, "unreadable_secrets", lambda: 1)

        with pytest.raises(BackupError, match="s jiným SECRET_KEY"):
            restore(site.path, replace=True)

    def test_cannot_be_told_from_the_backup(self, site):
        assert archive.settings.SECRET_KEY.encode() not in site.path.read_bytes()


class TestBackup:
    @pytest.mark.parametrize("size", [0, 100_000, 500_000])
    def test_disk_is_full(self, site, tmp_path, size):
        path = tmp_path / "new.zip"
        shutil.copy(site.path, path)

        with full_disk(size), pytest.raises(BackupError, match="Záloha se nepovedla: .*(File too large|disk I/O)"):
            backup(path)
        assert path.read_bytes() == site.path.read_bytes()
        assert [file.name for file in tmp_path.iterdir()] == ["new.zip"]

    def test_into_a_folder_or_over_something_else(self, site, tmp_path):
        letter = tmp_path / "letter.txt"
        letter.write_text("Milá Jano")
        document = tmp_path / "letter.docx"
        with zipfile.ZipFile(document, "w") as office:
            office.writestr("word/document.xml", "Milá Jano")

        for path, sentence in [
            (tmp_path, "je složka"),
            (letter, "záloha to není"),
            (document, "záloha to není"),
            (tmp_path / "a/b.zip", "/a není"),
        ]:
            with pytest.raises(BackupError, match=sentence):
                backup(path)
        assert letter.read_text() == "Milá Jano"
        assert zipfile.ZipFile(document).namelist() == ["word/document.xml"]

    def test_two_at_once(self, site, tmp_path):
        path = tmp_path / "new.zip"

        with archive.written(path) as first:
            archive.add(first, "readme.txt", [b"Ahoj"])
            with pytest.raises(BackupError, match="píše jiná záloha"):
                backup(path)
        assert zipfile.ZipFile(path).namelist() == ["readme.txt"]

    def test_is_for_its_owner_only(self, site):
        assert oct(os.stat(site.path).st_mode & 0o777) == "0o600"

    def test_nothing_to_keep(self, site, tmp_path):
        with (
            empty_database(tmp_path, "new") as database,
            connected_to(database),
            pytest.raises(BackupError, match="new.sqlite3 není|V databázi nic není"),
        ):
            backup(tmp_path / "new.zip")
        assert list(tmp_path.iterdir()) == []

    def test_database_of_a_newer_version(self, site, tmp_path):
        run("INSERT INTO django_migrations (app, name, applied) VALUES ('goals', '0999_future', '2030-01-01')")
        try:
            with pytest.raises(BackupError, match="novější než tato verze programu: krok goals.0999_future"):
                backup(tmp_path / "new.zip")
        finally:
            run("DELETE FROM django_migrations WHERE name = '0999_future'")


def test_sentence_names_the_first_faults_only():
    assert archive.listed([*"ab"]) == "a; b"
    assert archive.listed([*"abcdefg"]) == "a; b; c; d; e a další, celkem 7"


class TestFiles:
    @pytest.fixture
    def file(self, site):
        row = Evidence.objects.kept().first()
        path = site.evidence / row.stored
        content = path.read_bytes()
        yield row, path
        path.write_bytes(content)

    @pytest.mark.parametrize("fault", ["chybí", "někdo změnil"])
    def test_missing_or_altered(self, file, tmp_path, fault, capsys):
        row, path = file
        path.write_bytes(b"jiny") if fault == "někdo změnil" else path.unlink()

        with pytest.raises(CommandError, match=f"Záloha je hotová, ale přiložený soubor {row.stored} {fault}") as told:
            call_command("backup", tmp_path / "new.zip")
        assert told.value.returncode == 2
        assert "Záloha je v" in capsys.readouterr().out

    def test_taken_away_meanwhile(self, file, tmp_path, monkeypatch):
        """The backup begins anew at a later moment, at which nothing is missing."""
        row, path = file
        begun = []

        def taken_away(*args):
            begun.append(args)
            if len(begun) == 1:
                other = connections["default"].copy()
                with other.cursor() as cursor:
                    moment = "removed_at = added_at"
                    cursor.execute(f"UPDATE evaluations_evidence SET {moment} WHERE id = %s", [row.pk])
                other.close()
                path.unlink()
            return original(*args)

        original = taking._add_evidence
        monkeypatch.setattr(taking, "_add_evidence", taken_away)
        try:
            taken = backup(tmp_path / "new.zip")
        finally:
            Evidence.objects.filter(pk=row.pk).update(removed_at=None)

        assert taken.remarks == []
        assert row.stored not in taken.manifest["evidence"]
        assert len(begun) > len(taken.manifest["evidence"])


ONLY_SQLITE = [
    ("UPDATE centres_operator SET slug = name || printf('%300s', slug)", r"centres_operator, řádek 1, sloupec slug: "),
    ("UPDATE centres_centre SET latitude = 12345.5 WHERE id = 1", "centres_centre, řádek 1, sloupec latitude: "),
    ("UPDATE centres_centre SET longitude = 0.12345 WHERE id = 1", "centres_centre, řádek 1, sloupec longitude: "),
    ("UPDATE centres_region SET position = 70000 WHERE id = 1", "centres_region, řádek 1, sloupec position: "),
    ("UPDATE centres_membership SET valid_from = 'letos' WHERE id = 1", "sloupec valid_from: .*letos"),
    ("UPDATE goals_edition SET published_at = '32. ledna'", "goals_edition, řádek 1, sloupec published_at: "),
    ("UPDATE goals_section SET text = 'a' || char(0) WHERE id = 1", "goals_section, řádek 1, sloupec text: "),
]
DANGLING = "centres_centre, řádek 1 odkazuje do tabulky centres_region"


@pytest.mark.thorough
def test_what_only_sqlite_admits(site, tmp_path, monkeypatch):
    """It is kept as it is and brought back as it was, but verifying names each, and PostgreSQL takes none of it."""
    monkeypatch.setattr(archive, "SHOWN", 100)
    path = tmp_path / "loose.zip"
    loose = tmp_path / "loose.sqlite3"
    loose.write_bytes(gzip.decompress((kept.FOLDER / f"{NEWEST}.sqlite3.gz").read_bytes()))
    with evidence_in(tmp_path / "evidence"), sqlite_file(loose):
        call_command("migrate", verbosity=0, interactive=False)
        with lifted_triggers():
            for statement, _sentence in ONLY_SQLITE:
                run(statement)
        run("PRAGMA foreign_keys = OFF")
        run("UPDATE centres_centre SET region_id = 77 WHERE id = 1")
        backup(path)
        with pytest.raises(BackupError) as told:
            verify(path)
        restore(path, replace=True)
        assert contents_now(tmp_path) == contents(path)
    for sentence in [*(sentence for _statement, sentence in ONLY_SQLITE), DANGLING]:
        assert re.search(sentence, str(told.value))
    with empty_database(tmp_path, "strict") as database, connected_to(database), evidence_in(tmp_path / "evidence"):
        if connection.vendor == "postgresql":
            with pytest.raises(BackupError, match="centres_centre, řádek 1, sloupec latitude"):
                restore(path)
