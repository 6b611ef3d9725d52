"""A year as a whole: opened once, its days changed, what would come out and what is missing, published once."""

import pytest

from centres.models import Event, Role
from goals.models import Document, Edition, Goal, Notice, Plan
from goals.public.publishing import ready_to_publish
from goals.states import GoalState
from goals.workflow import perform
from tests.factories import make_centre, make_document, make_goal, make_user
from tests.world import browser, calendar, days, fields, goal_form, goal_in, page, verdict

pytestmark = pytest.mark.django_db
PUBLISH = "/prace/2026/vydat/"


@pytest.fixture
def above():
    return browser(make_user(Role.DEPARTMENT_HEAD, email="vedouci.odboru@example.cz"))


@pytest.fixture
def centre():
    return make_centre(slug="liberec", name="CPIC Liberec")


@pytest.fixture
def head(centre):
    return make_user(Role.HEAD, centre=centre, first_name="Jana", last_name="Tajná")


@pytest.fixture
def year(centre, head):
    """This year with one approved goal and nothing missing."""
    document = make_document(2026, **calendar())
    Plan.objects.create(document=document, centre=centre)
    goal_in(GoalState.APPROVED, make_goal, document, centre=centre, number=None, text="Uspořádat 12 kurzů.")
    return document


def form(year, **facts):
    return {"reason": "", "note": "", "erratum": "", "expected": ready_to_publish(year).fingerprint, **facts}


# Opening


def opening(*centres, year=2027, **facts):
    sent = {"year": year, "title": f"Cíle {year}", "version": 0, "centres": [centre.pk for centre in centres]}
    return sent | days(year) | facts


def test_year_is_opened_for_the_chosen_centres(above, centre):
    other = make_centre()

    answer = above.post("/prace/otevrit-rok/", opening(centre))

    assert answer["Location"] == "/prace/2027/"
    assert list(Plan.objects.values_list("document__year", "centre__slug")) == [(2027, "liberec")]
    assert other.plans.count() == 0
    assert "Rok 2027 je otevřený." in page(above.get("/prace/2027/"))


def test_year_opened_twice_is_there_once(above, centre):
    answers = [above.post("/prace/otevrit-rok/", opening(centre)) for _ in range(2)]

    assert [each["Location"] for each in answers] == ["/prace/2027/"] * 2
    assert (Document.objects.count(), Event.objects.filter(name="open_year").count()) == (1, 1)


def test_year_that_somebody_else_opened_is_said_and_the_form_kept(above, centre):
    browser(make_user(Role.DEPARTMENT_HEAD)).post("/prace/otevrit-rok/", opening(centre))

    answer = above.post("/prace/otevrit-rok/", opening(centre, title="Můj název"))

    assert answer.status_code == 422
    assert "Rok: Rok 2027 už je otevřený." in page(answer)
    assert fields(answer)["title"] == "Můj název"


def test_next_year_starts_from_this_one(above, year, centre):
    guess = fields(above.get("/prace/otevrit-rok/"))

    assert (guess["year"], guess["title"], guess["centres"]) == ("2027", "Operační cíle center 2027", str(centre.pk))
    assert (guess["submit_by"], guess["closes_on"]) == ("2026-11-30", "2027-12-31")
    assert above.post("/prace/otevrit-rok/", guess).status_code == 302


# Days


def test_days_are_changed_once(above, year):
    sent = {"version": year.version, **days(2026)}

    answers = [above.post("/prace/2026/terminy/", sent) for _ in range(2)]

    assert [each["Location"] for each in answers] == ["/prace/2026/"] * 2
    assert Event.objects.filter(name="change_dates").count() == 1


def test_days_that_somebody_else_changed_are_shown_and_ours_kept(above, year):
    browser(make_user(Role.DEPARTMENT_HEAD)).post("/prace/2026/terminy/", {"version": year.version, **days(2026)})

    mine = {"version": year.version, **days(2026), "publish_on": "2025-12-20"}
    conflict = above.post("/prace/2026/terminy/", mine)
    kept = fields(conflict)
    saved = above.post("/prace/2026/terminy/", kept)

    assert conflict.status_code == 409
    assert "Termíny mezitím změnil někdo jiný." in page(conflict)
    assert "vydání 15. 12. 2025" in page(conflict)
    assert kept["publish_on"] == "2025-12-20"
    assert saved.status_code == 302
    assert str(Document.objects.get(pk=year.pk).publish_on) == "2025-12-20"


