"""Files of evidence through the pages: who may attach, see and take away, what is refused, what is left behind."""

import errno
import os
from datetime import date, datetime
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from centres.models import Event, Role
from evaluations.models import Evidence
from evaluations.records.evidence import MOST_FILES, attach, detach
from evaluations.records.queries import history_of
from evaluations.records.records import remove
from goals.states import Level
from goals.workflow import Refused
from tests.evaluations.evidence_cast import OLE, packed, pdf_file, photograph, sheet_file, sheet_with, word_file
from tests.evaluations.records_cast import MONTH, NOW, YEAR, at, make_year
from tests.factories import (
    PRAGUE,
    approve,
    close_month,
    events_about,
    make_centre,
    make_network_goal,
    make_record,
    make_user,
)
from tests.world import browser, page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]

SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
POLYGLOTS = {
    "script called pdf": (b"<script>alert(1)</script>", "zapis.pdf"),
    "pdf that runs a script": (pdf_file(lambda pdf: pdf.Root.__setitem__("/OpenAction", SCRIPT)), "a.pdf"),
    "html before pdf": (b"<html><script>alert(1)</script>" + b" " * 2000 + pdf_file(), "a.pdf"),
    "picture with a program behind": (b"\xff\xd8\xff\xe0nic", "foto.jpg"),
    "svg called png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png"),
    "workbook with macros": (sheet_with({"xl/vbaProject.bin": b"x"}), "a.xlsx"),
    "zip called docx": (packed({"a.txt": "nic"}), "a.docx"),
    "old Word": (OLE + bytes(600), "a.doc"),
    "empty": (b"", "a.pdf"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """A storage of the test's own."""
    options = settings.STORAGES["evidence"]["OPTIONS"] | {"location": tmp_path / "evidence"}
    settings.STORAGES = settings.STORAGES | {"evidence": settings.STORAGES["evidence"] | {"OPTIONS": options}}
    return tmp_path / "evidence"


@pytest.fixture
def year(monkeypatch):
    at(NOW, monkeypatch)
    year = make_year()
    year.record = make_record(year.centre, on=date(2026, 9, 14), title="Beseda", indicator=year.courses, by=year.staff)
    return year


@pytest.fixture
def staff(year):
    return browser(year.staff)


def file(data=None, name="listina.pdf"):
    return SimpleUploadedFile(name, pdf_file() if data is None else data)


def send(person, thing, upload=None):
    name = "goal-evidence" if hasattr(thing, "level") else "record-evidence"
    return person.post(reverse(name, args=[thing.pk]), {"file": upload or file()}, follow=True)


def import_url(year):
    return reverse("records-import", args=[YEAR, year.centre.slug, MONTH])


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def download(person, evidence):
    return person.get(reverse("evidence", args=[evidence.pk]))


class TestAttaching:
    @pytest.mark.parametrize(
        ("data", "name", "kind", "called"),
        [
            (pdf_file(), "Prezenční listina.pdf", "pdf", "Prezenční listina.pdf"),
            (photograph(), "IMG_1.JPEG", "jpg", "IMG_1.jpg"),
            (word_file(), "../../zapis.docx", "docx", "zapis.docx"),
            (sheet_file(), "vykaz.xlsx", "xlsx", "vykaz.xlsx"),
        ],
    )
    def test_file_is_kept_by_its_content(self, year, staff, folder, data, name, kind, called):
        answer = send(staff, year.record, file(data, name))

        evidence = Evidence.objects.get()
        assert (evidence.record, evidence.kind, evidence.name, evidence.added_by) == (
            year.record,
            kind,
            called,
            year.staff,
        )
        assert f"Doklad „{called}“ je přiložený." in page(answer)
        assert kept(folder) == [folder / evidence.stored]
        assert [step.text for step in history_of(year.record)] == [called, ""]

    @pytest.mark.parametrize(("data", "name"), POLYGLOTS.values(), ids=POLYGLOTS)
    def test_what_is_not_what_it_says_is_refused(self, year, staff, folder, data, name):
        answer = send(staff, year.record, file(data, name))

        assert answer.status_code == 422
        assert "<title>Chyba:" in page(answer)
        assert Evidence.objects.count() == 0
        assert kept(folder) == []

    def test_file_that_is_too_large_is_refused(self, year, staff, folder):
        answer = send(staff, year.record, file(b"%PDF-1.7" + bytes(10 * 2**20)))

        assert answer.status_code == 422
        assert "Soubor je větší než 10 MB; zmenšete ho." in page(answer)
        assert kept(folder) == []

    def test_no_file_says_so(self, year, staff):
        answer = staff.post(reverse("record-evidence", args=[year.record.pk]))

        assert answer.status_code == 422
        assert "Vyberte soubor." in page(answer)

    def test_same_file_again_is_pointed_out_and_kept_once(self, year, staff, folder):
        data = pdf_file()
        send(staff, year.record, file(data))

        answer = send(staff, year.record, file(data, "jinak.pdf"))

        assert "Tento soubor tu už je, jako „listina.pdf“." in page(answer)
        assert Evidence.objects.count() == len(kept(folder)) == 1

    def test_same_file_at_another_record_is_pointed_out(self, year, staff):
        data = pdf_file()
        send(staff, year.record, file(data))
        other = make_record(year.centre, on=date(2026, 9, 15), indicator=year.courses, by=year.staff)

        answer = send(staff, other, file(data))

        assert "Stejný soubor je i tady: Beseda." in page(answer)
        assert Evidence.objects.count() == 2

    def test_there_is_a_most_of_files(self, year, staff, folder):
        for number in range(MOST_FILES):
            attach(year.record, file(pdf_file() + b"\n" * number), by=year.staff)

        answer = send(staff, year.record, file(photograph()))

        assert answer.status_code == 422
        assert "Víc než 10 dokladů se sem nevejde." in page(answer)
        assert len(kept(folder)) == MOST_FILES

    def test_closed_month_refuses_and_leaves_no_file(self, year, staff, folder):
        close_month(year.centre, YEAR, MONTH, by=year.head, now=datetime(2026, 9, 28, tzinfo=PRAGUE))

        answer = send(staff, year.record)

        assert answer.status_code == 422
        assert "Měsíc je uzavřený." in page(answer)
        assert kept(folder) == []

    def test_record_taken_back_takes_no_file(self, year, staff):
        remove(year.record, by=year.staff)

        assert "Záznam je vzatý zpět" in page(send(staff, year.record))

    def test_file_of_a_goal_belongs_to_it_and_is_told(self, year, staff):
        answer = send(staff, year.goal)

        assert Evidence.objects.get().goal == year.goal
        assert "Doklad „listina.pdf“ je přiložený." in page(answer)
        assert events_about(year.goal).filter(name="attach").get().comment == "listina.pdf"

    def test_goal_of_the_network_takes_files_of_who_evaluates_it(self, year):
        goal = approve(make_network_goal(level=Level.LONG_TERM))

        assert browser(year.staff).post(reverse("goal-evidence", args=[goal.pk])).status_code == 403
        assert "je přiložený" in page(send(browser(year.above), goal))


class TestTakingAway:
    def test_file_is_deleted_and_its_row_stays(self, year, staff, folder):
        evidence = attach(year.record, file(), by=year.staff).evidence

        answer = staff.post(reverse("evidence-remove", args=[evidence.pk]), follow=True)

        assert "Doklad „listina.pdf“ je odebraný a soubor smazaný." in page(answer)
        assert kept(folder) == []
        assert Evidence.objects.get().removed_at == NOW
        assert download(staff, evidence).status_code == 404
        assert [event.name for event in events_about(year.record)] == ["add", "attach", "take_away"]

    def test_taken_away_twice_is_once(self, year):
        evidence = attach(year.record, file(), by=year.staff).evidence

        first, second = (detach(evidence, by=year.staff) for _ in range(2))

        assert first.removed_at == second.removed_at
        assert Event.objects.filter(name="take_away").count() == 1

    def test_button_pressed_twice_says_what_was_done(self, year, staff):
        evidence = attach(year.record, file(), by=year.staff).evidence

        for _ in range(2):
            answer = staff.post(reverse("evidence-remove", args=[evidence.pk]), follow=True)

        assert answer.status_code == 200
        assert "Doklad „listina.pdf“ je odebraný" in page(answer)

    def test_closed_month_keeps_its_files(self, year, folder):
        evidence = attach(year.record, file(), by=year.staff).evidence
        close_month(year.centre, YEAR, MONTH, by=year.head, now=datetime(2026, 9, 28, tzinfo=PRAGUE))

        with pytest.raises(Refused, match="Měsíc je uzavřený"):
            detach(evidence, by=year.staff)

        assert len(kept(folder)) == 1

    def test_same_file_can_come_back(self, year, staff):
        data = pdf_file()
        detach(attach(year.record, file(data), by=year.staff).evidence, by=year.staff)

        send(staff, year.record, file(data))

        assert Evidence.objects.kept().count() == 1


class TestAccess:
    @pytest.fixture
    def visitors(self, year):
        other = make_centre()
        own = {"centre": year.centre}
        return SimpleNamespace(
            staff=year.staff,
            head=year.head,
            above=year.above,
            director=make_user(Role.DIRECTOR),
            stranger=make_user(Role.HEAD, centre=other),
            administrator=make_user(Role.ADMINISTRATOR),
            expired=make_user(Role.DEPUTY, valid_until=date(2020, 12, 31), **own),
        )

    def test_file_of_a_record_is_for_who_sees_the_record(self, year, visitors):
        evidence = attach(year.record, file(), by=year.staff).evidence

        statuses = {name: download(browser(person), evidence).status_code for name, person in vars(visitors).items()}

        assert statuses == {
            **dict.fromkeys(["staff", "head", "above", "director"], 200),
            **dict.fromkeys(["stranger", "administrator", "expired"], 404),
        }

    def test_file_of_a_goal_is_for_who_sees_the_goal(self, year, visitors):
        evidence = attach(year.goal, file(), by=year.staff).evidence

        statuses = [download(browser(person), evidence).status_code for person in (visitors.head, visitors.stranger)]

        assert statuses == [200, 404]

    def test_file_of_an_approved_goal_of_the_network_is_for_everybody_inside(self, year, visitors):
        evidence = attach(approve(make_network_goal(level=Level.LONG_TERM)), file(), by=year.above).evidence

        assert download(browser(visitors.stranger), evidence).status_code == 200

    def test_nobody_gets_it_without_signing_in(self, year, client):
        evidence = attach(year.record, file(), by=year.staff).evidence

        assert download(client, evidence)["Location"].startswith("/prihlaseni/")

    @pytest.mark.parametrize(("who", "status"), [("above", 403), ("director", 403), ("stranger", 404)])
    def test_others_attach_and_take_away_nothing(self, year, visitors, who, status):
        evidence = attach(year.record, file(), by=year.staff).evidence
        person = browser(getattr(visitors, who))

        answers = [
            send(person, year.record),
            send(person, year.goal),
            person.post(reverse("evidence-remove", args=[evidence.pk])),
        ]

        assert [answer.status_code for answer in answers] == [status] * 3
        assert Evidence.objects.kept().count() == 1

    def test_download_has_no_power(self, year, staff):
        evidence = attach(year.record, file(name="Prezenční listina.pdf"), by=year.staff).evidence

        response = download(staff, evidence)

        assert response["Content-Disposition"] == "attachment; filename*=utf-8''Prezen%C4%8Dn%C3%AD%20listina.pdf"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Type"] == "application/pdf"

    def test_missing_file_is_not_found(self, year, staff):
        evidence = attach(year.record, file(), by=year.staff).evidence
        storages["evidence"].delete(evidence.stored)

        answer = download(staff, evidence)

        assert answer.status_code == 404
        assert "Soubor v úložišti chybí nebo nejde přečíst. Řekněte to správci" in page(answer)
        assert "překlep" not in page(answer)


def no_room(handle, *args):
    """The disk takes some of it."""
    os.write(handle, b"%PDF")
    raise OSError(errno.ENOSPC, "No space left on device")


def no_right(*args):
    raise PermissionError(errno.EACCES, "Permission denied")


def read_only(*args, **kwargs):
    raise OSError(errno.EROFS, "Read-only file system")


class TestFullDisk:
    @pytest.mark.parametrize(
        ("step", "failing"), [("os.fdopen", no_room), ("os.open", no_right), ("safe_makedirs", read_only)]
    )
    @pytest.mark.parametrize("thing", ["record", "goal"])
    def test_form_says_so_and_nothing_is_left(self, year, staff, folder, monkeypatch, caplog, step, failing, thing):
        with monkeypatch.context() as patch:
            patch.setattr(f"django.core.files.storage.filesystem.{step}", failing)
            answer = send(staff, getattr(year, thing))

        assert answer.status_code == 422
        assert "Soubor se teď nepodařilo uložit: úložiště na serveru je plné" in page(answer)
        assert (Evidence.objects.count(), kept(folder)) == (0, [])
        assert [record.name for record in caplog.records if record.levelname == "ERROR"] == [
            "evaluations.evidence.storage"
        ]
        assert "Traceback" not in caplog.text
        assert "je přiložený" in page(send(staff, getattr(year, thing)))  # when there is room again

    def test_folder_that_is_a_file_is_told(self, year, staff, folder):
        folder.touch()

        assert "úložiště na serveru je plné" in page(send(staff, year.record))

    def test_folder_that_is_missing_is_made(self, year, staff, folder):
        assert not folder.exists()
        assert "je přiložený" in page(send(staff, year.record))

    @pytest.mark.parametrize("write", [False, True])
    def test_upload_that_cannot_be_received_is_told_by_its_form(
        self, year, staff, settings, tmp_path, monkeypatch, write
    ):
        """Larger than what is held in memory, so it goes to the disk while it is received."""
        settings.FILE_UPLOAD_TEMP_DIR = tmp_path if write else tmp_path / "missing"
        monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.write", read_only, raising=False)
        large = pdf_file() + bytes(3 * 2**20)

        answer = send(staff, year.record, file(large))
        sheet = staff.post(import_url(year), {"file": file(large, "a.csv"), "centre": year.centre.pk})

        assert (answer.status_code, sheet.status_code) == (422, 422)
        assert "Soubor se teď nepodařilo uložit" in page(answer)
        assert "Soubor se na server nevešel" in page(sheet)
        assert list(tmp_path.glob("*.upload*")) == []

    def test_file_that_cannot_be_read_is_told(self, year, staff, monkeypatch, caplog):
        evidence = attach(year.record, file(), by=year.staff).evidence
        monkeypatch.setattr("django.core.files.storage.filesystem.FileSystemStorage._open", no_right)

        answer = download(staff, evidence)

        assert answer.status_code == 404
        assert "Soubor v úložišti chybí nebo nejde přečíst." in page(answer)
        assert "Traceback" not in caplog.text


def test_upload_beyond_all_limits_is_cut_before_the_disk_is_full(year, staff, folder, monkeypatch):
    monkeypatch.setattr("cpic.uploads.MOST", 2**20)
    written = []
    monkeypatch.setattr(
        "evaluations.records.forms.EvidenceForm.clean", lambda form: written.append(form.files["file"].size)
    )

    staff.post(reverse("record-evidence", args=[year.record.pk]), {"file": file(bytes(5 * 2**20))})

    assert written == [2**20]
