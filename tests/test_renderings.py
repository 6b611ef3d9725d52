"""What could not be drawn when it came out is drawn later and says the same; until then pages say that it is being
prepared, and nobody can make it be drawn by asking for it."""

from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from centres.models import Centre, User
from evaluations.models import Minutes, MinutesFile, Report, ReportFile
from evaluations.notifications import meeting_path
from evaluations.reports import publishing as reports
from goals import renderings
from goals.models import Edition, EditionFile, EditionSection, Goal
from goals.pdf.archival import Pdf
from goals.public import publishing as editions
from goals.states import GoalState
from tests import once
from tests.evaluations.meetings_cast import YEAR
from tests.factories import make_centre, make_document, make_edition, make_record
from tests.renderings_cast import KINDS
from tests.world import EVALUATED, add_months, add_year_ends, browser, make_world, page

PREPARED = "PDF se připravuje"


class Broken:
    """Draws nothing and raises; keeps what it was given."""

    def __init__(self):
        self.asked = []

    def __call__(self, *texts):
        self.asked += texts
        raise ValueError("nejde to")


@pytest.fixture
def broken(monkeypatch):
    broken = Broken()
    monkeypatch.setattr("goals.pdf.archival.render", broken)
    return broken


def cron():
    """Exit code of the command, what it says, and what it complains of."""
    out, complaints, code = StringIO(), StringIO(), 0
    try:
        call_command("deliver_mail", stdout=out, stderr=complaints)
    except SystemExit as stopped:
        code = stopped.code
    return code, out.getvalue(), complaints.getvalue()


# What was not drawn at once


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_drawn_later_says_what_it_would_have_said_at_once(kind, broken):
    row = kind()()
    Centre.objects.update(name="Jinak")
    User.objects.update(last_name="Jinak")
    Goal.objects.filter(state=GoalState.DRAFT).update(text="Jinak")
    Goal.objects.filter(number=None).update(number=77)
    make_record(make_centre(name="CPIC Brno"), on=date(2026, 3, 20))
    before, broken.asked = broken.asked[-1], []

    _drawn, problems = renderings.draw_missing()

    assert before in broken.asked
    assert f"{type(row)._meta.verbose_name} {row.pk}: ValueError: nejde to" in problems


@pytest.mark.django_db
def test_drawing_that_fails_is_logged_and_undoes_nothing(broken, caplog):
    edition = make_edition()

    [record] = [one for one in caplog.records if one.name == "goals.renderings"]
    assert record.levelname == "ERROR"
    assert f"goals.Edition {edition.pk}" in record.getMessage()
    assert record.exc_info[0] is ValueError
    assert editions.is_intact(Edition.objects.get())
    assert Edition.objects.get().pdf is None


@pytest.mark.django_db
@pytest.mark.engine
def test_edition_is_sealed_before_it_is_drawn(broken):
    edition = make_edition()

    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        EditionSection.objects.create(edition=edition, key="other", text="Dodatek.", position=9)


@pytest.mark.django_db
def test_cron_tells_what_cannot_be_drawn_and_draws_the_rest(broken, caplog, monkeypatch):
    stuck, other = make_edition(make_document(title="Zaseklé")), make_edition(make_document(YEAR + 1))
    caplog.clear()

    def fails_for_one(*texts):
        if "Zaseklé" in texts[0]:
            raise ValueError("nejde to")
        return Pdf(b"%PDF", 1)

    monkeypatch.setattr("goals.pdf.archival.render", fails_for_one)

    code, said, complaints = cron()

    assert code == 1
    assert "nakreslená PDF 1, nešlo nakreslit 1" in said
    assert complaints == f"PDF nejde nakreslit, vydání {stuck.pk}: ValueError: nejde to\n"
    assert other.pdf.size == 4
    assert caplog.records == []  # was logged when it failed first
    monkeypatch.setattr("goals.pdf.archival.render", lambda *texts: Pdf(b"%PDF", 1))
    assert cron()[::2] == (0, "")
    assert cron() == (0, "", "")


# What people see meanwhile