# What would come out


def test_complete_year_says_that_nothing_is_missing(above, year):
    shown = page(above.get(PUBLISH))

    assert "1 schválený cíl. Nic nechybí." in shown
    assert 'name="reason"' not in shown


def test_checklist_names_centres_and_goals_that_are_not_ready(above, year, centre):
    Plan.objects.create(document=year, centre=make_centre(name="CPIC Plzeň"))
    make_goal(year, centre=centre, number=None, text="Rozepsaný cíl.")

    shown = page(above.get(PUBLISH))

    assert "Nic schváleného nemá:" in shown
    assert "CPIC Plzeň" in shown
    assert "Rozepsaný cíl." in shown


def test_year_without_an_approved_goal_cannot_be_published(above, centre):
    year = make_document(2026)

    shown = page(above.get(PUBLISH))
    answer = above.post(PUBLISH, form(year, reason="Spěchá."))

    assert "Zatím není schválený žádný cíl, není co vydat." in shown
    assert "Vydat vydání" not in shown
    assert (answer.status_code, Edition.objects.count()) == (422, 0)
    assert "Není co vydat: žádný cíl není schválený." in page(answer)


def test_unfinished_year_needs_a_reason(above, year, centre):
    make_goal(year, centre=centre, number=None)

    refused = above.post(PUBLISH, form(year, note="Má poznámka."))
    published = above.post(PUBLISH, form(year, reason="Ostatní počkají."))

    assert (refused.status_code, fields(refused)["note"]) == (422, "Má poznámka.")
    assert "Proč se vydává, i když není všechno hotové: Není schválené všechno, co má být." in page(refused)
    assert published["Location"] == "/prace/2026/vydano/1/"
    assert Event.objects.get(name="publish").comment == "Ostatní počkají."


def test_year_is_published_once_and_says_so(above, year, head):
    sent = form(year, note="Poznámka.")

    answers = [above.post(PUBLISH, sent) for _ in range(2)]

    assert [each["Location"] for each in answers] == ["/prace/2026/vydano/1/"] * 2
    assert (Edition.objects.count(), Notice.objects.filter(person=head).count()) == (1, 1)
    assert "Vydáno: cíle 2026, vydání 1" in page(above.get("/prace/2026/vydano/1/"))


def test_preview_shows_the_page_and_the_pdf_before_the_last_step_and_publishes_nothing(above, year, client):
    sent = form(year, note="Poznámka k vydání.")

    shown = above.post(PUBLISH, sent | {"action": "preview"})
    pdf = above.post(PUBLISH, fields(shown) | {"action": "pdf"})
    back = above.post(PUBLISH, fields(shown) | {"action": "edit"})

    assert "Nic zatím nevyšlo. Takto bude vydání vypadat; vidíte ho jen vy." in page(shown)
    assert "Uspořádat 12 kurzů." in page(shown)
    assert (pdf["Content-Type"], "nahled-2026-vydani-1" in pdf["Content-Disposition"]) == ("application/pdf", True)
    assert fields(back)["note"] == "Poznámka k vydání."
    assert (Edition.objects.count(), client.get("/cile/2026/").status_code) == (0, 404)
    assert above.post(PUBLISH, fields(shown) | {"action": "publish"}).status_code == 302
    assert Edition.objects.get().note == "Poznámka k vydání."


def test_letters_that_no_print_has_are_named_before_it_comes_out(above, year):
    assert "v PDF nebudou" not in page(above.get(PUBLISH))
    year.sections.create(key="introduction", text="Vítejte, ไทย, 欢迎.", position=1)

    assert "Tyto znaky v PDF nebudou, naše písma je nemají: ไ ท ย." in page(above.get(PUBLISH))


