"""Where evidence lies and how long: random names, nobody else's eyes, no file without a row after a rollback."""

import hashlib
import io
import re
import stat

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import InMemoryUploadedFile, TemporaryUploadedFile
from django.db import IntegrityError, transaction

from centres.models import Region
from evaluations.evidence import FileKind, Unfit, discard, keep, kept_together, opened, without_metadata
from tests.evaluations.evidence_cast import pdf_file, photograph
from tests.factories import make_region


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """A storage of the test's own, as the settings describe it."""
    place = tmp_path / "evidence"
    options = settings.STORAGES["evidence"]["OPTIONS"] | {"location": place}
    settings.STORAGES = settings.STORAGES | {"evidence": settings.STORAGES["evidence"] | {"OPTIONS": options}}
    return place


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def kept(content=b"obsah", kind=FileKind.PDF):
    with keep(io.BytesIO(content), kind) as file:
        return file


def uploaded(make, content):
    """An upload as Django hands it over, in memory or on the disk."""
    if make is InMemoryUploadedFile:
        return make(io.BytesIO(content), None, "a.pdf", "", len(content), None)
    upload = make("a.pdf", "", len(content), None)
    upload.write(content)
    upload.seek(0)
    return upload


def keep_until(refused):
    """Keep a file for a row whose writing ends in a refusal."""
    with keep(io.BytesIO(b"obsah"), FileKind.PDF):
        refused()
        raise ValueError("Měsíc je zavřený.")


def keep_together_until(refused):
    """Keep three files for one transaction that ends in a refusal."""
    with kept_together():
        kept()
        with kept_together():
            kept()
        keep_until(refused)


@pytest.mark.django_db
class TestKeeping:
    def test_file_gets_a_random_name_without_an_ending(self):
        one, other = kept(), kept()

        assert re.fullmatch(r"([0-9a-f]{2})/\1[0-9a-f]{30}", one.stored)
        assert one.stored != other.stored

    def test_row_learns_size_and_checksum(self):
        content = pdf_file()

        file = kept(content)

        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())

    @pytest.mark.parametrize("make", [InMemoryUploadedFile, TemporaryUploadedFile])
    def test_upload_is_kept_whole_wherever_it_was_read_to(self, make):
        upload = uploaded(make, b"obsah")
        upload.read(3)

        with keep(upload, FileKind.PDF) as file, opened(file.stored) as content:
            assert content.read() == b"obsah"

    def test_photograph_is_kept_without_its_place(self):
        bare = without_metadata(photograph(), FileKind.JPG)

        file = kept(photograph(), FileKind.JPG)

        with opened(file.stored) as content:
            assert content.read() == bare
        assert (file.size, file.sha256) == (len(bare), hashlib.sha256(bare).hexdigest())

    def test_nobody_else_on_the_machine_may_read(self, folder):
        file = kept()

        modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, (folder / file.stored).parent)]
        assert modes == [0o700, 0o700]
        assert stat.S_IMODE((folder / file.stored).stat().st_mode) == 0o600

    def test_file_of_a_refusal_is_taken_away(self, folder):
        there = []

        with pytest.raises(ValueError, match="zavřený"):
            keep_until(lambda: there.extend(files(folder)))

        assert len(there) == 1
        assert files(folder) == []

    def test_disk_that_fails_leaves_nothing(self, folder):
        folder.mkdir()
        for number in range(256):
            folder.joinpath(f"{number:02x}").touch()

        with pytest.raises(Unfit, match="úložiště na serveru je plné"), keep(io.BytesIO(b"obsah"), FileKind.PDF):
            raise AssertionError("The row must not be written.")

        assert len(files(folder)) == 256


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_committed_row_has_its_file(self, folder):
        with keep(io.BytesIO(b"obsah"), FileKind.PDF) as file:
            make_region(name="A")

        assert Region.objects.count() == 1
        assert files(folder) == [folder / file.stored]

    @pytest.mark.engine
    def test_row_that_the_database_refuses_leaves_no_file(self, folder):
        make_region(name="A")

        with pytest.raises(IntegrityError):
            keep_until(lambda: [make_region(name="B"), make_region(name="A")])

        assert Region.objects.count() == 1
        assert files(folder) == []

    def test_file_cannot_be_kept_in_a_transaction_that_may_still_fail(self, folder):
        with transaction.atomic(), pytest.raises(RuntimeError):
            keep(io.BytesIO(b"obsah"), FileKind.PDF).__enter__()

        assert files(folder) == []

    def test_files_kept_together_stay_when_all_is_committed(self, folder):
        with kept_together():
            one = kept()
            with kept_together():
                other = kept()

        assert sorted(files(folder)) == sorted([folder / one.stored, folder / other.stored])

    def test_failure_takes_away_all_files_kept_together(self, folder):
        there = []

        with pytest.raises(ValueError, match="zavřený"):
            keep_together_until(lambda: there.extend(files(folder)))

        assert len(there) == 3
        assert files(folder) == []

    def test_failure_within_takes_away_only_what_was_kept_there(self, folder):
        with kept_together():
            file = kept()
            with pytest.raises(ValueError, match="zavřený"):
                keep_together_until(lambda: make_region(name="A"))

        assert Region.objects.count() == 0
        assert files(folder) == [folder / file.stored]

    def test_files_cannot_be_kept_together_in_a_transaction_that_may_still_fail(self):
        with transaction.atomic(), pytest.raises(RuntimeError):
            kept_together().__enter__()

    def test_discarded_file_goes_when_the_deletion_is_committed(self, folder):
        file = kept()

        with transaction.atomic():
            discard(file.stored)
            assert len(files(folder)) == 1

        assert files(folder) == []

    def test_file_stays_when_the_deletion_is_rolled_back(self, folder):
        file = kept()

        with transaction.atomic():
            discard(file.stored)
            transaction.set_rollback(True)

        assert files(folder) == [folder / file.stored]

    def test_discarding_what_is_not_there_is_no_error(self):
        discard("00/" + "0" * 32)

    def test_failed_discarding_does_not_fail_the_request(self, folder, caplog):
        folder.joinpath("ab").mkdir(parents=True)
        folder.joinpath("ab", "cd").mkdir()
        folder.joinpath("ab", "cd", "x").touch()

        discard("ab/cd")

        assert "Error calling" in caplog.text


def test_evidence_lies_outside_all_that_is_served(settings):
    evidence = settings.EVIDENCE_DIR.resolve()

    assert not any(evidence.is_relative_to(place) for place in [settings.STATIC_ROOT, *settings.STATICFILES_DIRS])


def test_name_that_leads_out_is_refused():
    with pytest.raises(Exception, match="outside"):
        storages["evidence"].open("../db.sqlite3")