@pytest.fixture(scope="module")
def undrawn(django_db_setup, django_db_blocker):
    """A world none of whose PDFs could be drawn."""
    with pytest.MonkeyPatch.context() as patch, once.kept(django_db_blocker):
        broken = Broken()
        patch.setattr("goals.pdf.archival.render", broken)
        world = make_world()
        add_months(world)
        add_year_ends(world)
        yield SimpleNamespace(world=world, broken=broken, addresses=addresses(world))


def addresses(world):
    """Pages that lead to a PDF, by their address: in public, and for the head of the centre or of the department."""
    number = world.edition.number
    public = [reverse("home"), reverse("years"), reverse("year", args=[YEAR])]
    public += [reverse("edition", args=[YEAR, number]), reverse("year-evaluation", args=[EVALUATED])]
    head = [meeting_path(world.closed), meeting_path(world.closed, "-closed")]
    head.append(reverse("meetings", args=[YEAR, world.own.slug]))
    above = [reverse("published", args=[YEAR, number]), reverse("evaluation-released", args=[EVALUATED])]
    return {None: public, "head": head, "department head": above}


def files(world):
    public = [reverse("year-pdf", args=[YEAR]), reverse("edition-pdf", args=[YEAR, world.edition.number])]
    public.append(reverse("year-evaluation-pdf", args=[EVALUATED]))
    return {None: public, "head": [reverse("minutes", args=[world.minutes.pk])]}


def visits(world, addresses):
    for who, each in addresses.items():
        client = browser(who and world.people[who])
        yield from ((address, client.get(address)) for address in each)


@pytest.mark.django_db
def test_pages_say_that_it_is_being_prepared_and_then_lead_to_it(undrawn, monkeypatch):
    world = undrawn.world
    before = {address: page(answer) for address, answer in visits(world, undrawn.addresses)}
    monkeypatch.setattr("goals.pdf.archival.render", lambda *texts: Pdf(b"%PDF" * 500, 3))
    renderings.draw_missing()
    after = {address: page(answer) for address, answer in visits(world, undrawn.addresses)}

    waits = {address: "se připravuje" in text and '.pdf"' not in text for address, text in before.items()}
    leads = {address: "se připravuje" not in text for address, text in after.items()}
    assert [address for address, good in waits.items() if not good] == []
    assert [address for address, good in leads.items() if not good] == []
    linked = [address for who in (None, "head") for address in undrawn.addresses[who]]
    assert [address for address in linked if '.pdf"' not in after[address]] == []
    assert {answer.content for _address, answer in visits(world, files(world))} == {b"%PDF" * 500}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "address"), [(Edition, f"/cile/{YEAR}/"), (Report, f"/cile/{EVALUATED}/hodnoceni/")], ids=["year", "end"]
)
def test_page_that_was_kept_ready_is_made_anew_once_the_file_is_there(undrawn, client, monkeypatch, model, address):
    monkeypatch.setattr("goals.pdf.archival.render", lambda *texts: Pdf(b"%PDF", 1))
    before = page(client.get(address))

    for row in model.objects.all():
        renderings.draw(model, row.pk)

    assert ('.pdf"' in before, '.pdf"' in page(client.get(address))) == (False, True)


@pytest.mark.django_db
def test_asking_for_a_missing_file_draws_nothing_and_says_when_to_come_again(undrawn):
    undrawn.broken.asked = []

    for address, answer in visits(undrawn.world, files(undrawn.world)):
        assert (answer.status_code, answer["Retry-After"]) == (404, "60"), address
        assert PREPARED in page(answer)

    assert undrawn.broken.asked == []


@pytest.mark.django_db
def test_report_without_its_pdf_is_intact(undrawn):
    report = Report.objects.get(year=EVALUATED)

    assert report.pdf is None
    assert reports.is_intact(report)


@pytest.mark.django_db
@pytest.mark.engine
@pytest.mark.parametrize("model", [EditionFile, ReportFile, MinutesFile])
def test_file_can_come_later_and_never_change(undrawn, model, monkeypatch):
    monkeypatch.setattr("goals.pdf.archival.render", lambda *texts: Pdf(b"%PDF", 1))
    renderings.draw_missing()
    file = model.objects.pdfs().first()

    for change in (lambda: model.objects.filter(pk=file.pk).update(size=9), file.delete):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
    assert Minutes.objects.exists()