def test_preview_of_what_is_no_longer_so_says_so(above, year, centre):
    sent = form(year) | {"action": "preview"}
    goal_in(GoalState.APPROVED, make_goal, year, centre=centre, number=None, text="Mezitím schválený cíl.")

    assert above.post(PUBLISH, sent).status_code == 409


def test_year_that_says_the_same_as_its_edition_offers_no_button(above, year):
    above.post(PUBLISH, form(year))

    shown = page(above.get(PUBLISH))
    answer = above.post(PUBLISH, form(year, erratum="Nic."))

    assert "Vydání 1 říká totéž." in shown
    assert "Prohlédnout vydání" not in shown
    assert (answer.status_code, Edition.objects.count()) == (422, 1)


def test_overtaken_publishing_publishes_nothing_and_keeps_the_text(above, year, centre):
    sent = form(year, note="Má poznámka.")
    goal_in(GoalState.APPROVED, make_goal, year, centre=centre, number=None, text="Mezitím schválený cíl.")

    conflict = above.post(PUBLISH, sent)
    published = above.post(PUBLISH, fields(conflict))

    assert (conflict.status_code, fields(conflict)["note"]) == (409, "Má poznámka.")
    assert "Nic se nevydalo" in page(conflict)
    assert "2 schválené cíle." in page(conflict)
    assert published.status_code == 302
    assert (Edition.objects.get().note, Edition.objects.get().goals.count()) == ("Má poznámka.", 2)


def test_first_edition_has_nothing_to_correct(above, year):
    assert "erratum" not in fields(above.get(PUBLISH))


def test_confirmation_of_an_edition_that_is_not_there(above, year):
    assert above.get("/prace/2026/vydano/7/").status_code == 404


# A goal from its change to the next edition


def test_change_waits_for_its_edition_and_comes_out_without_names(client, above, year, centre, head):
    above.post(PUBLISH, form(year))
    goal, mine = Goal.objects.get(), browser(head)
    mine.post(
        f"/prace/cil/{goal.pk}/zmenit/", goal_form(goal, text="Uspořádat 9 kurzů.", reason="Škola kurzy zavřela.")
    )
    change = Goal.objects.get(amends=goal)
    mine.post(f"/prace/cil/{change.pk}/odeslat/", {"version": change.version})
    change.refresh_from_db()
    above.post(f"/prace/cil/{change.pk}/rozhodnuti/", verdict(change))

    before = page(client.get("/cile/2026/1/"))
    checklist = page(above.get(PUBLISH))
    above.post(PUBLISH, form(year, erratum="V prvním vydání chyběl počet."))
    after = page(client.get("/cile/2026/1/"))
    edition = page(client.get("/cile/2026/vydani/2/"))

    assert ("Uspořádat 12 kurzů." in before, "Uspořádat 9 kurzů." in before) == (True, False)
    assert "Škola kurzy zavřela." in checklist
    assert "Uspořádat 9 kurzů." in after
    assert "Důvod změny: Škola kurzy zavřela." in edition
    assert "Důvod změny: Škola kurzy zavřela." in after
    assert edition.count("V prvním vydání chyběl počet.") == 1
    assert "Opravuje vydání 1: V prvním vydání chyběl počet." in edition
    corrected = page(client.get("/cile/2026/vydani/1/"))
    assert corrected.count("V prvním vydání chyběl počet.") == 1
    assert "V tomto vydání byla chyba, opravilo ji vydání 2: V prvním vydání chyběl počet." in corrected
    public = after + edition
    assert [word for word in ("Tajná", head.email, "vedouci.odboru@example.cz") if word in public] == []


def test_unsent_change_makes_the_year_unfinished(above, year, head):
    above.post(PUBLISH, form(year))
    goal = Goal.objects.get()
    browser(head).post(f"/prace/cil/{goal.pk}/zmenit/", goal_form(goal, text="Jinak.", reason="Důvod."))

    assert "Cíle a změny, které nejsou schválené" in page(above.get(PUBLISH))
    assert perform(Goal.objects.get(amends=goal), "submit", by=head).state == GoalState.SUBMITTED
